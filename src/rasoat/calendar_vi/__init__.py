"""Working days in Viet Nam: weekends, public holidays, days off in lieu, and the swaps of the government.

The days are data (``days.csv``), each with its reference and provenance. A day the data does not cover is an
error, never a guess.
"""

from __future__ import annotations

from rasoat.calendar_vi.days import (
    DayOff,
    Kind,
    UnknownDayError,
    add_calendar_days,
    add_working_days,
    day_off,
    is_working_day,
    known_years,
)

__all__ = [
    "DayOff",
    "Kind",
    "UnknownDayError",
    "add_calendar_days",
    "add_working_days",
    "day_off",
    "is_working_day",
    "known_years",
]
