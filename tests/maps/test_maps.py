"""Boundaries come in whole or not at all; without them tiles keep neighbours together."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.areas.models import Unit
from rasoat.audit.models import Entry
from rasoat.errors import InputError, NotAllowed, Refused
from rasoat.maps.actions import ImportBoundaries
from rasoat.maps.geometry import for_drawing, point_inside, polygons, signed_area
from rasoat.maps.models import Boundary, BoundarySet
from rasoat.maps.queries import boundaries_of
from rasoat.maps.reading import LARGEST, read_boundaries
from rasoat.maps.tiles import from_points, in_order, points_from_neighbours
from rasoat.reports.dashboards.drawing import svg
from rasoat.reports.dashboards.maps import maps
from rasoat.reports.dashboards.sources import Sources
from tests.reports.test_behind import told
from tests.world import World, make_world

INVENTED = Path(__file__).with_name("invented.geojson").read_bytes()
REAL = Path(__file__).parents[3] / "shared" / "data" / "ba-be-communes-pre-2020.geojson"
SINCE = date(2018, 1, 1)


@pytest.fixture
def world(db: None) -> World:
    """A district of two communes."""
    return make_world()


def importing(
    world: World, content: bytes = INVENTED, who: str = "district_officer", **more: Any
) -> ImportBoundaries:
    """The action of taking a file, not yet run."""
    wanted = {"root": world.district, "valid_from": SINCE, "source": "Bản vẽ thử", **more}
    return ImportBoundaries(actor=world.people[who], file_name="xa.geojson", content=content, **wanted)


def changed(**changes: Any) -> bytes:
    """The invented file with another first feature."""
    read = json.loads(INVENTED)
    read["features"][0] |= changes
    return json.dumps(read).encode()


def faults(world: World, content: bytes) -> list[str]:
    """The codes of the faults of a file."""
    return [fault.code for fault in importing(world, content).reading.faults]


def test_a_file_is_taken_with_its_day_and_logged(world: World) -> None:
    """Each unit has its area, outer rings counter-clockwise, and a point inside; the log keeps the hash."""
    made = importing(world).run()
    assert (made.units, made.level, made.valid_from) == (2, "commune", SINCE)
    for boundary in made.boundaries.all():
        for polygon in polygons(boundary.geometry):
            assert [signed_area(ring) > 0 for ring in polygon] == [True, *[False] * (len(polygon) - 1)]
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.facts["units"], entry.facts["turned"]) == ("map.import", 2, 1)


def square(x: float = 105.0, y: float = 22.0) -> list[Any]:
    """A ring."""
    return [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("G002", b"{"),
        ("G002", "{é".encode("latin-1")),
        ("G003", b'{"type": "FeatureCollection", "features": []}'),
        ("G003", b"[1]"),
        ("G004", changed(properties={})),
        ("G004", changed(properties=None)),
        ("G005", changed(properties={"code": "99999"})),
        ("G006", changed(properties={"code": "01909"})),
        ("G007", changed(geometry={"type": "LineString", "coordinates": [[1, 2], [3, 4]]})),
        ("G007", changed(geometry=None)),
        ("G008", changed(geometry={"type": "Polygon", "coordinates": [square()[:-1]]})),
        ("G008", changed(geometry={"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]})),
        ("G008", changed(geometry={"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [3, 3], [1, 1]]]})),
        (
            "G008",
            changed(geometry={"type": "Polygon", "coordinates": [[["x", 2], [3, 4], [5, 6], ["x", 2]]]}),
        ),
        ("G008", changed(geometry={"type": "Polygon", "coordinates": []})),
        ("G008", changed(geometry={"type": "MultiPolygon", "coordinates": 3})),
        ("G009", changed(geometry={"type": "Polygon", "coordinates": [square(430000, 2480000)]})),
        ("G010", changed(properties={"code": "01906-01"})),
        ("G012", changed(properties={"code": "01906", "neighbours": ["77777"]}, geometry=None)),
    ],
)
def test_a_faulty_file_says_where_and_changes_nothing(world: World, code: str, content: bytes) -> None:
    """Every fault has its code; the file is refused as a whole."""
    assert code in faults(world, content)
    with pytest.raises(InputError) as refused:
        importing(world, content).run()
    assert refused.value.code == code
    assert (BoundarySet.objects.count(), Boundary.objects.count()) == (0, 0)


def test_all_faults_are_named_at_once(world: World) -> None:
    """Two features with a fault give two sentences, each with its feature."""
    read = json.loads(INVENTED)
    for feature in read["features"]:
        feature["properties"] = {"code": "0"}
    found = importing(world, json.dumps(read).encode()).reading.faults
    assert [(fault.code, fault.where["feature"]) for fault in found] == [("G005", 1), ("G005", 2)]


def test_a_file_too_large_is_not_read(world: World) -> None:
    """Ten megabytes are the most."""
    assert faults(world, b" " * (LARGEST + 1)) == ["G001"]


def test_the_same_file_for_the_same_day_is_refused(world: World) -> None:
    """A second time is a mistake (G013)."""
    importing(world).run()
    with pytest.raises(Refused) as refused:
        importing(world).run()
    assert refused.value.code == "G013"


def test_only_whom_the_role_permits(world: World) -> None:
    """A commune's officer may not, nor the district's officer for the province."""
    for more in ({"who": "commune_officer"}, {"root": world.province}):
        with pytest.raises(NotAllowed):
            importing(world, **more).run()


def test_boundaries_hold_from_their_day(world: World) -> None:
    """Before a set's day the older one holds; a round sees what was in force on its reference date."""
    importing(world).run()
    newer = json.loads(INVENTED)
    newer["features"].pop()
    importing(world, json.dumps(newer).encode(), valid_from=date(2019, 7, 1)).run()
    seen = [
        {unit: row.set.valid_from.year for unit, row in boundaries_of(world.communes, day).items()}
        for day in (date(2017, 1, 1), date(2018, 10, 1), date(2020, 1, 1))
    ]
    first, second = (unit.pk for unit in world.communes)
    assert seen == [{}, {first: 2018, second: 2018}, {first: 2019, second: 2018}]


