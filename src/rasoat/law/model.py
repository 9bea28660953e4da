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


@dataclass(frozen=True)
class Derived:
    """An indicator that follows from an answer: one of ``options``, or less than ``below`` per person."""

    item: str
    options: tuple[str, ...] = ()
    below: int | None = None


class RuleText(NamedTuple):
    """When an indicator counts as deprived, in words."""

    vi: str
    en: str


@dataclass(frozen=True)
class Indicator(Labelled):
    """One of the ten indicators of Phiếu B2 on one date."""

    number: int
    key: str
    dimension_vi: str
    dimension_en: str
    label_vi: str
    label_en: str
    from_members: bool
    derived: Derived | None
    points: Cell[int]
    rule: Cell[RuleText]

    @property
    def column(self) -> str:
        """The column of the answers file."""
        return self.key

    def dimension(self, language: str = "vi") -> str:
        """Return the dimension in ``language``."""
        return self.dimension_vi if language == "vi" else self.dimension_en

    def rule_text(self, language: str = "vi") -> str:
        """Return the deprivation rule in ``language``."""
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
        """The bounds of B1 and B2."""
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
    """One question: ``type`` is text, date, integer, decimal, choice, choices or yes_no (1 / 0)."""

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
    since: dt.date | None = None
    until: dt.date | None = None

    def asked_on(self, day: dt.date) -> bool:
        """Tell whether the form of ``day`` has the question."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Form:
    """A form with its questions in the order of the paper."""

    key: str
    title_vi: str
    title_en: str
    questions: tuple[Question, ...]
    cell: Cell[None]

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
    """A text of the law that holds from ``since`` on."""

    since: dt.date
    label_vi: str
    label_en: str


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The numbers of the process; None means that no source gives the value, and nothing may guess it.

    Field names and types are what process.yaml must hold; one that may be None may be ``not-found`` there.
    """

    posting_days: int
    request_working_days: int | None
    request_needs_village_head: bool
    temporary_residence_months: int
    minutes_copies: int
    meeting_vote_percent: int | None
    complaint_days: int | None
    appraisal_days: int | None
    review_opens: MonthDay
    review_closes: MonthDay
    preliminary_report_before: MonthDay
    official_report_before: MonthDay
    relapse_years: int | None
    certificate_first_year: int
    certificate_last_year: int
    quick_screen_excludes_from: int
    age_reference: str | None
    partial_birth_date: str
    dependant_child_below: int
    dependant_elder_above: int
    insurance_from_age: int
    adult_from_age: int
    adult_born_from: int
    school_from_age: int
    school_below_age: int


PointKey = tuple[str, str, str]
"""Item, option, area."""
PointTable = Mapping[PointKey, Dated[int]]
