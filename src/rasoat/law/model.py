"""What a pack is made of: plain values, no rules about how they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rasoat.law.cells import Cell, Dated
from rasoat.law.classes import Class

CM2_PER_M2 = 10_000


class Labelled:
    """Anything with a Vietnamese and an English label."""

    label_vi: str
    label_en: str

    def label(self, language: str = "vi") -> str:
        """Return the label in ``language`` (``vi`` or ``en``)."""
        return self.label_vi if language == "vi" else self.label_en


@dataclass(frozen=True)
class Area(Labelled):
    """A column of the point tables: a rural region (NT1…NT6) or urban (TT)."""

    key: str
    area_type: str
    label_vi: str
    label_en: str
    cell: Cell[None]


class Kind(StrEnum):
    """How an item reads its answer."""

    choice = "choice"
    bands = "bands"
    yes_no = "yes_no"
    per_person = "per_person"


@dataclass(frozen=True)
class Option(Labelled):
    """One option of an item; a band holds ``low`` and goes up to, not including, ``below``."""

    key: str
    label_vi: str
    label_en: str
    low: int | None = None
    below: int | None = None


@dataclass(frozen=True)
class Item(Labelled):
    """One row group of Phiếu B1."""

    key: str
    column: str
    kind: Kind
    label_vi: str
    label_en: str
    question_vi: str
    question_en: str
    options: tuple[Option, ...]
    unit: str | None
    per: str | None
    at_most: str | None
    from_members: bool
    waiver: Cell[str] | None
    cell: Cell[None]

    @property
    def least(self) -> int:
        """The smallest answer that is possible."""
        return self.options[0].low or 0

    def option(self, key: str) -> Option | None:
        """Return the option called ``key``."""
        return next((option for option in self.options if option.key == key), None)

    def band(self, amount: int, size: int = 1) -> Option:
        """Return the band that holds ``amount / size``, compared without division."""
        return next(o for o in self.options if o.below is None or amount < o.below * size)


class Clause(NamedTuple):
    """One condition on a person: ``what`` is an age, the year of birth, or the answer to ``question``."""

    what: str
    value: int
    question: str = ""


MemberTest = tuple[Clause, ...]
"""Conditions on one person that must all hold; they are asked from left to right, no further than needed."""
AnyOf = tuple[MemberTest, ...]
"""Tests of which one must hold."""


class Part(NamedTuple):
    """One sign in the answers of the household: one of ``options``, or less than ``below`` a head of ``per``."""

    question: str
    options: tuple[str, ...] = ()
    per: str = ""
    below: int = 0


@dataclass(frozen=True)
class Ticked:
    """The indicator is ticked on the form."""


@dataclass(frozen=True)
class FromAnswers:
    """The indicator follows from answers: at least so many of the parts."""

    at_least: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class FromMembers:
    """The indicator follows from the members: some member passes, or more than ``percent`` of all do."""

    tests: AnyOf
    percent: int | None = None


How = Ticked | FromAnswers | FromMembers


_NOT_FOUND = {"vi": "chưa tìm thấy quy định", "en": "the rule was not found"}


class RuleText(NamedTuple):
    """When an indicator counts as deprived, in words."""

    vi: str
    en: str


@dataclass(frozen=True)
class Indicator(Labelled):
    """One of the indicators of Phiếu B2 on one date."""

    number: int
    key: str
    dimension_vi: str
    dimension_en: str
    label_vi: str
    label_en: str
    cell: Cell[None]
    points: Cell[int]
    rule: Cell[RuleText | None]
    how: Cell[How]

    @property
    def column(self) -> str:
        """The column of the answers file."""
        return self.key

    @property
    def derived(self) -> FromAnswers | None:
        """How it follows from the answers of the household; None when it does not."""
        return self.how.value if isinstance(self.how.value, FromAnswers) else None

    @property
    def of_members(self) -> FromMembers | None:
        """How it follows from the members; None when it does not."""
        return self.how.value if isinstance(self.how.value, FromMembers) else None

    def dimension(self, language: str = "vi") -> str:
        """Return the dimension in ``language``."""
        return self.dimension_vi if language == "vi" else self.dimension_en

    def rule_text(self, language: str = "vi") -> str:
        """Return the deprivation rule in ``language``."""
        if self.rule.value is None:
            return _NOT_FOUND[language]
        return self.rule.value.vi if language == "vi" else self.rule.value.en


class Bounds(NamedTuple):
    """``b1_above`` < B1 ≤ ``b1_to`` and ``b2_from`` ≤ B2 < ``b2_below``; None is no bound."""

    b1_above: int | None
    b1_to: int | None
    b2_from: int | None
    b2_below: int | None

    def hold(self, b1: int, b2: int) -> bool:
        """Tell whether a household with these two scores falls under the rule."""
        return (
            (self.b1_above is None or b1 > self.b1_above)
            and (self.b1_to is None or b1 <= self.b1_to)
            and (self.b2_from is None or b2 >= self.b2_from)
            and (self.b2_below is None or b2 < self.b2_below)
        )


@dataclass(frozen=True)
class ClassRule:
    """One row of the class table."""

    cls: Class
    area_type: str
    cell: Cell[Bounds]

    @property
    def bounds(self) -> Bounds:
        """The bounds of B1 and B2; only of a rule whose cell is known."""
        return self.cell.value


@dataclass(frozen=True)
class IncomeLine:
    """An income line in đồng a person a month."""

    line: str
    area_type: str
    cell: Cell[int]

    @property
    def amount(self) -> int:
        """Đồng a person a month, an upper bound that itself still belongs to the class."""
        return self.cell.value


@dataclass(frozen=True)
class Choice(Labelled):
    """One entry of a code list, or one option of a question."""

    key: str
    label_vi: str
    label_en: str


@dataclass(frozen=True)
class CodeList(Labelled):
    """A code list of the forms."""

    key: str
    label_vi: str
    label_en: str
    choices: tuple[Choice, ...]
    cell: Cell[None]


class Relevant(NamedTuple):
    """A question is asked only when another one (or the area type) has this answer."""

    question: str
    answer: str


@dataclass(frozen=True)
class Question(Labelled):
    """One question: ``type`` is text, date, birth_date, integer, decimal, choice, choices or yes_no (1 / 0).

    The answer to a ``sealed`` one (an identity number) is stored encrypted and shown masked.
    """

    id: str
    type: str
    label_vi: str
    label_en: str
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    at_most: str | None = None
    required: bool = False
    relevant: Relevant | None = None
    feeds: str | None = None
    unit: str | None = None
    from_members: bool = False
    sealed: bool = False
    since: dt.date | None = None
    until: dt.date | None = None

    def asked_on(self, day: dt.date) -> bool:
        """Tell whether the form of ``day`` has the question."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Form:
    """A form with its questions in the order of the paper; ``members`` are the columns of its table of people."""

    key: str
    title_vi: str
    title_en: str
    questions: tuple[Question, ...]
    cell: Cell[None]
    members: tuple[Question, ...] = ()

    def title(self, language: str = "vi") -> str:
        """Return the title in ``language``."""
        return self.title_vi if language == "vi" else self.title_en

    def question(self, question_id: str) -> Question:
        """Return a question; raise ``KeyError`` when the form has none of that id."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


@dataclass(frozen=True)
class Step(Labelled):
    """One step of the review and who carries it out."""

    key: str
    actor: str
    label_vi: str
    label_en: str
    cell: Cell[None]


class MonthDay(NamedTuple):
    """A day of every year."""

    month: int
    day: int

    def of(self, year: int) -> dt.date:
        """Return the day in ``year``."""
        return dt.date(year, self.month, self.day)


@dataclass(frozen=True)
class Version(Labelled):
    """A text of the law that holds from ``since`` on; ``bases`` are the documents a decision under it names."""

    since: dt.date
    label_vi: str
    label_en: str
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Parameters:
    """The numbers of the process, as process.yaml must hold them.

    None means that no source gives the value, and nothing may guess it (``Rules.given`` refuses it); or, where the
    cell is known, that the regime has no such rule (``value: none``).
    """

    posting_days: int | None
    posting_in_working_days: bool | None
    request_days: int | None
    request_working_days: int | None
    request_needs_village_head: bool | None
    temporary_residence_months: int | None
    minutes_copies: int | None
    meeting_vote_percent: int | None
    meeting_repeats_below_vote: bool | None
    complaint_days: int | None
    appraisal_days: int | None
    review_opens: MonthDay | None
    review_closes: MonthDay | None
    monthly_review_day: int | None
    monthly_report_first: MonthDay | None
    monthly_report_last: MonthDay | None
    preliminary_report_before: MonthDay | None
    official_report_before: MonthDay | None
    relapse_years: int | None
    certificate_first_year: int | None
    certificate_last_year: int | None
    quick_screen_excludes_from: int | None
    age_reference: str | None
    partial_birth_date: str


@dataclass(frozen=True)
class MemberQuestion(Labelled):
    """One yes/no question about a person, and what its two answers say of him (``said[answer]``: vi, en)."""

    id: str
    label_vi: str
    label_en: str
    said: tuple[tuple[str, str], tuple[str, str]]
    cell: Cell[None]


@dataclass(frozen=True)
class MemberFact:
    """An answer that counts members: how many pass (``counts``), or whether all do; no test means everybody."""

    column: str
    counts: bool
    tests: AnyOf | None
    cell: Cell[None]


@dataclass(frozen=True)
class Condition:
    """One condition of a check; the bounds hold for what ``kind`` measures.

    ``answer``: the number in ``columns[0]``; ``sum``: the sum of ``columns``; ``per``: ``columns[0]`` a head of
    ``columns[1]``; ``option``: ``columns[0]`` is one of ``options``; ``member``: some member passes ``tests``;
    ``jump``: points of B1 gained or lost since the last review, ``rise`` or ``fall`` only that way.
    """

    kind: str
    columns: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    options: tuple[str, ...] = ()
    tests: AnyOf = ()


@dataclass(frozen=True)
class Check(Labelled):
    """A check of the answers: a warning must be given a reason, an error refuses the form."""

    key: str
    level: str
    label_vi: str
    label_en: str
    conditions: tuple[Condition, ...]
    cell: Cell[None]


PointKey = tuple[str, str, str]
"""Item, option, area."""
PointTable = Mapping[PointKey, Dated[int]]
