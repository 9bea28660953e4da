"""The score as a ladder: where a household stands on the scale of B1, and of B2 where that decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rasoat.law import Class, Rules

WIDTH = 640
ABOVE_LAST = 50


@dataclass(frozen=True)
class Segment:
    """A stretch of the scale with the class it leads to; ``bounds`` says from where to where."""

    kind: str
    x: int
    width: int
    label: str
    bounds: str


@dataclass(frozen=True)
class Ladder:
    """A score on its scale, the thresholds marked; all lengths in the units of the drawing."""

    name: str
    segments: tuple[Segment, ...]
    ticks: tuple[tuple[int, int], ...]
    at: int
    points: int

    @property
    def anchor(self) -> str:
        """Which side of the needle the number stands, so that it stays inside the drawing."""
        return "start" if self.at < WIDTH // 20 else "end" if self.at > WIDTH - WIDTH // 20 else "middle"

    @property
    def decides(self) -> bool:
        """Whether the place on this scale makes a difference."""
        return len({segment.label for segment in self.segments}) > 1


def ladders(rules: Rules, area_type: str, b1: int, b2: int, language: str) -> tuple[Ladder, ...]:
    """Return the scale of B1 at the household's B2, and the scale of B2 at its B1 where that decides."""
    own = [rule.bounds for rule in rules.class_rules if rule.area_type == area_type]
    b1_cuts = sorted({cut for bounds in own for cut in (bounds.b1_above, bounds.b1_to) if cut is not None})
    b2_cuts = sorted({cut for bounds in own for cut in (bounds.b2_from, bounds.b2_below) if cut is not None})
    along_b1 = _ladder(
        "B1",
        b1,
        [0, *b1_cuts, max([*b1_cuts, 0]) + ABOVE_LAST],
        lambda points: rules.classify(area_type, points, b2).cls,
        # A line of B1 still belongs to the class below it.
        ("{low} < B1 ≤ {high}", "B1 ≤ {high}", "B1 > {low}"),
        1,
        language,
    )
    full = sum(indicator.points.value for indicator in rules.indicators)
    along_b2 = _ladder(
        "B2",
        b2,
        [0, *b2_cuts, full],
        lambda points: rules.classify(area_type, b1, points).cls,
        # A line of B2 already belongs to the class above it.
        ("{low} ≤ B2 < {high}", "B2 < {high}", "B2 ≥ {low}"),
        0,
        language,
    )
    return (along_b1, along_b2) if along_b2.decides else (along_b1,)


def _ladder(
    name: str,
    points: int,
    edges: Sequence[int],
    class_at: Callable[[int], Class],
    bounds: tuple[str, str, str],
    inside: int,
    language: str,
) -> Ladder:
    top = max(edges[-1], points + 20 if points > edges[-1] else points)

    def at(place: int) -> int:
        return round(place * WIDTH / top)

    segments = []
    for low, high in pairwise([*edges[:-1], top]):
        cls = class_at(low + inside if low else 0)
        words = bounds[2] if high == top else bounds[0] if low else bounds[1]
        kind = "poor" if cls.is_poor else str(cls)
        where = words.format(low=low, high=high)
        segments.append(Segment(kind, at(low), at(high) - at(low), cls.label(language), where))
    ticks = tuple((at(cut), cut) for cut in edges[1:-1])
    return Ladder(name, tuple(segments), ticks, at(points), points)
