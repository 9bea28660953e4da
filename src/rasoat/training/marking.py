"""Marking a practised form against the key: each wrong answer with what the story said and what it does to the class."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from rasoat import scoring
from rasoat.law import Question
from rasoat.training.households import Invented, Value, asked_of
from rasoat.training.stories import answer_text, story_of


class Effect(NamedTuple):
    """The household with one answer: what the form gives for it, B1, B2 and the class; no class where it cannot be."""

    option: str
    points: int | None
    b1: int | None
    b2: int | None
    cls: str
    class_label: str
    refusals: tuple[str, ...] = ()


class Mistake(NamedTuple):
    """One wrong answer, explained."""

    question: Question
    said: str
    given: str
    right: str
    with_given: Effect
    with_right: Effect
    rule: str
    ref: str

    @property
    def changes_class(self) -> bool:
        """Whether this one answer gives the household another class."""
        return self.with_given.cls != self.with_right.cls


def wrong_of(home: Invented, given: Mapping[str, Value | None]) -> list[Question]:
    """Return the questions whose answer is not that of the key, in the order of the form."""
    return [
        question
        for question in asked_of(home.rules, home.place)
        if not _same(given.get(question.id), home.answers[question.id])
    ]


def _same(given: Value | None, right: Value) -> bool:
    if given is None:
        return False
    if str(given) == str(right):
        return True
    try:
        return Decimal(str(given).replace(",", ".")) == Decimal(str(right))
    except InvalidOperation:
        return False


def mistakes(home: Invented, given: Mapping[str, Value | None], language: str) -> list[Mistake]:
    """Return every wrong answer with its explanation; points and classes are those that scoring gives."""
    wrong = wrong_of(home, given)
    if not wrong:
        return []
    story, right = story_of(home, language), home.explained(language)
    return [_mistake(home, question, given[question.id], story.said, right, language) for question in wrong]


def _mistake(
    home: Invented,
    question: Question,
    given: Value | None,
    said: Mapping[str, str],
    right: scoring.Explanation,
    language: str,
) -> Mistake:
    changed = home.explained(language, **{question.id: given})
    indicator = next((line for line in right.deprivations if line.key == question.id), None)
    source = indicator or next(
        (line for line in right.items if _item_of(home, line.key) == question.id), None
    )
    return Mistake(
        question=question,
        said=said.get(question.id, ""),
        given=answer_text(question, given, language),
        right=answer_text(question, home.answers[question.id], language),
        with_given=_effect(home, question, changed),
        with_right=_effect(home, question, right),
        rule=indicator.rule if indicator else "",
        ref=source.ref if source else "",
    )


def _item_of(home: Invented, key: str) -> str:
    return home.rules.item(key).column


def _effect(home: Invented, question: Question, found: scoring.Explanation) -> Effect:
    line = next((line for line in found.items if _item_of(home, line.key) == question.id), None)
    lack = next((line for line in found.deprivations if line.key == question.id), None)
    points = line.points if line else lack.points if lack else None
    return Effect(
        option=line.option if line else "",
        points=points,
        b1=found.b1,
        b2=found.b2,
        cls=str(found.cls or ""),
        class_label=found.class_label,
        refusals=found.refusals,
    )
