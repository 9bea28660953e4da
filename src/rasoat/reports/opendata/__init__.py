"""Open data: the results of a round as anonymous counts, small cells suppressed so that nobody can compute them."""
