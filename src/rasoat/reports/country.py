"""The country: the signed official sets of the provinces in one year added up, and who is missing said.

There is no round of the country. A province's own set counts; where it has none, those of its districts are added up
first. Every paper of the sum names the provinces in it and those that are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db.models import F

from rasoat.areas.models import Level, Unit
from rasoat.areas.scope import Scope
from rasoat.errors import InputError, Refused
from rasoat.reports.models import ReportSet
from rasoat.reports.sets import frozen_tables
from rasoat.reports.summing import sum_sets
from rasoat.reports.table import COUNTRY_LEVEL, Table
from rasoat.reports.tables import Depth
from rasoat.rounds.models import RoundKind

COUNTRY = Unit(pk=0, code="VN", kind="Cả", name="nước", level=COUNTRY_LEVEL, path="")
_NAMED = 15


class Part(NamedTuple):
    """A province in the sum: its sets (its own, or those of its districts) and the districts that have none."""

    province: Unit
    sets: tuple[ReportSet, ...]
    missing: tuple[Unit, ...]


class Country(NamedTuple):
    """The tables by key, why others are left out, the provinces in the sum and those without any signed set."""

    tables: dict[str, Table]
    left_out: tuple[Refused, ...]
    parts: tuple[Part, ...]
    missing: tuple[Unit, ...]


def country(
    year: int, *, practice: bool = False, depth: Depth = "children", scope: Scope | None = None
) -> Country:
    """Return the sums of a year, of the sets within ``scope`` (all without one); ``depth`` may ask for blocks.

    Raises ``InputError`` T023 when no province has a signed set.
    """
    parts, missing = parts_of(year, practice=practice, scope=scope)
    if not parts:
        raise InputError("T023", unit=str(COUNTRY))
    below: Depth = "blocks" if depth == "blocks" else "self"
    left_out: list[Refused] = []
    provinces: list[Mapping[str, Table]] = []
    for part in parts:
        tables, faults = _of_province(part, below)
        provinces.append(tables)
        left_out += faults
    found = sum_sets(provinces, COUNTRY)
    notes = _notes(parts, missing)
    tables = {key: replace(table, notes=notes) for key, table in found.tables.items()}
    return Country(tables, (*left_out, *found.left_out), parts, missing)


def parts_of(
    year: int, *, practice: bool = False, scope: Scope | None = None
) -> tuple[tuple[Part, ...], tuple[Unit, ...]]:
    """Return the provinces with a signed official set of the year, and those without."""
    sets = _sets(year, practice=practice, scope=scope)
    units = Unit.objects.in_force(date(year, 12, 31))
    parts: list[Part] = []
    missing: list[Unit] = []
    for province in units.filter(level=Level.PROVINCE).order_by("path"):
        own = [kept for kept in sets if kept.unit.path == province.path]
        inside = [kept for kept in sets if kept.unit.path.startswith(province.path)]
        if own:
            parts.append(Part(province, (own[0],), ()))
        elif inside:
            having = {kept.unit.path for kept in inside}
            districts = units.filter(level=Level.DISTRICT, parent=province).order_by("path")
            without = tuple(unit for unit in districts if unit.path not in having)
            parts.append(Part(province, tuple(inside), without))
        else:
            missing.append(province)
    return tuple(parts), tuple(missing)


def _sets(year: int, *, practice: bool, scope: Scope | None) -> list[ReportSet]:
    """Return the newest signed official set of each round of the year, one a unit."""
    kind = RoundKind.PRACTICE if practice else RoundKind.OFFICIAL
    rows = ReportSet.objects.filter(
        official=True, checked_on__isnull=False, round__year=year, round__kind=kind, unit=F("round__unit")
    )
    rows = rows if scope is None else rows.within(scope)
    newest: dict[int, ReportSet] = {}
    for kept in rows.select_related("round__unit", "unit", "made_by", "checked_by").order_by(
        "round", "number"
    ):
        newest[kept.unit_id] = kept
    return sorted(newest.values(), key=lambda kept: kept.unit.path)


def _of_province(part: Part, depth: Depth) -> tuple[Mapping[str, Table], tuple[Refused, ...]]:
    sets = [frozen_tables(kept, depth=depth) for kept in part.sets]
    if part.sets[0].unit.pk == part.province.pk:
        return sets[0], ()
    summed = sum_sets(sets, part.province)
    own = part.province.pk
    tables = {
        key: replace(table, rows=[row for row in table.rows if row["block"] or row["unit"].pk == own])
        for key, table in summed.tables.items()
    }
    return tables, summed.left_out


def _notes(parts: tuple[Part, ...], missing: tuple[Unit, ...]) -> tuple[tuple[str, str], ...]:
    names = [part.province.name for part in parts]
    said = [
        (
            f"Cộng từ bộ số liệu đã ký xác nhận của {len(names)} tỉnh: {_listed(names)}",
            f"Added up from the signed sets of {len(names)} provinces: {_listed(names)}",
        )
    ]
    if missing:
        names = [unit.name for unit in missing]
        said.append(
            (
                f"Chưa có {len(names)} tỉnh: {_listed(names)}",
                f"Without {len(names)} provinces: {_listed(names)}",
            )
        )
    for part in parts:
        if part.missing:
            names = [unit.name for unit in part.missing]
            where = part.province.name
            said.append(
                (
                    f"{where}: chưa có {len(names)} huyện: {_listed(names)}",
                    f"{where}: without {len(names)} districts: {_listed(names)}",
                )
            )
    return tuple(said)


def _listed(names: list[str]) -> str:
    more = f" … (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
