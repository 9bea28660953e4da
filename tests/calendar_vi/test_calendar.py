"""Working days, public holidays and periods across them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat import calendar_vi
from rasoat.calendar_vi import Kind, UnknownDayError

from .lunar import lunar_date

YEARS = range(2016, 2028)
settled_days = st.dates(min_value=dt.date(2016, 3, 1), max_value=dt.date(2025, 10, 1))


def _days(first: str, last: str) -> list[dt.date]:
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]


def test_the_listed_years() -> None:
    """The list covers 2016 to 2027 and says so."""
    assert calendar_vi.known_years() == frozenset(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_tet_stands_where_the_moon_puts_it(year: int) -> None:
    """The first day of the lunar year in the list is the one computed from sun and moon."""
    first = calendar_vi.day_off(lunar_date(year, 1, 1))
    assert first is not None
    assert first.name == "Tết Âm lịch (mùng 1 tháng Giêng)"


@pytest.mark.parametrize("year", YEARS)
def test_the_kings_day_stands_where_the_moon_puts_it(year: int) -> None:
    """The tenth of the third lunar month in the list is the one computed from sun and moon."""
    day = calendar_vi.day_off(lunar_date(year, 3, 10))
    assert day is not None
    assert day.name == "Giỗ Tổ Hùng Vương (10 tháng 3 âm lịch)"


@pytest.mark.parametrize("year", range(2016, 2027))
def test_every_decided_year_has_its_days(year: int) -> None:
    """Ten public holidays a year to 2020, eleven from 2021, when Quốc khánh became two days."""
    every_day = _days(f"{year}-01-01", f"{year}-12-31")
    undecided = {dt.date(2026, 11, 24)}
    kinds = [off.kind for day in every_day if day not in undecided and (off := calendar_vi.day_off(day))]
    assert kinds.count(Kind.HOLIDAY) == (10 if year < 2021 else 11)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2016-02-06", "2016-02-14"),
        ("2017-01-26", "2017-02-01"),
        ("2018-02-14", "2018-02-20"),
        ("2019-02-02", "2019-02-10"),
        ("2020-01-23", "2020-01-29"),
        ("2021-02-10", "2021-02-16"),
        ("2022-01-29", "2022-02-06"),
        ("2023-01-20", "2023-01-26"),
        ("2024-02-08", "2024-02-14"),
        ("2025-01-25", "2025-02-02"),
        ("2026-02-14", "2026-02-22"),
        ("2016-04-30", "2016-05-03"),
        ("2018-12-29", "2019-01-01"),
        ("2019-04-27", "2019-05-01"),
        ("2021-09-02", "2021-09-05"),
        ("2022-04-30", "2022-05-03"),
        ("2023-04-29", "2023-05-03"),
        ("2024-08-31", "2024-09-03"),
    ],
)
def test_announced_breaks_come_out_whole(first: str, last: str) -> None:
    """Holidays, weekends, days in lieu and swaps give the announced break, and no day more."""
    assert [calendar_vi.is_working_day(day) for day in _days(first, last)] == [False] * len(
        _days(first, last)
    )
    before, after = (
        _days(first, last)[0] - dt.timedelta(days=1),
        _days(first, last)[-1] + dt.timedelta(days=1),
    )
    assert calendar_vi.is_working_day(before)
    assert calendar_vi.is_working_day(after)


def test_seven_working_days_across_tet_2019() -> None:
    """Posted on 29 January 2019, seven working days end on Thursday 14 February, after the break."""
    assert calendar_vi.add_working_days(dt.date(2019, 1, 29), 7) == dt.date(2019, 2, 14)
    assert calendar_vi.add_calendar_days(dt.date(2019, 1, 29), 7) == dt.date(2019, 2, 5)


def test_a_holiday_on_a_sunday_moves_to_monday() -> None:
    """1 January 2017 was a Sunday; Monday was off in its place, with the article that says so."""
    monday = calendar_vi.day_off(dt.date(2017, 1, 2))
    assert monday is not None
    assert (monday.kind, monday.ref) == (Kind.IN_LIEU, "Bộ luật Lao động 10/2012/QH13, Điều 115 khoản 3")


def test_two_holidays_on_one_weekend_give_two_days_in_lieu() -> None:
    """30 April 2016 was a Saturday and 1 May a Sunday; Monday and Tuesday were off, Wednesday was worked."""
    week = _days("2016-05-02", "2016-05-04")
    assert [calendar_vi.is_working_day(day) for day in week] == [False, False, True]


def test_a_swapped_saturday_is_worked() -> None:
    """Monday 31 December 2018 was off and Saturday 5 January 2019 was worked for it."""
    assert not calendar_vi.is_working_day(dt.date(2018, 12, 31))
    assert calendar_vi.is_working_day(dt.date(2019, 1, 5))


@pytest.mark.parametrize("day", [dt.date(2015, 12, 31), dt.date(2028, 1, 1)])
def test_a_year_without_data_is_an_error(day: dt.date) -> None:
    """Nothing is guessed for a year that is not listed."""
    with pytest.raises(UnknownDayError) as caught:
        calendar_vi.is_working_day(day)
    assert caught.value.day == day
    assert isinstance(caught.value, LookupError)


@pytest.mark.parametrize(
    "day", [dt.date(2026, 11, 24), dt.date(2027, 2, 4), dt.date(2027, 2, 11), dt.date(2027, 9, 1)]
)
def test_an_undecided_day_is_an_error(day: dt.date) -> None:
    """A day on which a decision is not known is refused, also inside a period."""
    with pytest.raises(UnknownDayError):
        calendar_vi.is_working_day(day)
    with pytest.raises(UnknownDayError):
        calendar_vi.add_working_days(day - dt.timedelta(days=3), 20)


@given(settled_days, st.integers(min_value=1, max_value=40))
def test_a_period_counts_exactly_its_working_days(start: dt.date, n: int) -> None:
    """The period ends on a working day, and holds as many working days as were asked."""
    end = calendar_vi.add_working_days(start, n)
    passed = _days((start + dt.timedelta(days=1)).isoformat(), end.isoformat())
    assert calendar_vi.is_working_day(end)
    assert sum(calendar_vi.is_working_day(day) for day in passed) == n


@given(settled_days, st.integers(min_value=1, max_value=40))
def test_going_back_undoes_going_forth(start: dt.date, n: int) -> None:
    """From a working day, n working days on and n back lead to the same day."""
    start = calendar_vi.add_working_days(start, 1)
    assert calendar_vi.add_working_days(calendar_vi.add_working_days(start, n), -n) == start


def test_every_listed_day_names_its_source() -> None:
    """Each holiday carries a reference and says whether it comes from the law's text or was recalled."""
    offs = [off for day in _days("2016-01-01", "2025-12-31") if (off := calendar_vi.day_off(day))]
    named = [off for off in offs if off.kind is not Kind.WEEKEND]
    assert {off.provenance for off in named} == {"law-text", "recalled"}
    assert all(off.ref for off in named)