def test_the_map_is_drawn_from_boundaries_else_from_tiles(db: None) -> None:
    """With every boundary known it is a map with names; with one missing it is tiles that say so."""
    world = told()
    drawn = []
    for take in (False, True):
        if take:
            importing(world).run()
        chart = next(maps(Sources(world.round, world.district, linked=True)))
        drawn.append((chart.note, svg(chart.wide)))
        assert f"/bao-cao/{world.round.pk}/01906/results/ho/c3/" in str(chart.wide)
    (tiles, squares), (boundaries, areas) = drawn
    assert ("Chưa có ranh giới" in tiles, "Chưa có ranh giới" in boundaries) == (True, False)
    for picture in (squares, areas):
        assert "Xã thử 01906" in picture
    assert "mark-shape role-mark" in areas


def test_the_page_takes_a_file_and_tells_the_faults(world: World) -> None:
    """A good file leads back to the page; a faulty one stays with every fault and its sentence (422)."""
    client = Client()
    client.force_login(world.people["district_officer"], backend="django.contrib.auth.backends.ModelBackend")

    def send(content: bytes) -> Any:
        file = SimpleUploadedFile("xa.geojson", content)
        return client.post("/ranh-gioi/061/", {"file": file, "valid_from": "01/01/2018", "source": "Thử"})

    refused = send(INVENTED.replace(b"0190", b"9190"))
    assert refused.status_code == 422
    assert refused.content.decode().count('data-code="G005"') == 2
    assert send(INVENTED).status_code == 302
    assert "Bản vẽ" not in client.get("/ranh-gioi/061/").content.decode()
    assert BoundarySet.objects.get().units == 2


@pytest.mark.skipif(not REAL.exists(), reason=f"no {REAL.name} beside the project")
def test_real_boundaries_are_read_and_labelled_inside(db: None) -> None:
    """All communes of a real district are read; each label stands inside its own area."""
    content = REAL.read_bytes()
    codes = [feature["properties"]["code"] for feature in json.loads(content)["features"]]
    units = {code: Unit(code=code, level="commune", kind="Xã", name=code) for code in codes}
    reading = read_boundaries(content, units)
    assert (reading.faults, len(reading.places)) == ([], len(codes))
    for place in reading.places:
        owners = [
            each for each in reading.places if each.geometry and _inside(each.geometry, place.x, place.y)
        ]
        assert [each.unit.code for each in owners] == [place.unit.code]


def _inside(geometry: dict[str, Any], x: float, y: float) -> bool:
    """Count crossings to the right of the point."""
    crossings = 0
    for polygon in polygons(geometry):
        for ring in polygon:
            for (ax, ay), (bx, by) in pairwise(ring):
                if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                    crossings += 1
    return crossings % 2 == 1


def test_a_ring_of_any_direction_is_drawn_clockwise() -> None:
    """What the projection draws has outer rings clockwise, whichever way they came."""
    for ring in (square(), square()[::-1]):
        turned = for_drawing({"type": "Polygon", "coordinates": [ring]})
        assert signed_area(turned["coordinates"][0]) < 0
    x, y = point_inside({"type": "Polygon", "coordinates": [square()]})
    assert (105.0 < x < 105.1, 22.0 < y < 22.1) == (True, True)


POINTS = st.lists(
    st.tuples(st.floats(102, 110, allow_nan=False), st.floats(8, 23, allow_nan=False)),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_tiles_never_share_a_place(points: list[tuple[float, float]]) -> None:
    """Each unit has a tile of its own, whatever the points."""
    places = from_points(points)
    assert len(set(places)) == len(points)
    assert len(set(in_order(len(points)))) == len(points)


def test_a_grid_of_points_becomes_that_grid() -> None:
    """Units that lie like a chessboard keep exactly their places: west is left, north is up."""
    points = [(105 + x * 0.1, 22 - y * 0.1) for x in range(4) for y in range(4)]
    assert from_points(points) == [(x, y) for x in range(4) for y in range(4)]


def test_neighbours_alone_make_neighbouring_tiles() -> None:
    """From a ring of borders come tiles in which neighbours are nearer than strangers."""
    keys = [f"{n}" for n in range(9)]
    grid = {key: [str(o) for o in range(9) if _touch(int(key), o)] for key in keys}
    places = from_points(points_from_neighbours(keys, grid))
    near = [dist(places[a], places[b]) for a in range(9) for b in range(a) if _touch(a, b)]
    far = [dist(places[a], places[b]) for a in range(9) for b in range(a) if not _touch(a, b)]
    assert sum(near) / len(near) < 0.75 * sum(far) / len(far)


def _touch(a: int, b: int) -> bool:
    return abs(a // 3 - b // 3) + abs(a % 3 - b % 3) == 1


def test_neighbours_in_a_file_give_points(world: World) -> None:
    """A file without any shape but with neighbours is taken for tiles."""
    features = [
        {"type": "Feature", "geometry": None, "properties": {"code": code, "neighbours": [other]}}
        for code, other in (("01906", "01909"), ("01909", "01906"))
    ]
    made = importing(world, json.dumps({"type": "FeatureCollection", "features": features}).encode()).run()
    assert [row.geometry for row in made.boundaries.all()] == [None, None]
