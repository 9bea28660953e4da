"""Rounds: opening, calendar, and the state of every village and commune."""
