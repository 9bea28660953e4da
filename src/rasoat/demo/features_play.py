"""Phiếu C in the practice season: what the reviewers find out about a few recognised households."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from rasoat.accounts.models import User
from rasoat.demo.households import Home
from rasoat.law import Question
from rasoat.recognition.features import RecordFeatures, form_of
from rasoat.recognition.models import Recognition
from rasoat.rounds.models import CommuneRound, Round
from rasoat.survey.filling import SEVERAL

AT_MOST = 2
"""How many households of a village are asked by the time the certificates go out."""
ASKED = ("housing_grade", "social_protection", "merit", "unable_to_work", "causes")
IN_WORDS = ("other", "unwilling", "social_evils")
"""Causes that want words of their own, or that nobody writes of an invented household."""


def fill_some(
    reviewer: User, commune: CommuneRound, rows: Sequence[Recognition], homes: Mapping[Any, Home], rng: Random
) -> None:
    """Hand in Phiếu C of the first of ``rows``, households of one village; ``homes`` are its invented homes."""
    day = commune.round.practice_day
    assert day is not None
    for recognition in rows[: rng.randint(0, AT_MOST)]:
        recognition.round = commune.round
        RecordFeatures(
            actor=reviewer,
            commune=commune,
            recognition=recognition,
            answers=_answers(commune.round, rng),
            visited_on=day,
            respondent=homes[recognition.household_id].head.full_name,
        ).run()


def _answers(round_: Round, rng: Random) -> dict[str, str]:
    paper = form_of(round_)
    asked = {question.id: question for question in paper.questions} if paper else {}
    return {name: _drawn(asked[name], rng) for name in ASKED if name in asked}


def _drawn(question: Question, rng: Random) -> str:
    if question.type == "yes_no":
        return "1" if rng.random() < 0.15 else "0"
    keys = [choice.key for choice in question.choices if choice.key not in IN_WORDS]
    if question.type == "choices":
        return SEVERAL.join(sorted(rng.sample(keys, rng.randint(1, min(3, len(keys)))), key=keys.index))
    return rng.choice(keys)
