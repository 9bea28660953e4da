"""Learning before the review: the conference, the course, and practice with invented households (tập huấn)."""
