"""rasoat: the yearly review of poor, near-poor and average-living-standard households, from the village up."""

__version__ = "0.1.0"
