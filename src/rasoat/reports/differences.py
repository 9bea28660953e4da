"""Two frozen sets side by side: each total, and every household that makes the difference with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rasoat.areas.models import Unit
from rasoat.errors import InputError
from rasoat.law import Class
from rasoat.reports.models import FrozenHousehold, ReportSet
from rasoat.reports.sets import frozen_tables, households_of
from rasoat.reports.table import Table
from rasoat.roster.models import ENDS_HOUSEHOLD, Event, EventKind
from rasoat.survey.models import Submission

COMPARED = ("poor", "near_poor", "average")
_COLUMNS: Mapping[str, tuple[str, str]] = {
    "poor": ("c3", "c9"), "near_poor": ("c5", "c11"), "average": ("c7", "c13"),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One household that is not the same in both sets; ``kind`` says why, ``detail`` in the words of the record."""

    household: UUID
    code: str
    village: Unit
    before: str
    after: str
    persons_before: int
    persons_after: int
    kind: str
    detail: str = ""

    def added(self, of: str) -> int:
        """Return what the household adds to the difference of a class: -1, 0 or 1."""
        return int(group_of(self.after) == of) - int(group_of(self.before) == of)

    def added_persons(self, of: str) -> int:
        """Return the persons that it adds."""
        after = self.persons_after if group_of(self.after) == of else 0
        return after - (self.persons_before if group_of(self.before) == of else 0)


@dataclass(frozen=True)
class Side:
    """One class in both sets: households and persons before and after, and what the changes explain."""

    of: str
    before: int | None
    after: int | None
    persons_before: int | None
    persons_after: int | None
    explained: int
    explained_persons: int

    @property
    def difference(self) -> int | None:
        """Households after minus before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def closed(self) -> bool:
        """Whether the named households make the whole difference, in households and in persons."""
        if self.difference is None or self.persons_before is None or self.persons_after is None:
            return self.before == self.after and self.explained == 0
        persons = self.persons_after - self.persons_before
        return (self.difference, persons) == (self.explained, self.explained_persons)


@dataclass(frozen=True)
class Comparison:
    """Two sets of one unit of one round."""

    first: ReportSet
    second: ReportSet
    sides: list[Side]
    changes: list[Change]


def group_of(result: str) -> str:
    """Return the class as the totals count it: poor, near-poor, average, or nothing."""
    if not result:
        return ""
    found = Class(result)
    if found.is_poor:
        return "poor"
    return str(found) if found in (Class.near_poor, Class.average) else ""


def compare(first: ReportSet, second: ReportSet) -> Comparison:
    """Return the comparison; raises ``InputError`` T020 for sets of two rounds or units."""
    if (first.round_id, first.unit_id) != (second.round_id, second.unit_id):
        raise InputError("T020", first=str(first), second=str(second))
    changes = list(_changes(first, second))
    before, after = _total(first), _total(second)
    sides = [_side(of, before, after, changes) for of in COMPARED]
    return Comparison(first, second, sides, changes)


def _total(kept: ReportSet) -> Mapping[str, Any]:
    table: Table = frozen_tables(kept, depth="self", keys=["results"])["results"]
    return table.total


def _side(of: str, before: Mapping[str, Any], after: Mapping[str, Any], changes: Iterable[Change]) -> Side:
    households, persons = _COLUMNS[of]
    own = list(changes)
    return Side(
        of,
        before[households],
        after[households],
        before[persons],
        after[persons],
        sum(change.added(of) for change in own),
        sum(change.added_persons(of) for change in own),
    )


def _changes(first: ReportSet, second: ReportSet) -> Iterator[Change]:
    before, after = households_of(first), households_of(second)
    differing = [
        key
        for key in sorted(before.keys() | after.keys(), key=str)
        if _differs(before.get(key), after.get(key))
    ]
    forms = _forms(after[key] for key in differing if key in after)
    ended = _ended(key for key in differing if not _result(after.get(key)))
    found = [_change(key, before.get(key), after.get(key), forms, ended) for key in differing]
    yield from sorted(found, key=lambda change: (change.village.path, change.code))


def _result(each: FrozenHousehold | None) -> str:
    return each.result if each else ""


def _differs(before: FrozenHousehold | None, after: FrozenHousehold | None) -> bool:
    return _counted(before) != _counted(after)


def _counted(each: FrozenHousehold | None) -> tuple[str, int]:
    return (each.result, each.persons) if each else ("", 0)


def _forms(households: Iterable[FrozenHousehold]) -> Mapping[UUID, Submission]:
    ids = [each.submission_id for each in households if each.submission_id]
    return Submission.objects.select_related("score").in_bulk(ids)


def _ended(keys: Iterable[UUID]) -> Mapping[UUID, Event]:
    rows = Event.objects.filter(household__in=list(keys), kind__in=ENDS_HOUSEHOLD)
    return {event.household_id: event for event in rows}


def _change(
    key: UUID,
    before: FrozenHousehold | None,
    after: FrozenHousehold | None,
    forms: Mapping[UUID, Submission],
    ended: Mapping[UUID, Event],
) -> Change:
    known = after or before
    assert known is not None
    kind, detail = _reason(key, before, after, forms, ended)
    return Change(
        household=key,
        code=known.code,
        village=known.village,
        before=_result(before),
        after=_result(after),
        persons_before=before.persons if before else 0,
        persons_after=after.persons if after else 0,
        kind=kind,
        detail=detail,
    )


def _reason(
    key: UUID,
    before: FrozenHousehold | None,
    after: FrozenHousehold | None,
    forms: Mapping[UUID, Submission],
    ended: Mapping[UUID, Event],
) -> tuple[str, str]:
    """Say why: the household ended, came in, was asked again, or was decided otherwise than scored."""
    if key in ended:
        event = ended[key]
        return "ended", f"{EventKind(event.kind).label}, {event.on:%d/%m/%Y}"
    if after is None or not after.result:
        return "left", ""
    form = forms.get(after.submission_id) if after.submission_id else None
    if before is None or not before.result:
        return "came", f"{form.visited_on:%d/%m/%Y}" if form else ""
    if form is not None and after.submission_id != before.submission_id:
        return form.origin, f"{Submission.Origin(form.origin).label}, {form.visited_on:%d/%m/%Y}"
    return "decided", ""
