"""What one different answer would give: every other answer of the household, and of each of its members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rasoat.law import Indicator, Item, Option, Part, Question, Rules
from rasoat.law.model import CM2_PER_M2, Kind
from rasoat.scoring.answers import Value
from rasoat.scoring.members import Person, judge_people
from rasoat.scoring.results import ItemPoints, Reason, Scored
from rasoat.scoring.row import Reading, rescore, sign
from rasoat.scoring.wording import who

_WORDS = {
    "vi": {
        "deprived": "thiếu hụt",
        "not_deprived": "không thiếu hụt",
        "yes": "có",
        "no": "không",
        "at_least": "từ {n} m²/người trở lên",
        "below": "dưới {n} m²/người",
    },
    "en": {
        "deprived": "deprived",
        "not_deprived": "not deprived",
        "yes": "yes",
        "no": "no",
        "at_least": "{n} m² a person or more",
        "below": "less than {n} m² a person",
    },
}


@dataclass(frozen=True)
class Trial:
    """One different answer and what it gives; ``member`` is the place of the member whose answer it is."""

    column: str
    label: str
    option: str
    member: int | None
    scored: Scored


@dataclass(frozen=True)
class Case:
    """A scored household: its answers as read, its people (none where only the form is known) and their names."""

    rules: Rules
    reading: Reading
    result: Scored
    people: Sequence[Person]
    names: Sequence[str]
    language: str

    def trials(self) -> Iterator[Trial]:
        """Yield every single answer that could be different, in the order of Phiếu B, then by member."""
        for question in self.rules.questions:
            if question.id not in self._following:
                for option, value in self._others(question):
                    scored = rescore(self.rules, self.reading, self.result, {question.id: value})
                    if scored is not None:
                        yield Trial(question.id, self._label(question), option, None, scored)
        for index, each in enumerate(self.people):
            yield from self._of_member(index, each)

    @cached_property
    def _following(self) -> set[str]:
        """The answers that follow from others and are not given by anybody."""
        derived = {indicator.column for indicator in self.rules.derived_indicators}
        return derived.union(self.rules.member_columns) if self.people else derived

    def _label(self, question: Question) -> str:
        points, indicator = self._items.get(question.id), self._indicators.get(question.id)
        return (points.item if points else indicator or question).label(self.language)

    def _others(self, question: Question) -> Iterator[tuple[str, Value]]:
        """Yield the other answers to one question, in words and as value."""
        points = self._items.get(question.id)
        if points is not None:
            for option in points.item.options:
                if option is not points.option:
                    yield (
                        option.label(self.language),
                        _nearest(points.item, points.option, option, self.reading),
                    )
            return
        now = self.reading.values[question.id]
        if question.id in self._indicators:
            yield self._word("deprived" if now == 0 else "not_deprived"), 1 - int(now)
        elif question.type == "yes_no":
            yield self._word("yes" if now == 0 else "no"), 1 - int(now)
        for choice in question.choices:
            if choice.key != now:
                yield choice.label(self.language), choice.key
        yield from self._across_limits(question)

    def _across_limits(self, question: Question) -> Iterator[tuple[str, Value]]:
        """Yield the area nearest to the present one on the other side of each limit that an indicator sets."""
        for part in self._limits.get(question.id, ()):
            limit = part.below * CM2_PER_M2 * self.reading.number(part.per)
            under = bool(sign(self.reading, part))
            words = _WORDS[self.language]["at_least" if under else "below"]
            yield words.format(n=part.below), limit if under else limit - 1

    def _word(self, key: str) -> str:
        return _WORDS[self.language][key]

    @cached_property
    def _items(self) -> Mapping[str, ItemPoints]:
        return {each.item.column: each for each in self.result.points}

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        return {each.column: each for each in self.rules.indicators}

    @cached_property
    def _limits(self) -> Mapping[str, list[Part]]:
        limits: dict[str, list[Part]] = {}
        for indicator in self.rules.derived_indicators:
            for part in indicator.derived.parts if indicator.derived else ():
                if part.per:
                    limits.setdefault(part.question, []).append(part)
        return limits

    def _of_member(self, index: int, now: Person) -> Iterator[Trial]:
        name = who(self.names, index, self.language)
        for question in self.rules.member_questions:
            answer = now.answers[question.id]
            if isinstance(answer, int):
                scored = self._with_person(index, {**now.answers, question.id: 1 - answer})
                if scored is not None:
                    said = question.said[1 - answer][self.language == "en"]
                    yield Trial(f"members.{question.id}", name, said, index, scored)

    def _with_person(self, index: int, answers: Mapping[str, int | Reason | None]) -> Scored | None:
        """Return the score with one member's answers; None when the change asks for an answer nobody gave."""
        other = replace(self.people[index], answers=answers, reasons=[])
        judged = judge_people(self.rules, [*self.people[:index], other, *self.people[index + 1 :]])
        if judged.reasons:
            return None
        changed = {c: fact for c, fact in judged.facts.items() if self.reading.values.get(c) != fact}
        return rescore(self.rules, self.reading, self.result, changed) if changed else self.result


def _nearest(item: Item, now: Option, option: Option, reading: Reading) -> Value:
    """Return the answer under ``option`` that lies nearest to the present one."""
    if item.kind is Kind.choice:
        return option.key
    if item.kind is Kind.yes_no:
        return int(option.key == "yes")
    unit = CM2_PER_M2 * reading.number(item.per or "") if item.kind is Kind.per_person else 1
    higher = (option.low or 0) > (now.low or 0)
    return (option.low or 0) * unit if higher or option.below is None else option.below * unit - 1
