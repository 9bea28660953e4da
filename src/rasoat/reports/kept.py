"""Tables as they were since the last action: a page asked for again is not computed again."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from rasoat.areas.models import Unit
from rasoat.audit.log import head
from rasoat.reports.table import Table
from rasoat.reports.tables import Depth, build
from rasoat.rounds.models import Round

A_PROCESS = 64
"""How many tables a process keeps; a table of a district has some fifty rows."""


def current(key: str, round_: Round, unit: Unit, depth: Depth) -> Table:
    """Return the table for a page: decided where there is a decision, preliminary elsewhere.

    Every change of the data is an action and every action moves the head of the log, so a table holds for as long as
    the head stands.
    """
    number, moved = head()
    if number == 0:  # nothing was ever done through an action: nothing to hold on to
        return build(key, round_, unit, preliminary=None, depth=depth)
    return replace(_kept(moved, key, round_, unit, depth), round=round_, unit=unit)


def forget() -> None:
    """Let go of every table, for whoever changes the data without an action."""
    _kept.cache_clear()


@lru_cache(maxsize=A_PROCESS)
def _kept(_moved: str, key: str, round_: Round, unit: Unit, depth: Depth) -> Table:
    return build(key, round_, unit, preliminary=None, depth=depth)
