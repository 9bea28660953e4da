"""Read boundaries from GeoJSON: every fault is named with the feature it is in, and a file with one is not taken."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, NamedTuple

from rasoat.areas.models import Unit
from rasoat.errors import InputError
from rasoat.maps.geometry import Geometry, point_inside, rewound, signed_area
from rasoat.maps.tiles import points_from_neighbours
from rasoat.text_vi import clean_cell

LARGEST = 10 * 2**20
MOST_POINTS = 300_000
_CODES = ("code", "ma", "unit_code", "ma_don_vi")
_DEGREES = (180, 90)


class Place(NamedTuple):
    """A unit with its area (None: only a point is known) and a point inside it."""

    unit: Unit
    geometry: Geometry | None
    x: float
    y: float


@dataclass
class Reading:
    """What a file holds: places, the faults that keep it from being taken, and how many rings were turned round."""

    places: list[Place] = field(default_factory=list)
    faults: list[InputError] = field(default_factory=list)
    turned: int = 0


def read_boundaries(content: bytes, units: Mapping[str, Unit]) -> Reading:
    """Read a GeoJSON file of the ``units`` (by code); faults G001 to G012 are gathered, not raised."""
    reading = Reading()
    try:
        features = _features(content)
    except InputError as error:
        reading.faults.append(error)
        return reading
    reader = _Reader(units, reading)
    for number, feature in enumerate(features, start=1):
        try:
            reader.feature(number, feature)
        except InputError as error:
            reading.faults.append(error)
    reader.finish()
    return reading


def _features(content: bytes) -> list[Any]:
    if len(content) > LARGEST:
        raise InputError("G001", size=len(content) // 2**20 + 1, limit=LARGEST // 2**20)
    try:
        read = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("G002", line=1, problem="UTF-8") from error
    except json.JSONDecodeError as error:
        raise InputError("G002", line=error.lineno, problem=error.msg) from error
    except RecursionError as error:
        raise InputError("G002", line=1, problem="nesting") from error
    found = read.get("features") if isinstance(read, dict) else None
    if not isinstance(found, list) or not found or read.get("type") != "FeatureCollection":
        raise InputError("G003")
    return found


class _Reader:
    """Takes one feature after the other."""

    def __init__(self, units: Mapping[str, Unit], reading: Reading) -> None:
        self.units, self.reading = units, reading
        self.seen: dict[str, int] = {}
        self.points = 0
        self.neighbours: dict[str, list[str]] = {}

    def feature(self, number: int, feature: Any) -> None:
        unit = self._unit(number, feature)
        shape = feature.get("geometry")
        beside = feature["properties"].get("neighbours")
        if shape is None and beside:
            self.neighbours[unit.code] = self._beside(number, unit, beside)
            return
        kind = shape.get("type") if isinstance(shape, dict) else None
        if kind == "Point":
            x, y = self._position(number, unit, shape.get("coordinates"))
            self.reading.places.append(Place(unit, None, x, y))
        elif kind in ("Polygon", "MultiPolygon"):
            geometry = self._area(number, unit, kind, shape.get("coordinates"))
            self.reading.places.append(Place(unit, geometry, *point_inside(geometry)))
        else:
            raise InputError("G007", feature=number, unit=str(unit), found=str(kind or "–"))

    def finish(self) -> None:
        """Make points of the neighbours, and see that all units are of one level."""
        if self.neighbours:
            self._from_neighbours()
        if self.points > MOST_POINTS:
            self.reading.faults.append(InputError("G011", count=self.points, limit=MOST_POINTS))
        levels = sorted({place.unit.level for place in self.reading.places})
        if len(levels) > 1:
            self.reading.faults.append(InputError("G010", levels=", ".join(levels)))

    def _unit(self, number: int, feature: Any) -> Unit:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise InputError("G004", feature=number, names=", ".join(_CODES))
        given = next((properties[name] for name in _CODES if properties.get(name) not in (None, "")), None)
        code = clean_cell(str(feature.get("id") or "") if given is None else str(given))
        if not code:
            raise InputError("G004", feature=number, names=", ".join(_CODES))
        if code not in self.units:
            raise InputError("G005", feature=number, code=code[:40])
        if code in self.seen:
            raise InputError("G006", feature=number, code=code, first=self.seen[code])
        self.seen[code] = number
        return self.units[code]

    def _beside(self, number: int, unit: Unit, beside: Any) -> list[str]:
        codes = [clean_cell(str(each)) for each in beside] if isinstance(beside, list) else [str(beside)]
        for code in codes:
            if code not in self.units:
                raise InputError("G012", feature=number, unit=str(unit), code=code[:40])
        return codes

    def _from_neighbours(self) -> None:
        keys = sorted(self.neighbours)
        points = points_from_neighbours(keys, self.neighbours)
        self.reading.places += [
            Place(self.units[key], None, x, y) for key, (x, y) in zip(keys, points, strict=True)
        ]

    def _area(self, number: int, unit: Unit, kind: str, coordinates: Any) -> Geometry:
        polygons = [coordinates] if kind == "Polygon" else coordinates
        if not isinstance(polygons, list) or not polygons:
            raise InputError("G008", feature=number, unit=str(unit), ring=1)
        rings = [list(self._rings(number, unit, polygon)) for polygon in polygons]
        given: Geometry = {"type": kind, "coordinates": rings[0] if kind == "Polygon" else rings}
        turned = rewound(given)
        self.reading.turned += turned != given
        return turned

    def _rings(self, number: int, unit: Unit, polygon: Any) -> Iterator[list[list[float]]]:
        if not isinstance(polygon, list) or not polygon:
            raise InputError("G008", feature=number, unit=str(unit), ring=1)
        for count, ring in enumerate(polygon, start=1):
            wrong = InputError("G008", feature=number, unit=str(unit), ring=count)
            if not isinstance(ring, list) or len(ring) < 4:
                raise wrong
            read = [list(self._position(number, unit, position)) for position in ring]
            if read[0] != read[-1] or not signed_area(read):
                raise wrong
            yield read

    def _position(self, number: int, unit: Unit, position: Any) -> tuple[float, float]:
        self.points += 1
        numbers = position[:2] if isinstance(position, list) else []
        plain = all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers)
        if len(numbers) < 2 or not plain or not all(isfinite(each) for each in numbers):
            raise InputError("G008", feature=number, unit=str(unit), ring=1)
        x, y = map(float, numbers)
        if abs(x) > _DEGREES[0] or abs(y) > _DEGREES[1]:
            raise InputError("G009", feature=number, unit=str(unit), x=x, y=y)
        return x, y
