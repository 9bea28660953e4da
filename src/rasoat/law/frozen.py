"""Frozen values: what a pack has said of a day it says for ever; a changed law adds a value with a new date.

``frozen.csv`` stands in a pack and names each published value: key, first day, value. ``rasoat law check`` refuses a
pack that no longer holds one of them. Amendments are another matter: they bring in what was not known.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from rasoat.errors import LawError
from rasoat.law.amendments import FILE as AMENDMENTS
from rasoat.law.cells import Cell
from rasoat.law.model import Clause, FromAnswers, FromMembers, Item, MemberTest, Part, Ticked

FILE = "frozen.csv"
Row = tuple[str, str, str]
"""Key, first day, value."""


def rows(cells: Iterable[Cell[Any]], items: Iterable[Item], first_day: dt.date) -> list[Row]:
    """Return the values of a pack as they are frozen, sorted; the bands of an item count as a value."""
    values = [(cell.key, cell.since.isoformat(), text_of(cell.value)) for cell in cells]
    return sorted([*values, *_bands(items, first_day)])


def write(frozen: Iterable[Row]) -> str:
    """Return the text of a frozen file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(frozen)
    return out.getvalue()


def read(text: str) -> list[Row]:
    """Return the rows of a frozen file."""
    return [(key, day, value) for key, day, value in csv.reader(io.StringIO(text))]


def refuse_changed(text: str, file: str, now: Iterable[Row], cells: Iterable[Cell[Any]]) -> None:
    """Raise ``LawError`` L029 for a frozen value that is gone or another, unless an amendment replaced it.

    ``text`` is the frozen file, ``now`` what the pack says today in its ``cells``.
    """
    values = {(key, day): value for key, day, value in now}
    places = {(cell.key, cell.since.isoformat()): cell for cell in cells}
    for line, (key, day, value) in enumerate(read(text), start=1):
        cell = places.get((key, day))
        amended = cell is not None and cell.file.endswith(f"/{AMENDMENTS}")
        if value != values.get((key, day)) and not amended:
            place = (file, line) if cell is None else (cell.file, cell.line)
            raise LawError("L029", file=place[0], line=place[1], key=key, day=day, value=value)


def _bands(items: Iterable[Item], first_day: dt.date) -> list[Row]:
    return [
        (f"b1.bands.{item.key}", first_day.isoformat(), " ".join(f"{o.key}:{o.low}" for o in item.options))
        for item in items
        if item.options[0].low is not None
    ]


def text_of(value: Any) -> str:
    """Return a value in one line that does not depend on how the program holds it."""
    if isinstance(value, Ticked):
        return "ticked"
    if isinstance(value, FromAnswers):
        return f"{value.at_least} of {' | '.join(map(_part, value.parts))}"
    if isinstance(value, FromMembers):
        share = "some" if value.percent is None else f"more than {value.percent} %"
        return f"{share}: {' | '.join(map(_test, value.tests))}"
    if isinstance(value, frozenset):
        return str(sorted(value))
    if isinstance(value, tuple):
        people = value and isinstance(value[0], tuple)
        return " | ".join(map(_test, value)) if people else str(list(value))
    return str(value)


def _part(part: Part) -> str:
    if part.options:
        return f"{part.question} = {', '.join(part.options)}"
    return f"{part.question} / {part.per} < {part.below}"


def _test(test: MemberTest) -> str:
    return " and ".join(map(_clause, test))


def _clause(clause: Clause) -> str:
    return f"{clause.question or clause.what} {clause.value}"
