"""Columns of answers read as values, by what the question asks and by the type of the column.

Each reader gives null for an answer that is not plainly possible. A number whose text could be another one (a 32-bit
float, a decimal with more places than the form takes) has no reader here: it is read as text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasoat.law.model import CM2_PER_M2
from rasoat.scoring.answers import AREA
from rasoat.scoring.words import Expr, Words

MOST = 999_999_999
MOST_M2 = 999_999
PLACES = 4
"""Decimal places of an area in m², so that it is whole in cm²."""


def read(words: Words, question_type: str, dtype: Any, answer: Expr) -> Expr:
    """Return what a question was answered with: whether yes, a whole number, or a floor area in cm²."""
    reader = _READERS.get((question_type, _kind(words, dtype)))
    return reader(words, answer) if reader else words.lit(None).cast(_type(words, question_type))


def nothing(words: Words, question_type: str) -> Expr:
    """Return the value of a question that is not asked: no, or 0."""
    return words.lit(False if question_type == "yes_no" else 0)


def _type(words: Words, question_type: str) -> Any:
    return words.words.Boolean if question_type == "yes_no" else words.words.Int64


def _kind(words: Words, dtype: Any) -> str:
    if dtype == words.words.String:
        return "text"
    if dtype.is_integer():
        return "whole"
    if dtype == words.words.Boolean:
        return "flag"
    if dtype == words.words.Float64:
        return "float"
    return "decimal" if getattr(dtype, "scale", PLACES + 1) <= PLACES else ""


def _yes_no_text(words: Words, answer: Expr) -> Expr:
    return words.cases([(answer == "1", words.lit(True)), (answer == "0", words.lit(False))])


def _yes_no(words: Words, answer: Expr) -> Expr:
    return words.cases([(answer == 1, words.lit(True)), (answer == 0, words.lit(False))])


def _yes_no_flag(_words: Words, answer: Expr) -> Expr:
    return answer


def _whole_flag(words: Words, answer: Expr) -> Expr:
    return answer.cast(words.words.Int64)


def _whole_text(words: Words, answer: Expr) -> Expr:
    return words.whole(answer)


def _whole(words: Words, answer: Expr) -> Expr:
    return words.when((answer >= 0) & (answer <= MOST)).then(answer).cast(words.words.Int64)


def _whole_float(words: Words, answer: Expr) -> Expr:
    plain = (answer >= 0) & (answer <= MOST) & (answer == answer.round(0))
    return words.when(plain).then(answer).cast(words.words.Int64)


def _area_text(words: Words, answer: Expr) -> Expr:
    """At most ten digits: a 64-bit float holds them, and rounding gives the cm² exactly."""
    shaped = words.when(answer.str.contains(AREA)).then(answer.str.replace_all(",", ".", literal=True))
    return _cm2(words, shaped.cast(words.words.Float64))


def _area_whole(words: Words, answer: Expr) -> Expr:
    plain = words.when((answer >= 0) & (answer <= MOST_M2)).then(answer)
    return plain.cast(words.words.Int64) * CM2_PER_M2


def _area_float(words: Words, answer: Expr) -> Expr:
    """A float is the area it is written as when its whole cm², divided again, give the same float.

    It is divided by a column of equal numbers: Polars multiplies by the reciprocal of a single one, which is not exact.
    """
    number = answer.cast(words.words.Float64)
    unit = number * 0.0 + float(CM2_PER_M2)
    same = (number >= 0) & (number < MOST_M2 + 1) & ((number * CM2_PER_M2).round(0) / unit == number)
    return _cm2(words, words.when(same).then(number))


def _cm2(words: Words, number: Expr) -> Expr:
    return (number * CM2_PER_M2).round(0).cast(words.words.Int64)


_READERS: dict[tuple[str, str], Callable[[Words, Expr], Expr]] = {
    ("yes_no", "text"): _yes_no_text,
    ("yes_no", "whole"): _yes_no,
    ("yes_no", "float"): _yes_no,
    ("yes_no", "flag"): _yes_no_flag,
    ("integer", "text"): _whole_text,
    ("integer", "whole"): _whole,
    ("integer", "float"): _whole_float,
    ("integer", "flag"): _whole_flag,
    ("decimal", "text"): _area_text,
    ("decimal", "whole"): _area_whole,
    ("decimal", "float"): _area_float,
    ("decimal", "decimal"): _area_float,
}
