"""Before and beside the review: plans, the steering committee and its assignments, urging the late (kế hoạch, đôn đốc)."""
