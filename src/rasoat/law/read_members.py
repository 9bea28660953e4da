"""Reading members.yaml: what is asked about each person, groups of people, and the answers that count them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rasoat.law.cells import NOT_FOUND, Calendar, Dated, at, read_cell, read_dated
from rasoat.law.model import AnyOf, MemberFact, MemberQuestion
from rasoat.law.read_tests import TestReader

if TYPE_CHECKING:
    from rasoat.law.nodes import Map

EVERYONE = "everyone"


@dataclass(frozen=True)
class Members:
    """What is asked about people and what counts them, over time."""

    questions: tuple[MemberQuestion, ...]
    groups: dict[str, Dated[AnyOf]]
    facts: tuple[tuple[MemberFact, str], ...]

    @property
    def columns(self) -> frozenset[str]:
        """The answers that count members."""
        return frozenset(fact.column for fact, _ in self.facts)

    def facts_on(self, day: dt.date) -> tuple[MemberFact, ...]:
        """Return the facts with the tests in force on ``day``."""
        return tuple(
            fact if group == EVERYONE else replace(fact, tests=at(self.groups[group], day).value)
            for fact, group in self.facts
        )

    def dated(self) -> Iterator[Dated[Any]]:
        """Yield every dated cell."""
        yield from ((question.cell,) for question in self.questions)
        yield from self.groups.values()
        yield from ((fact.cell,) for fact, _ in self.facts)


def read_members(root: Map, calendar: Calendar) -> tuple[Members, TestReader]:
    """Return what members.yaml holds, and the reader of tests that knows its questions and groups."""
    if root.has("questions" + NOT_FOUND):
        return Members((), {}, ()), TestReader(())
    questions = _questions(root, calendar)
    tests = TestReader(questions)
    groups: dict[str, Dated[AnyOf]] = {}
    for entry in root.maps("groups"):
        key = entry.text("key")
        if key in groups:
            raise entry.error("L006", "key", key=key)
        groups[key] = read_dated(
            entry.maps("values"), f"members.group.{key}", calendar, lambda each: tests.any_of(each, "any")
        )
        tests.name(key, groups[key][-1].value)
    return Members(questions, groups, _facts(root, groups, calendar)), tests


def _questions(root: Map, calendar: Calendar) -> tuple[MemberQuestion, ...]:
    questions: dict[str, MemberQuestion] = {}
    for entry in root.maps("questions"):
        key = entry.text("id")
        if key in questions:
            raise entry.error("L006", "id", key=key)
        said = tuple((entry.text(f"{word}_vi"), entry.text(f"{word}_en")) for word in ("no", "yes"))
        questions[key] = MemberQuestion(
            key,
            entry.text("label_vi"),
            entry.text("label_en"),
            (said[0], said[1]),
            read_cell(entry, f"members.question.{key}", calendar, lambda _entry: None),
        )
    return tuple(questions.values())


def _facts(
    root: Map, groups: dict[str, Dated[AnyOf]], calendar: Calendar
) -> tuple[tuple[MemberFact, str], ...]:
    facts = []
    for entry in root.maps("facts"):
        column, how = entry.text("column"), "count" if entry.has("count") else "all"
        group = entry.text(how)
        if group != EVERYONE and group not in groups:
            raise entry.error("L020", how, name=group, where_from="members.yaml")
        cell = read_cell(entry, f"members.{column}", calendar, lambda _entry: None)
        facts.append((MemberFact(column, how == "count", None, cell), group))
    return tuple(facts)
