"""The shipped pack vn-2016: its dates and its values."""

from __future__ import annotations

import datetime as dt

import pytest

from rasoat import law
from rasoat.errors import LawError
from rasoat.law import Class, Provenance

PACK = law.load("vn-2016")
BEFORE, AFTER = dt.date(2018, 11, 9), dt.date(2018, 11, 10)


def test_no_recalled_value_is_called_law() -> None:
    """The point table is nowhere marked as read in the law: its official print has not been seen."""
    marks = {cell.provenance for cell in PACK.cells() if cell.key.startswith("b1.points")}
    assert marks == {Provenance.SISTER_FORM, Provenance.ILLUSTRATIVE}


def test_before_the_first_day_there_is_no_law() -> None:
    """F3: a date without value is an error, never the nearest rule."""
    with pytest.raises(LawError) as caught:
        PACK.on(dt.date(2015, 12, 31))
    assert caught.value.code == "L016"


def test_amendment_of_2018_applies_from_its_day() -> None:
    """From 10/11/2018 requests are answered in 7 working days and need no village head (TT14)."""
    before, after = PACK.on(BEFORE), PACK.on(AFTER)
    assert (before.version, after.version) == (dt.date(2016, 1, 1), AFTER)
    assert (before.request_working_days, after.request_working_days) == (None, 7)
    assert (before.request_needs_village_head, after.request_needs_village_head) == (True, False)
    assert "village_head_confirms" in [question.id for question in before.form("1a").questions]
    assert "village_head_confirms" not in [question.id for question in after.form("1a").questions]


def test_unknown_values_are_none_and_marked() -> None:
    """What no source gives is missing data, not a guess."""
    rules = PACK.on(AFTER)
    unknown = {name for name, cell in rules.parameters.items() if not cell.known}
    assert unknown == {
        "meeting_vote_percent",
        "complaint_days",
        "appraisal_days",
        "relapse_years",
        "age_reference",
        "meeting_repeats_below_vote",
        "monthly_report_first",
        "monthly_report_last",
    }
    assert {rules.parameters[name].provenance for name in unknown} == {Provenance.NOT_FOUND}


def test_process_dates_of_the_circular() -> None:
    """Review from 1 September to 31 December, reports before 15 November and 15 December (TT17 Arts 4, 9)."""
    rules = PACK.on(AFTER)
    days = (
        rules.review_opens,
        rules.review_closes,
        rules.preliminary_report_before,
        rules.official_report_before,
    )
    assert days == ((9, 1), (12, 31), (11, 15), (12, 15))
    assert rules.review_closes.of(2018) == dt.date(2018, 12, 31)
    assert (rules.posting_days, rules.minutes_copies) == (7, 2)


def test_income_lines_of_the_standard() -> None:
    """700.000 / 900.000, 1.000.000 / 1.300.000 and 1.500.000 / 1.950.000 đồng (QĐ59 Arts 1–2)."""
    lines = {(line.line, line.area_type): line.amount for line in PACK.on(AFTER).income_lines}
    assert lines == {
        ("poor", "rural"): 700_000,
        ("poor", "urban"): 900_000,
        ("near_poor", "rural"): 1_000_000,
        ("near_poor", "urban"): 1_300_000,
        ("average", "rural"): 1_500_000,
        ("average", "urban"): 1_950_000,
    }


def test_columns_of_the_answers_file() -> None:
    """The columns users script against, in their order."""
    columns = PACK.on(AFTER).answer_columns
    assert columns[:6] == (
        "household_id",
        "area_type",
        "region",
        "household_size",
        "dependants",
        "all_dependent",
    )
    assert columns[-1] == "d_information"
    assert len(columns) == 40


def test_every_scored_column_is_asked_once_on_form_b() -> None:
    """Items and ticked indicators come from the one question list; derived ones are not asked."""
    rules = PACK.on(AFTER)
    asked = [question.feeds for question in rules.form("B").questions]
    wanted = {item.key for item in rules.items} | {i.key for i in rules.indicators if not i.derived}
    assert set(asked) == wanted
    assert [i.key for i in rules.derived_indicators] == ["d_housing_area", "d_water", "d_sanitation"]


def test_choices_of_phieu_c() -> None:
    """Phiếu C has the six codes of item 5 and the causes of poverty."""
    form = PACK.on(AFTER).form("C")
    assert [choice.key for choice in form.question("result_national").choices] == list("123456")
    assert len(form.question("causes").choices) == 11
    relevant = form.question("other_cause").relevant
    assert relevant is not None
    assert relevant.question == "causes"


def test_unverified_cells_can_be_asked_for_one_area() -> None:
    """A district of NT2 needs the cells of NT2 verified, not those of the delta."""
    rules = PACK.on(AFTER)
    keys = {cell.key for cell in rules.unverified({"NT2"})}
    assert "b1.points.tv.yes.NT2" in keys
    assert "b1.points.tv.yes.NT1" not in keys
    assert "class.poor_income.urban" not in keys
    assert "process.posting_days" in keys


def test_classes_have_labels_and_know_who_is_poor() -> None:
    """Both ways of being poor are poor; labels are in two languages."""
    assert [cls for cls in Class if cls.is_poor] == [
        Class.poor_income,
        Class.poor_deprivation,
        Class.poor,
    ]
    assert all(cls.label_vi and cls.label_en and cls.label_vi != cls.label_en for cls in Class)
