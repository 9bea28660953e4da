"""Sample size, allocation to strata, and a draw that is the same whoever repeats it.

A household's turn is the SHA-256 of the seed and its own key, so that the order in which households are read, the
machine and the version of the language make no difference: the draw can be checked with any tool that knows SHA-256.
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from statistics import NormalDist
from typing import NamedTuple

HALF = 0.5
"""The share for which a sample must be largest: nothing is supposed beforehand."""


class Sample(NamedTuple):
    """What was drawn, and all that is needed to draw it again; ``strata`` holds (size, drawn) by stratum."""

    keys: tuple[str, ...]
    seed: int
    frame: str
    strata: Mapping[str, tuple[int, int]]


def quantile(confidence: int) -> float:
    """Return the two-sided normal quantile for a confidence in percent; raises ``ValueError`` outside 1 to 99."""
    if not 1 <= confidence <= 99:
        raise ValueError(f"confidence {confidence} is not between 1 and 99 percent")
    return NormalDist().inv_cdf(HALF + confidence / 200)


def sample_size(population: int, confidence: int, margin: int) -> int:
    """Return how many of ``population`` must be checked so that a share is known to ``margin`` percentage points.

    The worst share (one half) is supposed and the finite population corrected for; never more than ``population``.
    Raises ``ValueError`` for a margin outside 1 to 99.
    """
    if not 1 <= margin <= 99:
        raise ValueError(f"margin {margin} is not between 1 and 99 percentage points")
    if population <= 0:
        return 0
    endless = (quantile(confidence) * HALF * 100 / margin) ** 2
    return min(population, max(1, math.ceil(endless / (1 + (endless - 1) / population))))


def margin_of(size: int, population: int, confidence: int) -> float:
    """Return the margin in percentage points that ``size`` of ``population`` reach; 0 when all are checked."""
    if size >= population:
        return 0.0
    spread = quantile(confidence) * HALF / math.sqrt(size)
    return 100 * spread * math.sqrt((population - size) / max(population - 1, 1))


def allocate(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """Return how many of each stratum are drawn: in proportion, by largest remainder, one at least where ``total`` allows.

    Sums to ``total`` (or to all there are); never above a stratum's size; ties go by the stratum's name.
    """
    left = {name: size for name, size in sorted(sizes.items()) if size > 0}
    total = max(0, min(total, sum(left.values())))
    given = dict.fromkeys(sorted(sizes), 0)
    while total >= len(left) > 0:
        small = [name for name, size in left.items() if total * size < sum(left.values())]
        if not small:
            break
        for name in small:
            given[name] = 1
            total -= 1
            del left[name]
    return {**given, **_by_largest_remainder(left, total)}


def _by_largest_remainder(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    population = sum(sizes.values())
    if not population:
        return {}
    whole = {name: divmod(total * size, population) for name, size in sizes.items()}
    short = total - sum(quota for quota, _rest in whole.values())
    first = set(heapq.nsmallest(short, whole, key=lambda name: (-whole[name][1], name)))
    return {name: quota + (name in first) for name, (quota, _rest) in whole.items()}


def draw(frame: Iterable[tuple[str, str]], size: int, seed: int) -> Sample:
    """Draw ``size`` of the (key, stratum) of ``frame``, in proportion to the strata.

    The order of ``frame`` does not matter. Raises ``ValueError`` when a key occurs twice.
    """
    rows = list(frame)
    strata: dict[str, list[str]] = defaultdict(list)
    for key, stratum in rows:
        strata[stratum].append(key)
    if len({key for key, _stratum in rows}) != len(rows):
        raise ValueError("a household stands twice in the frame")
    wanted = allocate({name: len(keys) for name, keys in strata.items()}, size)
    drawn = {name: _first(strata[name], wanted[name], seed) for name in sorted(strata)}
    counts = {name: (len(strata[name]), len(keys)) for name, keys in drawn.items()}
    return Sample(tuple(chain.from_iterable(drawn.values())), seed, frame_hash(rows), counts)


def turn(seed: int, key: str) -> str:
    """Return the household's turn, the SHA-256 of ``seed:key``: the lowest are drawn."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def _first(keys: Iterable[str], count: int, seed: int) -> list[str]:
    return sorted(keys, key=lambda key: turn(seed, key))[:count] if count else []


def frame_hash(frame: Iterable[tuple[str, str]]) -> str:
    """Return the SHA-256 of the frame: a line ``key<TAB>stratum`` for each household, sorted."""
    lines = sorted(f"{key}\t{stratum}\n" for key, stratum in frame)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
