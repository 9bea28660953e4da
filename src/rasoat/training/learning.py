"""Actions of the one who learns: a page of the course is read, an invented household is filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Max

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.training.course import Topic
from rasoat.training.households import HOUSEHOLDS, Invented, Value, household, place_of
from rasoat.training.marking import wrong_of
from rasoat.training.models import Attempt, Reading


def practice_home(round_: Round, at: Unit, person: int, number: int) -> Invented:
    """Return an invented household of a person; raises ``Refused`` P460 for a number there is none of, P459 without points."""
    if not 1 <= number <= HOUSEHOLDS:
        raise Refused("P460", number=number, last=HOUSEHOLDS)
    return household(round_.rules, place_of(at), person, number)


@dataclass(kw_only=True)
class ReadTopic(Action[Reading]):
    """Say that one has read a page of the course; said again nothing is added."""

    name: ClassVar[str] = "training.read"
    permission: ClassVar[Permission] = Permission.TRAINING_LEARN

    round: Round
    at: Unit
    topic: Topic

    def unit(self) -> Unit:
        """The unit of the reader."""
        return self.at

    def execute(self) -> Reading:
        """Store it once."""
        reading, self._new = Reading.objects.get_or_create(
            round=self.round,
            user=self.actor,
            topic=self.topic.key,
            pack_hash=self.round.pack_hash,
            defaults={"unit": self.at, "read_on": today(self.round)},
        )
        return reading

    def facts(self, result: Reading) -> Mapping[str, Any]:
        """Which page."""
        return {"topic": result.topic}

    def logged(self, result: Reading) -> bool:
        """Only the first time."""
        return self._new


@dataclass(kw_only=True)
class Practise(Action[Attempt]):
    """Hand in the form of an invented household; it is marked at once, and every attempt is kept."""

    name: ClassVar[str] = "training.practise"
    permission: ClassVar[Permission] = Permission.TRAINING_LEARN

    round: Round
    at: Unit
    household: int
    answers: Mapping[str, Value | None]

    def unit(self) -> Unit:
        """The unit of the learner."""
        return self.at

    def check(self) -> None:
        """There is such a household, and every question of it is answered (P462 says how many are not)."""
        self._home = practice_home(self.round, self.at, self.actor.pk, self.household)
        open_ones = [key for key in self._home.answers if self.answers.get(key) in (None, "")]
        if open_ones:
            raise Refused("P462", count=len(open_ones))

    def execute(self) -> Attempt:
        """Mark and store it."""
        kept = {key: self.answers[key] for key in self._home.answers}
        earlier = Attempt.objects.filter(round=self.round, user=self.actor, household=self.household)
        return Attempt.objects.create(
            round=self.round,
            user=self.actor,
            unit=self.at,
            household=self.household,
            number=(earlier.aggregate(last=Max("number"))["last"] or 0) + 1,
            answers=kept,
            wrong=len(wrong_of(self._home, kept)),
            of=len(kept),
            pack_hash=self.round.pack_hash,
            made_on=today(self.round),
        )

    def facts(self, result: Attempt) -> Mapping[str, Any]:
        """Which household, how many mistakes."""
        return {"household": result.household, "number": result.number, "wrong": result.wrong}
