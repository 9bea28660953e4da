"""The row path, the bulk path and the oracle give the same result on every household."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.scoring.batch import compile_batch
from tests.examples import examples
from tests.scoring.households import POOR, by_batch, by_row, faulty_households, households, rules
from tests.scoring.oracle import LAND, household_class, oracle


@examples(5, 50)
@given(st.lists(households(), min_size=15, max_size=30))
def test_possible_households_score_alike_three_ways(answers: list[dict[str, str]]) -> None:
    """Every possible household has the oracle's B1, B2, class and deprivations on both paths."""
    assert [by_row(each)[0] for each in answers] == [oracle(each) for each in answers]
    assert by_batch(answers) == [by_row(each) for each in answers]


@examples(5, 50)
@given(st.lists(faulty_households(), min_size=15, max_size=30))
def test_faulty_households_are_refused_alike_three_ways(answers: list[dict[str, str]]) -> None:
    """Where the oracle finds no score neither path does, and both give the same reasons."""
    stripped = [{column: answer.strip() for column, answer in each.items()} for each in answers]
    assert [by_row(each)[0] for each in answers] == [oracle(each) for each in stripped]
    assert by_batch(answers) == [by_row(each) for each in answers]


@pytest.mark.parametrize("urban", [False, True])
def test_class_table_is_the_oracles_for_every_pair_of_scores(urban: bool) -> None:
    """For all B1 from 0 to 400 and all B2, the table of the pack gives the class of the law."""
    area_type, the_rules = "urban" if urban else "rural", rules()
    pairs = [(b1, b2) for b1 in range(401) for b2 in range(0, 101, 10)]
    actual = [str(the_rules.classify(area_type, b1, b2).cls) for b1, b2 in pairs]
    assert actual == [household_class(urban, b1, b2) for b1, b2 in pairs]


@pytest.mark.parametrize(
    ("area_type", "b1", "b2", "expected"),
    [
        ("rural", 120, 0, "poor_income"),
        ("rural", 121, 30, "poor_deprivation"),
        ("rural", 121, 20, "near_poor"),
        ("rural", 150, 30, "poor_deprivation"),
        ("rural", 150, 20, "near_poor"),
        ("rural", 151, 100, "average"),
        ("rural", 200, 100, "average"),
        ("rural", 201, 100, "better_off"),
        ("urban", 140, 0, "poor_income"),
        ("urban", 141, 30, "poor_deprivation"),
        ("urban", 141, 20, "near_poor"),
        ("urban", 175, 30, "poor_deprivation"),
        ("urban", 175, 20, "near_poor"),
        ("urban", 176, 100, "average"),
        ("urban", 230, 100, "average"),
        ("urban", 231, 100, "better_off"),
    ],
)
def test_class_at_each_boundary(area_type: str, b1: int, b2: int, expected: str) -> None:
    """Each threshold belongs to the poorer side (TT14 Art. 1.5)."""
    assert rules().classify(area_type, b1, b2).cls == expected


def boundary_households() -> list[dict[str, str]]:
    """Households on both sides of every band edge, in every area."""
    found = []
    for region in ("NT1", "NT2", "NT3", "NT4", "NT5", "NT6", ""):
        base = {**POOR, "region": region, "area_type": "rural" if region else "urban"}
        for size in range(1, 9):
            for dependants in range(min(size, 3) + 1):
                found.append({**base, "household_size": str(size), "dependants": str(dependants)})
            for edge in (8, 20, 30, 40):
                for step in (-1, 0, 1):
                    cents = edge * 100 * size + step
                    area = f"{cents // 100}.{cents % 100:02d}"
                    found.append(
                        {**base, "household_size": str(size), "dependants": "0", "floor_area_m2": area}
                    )
        found += [
            {**base, "electricity_kwh": str(kwh)} for kwh in (0, 24, 25, 49, 50, 99, 100, 149, 150, 9999)
        ]
        if region:
            amounts = (0, 1, 2, 4, 5, 10, 11, 49, 50, 99, 100, 299, 300, 999, 1000, 4999, 5000, 9999, 10000)
            found += [{**base, column: str(amount)} for column in LAND for amount in amounts]
    return found


def test_every_band_edge_scores_alike_three_ways() -> None:
    """Sizes 1–8, 7.99/8/20/30/40 m² a person, 24/25/…/150 kWh, land and animals: all three agree."""
    answers = boundary_households()
    expected = [oracle(each) for each in answers]
    assert [by_row(each)[0] for each in answers] == expected
    assert [outcome for outcome, _ in by_batch(answers)] == expected
    assert None not in expected


@pytest.mark.parametrize(
    ("size", "area", "deprived"),
    [
        ("3", "23.97", True),
        ("3", "23.9999", True),
        ("3", "24", False),
        ("3", "24.0001", False),
        ("7", "55,99", True),
    ],
)
def test_floor_area_is_compared_exactly(size: str, area: str, deprived: bool) -> None:
    """Less than 8 m² a person is decided without rounding: 7.9999… is deprived, 8 is not."""
    answers = {**POOR, "household_size": size, "floor_area_m2": area}
    row, batch = by_row(answers)[0], by_batch([answers])[0][0]
    assert row == batch
    assert row is not None
    assert (6 in row[3]) == deprived


@pytest.mark.exhaustive
@examples(200, 200)
@given(st.lists(households() | faulty_households(), min_size=20, max_size=60))
def test_many_households_score_alike_three_ways(answers: list[dict[str, str]]) -> None:
    """Thousands of households, sound and faulty: row path, bulk path and oracle agree."""
    stripped = [{column: answer.strip() for column, answer in each.items()} for each in answers]
    assert [by_row(each)[0] for each in answers] == [oracle(each) for each in stripped]
    assert by_batch(answers) == [by_row(each) for each in answers]


def test_no_household_gives_no_score() -> None:
    """A frame without rows is scored to one without rows, of the same columns as any other."""
    answers = pl.DataFrame([{"household_id": "H1", **POOR}])
    one, none = (compile_batch(rules())(frame) for frame in (answers, answers.clear()))
    assert (none.height, none.schema) == (0, one.schema)
