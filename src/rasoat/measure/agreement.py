"""How often two people who ask the same household write the same answer, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rasoat.measure.intervals import Interval, wilson


class Agreement(NamedTuple):
    """Of the households asked twice, how many answered the question alike; ``interval`` is of the agreeing share."""

    question: str
    same: int
    asked: int
    interval: Interval


def agreement(
    pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], questions: Iterable[str], confidence: int
) -> list[Agreement]:
    """Return the agreement on each question that both forms answer, the least reliable first.

    ``pairs`` are the answers of the first and the second form. Numbers and their text are the same answer.
    """
    known = list(pairs)
    found = [_of(question, known, confidence) for question in questions]
    return sorted(
        (each for each in found if each.asked), key=lambda each: (each.interval.share, each.question)
    )


def _of(
    question: str, pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]], confidence: int
) -> Agreement:
    both = [
        (first[question], second[question])
        for first, second in pairs
        if question in first and question in second
    ]
    same = sum(_text(first) == _text(second) for first, second in both)
    return Agreement(
        question, same, len(both), wilson(same / len(both) if both else 0.0, len(both), confidence)
    )


def _text(answer: Any) -> str:
    return "" if answer is None else str(answer)
