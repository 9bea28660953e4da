"""Units from a table: each row checked against the tree, parents before children, the place in the tree computed.

This floor knows neither files nor the log: ``rasoat.roster.importing.units`` reads the file and records the import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from rasoat.areas.models import PARENTS, AreaType, Level, Unit, path_of
from rasoat.text_vi import NotADateError, fold, parse_date

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("Mã", "Mã đơn vị"),
    "name": ("Tên", "Tên đơn vị"),
    "kind": ("Loại", "Loại đơn vị"),
    "level": ("Cấp",),
    "area_type": ("Khu vực", "Loại khu vực"),
    "region": ("Vùng",),
    "parent_code": ("Mã cấp trên", "Mã đơn vị cấp trên"),
    "valid_from": ("Từ ngày", "Hiệu lực từ"),
    "valid_to": ("Đến ngày", "Hiệu lực đến"),
    "name_is_invented": ("Tên đặt để thực hành",),
}
REQUIRED = ("code", "name", "kind", "level", "valid_from")
_LEVELS = tuple(Level)
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
_CODE_LIMIT, _NAME_LIMIT, _KIND_LIMIT = 20, 120, 30
_REGIONS = ("NT1", "NT2", "NT3", "NT4", "NT5", "NT6")
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_YES = {"1": True, "0": False, "": False, "co": True, "khong": False, "yes": True, "no": False}


class UnitRow(NamedTuple):
    """One row: its number in the sheet, and canonical column → cleaned text."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return a cell's text, empty when there is none."""
        return self.cells.get(column, "")


class UnitProblem(NamedTuple):
    """Why a row was refused (or, for R077, left as it is): code, column and the places of its sentence."""

    row: int
    code: str
    column: str
    unit: str
    where: Mapping[str, Any]


