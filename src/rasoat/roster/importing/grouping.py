"""Rows to households: who belongs to whom, in the shapes commune lists come in.

Either each row carries the household's code (or number), or only the head's row does and the members follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rasoat.roster.importing import options
from rasoat.roster.importing.headings import Layout
from rasoat.roster.importing.reading import Merge, NumberText, SheetRow
from rasoat.roster.importing.report import Report
from rasoat.roster.importing.villages import Place
from rasoat.roster.models import Relation
from rasoat.text_vi import clean_cell, fold, nfc

HOUSEHOLD_COLUMNS = frozenset(
    {
        "household_number", "household_code", "head_name", "commune_name", "commune_code", "village_name",
        "village_code", "address", "opening_class", "persons", "decision", "decision_date",
    }
)  # fmt: skip
_PLACE = Place._fields
_EMPTY = frozenset({"-", "--", "---", "–", "—"})


class Row(NamedTuple):
    """One cleaned row: canonical column → text; ``numeric`` names columns the workbook held as numbers."""

    number: int
    cells: Mapping[str, str]
    numeric: frozenset[str]

    def get(self, column: str) -> str:
        """Return a cell's text, empty when there is none."""
        return self.cells.get(column, "")

    @property
    def name(self) -> str:
        """The person of the row: the member's name, or the head's on a row without one."""
        return self.get("full_name") or self.get("head_name")


@dataclass(slots=True)
class Block:
    """The rows of one household as they stand together in the file."""

    rows: list[Row]
    code: str
    number: str
    place: Place
    head_name: str
    sparse: bool = False
    refused: bool = False

    @property
    def label(self) -> str:
        """The code the file gives the household."""
        return self.code or self.number

    def first(self, column: str) -> Row:
        """Return the first row that fills a column, else the household's first row."""
        return next((row for row in self.rows if row.get(column)), self.rows[0])

    def value(self, column: str) -> str:
        """Return the household's value of a column."""
        return self.first(column).get(column)

    def heads(self) -> list[Row]:
        """Return the rows of heads."""
        return [row for row in self.rows if is_head(row, self.head_name)]


def is_head(row: Row, head_name: str) -> bool:
    """Whether the row is the head's: it says so, or it says no relation and carries the head's name."""
    relation = row.get("relation")
    if relation:
        return options.RELATION.read(relation) == Relation.HEAD
    return bool(row.name) and fold(row.name) == fold(head_name)


@lru_cache(maxsize=50_000)
def clean(text: str) -> str:
    """Return a cell's text without what is invisible; the dashes that lists write for nothing are nothing."""
    cleaned = clean_cell(text)
    return "" if cleaned in _EMPTY else cleaned


