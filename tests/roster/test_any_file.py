"""Whatever a file holds: a code or a report, never a half-imported household, and the dry run tells the truth."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from rasoat.errors import RasoatError
from rasoat.roster.importing import ImportResult, ImportRoster
from rasoat.roster.models import Household, Member
from tests.examples import examples
from tests.roster.conftest import CANONICAL, workbook
from tests.world import World

COLUMNS = CANONICAL.split(",")
EXAMPLES = examples(
    30,
    200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HOSTILE = st.sampled_from(
    [
        "", " ", "=1+1", "31/02/1990", "\x00", "\ufeff", "e\u0301", "\u202e", "'\"", "-", "999999999999", "Chủ hộ", "1e400",
        "NaN", "\ud7ff", "0", "\u0661", "H1", "H1-2", "{row}", "%s", "01906-02", "Hộ nghèo",
    ]
)  # fmt: skip
CELL = st.one_of(HOSTILE, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))


@dataclass
class Case:
    """A file, and how many rows each code has in it."""

    rows: list[list[str]]
    sizes: dict[str, int]

    def content(self) -> bytes:
        """Return the file as csv."""
        out = io.StringIO()
        csv.writer(out).writerows([COLUMNS, *self.rows])
        return out.getvalue().encode()


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Some good households, of which some cells are overwritten, under codes that stay apart."""
    rows: list[list[str]] = []
    for household in range(draw(st.integers(1, 3))):
        for number in range(draw(st.integers(1, 3))):
            row = [
                "01906-01", f"M{household}", f"Triệu Văn {household} {number}", "con" if number else "chủ hộ", "nam",
                str(1970 + number), "", "Tày", "",
            ]  # fmt: skip
            rows.append(row)
    for _ in range(draw(st.integers(0, 2))):
        column = draw(st.sampled_from([at for at, name in enumerate(COLUMNS) if name != "household_code"]))
        draw(st.sampled_from(rows))[column] = draw(CELL)
    return Case(rows, Counter(row[1] for row in rows))


def tried(world: World, content: bytes, file_name: str, *, dry_run: bool = False) -> ImportResult | str:
    """Return the result of an import, or the code of the error that refused the file."""
    action = ImportRoster(
        actor=world.people["district_officer"],
        round=world.round,
        file_name=file_name,
        content=content,
        dry_run=dry_run,
    )
    try:
        return action.run()
    except RasoatError as error:
        return error.code


@EXAMPLES
@given(case=cases())
def test_no_household_is_half_imported(world: World, case: Case) -> None:
    """Every household is there with all its rows or not at all, and every absent one has an error line."""
    with transaction.atomic():
        before = tried(world, case.content(), "ho.csv", dry_run=True)
        assert Household.objects.count() == 0
        result = tried(world, case.content(), "ho.csv")
        assert isinstance(result, ImportResult)
        assert isinstance(before, ImportResult)
        assert (before.lines, before.counts) == (result.lines, result.counts)
        stored = Counter(Member.objects.values_list("household__code", flat=True))
        assert {code: stored[code] for code in stored} == {code: case.sizes[code] for code in stored}
        if len(stored) < len(case.sizes):
            assert result.refused
        assert all(line.message("vi") and line.message("en") for line in result.lines)
        transaction.set_rollback(True)


@EXAMPLES
@given(content=st.binary(max_size=200), name=st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a", "\u0000"]))
@pytest.mark.parametrize(
    "start", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf", CANONICAL.encode() + b"\n"]
)
def test_any_bytes_are_refused_with_a_code(world: World, start: bytes, content: bytes, name: str) -> None:
    """Bytes of any kind give a code or a report, and no household."""
    with transaction.atomic():
        result = tried(world, start + content, name)
        assert isinstance(result, str) or result.refused
        assert Household.objects.count() == 0
        transaction.set_rollback(True)


@EXAMPLES
@given(at=st.floats(0, 1), with_=st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_is_refused_or_read_whole(world: World, at: float, with_: bytes) -> None:
    """Bytes overwritten anywhere in a workbook give a code or a report, never another exception."""
    good = workbook([COLUMNS, ["01906-01", "H1", "Triệu Văn Thử", "chủ hộ", "nam", "1970", "", "Tày", ""]])
    place = int(at * (len(good) - 1))
    with transaction.atomic():
        result = tried(world, good[:place] + with_ + good[place + len(with_) :], "ho.xlsx")
        assert isinstance(result, str) or result.refused or Household.objects.count() == 1
        transaction.set_rollback(True)


@EXAMPLES
@given(rows=st.lists(st.lists(CELL, max_size=10), max_size=6))
def test_any_table_is_read_or_refused(world: World, rows: list[list[str]]) -> None:
    """Rows of any text under good headings give a code or a report; who went in has a head."""
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    with transaction.atomic():
        result = tried(world, out.getvalue().encode(), "ho.csv")
        assert isinstance(result, (str, ImportResult))
        heads = Member.objects.filter(relation="head").count()
        assert heads == Household.objects.count()
        transaction.set_rollback(True)
