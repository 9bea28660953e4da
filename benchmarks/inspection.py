"""How long it takes to draw the inspection sample of a province, and to tell its errors.

Usage: ``python benchmarks/inspection.py [--households N]``. Makes 80,000 invented households in 1,400 villages and five classes,
draws for 95 % and 2 points, checks the drawn ones with invented findings, and prints the seconds of each step beside the seconds
of sorting the same households once.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from random import Random
from typing import TypeVar

from rasoat.measure import Checked, Frame, draw, errors, errors_by, sample_size

VILLAGES, CLASSES, REVIEWERS = (
    1_400,
    ("poor_income", "poor_deprivation", "near_poor", "average", "better_off"),
    900,
)
ResultT = TypeVar("ResultT")


def main() -> None:
    """Draw, estimate, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=80_000)
    households = parser.parse_args().households
    rng = Random(2018)
    frame = [
        (f"{rng.getrandbits(128):032x}", f"v{rng.randrange(VILLAGES):04d}/{rng.choice(CLASSES)}")
        for _ in range(households)
    ]
    plain, _ordered = timed(lambda: sorted(frame))
    spent, sample = timed(lambda: draw(frame, sample_size(households, 95, 2), 4711))
    rows = [_checked(rng, stratum) for stratum, (_, drawn) in sample.strata.items() for _ in range(drawn)]
    sizes = {name: there for name, (there, _drawn) in sample.strata.items()}
    told, _found = timed(lambda: _errors(rows, sizes))
    print(f"{households} households, {len(sample.strata)} strata, {len(sample.keys)} drawn")
    print(
        f"sorting them once {plain:.3f} s; the draw {spent:.3f} s ({spent / plain:.1f} times); errors {told:.3f} s"
    )


def _checked(rng: Random, stratum: str) -> Checked:
    first = stratum.split("/")[1].startswith("poor")
    return Checked(
        stratum, stratum[:5], f"r{rng.randrange(REVIEWERS)}", first, first != (rng.random() < 0.06)
    )


def _errors(rows: list[Checked], sizes: dict[str, int]) -> object:
    frame = Frame.of(sizes, rows)
    by = [errors_by(rows, key, frame, 95) for key in (lambda row: row.village, lambda row: row.reviewer)]
    return errors(rows, frame, 95), by


def timed(work: Callable[[], ResultT]) -> tuple[float, ResultT]:
    """Return the seconds that ``work`` took, and what it gave."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


if __name__ == "__main__":
    main()