@dataclass
class UnitImport:
    """Stores the units of one table; ``under`` holds the paths inside which units may be added.

    An empty ``under`` is for the first table of an empty database, which may build the whole tree.
    """

    under: Sequence[str]

    def run(self, rows: Iterable[UnitRow]) -> tuple[list[Unit], list[UnitProblem]]:
        """Return the units added and the problems; a unit whose parent was refused is refused, too."""
        self.problems: list[UnitProblem] = []
        self._known: dict[str, list[Unit]] = {}
        for known in Unit.objects.all():
            self._known.setdefault(known.code, []).append(known)
        self._rows: dict[tuple[str, date], int] = {}
        drafts = [(row, unit) for row in rows if (unit := self._read(row))]
        added: list[Unit] = []
        for level in _LEVELS:
            fresh = [unit for row, unit in drafts if unit.level == level and self._place(row, unit)]
            Unit.objects.bulk_create(fresh)
            added += fresh
        return added, self.problems

    def _refuse(self, row: UnitRow, code: str, column: str, /, **where: Any) -> None:
        self.problems.append(UnitProblem(row.number, code, column, row.get("code"), where))

    def _read(self, row: UnitRow) -> Unit | None:
        before = len(self.problems)
        for column in REQUIRED:
            if not row.get(column):
                self._refuse(row, "R070", column, missing=column)
        self._check_texts(row)
        level = self._option(row, "level", {each.value: each.value for each in Level}, dict(Level.choices))
        area = self._option(
            row, "area_type", {"": "", **{a.value: a.value for a in AreaType}}, dict(AreaType.choices)
        )
        invented = _YES.get(fold(row.get("name_is_invented")))
        if invented is None:
            self._refuse(row, "R071", "name_is_invented", value=row.get("name_is_invented"), accepted="0; 1")
        since, until = self._day(row, "valid_from"), self._day(row, "valid_to")
        if since and until and until <= since:
            self._refuse(row, "R074", "valid_to", value=f"{until:%d/%m/%Y}", day=f"{since:%d/%m/%Y}")
        if len(self.problems) > before or since is None:
            return None
        unit = Unit(
            code=row.get("code"), name=row.get("name"), kind=row.get("kind"), level=level, area_type=area,
            region=row.get("region").upper(), valid_from=since, valid_to=until, name_is_invented=bool(invented),
        )  # fmt: skip
        return unit if self._fits_level(row, unit) else None

    def _check_texts(self, row: UnitRow) -> None:
        code = row.get("code")
        if code and not _CODE.fullmatch(code):
            self._refuse(row, "R076", "code", value=code[:40], limit=_CODE_LIMIT)
        for column, limit in (("name", _NAME_LIMIT), ("kind", _KIND_LIMIT)):
            text = row.get(column)
            if text.startswith(_FORMULA_SIGNS):
                self._refuse(row, "R031", column, sign=text[0])
            elif len(text) > limit:
                self._refuse(row, "R033", column, length=len(text), limit=limit)

    def _option(self, row: UnitRow, column: str, values: Mapping[str, str], labels: Mapping[Any, Any]) -> str:
        words = {**values, **{fold(str(label)): str(value) for value, label in labels.items()}}
        text = row.get(column)
        found = words.get(fold(text))
        if found is None or (column == "level" and not found):
            if text:
                accepted = "; ".join(f"{value} ({label})" for value, label in labels.items())
                self._refuse(row, "R071", column, value=text, accepted=accepted)
            return ""
        return found

    def _day(self, row: UnitRow, column: str) -> date | None:
        text = row.get(column)
        try:
            return parse_date(text).date if text else None
        except NotADateError:
            self._refuse(row, "R034", column, value=text)
            return None

    def _fits_level(self, row: UnitRow, unit: Unit) -> bool:
        local = unit.level in (Level.COMMUNE, Level.VILLAGE)
        region_fits = unit.region in _REGIONS if unit.area_type == AreaType.RURAL else not unit.region
        if bool(unit.area_type) == local and region_fits:
            return True
        self._refuse(row, "R075", "area_type", unit_level=Level(unit.level).label)
        return False

    def _place(self, row: UnitRow, unit: Unit) -> bool:
        """Give the unit its parent and path; False when it may not or need not be added."""
        parent = self._parent(row, unit)
        if parent is None and unit.level != Level.PROVINCE:
            day = f"{unit.valid_from:%d/%m/%Y}"
            self._refuse(row, "R072", "parent_code", value=row.get("parent_code"), day=day)
            return False
        unit.parent = parent
        unit.path = path_of(parent, unit.code, unit.valid_from, lambda path: self._is_taken(path, unit))
        unit.heir_path = unit.path
        if self.under and not any(unit.path.startswith(path) for path in self.under):
            self._refuse(row, "R078", "code", unit_code=unit.code)
            return False
        if not self._new(row, unit):
            return False
        self._known.setdefault(unit.code, []).append(unit)
        self._rows[unit.code, unit.valid_from] = row.number
        return True

    def _is_taken(self, path: str, unit: Unit) -> bool:
        """Whether the path is that of another unit of the code, which this one does not repeat."""
        same = self._known.get(unit.code, [])
        return any(known.path == path and not _overlap(known, unit) for known in same)

    def _parent(self, row: UnitRow, unit: Unit) -> Unit | None:
        if unit.level == Level.PROVINCE:
            return None
        above = PARENTS[Level(unit.level)]
        same = self._known.get(row.get("parent_code"), [])
        return next((known for known in same if known.level in above and known.stands(unit.valid_from)), None)

    def _new(self, row: UnitRow, unit: Unit) -> bool:
        clash = next((known for known in self._known.get(unit.code, []) if _overlap(known, unit)), None)
        if clash is None:
            return True
        other = self._rows.get((clash.code, clash.valid_from), 0)
        if not other and _content(clash) == _content(unit):
            self._refuse(row, "R077", "code", unit_code=unit.code)
        else:
            self._refuse(
                row,
                "R073",
                "code",
                unit_code=unit.code,
                day=f"{unit.valid_from:%d/%m/%Y}",
                other=other or "–",
            )
        return False


def _overlap(one: Unit, other: Unit) -> bool:
    return (one.valid_to is None or other.valid_from < one.valid_to) and (
        other.valid_to is None or one.valid_from < other.valid_to
    )


def _content(unit: Unit) -> tuple[Any, ...]:
    return (
        unit.path,
        unit.name,
        unit.kind,
        unit.level,
        unit.area_type,
        unit.region,
        unit.valid_from,
        unit.valid_to,
    )
