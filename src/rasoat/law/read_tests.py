"""Reading what follows from people and from answers: the tests of members.yaml and b2-indicators.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rasoat.law.model import (
    AnyOf,
    Clause,
    FromAnswers,
    FromMembers,
    How,
    MemberQuestion,
    Part,
    Question,
    Ticked,
)

if TYPE_CHECKING:
    from rasoat.law.nodes import Map

AGES = ("age_from", "age_below", "age_above", "born_from")
ANSWER = "answer"


class TestReader:
    """Reads tests of members and parts of answers; every question they name must be asked."""

    __test__ = False

    def __init__(self, questions: Sequence[MemberQuestion]) -> None:
        self._questions = {question.id for question in questions}
        self._groups: dict[str, AnyOf] = {}
        self.parts: list[tuple[Map, Part]] = []

    def name(self, key: str, tests: AnyOf) -> None:
        """Remember a group of people that tests may name."""
        self._groups[key] = tests

    def how(self, entry: Map) -> How:
        """Return how an indicator is known: ticked, from answers or from members."""
        if entry.has("some"):
            return FromMembers(self.any_of(entry, "some"))
        if entry.has("share_above"):
            name = entry.text("of")
            if name not in self._groups:
                raise entry.error("L020", "of", name=name, where_from="members.yaml")
            return FromMembers(self._groups[name], entry.whole("share_above"))
        if entry.has("answers"):
            parts = tuple(self._part(each) for each in entry.maps("answers"))
            at_least = entry.maybe_whole("at_least") or 1
            if at_least > len(parts):
                raise entry.error("L005", "at_least", key="at_least", expected=f"≤ {len(parts)}")
            return FromAnswers(at_least, parts)
        return Ticked()

    def _part(self, entry: Map) -> Part:
        if entry.has("options"):
            part = Part(entry.text("question"), tuple(entry.texts("options")))
        else:
            part = Part(entry.text("question"), per=entry.text("per"), below=entry.whole("below"))
        self.parts.append((entry, part))
        return part

    def check_parts(self, questions: Sequence[Question]) -> None:
        """Raise L020 for a sign in answers that Phiếu B does not ask for."""
        asked = {question.id: question for question in questions}
        for entry, part in self.parts:
            for name in filter(None, (part.question, part.per)):
                if name not in asked:
                    raise entry.error("L020", "question", name=name, where_from="forms.yaml")
            known = [choice.key for choice in asked[part.question].choices]
            for option in part.options:
                if option not in known:
                    raise entry.error("L020", "options", name=option, where_from=part.question)

    def any_of(self, entry: Map, key: str) -> AnyOf:
        """Return the tests at ``key``, of which one must hold."""
        return tuple(self.test(each) for each in entry.maps(key))

    def test(self, entry: Map) -> tuple[Clause, ...]:
        """Return the conditions of one map, in the order they are written."""
        return tuple(self._clause(entry, name) for name in entry.names())

    def _clause(self, entry: Map, name: str) -> Clause:
        if name in AGES:
            return Clause(name, entry.whole(name))
        if name not in self._questions:
            raise entry.error("L020", name, name=name, where_from="members.yaml")
        answer = entry.whole(name)
        if answer not in (0, 1):
            raise entry.error("L005", name, key=name, expected="0 | 1")
        return Clause(ANSWER, answer, name)
