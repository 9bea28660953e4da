"""Scoring in bulk: the tables of a pack compiled to one data-frame expression of nested when/then.

The expression is written against narwhals, so the same code runs on every engine narwhals knows. Nothing is
joined and no row is looked at in Python; the rules are the same objects the row path reads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import narwhals as nw

from rasoat.errors import AnswersError
from rasoat.law import ClassRule, Indicator, Item, Option, Question, Rules
from rasoat.law.model import CM2_PER_M2, Kind
from rasoat.scoring.answers import AREA, BLANKS, NEGATIVE, TOO_LONG, WHOLE

RESULT_COLUMNS = ("household_id", "status", "b1", "b2", "class", "deprivations", "reasons")
MEMBERS_REASONS = "members.reasons"
"""A column the members add: reasons against a score, or nothing."""

Frame = TypeVar("Frame")
Expr = nw.Expr
Batch = Callable[[Any], Any]


def compile_batch(rules: Rules, file: str = "", keep: Sequence[str] = ()) -> Batch:
    """Return a function from a frame of answers to a frame with ``RESULT_COLUMNS`` and those of ``keep``.

    The frame (Polars eager or lazy, or any other narwhals knows) has the columns of the answers file, as
    text or numbers. A missing column raises ``AnswersError`` S104, which names ``file``.
    """

    def batch(native: Any) -> Any:
        frame = nw.from_native(native)
        schema = frame.collect_schema()
        missing = [column for column in rules.answer_columns if column not in schema]
        if missing:
            raise AnswersError("S104", file=file, columns=", ".join(missing))
        return _scored(_Compiler(rules, tuple(schema)), frame, schema, keep).to_native()

    return batch


def _scored(compiler: _Compiler, frame: Any, schema: nw.Schema, keep: Sequence[str]) -> Any:
    texts = frame.select(*(as_text(column, schema[column]) for column in compiler.columns), *keep)
    read = texts.with_columns(*compiler.values(), compiler.area().alias("area"))
    parts = read.select(
        "household_id",
        compiler.b1().alias("b1"),
        compiler.b2().alias("b2"),
        compiler.deprivations().alias("deprivations"),
        compiler.reasons().alias("reasons"),
        "area_type",
        *keep,
    )
    return parts.select(*compiler.results(), *keep)


def blank_to_null(expr: Expr) -> Expr:
    """Return ``expr`` with blank texts as null."""
    return nw.when(expr != "").then(expr)


def as_text(column: str, dtype: Any) -> Expr:
    """Return a column as the text a file would hold, blank as null."""
    expr = nw.col(column)
    if dtype == nw.String:
        return blank_to_null(expr.str.strip_chars(BLANKS)).alias(column)
    if dtype.is_float():
        whole = nw.when(expr.is_finite() & (expr == expr.round(0))).then(expr).cast(nw.Int64)
        return (
            nw.when(~whole.is_null())
            .then(whole.cast(nw.String))
            .otherwise(expr.cast(nw.String))
            .alias(column)
        )
    if dtype == nw.Boolean:
        return expr.cast(nw.Int8).cast(nw.String).alias(column)
    return expr.cast(nw.String).alias(column)


def cases(branches: Sequence[tuple[Expr, Any]], otherwise: Any = None) -> Expr:
    """Return nested when/then: the value of the first branch whose condition holds."""
    result = nw.lit(otherwise) if not isinstance(otherwise, nw.Expr) else otherwise
    for condition, value in reversed(branches):
        result = nw.when(condition).then(value).otherwise(result)
    return result


def joined(texts: Sequence[Expr]) -> Expr:
    """Return the texts that are not null joined by ``;``, or null when there is none."""
    return blank_to_null(nw.concat_str(*texts, separator=";", ignore_nulls=True))


def chained(text: Expr, suffix: str) -> Expr:
    """Return a text with ``suffix`` behind it, null where the text is null."""
    return nw.concat_str(text, nw.lit(suffix))


def total(numbers: Sequence[Expr]) -> Expr:
    """Return the sum of ``numbers``."""
    result = numbers[0]
    for number in numbers[1:]:
        result = result + number
    return result


def _number(column: str) -> Expr:
    return nw.col(f"{column}.value")


class _Compiler:
    """Writes the expressions of one set of rules; each method follows its twin in ``row.py``."""

    def __init__(self, rules: Rules, present: Sequence[str]) -> None:
        self._rules = rules
        self._given = [i for i in rules.derived_indicators if i.column in present]
        self._with_members = MEMBERS_REASONS in present
        self.columns = (
            *rules.answer_columns,
            *(indicator.column for indicator in self._given),
            *([MEMBERS_REASONS] if self._with_members else []),
        )

    def values(self) -> list[Expr]:
        """One column of numbers for each question that is answered by a number; null when it is none."""
        return [
            self._value(question).alias(f"{question.id}.value")
            for question in self._rules.questions
            if question.type != "choice"
        ]

    def _value(self, question: Question) -> Expr:
        answer = nw.col(question.id)
        value = _READERS[question.type](answer)
        return nw.when(answer.is_null()).then(0).otherwise(value) if question.relevant else value

    def area(self) -> Expr:
        """The column of the point tables, or null when type and region name none."""
        area_type, region = nw.col("area_type"), nw.col("region")
        return cases(
            [
                (
                    (area_type == area.area_type)
                    & (region.is_null() if area.area_type == "urban" else region == area.key),
                    nw.lit(area.key),
                )
                for area in self._rules.areas
            ]
        )

    def b1(self) -> Expr:
        """The sum of the points of every item."""
        return total([self._item_points(item) for item in self._rules.items])

    def _item_points(self, item: Item) -> Expr:
        branches = [(self._falls_under(item, option), self._by_area(item, option)) for option in item.options]
        points = cases(branches)
        if item.waiver is None:
            return points
        return nw.when(_number(item.waiver.value) == 1).then(0).otherwise(points)

    def _by_area(self, item: Item, option: Option) -> Expr:
        groups: dict[int, list[str]] = {}
        for area in self._rules.area_columns:
            groups.setdefault(self._rules.points(item.key, option.key, area).value, []).append(area)
        if len(groups) == 1:
            return nw.lit(next(iter(groups)))
        return cases([(nw.col("area").is_in(areas), nw.lit(points)) for points, areas in groups.items()])

    def _falls_under(self, item: Item, option: Option) -> Expr:
        if item.kind is Kind.choice:
            return nw.col(item.column) == option.key
        if item.kind is Kind.yes_no:
            return _number(item.column) == int(option.key == "yes")
        if option.below is None:
            return ~_number(item.column).is_null()
        limit = nw.lit(option.below)
        if item.per:
            limit = nw.lit(option.below * CM2_PER_M2) * _number(item.per)
        return _number(item.column) < limit

    def b2(self) -> Expr:
        """The sum of the points of the deprived indicators."""
        return total(
            [nw.when(self._deprived(i)).then(i.points.value).otherwise(0) for i in self._rules.indicators]
        )

    def deprivations(self) -> Expr:
        """The numbers of the deprived indicators joined by ``;``."""
        return joined(
            [nw.when(self._deprived(i)).then(nw.lit(str(i.number))) for i in self._rules.indicators]
        )

    def _deprived(self, indicator: Indicator) -> Expr:
        if indicator.derived is None:
            return _number(indicator.column) == 1
        item = self._rules.item(indicator.derived.item)
        if indicator.derived.below is None:
            return nw.col(item.column).is_in(indicator.derived.options)
        return _number(item.column) < nw.lit(indicator.derived.below * CM2_PER_M2) * _number(item.per or "")

    def reasons(self) -> Expr:
        """The reasons against a score, ``CODE:column`` joined by ``;``, in the order of the columns."""
        household, several = nw.col("household_id"), nw.len().over("household_id") > 1
        reasons = [
            _codes("household_id", [(household.is_null(), "S001"), (several, "S013")]),
            *self._area_reasons(),
            *(self._question_reason(question) for question in self._rules.questions),
            *(self._derived_reason(indicator) for indicator in self._given),
        ]
        return joined([*reasons, *([nw.col(MEMBERS_REASONS)] if self._with_members else [])])

    def _area_reasons(self) -> list[Expr]:
        area_type, region = nw.col("area_type"), nw.col("region")
        urban, rural = area_type == "urban", area_type == "rural"
        return [
            _codes("area_type", [(area_type.is_null(), "S001"), (~(urban | rural), "S002")]),
            _codes(
                "region",
                [
                    (urban & ~region.is_null(), "S008"),
                    (rural & region.is_null(), "S001"),
                    (rural & ~region.is_in(self._rules.regions), "S002"),
                ],
            ),
        ]

    def _question_reason(self, question: Question) -> Expr:
        return _codes(
            question.id, [self._blank(question), *self._malformed(question), *self._impossible(question)]
        )

    def _blank(self, question: Question) -> tuple[Expr, str]:
        blank = nw.col(question.id).is_null()
        if question.relevant:
            blank = blank & (nw.col("area_type") == question.relevant.answer)
        if question.from_members and self._with_members:
            blank = blank & nw.col(MEMBERS_REASONS).is_null()
        return blank, "S001"

    def _malformed(self, question: Question) -> list[tuple[Expr, str]]:
        answer = nw.col(question.id)
        if question.type == "choice":
            return [(~answer.is_in([choice.key for choice in question.choices]), "S002")]
        wrong = nw.when(_number(question.id).is_null()).then(answer)
        if question.type == "yes_no":
            return [(~wrong.is_null(), "S002")]
        negative = (wrong.str.contains(NEGATIVE), "S004")
        if question.type == "decimal":
            return [negative, (~wrong.is_null(), "S005")]
        return [negative, (wrong.str.contains(TOO_LONG), "S007"), (~wrong.is_null(), "S003")]

    def _impossible(self, question: Question) -> list[tuple[Expr, str]]:
        found = []
        if question.minimum:
            found.append((_number(question.id) < question.minimum, "S004"))
        if question.at_most:
            limit = self._possible(question.at_most)
            found.append((_number(question.id) > limit, "S006"))
        if question.relevant:
            found.append(((nw.col("area_type") == "urban") & (_number(question.id) != 0), "S009"))
        return found

    def _possible(self, column: str) -> Expr:
        least = self._rules.form("B").question(column).minimum or 0
        return nw.when(_number(column) >= least).then(_number(column))

    def _derived_reason(self, indicator: Indicator) -> Expr:
        answer, deprived = nw.col(indicator.column), self._known_deprivation(indicator)
        contradiction = ((answer == "1") & ~deprived) | ((answer == "0") & deprived)
        return _codes(
            indicator.column,
            [(~answer.is_null() & ~answer.is_in(["0", "1"]), "S002"), (contradiction, "S010")],
        )

    def _known_deprivation(self, indicator: Indicator) -> Expr:
        """Whether the indicator is deprived; null when the answer it follows from is not possible."""
        derived = indicator.derived
        if derived is None:
            raise ValueError(indicator.key)
        item = self._rules.item(derived.item)
        if derived.below is None:
            known = nw.col(item.column).is_in([option.key for option in item.options])
        else:
            known = self._possible(item.per or "") > 0
        return nw.when(known).then(self._deprived(indicator))

    def results(self) -> list[Expr]:
        """The result columns; a refused household has neither score nor class, and a scored one has both."""
        scored = nw.col("reasons").is_null() & ~nw.col("b1").is_null() & ~nw.col("b2").is_null()
        return [
            nw.col("household_id"),
            nw.when(scored).then(nw.lit("scored")).otherwise(nw.lit("refused")).alias("status"),
            nw.when(scored).then(nw.col("b1")).alias("b1"),
            nw.when(scored).then(nw.col("b2")).alias("b2"),
            nw.when(scored).then(self._class()).alias("class"),
            nw.when(scored).then(nw.col("deprivations")).alias("deprivations"),
            nw.col("reasons"),
        ]

    def _class(self) -> Expr:
        return cases([(_holds(rule), nw.lit(str(rule.cls))) for rule in self._rules.class_rules])


def _codes(column: str, checks: Sequence[tuple[Expr, str]]) -> Expr:
    return cases([(condition, nw.lit(f"{code}:{column}")) for condition, code in checks])


def _holds(rule: ClassRule) -> Expr:
    bounds, b1, b2 = rule.bounds, nw.col("b1"), nw.col("b2")
    holds = nw.col("area_type") == rule.area_type
    for condition in (
        None if bounds.b1_above is None else b1 > bounds.b1_above,
        None if bounds.b1_to is None else b1 <= bounds.b1_to,
        None if bounds.b2_from is None else b2 >= bounds.b2_from,
        None if bounds.b2_below is None else b2 < bounds.b2_below,
    ):
        holds = holds if condition is None else holds & condition
    return holds


def _cm2(answer: Expr) -> Expr:
    """Return an area text as whole cm²: digits before the mark, and four digits after it, without a float."""
    well = nw.when(answer.str.contains(AREA)).then(answer.str.replace_all(",", ".", literal=True))
    whole = well.str.replace_all("[.].*$", "").cast(nw.Int64)
    marked = nw.when(well.str.contains(".", literal=True)).then(well).otherwise(chained(well, "."))
    digits = chained(marked, "0000").str.replace_all("^[0-9]*[.]", "").str.slice(0, 4)
    return whole * CM2_PER_M2 + digits.cast(nw.Int64)


def _yes_no(answer: Expr) -> Expr:
    return cases([(answer == "1", 1), (answer == "0", 0)])


def _whole(answer: Expr) -> Expr:
    return nw.when(answer.str.contains(WHOLE)).then(answer).cast(nw.Int64)


_READERS = {"yes_no": _yes_no, "integer": _whole, "decimal": _cm2}
