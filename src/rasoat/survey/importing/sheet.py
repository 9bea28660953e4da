"""An answers file as it is read: its columns, the questions they answer, and the report of its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasoat.errors import InputError
from rasoat.roster.importing.columns import Columns, read_columns
from rasoat.roster.importing.grouping import Cleaner, Row
from rasoat.roster.importing.headings import Layout, locate, require_columns
from rasoat.roster.importing.reading import Content, read_table
from rasoat.roster.importing.report import Line, Report, Severity
from rasoat.rounds.models import Round
from rasoat.rounds.standards import questions, standards
from rasoat.text_vi import clean_cell

KEYS: Mapping[str, tuple[str, ...]] = {
    "household_id": ("ID hộ",),
    "village_code": ("Mã thôn",),
    "household_code": ("Mã hộ",),
    "visited_on": ("Ngày khảo sát",),
    "respondent": ("Người trả lời",),
    "remarks": ("Ghi chú kiểm tra", "Lý do"),
    "area_type": ("Khu vực",),
    "region": ("Vùng",),
}
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
Answer = int | str | None


@dataclass(frozen=True)
class Sheet:
    """The rows of a file. ``asked`` are the questions of Phiếu B, ``derived`` the columns of answers that follow."""

    columns: Columns
    layout: Layout
    report: Report
    asked: tuple[str, ...]
    derived: tuple[str, ...]

    def texts(self, column: str) -> Sequence[str]:
        """Return a column's cells, empty where the file has none."""
        return self.columns.cells.get(column) or [""] * len(self.columns)

    def answers(self, rows: Sequence[int]) -> dict[str, list[Answer]]:
        """Return the answers of some rows, column by column; a column that the file does not derive is left out."""
        given = (column for column in self.derived if self.layout.has(column))
        return {column: _answers(self.texts(column), rows) for column in (*self.asked, *given)}

    def row(self, at: int) -> Row:
        """Return one row."""
        return self.columns.row(at)

    def refuse(self, at: int, code: str, column: str = "", /, **where: Any) -> None:
        """Say why a row is refused; ``column`` is the canonical one."""
        title = self.layout.title(column) if column else ""
        self._add(at, Severity.ERROR, code, title, where)

    def warn(self, at: int, code: str) -> None:
        """Say what to look at in a row that is accepted."""
        self._add(at, Severity.WARNING, code, "", {})

    def _add(self, at: int, level: Severity, code: str, title: str, where: Mapping[str, Any]) -> None:
        line = Line(self.columns.numbers[at], level, code, title, self.wanted(at), where)
        self.report.lines.append(line)

    def wanted(self, at: int) -> str:
        """Return how the row names its household."""
        row = self.row(at)
        return row.get("household_id") or "/".join((row.get("village_code"), row.get("household_code")))


def read_sheet(round_: Round, file_name: str, content: Content) -> Sheet:
    """Read a file; raises ``InputError`` (R001 … R013)."""
    name, report = clean_cell(file_name), Report()
    table = read_table(name, content)
    asked = tuple(question.id for question in questions(round_))
    derived = tuple(
        dict.fromkeys(each.column for rules in standards(round_) for each in rules.derived_indicators)
    )
    layout, below = locate(name, table, {**KEYS, **dict.fromkeys((*asked, *derived), ())})
    require_columns(name, layout, ("household_id", "household_code"), *asked)
    if not layout.has("household_id"):
        require_columns(name, layout, "village_code")
    for heading in layout.unknown:
        report.warn("R020", layout.row, heading, heading=heading)
    columns = read_columns(Cleaner(layout, report, table.merges), below)
    if not columns:
        raise InputError("R009", file=name)
    return Sheet(columns, layout, report, asked, derived)


def _answers(texts: Sequence[str], rows: Sequence[int]) -> list[Answer]:
    wanted = [texts[at] for at in rows]
    read = {text: _answer(text) for text in set(wanted)}
    return [read[text] for text in wanted]


def _answer(text: str) -> Answer:
    return int(text) if _WHOLE.fullmatch(text) else text or None
