"""Checks of answers before they are handed in: what inspections find wrong, by the conditions of the pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rasoat.law import Check, Condition, Rules
from rasoat.law.model import CM2_PER_M2
from rasoat.scoring.answers import Answers
from rasoat.scoring.members import Member, Person, person
from rasoat.scoring.results import Scored
from rasoat.scoring.row import Reading, read, score


@dataclass(frozen=True)
class Finding:
    """A check that speaks: a warning wants a reason, an error refuses the form."""

    check: Check

    @property
    def refuses(self) -> bool:
        """Whether no reason can make it good."""
        return self.check.level == "error"

    def sentence(self, language: str = "vi") -> str:
        """Return what to look at again."""
        return self.check.label(language)


@dataclass(frozen=True)
class Earlier:
    """The last review of the household: its B1, and whether an event since then explains a jump."""

    b1: int
    event_since: bool = False


@dataclass
class _Case:
    reading: Reading
    people: Sequence[Person]
    b1: int | None
    earlier: Earlier | None


def findings(
    rules: Rules, answers: Answers, members: Sequence[Member] = (), earlier: Earlier | None = None
) -> tuple[Finding, ...]:
    """Return the checks of the pack that speak, in its order; answers that are missing or impossible raise none.

    ``members`` as for ``members.judge``; ages are those on ``rules.on``.
    """
    if not rules.checks:
        return ()
    result = score(rules, answers)
    case = _Case(
        read(rules, answers),
        [person(rules, member, rules.on) for member in members],
        result.b1 if isinstance(result, Scored) else None,
        earlier,
    )
    return tuple(
        Finding(check)
        for check in rules.checks
        if all(_MEASURES[condition.kind](case, condition) for condition in check.conditions)
    )


def _within(number: int | None, condition: Condition) -> bool:
    if number is None:
        return False
    return (condition.least is None or number >= condition.least) and (
        condition.most is None or number <= condition.most
    )


def _number(case: _Case, column: str) -> int | None:
    value = case.reading.values.get(column)
    return value if isinstance(value, int) else None


def _answer(case: _Case, condition: Condition) -> bool:
    return _within(_number(case, condition.columns[0]), condition)


def _sum(case: _Case, condition: Condition) -> bool:
    numbers = [_number(case, column) for column in condition.columns]
    return None not in numbers and _within(sum(number or 0 for number in numbers), condition)


def _per(case: _Case, condition: Condition) -> bool:
    """Compare an area in cm² with whole m² a head, without division."""
    area, heads = (_number(case, column) for column in condition.columns)
    if area is None or not heads:
        return False
    unit = CM2_PER_M2 * heads
    least, most = condition.least, condition.most
    return (least is None or area >= least * unit) and (most is None or area <= most * unit)


def _option(case: _Case, condition: Condition) -> bool:
    return case.reading.values.get(condition.columns[0]) in condition.options


def _member(case: _Case, condition: Condition) -> bool:
    return any(each.passes(condition.tests) for each in case.people)


def _jump(case: _Case, condition: Condition) -> bool:
    if case.earlier is None or case.earlier.event_since or case.b1 is None:
        return False
    change = case.b1 - case.earlier.b1
    way = condition.columns[0]
    return _within({"rise": change, "fall": -change}.get(way, abs(change)), condition)


_MEASURES: Mapping[str, Callable[[_Case, Condition], bool]] = {
    "answer": _answer,
    "sum": _sum,
    "per": _per,
    "option": _option,
    "member": _member,
    "jump": _jump,
}
