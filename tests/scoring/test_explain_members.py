"""The deprivations of a household explained by its members and answers, by name."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rasoat.law import Rules
from rasoat.scoring import Explanation, Scored, apply_members, as_text, explain, score
from rasoat.scoring.changes import Case
from rasoat.scoring.explanation import DeprivationLine
from rasoat.scoring.members import person
from rasoat.scoring.row import read
from tests.scoring.households import POOR, rules
from tests.scoring.other_packs import signs_and_shares

NAMES = ("Nguyễn Thị Hoa", "Nguyễn Văn A", "")
GROWN = {
    "in_school": 0,
    "finished_lower_secondary": 1,
    "health_insurance": 1,
    "sick_no_care": 0,
    "able_to_work": 1,
}
CHILD = {"in_school": 1, "health_insurance": 1, "sick_no_care": 0}


def people(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """A mother of 34, a boy of 8 and a girl of 6, with changes in this order."""
    born = (("1984-05-01", GROWN), ("2010-05", CHILD), ("2012", CHILD))
    return [
        {"birth_date": day, **own, **(changes[n] if n < len(changes) else {})}
        for n, (day, own) in enumerate(born)
    ]


def answers(the_rules: Rules, **changes: str) -> dict[str, str]:
    """Answers that say nothing of what follows from members."""
    derived = {indicator.column for indicator in the_rules.derived_indicators}
    follow = derived.union(the_rules.member_columns)
    return {**{column: answer for column, answer in POOR.items() if column not in follow}, **changes}


def told(*changes: dict[str, Any], language: str = "vi", names: tuple[str, ...] = NAMES) -> Explanation:
    """Explain the household of three."""
    return explain(rules(), answers(rules()), language, people(*changes), names)


def line(found: Explanation, key: str) -> DeprivationLine:
    """The line of one indicator."""
    return next(each for each in found.deprivations if each.key == key)


def test_a_child_out_of_school_is_named_with_age() -> None:
    """Each member who makes an indicator deprived has a line of his own: name, age, what was answered."""
    found = line(told({}, {"in_school": 0}), "d_child_schooling")
    assert (found.deprived, found.points) == (True, 10)
    assert found.because == ("Nguyễn Văn A, 8 tuổi, không đi học",)


def test_a_member_without_a_name_is_counted() -> None:
    """Where no name was given the place in the list stands for it, in either language."""
    out = {"in_school": 0}
    assert line(told({}, {}, out), "d_child_schooling").because == ("Người thứ 3, 6 tuổi, không đi học",)
    english = line(told({}, {}, out, language="en", names=()), "d_child_schooling")
    assert english.because == ("Person 3, aged 6, not at school",)


def test_the_single_answer_that_ends_a_deprivation() -> None:
    """One child out of school: his going to school ends it. Two: no single answer does."""
    out = {"in_school": 0}
    assert line(told({}, out), "d_child_schooling").ends_if == ("Nguyễn Văn A đang đi học",)
    both = line(told({}, out, out), "d_child_schooling")
    assert (len(both.because), both.ends_if) == (2, ())


def test_an_answer_nobody_gave_is_no_way_out() -> None:
    """A change that would ask for a blank answer is not tried: nobody knows what it would give."""
    grown = {"birth_date": "2000", "finished_lower_secondary": 1, "able_to_work": 1}
    assert "members.finished_lower_secondary" in tried({}, {**grown, "in_school": 0})
    assert "members.finished_lower_secondary" not in tried({}, {**grown, "in_school": None})


def tried(*changes: dict[str, Any]) -> set[str]:
    """The answers of the second member that are tried."""
    on = rules().on
    filled, _ = apply_members(rules(), answers(rules()), people(*changes), on)
    result = score(rules(), filled)
    assert isinstance(result, Scored)
    family = [person(rules(), each, on) for each in people(*changes)]
    case = Case(rules(), read(rules(), filled), result, family, NAMES, "vi")
    return {trial.column for trial in case.trials() if trial.member == 1}


def test_what_is_not_deprived_has_no_reason() -> None:
    """Only deprived indicators say why."""
    found = told()
    assert [each.because for each in found.deprivations if not each.deprived] == [()] * 10


def test_ticks_of_the_form_say_that_they_are_ticks() -> None:
    """An indicator that only the reviewer can see says that it was ticked."""
    found = explain(rules(), {**POOR, "d_telecom": "1"})
    assert line(found, "d_telecom").because == ("Đã đánh dấu thiếu hụt trên Phiếu B",)


def test_without_the_list_of_members_the_rule_speaks() -> None:
    """A form that holds ticks only names nobody; the rule in words still stands there."""
    found = line(explain(rules(), {**POOR, "d_child_schooling": "1"}), "d_child_schooling")
    assert (found.because, found.rule.startswith("Có ít nhất 1 trẻ em")) == ((), True)


@pytest.mark.parametrize(
    ("area", "language", "because"),
    [
        ("42", "vi", "42 m² cho 6 người = 7 m²/người, dưới 8 m²"),
        ("42", "en", "42 m² for 6 persons = 7 m² a person, less than 8 m²"),
        ("47,99", "vi", "47,99 m² cho 6 người ≈ 7,99 m²/người, dưới 8 m²"),
        ("47.9", "en", "47.9 m² for 6 persons ≈ 7.98 m² a person, less than 8 m²"),
    ],
)
def test_floor_area_is_divided_before_the_readers_eyes(area: str, language: str, because: str) -> None:
    """The division is shown; what does not come out even is cut off, so that it never reads as the limit itself."""
    found = explain(rules(), {**POOR, "household_size": "6", "floor_area_m2": area}, language)
    assert line(found, "d_housing_area").because == (because,)


def test_water_says_what_was_answered() -> None:
    """An indicator that follows from an answer shows question and answer."""
    found = explain(rules(), {**POOR, "water": "other"}, "en")
    assert line(found, "d_water").because == ("Source of domestic water: Other source",)


def test_signs_that_count_together_are_all_shown() -> None:
    """Of an indicator with two signs of three, the signs there are stand one under the other."""
    ticks = {column: answer for column, answer in POOR.items() if column != "d_housing_quality"}
    found = line(explain(signs_and_shares(), ticks), "d_housing_quality")
    assert found.because == (
        "Vật liệu chính của tường, bao che: Tường vật liệu khác",
        "Vật liệu chính của cột, trụ: Cột vật liệu khác",
    )
    durable = explain(signs_and_shares(), {**ticks, "wall": "durable"})
    assert line(durable, "d_housing_quality").deprived is False


def test_a_share_of_the_members_is_counted() -> None:
    """An indicator by share names its people, and how many of all they are."""
    the_rules = signs_and_shares()
    found = line(explain(the_rules, answers(the_rules), "vi", people(), NAMES), "d_health_insurance")
    assert found.because == ("Nguyễn Văn A, 8 tuổi", "Người thứ 3, 6 tuổi", "2 trong 3 người, quá 40 %")


def test_a_household_without_members_is_refused() -> None:
    """An empty list is not the same as no list: a household has people (S012)."""
    found = explain(rules(), {**POOR, "household_id": "H1"}, "vi", [])
    assert [reason.code for reason in found.reasons] == ["S012"]


def test_answers_against_the_members_are_refused() -> None:
    """A tick that contradicts the list of members has no explanation, but its reason (S011)."""
    found = explain(rules(), answers(rules(), d_child_schooling="1"), "vi", people())
    assert (found.cls, [str(reason) for reason in found.reasons]) == (None, ["S011:d_child_schooling"])


def test_ages_are_those_of_the_reference_date() -> None:
    """A child who turns 5 on the reference date is of school age, the day before he is not."""
    day = rules().on
    born = dt.date(day.year - 5, day.month, day.day)
    child = {"birth_date": born, "in_school": 0}
    assert line(told({}, {**child}), "d_child_schooling").because == ("Nguyễn Văn A, 5 tuổi, không đi học",)
    late = {**child, "birth_date": born + dt.timedelta(days=1)}
    assert line(told({}, late), "d_child_schooling").deprived is False


def test_the_text_for_a_terminal_names_people() -> None:
    """Reason and way out stand under the indicator."""
    text = as_text(told({}, {"in_school": 0}))
    assert "– Nguyễn Văn A, 8 tuổi, không đi học" in text
    assert "hết thiếu hụt nếu: Nguyễn Văn A đang đi học" in text
