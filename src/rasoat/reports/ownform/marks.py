"""The marks of an own spreadsheet: ``{{report.column@row/line}}`` for a figure, ``{{word}}`` for a name or a day.

>>> read("results.c3@tổng").column
'c3'
>>> read("poor_flows.c9@mỗi dòng/persons").row
<Place.EACH: 'each'>
>>> read("tên@mỗi dòng").word
<Word.NAME: 'name'>
>>> read("linh tinh") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from rasoat.text_vi import fold, nfc

MARK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FIGURE = re.compile(
    r"(?P<report>[a-z0-9_]+)\.(?P<column>[a-z0-9_]+)(?:@(?P<row>[^/@]+))?(?:/(?P<line>[^/@]+))?"
)
_WORD = re.compile(r"(?P<word>[^@/.]+)(?:@(?P<row>[^/@]+))?")


class Place(StrEnum):
    """Whose figure a mark asks for: the unit itself, its urban or rural areas, or each unit below it, a row each."""

    TOTAL = "total"
    URBAN = "urban"
    RURAL = "rural"
    EACH = "each"
    EACH_URBAN = "each_urban"
    EACH_RURAL = "each_rural"

    @property
    def repeated(self) -> bool:
        """Whether the row of the mark is repeated for the units below."""
        return self in (Place.EACH, Place.EACH_URBAN, Place.EACH_RURAL)

    @property
    def block(self) -> str:
        """The area, urban or rural, or nothing."""
        return self.value.removeprefix("each_") if self not in (Place.TOTAL, Place.EACH) else ""


class Word(StrEnum):
    """What else a sheet says; only a name, a code and a number can stand in a repeated row."""

    NAME = "name"
    CODE = "code"
    NUMBER = "number"
    YEAR = "year"
    DAY = "day"
    NOTE = "note"
    SET = "set"
    MAKER = "maker"
    CHECKER = "checker"


_PLACES: Mapping[str, Place] = {
    "tong": Place.TOTAL, "don vi": Place.TOTAL, "total": Place.TOTAL, "unit": Place.TOTAL,
    "thanh thi": Place.URBAN, "urban": Place.URBAN, "nong thon": Place.RURAL, "rural": Place.RURAL,
    "moi dong": Place.EACH, "each": Place.EACH,
    "moi dong thanh thi": Place.EACH_URBAN, "each urban": Place.EACH_URBAN,
    "moi dong nong thon": Place.EACH_RURAL, "each rural": Place.EACH_RURAL,
}  # fmt: skip
_WORDS: Mapping[str, Word] = {
    "ten": Word.NAME, "name": Word.NAME, "ma": Word.CODE, "code": Word.CODE, "stt": Word.NUMBER, "number": Word.NUMBER,
    "nam": Word.YEAR, "year": Word.YEAR, "ngay": Word.DAY, "day": Word.DAY, "ghi chu": Word.NOTE, "note": Word.NOTE,
    "bo so lieu": Word.SET, "set": Word.SET, "nguoi chot": Word.MAKER, "maker": Word.MAKER,
    "nguoi ky": Word.CHECKER, "checker": Word.CHECKER,
}  # fmt: skip
IN_ROWS = frozenset({Word.NAME, Word.CODE, Word.NUMBER})


class Mark(NamedTuple):
    """One mark: a figure (``report``, ``column``, ``line``; an empty line is the report's first) or a ``word``."""

    text: str
    row: Place
    report: str = ""
    column: str = ""
    line: str = ""
    word: Word | None = None


def read(inner: str) -> Mark | None:
    """Return the mark between the braces; None when it is none."""
    text = nfc(inner).strip()
    matched = _FIGURE.fullmatch(text) or _WORD.fullmatch(text)
    if matched is None:
        return None
    said = matched.groupdict()
    row = _PLACES.get(_plain(said["row"] or "tổng"))
    if row is None:
        return None
    if "report" in said:
        return Mark(text, row, said["report"], said["column"], (said["line"] or "").strip())
    word = _WORDS.get(_plain(said["word"]))
    fits = word is not None and (row is Place.TOTAL or (row.repeated and word in IN_ROWS))
    return Mark(text, row, word=word) if fits else None


def found(text: str) -> Iterator[tuple[str, Mark | None]]:
    """Yield each mark of a cell's text as it is written, with its meaning."""
    for matched in MARK.finditer(text):
        yield matched[0], read(matched[1])


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("_", " ").split())
