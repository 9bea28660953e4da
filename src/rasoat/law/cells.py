"""A cell: one value of the law with its reference, provenance, dates and verification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from rasoat.errors import LawError
from rasoat.law.amendments import Amendment, Amendments

if TYPE_CHECKING:
    from rasoat.law.nodes import Map

T = TypeVar("T")
ONE_DAY = dt.timedelta(days=1)
VERIFICATION = ("verified_by", "verified_on", "checked_on", "quote")
"""Keys of an entry that say how it was verified, and change no value."""
NOT_FOUND = "_not_found"
"""A list may be absent when the key with this ending stands in its place and says where it was looked for."""


class Provenance(StrEnum):
    """Where a value was taken from; only people who compare it with the official text verify it."""

    LAW_TEXT = "law-text"
    SECONDARY = "secondary"
    SISTER_FORM = "sister-form"
    RECALLED = "recalled"
    ILLUSTRATIVE = "illustrative"
    NOT_FOUND = "not-found"

    def label(self, language: str = "vi") -> str:
        """Return it in words, in ``language`` (``vi`` or ``en``)."""
        return _PROVENANCE[self][language == "en"]


_PROVENANCE = {
    Provenance.LAW_TEXT: ("Đọc trong văn bản", "Read in the text"),
    Provenance.SECONDARY: ("Đọc ở nơi trích dẫn văn bản", "Read where the text is cited"),
    Provenance.SISTER_FORM: ("Lấy từ biểu mẫu cùng bộ", "Taken from a form of the same set"),
    Provenance.RECALLED: (
        "Theo lệ thường, chưa đọc được trong văn bản",
        "As usually done, not read in the text",
    ),
    Provenance.ILLUSTRATIVE: ("Số để thực hành, không phải luật", "A figure for practice, not law"),
    Provenance.NOT_FOUND: ("Chưa tìm thấy trong văn bản", "Not found in the text"),
}


@dataclass(frozen=True)
class Ref:
    """A reference to the law: document (key under ``documents`` in pack.yaml) and article."""

    document: str
    article: str

    def __str__(self) -> str:
        return f"{self.document}, {self.article}"


@dataclass(frozen=True)
class Cell(Generic[T]):
    """One value, in force from ``since`` to ``until`` inclusive (None: still in force).

    ``quote`` is the sentence of the law it rests on, ``checked_on`` the last day it was compared with its source,
    ``source`` the SHA-256 of the scan it was verified against. A cell that is not ``known`` has no value.
    """

    key: str
    value: T
    file: str
    line: int
    ref: Ref
    provenance: Provenance
    since: dt.date
    until: dt.date | None
    verified_by: tuple[str, ...] = ()
    verified_on: dt.date | None = None
    note: str | None = None
    areas: tuple[str, ...] = ()
    quote: str | None = None
    checked_on: dt.date | None = None
    source: str | None = None

    @property
    def known(self) -> bool:
        """False when the value was looked for and not found."""
        return self.provenance is not Provenance.NOT_FOUND

    @property
    def last_checked(self) -> dt.date | None:
        """The last day somebody compared the value with its source; None while nobody has."""
        days = [day for day in (self.checked_on, self.verified_on) if day is not None]
        return max(days, default=None)

    @property
    def verified(self) -> bool:
        """True when two different people have compared the value with the official text."""
        return len({name.casefold() for name in self.verified_by}) >= 2

    def overlaps(self, other: Cell[Any]) -> bool:
        """Tell whether there is a day on which both hold."""
        return self.in_force(other.since) or other.in_force(self.since)

    def in_force(self, on: dt.date) -> bool:
        """Tell whether the value holds on ``on``."""
        return self.since <= on and (self.until is None or on <= self.until)


Dated = tuple[Cell[T], ...]


def at(cells: Dated[T], on: dt.date) -> Cell[T]:
    """Return the cell of ``cells`` in force on ``on``; raise ``LawError`` L016 when there is none."""
    for cell in cells:
        if cell.in_force(on):
            return cell
    first = cells[0]
    raise LawError("L016", file=first.file, line=first.line, pack=first.key, day=on.isoformat())


@dataclass(frozen=True)
class Calendar:
    """The days on which this pack may change, the documents it may cite, and what was amended."""

    starts: tuple[dt.date, ...]
    ends: dt.date | None
    documents: Mapping[str, str]
    amendments: Amendments = field(default_factory=Amendments)

    @property
    def change_days(self) -> tuple[dt.date, ...]:
        """The days on which any value may change: of the versions and of the amendments."""
        return tuple(sorted({*self.starts, *self.amendments.days}))

    def amended(self, cells: Dated[T], parse: Callable[[str], T] | None) -> Dated[T]:
        """Return the cells with their amendments; ``parse`` reads a value, None: it can only be verified."""
        for amendment in self.amendments.of(cells[0].key):
            cells = _amend(cells, amendment, parse)
        return cells

    def check_version_day(self, entry: Map, key: str, day: dt.date, at: str) -> None:
        """Raise L017 unless ``day`` is the first day of a version."""
        if day not in self.starts:
            raise entry.error("L017", at, key=key, day=day.isoformat())


def _amend(cells: Dated[T], amendment: Amendment, parse: Callable[[str], T] | None) -> Dated[T]:
    index = next((i for i, cell in enumerate(cells) if cell.in_force(amendment.since)), None)
    if index is None:
        raise amendment.error("L016", pack=amendment.key, day=amendment.since.isoformat())
    cell = cells[index]
    if amendment.keeps and cell.since != amendment.since:
        raise amendment.error("L017", key=amendment.key, day=amendment.since.isoformat())
    marked = replace(
        cell,
        since=amendment.since,
        verified_by=amendment.verified_by,
        verified_on=amendment.verified_on,
        source=amendment.source,
        **({} if amendment.keeps else _new_value(cell, amendment, parse)),
    )
    earlier = (replace(cell, until=amendment.since - ONE_DAY),) if cell.since < amendment.since else ()
    return (*cells[:index], *earlier, marked, *cells[index + 1 :])


def _new_value(cell: Cell[T], amendment: Amendment, parse: Callable[[str], T] | None) -> dict[str, Any]:
    if parse is None:
        raise amendment.error("L026", key=cell.key)
    try:
        value = parse(amendment.value)
    except ValueError as error:
        raise amendment.error("L005", key=cell.key, expected=str(error)) from None
    return {
        "value": value,
        "ref": Ref(amendment.document, amendment.article),
        "provenance": provenance(amendment.provenance, amendment.error),
        "file": amendment.file,
        "line": amendment.line,
        "quote": amendment.quote,
        "note": None,
        "checked_on": None,
    }


def whole_number(text: str) -> int:
    """Return a whole number that is not negative; raise ``ValueError`` for any other text."""
    if not (text.isascii() and text.isdecimal()):
        raise ValueError("integer")
    return int(text)


def read_ref(entry: Map, key: str, calendar: Calendar) -> Ref:
    """Return the reference of ``entry``; raise L011 when absent or incomplete, L012 when undeclared."""
    if not entry.has("ref"):
        raise entry.error("L011", key=key)
    ref = entry.map("ref")
    if not (ref.has("document") and ref.has("article")):
        raise entry.error("L011", "ref", key=key)
    document = ref.text("document")
    if document not in calendar.documents:
        raise ref.error("L012", "document", document=document)
    return Ref(document, ref.text("article"))


def provenance(word: str, error: Callable[..., LawError]) -> Provenance:
    """Return the provenance called ``word``; raise L013 for another word."""
    try:
        return Provenance(word)
    except ValueError:
        raise error("L013", provenance=word, known=", ".join(Provenance)) from None


def read_dated(
    entries: Sequence[Map],
    key: str,
    calendar: Calendar,
    value: Callable[[Map], T],
    areas: Iterable[str] = (),
    parse: Callable[[str], T] | None = None,
) -> Dated[T]:
    """Return the dated values of ``key``; dates neither gap nor overlap and begin with a version.

    ``parse`` reads an amended value from text; without it the value can only be verified.
    """
    cells = tuple(_read_entry(entry, key, calendar, value, areas) for entry in entries)
    check_days(cells, calendar)
    return calendar.amended(cells, parse)


def read_cell(
    entry: Map, key: str, calendar: Calendar, value: Callable[[Map], T], areas: Iterable[str] = ()
) -> Cell[T]:
    """Return one value that no amendment follows: the last of its dated cells, which can be verified."""
    return calendar.amended((_read_entry(entry, key, calendar, value, areas),), None)[-1]


def _read_entry(
    entry: Map, key: str, calendar: Calendar, value: Callable[[Map], T], areas: Iterable[str]
) -> Cell[T]:
    """Return one dated value; without ``from`` it holds for the whole life of the pack."""
    since = entry.maybe_day("from") or calendar.starts[0]
    calendar.check_version_day(entry, key, since, "from")
    word = entry.text("provenance")
    by = tuple(entry.texts("verified_by")) if entry.has("verified_by") else ()
    on = entry.maybe_day("verified_on")
    if bool(by) != (on is not None):
        raise entry.error("L023", key=key)
    return Cell(
        key=key,
        value=value(entry),
        file=entry.file.name,
        line=entry.line,
        ref=read_ref(entry, key, calendar),
        provenance=provenance(word, lambda code, **where: entry.error(code, "provenance", **where)),
        since=since,
        until=entry.maybe_day("to") or (None if entry.has("from") else calendar.ends),
        verified_by=by,
        verified_on=on,
        note=entry.maybe_text("note"),
        areas=tuple(areas),
        quote=entry.maybe_text("quote"),
        checked_on=entry.maybe_day("checked_on"),
    )


def check_days(cells: Dated[T], calendar: Calendar) -> None:
    """Raise L009 for a day without value and L010 for a day with two."""
    expected: dt.date | None = calendar.starts[0]
    for cell in cells:
        if expected is None or cell.since < expected:
            raise _day_error("L010", cell, cell.since)
        if cell.since > expected:
            raise _day_error("L009", cell, cell.since)
        expected = None if cell.until is None else cell.until + ONE_DAY
    last = cells[-1]
    if last.until is not None and (calendar.ends is None or last.until < calendar.ends):
        raise _day_error("L009", last, calendar.ends or dt.date.max)


def _day_error(code: str, cell: Cell[T], day: dt.date) -> LawError:
    return LawError(code, file=cell.file, line=cell.line, key=cell.key, day=day.isoformat())
