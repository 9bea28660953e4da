"""A cell: one value of the law with its reference, provenance, dates and verification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from rasoat.errors import LawError
from rasoat.law.nodes import Map

T = TypeVar("T")
ONE_DAY = dt.timedelta(days=1)


class Provenance(StrEnum):
    """Where a value was taken from; only people who compare it with the official text verify it."""

    LAW_TEXT = "law-text"
    SECONDARY = "secondary"
    SISTER_FORM = "sister-form"
    RECALLED = "recalled"
    ILLUSTRATIVE = "illustrative"
    NOT_FOUND = "not-found"


@dataclass(frozen=True)
class Ref:
    """A reference to the law: document (key under ``documents`` in pack.yaml) and article."""

    document: str
    article: str

    def __str__(self) -> str:
        return f"{self.document}, {self.article}"


@dataclass(frozen=True)
class Cell(Generic[T]):
    """One value, in force from ``since`` to ``until`` inclusive (None: still in force)."""

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

    @property
    def verified(self) -> bool:
        """True when two different people have compared the value with the official text."""
        return len({name.casefold() for name in self.verified_by}) >= 2

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
    """The days on which this pack may change, and the documents it may cite."""

    starts: tuple[dt.date, ...]
    ends: dt.date | None
    documents: Mapping[str, str]

    def check_version_day(self, entry: Map, key: str, day: dt.date, at: str) -> None:
        """Raise L017 unless ``day`` is the first day of a version."""
        if day not in self.starts:
            raise entry.error("L017", at, key=key, day=day.isoformat())


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
) -> Dated[T]:
    """Return the dated values of ``key``; dates neither gap nor overlap and begin with a version."""
    cells = tuple(read_cell(entry, key, calendar, value, areas) for entry in entries)
    check_days(cells, calendar)
    return cells


def read_cell(
    entry: Map, key: str, calendar: Calendar, value: Callable[[Map], T], areas: Iterable[str] = ()
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
