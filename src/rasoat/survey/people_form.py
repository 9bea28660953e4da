"""The member table on the page: one row a person, and of each only what a rule asks for at his age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from rasoat import scoring
from rasoat.audit.desk import language
from rasoat.law import MemberQuestion, Rules
from rasoat.roster.models import Member, Precision
from rasoat.rounds.standards import member_questions, standards
from rasoat.scoring.members import may_be_asked, person, years
from rasoat.survey.models import Listing
from rasoat.survey.people import Answers, Table, birth_text, follow, member_table, present


class Asked(NamedTuple):
    """One question about one person, with what was answered and whether the answer is lacking."""

    name: str
    label: str
    value: str
    missing: bool


class Row(NamedTuple):
    """One person of the table; ``kept`` are answers an earlier form holds though they are not asked at his age."""

    member: Member
    age: int
    partial: bool
    asked: list[Asked]
    kept: list[tuple[str, str]]


class PeopleForm:
    """The member table as typed; left wholly blank it asks for nothing, and the form's ticks count alone.

    ``data`` is what was sent; until then ``shown`` holds the answers by the name of their field.
    """

    def __init__(self, listing: Listing, data: Any = None, shown: Mapping[str, str] | None = None) -> None:
        self.listing, self._data = listing, data if data is not None else shown
        self._sent = data is not None
        self.standards: tuple[Rules, ...] = standards(listing.village.round)
        self._questions = member_questions(listing.village.round)
        self.people = present(listing)

    @cached_property
    def given(self) -> list[dict[str, Any]]:
        """The answers about each person, as typed."""
        return [
            {"member": member.pk, **{q.id: self._value(member, q) for q in self._questions}}
            for member in self.people
        ]

    @cached_property
    def table(self) -> Table:
        """The table as it would be kept; empty when nothing is answered."""
        return member_table(self.listing, self.given)

    def _value(self, member: Member, question: MemberQuestion) -> int | None:
        typed = str((self._data or {}).get(f"m-{member.pk}-{question.id}", ""))
        return int(typed) if typed in ("0", "1") else None

    def follow(self, answers: Answers) -> tuple[dict[str, Any], list[scoring.Reason]]:
        """Return the answers with what follows from the table, and the reasons against it."""
        return follow(self.standards, answers, self.table)

    @cached_property
    def rows(self) -> list[Row]:
        """The people, each with what is asked of him."""
        return [self._row(member, answers) for member, answers in zip(self.people, self.given, strict=True)]

    def _row(self, member: Member, answers: Mapping[str, Any]) -> Row:
        on = self.standards[0].on
        about = {**answers, "birth_date": birth_text(member, self.standards[0].on)}
        wanted = set().union(*(may_be_asked(rules, about) for rules in self.standards))
        lacking = self._lacking(about) if self.table and self._sent else set()
        asked = [
            Asked(f"m-{member.pk}-{q.id}", q.label(language()), _text(answers[q.id]), q.id in lacking)
            for q in self._questions
            if q.id in wanted
        ]
        kept = [
            (f"m-{member.pk}-{q.id}", _text(answers[q.id]))
            for q in self._questions
            if q.id not in wanted and answers[q.id] is not None
        ]
        age = years(min(member.birth_date, on), on)
        return Row(member, age, member.birth_precision != Precision.DAY, asked, kept)

    def _lacking(self, about: Mapping[str, Any]) -> set[str]:
        found = set()
        for rules in self.standards:
            each = person(rules, about, rules.on)
            for tests in rules.member_tests:
                each.passes(tests)
            found |= {reason.column.removeprefix("members.") for reason in each.reasons}
        return found

    @property
    def errors(self) -> list[str]:
        """What is lacking, person by person."""
        return [
            f"S001: {row.member.full_name} – {asked.label}"
            for row in self.rows
            for asked in row.asked
            if asked.missing
        ]

    def told(self) -> Iterator[str]:
        """Yield who makes which indicator deprived, and by what: «Nguyễn Văn A, 8 tuổi, không đi học»."""
        said = set()
        for rules in self.standards if self.table else ():
            labels = {each.key: each.label(language()) for each in rules.indicators}
            for finding in scoring.judge(rules, self.table, rules.on).findings:
                name = self.people[finding.index].full_name
                who = _("%(name)s, %(age)s tuổi") % {"name": name, "age": finding.age}
                line = ", ".join(filter(None, [who, finding.said(language())]))
                said.add(f"{labels[finding.indicator]}: {line}")
        yield from sorted(said)


def _text(answer: int | None) -> str:
    return "" if answer is None else str(answer)
