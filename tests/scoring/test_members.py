"""Answers that follow from the members, by row and in bulk."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.errors import AnswersError
from rasoat.scoring import MembersError, Refused, from_members, score_with_members
from rasoat.scoring.batch import compile_batch
from rasoat.scoring.members_batch import compile_members
from tests.examples import examples
from tests.scoring.households import POOR, rules

ON = dt.date(2018, 11, 10)
FARMER = {
    "birth_date": "1980-03-02",
    "in_school": "0",
    "finished_lower_secondary": "0",
    "health_insurance": "1",
    "sick_no_care": "0",
    "able_to_work": "1",
}
FACTS = rules().member_columns
FLAGS = [question.id for question in rules().member_questions]
MEMBER_COLUMNS = ("household_id", "birth_date", *FLAGS)
OTHERS = {column: answer for column, answer in POOR.items() if column not in FACTS}


def facts(*members: dict[str, Any]) -> dict[str, int]:
    """The facts of a household whose members differ from the farmer as given."""
    return from_members(rules(), [{**FARMER, **member} for member in members], ON)


def test_a_working_couple_with_a_child_and_a_grandmother() -> None:
    """Under 15 and over 60 are dependants; who can work is not."""
    found = facts({}, {}, {"birth_date": "2008", "in_school": "1"}, {"birth_date": "1950-01-01"})
    assert found == {
        "household_size": 4,
        "dependants": 2,
        "all_dependent": 0,
        **dict.fromkeys(FACTS[3:], 0),
    }


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ({"birth_date": "2003-11-11", "in_school": "1"}, 1),
        ({"birth_date": "2003-11-10"}, 0),
        ({"birth_date": "1957-11-11"}, 0),
        ({"birth_date": "1957-11-10"}, 1),
        ({"able_to_work": "0"}, 1),
    ],
)
def test_dependants_at_the_edges_of_age(member: dict[str, str], expected: int) -> None:
    """Fifteen today is no child; «over 60» begins with the 61st birthday; who cannot work is a dependant."""
    assert facts(member)["dependants"] == expected
    assert facts(member)["all_dependent"] == expected


@pytest.mark.parametrize(
    ("member", "indicator", "expected"),
    [
        ({"sick_no_care": "1"}, "d_health_access", 1),
        ({"health_insurance": "0"}, "d_health_insurance", 1),
        ({"birth_date": "2012-11-11", "health_insurance": "0"}, "d_health_insurance", 0),
        ({"birth_date": "2012-11-10", "health_insurance": "0", "in_school": "1"}, "d_health_insurance", 1),
        ({"birth_date": "1986-01-01"}, "d_adult_education", 1),
        ({"birth_date": "1985-12-31"}, "d_adult_education", 0),
        ({"birth_date": "1986-01-01", "in_school": "1"}, "d_adult_education", 0),
        (
            {"birth_date": "1986-01-01", "finished_lower_secondary": "1", "in_school": ""},
            "d_adult_education",
            0,
        ),
        ({"birth_date": "2013-11-10"}, "d_child_schooling", 1),
        ({"birth_date": "2013-11-11"}, "d_child_schooling", 0),
        ({"birth_date": "2003-11-11"}, "d_child_schooling", 1),
        ({"birth_date": "2003-11-10"}, "d_child_schooling", 0),
        ({"birth_date": "2013-11"}, "d_child_schooling", 1),
        ({"birth_date": "2013"}, "d_child_schooling", 1),
        ({"birth_date": "2014"}, "d_child_schooling", 0),
    ],
)
def test_indicators_at_the_edges_of_age(member: dict[str, str], indicator: str, expected: int) -> None:
    """Ages are completed years on the reference date; a partial birth date means its first day."""
    assert facts(member)[indicator] == expected


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ({"birth_date": ""}, "S001:members.birth_date"),
        ({"birth_date": "31/02/1990"}, "S014:members.birth_date"),
        ({"birth_date": "1990-02-31"}, "S014:members.birth_date"),
        ({"birth_date": "1900-02-29"}, "S014:members.birth_date"),
        ({"birth_date": "0000"}, "S014:members.birth_date"),
        ({"birth_date": "1800"}, "S014:members.birth_date"),
        ({"birth_date": "2018-11-11"}, "S015:members.birth_date"),
        ({"able_to_work": ""}, "S001:members.able_to_work"),
        ({"able_to_work": "yes"}, "S002:members.able_to_work"),
        ({"health_insurance": None}, "S001:members.health_insurance"),
    ],
)
def test_a_member_at_fault_refuses_the_household(member: dict[str, Any], reason: str) -> None:
    """The row path and the bulk path give the same reason, and no score."""
    members = [FARMER, {**FARMER, **member}]
    with pytest.raises(MembersError) as caught:
        from_members(rules(), members, ON)
    assert [str(each) for each in caught.value.reasons] == [reason]
    assert bulk([(OTHERS, members)]) == [(None, reason)]
    assert by_row(OTHERS, members) == (None, reason)


def test_answers_not_asked_of_a_person_may_be_blank() -> None:
    """Nobody asks a baby for a certificate or an old woman whether she can work."""
    baby = {"birth_date": "2018-01-01", "sick_no_care": "0"}
    grandmother = {"birth_date": "1940", "sick_no_care": "0", "health_insurance": "1"}
    assert from_members(rules(), [baby, grandmother], ON)["all_dependent"] == 1


def test_a_tick_against_the_members_refuses_the_household() -> None:
    """Filled answers must agree with the members; blank ones are filled from them."""
    agreeing = {**OTHERS, "household_size": "1", "d_health_access": ""}
    assert by_row(agreeing, [FARMER])[0] is not None
    assert bulk([(agreeing, [FARMER])]) == [by_row(agreeing, [FARMER])]
    contrary = {**OTHERS, "household_size": "2", "d_health_access": "1"}
    expected = (None, "S011:household_size;S011:d_health_access")
    assert by_row(contrary, [FARMER]) == expected
    assert bulk([(contrary, [FARMER])]) == [expected]


def test_a_household_without_members_is_refused() -> None:
    """No member, no score."""
    assert by_row(OTHERS, []) == (None, "S012:household_id")
    assert bulk([(OTHERS, []), (OTHERS, [FARMER])])[0] == (None, "S012:household_id")


def test_a_members_file_without_a_column_is_refused_whole() -> None:
    """A missing column is named and nothing is scored."""
    with pytest.raises(AnswersError) as caught:
        compile_members(rules(), ON)(
            pl.DataFrame({"household_id": ["a"]}), pl.DataFrame({"household_id": ["a"]})
        )
    assert caught.value.code == "S104"


def by_row(answers: dict[str, str], members: list[dict[str, Any]]) -> tuple[Any, str]:
    """Outcome and reasons of the row path."""
    found = score_with_members(rules(), {"household_id": "H0", **answers}, members, ON)
    if isinstance(found, Refused):
        return None, ";".join(map(str, found.reasons))
    return (found.b1, found.b2, str(found.cls), found.deprivations), ""


def bulk(households: list[tuple[dict[str, str], list[dict[str, Any]]]]) -> list[tuple[Any, str]]:
    """Outcomes and reasons of the bulk path, in order."""
    answers = pl.DataFrame(
        [{"household_id": f"H{n}", "row": n, **own} for n, (own, _) in enumerate(households)],
        infer_schema_length=None,
    )
    members = pl.DataFrame(
        [
            {"household_id": f"H{n}", **person}
            for n, (_, people) in enumerate(households)
            for person in people
        ],
        schema=dict.fromkeys(MEMBER_COLUMNS, pl.String),
    )
    filled = compile_members(rules(), ON)(answers, members)
    result = compile_batch(rules(), keep=("row",))(filled).sort("row")
    return [_outcome(row) for row in result.to_dicts()]


def _outcome(row: dict[str, Any]) -> tuple[Any, str]:
    if row["status"] == "refused":
        return None, row["reasons"]
    numbers = tuple(int(n) for n in (row["deprivations"] or "").split(";") if n)
    return (row["b1"], row["b2"], row["class"], numbers), ""


BIRTHS = (
    "1940",
    "1957-11-10",
    "1957-11-11",
    "1985-12-31",
    "1986",
    "2003-11-10",
    "2003-11-11",
    "2012-11",
    "2013-11-11",
)
BIRTHS += ("2018-11-10", "2018-11-11", "1990-02-30", "", "x", "1980-00", "2000-02-29")
PERSON = st.fixed_dictionaries(
    {
        "birth_date": st.sampled_from(BIRTHS),
        **{name: st.sampled_from(["0", "1", "1", "", "z"]) for name in FLAGS},
    }
)
SOUND = st.fixed_dictionaries(
    {"birth_date": st.sampled_from(BIRTHS[:8]), **{name: st.sampled_from("01") for name in FLAGS}}
)
GIVEN = st.dictionaries(st.sampled_from(FACTS), st.sampled_from(["", "0", "1", "2", "x"]), max_size=2)


@examples(6, 60)
@given(
    st.lists(
        st.tuples(GIVEN, st.lists(SOUND, min_size=1, max_size=5) | st.lists(PERSON, max_size=4)),
        min_size=10,
        max_size=20,
    )
)
def test_members_are_read_alike_by_row_and_in_bulk(
    households: list[tuple[dict[str, str], list[Any]]],
) -> None:
    """Random members, sound and faulty: both paths give the same scores and reasons."""
    filled = [({**OTHERS, **dict.fromkeys(FACTS, ""), **given_}, members) for given_, members in households]
    expected = [
        (outcome, reasons.replace("H0", f"H{n}"))
        for n, (own, members) in enumerate(filled)
        for outcome, reasons in [by_row(own, members)]
    ]
    assert bulk(filled) == expected
