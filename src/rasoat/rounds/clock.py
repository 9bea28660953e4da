"""The calendar day of a round."""

from __future__ import annotations

from datetime import date

from rasoat.audit.action import today as real_today
from rasoat.rounds.models import Round


def today(round_: Round) -> date:
    """Return the practice day of a practice round, the day in Vietnam otherwise."""
    return round_.practice_day or real_today()
