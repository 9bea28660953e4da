"""A province's or district's own spreadsheet for a report, with marks where the figures go."""
