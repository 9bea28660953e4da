"""A household with a missing or impossible answer has no score and no class, and is told why."""

from __future__ import annotations

import polars as pl
import pytest

from rasoat.errors import CATALOGUE
from rasoat.scoring import Refused, score
from rasoat.scoring.batch import compile_batch
from tests.scoring.households import POOR, by_batch, by_row, rules

URBAN = {**POOR, "area_type": "urban", "region": ""}


@pytest.mark.parametrize(
    ("base", "change", "reasons"),
    [
        (POOR, {"household_size": ""}, "S001:household_size"),
        (POOR, {"household_size": "0", "dependants": "0"}, "S004:household_size"),
        (POOR, {"household_size": "-3"}, "S004:household_size"),
        (POOR, {"household_size": "3.5"}, "S003:household_size"),
        (POOR, {"household_size": "ba"}, "S003:household_size"),
        (POOR, {"household_size": "1234567890"}, "S007:household_size"),
        (POOR, {"dependants": "5"}, "S006:dependants"),
        (POOR, {"pensions": "5"}, "S006:pensions"),
        (POOR, {"qualification": "doctor"}, "S002:qualification"),
        (POOR, {"tv": "2"}, "S002:tv"),
        (POOR, {"tv": "yes"}, "S002:tv"),
        (POOR, {"floor_area_m2": "big"}, "S005:floor_area_m2"),
        (POOR, {"floor_area_m2": "-8"}, "S004:floor_area_m2"),
        (POOR, {"floor_area_m2": "1.23456"}, "S005:floor_area_m2"),
        (POOR, {"area_type": ""}, "S001:area_type"),
        (POOR, {"area_type": "town"}, "S002:area_type"),
        (POOR, {"region": ""}, "S001:region"),
        (POOR, {"region": "NT7"}, "S002:region"),
        (POOR, {"region": "TT"}, "S002:region"),
        (URBAN, {"region": "NT2"}, "S008:region"),
        (URBAN, {"cattle": "1"}, "S009:cattle"),
        (URBAN, {"boat": "1"}, "S009:boat"),
        (POOR, {"garden_m2": ""}, "S001:garden_m2"),
        (POOR, {"d_telecom": ""}, "S001:d_telecom"),
        (POOR, {"d_water": "1"}, "S010:d_water"),
        (POOR, {"toilet": "other", "d_sanitation": "0"}, "S010:d_sanitation"),
        (POOR, {"floor_area_m2": "31.99", "d_housing_area": "0"}, "S010:d_housing_area"),
        (POOR, {"d_housing_area": "y"}, "S002:d_housing_area"),
        (POOR, {"wall": "", "tv": "9", "poultry": "-1"}, "S001:wall;S002:tv;S004:poultry"),
    ],
)
def test_refusal_names_every_answer_at_fault(
    base: dict[str, str], change: dict[str, str], reasons: str
) -> None:
    """Both paths refuse the household with the same codes, in the order of the columns."""
    answers = {**base, **change}
    assert by_row(answers) == (None, reasons)
    assert by_batch([answers]) == [(None, reasons)]


@pytest.mark.parametrize("column", list(POOR))
def test_no_answer_may_be_missing(column: str) -> None:
    """F1, F5: a missing answer never counts as zero points, whatever the item."""
    found = score(rules(), {name: answer for name, answer in POOR.items() if name != column})
    assert isinstance(found, Refused)
    assert f"S001:{column}" in [str(reason) for reason in found.reasons]


def test_matching_derived_ticks_are_accepted() -> None:
    """A file may carry the three indicators that follow from answers, if they agree."""
    ticks = {"d_housing_area": "0", "d_water": "0", "d_sanitation": "0"}
    assert by_row({**POOR, **ticks}) == by_row(POOR)
    assert by_batch([{**POOR, **ticks}]) == [by_row(POOR)]


def test_urban_household_may_leave_rural_items_blank() -> None:
    """Land, animals and boats are not asked in town: blank and 0 score alike."""
    blank = {**URBAN, **dict.fromkeys(("boat", "garden_m2", "cattle", "poultry", "forest_m2"), "")}
    assert by_row(blank) == by_row(URBAN)
    assert by_batch([blank]) == [by_row(URBAN)]


def test_numbers_and_texts_score_alike() -> None:
    """The row path takes numbers as well as the texts of a file."""
    numbers = {name: int(text) if text.isdigit() else text for name, text in POOR.items()}
    assert score(rules(), numbers) == score(rules(), POOR)


@pytest.mark.parametrize("size", [0, -3, 999_999_999, 1_000_000_000, 2**40, None])
@pytest.mark.parametrize("others", [[], [POOR]])
def test_faults_in_columns_of_numbers_are_told_as_in_texts(
    size: int | None, others: list[dict[str, str]]
) -> None:
    """A block whose doubtful rows are all refused, and one with a household that is scored, say what texts say."""
    faulty = {**POOR, "household_size": "" if size is None else str(size), "tv": "2"}
    rows = [{**each, "household_id": f"H{n}"} for n, each in enumerate([faulty, *others])]
    texts = pl.DataFrame(rows)
    counts = [question.id for question in rules().questions if question.type in ("yes_no", "integer")]
    numbers = texts.with_columns(pl.col(counts).cast(pl.Int64, strict=False))
    batch = compile_batch(rules())
    assert batch(numbers).equals(batch(texts))
    assert batch(numbers)["status"].to_list() == ["refused", *["scored" for _each in others]]


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    """What refuses a household is told in words, with column and value."""
    found = score(rules(), {**POOR, "tv": "9", "wall": ""})
    assert isinstance(found, Refused)
    for reason in found.reasons:
        assert reason.code in CATALOGUE
        assert reason.column in reason.sentence("vi")
        assert reason.column in reason.sentence("en")
