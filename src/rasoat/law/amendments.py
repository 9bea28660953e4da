"""Amendments: values that people brought in after a pack was shipped, and who verified which cell.

``amendments.csv`` stands last in a pack. A row gives the cell ``key`` a value from a day on, with the document it
comes from; the value ``=`` leaves the value as it is and only says who compared it with the official text.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rasoat.errors import LawError

FILE = "amendments.csv"
KEEP = "="
COLUMNS = (
    *("key", "from", "value", "document", "document_title", "article", "provenance"),
    *("verified_by", "verified_on", "source", "quote"),
)
EMPTY = ",".join(COLUMNS) + "\n"


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """One amended or verified cell; ``source`` is the SHA-256 of the scan it was compared with."""

    key: str
    since: dt.date
    value: str
    document: str = ""
    document_title: str = ""
    article: str = ""
    provenance: str = ""
    verified_by: tuple[str, ...] = ()
    verified_on: dt.date | None = None
    source: str | None = None
    quote: str | None = None
    file: str = field(default=FILE, compare=False)
    line: int = field(default=0, compare=False)

    @property
    def keeps(self) -> bool:
        """Whether the value stays and only its verification is told."""
        return self.value == KEEP

    def error(self, code: str, **where: Any) -> LawError:
        """Return a ``LawError`` that points at this row."""
        return LawError(code, file=self.file, line=self.line, **where)

    def cells(self) -> tuple[str, ...]:
        """Return the row as it stands in the file."""
        return (
            self.key,
            self.since.isoformat(),
            self.value,
            self.document,
            self.document_title,
            self.article,
            self.provenance,
            ";".join(self.verified_by),
            self.verified_on.isoformat() if self.verified_on else "",
            self.source or "",
            self.quote or "",
        )

    def content(self) -> tuple[str, ...]:
        """Return what counts for the hash of the pack: not who verified it."""
        return self.cells()[:7]


@dataclass(frozen=True)
class Amendments:
    """The amendments of a pack, and which of them a cell has asked for."""

    rows: tuple[Amendment, ...] = ()
    _asked: set[str] = field(default_factory=set, compare=False)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days on which an amended value begins."""
        return tuple(sorted({row.since for row in self.rows if not row.keeps}))

    @property
    def documents(self) -> dict[str, str]:
        """The documents that the rows declare, by key."""
        return {row.document: row.document_title for row in self.rows if row.document_title}

    def of(self, key: str) -> list[Amendment]:
        """Return the rows of a cell in the order of their days, then of the file."""
        self._asked.add(key)
        return sorted((row for row in self.rows if row.key == key), key=lambda row: row.since)

    def content(self) -> list[tuple[str, ...]]:
        """Return what counts for the hash of the pack."""
        return sorted(row.content() for row in self.rows if not row.keeps)

    def refuse_before(self, first: dt.date) -> None:
        """Raise L016 for a row that begins before the ``first`` day of the pack."""
        for row in self.rows:
            if row.since < first:
                raise row.error("L016", pack=row.key, day=row.since.isoformat())

    def refuse_unknown(self) -> None:
        """Raise L027 for a row whose cell the pack does not have."""
        for row in self.rows:
            if row.key not in self._asked:
                raise row.error("L027", key=row.key)


def read(text: str, file: str = FILE) -> tuple[Amendment, ...]:
    """Return the rows of an amendments file; raise ``LawError`` L028, L005, L011 or L023 for one that is not sound."""
    reader = csv.reader(io.StringIO(unicodedata.normalize("NFC", text.removeprefix("\ufeff"))))
    if tuple(next(reader, [])) != COLUMNS:
        raise LawError("L028", file=file, line=1, expected=",".join(COLUMNS))
    return tuple(_rows(reader, file))


def _rows(reader: Any, file: str) -> Iterator[Amendment]:
    for cells in reader:
        line = reader.line_num
        if len(cells) != len(COLUMNS):
            raise LawError("L028", file=file, line=line, expected=",".join(COLUMNS))
        yield _row(dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True)), file, line)


def _row(cells: dict[str, str], file: str, line: int) -> Amendment:
    since = _day(cells, "from", file, line)
    if since is None:
        raise LawError("L004", file=file, line=line, key="from")
    row = Amendment(
        key=cells["key"],
        since=since,
        value=cells["value"],
        document=cells["document"],
        document_title=cells["document_title"],
        article=cells["article"],
        provenance=cells["provenance"],
        verified_by=tuple(part.strip() for part in cells["verified_by"].split(";") if part.strip()),
        verified_on=_day(cells, "verified_on", file, line),
        source=cells["source"] or None,
        quote=cells["quote"] or None,
        file=file,
        line=line,
    )
    if not row.value:
        raise row.error("L021", key=row.key)
    if not row.keeps and not (row.document and row.article):
        raise row.error("L011", key=row.key)
    if bool(row.verified_by) != (row.verified_on is not None):
        raise row.error("L023", key=row.key)
    return row


def _day(cells: dict[str, str], column: str, file: str, line: int) -> dt.date | None:
    if not cells[column]:
        return None
    try:
        return dt.date.fromisoformat(cells[column])
    except ValueError:
        raise LawError("L005", file=file, line=line, key=column, expected="date yyyy-mm-dd") from None


def write(rows: Iterable[Amendment]) -> str:
    """Return the text of an amendments file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows)
    return out.getvalue()
