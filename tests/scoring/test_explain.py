"""The explanation of one household: every point with its reference, the threshold, what would change it."""

from __future__ import annotations

import pytest

from rasoat.scoring import (
    Class,
    Refused,
    Scored,
    ScreenOutcome,
    answers_hash,
    as_text,
    explain,
    quick_screen,
    score,
)
from tests.scoring.households import POOR, rules

EDGE = {**POOR, "tv": "1", "motorbike": "1", "fridge": "1", "pensions": "1", "garden_m2": "300"}


def test_explanation_adds_up() -> None:
    """The items sum to B1, the deprived indicators to B2, and each names its source."""
    found = explain(rules(), {**EDGE, "water": "other"})
    assert sum(line.points for line in found.items) == found.b1
    assert sum(line.points for line in found.deprivations) == found.b2
    assert [line.number for line in found.deprivations if line.deprived] == [7]
    assert all(line.ref and line.provenance for line in found.items)
    assert len(found.items) == 29


def test_threshold_names_its_article() -> None:
    """The row of the class table that decided is shown with document and article."""
    found = explain(rules(), POOR)
    assert (found.cls, found.threshold, found.threshold_ref) == (
        Class.poor_income,
        "B1 ≤ 120",
        "TT14, Điều 1 khoản 5",
    )


def test_distance_to_the_next_class() -> None:
    """How many points of B1 lie between the household and its neighbours."""
    found = explain(rules(), POOR)
    assert found.b1 is not None
    assert [(each.points, each.cls) for each in found.distances] == [(121 - found.b1, Class.near_poor)]


def test_each_change_named_does_change_the_class() -> None:
    """What is said to change the class does, and gives the class it says."""
    found = explain(rules(), EDGE)
    assert {change.column for change in found.changes} >= {"car", "nonfarm_job"}
    for change in found.changes:
        assert change.cls is not found.cls
    car = next(change for change in found.changes if change.column == "car")
    again = score(rules(), {**EDGE, "car": "1"})
    assert isinstance(again, Scored)
    assert (again.b1, again.b2, again.cls) == (car.b1, car.b2, car.cls)


def test_changes_are_found_when_derived_ticks_are_given() -> None:
    """An indicator that follows from an answer follows it in the trial as well."""
    near = {**EDGE, "nonfarm_job": "other", "d_telecom": "1", "d_information": "1", "d_water": "0"}
    columns = {change.column for change in explain(rules(), near).changes}
    assert "water" in columns


def test_waived_item_says_so() -> None:
    """A household of children and old people gets no points for its size, and is told (the size rule)."""
    found = explain(rules(), {**POOR, "all_dependent": "1"})
    size = found.items[0]
    assert (size.points, size.waived) == (0, True)
    assert "không tính điểm" in as_text(found)


@pytest.mark.parametrize(("language", "area"), [("vi", "48,5 m² / 4"), ("en", "48.5 m² / 4")])
def test_text_follows_the_language(language: str, area: str) -> None:
    """Numbers, labels and the practice notice are those of the language."""
    text = as_text(explain(rules(), {**POOR, "floor_area_m2": "48.5"}, language))
    assert area in text
    assert Class.poor_income.label(language) in text
    assert ("THỰC HÀNH" in text) == (language == "vi")


def test_refused_household_is_told_every_reason() -> None:
    """Without a class the explanation lists what to mend."""
    found = explain(rules(), {**POOR, "tv": "", "wall": "gold"})
    assert (found.cls, found.b1) == (None, None)
    assert [str(reason) for reason in found.reasons] == ["S002:wall", "S001:tv"]
    assert "S002" in as_text(found)
    assert "gold" in as_text(found)


def test_answers_hash_is_canonical() -> None:
    """Order, blanks and number or text do not change the hash; an answer does."""
    numbers = {name: int(text) if text.isdigit() else text for name, text in reversed(POOR.items())}
    assert answers_hash(numbers) == answers_hash({**POOR, "note": None, "tv": " 0 "})
    assert answers_hash({**POOR, "tv": "1"}) != answers_hash(POOR)


@pytest.mark.parametrize(
    ("signs", "outcome"),
    [
        (0, ScreenOutcome.review),
        (2, ScreenOutcome.review),
        (3, ScreenOutcome.leave_out),
        (8, ScreenOutcome.leave_out),
    ],
)
def test_quick_screen_counts_signs(signs: int, outcome: ScreenOutcome) -> None:
    """Phiếu A: three signs or more, and the household is not put on the list."""
    questions = rules().form("A").questions
    found = quick_screen(rules(), {q.id: int(n < signs) for n, q in enumerate(questions)})
    assert not isinstance(found, Refused)
    assert (found.count, found.outcome) == (signs, outcome)


def test_quick_screen_without_an_answer_has_no_outcome() -> None:
    """A blank sign is not a no."""
    found = quick_screen(rules(), {"a_vehicle": 1})
    assert isinstance(found, Refused)
    assert len(found.reasons) == len(rules().form("A").questions) - 1
