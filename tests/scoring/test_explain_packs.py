"""Explanations under other packs: other classes, and values that nobody has found."""

from __future__ import annotations

import datetime as dt

from rasoat import law
from rasoat.scoring import Class, as_text, explain
from tests.scoring.households import POOR
from tests.scoring.other_packs import both_rule, without_points


def test_classes_of_another_regime_are_explained() -> None:
    """Items, sum and threshold are those of the pack that was asked for."""
    found = explain(both_rule(), POOR, "en")
    assert (found.cls, found.class_label, found.threshold) == (
        Class.near_poor,
        "Near-poor",
        "B1 ≤ 140 and B2 < 30",
    )
    assert sum(line.points for line in found.items) == found.b1


def test_a_pack_with_gaps_says_what_is_missing() -> None:
    """No class, no points: the explanation names what nobody has found, where it should stand, and what to do."""
    found = explain(without_points(), POOR)
    assert (found.cls, found.b1, found.items) == (None, None, ())
    assert [reason.code for reason in found.reasons] == ["S016"]
    assert [(gap.what, gap.count) for gap in found.gaps] == [
        ("Ngưỡng điểm của loại «Hộ cận nghèo»", 1),
        ("Bảng điểm B1", 82),
    ]
    assert "rasoat law import-points" in as_text(found)


def test_a_pack_with_gaps_still_tells_the_deprivations() -> None:
    """What the answers give without the missing table is told: the indicators and their sum, but no class."""
    found = explain(without_points(), {**POOR, "water": "other"})
    assert (found.b2, found.cls) == (10, None)
    assert [line.key for line in found.deprivations if line.deprived] == ["d_water"]
    assert "Tổng điểm B2 = 10" in as_text(found)


def test_gaps_and_wrong_answers_tell_no_deprivation() -> None:
    """Where an answer is missing as well, nothing is summed up."""
    found = explain(without_points(), {**POOR, "water": ""})
    assert ({reason.code for reason in found.reasons}, found.b2) == ({"S001", "S016"}, None)
    assert found.deprivations == ()


def test_an_indicator_without_rule_is_neither_deprived_nor_not() -> None:
    """Of the regime from 2027 no rule of an indicator was found: nothing is told of them, and no sum."""
    found = explain(law.load("vn-2027").on(dt.date(2027, 1, 2)), {"area_type": "rural", "region": "NT2"})
    assert ([reason.code for reason in found.reasons], found.deprivations, found.b2) == (["S016"], (), None)
    missing = {gap.what: gap.count for gap in found.gaps}
    assert (missing["Bảng điểm B1"], missing["Cách xác định thiếu hụt của các chỉ số"]) == (1, 12)
    assert "Ngưỡng điểm của loại «Hộ nghèo»" in missing


def test_the_twelve_indicators_are_told_without_a_point_table() -> None:
    """Of the regime from 2022 only B1 is missing: the deprivations and B2 are told, no class."""
    rules = law.load("vn-2022").on(dt.date(2022, 10, 14))
    asked = {question.id: question for question in rules.questions if question.id not in rules.member_columns}
    plain = {"choice": "other", "yes_no": "0", "integer": "4", "decimal": "20"}
    answers = {name: plain[question.type] for name, question in asked.items()}
    answers |= {"area_type": "rural", "region": "NT2", "qualification": "none", "pensions": "0"}
    child = {"birth_date": "2012-05-01", **{question.id: 0 for question in rules.member_questions}}
    found = explain(rules, answers, "vi", [{**child, "health_insurance": 1}], ("Nguyễn Văn A",))
    assert ([reason.code for reason in found.reasons], found.cls, found.b1) == (["S016"], None, None)
    assert [gap.what for gap in found.gaps] == ["Bảng điểm B1"]
    lines = {line.number: line for line in found.deprivations}
    assert len(lines) == 12
    assert found.b2 == sum(line.points or 0 for line in found.deprivations) > 0
    assert lines[6].because == ("Nguyễn Văn A, 10 tuổi, không học đúng cấp theo tuổi",)
    assert len(lines[7].because) == 3


def test_gaps_of_another_area_do_not_count() -> None:
    """The line that is open in the country does not hinder a household in town from knowing its own gaps."""
    urban = {**POOR, "area_type": "urban", "region": ""}
    assert [gap.what for gap in explain(without_points(), urban, "en").gaps] == ["The B1 point table"]
