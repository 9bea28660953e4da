"""Answers files read and result files written: CSV or Parquet, in the order of the input.

A result is written beside its target and put in place whole, so that a failure leaves nothing half done.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from rasoat.errors import AnswersError, InputError
from rasoat.law import Rules
from rasoat.scoring.batch import RESULT_COLUMNS, compile_batch
from rasoat.scoring.members_batch import compile_members

CHUNK = 1 << 20
ROW = "row number"
ENGINES = {"polars": "", "duckdb": "pip install duckdb"}


@dataclass(frozen=True)
class Source:
    """A file that has been looked over: its kind, and for CSV its separator."""

    path: Path
    kind: str
    separator: str = ","


@dataclass(frozen=True)
class Summary:
    """How many households were scored, refused, and put into each class."""

    households: int
    scored: int
    refused: int
    classes: dict[str, int]
    reasons: dict[str, int]


def look_over(path: Path) -> Source:
    """Check that ``path`` is a readable table; raise ``AnswersError`` S101–S106 when it is not."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in ("csv", "parquet"):
        raise AnswersError("S106", file=path)
    try:
        if path.stat().st_size == 0:
            raise AnswersError("S103", file=path)
        return Source(path, kind) if kind == "parquet" else _look_over_csv(path)
    except OSError as error:
        raise AnswersError("S101", file=path, problem=error.strerror or type(error).__name__) from error


