"""The interval of a share (Wilson's score interval), corrected for a finite population."""

from __future__ import annotations

import math
from typing import NamedTuple

from rasoat.measure.sampling import quantile


class Interval(NamedTuple):
    """A share between its bounds; all three from 0 to 1."""

    low: float
    share: float
    high: float


def wilson(share: float, size: float, confidence: int, *, of: float = math.inf) -> Interval:
    """Return the interval of ``share`` seen in ``size`` checked of a population ``of`` (endless unless given).

    ``size`` may be an effective size. Nobody checked: the interval is from 0 to 1; everybody checked: it has no width.
    Raises ``ValueError`` for a share outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share {share} is not between 0 and 1")
    if size <= 0:
        return Interval(0.0, share, 1.0)
    if size >= of:
        return Interval(share, share, share)
    seen = size / (1 - size / of)
    square = quantile(confidence) ** 2
    middle = share + square / (2 * seen)
    spread = math.sqrt(square * (share * (1 - share) + square / (4 * seen)) / seen)
    low, high = ((middle + sign * spread) / (1 + square / seen) for sign in (-1, 1))
    return Interval(max(0.0, min(low, share)), share, min(1.0, max(high, share)))
