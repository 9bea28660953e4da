"""The packs of 2022 and 2027: what they know, what they refuse, and what they share with the one before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rasoat import law
from rasoat.errors import AnswersError, LawError
from rasoat.law import FromAnswers, FromMembers, Provenance, Rules
from rasoat.scoring import Refused, Scored, findings, has_quick_screen, judge, quick_screen, score
from rasoat.scoring.files import score_file
from tests.law.invented import amended, numbered, points
from tests.scoring.households import POOR

DAY = dt.date(2023, 11, 10)
OLD, NEW = law.load("vn-2016").on(dt.date(2021, 10, 1)), law.load("vn-2022").on(dt.date(2021, 10, 1))
LATER = law.load("vn-2027").on(dt.date(2027, 1, 1))


def rules(day: dt.date = DAY) -> Rules:
    """The pack of 2022 on a day."""
    return law.load("vn-2022").on(day)


def test_days_of_the_texts() -> None:
    """QĐ24 in force 01/09/2021, TT02 signed 30/03/2022, no district from 01/07/2025, extended for 2026, then the end."""
    pack = law.load("vn-2022")
    days = [version.since for version in pack.versions]
    assert days == [dt.date(2021, 9, 1), dt.date(2022, 3, 30), dt.date(2025, 7, 1), dt.date(2026, 1, 1)]
    assert pack.ends == dt.date(2026, 12, 31)
    for day in (dt.date(2021, 8, 31), dt.date(2027, 1, 1)):
        with pytest.raises(LawError) as caught:
            pack.on(day)
        assert caught.value.code == "L016"
    assert [version.since for version in law.load("vn-2027").versions] == [dt.date(2027, 1, 1)]


def test_process_of_the_decision_of_2021() -> None:
    """Three working days of posting, half the meeting, 1 September to 14 December, reports by 15/11 and 20/12 (QĐ24)."""
    found = rules()
    assert (found.posting_days, found.posting_in_working_days) == (3, True)
    assert (found.meeting_vote_percent, found.meeting_repeats_below_vote) == (50, True)
    assert (found.review_opens, found.review_closes) == ((9, 1), (12, 14))
    assert (found.preliminary_report_before, found.official_report_before) == ((11, 15), (12, 20))
    assert (found.monthly_review_day, found.monthly_report_first, found.monthly_report_last) == (
        15,
        (2, 5),
        (9, 5),
    )
    assert (found.request_days, found.request_needs_village_head, found.minutes_copies) == (15, False, 2)


def test_district_leaves_the_chain_of_approval_in_july_2025() -> None:
    """The commune decides before and after; the opinion and the report of the district are gone, its days unknown."""
    before, after = rules(dt.date(2025, 6, 30)), rules(dt.date(2025, 7, 1))
    gone = {step.key for step in before.steps} - {step.key for step in after.steps}
    assert gone == {"appraisal", "district_report"}
    assert [step.actor for step in after.steps if step.key == "recognition"] == ["commune_chairman"]
    assert (before.appraisal_days, after.appraisal_days) == (5, None)
    assert not after.parameters["appraisal_days"].known


def test_certificate_of_2026_is_not_known() -> None:
    """The printed certificate ends with 2025; no form for 2026 was found."""
    assert rules(dt.date(2025, 12, 31)).given("certificate_last_year") == 2025
    with pytest.raises(LawError) as caught:
        rules(dt.date(2026, 1, 1)).given("certificate_last_year")
    assert caught.value.code == "L060"


def test_report_forms_of_each_text() -> None:
    """7.1 to 7.11; 7.8, 7.9 and 7.10 are those of TT02 from the day it was signed."""
    before, after = rules(dt.date(2022, 3, 29)), rules(dt.date(2022, 3, 30))
    assert [form.number for form in after.report_forms if form.number] == [f"7.{n}" for n in range(1, 12)]
    changed = [f.number for f in after.report_forms if f.cell.ref.document == "TT02"]
    unknown = [f.number for f in before.report_forms if not f.cell.known]
    assert (changed, unknown) == (["7.8", "7.9", "7.10"], ["7.8", "7.9", "7.10"])
    assert [form.key for form in OLD.report_forms][:3] == ["results", "poor_flows", "near_poor_flows"]
    assert LATER.report_forms == ()


def test_bases_of_a_decision_follow_the_text_in_force() -> None:
    """A paper names the documents of its day, never those of another regime."""
    assert rules().bases == ("NĐ07", "QĐ24", "TT07", "TT02")
    assert law.load("vn-2016").on(dt.date(2018, 11, 9)).bases == ("QĐ59", "TT17")
    assert rules(dt.date(2026, 1, 1)).bases[-1] == "NĐ351"


def test_income_lines_of_2027() -> None:
    """2.200.000 rural, 2.800.000 urban; whether there is a middle band is not known (NĐ351)."""
    lines = {(line.line, line.area_type): line.amount for line in LATER.income_lines}
    assert lines == {
        ("poor", "rural"): 2_200_000,
        ("poor", "urban"): 2_800_000,
        ("average", "rural"): None,
        ("average", "urban"): None,
    }


def test_nothing_is_scored_without_a_table() -> None:
    """Both packs refuse: 574 points of 2022; every bound, point and rule of 2027."""
    assert len(rules().gaps()) == 574
    assert {cell.key.split(".")[0] for cell in rules().gaps()} == {"b1"}
    assert {cell.key.split(".")[0] for cell in LATER.gaps()} == {"b1", "b2", "class"}
    for found in (rules(), LATER):
        result = score(found, {**POOR, "roof": "other"})
        assert isinstance(result, Refused)
        assert str(result.reasons[0]) == "S016:area_type"


@pytest.mark.parametrize(("the_rules", "count"), [(rules(), 574), (LATER, 31)])
def test_a_file_is_refused_as_a_whole_without_a_table(the_rules: Rules, count: int, tmp_path: Path) -> None:
    """S110 names the pack and how many values are missing; the output is not touched."""
    answers = tmp_path / "answers.csv"
    answers.write_text("household_id\n1\n", encoding="utf-8")
    with pytest.raises(AnswersError) as caught:
        score_file(the_rules, answers, tmp_path / "out.csv")
    assert (caught.value.code, caught.value.where["count"]) == ("S110", count)
    assert not (tmp_path / "out.csv").exists()


def test_one_area_may_be_brought_in_first() -> None:
    """With the points of NT2 alone, NT2 is scored and NT1 is not."""
    values = {f"b1.points.{'.'.join(key)}": str(p) for key, p in points("vn-2022").items() if key[2] == "NT2"}
    found = amended("vn-2022", values).on(DAY)
    household = {
        **POOR,
        **dict.fromkeys((i.column for i in found.indicators if not i.derived), "0"),
        "roof": "other",
    }
    assert isinstance(score(found, household), Scored)
    assert isinstance(score(found, {**household, "region": "NT1"}), Refused)
    assert found.gaps({"NT2"}) == ()


def test_a_table_that_was_brought_in_changes_hash_and_leaves_the_rest() -> None:
    """The pack with a table is another edition of the same law."""
    with_table, without = numbered("vn-2022"), law.load("vn-2022")
    assert with_table.hash != without.hash
    assert [rule.bounds for rule in with_table.on(DAY).class_rules] == [r.bounds for r in rules().class_rules]


def test_phieu_a_of_2022_is_not_invented() -> None:
    """The form exists without questions, and screening refuses with S017."""
    assert (rules().form("A").questions, has_quick_screen(rules())) == ((), False)
    refused = quick_screen(rules(), {})
    assert isinstance(refused, Refused)
    assert [str(reason) for reason in refused.reasons] == ["S017:A"]
    assert has_quick_screen(OLD)


def test_phieu_c_of_2022_says_that_it_was_not_found() -> None:
    """The reports count features whose form was not found: the questions are illustrative and say so."""
    cell = rules().form("C").cell
    assert cell.provenance == Provenance.ILLUSTRATIVE
    assert "chưa tìm thấy" in cell.note


def test_shared_answers_mean_the_same_in_both_packs() -> None:
    """Two standards on one survey: a column both packs ask has the same type, choices, bounds and label."""
    old, new = ({q.id: q for q in each.questions} for each in (OLD, NEW))
    shared = old.keys() & new.keys()
    assert {"household_size", "water", "wall", "d_health_insurance", "poultry"} <= shared
    for name in shared:
        a, b = old[name], new[name]
        assert (a.type, a.minimum, a.at_most, a.relevant, a.required, a.from_members, a.label_vi) == (
            b.type,
            b.minimum,
            b.at_most,
            b.relevant,
            b.required,
            b.from_members,
            b.label_vi,
        )
        assert [(c.key, c.label_vi) for c in a.choices] == [(c.key, c.label_vi) for c in b.choices]
    assert old.keys() - new.keys() == {
        "d_health_access",
        "d_adult_education",
        "d_child_schooling",
        "d_housing_quality",
        "d_telecom",
        "d_information",
    }


def test_shared_indicators_and_counts_follow_from_the_same_facts() -> None:
    """An indicator of both packs that is computed is computed alike, so one column serves both."""
    old, new = ({i.column: i for i in each.indicators} for each in (OLD, NEW))
    shared = old.keys() & new.keys()
    assert shared == {"d_health_insurance", "d_housing_area", "d_water", "d_sanitation"}
    assert [old[name].how.value for name in sorted(shared)] == [
        new[name].how.value for name in sorted(shared)
    ]
    facts = ({f.column: (f.counts, f.tests) for f in each.member_facts} for each in (OLD, NEW))
    assert next(facts) == next(facts)


def test_shared_questions_about_people_are_worded_alike() -> None:
    """A question about people that both packs ask is the same question."""
    old, new = ({q.id: (q.label_vi, q.said) for q in each.member_questions} for each in (OLD, NEW))
    shared = old.keys() & new.keys()
    assert shared == {"in_school", "finished_lower_secondary", "health_insurance", "able_to_work"}
    assert {name: old[name] for name in shared} == {name: new[name] for name in shared}


def test_how_the_twelve_indicators_are_known() -> None:
    """Six follow from people, four from answers, two are ticked, in the order of the reports."""
    kinds = [type(each.how.value) for each in rules().indicators]
    assert kinds[:6] == [FromMembers] * 6
    assert kinds[6:10] == [FromAnswers] * 4
    assert [each.column for each in rules().indicators[10:]] == ["d_internet", "d_information_means"]
    assert [each.number for each in rules().indicators] == list(range(1, 13))


def test_reasons_name_the_person() -> None:
    """Who makes an indicator deprived, how old, and what his answers say, in both languages."""
    asked = {question.id: "0" for question in rules().member_questions}
    people = [
        {
            "birth_date": "1980-03-02",
            **asked,
            "health_insurance": "1",
            "finished_upper_secondary_or_vocational": "1",
        },
        {"birth_date": "2015-01-01", **asked, "health_insurance": "1"},
    ]
    found = [f for f in judge(rules(), people, DAY).findings if f.indicator == "d_school_level"]
    assert [(f.index, f.age, f.said("vi"), f.said("en")) for f in found] == [
        (1, 8, "không học đúng cấp theo tuổi", "not at the school level of the age")
    ]


def test_checks_of_2022_speak() -> None:
    """Somebody who has no job and works for wages is refused at entry."""
    asked = {question.id: "0" for question in rules().member_questions}
    person = {"birth_date": "1980-03-02", **asked, "jobless": "1", "wage_work_no_contract": "1"}
    found = findings(rules(), {**POOR, "roof": "other"}, [person])
    assert [(each.check.key, each.refuses) for each in found if each.refuses] == [
        ("jobless_and_at_work", True)
    ]
