"""Steps 6 and 8: decision, recognition, certificates, approval and the report upward."""
