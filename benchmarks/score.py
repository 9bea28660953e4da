"""Time and peak memory of ``rasoat score`` on a million households, against plain reading and writing.

Usage: ``python benchmarks/score.py [--households N] [--keep DIR]``. Prints seconds, processor seconds and peak
memory, and the ratio to a program that only reads the same file and writes seven of its columns.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from rasoat import law
from rasoat.law import Question, Rules

PACK, DAY = "vn-2016", "2018-11-10"
POOL = 20_000
COPY = """
import sys, polars as pl
from rasoat.scoring.batch import RESULT_COLUMNS
frame = pl.scan_csv(sys.argv[1], infer_schema=False)
columns = frame.collect_schema().names()[: len(RESULT_COLUMNS)]
frame.select(columns).sink_csv(sys.argv[2])
"""


def main() -> None:
    """Write the file, run both programs, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / "answers.csv"
        write(source, options.households)
        copy = [sys.executable, "-c", COPY, str(source), str(folder / "copy.csv")]
        score = [sys.executable, "-m", "rasoat.cli", "score", str(source), "--pack", PACK, "--on", DAY]
        score += ["--allow-unverified", "--out", str(folder / "scores.csv")]
        plain, scored = run(copy), run(score)
    print(f"{options.households:,} households")
    print(f"plain copy: {plain}")
    print(f"score:      {scored}")
    print(f"ratio:      time x {scored.seconds / plain.seconds:.1f}, CPU x {scored.cpu / plain.cpu:.1f}")


class Cost(NamedTuple):
    """What one program took: wall seconds, processor seconds, peak resident memory in MiB."""

    seconds: float
    cpu: float
    memory: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.cpu:.1f} s of CPU, {self.memory} MiB"


def run(command: list[str], ends: tuple[int, ...] = (0, 1)) -> Cost:
    """Run a program to its end and return what it took; one of the exit codes ``ends`` is expected.

    Its bytecode is written and used, as that of an installed program is.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ends:
            said.seek(0)
            raise SystemExit(f"{command} ended with {process.returncode}\n{said.read().decode()}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def write(target: Path, households: int) -> None:
    """Write ``households`` rows drawn from a pool of seeded random households; one in a hundred is faulty."""
    rules = law.load(PACK).on(dt.date.fromisoformat(DAY))
    random.seed(2018)
    pool = [household(rules) for _ in range(min(POOL, households))]
    with target.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(rules.answer_columns) + "\n")
        for number in range(households):
            file.write(f"H{number:07d},{random.choice(pool)}\n")


def household(rules: Rules) -> str:
    """Return one random household as the text of a row without its id."""
    rural = random.random() < 0.9
    size = random.randint(1, 8)
    cells = ["rural" if rural else "urban", random.choice(rules.regions) if rural else ""]
    cells += [answer(question, rural, size) for question in rules.questions]
    if random.random() < 0.01:
        cells[random.randrange(3, len(cells))] = "?"
    return ",".join(cells)


def answer(question: Question, rural: bool, size: int) -> str:
    """Return a possible answer to one question."""
    if question.relevant and not rural:
        return ""
    if question.id == "household_size":
        return str(size)
    if question.type == "choice":
        return random.choice(question.choices).key
    if question.type == "yes_no":
        return str(int(random.random() < 0.3))
    if question.type == "decimal":
        return f"{random.randint(1500, 16000) / 100:.2f}"
    return str(random.randint(0, size if question.at_most else 400))


if __name__ == "__main__":
    main()
