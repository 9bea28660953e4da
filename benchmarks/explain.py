"""How long it takes to explain one household: by the cold command, and inside a request.

Run ``python benchmarks/explain.py [--json]``. The command runs in a process of its own each time; seconds are the best
and the middle of several runs, beside an empty Python process and one plain scoring in the same run.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasoat import law
from rasoat.scoring import explain, score

DAY = dt.date(2018, 11, 10)
ROWS = 100_000
FAMILY = 6
PERSON = {
    "in_school": 0,
    "finished_lower_secondary": 1,
    "health_insurance": 1,
    "sick_no_care": 0,
    "able_to_work": 1,
}
PLAIN = {"choice": "other", "yes_no": 0, "integer": 0, "decimal": 42}


def answers(rules: law.Rules) -> dict[str, Any]:
    """Return the answers of an invented household of six, of the least option each."""
    found = {question.id: PLAIN[question.type] for question in rules.questions}
    own = {"area_type": "rural", "region": "NT2", "household_size": FAMILY, "qualification": "none"}
    return {**found, **own}


def times(run: Callable[[], object], count: int) -> dict[str, float]:
    """Return the best and the middle of ``count`` runs, in milliseconds."""
    taken = []
    for _ in range(count):
        begun = time.perf_counter()
        run()
        taken.append(1000 * (time.perf_counter() - begun))
    return {"best_ms": round(min(taken), 2), "median_ms": round(statistics.median(taken), 2)}


def command(folder: Path, rows: int, own: dict[str, Any]) -> Callable[[], object]:
    """Return a run of the command on a file of ``rows`` households, of which it explains the last."""
    path = folder / f"{rows}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["household_id", *own])
        writer.writerows([f"H{n}", *own.values()] for n in range(rows))
    arguments = ["explain", str(path), f"H{rows - 1}", "--pack", "vn-2016", "--on", DAY.isoformat()]
    return lambda: subprocess.run(
        [sys.executable, "-m", "rasoat.cli", *arguments], check=True, stdout=subprocess.DEVNULL
    )


def measure() -> dict[str, dict[str, float]]:
    """Return every case."""
    rules = law.load("vn-2016").on(DAY)
    own = answers(rules)
    blank = {column: answer for column, answer in own.items() if column not in rules.member_columns}
    family = [{"birth_date": f"{1960 + 9 * n}-05-01", **PERSON} for n in range(FAMILY)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return {
            "an empty Python process": times(
                lambda: subprocess.run([sys.executable, "-c", ""], check=True), 10
            ),
            "the command, a file of 1 household": times(command(folder, 1, own), 10),
            f"the command, a file of {ROWS} households": times(command(folder, ROWS, own), 10),
            "scored once, in a request": times(lambda: score(rules, own), 200),
            "explained, answers only": times(lambda: explain(rules, own), 50),
            f"explained, {FAMILY} members": times(lambda: explain(rules, blank, "vi", family), 50),
        }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    found = measure()
    if parser.parse_args().json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, taken in found.items():
        print(f"{name:<44} {taken['best_ms']:>9.2f} ms  {taken['median_ms']:>9.2f} ms")


if __name__ == "__main__":
    main()
