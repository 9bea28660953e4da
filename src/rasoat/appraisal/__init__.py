"""Step 5: commune report, inspection, and the appraisal of the district."""
