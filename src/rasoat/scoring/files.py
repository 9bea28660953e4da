"""Answers files read and result files written: CSV or Parquet, in the order of the input.

A result is written beside its target and put in place whole, so that a failure leaves nothing half done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

from rasoat.errors import AnswersError, InputError
from rasoat.law import Rules
from rasoat.scoring.batch import RESULT_COLUMNS, BlockScorer, check_columns, compile_batch, refuse
from rasoat.scoring.chunks import blocks, chunks, scan, table_errors
from rasoat.scoring.counting import Summary, Tally, summary
from rasoat.scoring.objections import Objections
from rasoat.scoring.repeated import SeenIds
from rasoat.scoring.sources import Source, look_over
from rasoat.scoring.words import POLARS

ROW = "row number"
ENGINES = {"polars": "", "duckdb": "pip install duckdb"}
_SCHEMA = {name: pl.Int32 if name in ("b1", "b2") else pl.String for name in RESULT_COLUMNS}


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
    each of three steps. Raises ``AnswersError`` (S1xx) when a file cannot be read or the pack lacks what every
    household needs, ``InputError`` (C0xx) for the engine or the output; ``out`` is then as it was before.
    """
    _check_engine(engine)
    _check_gaps(rules)
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
            found = run(rules, *sources, part)
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


def _check_gaps(rules: Rules) -> None:
    """Raise S110 when no household of any area can be scored; where some can, the others are refused one by one."""
    gaps = rules.gaps()
    if gaps and all(rules.gaps((area,)) for area in rules.area_columns):
        raise AnswersError("S110", pack=rules.pack_id, count=len(gaps), first=gaps[0].key)


@contextmanager
def _write_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError("C003", file=out, problem=error.strerror or type(error).__name__) from error


def _run_polars(rules: Rules, answers: Source, members: Source | None, out: Path) -> Summary:
    if members is None:
        return _score_chunks(rules, answers, out, answers.path)
    from rasoat.scoring.members_batch import compile_members

    filled = out.with_name(f"{out.name}.filled.parquet")
    try:
        with table_errors(answers.path):
            fill = compile_members(rules, rules.on, str(members.path))
            numbered = scan(answers).with_row_index(ROW)
            fill(numbered, scan(members)).sort(ROW).drop(ROW).sink_parquet(filled)
        return _score_chunks(rules, Source(filled, "parquet"), out, answers.path)
    finally:
        filled.unlink(missing_ok=True)


def _score_chunks(rules: Rules, source: Source, out: Path, named: Path) -> Summary:
    """Score a file chunk by chunk into ``out``, refuse the households that stand on several rows; return the counts."""
    schema = scan(source).collect_schema()
    check_columns(rules, schema, str(named))
    scorer, columns = BlockScorer(rules, schema), Objections(rules, POLARS, schema).columns
    with table_errors(named), TemporaryDirectory(dir=out.parent, prefix=f"{out.name}.") as folder:
        seen, tally = SeenIds(Path(folder)), Tally()

        def scores() -> Iterator[pl.DataFrame]:
            for scored in scorer.scores(blocks(source, columns)):
                seen.add(scored["household_id"])
                tally.add(scored)
                yield scored

        _sink(register_io_source(lambda *_pushed: scores(), schema=scorer.schema), out)
        return summary(out) if _refuse_repeated(seen, out) else tally.summary()


def _sink(scores: pl.LazyFrame, out: Path) -> None:
    if out.suffix == ".csv":
        scores.sink_csv(out)
    else:
        # Nobody seeks in it by ranges.
        scores.sink_parquet(out, compression_level=1, statistics=False, metadata=_told_as_texts())


def _told_as_texts() -> dict[str, str]:
    """Return what a file tells of its columns: texts, although enumerations were written, which costs half."""
    empty = BytesIO()
    pl.DataFrame(schema=_SCHEMA).write_parquet(empty)
    empty.seek(0)
    return pl.read_parquet_metadata(empty)


def _refuse_repeated(seen: SeenIds, out: Path) -> bool:
    """Refuse the households that stand on several rows of ``out``; return whether there are any."""
    results = Source(out, out.suffix.removeprefix("."))
    several = seen.repeated(lambda: chunks(results, ("household_id",)))
    if several.is_empty():
        return False
    fresh = out.with_name(f"{out.name}.fresh{out.suffix}")
    try:
        again = pl.col("household_id").is_in(several.implode()).fill_null(value=False)
        _sink(scan(results).select(*refuse(POLARS, again, "S013:household_id")), fresh)
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    return True


def _run_duckdb(rules: Rules, answers: Source, members: Source | None, out: Path) -> Summary:
    duckdb = import_module("duckdb")
    connection = duckdb.connect()
    try:
        frame = _duckdb_scan(connection, answers).project(f'*, row_number() OVER () AS "{ROW}"')
        if members is not None:
            from rasoat.scoring.members_batch import compile_members

            fill = compile_members(rules, rules.on, str(members.path))
            frame = fill(frame, _duckdb_scan(connection, members))
        scores = compile_batch(rules, str(answers.path), keep=(ROW,))(frame)
        ordered = scores.order(f'"{ROW}"').project(", ".join(f'"{name}"' for name in RESULT_COLUMNS))
        if out.suffix.lower() == ".csv":
            ordered.write_csv(str(out), header=True)
        else:
            ordered.write_parquet(str(out))
    except duckdb.Error as error:
        raise AnswersError("S108", file=answers.path, problem=str(error).splitlines()[0]) from error
    return summary(out)


def _duckdb_scan(connection: Any, source: Source) -> Any:
    if source.kind == "parquet":
        return connection.read_parquet(str(source.path))
    return connection.read_csv(str(source.path), sep=source.separator, header=True, all_varchar=True)
