"""What somebody would write by hand to score a file of sound answers: SQL, a pandas script, plain Python.

None of them checks an answer or names a reason: a household with an impossible answer gets some number. They write the
seven columns of ``rasoat score``, the reasons empty. Usage: ``python benchmarks/rivals.py NAME FOLDER SOURCE OUT``, where FOLDER
holds the query and the tables that ``queries.py`` wrote.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def run_polars(folder: Path, source: Path, out: Path) -> None:
    """Polars SQL."""
    import polars as pl

    context = pl.SQLContext(households=pl.scan_parquet(source))
    context.execute((folder / "query.sql").read_text()).sink_parquet(out)


def run_duckdb(folder: Path, source: Path, out: Path) -> None:
    """DuckDB, which keeps the order of the rows."""
    import duckdb

    query = (folder / "query.sql").read_text().replace("FROM households", f"FROM '{source}'")
    duckdb.connect().execute(f"COPY ({query}) TO '{out}' (FORMAT parquet)")


def run_pandas(folder: Path, source: Path, out: Path) -> None:
    """A pandas script: one array of points an item, looked up by option and area."""
    import numpy as np
    import pandas as pd

    law = json.loads((folder / "law.json").read_text())
    frame = pd.read_parquet(source)
    area = (
        frame["region"].map({key: n for n, key in enumerate(law["areas"])}).fillna(law["urban"]).astype(int)
    )
    b1 = sum(_pandas_points(np, frame, item, area.to_numpy()) for item in law["items"])
    signs = {number: frame.eval(sign).to_numpy(bool) for number, sign, _points in law["indicators"]}
    b2 = sum(signs[number] * points for number, _sign, points in law["indicators"])
    texts = pd.Series("", index=frame.index)
    for number, sign in signs.items():
        texts = texts.where(~sign, texts + f"{number};")
    bounds = [frame["area_type"].eq(kind) & (b1 > low) & (b1 <= high) & (b2 >= least) & (b2 < less)
              for _name, kind, low, high, least, less in law["classes"]]  # fmt: skip
    names = np.select(bounds, [rule[0] for rule in law["classes"]], default="")
    status = np.where(names == "", "refused", "scored")
    scores = {"household_id": frame["household_id"], "status": status, "b1": b1, "b2": b2, "class": names}
    lacking = {"deprivations": texts.str.rstrip(";"), "reasons": None}
    pd.DataFrame({**scores, **lacking}).to_parquet(out, index=False)


def _pandas_points(np: Any, frame: Any, item: dict[str, Any], area: Any) -> Any:
    answer = frame[item["column"]]
    if "keys" in item:
        option = answer.map({key: n for n, key in enumerate(item["keys"])}).fillna(0).to_numpy(int)
    else:
        amount = answer / frame[item["per"]] if item["per"] else answer
        option = np.searchsorted(np.array(item["limits"]), amount.to_numpy(float), side="right")
    points = np.array(item["points"])[np.minimum(option, len(item["points"]) - 1), area]
    return np.where(frame[item["waiver"]] == 1, 0, points) if item["waiver"] else points


def run_oracle(_folder: Path, source: Path, out: Path) -> None:
    """The scorer of the tests in plain Python, written from the printed law; ``source`` is CSV."""
    import csv

    sys.path.insert(0, str(ROOT))
    from tests.scoring.oracle import oracle

    with (
        source.open(encoding="utf-8", newline="") as answers,
        out.open("w", encoding="utf-8", newline="") as scores,
    ):
        writer = csv.writer(scores)
        writer.writerow(["household_id", "status", "b1", "b2", "class", "deprivations", "reasons"])
        for row in csv.DictReader(answers):
            found = oracle(row)
            if found:
                b1, b2, name, lacking = found
                writer.writerow(
                    [row["household_id"], "scored", b1, b2, name, ";".join(map(str, lacking)), ""]
                )


RUNS: dict[str, Callable[[Path, Path, Path], None]] = {
    "polars": run_polars,
    "duckdb": run_duckdb,
    "pandas": run_pandas,
    "oracle": run_oracle,
}


if __name__ == "__main__":
    RUNS[sys.argv[1]](*map(Path, sys.argv[2:]))
