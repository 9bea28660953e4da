"""Dates as Vietnamese papers write them, and as village lists write them: often only a month or a year."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from rasoat.text_vi.normal import clean_cell


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class ParsedDate(NamedTuple):
    """A date and how much of it is known; the unknown parts stand at their first value."""

    date: dt.date
    precision: Precision


class NotADateError(ValueError):
    """The text is no date: wrong shape, or a day that is not in the calendar, such as 31/02/1990."""


_YEAR = r"(?P<year>(?:1[89]|2[01])[0-9]{2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_SHAPES = (
    (re.compile(rf"{_DAY}([/.-]){_MONTH}\2{_YEAR}"), Precision.DAY),
    (re.compile(rf"{_YEAR}-{_MONTH}-{_DAY}"), Precision.DAY),
    (re.compile(rf"{_MONTH}[/.-]{_YEAR}"), Precision.MONTH),
    (re.compile(rf"{_YEAR}-{_MONTH}"), Precision.MONTH),
    (re.compile(_YEAR), Precision.YEAR),
)


def parse_date(text: str) -> ParsedDate:
    """Read dd/mm/yyyy, mm/yyyy, yyyy, yyyy-mm-dd or yyyy-mm; years 1800 to 2199.

    Raises ``NotADateError`` (a ``ValueError``) for anything else and for days outside the calendar.
    """
    compact = clean_cell(text).replace(" ", "")
    for shape, precision in _SHAPES:
        if found := shape.fullmatch(compact):
            parts = found.groupdict(default="1")
            return ParsedDate(_calendar_day(text, parts), precision)
    raise NotADateError(f"not a date: {text!r}")


def _calendar_day(text: str, parts: dict[str, str]) -> dt.date:
    try:
        return dt.date(int(parts["year"]), int(parts.get("month", 1)), int(parts.get("day", 1)))
    except ValueError as error:
        raise NotADateError(f"not a day of the calendar: {text!r}") from error


def date(day: dt.date, precision: Precision = Precision.DAY) -> str:
    """Return dd/mm/yyyy, or mm/yyyy or yyyy where no more is known."""
    if precision is Precision.YEAR:
        return f"{day.year:04d}"
    month = f"{day.month:02d}/{day.year:04d}"
    return month if precision is Precision.MONTH else f"{day.day:02d}/{month}"


def long_date(day: dt.date) -> str:
    """Return the date as official papers write it: ``ngày 09 tháng 10 năm 2018``.

    Days below 10 and the months 1 and 2 take a leading zero, other months do not (Thông tư 01/2011/TT-BNV,
    Điều 9 khoản 1 điểm b).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