@dataclass
class Cleaner:
    """Cleans rows on their way in and says what it mended: merged cells, Unicode form, invisible characters."""

    layout: Layout
    report: Report
    merges: Iterable[Merge]
    _merged: dict[str, list[Merge]] = field(default_factory=dict, init=False)
    _upper: dict[tuple[Merge, str], str] = field(default_factory=dict, init=False)
    _told: set[Merge] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        below = [merge for merge in self.merges if merge.last_row > self.layout.row]
        for column, at in self.layout.index.items():
            over = sorted(merge for merge in below if merge.first_column <= at <= merge.last_column)
            if over:
                self._merged[column] = over[::-1]

    @property
    def has_merges(self) -> bool:
        """Whether a column of the file holds merged cells, so that a row depends on those above it."""
        return bool(self._merged)

    def rows(self, rows: Iterable[SheetRow]) -> Iterator[tuple[Row, bool]]:
        """Yield each filled row, and whether it is refused for its shape."""
        for number, raw in rows:
            if any(cell and not cell.isspace() for cell in raw):
                yield self._row(number, raw)

    def _row(self, number: int, raw: list[str]) -> tuple[Row, bool]:
        cells: dict[str, str] = {}
        numeric: list[str] = []
        mended: dict[str, list[str]] = {}
        misshapen = self._shifted(number, raw)
        for column, at in self.layout.index.items():
            text = raw[at] if at < len(raw) else ""
            cleaned = clean(text)
            for code in mendings(text) if cleaned != text else ():
                mended.setdefault(code, []).append(self.layout.title(column))
            if isinstance(text, NumberText):
                numeric.append(column)
            if column in self._merged:
                cleaned, fine = self._unmerged(number, column, cleaned)
                misshapen |= not fine
            if cleaned:
                cells[column] = cleaned
        for code, columns in mended.items():
            self.report.repaired(code, number, "; ".join(columns))
        return Row(number, cells, frozenset(numeric)), misshapen

    def _unmerged(self, number: int, column: str, cleaned: str) -> tuple[str, bool]:
        """Return the cell with the value of its merged range, and False when it is not known whose value that is."""
        waiting = self._merged[column]
        while waiting and waiting[-1].last_row < number:
            waiting.pop()
        if not waiting or waiting[-1].first_row > number:
            return cleaned, True
        merge = waiting[-1]
        if column not in HOUSEHOLD_COLUMNS or merge.first_column != merge.last_column:
            self._tell(self.report.error, "R024", number, column, merge)
            return cleaned, False
        upper = self._upper.setdefault((merge, column), cleaned)
        if upper and not cleaned:
            self._tell(self.report.repaired, "R023", number, column, merge)
        return cleaned or upper, True

    def _tell(self, say: Callable[..., None], code: str, number: int, column: str, merge: Merge) -> None:
        if code == "R024" or merge not in self._told:
            self._told.add(merge)
            say(code, number, self.layout.title(column), cells=merge.cells())

    def _shifted(self, number: int, raw: list[str]) -> bool:
        shifted = any(cell.strip() for cell in raw[self.layout.width :])
        if shifted:
            self.report.error("R062", number)
        return shifted


def mendings(text: str) -> Iterator[str]:
    """Yield the codes of what cleaning a text mends, other than plain spaces."""
    if nfc(text) != text:
        yield "R025"
    if not text.isprintable():
        yield "R026"


def group(rows: Iterable[tuple[Row, bool]], layout: Layout, report: Report) -> list[Block]:
    """Return the households in the order of the file; a row that belongs to none is refused (R053)."""
    blocks: list[Block] = []
    for row, misshapen in rows:
        current = blocks[-1] if blocks else None
        if current is None or _starts_new(row, current):
            if not (row.get("household_code") or row.get("household_number")):
                report.error("R053", row.number, layout.title("household_code"))
                # What follows a household without a code must not fall to the one before it.
                blocks.append(_block(row, refused=True))
                continue
            current = _block(row)
            blocks.append(current)
        else:
            _add(row, current)
        current.refused |= misshapen
    return blocks


def _block(row: Row, *, refused: bool = False) -> Block:
    place = Place(*(row.get(column) for column in _PLACE))
    code, number = row.get("household_code"), row.get("household_number")
    return Block([row], code, number, place, row.get("head_name"), refused=refused)


def _add(row: Row, block: Block) -> None:
    block.rows.append(row)
    block.sparse |= not (row.get("household_code") or row.get("household_number"))
    block.head_name = block.head_name or row.get("head_name")
    block.place = Place(*(have or row.get(column) for column, have in zip(_PLACE, block.place, strict=True)))


def _starts_new(row: Row, block: Block) -> bool:
    code, number, head = row.get("household_code"), row.get("household_number"), row.get("head_name")
    if block.sparse and (code or number):
        return True
    if (code and code != block.code) or (number and number != block.number):
        return True
    # Only a head begins a household in another village; a member's other village is a contradiction to be told.
    if is_head(row, head) and any(row.get(c) not in ("", getattr(block.place, c)) for c in _PLACE):
        return True
    if head and block.head_name and fold(head) != fold(block.head_name):
        return True
    return bool(block.refused and not block.label and is_head(row, head))
