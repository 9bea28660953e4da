"""Places on a grid for units without boundaries: neighbours stay together as far as the grid lets them.

Three cases: points are known (columns from west to east, each from north to south, then mended by swaps); only
neighbours are known (points are made from how many borders lie between); nothing is known (the order of the tree,
to and fro, so that what follows one another is side by side).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, cos, dist, pi, sin, sqrt

Point = tuple[float, float]
Place = tuple[int, int]
"""Column and row, from the top left."""

_PASSES = 6
_ROUNDS = 120


def in_order(count: int) -> list[Place]:
    """Return ``count`` places row by row, every other row backwards."""
    width = max(1, ceil(sqrt(count)))
    return [
        (number % width if number // width % 2 == 0 else width - 1 - number % width, number // width)
        for number in range(count)
    ]


def from_points(points: Sequence[Point]) -> list[Place]:
    """Return a place for each point (x to the east, y to the north): no two alike, near what was near."""
    count = len(points)
    if count < 2:
        return [(0, 0)] * count
    width, height = _extent(points)
    columns = min(count, max(1, round(sqrt(count * width / height)))) if height else count
    rows = ceil(count / columns)
    by_east = sorted(range(count), key=lambda i: (points[i][0], points[i][1], i))
    places: list[Place] = [(0, 0)] * count
    for column in range(columns):
        part = by_east[column * count // columns : (column + 1) * count // columns]
        part.sort(key=lambda i: (-points[i][1], i))
        # A short column stands where its points are, not always at the top.
        free = rows - len(part)
        top = min(points, key=lambda p: -p[1])[1]
        middle = sum(top - points[i][1] for i in part) / len(part) / (height or 1)
        start = min(free, max(0, round(middle * rows - len(part) / 2)))
        for row, i in enumerate(part):
            places[i] = column, start + row
    return _mended(places, _scaled(points, columns, rows))


def _extent(points: Sequence[Point]) -> tuple[float, float]:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return max(xs) - min(xs), max(ys) - min(ys)


def _scaled(points: Sequence[Point], columns: int, rows: int) -> list[Point]:
    """Return the points in the measure of the grid, y downwards."""
    left, top = min(x for x, _y in points), max(y for _x, y in points)
    width, height = _extent(points)
    return [
        ((x - left) / (width or 1) * (columns - 1), (top - y) / (height or 1) * (rows - 1)) for x, y in points
    ]


def _mended(places: list[Place], wanted: Sequence[Point]) -> list[Place]:
    """Swap two tiles wherever both together come nearer to where they belong."""
    for _pass in range(_PASSES):
        changed = False
        for i in range(len(places)):
            for j in range(i):
                now = dist(places[i], wanted[i]) ** 2 + dist(places[j], wanted[j]) ** 2
                then = dist(places[j], wanted[i]) ** 2 + dist(places[i], wanted[j]) ** 2
                if then < now - 1e-9:
                    places[i], places[j] = places[j], places[i]
                    changed = True
        if not changed:
            break
    return places


def points_from_neighbours(keys: Sequence[str], neighbours: Mapping[str, Iterable[str]]) -> list[Point]:
    """Return points whose distances follow how many borders lie between two units (stress majorisation)."""
    count = len(keys)
    apart = _borders_between(keys, neighbours)
    points: list[Point] = [(cos(2 * pi * i / count), sin(2 * pi * i / count)) for i in range(count)]
    for _round in range(_ROUNDS):
        points = [_drawn(i, points, apart[i]) for i in range(count)]
    return points


def _drawn(i: int, points: Sequence[Point], apart: Sequence[int]) -> Point:
    x = y = weights = 0.0
    for j, (a, b) in enumerate(points):
        if i == j:
            continue
        far = dist(points[i], points[j]) or 1e-6
        weight = apart[j] ** -2
        x += weight * (a + apart[j] * (points[i][0] - a) / far)
        y += weight * (b + apart[j] * (points[i][1] - b) / far)
        weights += weight
    return (x / weights, y / weights) if weights else points[i]


def _borders_between(keys: Sequence[str], neighbours: Mapping[str, Iterable[str]]) -> list[list[int]]:
    """Return the borders between every two units; those without any way are as far as can be."""
    touching: dict[str, set[str]] = {key: set() for key in keys}
    for key, others in neighbours.items():
        for other in others:
            if key in touching and other in touching:
                touching[key].add(other)
                touching[other].add(key)
    table = []
    for key in keys:
        seen, waiting = {key: 0}, deque([key])
        while waiting:
            here = waiting.popleft()
            for other in sorted(touching[here] - seen.keys()):
                seen[other] = seen[here] + 1
                waiting.append(other)
        table.append([seen.get(other, len(keys)) for other in keys])
    return table
