"""Which days are worked, from the list of public holidays in ``days.csv``."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import NamedTuple

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


class Kind(StrEnum):
    """What the list says of a day."""

    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORK = "swapped_work"
    UNDECIDED = "undecided"
    WEEKEND = "weekend"


class DayOff(NamedTuple):
    """Why a day is special: its kind, its Vietnamese name, the article, and how the entry is known.

    ``provenance`` is ``law-text`` (the article itself names the day) or ``recalled`` (entered from memory of
    the year's official announcement or the lunar calendar, still to be compared with the announcement).
    """

    kind: Kind
    name: str
    ref: str
    provenance: str


class UnknownDayError(LookupError):
    """The list does not cover this day: its year is missing, or a decision on it is not known."""

    def __init__(self, day: dt.date, why: str) -> None:
        self.day = day
        super().__init__(f"{day:%d/%m/%Y}: {why}")


def is_working_day(day: dt.date) -> bool:
    """Say whether offices work on ``day``. Raises ``UnknownDayError`` where the list does not tell."""
    special = day_off(day)
    return special is None or special.kind is Kind.SWAPPED_WORK


def day_off(day: dt.date) -> DayOff | None:
    """Return what makes ``day`` a holiday, a day in lieu, a swapped day or a weekend, or ``None``.

    Raises ``UnknownDayError`` for a year without data and for a day whose status is not decided or not known.
    """
    if day.year not in known_years():
        raise UnknownDayError(day, f"không có lịch nghỉ lễ năm {day.year}")
    special = _special_days().get(day)
    if special is None:
        return DayOff(Kind.WEEKEND, "Ngày nghỉ hằng tuần", "", "law-text") if _is_weekend(day) else None
    if special.kind is Kind.UNDECIDED:
        raise UnknownDayError(day, special.name)
    return special


def add_working_days(day: dt.date, n: int) -> dt.date:
    """Return the ``n``-th working day after ``day``, or before it if ``n`` is negative.

    ``day`` itself is not counted, as in Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2. Raises
    ``UnknownDayError`` if a day on the way is unknown. ``n = 0`` returns ``day`` unchanged.
    """
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def add_calendar_days(day: dt.date, n: int) -> dt.date:
    """Return the day ``n`` calendar days after ``day``; ``day`` itself is not counted."""
    return day + dt.timedelta(days=n)


@cache
def known_years() -> frozenset[int]:
    """Return the years whose public holidays are listed."""
    return frozenset(day.year for day, special in _listed().items() if special.kind is Kind.HOLIDAY)


@cache
def _special_days() -> Mapping[dt.date, DayOff]:
    """Return the listed days together with the days in lieu that follow from them."""
    special = dict(_listed())
    for holiday, listed in sorted(_listed().items()):
        if listed.kind is Kind.HOLIDAY and _is_weekend(holiday):
            special[_next_ordinary_day(holiday, special)] = _in_lieu_of(holiday, listed)
    return special


def _in_lieu_of(holiday: dt.date, listed: DayOff) -> DayOff:
    """Return the day off for a holiday that fell on a weekend.

    Bộ luật Lao động 10/2012/QH13, Điều 115 khoản 3; 45/2019/QH14, Điều 111 khoản 3.
    """
    labour_code_2019 = holiday.year >= 2021
    ref = "45/2019/QH14, Điều 111 khoản 3" if labour_code_2019 else "10/2012/QH13, Điều 115 khoản 3"
    return DayOff(Kind.IN_LIEU, f"Nghỉ bù {listed.name}", f"Bộ luật Lao động {ref}", listed.provenance)


def _next_ordinary_day(day: dt.date, special: Mapping[dt.date, DayOff]) -> dt.date:
    while _is_weekend(day) or day in special:
        day += _ONE_DAY
    return day


def _is_weekend(day: dt.date) -> bool:
    return day.weekday() >= _SATURDAY


@cache
def _listed() -> Mapping[dt.date, DayOff]:
    text = resources.files(__package__).joinpath("days.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        dt.date.fromisoformat(row["date"]): DayOff(
            Kind(row["kind"]), row["name"], row["ref"], row["provenance"]
        )
        for row in rows
    }
