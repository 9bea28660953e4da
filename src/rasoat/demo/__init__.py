"""The practice season of Ba Bể, October 2018: an invented population, and the whole review played on it."""
