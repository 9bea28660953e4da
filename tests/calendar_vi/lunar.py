"""The Vietnamese lunar calendar from the motion of sun and moon, to check the listed days another way.

After Jean Meeus, Astronomical Algorithms (1998), chapters 25 and 49, in the shortened form of Hồ Ngọc Đức;
days are those of Ha Noi (UTC+7). Julian day numbers throughout.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from math import floor, pi, sin

_EPOCH = dt.date(1970, 1, 1)
_EPOCH_JULIAN_DAY = 2_440_588
_UTC_OFFSET_DAYS = 7 / 24


def julian_day(day: dt.date) -> int:
    """Return the Julian day number of ``day``."""
    return (day - _EPOCH).days + _EPOCH_JULIAN_DAY


def solar_day(number: int) -> dt.date:
    """Return the date of a Julian day number."""
    return _EPOCH + dt.timedelta(days=number - _EPOCH_JULIAN_DAY)


def new_moon(k: int) -> int:
    """Return the day of the ``k``-th new moon after 1 January 1900."""
    t = k / 1236.85
    rad = pi / 180
    moment = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    moment += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * rad)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3) * rad
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3) * rad
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3) * rad
    moment += (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    moment += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    moment += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    moment += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    moment += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    delta_t = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(moment - delta_t + 0.5 + _UTC_OFFSET_DAYS)


def sun_sector(day: int) -> int:
    """Return the 30-degree sector the sun stands in when ``day`` begins (9 starts at the winter solstice)."""
    t = (day - 0.5 - _UTC_OFFSET_DAYS - 2451545.0) / 36525
    rad = pi / 180
    mean = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * rad
    centre = (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(mean)
    centre += (0.019993 - 0.000101 * t) * sin(2 * mean) + 0.000290 * sin(3 * mean)
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2 + centre
    return floor((longitude % 360) / 30)


def lunar_months(year: int) -> list[tuple[int, bool, dt.date]]:
    """Return (month, leap, first day) from month 11 of ``year - 1`` to month 10 of ``year``."""
    first, last = _month_eleven(year - 1), _month_eleven(year)
    starts = [new_moon(k) for k in range(first, last + 1)]
    leap_year = len(starts) - 1 == 13
    months, month, leap_used = [], 10, False
    for start, following in pairwise(starts):
        leap = leap_year and not leap_used and sun_sector(start) == sun_sector(following)
        leap_used = leap_used or leap
        month = month if leap else month % 12 + 1
        months.append((month, leap, solar_day(start)))
    return months


def _month_eleven(year: int) -> int:
    """Return the number of the new moon that begins the month holding the winter solstice of ``year``."""
    k = floor((julian_day(dt.date(year, 12, 31)) - 2415021) / 29.530588853)
    while new_moon(k) > julian_day(dt.date(year, 12, 31)):
        k -= 1
    return k - 1 if sun_sector(new_moon(k)) >= 9 else k


def lunar_date(year: int, month: int, day: int) -> dt.date:
    """Return the solar date of a day of a month (not a leap month) of the lunar ``year``."""
    start = next(first for number, leap, first in lunar_months(year) if number == month and not leap)
    return start + dt.timedelta(days=day - 1)
