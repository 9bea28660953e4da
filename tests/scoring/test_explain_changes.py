"""What a single different answer would change: everything told is what scoring anew gives, and nothing is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from rasoat.law import Rules
from rasoat.scoring import Class, Scored, explain, score, score_with_members
from rasoat.scoring.changes import Case
from rasoat.scoring.explanation import Distance
from rasoat.scoring.row import read, rescore
from tests.examples import examples
from tests.scoring.households import POOR, households, rules
from tests.scoring.other_packs import both_rule, signs_and_shares
from tests.scoring.test_explain_members import answers, people

NEAR = {**POOR, "car": "1", "nonfarm_job": "other"}
CM2 = 10_000


def as_answer(rules_: Rules, column: str, value: object) -> object:
    """A value as ``read`` keeps it, as the answer a form would hold."""
    area = any(question.id == column and question.type == "decimal" for question in rules_.questions)
    return f"{int(str(value)) // CM2}.{int(str(value)) % CM2:04d}" if area else value


@examples(30, 200, suppress_health_check=[HealthCheck.too_slow])
@given(households(), st.sampled_from([rules, signs_and_shares, both_rule]), st.data())
def test_rescoring_is_scoring_anew(household: dict[str, str], pack: Any, data: st.DataObject) -> None:
    """Looking up again only what reads a changed answer gives the same score as reading the whole form again."""
    the_rules = pack()
    untied = {c: a for c, a in household.items() if c not in {i.column for i in the_rules.derived_indicators}}
    result = score(the_rules, untied)
    assert isinstance(result, Scored)
    case = Case(the_rules, read(the_rules, untied), result, (), (), "vi")
    question = data.draw(st.sampled_from(the_rules.questions))
    for _words, value in case._others(question):
        again = score(the_rules, {**untied, question.id: as_answer(the_rules, question.id, value)})
        found = rescore(the_rules, case.reading, result, {question.id: value})
        assert found == (again if isinstance(again, Scored) else None)


def test_every_other_answer_is_tried() -> None:
    """Each option of each item, each tick and the size rule are tried once, in the order of Phiếu B."""
    result = score(rules(), POOR)
    assert isinstance(result, Scored)
    trials = list(Case(rules(), read(rules(), POOR), result, (), (), "vi").trials())
    tried = [(trial.column, trial.option) for trial in trials]
    assert len(set(tried)) == len(tried)
    columns = list(dict.fromkeys(column for column, _ in tried))
    assert columns == [question.id for question in rules().questions if question.id in columns]
    assert set(columns) == {question.id for question in rules().questions}


def test_the_size_rule_is_an_answer_too() -> None:
    """Whether the household is made up of dependants only may decide its class, and is then told."""
    found = explain(rules(), {**NEAR, "toilet": "other"})
    change = next(each for each in found.changes if each.column == "all_dependent")
    assert (change.option, change.cls) == ("có", Class.poor_income)


@pytest.mark.parametrize(("pack", "goods"), [(rules, {"car": "1", "nonfarm_job": "other"}), (both_rule, {})])
def test_members_change_what_scoring_anew_says(pack: Any, goods: dict[str, str]) -> None:
    """A change of one member's answer gives exactly what the whole household scored anew gives."""
    the_rules = pack()
    near = answers(the_rules, d_telecom="1", d_information="1", **goods)
    family = people({}, {"in_school": 0})
    found = explain(the_rules, near, "vi", family, ("Hoa", "A", "B"))
    mine = [change for change in found.changes if change.member is not None]
    assert ("A", "đang đi học") in {(change.label, change.option) for change in mine}
    for change in mine:
        again = score_with_members(the_rules, near, _with(family, change), the_rules.on)
        assert isinstance(again, Scored)
        assert (again.b1, again.b2, again.cls) == (change.b1, change.b2, change.cls)


def _with(family: list[dict[str, Any]], change: Any) -> list[Mapping[str, Any]]:
    question = change.column.removeprefix("members.")
    turned = {**family[change.member], question: 1 - int(family[change.member][question])}
    return [*family[: change.member], turned, *family[change.member + 1 :]]


def test_what_follows_from_members_is_not_asked_of_the_household() -> None:
    """With a list of members, size, dependants and ticks are no single answers of their own."""
    family = people({}, {"in_school": 0})
    found = explain(both_rule(), answers(both_rule(), d_telecom="1", d_information="1"), "vi", family)
    assert {change.column for change in found.changes} & set(both_rule().member_columns) == set()


def test_distance_along_b2_counts_indicators() -> None:
    """Near-poor with two indicators: one more makes it poor. Poor with four: two fewer make it near-poor."""
    two = {**NEAR, "d_telecom": "1", "d_information": "1"}
    along = [each for each in explain(rules(), two).distances if each.axis == "b2"]
    assert along == [Distance("b2", 10, Class.poor_deprivation.label_vi, Class.poor_deprivation, 1)]
    four = {**two, "d_housing_quality": "1", "d_health_access": "1"}
    back = [each for each in explain(rules(), four).distances if each.axis == "b2"]
    assert back == [Distance("b2", -20, Class.near_poor.label_vi, Class.near_poor, 2)]


def test_distance_under_the_rule_that_needs_both() -> None:
    """Below the income line: poor by three indicators; above it: not poor, whatever is missing."""
    poor = explain(both_rule(), {**POOR, "d_telecom": "1", "d_information": "1", "d_housing_quality": "1"})
    assert (poor.cls, poor.threshold) == (Class.poor, "B1 ≤ 140 và B2 ≥ 30")
    assert [(each.axis, each.cls) for each in poor.distances] == [
        ("b1", Class.not_poor),
        ("b2", Class.near_poor),
    ]
    rich = explain(both_rule(), {**NEAR, "aircon": "1", "d_telecom": "1"})
    assert (rich.cls, [each.axis for each in rich.distances]) == (Class.not_poor, ["b1"])
