"""SQLite as Django's own backend has it, with two promises more: writers take turns, and a rebuilt table keeps its triggers."""
