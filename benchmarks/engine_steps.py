"""What ``engines.py`` does in processes of their own: ``engine_steps.py prepare FOLDER N N``, ``engine_steps.py compare FILES``."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source
from queries import plain_law, sql
from score import DAY, PACK, household

from rasoat import law
from rasoat.law import Rules

POOL = 20_000
ROWS = 200_000
COLUMNS = ["household_id", "b1", "b2", "class", "deprivations"]


def prepare(folder: Path, households: int, oracle: int) -> None:
    """Write the answers as Parquet and CSV, the queries, and the tables for pandas."""
    rules = law.load(PACK).on(dt.date.fromisoformat(DAY))
    answers(rules, households).sink_parquet(folder / "answers.parquet")
    written = pl.scan_parquet(folder / "answers.parquet")
    written.sink_csv(folder / "answers.csv")
    written.head(oracle).sink_csv(folder / "oracle.csv")
    (folder / "query.sql").write_text(sql(rules, "households"), encoding="utf-8")
    (folder / "law.json").write_text(json.dumps(plain_law(rules)), encoding="utf-8")


def answers(rules: Rules, households: int) -> pl.LazyFrame:
    """Return rows drawn from a pool of seeded random households: 64-bit numbers, texts for choices, ids out of order."""
    random.seed(2018)
    columns = rules.answer_columns[1:]
    pool = pl.DataFrame(
        [household(rules).split(",") for _ in range(POOL)], schema=list(columns), orient="row"
    )
    pool = pool.with_columns(pl.when(pl.all() != "").then(pl.all())).with_columns(
        pl.col(q.id).cast(pl.Float64 if q.type == "decimal" else pl.Int64, strict=False)
        for q in rules.questions
        if q.type != "choice"
    )

    def batches(*_pushed: object) -> Iterator[pl.DataFrame]:
        for start in range(0, households, ROWS):
            numbers = pl.Series(range(start, min(start + ROWS, households)))
            ids = (numbers * 7_919_999 % 99_999_989).cast(pl.String).str.zfill(8)
            rows = pool.sample(len(ids), with_replacement=True, seed=start)
            yield rows.select(("H" + ids).alias("household_id"), *columns)

    return register_io_source(batches, schema={"household_id": pl.String, **pool.schema})


def compare(reference: Path, *others: Path) -> None:
    """End the run unless every program gives the scores that the first one gives to the households it scores."""

    def scores(path: Path) -> pl.LazyFrame:
        found = pl.scan_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.scan_parquet(path)
        return found.select(pl.col(COLUMNS).cast(pl.String).fill_null("")).filter(pl.col("class") != "")

    for other in others:
        found = scores(other)
        known = found.select("household_id")
        mine = scores(reference).join(known, on="household_id", how="semi")
        same = mine.join(found, on=COLUMNS, how="semi")
        compared, equal = (frame.select(pl.len()).collect().item() for frame in (mine, same))
        print(f"{other.stem}: {equal:,} of {compared:,} households have the same scores")
        if not compared or equal < compared:
            sys.exit(3)


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), *map(int, sys.argv[3:]))
    else:
        compare(*map(Path, sys.argv[2:]))
