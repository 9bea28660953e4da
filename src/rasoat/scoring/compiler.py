"""The tables of a pack as data-frame expressions: nested when/then, read from the same objects as the row path.

Nothing is joined and no row is looked at in Python. Each method follows its twin in ``row.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from rasoat.law import ClassRule, Indicator, Item, Option, Part, Question, Rules
from rasoat.law.model import CM2_PER_M2, Kind
from rasoat.scoring.reading import nothing, read
from rasoat.scoring.words import Expr, Words

MEMBERS_REASONS = "members.reasons"
"""A column the members add: reasons against a score, or nothing."""


class Compiler:
    """Writes the expressions of one set of rules for answers whose columns have the types of ``schema``.

    A value is null where the answer is not plainly possible, and what is computed from null is null.
    """

    def __init__(self, rules: Rules, words: Words, schema: Mapping[str, Any]) -> None:
        self.rules, self.words, self.schema = rules, words, schema
        self.col, self.lit, self.when = words.col, words.lit, words.when
        self.given = [i for i in rules.derived_indicators if i.column in schema]
        self.with_members = MEMBERS_REASONS in schema

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the answers that are read."""
        given = (indicator.column for indicator in self.given)
        return (
            *self.rules.answer_columns,
            *given,
            *([MEMBERS_REASONS] if self.with_members else []),
        )

    @cached_property
    def text_columns(self) -> frozenset[str]:
        """The columns that are always read as text."""
        choices = (question.id for question in self.rules.questions if question.type == "choice")
        return frozenset(self.columns) - {q.id for q in self.rules.questions} | {*choices}

    def is_whole(self, question: Question) -> bool:
        """Whether the answers to a question stand as whole numbers, and need not be read."""
        return question.type in ("yes_no", "integer") and self.schema[question.id].is_integer()

    def value(self, column: str) -> Expr:
        """Return what a question that is no choice was answered with: whether yes, a number, floor area in cm²."""
        return self.col(f"{column}.value")

    def values(self) -> list[Expr]:
        """One column for each question that is no choice, and one for each area."""
        values = [
            self._value(question).alias(f"{question.id}.value")
            for question in self.rules.questions
            if question.type != "choice"
        ]
        return [*values, *(self._stands_in(key).alias(f"area.{key}") for key in self.rules.area_columns)]

    def _value(self, question: Question) -> Expr:
        answer = self.col(question.id)
        value = read(self.words, question.type, self.schema[question.id], answer)
        if question.relevant is None:
            return value
        return self.when(answer.is_null()).then(nothing(self.words, question.type)).otherwise(value)

    def _stands_in(self, key: str) -> Expr:
        area = next(area for area in self.rules.areas if area.key == key)
        area_type, region = self.col("area_type"), self.col("region")
        holds = area_type == area.area_type
        holds = holds & (region.is_null() if area.area_type == "urban" else region == key)
        return self.when(holds).then(self.lit(True)).otherwise(self.lit(False))

    def stands_in(self, areas: Sequence[str]) -> Expr:
        """Return whether the household stands in one of the areas."""
        return self.words.some([self.col(f"area.{key}") for key in areas])

    def b1(self) -> Expr:
        """The sum of the points of every item."""
        return self.words.total([self._item_points(item) for item in self.rules.items])

    def _item_points(self, item: Item) -> Expr:
        options = [(self._falls_under(item, option), self._by_area(item, option)) for option in item.options]
        points = self.words.cases(options)
        if item.waiver is None:
            return points
        waived = self.value(item.waiver.value)
        return self.words.cases([(waived, 0), (~waived, points)])

    def _by_area(self, item: Item, option: Option) -> Expr:
        """The points of one option; those of most areas come last, so that they need no question."""
        groups: dict[int, list[str]] = {}
        for area in self.rules.area_columns:
            cell = self.rules.points(item.key, option.key, area)
            if cell.known:
                groups.setdefault(cell.value, []).append(area)
        if not groups:
            return self.lit(None)
        most = max(groups, key=lambda points: len(groups[points]))
        others = [(self.stands_in(areas), points) for points, areas in groups.items() if points != most]
        return self.words.cases(others, most)

    def _falls_under(self, item: Item, option: Option) -> Expr:
        if item.kind is Kind.choice:
            return self.col(item.column) == option.key
        value = self.value(item.column)
        if item.kind is Kind.yes_no:
            return value if option.key == "yes" else ~value
        if option.below is None:
            return ~value.is_null()
        return value < (option.below if not item.per else self.value(item.per) * (option.below * CM2_PER_M2))

    def b2(self) -> Expr:
        """The sum of the points of the deprived indicators."""
        return self.words.total([self._indicator_points(indicator) for indicator in self.rules.indicators])

    def _indicator_points(self, indicator: Indicator) -> Expr:
        if not indicator.points.known:
            return self.lit(None)
        points = indicator.points.value
        if indicator.derived is None:
            tick = self.value(indicator.column)
            return self.words.cases([(tick, points), (~tick, 0)])
        return self.when(self.deprived(indicator)).then(points).otherwise(0)

    def deprivations(self) -> Expr:
        """The numbers of the deprived indicators joined by ``;``."""
        return self.words.numbered([(self.deprived(i), i.number) for i in self.rules.indicators])

    def deprived(self, indicator: Indicator) -> Expr:
        """Whether an indicator is deprived, by its tick or by the answers it follows from."""
        if indicator.derived is None:
            return self.value(indicator.column)
        signs = [self._sign(part) for part in indicator.derived.parts]
        if len(signs) == 1:
            return signs[0]
        return self.words.total([self.words.number(sign) for sign in signs]) >= indicator.derived.at_least

    def _sign(self, part: Part) -> Expr:
        if part.options:
            return self.words.some([self.col(part.question) == option for option in part.options])
        return self.value(part.question) < self.value(part.per) * (part.below * CM2_PER_M2)

    def class_name(self) -> Expr:
        """The class by B1 and B2 (columns ``b1`` and ``b2``)."""
        return self.class_of({str(rule.cls): self.lit(str(rule.cls)) for rule in self.rules.class_rules})

    def class_of(self, said: Mapping[str, Expr]) -> Expr:
        """What is said for the class by B1 and B2 (columns ``b1`` and ``b2``)."""
        known = [rule for rule in self.rules.class_rules if rule.cell.known]
        branches = [
            (
                self.col("area_type") == area_type,
                self.words.cases(
                    [
                        (self._holds(rule), said[str(rule.cls)])
                        for rule in known
                        if rule.area_type == area_type
                    ]
                ),
            )
            for area_type in dict.fromkeys(rule.area_type for rule in known)
        ]
        return self.words.cases(branches)

    def _holds(self, rule: ClassRule) -> Expr:
        bounds, b1, b2 = rule.bounds, self.col("b1"), self.col("b2")
        found = [
            *([] if bounds.b1_above is None else [b1 > bounds.b1_above]),
            *([] if bounds.b1_to is None else [b1 <= bounds.b1_to]),
            *([] if bounds.b2_from is None else [b2 >= bounds.b2_from]),
            *([] if bounds.b2_below is None else [b2 < bounds.b2_below]),
        ]
        return self.words.every(found)
