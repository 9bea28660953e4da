"""The detailed lists: every poor (near-poor) household of a unit with its members, a person a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from rasoat.areas.models import Unit
from rasoat.reports.definitions import Definition
from rasoat.reports.facts import present_members, units_of
from rasoat.reports.features import Asked, Known
from rasoat.reports.flows import AGAIN, POOR, HouseholdYear, list_at_closing, list_at_opening
from rasoat.reports.sources import Source, class_tags
from rasoat.reports.table import Row, place
from rasoat.roster.models import Member, Relation, Sex
from rasoat.text_vi import sort_key

_RELATIONS = dict(Relation.choices)
_ASKED = Asked(frozenset({"merit", "unable_to_work"}))
MARK = "x"


def listed(source: Source, form: Definition) -> list[Row]:
    """Return the rows of a list, by village and name of the head; none of communes without a decision.

    Every column is a text, a year or ``None``; the marks of a household stand in the row of its head.
    """
    wanted = set(form.of)
    years = {year.id: year for year in source.years if wanted <= class_tags(year.closing)}
    units = {unit.path: unit for unit in units_of(source.round, source.unit)}
    people = _people(source, years)
    ordered = sorted(years.values(), key=lambda year: (year.path, _head_key(people[year.id])))
    rows: list[Row] = []
    for number, year in enumerate(ordered, start=1):
        rows += _household(source, form, units[year.path], year, people[year.id], number)
    return rows


def _people(source: Source, years: dict[UUID, HouseholdYear]) -> dict[UUID, list[Member]]:
    found: dict[UUID, list[Member]] = defaultdict(list)
    rows = present_members(source.round, source.path)
    for member in rows.order_by("pk").defer("identity_number", "identity_lookup"):
        if member.household_id in years:
            found[member.household_id].append(member)
    for members in found.values():
        members.sort(key=lambda member: member.relation != Relation.HEAD)
    return found


def _head_key(members: list[Member]) -> Any:
    return sort_key(members[0].full_name) if members else ""


def _household(
    source: Source, form: Definition, unit: Unit, year: HouseholdYear, members: list[Member], number: int
) -> Iterator[Row]:
    marks = _marks(source, year)
    for index, member in enumerate(members, start=1):
        said = {
            "household_number": number if index == 1 else None,
            "member_number": index,
            "name": member.full_name,
            "born_male": member.birth_date.year if member.sex == Sex.MALE else None,
            "born_female": member.birth_date.year if member.sex == Sex.FEMALE else None,
            "ethnic_group": member.ethnic_group or None,
            "relation": str(_RELATIONS.get(member.relation, member.relation)),
            **(marks if index == 1 else {}),
        }
        row = place(unit, form.measures[0])
        row |= {column.name: said.get(column.text or "") for column in form.columns}
        yield row | {"household": year.id}


def _marks(source: Source, year: HouseholdYear) -> dict[str, str | None]:
    known = source.features_of(year.key, _ASKED)
    now = list_at_closing(year) or POOR
    before = list_at_opening(year) == now
    again = not before and year.opening in AGAIN[now]
    return {
        "before": MARK if before else None,
        "again": MARK if again else None,
        "newly": None if before or again else MARK,
        "merit": _mark(known, "merit"),
        "unable_to_work": _mark(known, "unable_to_work"),
    }


def _mark(known: Known, tag: str) -> str | None:
    return MARK if tag in known.tags else None
