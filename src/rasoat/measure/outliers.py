"""Who answers unlike his neighbours: shares of one group tested against those of all the others."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from statistics import NormalDist
from typing import NamedTuple

ALARM = 0.01
"""How probable a false alarm is for a whole commune, all marks and groups taken together."""


class Outlier(NamedTuple):
    """A group whose share of ``mark`` lies far from that of the others; shares from 0 to 1."""

    mark: str
    share: float
    others: float


def outliers(rows: Iterable[tuple[str, Iterable[str]]], least: int = 10) -> Mapping[str, Outlier]:
    """Return the groups (reviewers) with a share far from the others', each with its farthest mark.

    ``rows`` is (group, marks of the household). A group, and all others together, need ``least`` households. Shares are
    compared by the two-sample test of proportions, the level divided by the number of comparisons (Bonferroni). The
    farthest is taken out before the next is looked for, so that nobody stands out beside him alone.
    """
    sizes: Counter[str] = Counter()
    marked: dict[str, Counter[str]] = defaultdict(Counter)
    for group, marks in rows:
        sizes[group] += 1
        marked[group].update(set(marks))
    found: dict[str, Outlier] = {}
    while (next_ := _next(sizes, marked, least)) is not None:
        name, found[name] = next_
        del sizes[name], marked[name]
    return found


def _next(sizes: Counter[str], marked: Mapping[str, Counter[str]], least: int) -> tuple[str, Outlier] | None:
    """Return the group that lies farthest from all others, if that is farther than chance allows."""
    everybody = sum((Counter(counts) for counts in marked.values()), Counter[str]())
    total = sizes.total()
    groups = [name for name in sorted(sizes) if sizes[name] >= least and total - sizes[name] >= least]
    if not groups or not everybody:
        return None
    limit = NormalDist().inv_cdf(1 - ALARM / (2 * len(groups) * len(everybody)))
    ranked = ((*_farthest(marked[name], sizes[name], everybody, total), name) for name in groups)
    far, outlier, name = max(ranked, key=lambda each: each[0])
    return (name, outlier) if far >= limit else None


def _farthest(own: Counter[str], size: int, everybody: Counter[str], total: int) -> tuple[float, Outlier]:
    """Return how many standard errors the farthest mark lies away, and the mark."""
    rest = total - size
    far, found = 0.0, Outlier("", 0.0, 0.0)
    for mark, count in sorted(everybody.items()):
        share, others, pooled = own[mark] / size, (count - own[mark]) / rest, count / total
        error = math.sqrt(pooled * (1 - pooled) * (1 / size + 1 / rest))
        if error and abs(share - others) / error > far:
            far, found = abs(share - others) / error, Outlier(mark, share, others)
    return far, found
