"""The checks of a pack in bulk: one yes/no column a check, written against narwhals as the scores are.

Each condition follows its twin in ``checks.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import narwhals as nw

from rasoat.law import Check, Condition, Rules
from rasoat.law.model import CM2_PER_M2

B1, EARLIER = "b1", "earlier.b1"
"""The points of now, and of the last review: null when there was none, or when an event since explains a jump."""
Expr = nw.Expr


def compile_checks(rules: Rules) -> Callable[[Any], Any]:
    """Return a function from a frame of scored households to a frame that says which checks speak.

    The frame holds the answers as text (blank is null) and the columns ``B1`` and ``EARLIER``; every household was scored
    without a member table. The result has one column for each of ``rules.checks``, by its key.
    """

    def batch(native: Any) -> Any:
        speaks = [_speaks(rules, check).fill_null(False).alias(check.key) for check in rules.checks]
        return nw.from_native(native).select(*speaks).to_native()

    return batch


def _speaks(rules: Rules, check: Check) -> Expr:
    holds = [_MEASURES[condition.kind](rules, condition) for condition in check.conditions]
    return nw.all_horizontal(*holds, ignore_nulls=False)


def _number(rules: Rules, column: str) -> Expr:
    """Return a number as the form means it: areas in cm², and nothing where the question does not apply."""
    question = rules.form("B").question(column)
    answer = nw.col(column)
    if question.type == "decimal":
        area = answer.str.replace_all(",", ".", literal=True).cast(nw.Float64)
        return (area * CM2_PER_M2).round(0).cast(nw.Int64)
    number = answer.cast(nw.Int64)
    return number.fill_null(0) if question.relevant else number


def _within(number: Expr, condition: Condition, unit: Expr | int = 1) -> Expr:
    bounds = []
    if condition.least is not None:
        bounds.append(number >= condition.least * unit)
    if condition.most is not None:
        bounds.append(number <= condition.most * unit)
    return nw.all_horizontal(~number.is_null(), *bounds, ignore_nulls=False)


def _answer(rules: Rules, condition: Condition) -> Expr:
    return _within(_number(rules, condition.columns[0]), condition)


def _sum(rules: Rules, condition: Condition) -> Expr:
    total = nw.lit(0)
    for column in condition.columns:
        total = total + _number(rules, column)
    return _within(total, condition)


def _per(rules: Rules, condition: Condition) -> Expr:
    area, heads = (_number(rules, column) for column in condition.columns)
    return _within(area, condition, CM2_PER_M2 * heads) & (heads != 0)


def _option(_rules: Rules, condition: Condition) -> Expr:
    return nw.col(condition.columns[0]).is_in(condition.options)


def _member(_rules: Rules, _condition: Condition) -> Expr:
    return nw.col(B1).is_null()  # nobody is known: a scored household always has points


def _jump(_rules: Rules, condition: Condition) -> Expr:
    change = nw.col(B1) - nw.col(EARLIER)
    way = condition.columns[0]
    return _within({"rise": change, "fall": -change}.get(way, change.abs()), condition)


_MEASURES: dict[str, Callable[[Rules, Condition], Expr]] = {
    "answer": _answer,
    "sum": _sum,
    "per": _per,
    "option": _option,
    "member": _member,
    "jump": _jump,
}
