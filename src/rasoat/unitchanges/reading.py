"""Read the lines of an order from a table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rasoat.areas.models import AreaType
from rasoat.errors import InputError
from rasoat.roster.importing.grouping import Cleaner
from rasoat.roster.importing.headings import Layout, locate, require_columns
from rasoat.roster.importing.reading import Content, read_table
from rasoat.roster.importing.report import Report
from rasoat.text_vi import fold
from rasoat.unitchanges.models import ChangeLine

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "old_code": ("Mã cũ", "Mã đơn vị cũ"),
    "old_name": ("Tên cũ", "Tên đơn vị cũ"),
    "new_code": ("Mã mới", "Mã đơn vị mới"),
    "name": ("Tên mới", "Tên đơn vị mới"),
    "kind": ("Loại mới", "Loại đơn vị mới"),
    "parent_code": ("Mã cấp trên mới", "Mã cấp trên"),
    "area_type": ("Khu vực mới", "Khu vực"),
    "region": ("Vùng mới", "Vùng"),
    "households": ("Các hộ", "Mã các hộ"),
    "abolished": ("Bãi bỏ", "Kết thúc hoạt động"),
    "name_is_invented": ("Tên đặt để thực hành",),
}
REST = "*"
"""In the column of households: every household that no other line names."""
_REQUIRED = ("old_code", "new_code")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
_LIMITS = {"old_code": 20, "new_code": 20, "parent_code": 20, "name": 120, "kind": 30}
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_YES = {"1": True, "0": False, "": False, "co": True, "khong": False, "yes": True, "no": False, "x": True}
_AREAS = {
    "": "",
    **{fold(str(label)): value for value, label in AreaType.choices},
    **{a: a for a in AreaType.values},
}
_REGIONS = ("", "NT1", "NT2", "NT3", "NT4", "NT5", "NT6")


def read_lines(file_name: str, content: Content, report: Report) -> list[ChangeLine]:
    """Return the lines of a file, not yet stored; faults go into ``report``. Raises ``InputError`` (R001 … R016)."""
    table = read_table(file_name, content)
    layout, below = locate(file_name, table, COLUMNS)
    require_columns(file_name, layout, *_REQUIRED)
    for heading in layout.unknown:
        report.warn("R020", layout.row, heading, heading=heading)
    rows = list(Cleaner(layout, report, table.merges).rows(below))
    if not rows:
        raise InputError("R009", file=file_name)
    reader = _Reader(layout, report)
    return [reader.line(row.number, row.cells) for row, misshapen in rows if not misshapen]


class _Reader:
    """Turns cells into a line."""

    def __init__(self, layout: Layout, report: Report) -> None:
        self._layout, self._report = layout, report

    def line(self, number: int, cells: Mapping[str, str]) -> ChangeLine:
        """Return one line; what cannot be read is reported and left empty."""
        self._number, self._unit = number, cells.get("old_code", "")
        self._texts(cells)
        line = ChangeLine(number=number, households=cells.get("households", ""))
        for column in _LIMITS:
            setattr(line, column, cells.get(column, ""))
        line.area_type = self._option("area_type", cells, _AREAS, AreaType.labels)
        line.region = self._option("region", cells, {fold(each): each for each in _REGIONS}, _REGIONS[1:])
        line.abolished = bool(self._option("abolished", cells, _YES, ("0", "1")))
        line.name_is_invented = bool(self._option("name_is_invented", cells, _YES, ("0", "1")))
        return line

    def _texts(self, cells: Mapping[str, str]) -> None:
        for column, limit in _LIMITS.items():
            text = cells.get(column, "")
            if column.endswith("code"):
                if text and not _CODE.fullmatch(text):
                    self._refuse("R076", column, value=text[:40], limit=limit)
            elif text.startswith(_FORMULA_SIGNS):
                self._refuse("R031", column, sign=text[0])
            elif len(text) > limit:
                self._refuse("R033", column, length=len(text), limit=limit)

    def _option(
        self, column: str, cells: Mapping[str, str], values: Mapping[str, object], shown: object
    ) -> str:
        text = cells.get(column, "")
        found = values.get(fold(text))
        if found is None:
            accepted = "; ".join(map(str, shown))  # type: ignore[call-overload]
            self._refuse("R071", column, value=text, accepted=accepted)
            return ""
        return str(found) if isinstance(found, str) else ("1" if found else "")

    def _refuse(self, code: str, column: str, /, **where: object) -> None:
        self._report.error(code, self._number, self._layout.title(column), self._unit, **where)
