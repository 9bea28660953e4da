"""Households and members, the opening list, and the events of the year (import lives here)."""
