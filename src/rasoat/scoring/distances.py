"""How far the next class is: along B1, and along B2 where deprivations decide."""

from __future__ import annotations

from collections.abc import Iterator

from rasoat.law import Rules
from rasoat.scoring.explanation import Distance
from rasoat.scoring.results import Scored


def along_b1(rules: Rules, result: Scored, language: str) -> Iterator[Distance]:
    """Yield the next class below and above along B1, B2 staying as it is."""
    bounds = result.rule.bounds
    for target in (bounds.b1_above, None if bounds.b1_to is None else bounds.b1_to + 1):
        if target is not None:
            cls = rules.classify(result.rule.area_type, target, result.b2).cls
            yield Distance("b1", target - result.b1, cls.label(language), cls)


def along_b2(rules: Rules, result: Scored, language: str) -> Iterator[Distance]:
    """Yield the next class along B2, B1 staying as it is: the fewest indicators that must end or begin."""
    bounds = result.rule.bounds
    for limit, ends in ((bounds.b2_from, True), (bounds.b2_below, False)):
        if limit is None:
            continue
        b2, count = result.b2, 0
        for points in _weights(rules, result, deprived=ends):
            b2, count = (b2 - points if ends else b2 + points), count + 1
            if not bounds.hold(result.b1, b2):
                cls = rules.classify(result.rule.area_type, result.b1, b2).cls
                yield Distance("b2", b2 - result.b2, cls.label(language), cls, count)
                break


def _weights(rules: Rules, result: Scored, *, deprived: bool) -> list[int]:
    """Return the points of the indicators that are (not) deprived, the heaviest first."""
    found = (i.points.value for i in rules.indicators if (i.number in result.deprivations) is deprived)
    return sorted(found, reverse=True)
