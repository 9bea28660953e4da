"""The map of a unit: its parts in five steps of a rate, by boundaries where they are known, else by tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, radians
from typing import Any

from django.utils.translation import gettext as _

from rasoat.areas.models import Unit
from rasoat.maps.geometry import Geometry, bounds, for_drawing, polygons, signed_area
from rasoat.maps.models import Boundary
from rasoat.maps.queries import boundaries_of
from rasoat.maps.tiles import from_points, in_order
from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, amid, as_given, plain, values
from rasoat.reports.dashboards.heat import wrapped_at
from rasoat.reports.dashboards.look import (
    INK,
    LEGEND,
    MARGIN,
    RAMPS,
    STRONG_LINE,
    UNKNOWN,
    WIDE,
    framed,
    ink_on,
    step_of,
)
from rasoat.reports.dashboards.sources import Sources, count_text, rate_text
from rasoat.reports.dashboards.units import legend
from rasoat.reports.table import Row, rate
from rasoat.rounds.models import Step
from rasoat.rounds.queries import progress

_TALLEST, _LOWEST = 1.25, 0.45
"""The height of a map as a part of its width, at most and at least."""


@dataclass(frozen=True)
class Part:
    """One unit on the map: its share in per cent (None: not known) and what it says."""

    unit: Unit
    share: float | None
    text: str
    said: str
    url: str


def maps(sources: Sources) -> Iterator[Chart]:
    """Return the maps of a unit: share of poor, of near-poor, and how far the villages are."""
    rows = sources.rows_below
    places = boundaries_of([row["unit"] for row in rows], sources.round.reference_date)
    for key, title, ramp, count, share in (
        ("ban-do-ngheo", _("Tỷ lệ hộ nghèo"), "poor", "c3", "c4"),
        ("ban-do-can-ngheo", _("Tỷ lệ hộ cận nghèo"), "near", "c5", "c6"),
    ):
        parts = [_of_results(sources, row, title, count, share) for row in rows]
        yield _chart(sources, key, title, ramp, parts, places, 0)
    yield _chart(
        sources,
        "ban-do-tien-do",
        _("Thôn đã họp xong"),
        "done",
        list(_of_progress(sources, rows)),
        places,
        100,
    )


def _of_results(sources: Sources, row: Row, title: str, count: str, share: str) -> Part:
    value = row[share]
    text = rate_text(value)
    return Part(
        row["unit"],
        None if value is None else float(value),
        text,
        f"{row['unit_name']}: {title.lower()} {text} ({count_text(row[count])} {_('hộ')})",
        sources.behind(row["unit"], "results", count) if row[count] else sources.charts_of(row["unit"]),
    )


def _of_progress(sources: Sources, rows: Sequence[Row]) -> Iterator[Part]:
    """The share of villages through the meeting, by the communes below each unit."""
    found = [
        (line.commune.unit.path, cell)
        for line in progress(sources.round, sources.scope).rows
        for cell in line.cells
        if line.commune is not None and cell.step == Step.MEETING
    ]
    for row in rows:
        unit = row["unit"]
        own = [cell for path, cell in found if path.startswith(unit.path)]
        done, of = sum(cell.done for cell in own), sum(cell.of for cell in own)
        share = rate(done, of)
        late = " · " + _("Muộn") if any(cell.late for cell in own) else ""
        text = "–" if share is None else f"{count_text(done)}/{count_text(of)}{late}"
        yield Part(
            unit, None if share is None else float(share), text, f"{unit}: {text}", sources.charts_of(unit)
        )


def _chart(
    sources: Sources,
    key: str,
    title: str,
    ramp: str,
    parts: list[Part],
    places: dict[int, Boundary],
    top: float,
) -> Chart:
    known = [part.share for part in parts if part.share is not None]
    top = top or max(5, ceil(max(known, default=0) / 5) * 5)
    whole = all(part.unit.pk in places and places[part.unit.pk].geometry for part in parts)
    note = _("Màu càng mạnh thì tỷ lệ càng cao.") if whole else _tile_note(parts, places)
    draw: Callable[[int], Spec] = (
        (lambda width: _choropleth(parts, places, ramp, top, width))
        if whole
        else (lambda width: _tiles(parts, places, ramp, top, width))
    )
    return Chart(
        key=key,
        title=_("Bản đồ: %(what)s") % {"what": title[0].lower() + title[1:]},
        note=note,
        heads=(_("Đơn vị"), title),
        rows=[[Cell(str(part.unit), sources.charts_of(part.unit)), _figure(part)] for part in parts],
        draw=draw,
        empty=not known,
    )


def _figure(part: Part) -> Cell:
    return Cell(part.text, part.url, "" if part.share is None else f"{part.share:g}")


def _tile_note(parts: list[Part], places: dict[int, Boundary]) -> str:
    if all(part.unit.pk in places for part in parts):
        return _("Chưa có ranh giới: mỗi ô là một đơn vị, đặt theo vị trí với các đơn vị bên cạnh.")
    return _("Chưa có ranh giới: mỗi ô là một đơn vị, xếp theo thứ tự mã.")


def _look(part: Part, ramp: str, top: float) -> dict[str, Any]:
    step = None if part.share is None else step_of(part.share, top)
    return {
        "fill": UNKNOWN if step is None else RAMPS[ramp][step],
        "ink": INK if step is None else ink_on(step),
        "name": part.unit.name,
        "text": part.text,
        "url": part.url,
        "said": part.said,
    }


def _steps(ramp: str, top: float, unknown: bool) -> Spec:
    """The legend: from how much to how much each step reaches."""
    edges = [top * number / 5 for number in range(6)]
    entries = [
        {"name": f"{low:g}–{high:g} %".replace(".", ","), "fill": fill}
        for low, high, fill in zip(edges, edges[1:], RAMPS[ramp], strict=False)
    ]
    if unknown:
        entries.append({"name": _("chưa có số liệu"), "fill": UNKNOWN})
    return legend(entries, {entry["fill"]: STRONG_LINE for entry in entries})


def _room(wide: bool) -> int:
    """The margins and the legend, which has six entries: in one line on a desk, in three on a phone."""
    return 2 * MARGIN + LEGEND * (1 if wide else 3)


def _choropleth(parts: list[Part], places: dict[int, Boundary], ramp: str, top: float, width: int) -> Spec:
    shapes = [
        {"type": "Feature", "geometry": for_drawing(_area(places, part)), **_look(part, ramp, top)}
        for part in parts
    ]  # fmt: skip
    x0, y0, x1, y1 = bounds([_area(places, part) for part in parts])
    tall = (y1 - y0) / ((x1 - x0) * cos(radians((y0 + y1) / 2)) or 1)
    height = width * min(_TALLEST, max(_LOWEST, tall))
    wide = width >= WIDE
    few = len(parts) <= (40 if wide else 8)
    words = [
        {**_look(part, ramp, top), "x": places[part.unit.pk].x, "y": places[part.unit.pk].y,
         "lines": _label(part, places, (x1 - x0) * (y1 - y0)) if few else [part.text.split(",")[0].split(" ")[0]]}
        for part in parts
    ]  # fmt: skip
    return framed(
        width,
        height=round(height) + _room(wide),
        projection={"type": "mercator"},
        layer=[
            {
                "data": values(shapes),
                "mark": {"type": "geoshape", "stroke": STRONG_LINE, "strokeWidth": 1},
                "encoding": {"fill": as_given("fill"), **POINTING},
            },
            {
                "data": values(words),
                "mark": {
                    "type": "text", "lineHeight": 15, "fontSize": 12, "baseline": "middle", "dy": amid(15),
                },
                "encoding": {
                    "longitude": {"field": "x", "type": "quantitative"},
                    "latitude": {"field": "y", "type": "quantitative"},
                    "text": {"field": "lines"}, "color": as_given("ink"), "href": POINTING["href"],
                },
            },
            _steps(ramp, top, any(part.share is None for part in parts)),
        ],
    )  # fmt: skip


def _area(places: dict[int, Boundary], part: Part) -> Geometry:
    """Return the area of a unit whose boundary is known."""
    found: Geometry = places[part.unit.pk].geometry or {}
    return found


def _label(part: Part, places: dict[int, Boundary], whole: float) -> list[str]:
    """Name and figure; the name alone where the unit is too small for both."""
    own = sum(abs(signed_area(polygon[0])) for polygon in polygons(_area(places, part)))
    return [part.unit.name] if own < whole * 0.012 else [part.unit.name, part.text]


def _tiles(parts: list[Part], places: dict[int, Boundary], ramp: str, top: float, width: int) -> Spec:
    if all(part.unit.pk in places for part in parts):
        where = from_points([(places[part.unit.pk].x, places[part.unit.pk].y) for part in parts])
    else:
        where = in_order(len(parts))
    wide = width >= WIDE
    columns, rows = max(x for x, _y in where) + 1, max(y for _x, y in where) + 1
    side = min(120, (width - 8) / columns) if wide else (width - 8) / columns
    letters = max(5, int(side / 8))
    tiles = [
        {
            **_look(part, ramp, top), "x": x + 0.03, "x2": x + 0.97, "y": y + 0.03, "y2": y + 0.97,
            "mx": x + 0.5, "my": y + 0.5, "lines": [*wrapped_at(part.unit.name, letters)[:2], part.text],
        }
        for part, (x, y) in zip(parts, where, strict=True)
    ]  # fmt: skip
    left = (width - 8 - columns * side) / 2 / side
    x = plain("x", "Q", axis=None, scale={"domain": [-left, columns + left], "nice": False})
    y = plain("y", "Q", axis=None, scale={"domain": [rows, 0], "nice": False})
    return framed(
        width,
        height=round(rows * max(side * 0.8, 66)) + _room(wide),
        layer=[
            {
                "data": values(tiles),
                "mark": {"type": "rect", "stroke": STRONG_LINE, "strokeWidth": 1, "cornerRadius": 4},
                "encoding": {
                    "x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}, "fill": as_given("fill"),
                    **POINTING,
                },
            },
            {
                "data": values(tiles),
                "mark": {
                    "type": "text", "lineHeight": 15, "fontSize": 12 if side >= 70 else 10, "baseline": "middle",
                    "dy": amid(15),
                },
                "encoding": {
                    "x": plain("mx", "Q"), "y": plain("my", "Q"), "text": {"field": "lines"},
                    "color": as_given("ink"), "href": POINTING["href"],
                },
            },
            _steps(ramp, top, any(part.share is None for part in parts)),
        ],
    )  # fmt: skip
