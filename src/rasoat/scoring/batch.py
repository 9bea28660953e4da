"""Scoring in bulk: a frame of answers to a frame of scores, on any engine.

The rules are compiled to one data-frame expression. A Polars frame in memory is first scored as it stands, by the types
of its columns; only the rows that leave a doubt are read again as texts, and told what stands against them. Both
readings come from one compiler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from rasoat.errors import AnswersError
from rasoat.law import Rules
from rasoat.scoring.objections import Objections
from rasoat.scoring.plain import Plain
from rasoat.scoring.words import POLARS, Expr, Words, native_of, speak

RESULT_COLUMNS = ("household_id", "status", "b1", "b2", "class", "deprivations", "reasons")
STATUS = pl.Enum(["scored", "refused"])
TOGETHER = 1 << 20
"""Rows whose doubtful ones are read together, …"""
DOUBTFUL = 1 << 17
"""… and so many doubtful ones are enough: they are held whole."""
_REPEATED = "stands on several rows"
_NOTHING = {"b1": pl.Int32(), "b2": pl.Int32(), "deprivations": pl.String()}
"""What a refused household has no value of."""

Batch = Callable[[Any], Any]
Held = list[tuple[pl.DataFrame, pl.Series]]
"""Scores of blocks, each with the places that are left in doubt."""
Steps = list[tuple[str, list[Any]]]
"""What is asked of a frame, one after the other: ``select`` or ``with_columns``, and its expressions."""


def compile_batch(rules: Rules, file: str = "", keep: Sequence[str] = ()) -> Batch:
    """Return a function from a frame of answers to a frame with ``RESULT_COLUMNS`` and those of ``keep``.

    The frame (Polars eager or lazy, or any other narwhals knows) has the columns of the answers file, as
    text or numbers. A missing column raises ``AnswersError`` S104, which names ``file``.
    """

    def batch(native: Any) -> Any:
        words, frame = speak(native)
        schema = frame.collect_schema()
        check_columns(rules, schema, file)
        if isinstance(frame, pl.DataFrame) and frame.height:
            (scores,) = BlockScorer(rules, schema, keep).scores([frame])
            scores = scores.cast({pl.Enum: pl.String})
        else:
            scores = _run(frame, _text_steps(rules, words, schema, keep))
        household = words.col("household_id")
        several = (words.words.len().over("household_id") > 1) & ~household.is_null()
        marked = scores.with_columns(several.alias(_REPEATED))
        return native_of(marked.select(*refuse(words, words.col(_REPEATED), "S013:household_id"), *keep))

    return batch


def check_columns(rules: Rules, schema: Mapping[str, Any], file: str) -> None:
    """Raise ``AnswersError`` S104 unless the answers have every column."""
    missing = [column for column in rules.answer_columns if column not in schema]
    if missing:
        raise AnswersError("S104", file=file, columns=", ".join(missing))


class BlockScorer:
    """Scores blocks of rows that all have one ``schema``, and keeps their order.

    Status, class and deprivations come as enumerations, whose few texts are written down once. The rows that leave a
    doubt are read as texts, those of many blocks at once, because that costs almost as much for a few rows as for
    thousands. A household that stands on several rows is not seen.
    """

    def __init__(self, rules: Rules, schema: Mapping[str, Any], keep: Sequence[str] = ()) -> None:
        self._plain = _plain_steps(rules, schema, keep)
        self._by_text = _text_steps(rules, POLARS, schema, keep)
        self.schema = _run(pl.LazyFrame(schema=schema), self._plain).collect_schema()

    def scores(self, blocks: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """Yield the scores of each block, with ``RESULT_COLUMNS`` and those that are kept."""
        held, doubtful = Held(), list[pl.DataFrame]()
        for block in blocks:
            scores: pl.DataFrame = _run(block.lazy(), self._plain).collect(engine="streaming")
            doubts = scores["status"].is_null().arg_true()
            held.append((scores, doubts))
            doubtful.append(block[doubts])
            if _enough(held):
                yield from self._mended(held, doubtful)
                held, doubtful = [], []
        if held:
            yield from self._mended(held, doubtful)

    def _mended(self, held: Held, doubtful: list[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """Yield scores with what was read as texts in the places that were left in doubt."""
        rows = pl.concat(doubtful)
        texts = _read_as_texts(rows, self._by_text).cast(dict(self.schema)) if rows.height else None
        start = 0
        for scores, doubts in held:
            if texts is None or doubts.is_empty():
                yield scores
                continue
            read = texts[start : start + len(doubts)]
            start += len(doubts)
            yield scores.with_columns(scores[name].scatter(doubts, read[name]) for name in RESULT_COLUMNS[1:])


def _enough(held: Held) -> bool:
    rows, doubts = sum(scores.height for scores, _ in held), sum(len(each) for _, each in held)
    return rows >= TOGETHER or doubts >= DOUBTFUL


def _read_as_texts(doubtful: pl.DataFrame, by_text: Steps) -> pl.DataFrame:
    """Return the scores of rows read as texts; points are not summed up where a reason stands against every row."""
    *telling, (verb, scores), results = by_text
    told = _run(doubtful.lazy(), telling).collect()
    if told["reasons"].null_count() == 0:
        scores = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in _NOTHING.items()]
    texts: pl.DataFrame = _run(told.lazy(), [(verb, scores), results]).collect()
    return texts


def _run(frame: Any, steps: Steps) -> Any:
    for verb, expressions in steps:
        frame = getattr(frame, verb)(*expressions)
    return frame


def _plain_steps(rules: Rules, schema: Mapping[str, Any], keep: Sequence[str]) -> Steps:
    """Return the steps that score by the types of the columns; the status is null where a doubt is left."""
    told = {column: schema[column] for column in Objections(rules, POLARS, schema).columns}
    as_texts = Objections(rules, POLARS, told).text_columns
    compiler = Plain(rules, POLARS, {**told, **dict.fromkeys(as_texts, pl.String())})
    others = [
        POLARS.as_text(column, told[column]) for column in sorted(as_texts) if told[column] != pl.String
    ]
    convert = [*others, *([POLARS.stripped("household_id")] if told["household_id"] == pl.String else [])]
    numbers = [compiler.col(name).cast(pl.Int32).alias(name) for name in ("b1", "b2")]
    results = [
        "household_id",
        compiler.when(compiler.col("sound")).then(pl.lit("scored", dtype=STATUS)).alias("status"),
        *numbers,
        compiler.class_name().alias("class"),
        "deprivations",
        compiler.lit(None).cast(pl.String).alias("reasons"),
        *keep,
    ]
    return [
        ("with_columns", convert),
        ("with_columns", compiler.values()),
        ("with_columns", _scores(compiler)),
        ("with_columns", [compiler.sound().alias("sound")]),
        ("select", results),
    ]


def _text_steps(rules: Rules, words: Words, schema: Mapping[str, Any], keep: Sequence[str]) -> Steps:
    """Return the steps that read answers as texts, tell every reason against a score, score, and give the results."""
    given = Objections(rules, words, schema)
    whole = {question.id for question in rules.questions if given.is_whole(question)}
    read = {column: schema[column] if column in whole else words.words.String for column in given.columns}
    compiler = Objections(rules, words, read)
    texts = [
        words.col(column) if column in whole else words.as_text(column, schema[column])
        for column in given.columns
    ]
    b1, b2, reasons = (compiler.col(name) for name in ("b1", "b2", "reasons"))
    scored = compiler.when(reasons.is_null() & ~b1.is_null() & ~b2.is_null())
    status = scored.then(compiler.lit("scored")).otherwise(compiler.lit("refused"))
    return [
        ("select", [*texts, *keep]),
        ("with_columns", compiler.values()),
        ("with_columns", [compiler.reasons().alias("reasons")]),
        ("with_columns", _scores(compiler)),
        ("select", _results(compiler, scored, status, reasons, keep)),
    ]


def _scores(compiler: Objections) -> list[Expr]:
    return [
        compiler.b1().alias("b1"),
        compiler.b2().alias("b2"),
        compiler.deprivations().alias("deprivations"),
    ]


def _results(
    compiler: Objections, scored: Any, status: Expr, reasons: Expr, keep: Sequence[str]
) -> list[Any]:
    whole = compiler.words.words.Int32
    return [
        "household_id",
        status.alias("status"),
        scored.then(compiler.col("b1")).cast(whole).alias("b1"),
        scored.then(compiler.col("b2")).cast(whole).alias("b2"),
        scored.then(compiler.class_name()).alias("class"),
        scored.then(compiler.col("deprivations")).alias("deprivations"),
        reasons.alias("reasons"),
        *keep,
    ]


def refuse(words: Words, condition: Expr, reason: str) -> list[Expr]:
    """Return the result columns, the households for which ``condition`` holds refused with one more ``reason``."""
    kept = words.when(~condition)
    added = words.joined([words.when(condition).then(words.lit(reason)), words.col("reasons")])
    status = kept.then(words.col("status")).otherwise(words.lit("refused"))
    numbers = [kept.then(words.col(name)).alias(name) for name in ("b1", "b2", "class", "deprivations")]
    return [words.col("household_id"), status.alias("status"), *numbers, added.alias("reasons")]
