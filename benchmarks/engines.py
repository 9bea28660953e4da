"""``rasoat score`` beside Polars SQL, DuckDB and pandas written by hand, and the plain-Python oracle, in one run.

Usage: ``python benchmarks/engines.py [--households N] [--rounds N] [--programs NAMES] [--keep DIR]``. Every program runs
in a process of its own, in turn, round after round; the table shows medians. The rivals read the same typed Parquet file,
which holds one faulty household in a hundred, and check nothing; where ``rasoat`` gives a score they must give the same.
DuckDB and pandas are left out when they are not there: ``pip install duckdb pandas pyarrow``.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
from pathlib import Path

from score import DAY, PACK, Cost, run

STEPS, RIVALS = (str(Path(__file__).with_name(name)) for name in ("engine_steps.py", "rivals.py"))
ORACLE = 100_000
"""So many households are given to the oracle, whose figures are scaled to all of them."""
NEEDS = {"duckdb": ("duckdb",), "pandas": ("pandas", "pyarrow")}
NAMES = {
    "rasoat": "`rasoat score`, Parquet",
    "rasoat csv": "`rasoat score`, CSV",
    "rasoat duckdb": "`rasoat score --engine duckdb`, Parquet",
    "polars": "Polars SQL by hand, Parquet",
    "duckdb": "DuckDB by hand, Parquet",
    "pandas": "pandas script, Parquet",
    "oracle": f"oracle in plain Python, CSV (scaled from {ORACLE:,})",
}
DEFAULT = "rasoat,rasoat csv,polars,duckdb,pandas,oracle"


def main() -> None:
    """Write the files, run every program in turn, compare their results, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--programs", default=DEFAULT, help=f"some of: {', '.join(NAMES)}")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        names = [name for name in options.programs.split(",") if installed(name)]
        step("prepare", folder, options.households, ORACLE)
        costs = measure(folder, names, options.rounds, options.households)
        step("compare", *(result(folder, name) for name in names))
    show(costs, options.households)


def installed(name: str) -> bool:
    """Return whether what a program needs is there; say so when it is not."""
    needs = NEEDS.get(name.removeprefix("rasoat "), ())
    missing = [each for each in needs if importlib.util.find_spec(each) is None]
    if missing:
        print(f"{NAMES[name]} is left out: pip install {' '.join(missing)}")
    return not missing


def step(name: str, *arguments: object) -> None:
    """Do one step in a process of its own: the peak of a process counts from what its parent held."""
    run([sys.executable, STEPS, name, *map(str, arguments)], ends=(0,))


def measure(folder: Path, names: list[str], rounds: int, households: int) -> dict[str, list[Cost]]:
    """Run every program in turn, ``rounds`` times; the oracle, which is slow, once."""
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in names if turn % 2 == 0 else reversed(names):
            if name == "oracle" and turn > 0:
                continue
            cost = run(command(folder, name), ends=(0, 1) if name.startswith("rasoat") else (0,))
            scale = max(1.0, households / ORACLE) if name == "oracle" else 1.0
            costs[name].append(Cost(cost.seconds * scale, cost.cpu * scale, cost.memory))
    return costs


def command(folder: Path, name: str) -> list[str]:
    """Return the command line of one program."""
    if not name.startswith("rasoat"):
        source = folder / ("oracle.csv" if name == "oracle" else "answers.parquet")
        return [sys.executable, RIVALS, name, str(folder), str(source), str(result(folder, name))]
    source = folder / ("answers.csv" if name == "rasoat csv" else "answers.parquet")
    more = ["--engine", "duckdb"] if name == "rasoat duckdb" else []
    score = [sys.executable, "-m", "rasoat.cli", "score", str(source), "--pack", PACK, "--on", DAY]
    return [*score, "--allow-unverified", "--out", str(result(folder, name)), *more]


def result(folder: Path, name: str) -> Path:
    """Return where a program writes its scores."""
    return folder / f"scores-{name.replace(' ', '-')}.{'csv' if name == 'oracle' else 'parquet'}"


def show(costs: dict[str, list[Cost]], households: int) -> None:
    """Print the table; the ratio is to the quickest query written by hand."""
    median = {
        name: Cost(*(statistics.median(each[i] for each in found) for i in range(3)))
        for name, found in costs.items()
    }
    by_hand = [median[name] for name in ("polars", "duckdb") if name in median]
    best = min(by_hand or median.values(), key=lambda cost: cost.seconds)
    print(f"{households:,} households, medians of {max(map(len, costs.values()))} rounds\n")
    print("| program | seconds | CPU seconds | peak MiB | times the best query | CPU times |")
    print("| --- | --: | --: | --: | --: | --: |")
    for name, cost in median.items():
        figures = f"{cost.seconds:.2f} | {cost.cpu:.2f} | {cost.memory:.0f}"
        print(
            f"| {NAMES[name]} | {figures} | {cost.seconds / best.seconds:.2f} | {cost.cpu / best.cpu:.2f} |"
        )


if __name__ == "__main__":
    main()
