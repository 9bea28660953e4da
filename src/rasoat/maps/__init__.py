"""Boundaries of units, imported from GeoJSON and valid from a day, and tiles that stand in for them."""
