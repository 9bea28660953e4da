"""Scores by the types of the columns, in few and cheap steps: Polars only, for the rows that leave no doubt.

Whole numbers are computed with as they stand. Whether they were possible is asked once, of the bits of all of them
together; a row that fails is read again as texts, so that what was computed for it does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

import polars as pl

from rasoat.law import Indicator, Item, Question
from rasoat.scoring.objections import Objections
from rasoat.scoring.words import MOST_LISTED, Expr, every_list

AREA = "area"
_BITS = {"yes_no": 1, "integer": (1 << 29) - 1}
"""The bits an answer may have: of a yes or no, and of a whole number that is surely not too large."""


class Plain(Objections):
    """The expressions of ``Objections`` for columns of numbers, said more cheaply."""

    def values(self) -> list[Expr]:
        """One column for each question that is no choice, and one for the number of the area."""
        values = [
            self._value(question).alias(f"{question.id}.value")
            for question in self.rules.questions
            if question.type != "choice"
        ]
        return [*values, self._area().alias(AREA)]

    def _area(self) -> Expr:
        area_type, region = self.col("area_type"), self.col("region")
        numbers = list(enumerate(self.rules.areas))
        rural = [(region == area.key, _number(n)) for n, area in numbers if area.area_type == "rural"]
        urban = [(region.is_null(), _number(n)) for n, area in numbers if area.area_type == "urban"]
        kinds = [
            (area_type == "rural", self.words.cases(rural)),
            (area_type == "urban", self.words.cases(urban)),
        ]
        return self.words.cases(kinds)

    def stands_in(self, areas: Sequence[str]) -> Expr:
        """Return whether the household stands in one of the areas."""
        if set(areas) == set(self.rules.area_columns):
            return ~self.col(AREA).is_null()
        return self.words.some([self.col(AREA) == self.rules.area_columns.index(area) for area in areas])

    def _bare(self, column: str) -> bool:
        """Whether the answers to a question are whole numbers, computed with as they stand."""
        question = next((each for each in self.rules.questions if each.id == column), None)
        return question is not None and self.is_whole(question)

    def _value(self, question: Question) -> Expr:
        if not self.is_whole(question):
            return super()._value(question)
        value = self._whole(question)
        return value == 1 if question.type == "yes_no" else value

    def _whole(self, question: Question) -> Expr:
        answer = self.col(question.id)
        whole = answer if self.schema[question.id] == pl.Int64 else answer.cast(pl.Int64, strict=False)
        return whole.fill_null(0) if question.relevant else whole

    def sound(self) -> Expr:
        """Whether the plain score holds; where it is null or false the answers must be read as texts."""
        bare = [question for question in self.rules.questions if self.is_whole(question)]
        within = [
            reduce(or_, answers) & ~bits == 0
            for kind, bits in _BITS.items()
            if (answers := [self._whole(question) for question in bare if question.type == kind])
        ]
        return self.words.every([*within, super().sound()])

    def _item_points(self, item: Item) -> Expr:
        options = [(self._falls_under(item, option), option) for option in item.options]
        if self._bare(item.column):
            options[-1] = (self.lit(True), options[-1][1])
        by_area = [self._of_areas(item, option.key) for _holds, option in options]
        if sum(len(set(points)) for points in by_area) > len(options) + 3:
            starts = [(holds, _number(n * len(by_area[0]))) for n, (holds, _o) in enumerate(options)]
            table = [points for each in by_area for points in each]
            points = looked_up(table, pl.Int32, self.words.cases(starts) + self.col(AREA))
        else:
            points = self.words.cases([(holds, self._by_area(item, option)) for holds, option in options])
        if item.waiver is None:
            return points
        waived = self.value(item.waiver.value)
        return self.words.cases([(waived, 0), (~waived, points)])

    def _of_areas(self, item: Item, option: str) -> list[int | None]:
        cells = [self.rules.points(item.key, option, area) for area in self.rules.area_columns]
        return [cell.value if cell.known else None for cell in cells]

    def b2(self) -> Expr:
        """The sum of the points of the deprived indicators."""
        if not self._listed or not all(each.points.known for each in self.rules.indicators):
            return super().b2()
        sums = [0]
        for indicator in self.rules.indicators:
            sums += [before + indicator.points.value for before in sums]
        return looked_up(sums, pl.Int32, self._deprived_bits())

    def deprivations(self) -> Expr:
        """The numbers of the deprived indicators joined by ``;``."""
        if not self._listed:
            return super().deprivations()
        texts = every_list([indicator.number for indicator in self.rules.indicators])
        return looked_up([text or None for text in texts], pl.Enum(texts[1:]), self._deprived_bits())

    @property
    def _listed(self) -> bool:
        return 0 < len(self.rules.indicators) <= MOST_LISTED

    def _deprived_bits(self) -> Expr:
        """The set of deprived indicators as a number; null where a tick is."""
        return self.words.total([self._bit(n, each) for n, each in enumerate(self.rules.indicators)])

    def _bit(self, place: int, indicator: Indicator) -> Expr:
        deprived, bit = self.deprived(indicator), _number(1 << place)
        if indicator.derived or self._bare(indicator.column):
            return self.when(deprived).then(bit).otherwise(_number(0))
        return self.words.cases([(deprived, bit), (~deprived, _number(0))])

    def class_name(self) -> Expr:
        """The class of the first row of the class table that holds."""
        names = list(dict.fromkeys(str(rule.cls) for rule in self.rules.class_rules))
        return looked_up(
            names, pl.Enum(names), self.class_of({name: _number(n) for n, name in enumerate(names)})
        )


def _number(value: int) -> Expr:
    """Return a number that can be looked up by."""
    return pl.lit(value, dtype=pl.UInt32)


def looked_up(table: Sequence[Any], dtype: Any, places: Expr) -> Expr:
    """Return the values that stand at ``places`` of a table; null where the place is."""
    return pl.lit(pl.Series(table, dtype=dtype)).gather(places)
