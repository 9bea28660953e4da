"""The pack of 2022 with an invented table: row path, bulk path and oracle give the same result on every household."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law import Rules
from rasoat.scoring import Refused, score_with_members
from rasoat.scoring.batch import compile_batch
from rasoat.scoring.members_batch import compile_members
from tests.examples import examples
from tests.law.invented import numbered, points
from tests.scoring.households import FAULTS, Answers, Outcome, by_batch, by_row, households
from tests.scoring.oracle import TICKS as TICKS_2016
from tests.scoring.oracle_2022 import (
    DERIVED,
    OF_MEMBERS,
    TICKS,
    household_class,
    of_members,
    oracle,
    table_of,
)

ON = dt.date(2023, 11, 10)
TABLE = table_of(points("vn-2022"))


def rules() -> Rules:
    """The pack with its invented table."""
    return numbered("vn-2022").on(ON)


@st.composite
def households_2022(draw: st.DrawFn) -> Answers:
    """A possible household, with the roof and the ticks of 2022."""
    answers = {c: a for c, a in draw(households()).items() if c not in TICKS_2016.values()}
    answers |= {column: draw(st.sampled_from("01")) for column in TICKS.values()}
    return {**answers, "roof": draw(st.sampled_from(["durable", "other"]))}


@st.composite
def faulty_households_2022(draw: st.DrawFn) -> Answers:
    """A household with one to three answers that may be wrong, and ticks against the answers."""
    answers = dict(draw(households_2022()))
    for column in draw(st.lists(st.sampled_from(sorted(answers)), min_size=1, max_size=3)):
        answers[column] = draw(st.sampled_from(FAULTS))
    return answers | {column: draw(st.sampled_from(["", "", "0", "1"])) for column in DERIVED.values()}


@examples(4, 40)
@given(st.lists(households_2022(), min_size=15, max_size=30))
def test_possible_households_score_alike_three_ways(answers: list[Answers]) -> None:
    """Every possible household has the oracle's B1, B2, class and deprivations on both paths."""
    assert [by_row(each, rules())[0] for each in answers] == [oracle(each, TABLE) for each in answers]
    assert by_batch(answers, rules()) == [by_row(each, rules()) for each in answers]


@examples(4, 40)
@given(st.lists(faulty_households_2022(), min_size=15, max_size=30))
def test_faulty_households_are_refused_alike_three_ways(answers: list[Answers]) -> None:
    """Where the oracle finds no score neither path does, and both give the same reasons."""
    stripped = [{column: answer.strip() for column, answer in each.items()} for each in answers]
    assert [by_row(each, rules())[0] for each in answers] == [oracle(each, TABLE) for each in stripped]
    assert by_batch(answers, rules()) == [by_row(each, rules()) for each in answers]


@pytest.mark.parametrize("urban", [False, True])
def test_class_table_is_the_oracles_for_every_pair_of_scores(urban: bool) -> None:
    """For all B1 from 0 to 400 and all B2, the table of the pack gives the class of the decree."""
    area_type = "urban" if urban else "rural"
    pairs = [(b1, b2) for b1 in range(401) for b2 in range(0, 121, 10)]
    actual = [str(rules().classify(area_type, b1, b2).cls) for b1, b2 in pairs]
    assert actual == [household_class(urban, b1, b2) for b1, b2 in pairs]


QUESTIONS = [question.id for question in rules().member_questions]
EDGES = [f"{ON.year - years}-11-{day}" for years in (0, 3, 6, 15, 16, 18, 31, 61) for day in (10, 11)]
EDGES.remove("2023-11-11")
BIRTHS = st.sampled_from([*EDGES, "1980", "1961-11", "2017-11", "2005-12"])
PERSON = st.fixed_dictionaries({"birth_date": BIRTHS, **{name: st.sampled_from("01") for name in QUESTIONS}})
FAULTY = st.fixed_dictionaries(
    {
        "birth_date": BIRTHS | st.sampled_from(["", "x", "1990-02-30", "2024"]),
        **{name: st.sampled_from(["0", "1", "1", "", "z"]) for name in QUESTIONS},
    }
)


def row_path(answers: Answers, people: list[dict[str, str]]) -> tuple[Outcome, str]:
    """Outcome and reasons of one household with its members."""
    found = score_with_members(rules(), answers, people, ON)
    if isinstance(found, Refused):
        return None, ";".join(map(str, found.reasons))
    return (found.b1, found.b2, str(found.cls), found.deprivations), ""


def bulk_path(families: list[tuple[Answers, list[dict[str, str]]]]) -> list[tuple[Outcome, str]]:
    """Outcomes and reasons of the bulk path, in order."""
    own = [{"row": n, **answers} for n, (answers, _) in enumerate(families)]
    persons = [{"household_id": f"H{n}", **one} for n, (_, people) in enumerate(families) for one in people]
    members = pl.DataFrame(
        persons, schema=dict.fromkeys(("household_id", "birth_date", *QUESTIONS), pl.String)
    )
    filled = compile_members(rules(), ON)(pl.DataFrame(own, infer_schema_length=None), members)
    result = compile_batch(rules(), keep=("row",))(filled).sort("row")
    return [_outcome(row) for row in result.to_dicts()]


def _outcome(row: dict[str, Any]) -> tuple[Outcome, str]:
    if row["status"] == "refused":
        return None, row["reasons"]
    numbers = tuple(int(n) for n in (row["deprivations"] or "").split(";") if n)
    return (row["b1"], row["b2"], row["class"], numbers), ""


FROM_PEOPLE = ("household_size", "dependants", "all_dependent", *OF_MEMBERS)


@st.composite
def families(
    draw: st.DrawFn, person: st.SearchStrategy[dict[str, str]] = PERSON
) -> tuple[Answers, list[Any]]:
    """A household whose answers about people are left to its list of members."""
    answers = {**draw(households_2022()), "pensions": "0", **dict.fromkeys(FROM_PEOPLE, "")}
    return answers, draw(st.lists(person, min_size=1, max_size=6))


@examples(4, 40)
@given(st.lists(families(), min_size=10, max_size=20))
def test_members_give_the_oracles_answers_three_ways(found: list[tuple[Answers, list[Any]]]) -> None:
    """People of every age at its edge: twelve indicators, B1, B2 and class are those of the oracle on both paths."""
    named = [({"household_id": f"H{n}", **answers}, people) for n, (answers, people) in enumerate(found)]
    texts = [{c: str(fact) for c, fact in of_members(people, ON).items()} for _, people in named]
    expected = [oracle({**answers, **own}, TABLE) for (answers, _), own in zip(named, texts, strict=True)]
    assert None not in expected
    assert [row_path(*each)[0] for each in named] == expected
    assert bulk_path(named) == [row_path(*each) for each in named]


@examples(4, 40)
@given(st.lists(families(FAULTY), min_size=10, max_size=20))
def test_faulty_members_are_refused_alike(found: list[tuple[Answers, list[Any]]]) -> None:
    """Missing and impossible answers of people: both paths give the same reasons."""
    named = [({"household_id": f"H{n}", **answers}, people) for n, (answers, people) in enumerate(found)]
    assert bulk_path(named) == [row_path(*each) for each in named]


@pytest.mark.parametrize("areas", [("NT1",), ("NT1", "TT")])
def test_invented_points_fill_every_cell(areas: tuple[str, ...]) -> None:
    """The invented table leaves no gap, so that nothing here is scored by chance."""
    assert rules().gaps(areas) == ()
    assert len(points("vn-2022")) == 574
