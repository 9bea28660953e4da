"""Suppress small cells of a table whose rows are a tree of units and whose columns add up to a total.

The table is a network: every cell is an arc, every sum a node where as much flows in as out. A leaf's counts flow into
the leaf and its total out of it; a unit's count of a category flows from the unit above it to the units below. A reader
knows all published cells, all sums, and that no count is negative. He can compute a suppressed cell exactly when no
other whole, non-negative flow changes it: when its arc lies on no cycle of the residual network of suppressed arcs.
So each suppressed cell is given such a cycle, and what the cheapest cycle passes is suppressed with it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

K = 5
"""A count below this is not published."""
TOTAL = "total"
Cell = tuple[str, str]
"""Unit and category (or ``TOTAL``)."""
Node = tuple[str, str]


@dataclass(frozen=True)
class Tree:
    """Units with the unit above each (the root has none) and the counts of the leaves by category."""

    above: Mapping[str, str | None]
    counts: Mapping[Cell, int]
    categories: tuple[str, ...]

    @property
    def leaves(self) -> list[str]:
        """The units without units below, in the order given."""
        inner = set(self.above.values())
        return [unit for unit in self.above if unit not in inner]

    def cells(self) -> dict[Cell, int]:
        """Return every cell: of leaves as given, of units above as sums, with the total of each unit."""
        found: dict[Cell, int] = {
            (unit, category): 0 for unit in self.above for category in (*self.categories, TOTAL)
        }
        for leaf in self.leaves:
            for category in self.categories:
                count = self.counts.get((leaf, category), 0)
                for unit in self.upwards(leaf):
                    found[unit, category] += count
                    found[unit, TOTAL] += count
        return found

    def upwards(self, unit: str) -> Iterator[str]:
        """Yield the unit and those above it."""
        here: str | None = unit
        while here is not None:
            yield here
            here = self.above[here]


@dataclass(frozen=True)
class _Arc:
    cell: Cell
    tail: Node
    head: Node
    value: int


def _arcs(tree: Tree, cells: Mapping[Cell, int]) -> list[_Arc]:
    """Return the network: see the top of the module."""
    leaves = set(tree.leaves)
    root: Node = ("", "")
    arcs = []
    for unit, above in tree.above.items():
        for category in (*tree.categories, TOTAL):
            outer: Node = root if above is None else (above, category)
            inner: Node = (unit, "") if unit in leaves else (unit, category)
            tail, head = (inner, outer) if category == TOTAL else (outer, inner)
            arcs.append(_Arc((unit, category), tail, head, cells[unit, category]))
    return arcs


def suppressed(tree: Tree, k: int = K, also: Iterable[Cell] = ()) -> set[Cell]:
    """Return the cells not to be published: those below ``k`` (a count of none among them), and their companions.

    ``also`` names cells that are suppressed for another reason.
    """
    arcs = _arcs(tree, tree.cells())
    hidden = {arc.cell for arc in arcs if arc.value < k} | set(also)
    while True:
        bare = next((arc for arc in arcs if arc.cell in hidden and not _safe(arc, arcs, hidden)), None)
        if bare is None:
            return hidden
        hidden |= _companions(bare, arcs, hidden)


def recoverable(tree: Tree, hidden: Iterable[Cell]) -> set[Cell]:
    """Return the hidden cells that a reader could compute."""
    unseen = set(hidden)
    arcs = _arcs(tree, tree.cells())
    return {arc.cell for arc in arcs if arc.cell in unseen and not _safe(arc, arcs, unseen)}


def _safe(arc: _Arc, arcs: list[_Arc], hidden: set[Cell]) -> bool:
    open_arcs = [each for each in arcs if each.cell in hidden]
    return _path(arc, open_arcs, hidden) is not None


def _companions(arc: _Arc, arcs: list[_Arc], hidden: set[Cell]) -> set[Cell]:
    found = _path(arc, arcs, hidden)
    # A count may always grow together with its total, so there is a way round.
    assert found is not None
    return found


def _path(arc: _Arc, arcs: list[_Arc], hidden: set[Cell]) -> set[Cell] | None:
    """Return the cells of the cheapest cycle through ``arc`` that lets it grow or shrink, or None."""
    ways = _ways(arcs, hidden, arc)
    grow = _cheapest(ways, arc.head, arc.tail)
    shrink = _cheapest(ways, arc.tail, arc.head) if arc.value else None
    found = [each for each in (grow, shrink) if each is not None]
    return min(found)[1] if found else None


Ways = dict[Node, list[tuple[int, Node, Cell]]]


def _ways(arcs: list[_Arc], hidden: set[Cell], without: _Arc) -> Ways:
    """Return what can be walked: an arc forwards (its count grows), backwards where there is something to take away."""
    ways: Ways = {}
    for arc in arcs:
        if arc.cell == without.cell:
            continue
        # Totals and units above are dear: they say most.
        price = 0 if arc.cell in hidden else 10 + arc.value * (8 if arc.cell[1] == TOTAL else 1)
        ways.setdefault(arc.tail, []).append((price, arc.head, arc.cell))
        if arc.value:
            ways.setdefault(arc.head, []).append((price, arc.tail, arc.cell))
    return ways


def _cheapest(ways: Ways, start: Node, goal: Node) -> tuple[int, set[Cell]] | None:
    waiting: list[tuple[int, int, Node]] = [(0, 0, start)]
    best: dict[Node, int] = {start: 0}
    came: dict[Node, tuple[Node, Cell]] = {}
    number = 0
    while waiting:
        cost, _number, here = heapq.heappop(waiting)
        if here == goal:
            return cost, set(_walked(came, start, goal))
        if cost > best[here]:
            continue
        for price, there, cell in ways.get(here, ()):
            if cost + price < best.get(there, cost + price + 1):
                best[there] = cost + price
                came[there] = here, cell
                number += 1
                heapq.heappush(waiting, (cost + price, number, there))
    return None


def _walked(came: Mapping[Node, tuple[Node, Cell]], start: Node, goal: Node) -> Iterator[Cell]:
    here = goal
    while here != start:
        here, cell = came[here]
        yield cell