def _look_over_csv(path: Path) -> Source:
    _check_utf8(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading = file.readline()
        separator = ";" if heading.count(";") > heading.count(",") else ","
        names = [name.strip() for name in next(csv.reader([heading], delimiter=separator), [])]
        if not any(line.strip() for line in file):
            raise AnswersError("S103", file=path)
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise AnswersError("S105", file=path, columns=", ".join(twice))
    return Source(path, "csv", separator)


def _check_utf8(path: Path) -> None:
    decoder, position = codecs.getincrementaldecoder("utf-8")(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise AnswersError("S102", file=path, byte=position + error.start + 1) from error
            position += len(chunk)
    if decoder.getstate()[0]:
        raise AnswersError("S102", file=path, byte=position)


def scan(source: Source) -> pl.LazyFrame:
    """Return the rows of a file, every CSV cell as text."""
    with _table_errors(source.path):
        if source.kind == "parquet":
            frame = pl.scan_parquet(source.path)
        else:
            frame = pl.scan_csv(source.path, separator=source.separator, infer_schema=False)
        names = frame.collect_schema().names()
    return frame.rename({name: name.strip() for name in names if name != name.strip()})


@contextmanager
def _table_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except pl.exceptions.PolarsError as error:
        raise AnswersError("S108", file=path, problem=str(error).splitlines()[0]) from error


def score_file(
    rules: Rules,
    answers: Path,
    out: Path,
    members: Path | None = None,
    engine: str = "polars",
    step: Callable[[], None] = lambda: None,
) -> Summary:
    """Score every household of ``answers`` into ``out``; return the counts.

    ``members`` gives the seven answers that follow from members, at ``rules.on``. ``step`` is called after
    each of four steps. Raises ``AnswersError`` (S1xx) when a file cannot be read, ``InputError`` (C0xx) for
    the engine or the output; ``out`` is then as it was before.
    """
    _check_engine(engine)
    if out.suffix.lower() not in (".csv", ".parquet"):
        raise AnswersError("S106", file=out)
    if out.resolve() in {path.resolve() for path in (answers, members) if path}:
        raise InputError("C006", file=out)
    sources = look_over(answers), look_over(members) if members else None
    step()
    run = _run_duckdb if engine == "duckdb" else _run_polars
    part = out.with_name(f".{out.name}.part{out.suffix.lower()}")
    try:
        with _write_errors(out):
            run(rules, *sources, part)
            step()
            found = summary(part)
            step()
            part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    step()
    return found


def _check_engine(engine: str) -> None:
    if engine not in ENGINES:
        raise InputError("C005", engine=engine, known=", ".join(ENGINES))
    if find_spec(engine) is None:
        raise InputError("C001", engine=engine, install=ENGINES[engine])


@contextmanager
def _write_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError("C003", file=out, problem=error.strerror or type(error).__name__) from error


def _run_polars(rules: Rules, answers: Source, members: Source | None, out: Path) -> None:
    frame = scan(answers)
    if members is None:
        scores = compile_batch(rules, str(answers.path))(frame)
    else:
        numbered = frame.with_row_index(ROW)
        filled = _fill(rules, rules.on, members)(numbered, scan(members))
        scores = compile_batch(rules, str(answers.path), keep=(ROW,))(filled).sort(ROW).drop(ROW)
    with _table_errors(answers.path):
        if out.suffix == ".csv":
            scores.sink_csv(out)
        else:
            scores.sink_parquet(out)


def _fill(rules: Rules, on: dt.date, members: Source) -> Callable[[Any, Any], Any]:
    return compile_members(rules, on, str(members.path))


def _run_duckdb(rules: Rules, answers: Source, members: Source | None, out: Path) -> None:
    duckdb = import_module("duckdb")
    connection = duckdb.connect()
    try:
        frame = _duckdb_scan(connection, answers).project(f'*, row_number() OVER () AS "{ROW}"')
        if members is not None:
            frame = _fill(rules, rules.on, members)(frame, _duckdb_scan(connection, members))
        scores = compile_batch(rules, str(answers.path), keep=(ROW,))(frame)
        ordered = scores.order(f'"{ROW}"').project(", ".join(f'"{name}"' for name in RESULT_COLUMNS))
        if out.suffix.lower() == ".csv":
            ordered.write_csv(str(out), header=True)
        else:
            ordered.write_parquet(str(out))
    except duckdb.Error as error:
        raise AnswersError("S108", file=answers.path, problem=str(error).splitlines()[0]) from error


def _duckdb_scan(connection: Any, source: Source) -> Any:
    if source.kind == "parquet":
        return connection.read_parquet(str(source.path))
    return connection.read_csv(str(source.path), sep=source.separator, header=True, all_varchar=True)


def summary(results: Path) -> Summary:
    """Return the counts of a result file."""
    frame = pl.scan_csv(results, infer_schema=False) if results.suffix == ".csv" else pl.scan_parquet(results)
    statuses = _counts(frame, "status")
    split = frame.select(pl.col("reasons").drop_nulls().str.split(";").explode().alias("reasons"))
    return Summary(
        households=sum(statuses.values()),
        scored=statuses.get("scored", 0),
        refused=statuses.get("refused", 0),
        classes=_counts(frame, "class"),
        reasons=_counts(split, "reasons"),
    )


def _counts(frame: pl.LazyFrame, column: str) -> dict[str, int]:
    counted = frame.select(pl.col(column).drop_nulls()).group_by(column).len().sort(column).collect()
    return dict(counted.iter_rows())


def household(answers: Path, household_id: str) -> dict[str, Any]:
    """Return the answers of one household; raise ``AnswersError`` S104, S107 or S109 when that fails."""
    frame = scan(look_over(answers))
    if "household_id" not in frame.collect_schema():
        raise AnswersError("S104", file=answers, columns="household_id")
    found = _rows_of(frame, household_id, answers)
    if not found:
        raise AnswersError("S107", file=answers, household=household_id)
    if len(found) > 1:
        raise AnswersError("S109", file=answers, household=household_id)
    return found[0]


def household_members(members: Path, household_id: str) -> list[dict[str, Any]]:
    """Return the members of one household."""
    return _rows_of(scan(look_over(members)), household_id, members)


def _rows_of(frame: pl.LazyFrame, household_id: str, path: Path) -> list[dict[str, Any]]:
    same = pl.col("household_id").cast(pl.String).str.strip_chars(" \t\r\n") == household_id.strip()
    with _table_errors(path):
        return frame.filter(same).collect().to_dicts()
