"""The action base and the append-only, hash-chained log."""
