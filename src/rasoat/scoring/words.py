"""Data-frame expressions in the words that Polars and narwhals share.

Polars is spoken to directly; any other engine hears the same words through narwhals, which is only then imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add, and_, or_
from typing import Any

import polars as pl

from rasoat.scoring.answers import BLANKS, WHOLE

Expr = Any
"""An expression of the engine."""
MOST_LISTED = 12
"""Up to so many flags, every combination is written down in advance: at most 4,096 texts."""


class Words:
    """The words of one engine, and the phrases the scorer is written in."""

    def __init__(self, words: Any) -> None:
        self.words = words
        self.col, self.lit, self.when = words.col, words.lit, words.when

    def blank_to_null(self, text: Expr) -> Expr:
        """Return ``text`` with blank texts as null."""
        return self.when(text != "").then(text)

    def stripped(self, column: str) -> Expr:
        """Return a column of texts without blanks at their ends."""
        return self.col(column).str.strip_chars(BLANKS)

    def as_text(self, column: str, dtype: Any) -> Expr:
        """Return a column as the text a file would hold, blank as null."""
        found = self.col(column)
        if dtype == self.words.String:
            return self.blank_to_null(self.stripped(column)).alias(column)
        if dtype == self.words.Boolean:
            return found.cast(self.words.Int8).cast(self.words.String).alias(column)
        text = found.cast(self.words.String)
        if dtype.is_float():
            whole = self.when(found.is_finite() & (found == found.round(0))).then(found)
            digits = whole.cast(self.words.Int64).cast(self.words.String)
            text = self.when(~digits.is_null()).then(digits).otherwise(text)
        return text.alias(column)

    def cases(self, branches: Sequence[tuple[Expr, Any]], otherwise: Any = None) -> Expr:
        """Return nested when/then: the value of the first branch whose condition holds.

        Values are expressions or numbers; a text is an expression made with ``lit``.
        """
        result = self.lit(otherwise) if otherwise is None or isinstance(otherwise, int) else otherwise
        for condition, value in reversed(branches):
            result = self.when(condition).then(value).otherwise(result)
        return result

    def codes(self, column: str, checks: Sequence[tuple[Expr, str]]) -> Expr:
        """Return ``CODE:column`` for the first check that holds, or null."""
        return self.cases([(holds, self.lit(f"{code}:{column}")) for holds, code in checks])

    def joined(self, texts: Sequence[Expr]) -> Expr:
        """Return the texts that are not null joined by ``;``, or null when there is none."""
        return self.blank_to_null(self.words.concat_str(*texts, separator=";", ignore_nulls=True))

    def chained(self, text: Expr, suffix: str) -> Expr:
        """Return a text with ``suffix`` behind it, null where the text is null."""
        return self.words.concat_str(text, self.lit(suffix))

    def number(self, condition: Expr) -> Expr:
        """Return 1 where the condition holds, and 0 elsewhere."""
        return self.when(condition).then(1).otherwise(0)

    def total(self, numbers: Sequence[Expr]) -> Expr:
        """Return the sum of ``numbers``, null where one of them is."""
        return reduce(add, numbers) if numbers else self.lit(0)

    def every(self, conditions: Sequence[Expr]) -> Expr:
        """Return whether all conditions hold; of none it is true."""
        return reduce(and_, conditions) if conditions else self.lit(True)

    def some(self, conditions: Sequence[Expr]) -> Expr:
        """Return whether some condition holds; of none it is false."""
        return reduce(or_, conditions) if conditions else self.lit(False)

    def whole(self, text: Expr) -> Expr:
        """Return a text of up to nine digits as a number, and null for any other text."""
        return self.when(text.str.contains(WHOLE)).then(text).cast(self.words.Int64)

    def numbered(self, flags: Sequence[tuple[Expr, int]]) -> Expr:
        """Return the numbers of the flags that are set, joined by ``;``, or null when none is."""
        return self.joined([self.when(flag).then(self.lit(str(number))) for flag, number in flags])


class PolarsWords(Words):
    """The same phrases, where Polars knows a quicker way to say them."""

    def __init__(self) -> None:
        super().__init__(pl)

    def whole(self, text: Expr) -> Expr:
        """Return a text of up to nine digits as a number: signs and blanks come before the digits in order."""
        digits = pl.when((text >= "0") & (text.str.len_bytes() <= 9)).then(text)
        return digits.cast(pl.Int64, strict=False)

    def numbered(self, flags: Sequence[tuple[Expr, int]]) -> Expr:
        """Return the numbers joined, looked up by the set of flags."""
        if len(flags) > MOST_LISTED:
            return super().numbered(flags)
        texts = every_list([number for _flag, number in flags])
        bits = [flag.cast(pl.UInt32) * (1 << place) for place, (flag, _number) in enumerate(flags)]
        return pl.lit(pl.Series([text or None for text in texts], dtype=pl.String)).gather(self.total(bits))


def every_list(numbers: Sequence[int]) -> list[str]:
    """Return the numbers of every set of flags joined by ``;``, at the place that the set has as a binary number."""
    texts = [""]
    for number in numbers:
        texts += [f"{before};{number}".lstrip(";") for before in texts]
    return texts


POLARS = PolarsWords()


def speak(native: Any) -> tuple[Words, Any]:
    """Return the words of the engine that ``native`` belongs to, and the frame as these words take it."""
    if isinstance(native, pl.DataFrame | pl.LazyFrame):
        return POLARS, native
    import narwhals as nw

    return Words(nw), nw.from_native(native)


def native_of(frame: Any) -> Any:
    """Return the engine's own frame."""
    return frame if isinstance(frame, pl.DataFrame | pl.LazyFrame) else frame.to_native()
