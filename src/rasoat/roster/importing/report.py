"""The import report: what was refused, doubtful or repaired, row by row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from rasoat.errors import InputError, sentence
from rasoat.text_vi import inert

COLUMNS = ("row", "level", "code", "column", "message", "household")


class Severity(StrEnum):
    """``error`` refuses the row's household, ``warning`` asks for a look, ``repaired`` says what was changed."""

    ERROR = "error"
    WARNING = "warning"
    REPAIRED = "repaired"


class Line(NamedTuple):
    """One line of the report; ``row`` is 1-based as in the sheet, ``column`` is the file's own heading."""

    row: int
    level: Severity
    code: str
    column: str
    household: str
    where: Mapping[str, Any]

    def message(self, language: str = "vi") -> str:
        """Return the catalogue's sentence."""
        return sentence(self.code, language, **self.where)

    def cells(self, language: str = "vi") -> list[str]:
        """Return the line as the report's columns, harmless in a spreadsheet."""
        texts = (self.code, self.column, self.message(language), self.household)
        code, column, message, household = map(inert, texts)
        return [str(self.row), self.level.value, code, column, message, household]


@dataclass
class Report:
    """Collects the lines of one import."""

    lines: list[Line] = field(default_factory=list)

    def add(
        self, level: Severity, code: str, row: int, column: str = "", household: str = "", /, **where: Any
    ) -> None:
        """Add one line."""
        self.lines.append(Line(row, level, code, column, household, where))

    def error(self, code: str, row: int, column: str = "", household: str = "", /, **where: Any) -> None:
        """Add a line that refuses the row."""
        self.add(Severity.ERROR, code, row, column, household, **where)

    def warn(self, code: str, row: int, column: str = "", household: str = "", /, **where: Any) -> None:
        """Add a line that asks for a look."""
        self.add(Severity.WARNING, code, row, column, household, **where)

    def repaired(self, code: str, row: int, column: str = "", household: str = "", /, **where: Any) -> None:
        """Add a line that says what was changed on the way in."""
        self.add(Severity.REPAIRED, code, row, column, household, **where)

    def count(self, level: Severity) -> int:
        """How many lines of a level there are."""
        return sum(line.level == level for line in self.lines)

    def sorted(self) -> list[Line]:
        """Return the lines in the order of the sheet's rows."""
        return sorted(self.lines, key=lambda line: line.row)


@dataclass(frozen=True)
class ImportResult:
    """What became of a file: counts by name, and the lines of the report in the order of rows."""

    counts: Mapping[str, int]
    lines: list[Line]
    dry_run: bool = False

    @property
    def refused(self) -> bool:
        """Whether some row was refused."""
        return any(line.level == Severity.ERROR for line in self.lines)

    @property
    def errors(self) -> list[Line]:
        """The lines that refuse."""
        return [line for line in self.lines if line.level == Severity.ERROR]

    def write_report(self, path: Path | str, language: str = "vi") -> None:
        """Write the report as CSV (UTF-8 with BOM, so that Excel shows Vietnamese); raises ``InputError`` C003."""
        try:
            with Path(path).open("w", encoding="utf-8-sig", newline="") as out:
                writer = csv.writer(out, lineterminator="\r\n")
                writer.writerow(COLUMNS)
                writer.writerows(line.cells(language) for line in self.lines)
        except OSError as error:
            raise InputError("C003", file=str(path), problem=error.strerror or "?") from error
