"""The year's flows as a Sankey: who was poor, near-poor or neither, and what they are at the end.

Vega-Lite has no Sankey: the ribbons are areas whose points are computed here, and drawn by the same specification on
the page and on paper. Every figure is a column of the two flow reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, amid, as_given, plain, values
from rasoat.reports.dashboards.look import (
    AVERAGE,
    INK,
    MARGIN,
    NEAR,
    NEAR_SOFT,
    PAPER,
    POOR,
    STRONG_LINE,
    UNSCORED,
    WIDE,
    framed,
)
from rasoat.reports.dashboards.sources import Sources, count_text
from rasoat.reports.flows import CLOSING, HOUSEHOLDS, NEAR_POOR, SIGNS
from rasoat.reports.flows import POOR as POOR_FLOWS

P, N, OUT, WAITING = "poor", "near", "out", "waiting"
_GAP = 0.06
"""The space between two blocks, as a part of the whole height."""
_POINTS = 24


class Flow(NamedTuple):
    """One ribbon: from a group to a group, so many households, and the report column they are counted in."""

    source: str
    target: str
    households: int
    report: str
    columns: tuple[str, ...]
    words: str


def flows_of(sources: Sources) -> list[Flow]:
    """Return the ribbons of a unit's year from its two flow tables.

    What stays is the closing less what came; what neither stayed nor left has no result yet.
    """
    own = sources.table(POOR_FLOWS, "self")
    poor = {column: own.total[column] or 0 for column in (*SIGNS, CLOSING)}
    mirror = (own.mirror or {})[own.unit.pk, HOUSEHOLDS]
    near = {column: mirror[column] or 0 for column in (*SIGNS, CLOSING)}
    found = [
        Flow(P, P, _staying(poor), POOR_FLOWS, (), _("Vẫn là hộ nghèo")),
        Flow(P, N, poor["c2"], POOR_FLOWS, ("c2",), _("Thoát nghèo, trở thành cận nghèo")),
        Flow(P, OUT, poor["c3"], POOR_FLOWS, ("c3",), _("Thoát nghèo, vượt chuẩn cận nghèo")),
        Flow(P, OUT, poor["c4"], POOR_FLOWS, ("c4",), _("Hộ nghèo chuyển đi, nhập hộ, đơn thân chết")),
        Flow(P, WAITING, _waiting(poor), POOR_FLOWS, (), _("Hộ nghèo đầu năm chưa có kết quả")),
        Flow(N, P, near["c3"], NEAR_POOR, ("c3",), _("Cận nghèo trở thành nghèo")),
        Flow(N, N, _staying(near), NEAR_POOR, (), _("Vẫn là hộ cận nghèo")),
        Flow(N, OUT, near["c2"], NEAR_POOR, ("c2",), _("Thoát cận nghèo")),
        Flow(N, OUT, near["c4"], NEAR_POOR, ("c4",), _("Hộ cận nghèo chuyển đi, nhập hộ, đơn thân chết")),
        Flow(N, WAITING, _waiting(near), NEAR_POOR, (), _("Hộ cận nghèo đầu năm chưa có kết quả")),
        Flow(OUT, P, poor["c6"], POOR_FLOWS, ("c6",), _("Tái nghèo")),
        Flow(OUT, P, poor["c7"], POOR_FLOWS, ("c7",), _("Nghèo phát sinh mới")),
        Flow(OUT, P, poor["c8"], POOR_FLOWS, ("c8",), _("Hộ nghèo chuyển đến, tách hộ")),
        Flow(OUT, N, near["c6"], NEAR_POOR, ("c6",), _("Tái cận nghèo")),
        Flow(OUT, N, near["c7"], NEAR_POOR, ("c7",), _("Cận nghèo phát sinh mới")),
        Flow(OUT, N, near["c8"], NEAR_POOR, ("c8",), _("Hộ cận nghèo chuyển đến, tách hộ")),
    ]
    return [flow for flow in found if flow.households > 0]


def _staying(table: dict[str, int]) -> int:
    return table[CLOSING] - sum(table[column] for column in ("c5", "c6", "c7", "c8"))


def _waiting(table: dict[str, int]) -> int:
    return table["c1"] - table["c2"] - table["c3"] - table["c4"] - _staying(table)


def sankey(sources: Sources) -> Chart:
    """Return the flows of the year."""
    flows = flows_of(sources)
    return Chart(
        key="dien-bien",
        title=_("Diễn biến hộ nghèo, hộ cận nghèo trong năm"),
        note=_("Bên trái là đầu năm, bên phải là cuối năm; dải càng dày càng nhiều hộ."),
        heads=(_("Diễn biến"), _("Số hộ")),
        rows=[_line(sources, flow) for flow in flows],
        draw=lambda width: _draw(sources, flows, width),
        empty=not flows,
    )


def _url(sources: Sources, flow: Flow) -> str:
    # Who stays has no column of its own: the closing list holds them.
    column = flow.columns[0] if flow.columns else CLOSING
    return sources.behind(sources.unit, flow.report, column, HOUSEHOLDS)


def _line(sources: Sources, flow: Flow) -> list[Cell]:
    return [
        Cell(flow.words),
        Cell(count_text(flow.households), _url(sources, flow) if flow.columns else "", str(flow.households)),
    ]


@dataclass(frozen=True)
class Block:
    """A group at one side: from ``top`` to ``bottom`` on a scale where 0 is the top and 1 the bottom."""

    side: str
    group: str
    households: int
    top: float
    bottom: float


def blocks_of(flows: list[Flow]) -> list[Block]:
    """Return the blocks of both sides (empty ones left out), as high as their households."""
    found = []
    for side, part in (("left", 0), ("right", 1)):
        sums = {group: sum(f.households for f in flows if f[part] == group) for group in (P, N, OUT, WAITING)}
        whole = sum(sums.values()) or 1
        shown = [(group, count) for group, count in sums.items() if count]
        free = 1 - _GAP * (len(shown) - 1)
        top = 0.0
        for group, count in shown:
            bottom = top + free * count / whole
            found.append(Block(side, group, count, top, bottom))
            top = bottom + _GAP
    return found


def ribbons_of(flows: list[Flow], blocks: list[Block]) -> Iterator[tuple[Flow, float, float, float]]:
    """Yield each flow with where it leaves (top), where it arrives (top) and how thick it is."""
    free = {(block.side, block.group): block.top for block in blocks}
    scale = {
        side: sum(b.bottom - b.top for b in blocks if b.side == side)
        / (sum(f.households for f in flows) or 1)
        for side in ("left", "right")
    }
    arrival: dict[int, float] = {}
    for index, flow in sorted(
        enumerate(flows), key=lambda pair: (pair[1].target, pair[1].source != P, pair[0])
    ):
        arrival[index] = free["right", flow.target]
        free["right", flow.target] += flow.households * scale["right"]
    for index, flow in enumerate(flows):
        leaves = free["left", flow.source]
        free["left", flow.source] += flow.households * scale["left"]
        yield flow, leaves, arrival[index], flow.households * min(scale.values())


_FILL = {P: POOR, N: NEAR, OUT: AVERAGE, WAITING: UNSCORED}


def _points(sources: Sources, flows: list[Flow], blocks: list[Block]) -> Iterator[dict[str, Any]]:
    for index, (flow, left, right, thick) in enumerate(ribbons_of(flows, blocks)):
        said = f"{flow.words}: {count_text(flow.households)} {_('hộ')}"
        for step in range(_POINTS + 1):
            t = step / _POINTS
            eased = t * t * (3 - 2 * t)
            top = left + (right - left) * eased
            yield {
                "ribbon": index, "x": t, "top": top, "bottom": top + thick, "fill": _FILL[flow.target],
                "url": _url(sources, flow), "said": said,
            }  # fmt: skip


def _names() -> dict[tuple[str, str], str]:
    return {
        ("left", P): _("Hộ nghèo đầu năm"), ("right", P): _("Hộ nghèo cuối năm"),
        ("left", N): _("Hộ cận nghèo đầu năm"), ("right", N): _("Hộ cận nghèo cuối năm"),
        ("left", OUT): _("Ngoài danh sách"), ("right", OUT): _("Ra khỏi danh sách"),
        ("right", WAITING): _("Chưa có kết quả"),
    }  # fmt: skip


def _block(sources: Sources, block: Block) -> dict[str, Any]:
    name = _names()[block.side, block.group]
    report = {P: POOR_FLOWS, N: NEAR_POOR}.get(block.group)
    column = "c1" if block.side == "left" else CLOSING
    return {
        "x": -0.025 if block.side == "left" else 1,
        "x2": 0 if block.side == "left" else 1.025,
        "top": block.top, "bottom": block.bottom, "middle": (block.top + block.bottom) / 2,
        "fill": {P: POOR, N: NEAR_SOFT, OUT: AVERAGE, WAITING: PAPER}[block.group],
        "stroke": _FILL[block.group],
        "name": name, "count": count_text(block.households),
        "url": sources.behind(sources.unit, report, column, HOUSEHOLDS) if report else "",
        "said": f"{name}: {count_text(block.households)} {_('hộ')}",
    }  # fmt: skip


def _numbers(flows: list[Flow], blocks: list[Block]) -> list[dict[str, Any]]:
    """The counts on the ribbons thick enough to carry one, each near where it begins."""
    return [
        {"x": 0.1, "y": left + (right - left) * 0.028 + thick / 2, "text": count_text(flow.households)}
        for flow, left, right, thick in ribbons_of(flows, blocks)
        if thick > 0.035
    ]


def _draw(sources: Sources, flows: list[Flow], width: int) -> Spec:
    wide = width >= WIDE
    blocks = blocks_of(flows)
    drawn = [_block(sources, block) for block in blocks]
    margin = 0.38 if wide else 0.62
    x = plain("x", "Q", axis=None, scale={"domain": [-margin, 1 + margin], "nice": False})
    y = plain("top", "Q", axis=None, scale={"domain": [1.01, -0.01], "nice": False})
    layers = [
        {
            "data": values(list(_points(sources, flows, blocks))),
            "mark": {"type": "area", "opacity": 0.45},
            "encoding": {
                "x": x, "y": y, "y2": {"field": "bottom"}, "detail": {"field": "ribbon"},
                "fill": as_given("fill"), **POINTING,
            },
        },
        {
            "data": values(drawn),
            "mark": {"type": "rect", "strokeWidth": 1.5},
            "encoding": {
                "x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "bottom"}, "fill": as_given("fill"),
                "stroke": as_given("stroke"), **POINTING,
            },
        },
        {
            "data": values(_numbers(flows, blocks)),
            "mark": {"type": "text", "color": INK, "fontWeight": 600, "stroke": None},
            "encoding": {"x": x, "y": plain("y", "Q"), "text": {"field": "text"}},
        },
    ]  # fmt: skip
    layers += [_words(drawn, side, wide, x) for side in ("left", "right")]
    return framed(width, height=(340 if wide else 380) + 2 * MARGIN, layer=layers)


def _words(drawn: list[dict[str, Any]], side: str, wide: bool, x: dict[str, Any]) -> Spec:
    """The name and count of each block of one side, outside the drawing."""
    own = [
        {**each, "at": each["x"] - 0.02 if side == "left" else each["x2"] + 0.02, "lines": _lines(each, wide)}
        for each in drawn
        if (each["x"] < 0) == (side == "left")
    ]
    return {
        "data": values(own),
        "mark": {
            "type": "text", "align": "right" if side == "left" else "left", "baseline": "middle",
            "color": INK, "lineHeight": 17, "dy": amid(17), "stroke": STRONG_LINE, "strokeWidth": 0,
        },
        "encoding": {
            "x": {**x, "field": "at"}, "y": plain("middle", "Q"), "text": {"field": "lines"}, **POINTING,
        },
    }  # fmt: skip


def _lines(each: dict[str, Any], wide: bool) -> list[str]:
    name = each["name"]
    if wide:
        return [name, each["count"]]
    first, _space, rest = name.rpartition(" ")
    head, _space, before = first.rpartition(" ")
    return [*(part for part in (head, f"{before} {rest}") if part), each["count"]]
