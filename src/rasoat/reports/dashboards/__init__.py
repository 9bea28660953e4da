"""Dashboards: the figures of the reports as charts people read, on the screen, on paper and as files."""
