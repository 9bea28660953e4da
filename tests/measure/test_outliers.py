"""Reviewers whose forms are unlike their neighbours'."""

from __future__ import annotations

from random import Random

from rasoat.measure import outliers


def forms(reviewer: str, count: int, poor: int) -> list[tuple[str, set[str]]]:
    """``count`` forms of which the first ``poor`` are poor."""
    return [(reviewer, {"poor"} if number < poor else set()) for number in range(count)]


def test_a_reviewer_who_finds_nearly_everybody_poor_stands_out() -> None:
    """Of forty forms thirty-eight poor, where the neighbours find one in four: he is named with both shares."""
    found = outliers([*forms("a", 40, 38), *forms("b", 60, 15), *forms("c", 60, 14)])
    assert set(found) == {"a"}
    assert (found["a"].mark, round(found["a"].share, 2), round(found["a"].others, 2)) == ("poor", 0.95, 0.24)


def test_few_forms_say_nothing() -> None:
    """Nine forms, all poor, are too few; so are nine neighbours."""
    assert outliers([*forms("a", 9, 9), *forms("b", 200, 20)]) == {}
    assert outliers([*forms("a", 40, 40), *forms("b", 9, 0)]) == {}
    assert outliers([]) == {}


def test_chance_alone_hardly_ever_raises_the_alarm() -> None:
    """A hundred communes in which ten reviewers see the same people: about one alarm is to be expected, five are too many."""
    rng, alarms = Random(1), 0
    for _ in range(100):
        rows = [
            (f"r{reviewer}", {mark for mark in ("a", "b", "c") if rng.random() < 0.4})
            for reviewer in range(10)
            for _ in range(30)
        ]
        alarms += bool(outliers(rows))
    assert alarms <= 5
