"""Requests in the year (rà soát thường xuyên): one household is added or recognised as escaped outside the season."""
