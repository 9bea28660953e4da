"""By when a request in the year is to be decided: what the rules of the day of receipt say, or nothing."""

from __future__ import annotations

from datetime import date

from rasoat.calendar_vi import add_calendar_days
from rasoat.law import Rules
from rasoat.posting.window import working_day_after


def due_of(rules: Rules, received_on: date) -> date | None:
    """Return the last day for the decision.

    From 10/11/2018 it is the 7th working day after the day of receipt (TT14); from 2021 fifteen days from the 15th on
    which the month's review begins (QĐ24 Điều 5). None where no source gives it. Raises ``LawError`` L061 where the
    calendar does not tell which days are worked.
    """
    if rules.request_working_days is not None:
        return working_day_after(received_on, rules.request_working_days)
    if rules.request_days is not None and rules.monthly_review_day is not None:
        return add_calendar_days(_next(received_on, rules.monthly_review_day), rules.request_days)
    return None


def _next(day: date, of_month: int) -> date:
    """Return the first ``of_month``-th on or after ``day``."""
    if day.day <= of_month:
        return day.replace(day=of_month)
    following = (day.replace(day=1).toordinal()) + 32
    return date.fromordinal(following).replace(day=of_month)
