"""The country: the approved official results of the provinces in one year added up, and who is missing said, and why.

There is no round of the country. A province counts by the newest of its results that its chairman has approved, with the
very sets that the result is made of: its own, or those of its districts. Every paper of the sum names the results in it
and the provinces that are not, each with what it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from rasoat.areas.models import Level, Unit
from rasoat.areas.scope import Scope
from rasoat.errors import InputError, Refused
from rasoat.reports.models import DistrictApproval, ProvinceResult, ReportSet
from rasoat.reports.sets import frozen_tables
from rasoat.reports.summing import sum_sets
from rasoat.reports.table import COUNTRY_LEVEL, Table
from rasoat.reports.tables import Depth
from rasoat.rounds.models import RoundKind
from rasoat.rounds.states import ResultState

COUNTRY = Unit(pk=0, code="VN", kind="Cả", name="nước", level=COUNTRY_LEVEL, path="")
_NAMED = 15


_APPROVED = (ResultState.APPROVED, ResultState.REPORTED)
_WHY = {
    "prepared": ("bản tổng hợp số {number} chưa được phê duyệt", "sum no. {number} is not approved"),
    "received": ("đã nhận {number} bộ số liệu, chưa tổng hợp", "{number} sets received, not added up"),
    "unsent": (
        "{number} bộ số liệu đã ký, chưa đến tỉnh",
        "{number} signed sets have not reached the province",
    ),
    "nothing": ("chưa có số liệu chính thức", "no official figures"),
}


class Part(NamedTuple):
    """A province in the sum: its approved result, the sets it is made of, and a newer result that waits for approval."""

    province: Unit
    result: ProvinceResult
    sets: tuple[ReportSet, ...]
    waiting: ProvinceResult | None

    @property
    def missing(self) -> list[str]:
        """The units below that the result itself says were missing."""
        names: list[str] = self.result.missing
        return names


class Absent(NamedTuple):
    """A province that is not in the sum, and why: in Vietnamese and in English."""

    province: Unit
    why: tuple[str, str]


class Country(NamedTuple):
    """The tables by key, why others are left out, the provinces in the sum and those that are not."""

    tables: dict[str, Table]
    left_out: tuple[Refused, ...]
    parts: tuple[Part, ...]
    missing: tuple[Absent, ...]


def country(
    year: int, *, practice: bool = False, depth: Depth = "children", scope: Scope | None = None
) -> Country:
    """Return the sums of a year, of the results within ``scope`` (all without one); ``depth`` may ask for blocks.

    Raises ``InputError`` T053 when no province has an approved result.
    """
    parts, missing = parts_of(year, practice=practice, scope=scope)
    if not parts:
        raise InputError("T053", year=year)
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
) -> tuple[tuple[Part, ...], tuple[Absent, ...]]:
    """Return the provinces with an approved official result of the year, and those without."""
    rows = ProvinceResult.objects.filter(year=year, practice=practice, official=True)
    rows = rows if scope is None else rows.within(scope)
    results: dict[int, list[ProvinceResult]] = {}
    for each in rows.select_related("unit", "document").order_by("-number"):
        results.setdefault(each.unit_id, []).append(each)
    parts: list[Part] = []
    missing: list[Absent] = []
    units = Unit.objects.in_force(date(year, 12, 31)).filter(level=Level.PROVINCE)
    for province in units.order_by("path"):
        found = results.get(province.pk, [])
        approved = next((each for each in found if each.state in _APPROVED), None)
        if approved is None:
            missing.append(Absent(province, _why(province, found, year, practice, scope)))
        else:
            waiting = found[0] if found[0].state == ResultState.PREPARED else None
            parts.append(Part(province, approved, _sets_of(approved), waiting))
    return tuple(parts), tuple(missing)


def _sets_of(result: ProvinceResult) -> tuple[ReportSet, ...]:
    lines = result.lines.select_related(
        "report_set__round__unit", "report_set__unit", "report_set__made_by", "report_set__checked_by"
    )
    return tuple(line.report_set for line in lines)


def _why(
    province: Unit, results: list[ProvinceResult], year: int, practice: bool, scope: Scope | None
) -> tuple[str, str]:
    """Say how far a province is that has no approved result, as far as the visitor may know."""
    if results:
        return _said("prepared", results[0].number)
    kind = RoundKind.PRACTICE if practice else RoundKind.OFFICIAL
    of_year = {"round__year": year, "round__kind": kind, "round__unit__path__startswith": province.path}
    approvals = DistrictApproval.objects.filter(**of_year, received_on__isnull=False)
    sets = ReportSet.objects.filter(**of_year, official=True, checked_on__isnull=False)
    if scope is not None:
        approvals, sets = approvals.within(scope), sets.within(scope)
    received = approvals.aggregate(n=Count("round", distinct=True))["n"]
    if received:
        return _said("received", received)
    signed = sets.aggregate(n=Count("unit", distinct=True))["n"]
    return _said("unsent", signed) if signed else _said("nothing", 0)


def _said(why: str, number: int) -> tuple[str, str]:
    vietnamese, english = _WHY[why]
    return vietnamese.format(number=number), english.format(number=number)


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


def _notes(parts: tuple[Part, ...], missing: tuple[Absent, ...]) -> tuple[tuple[str, str], ...]:
    found = [_basis(part) for part in parts]
    said = [
        (
            f"Cộng từ kết quả chính thức đã phê duyệt của {len(parts)} tỉnh: {_listed([vi for vi, _en in found])}",
            f"Added up from the approved results of {len(parts)} provinces: {_listed([en for _vi, en in found])}",
        )
    ]
    if missing:
        names = [
            (f"{each.province.name} ({each.why[0]})", f"{each.province.name} ({each.why[1]})")
            for each in missing
        ]
        said.append(
            (
                f"Chưa có {len(names)} tỉnh: {_listed([vi for vi, _en in names])}",
                f"Without {len(names)} provinces: {_listed([en for _vi, en in names])}",
            )
        )
    for part in parts:
        where, names_ = part.province.name, part.missing
        if names_:
            said.append(
                (
                    f"{where}: kết quả được phê duyệt khi chưa có {len(names_)} đơn vị: {_listed(names_)}",
                    f"{where}: approved without {len(names_)} units: {_listed(names_)}",
                )
            )
        if part.waiting is not None:
            number = part.waiting.number
            said.append(
                (
                    f"{where}: bản tổng hợp số {number} chưa được phê duyệt nên chưa tính",
                    f"{where}: sum no. {number} is not approved and does not count yet",
                )
            )
    return tuple(said)


def _basis(part: Part) -> tuple[str, str]:
    """Name the result, with the numbers of its frozen sets and the day of its approval."""
    day = part.result.approved_on
    numbers = ", ".join(f"{kept.unit.name} {kept.number}" for kept in part.sets[:_NAMED])
    more = f" … (+{len(part.sets) - _NAMED})" if len(part.sets) > _NAMED else ""
    name, number = part.province.name, part.result.number
    return (
        f"{name} (kết quả số {number}, phê duyệt ngày {day:%d/%m/%Y}; bộ số liệu số: {numbers}{more})",
        f"{name} (result no. {number}, approved on {day:%d/%m/%Y}; sets no.: {numbers}{more})",
    )


def _listed(names: list[str]) -> str:
    more = f" … (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
