"""Published figures print as published, and published tables that do not close would be refused.

Bắc Kạn 2018: figures of the province's review as published for the year 2018. The flow rows
are those of the districts Cư Jút and Đăk Glong (Đắk Nông, 2023-2024) in the sample reports of the public repository
CaoAnhNato/RAG_PoorHousehold, which leave "other" (columns 4 and 8) blank.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rasoat import law
from rasoat.reports.definitions import lay_out
from rasoat.reports.flows import SIGNS
from rasoat.reports.printed import Figure
from rasoat.reports.table import rate
from rasoat.text_vi import percent

RULES = law.load("vn-2016").on(date(2018, 12, 31))
DEFINITION = lay_out(RULES.report_forms[0], RULES, "06")
BAC_KAN = {"households": 79_677, "poor": 17_435, "near_poor": 9_415}


@pytest.mark.parametrize(("name", "printed"), [("poor", "21,88"), ("near_poor", "11,82")])
def test_rates_print_as_published(name: str, printed: str) -> None:
    """17.435 of 79.677 households is 21,88 %, and 9.415 is 11,82 %."""
    value = rate(BAC_KAN[name], BAC_KAN["households"])
    column = DEFINITION.column("c4")

    assert Figure(column, value).text == printed
    assert percent(BAC_KAN[name], BAC_KAN["households"]) == f"{printed} %"


def test_counts_print_with_points() -> None:
    """Thousands are divided by a point, and what is unknown is a dash."""
    column = DEFINITION.column("c3")
    assert [Figure(column, value).text for value in (17_435, 0, None)] == ["17.435", "0", "–"]


def test_halves_are_rounded_up_and_no_denominator_gives_no_rate() -> None:
    """1 of 800 is 0,125 % and prints 0,13; without a denominator there is no rate, however large the count."""
    assert [rate(1, 800), rate(0, 5), rate(5, 0), rate(5, None), rate(None, 5)] == [
        Decimal("0.13"), Decimal("0.00"), None, None, None,
    ]  # fmt: skip


# Opening, columns 2 to 8, closing as printed, and what is left over.
PUBLISHED = [
    ("closes in households", (294, 64, 45, 0, 5, 0, 14, 0, 204), 0),
    ("closes in persons", (1313, 303, 243, 0, 26, 0, 59, 0, 852), 0),
    ("11 households missing", (1369, 374, 128, 0, 39, 0, 28, 0, 923), 11),
    ("41 persons missing", (7723, 2269, 727, 0, 244, 0, 126, 0, 5056), 41),
    ("3 households too many", (416, 340, 22, 0, 123, 1, 5, 0, 186), -3),
]


@pytest.mark.parametrize(("name", "row", "left"), PUBLISHED)
def test_the_formula_of_the_form_finds_the_gap(name: str, row: tuple[int, ...], left: int) -> None:
    """The signs of the form, applied to published rows, give what those rows leave over."""
    *parts, closing = row
    computed = sum(sign * part for sign, part in zip(SIGNS.values(), parts, strict=True))

    assert computed - closing == left
