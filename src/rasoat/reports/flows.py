"""Where each household's year stands in the two flow tables: the only place where a flow column is defined.

The columns follow mẫu 7.2 and 7.3 of Thông tư 07/2021/TT-BLĐTBXH, Phụ lục VII, and the notions of Thông tư
17/2016/TT-BLĐTBXH, Điều 2 (two kinds of thoát nghèo, thoát cận nghèo, tái nghèo, phát sinh mới).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from rasoat.law import Class
from rasoat.roster.models import OpeningEntry
from rasoat.survey.standing import POOR as POOR_CLASSES
from rasoat.survey.standing import WAS_NEAR_POOR, WAS_POOR

POOR, NEAR_POOR = "poor_flows", "near_poor_flows"
HOUSEHOLDS, PERSONS = "households", "persons"
MEASURES = (HOUSEHOLDS, PERSONS)

SIGNS: Mapping[str, int] = {"c1": 1, "c2": -1, "c3": -1, "c4": -1, "c5": 1, "c6": 1, "c7": 1, "c8": 1}
CLOSING = "c9"

# From which list to which class: the column of the list that the household leaves.
_LEAVES: Mapping[tuple[str, str | None], str] = {
    (POOR, NEAR_POOR): "c2",
    (POOR, None): "c3",
    (NEAR_POOR, None): "c2",
    (NEAR_POOR, POOR): "c3",
}
_ONCE_POOR = OpeningEntry.Kind.ONCE_POOR.value
AGAIN: Mapping[str, frozenset[str]] = {
    POOR: frozenset({_ONCE_POOR}),
    NEAR_POOR: frozenset({_ONCE_POOR, OpeningEntry.Kind.ONCE_NEAR_POOR.value}),
}


class HouseholdYear(NamedTuple):
    """What one household was, became, and went through between the opening list and its closing figure.

    ``opening`` is a kind of opening entry or empty; ``closing`` a class or empty (not recognised). ``added``
    and ``taken`` count persons by events up to the visit behind the closing figure; ``brought`` and ``ended`` say
    whether an event of the year brought or ended the whole household. ``key`` is the household's id as the
    database writes it, ``path`` its village.
    """

    key: str
    code: str
    path: str
    opening: str = ""
    opening_persons: int = 0
    closing: str = ""
    closing_persons: int = 0
    brought: bool = False
    ended: bool = False
    added: int = 0
    taken: int = 0

    @property
    def id(self) -> UUID:
        """The household's id."""
        return UUID(self.key)


class Move(NamedTuple):
    """What a household adds to one cell pair of one flow table."""

    report: str
    column: str
    households: int
    persons: int

    def amount(self, measure: str) -> int:
        """Return the households or the persons."""
        return self.households if measure == HOUSEHOLDS else self.persons


def list_at_opening(year: HouseholdYear) -> str | None:
    """Return the list the household was on at the start, as the name of its flow table."""
    if year.opening in WAS_POOR:
        return POOR
    return NEAR_POOR if year.opening in WAS_NEAR_POOR else None


def list_at_closing(year: HouseholdYear) -> str | None:
    """Return the list the household is on by its closing class."""
    if year.closing in POOR_CLASSES:
        return POOR
    return NEAR_POOR if year.closing == Class.near_poor else None


def moves(year: HouseholdYear) -> Iterator[Move]:
    """Yield everything the household adds to the two flow tables."""
    was, now = list_at_opening(year), list_at_closing(year)
    if was is not None:
        yield Move(was, "c1", 1, year.opening_persons)
        yield from _leaving(year, was, now)
    if now is None:
        return
    if was is None:
        yield Move(now, _entrance(year, now), 1, year.closing_persons)
    else:
        # A household that stays or changes lists is counted with its opening persons; what the year added or
        # took shows on the list it ends on.
        yield Move(now, "c8", 0, year.added)
        yield Move(now, "c4", 0, year.taken)
    yield Move(now, CLOSING, 1, year.closing_persons)


def _leaving(year: HouseholdYear, was: str, now: str | None) -> Iterator[Move]:
    if now == was:
        return
    if year.closing:
        yield Move(was, _LEAVES[was, now], 1, year.opening_persons)
        if now is not None:
            yield Move(now, "c5", 1, year.opening_persons)
    elif year.ended:
        yield Move(was, "c4", 1, year.opening_persons)


def _entrance(year: HouseholdYear, now: str) -> str:
    if year.opening in AGAIN[now]:
        return "c6"
    return "c8" if year.brought and not year.opening else "c7"


def shortfalls(own: Iterable[Move]) -> dict[tuple[str, str], int]:
    """Return what keeps one household from closing: computed minus closing, by table and measure; 0s left out."""
    gaps: dict[tuple[str, str], int] = defaultdict(int)
    for move in own:
        sign = -1 if move.column == CLOSING else SIGNS[move.column]
        gaps[move.report, HOUSEHOLDS] += sign * move.households
        gaps[move.report, PERSONS] += sign * move.persons
    return {where: gap for where, gap in gaps.items() if gap}
