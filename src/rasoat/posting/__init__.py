"""Step 4: public posting, complaints and re-check."""
