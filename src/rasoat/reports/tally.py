"""Count: groups of households with the tags that hold for them, added up by unit and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rasoat.law import ReportColumn, ReportLine
from rasoat.law.report_forms import Count
from rasoat.reports.definitions import Definition

Cells = dict[tuple[str, str, str], int]
"""Sums by unit path, line and column."""


class Group(NamedTuple):
    """Households of one village that are alike: the tags that hold, those not known, and how much they count.

    ``amounts`` holds ``households``, ``persons``, ``deprivations``, ``children`` and, for what is said of children,
    ``children question=answer``.
    """

    path: str
    tags: frozenset[str]
    unknown: frozenset[str]
    amounts: Mapping[str, int]


class Tally(NamedTuple):
    """Figures by unit, line and column, and where a figure is not known because a household is not."""

    cells: Cells
    unknown: Cells


def wanted(line: ReportLine, column: ReportColumn) -> Count | None:
    """Return what a figure counts: the column's households that also belong to the line."""
    if column.count is None:
        return None
    of = tuple(dict.fromkeys((*line.count.of, *column.count.of)))
    return Count(of, column.count.what or line.count.what, column.count.said)


def amount_of(count: Count) -> str:
    """Return the name of the amount that a count adds up."""
    said = " and ".join(f"{question}={answer}" for question, answer in count.said)
    return f"{count.what} {said}" if said else count.what


def matches(count: Count, group: Group) -> bool | None:
    """Tell whether the group is counted; None when that depends on something unknown."""
    missing = [tag for tag in count.of if tag not in group.tags]
    if not missing:
        return True
    return None if all(tag in group.unknown for tag in missing) else False


def tally(definition: Definition, groups: Iterable[Group]) -> Tally:
    """Add up the groups for every line and column of a report, in each village and every unit above it."""
    counts = [
        (line.key, column.name, count)
        for line in definition.lines
        for column in definition.columns
        if (count := wanted(line, column)) is not None
    ]
    cells: Cells = defaultdict(int)
    unknown: Cells = defaultdict(int)
    seen: dict[tuple[frozenset[str], frozenset[str]], list[tuple[str, str, str, bool]]] = {}
    for group in groups:
        kind = group.tags, group.unknown
        if kind not in seen:
            seen[kind] = list(_counted(counts, group))
        for line, column, amount, sure in seen[kind]:
            n = told(group.amounts, amount)
            if sure and n is not None:
                cells[group.path, line, column] += n
            elif n != 0:
                unknown[group.path, line, column] += 1
    return Tally(_rolled_up(cells), _rolled_up(unknown))


def told(amounts: Mapping[str, int], amount: str) -> int | None:
    """Return an amount; of children whose member table is there, an answer nobody gave is 0, else it is unknown."""
    if amount.startswith("children ") and "children" in amounts:
        return amounts.get(amount, 0)
    return amounts.get(amount)


def _counted(counts: list[tuple[str, str, Count]], group: Group) -> Iterator[tuple[str, str, str, bool]]:
    for line, column, count in counts:
        match = matches(count, group)
        if match is not False:
            yield line, column, amount_of(count), bool(match)


def _rolled_up(cells: Cells) -> Cells:
    """Add the figures of every village to every unit above it."""
    sums: Cells = defaultdict(int)
    for (village, line, column), amount in cells.items():
        for path in above(village):
            sums[path, line, column] += amount
    return sums


@lru_cache(maxsize=1 << 16)
def above(village: str) -> tuple[str, ...]:
    """Return the paths of the units above a village, and its own."""
    return tuple(village[: at + 1] for at, letter in enumerate(village) if letter == "/")


def merged(groups: Iterable[Group]) -> list[Group]:
    """Return the groups with those alike in one."""
    sums: dict[tuple[str, frozenset[str], frozenset[str], tuple[str, ...]], dict[str, int]] = {}
    for group in groups:
        key = (*group[:3], tuple(group.amounts))
        if key not in sums:
            sums[key] = dict(group.amounts)
        else:
            into = sums[key]
            for name, amount in group.amounts.items():
                into[name] += amount
    return [Group(*key[:3], amounts) for key, amounts in sums.items()]
