"""Rings of positions: which way round, how large, a point inside. Pure functions over lists of (x, y) in degrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

Ring = list[list[float]]
Geometry = dict[str, Any]


def signed_area(ring: Ring) -> float:
    """Return the area in square degrees, positive when the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def polygons(geometry: Geometry) -> list[list[Ring]]:
    """Return the polygons of a Polygon or MultiPolygon, each as its outer ring and its holes."""
    found: list[list[Ring]] = geometry["coordinates"]
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else found


def rewound(geometry: Geometry, *, outer_counter_clockwise: bool = True) -> Geometry:
    """Return the geometry with its outer rings all one way round and its holes the other (RFC 7946 by default)."""
    turned = [
        [_turned(ring, outer_counter_clockwise == (number == 0)) for number, ring in enumerate(polygon)]
        for polygon in polygons(geometry)
    ]
    single = geometry["type"] == "Polygon"
    return {"type": geometry["type"], "coordinates": turned[0] if single else turned}


def for_drawing(geometry: Geometry) -> Geometry:
    """Return the geometry as the projection wants it: outer rings clockwise, else it fills the rest of the globe."""
    return rewound(geometry, outer_counter_clockwise=False)


def _turned(ring: Ring, counter_clockwise: bool) -> Ring:
    return ring if (signed_area(ring) > 0) == counter_clockwise else ring[::-1]


def point_inside(geometry: Geometry) -> tuple[float, float]:
    """Return a point well inside the largest polygon, where a label may stand: amid the widest stretch at mid height."""
    polygon = max(polygons(geometry), key=lambda rings: abs(signed_area(rings[0])))
    heights = [y for _x, y in polygon[0]]
    low, high = min(heights), max(heights)
    best = (polygon[0][0][0], polygon[0][0][1], -1.0)
    for part in (0.5, 0.42, 0.58, 0.34, 0.66):
        level = low + (high - low) * part + 1e-9
        for left, right in _stretches(polygon, level):
            if right - left > best[2] * (1 if part == 0.5 else 1.15):
                best = ((left + right) / 2, level, right - left)
    return best[0], best[1]


def _stretches(polygon: Sequence[Ring], level: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a horizontal line that lie inside."""
    cuts = sorted(
        ax + (level - ay) * (bx - ax) / (by - ay)
        for ring in polygon
        for (ax, ay), (bx, by) in pairwise([point[:2] for point in ring])
        if (ay > level) != (by > level)
    )
    yield from zip(cuts[::2], cuts[1::2], strict=False)


def bounds(geometries: Sequence[Geometry]) -> tuple[float, float, float, float]:
    """Return the least and the greatest x and y: (x0, y0, x1, y1)."""
    points = [point for geometry in geometries for polygon in polygons(geometry) for point in polygon[0]]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)
