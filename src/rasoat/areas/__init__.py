"""Administrative units, their history, and the one place where area scope is applied."""
