"""Step 3: the village meeting and its minutes."""
