"""Poor and near-poor by unit: the report of results as bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, as_given, plain, values
from rasoat.reports.dashboards.look import FRAME, INK, NEAR, NEAR_SOFT, POOR, TITLE, WIDE, framed
from rasoat.reports.dashboards.sources import Sources, count_text, rate_text
from rasoat.reports.table import Row


def by_unit(sources: Sources) -> Chart:
    """Return the share of poor and near-poor households of each unit, the poorest first."""
    rows = sorted(sources.rows_below, key=lambda row: (-(row["c4"] or 0), row["unit"].path))
    return Chart(
        key="theo-don-vi",
        title=_("Hộ nghèo, hộ cận nghèo theo đơn vị"),
        note=_("Tỷ lệ trên tổng số hộ của từng đơn vị; đơn vị có tỷ lệ hộ nghèo cao nhất đứng trên."),
        heads=(_("Đơn vị"), _("Tổng số hộ"), _("Hộ nghèo"), _("Tỷ lệ"), _("Hộ cận nghèo"), _("Tỷ lệ")),
        rows=[_line(sources, row) for row in [*rows, *([sources.total] if len(rows) > 1 else [])]],
        draw=lambda width: _draw(sources, rows, width),
        empty=all(row["c4"] is None for row in rows),
    )


def _line(sources: Sources, row: Row) -> list[Cell]:
    def count(column: str) -> Cell:
        text = count_text(row[column])
        return Cell(
            text, sources.behind(row["unit"], "results", column) if row[column] else "", _bare(row[column])
        )

    def rate(column: str) -> Cell:
        return Cell(rate_text(row[column]), "", _bare(row[column]))

    unit = Cell(row["unit_name"], sources.charts_of(row["unit"]))
    return [unit, count("c1"), count("c3"), rate("c4"), count("c5"), rate("c6")]


def _bare(value: Any) -> str:
    return "" if value is None else str(value)


def _bars(sources: Sources, rows: list[Row]) -> Iterator[dict[str, Any]]:
    names = (_("Hộ nghèo"), _("Hộ cận nghèo"))
    for row in rows:
        start = 0.0
        for name, count, share, fill, stroke in (
            (names[0], "c3", "c4", POOR, POOR), (names[1], "c5", "c6", NEAR_SOFT, NEAR),
        ):  # fmt: skip
            rate = float(row[share] or 0)
            if not rate:
                continue
            said = f"{row['unit_name']}: {name} {count_text(row[count])} ({rate_text(row[share])})"
            yield {
                "unit": row["unit_name"], "from": start, "to": start + rate, "fill": fill, "stroke": stroke,
                "url": sources.behind(row["unit"], "results", count), "said": said,
            }  # fmt: skip
            start += rate


def _draw(sources: Sources, rows: list[Row], width: int) -> Spec:
    order = [row["unit_name"] for row in rows]
    top = max((float((row["c4"] or 0) + (row["c6"] or 0)) for row in rows), default=0) or 1
    labels = [
        {
            "unit": row["unit_name"], "to": float((row["c4"] or 0) + (row["c6"] or 0)),
            "text": f"{rate_text(row['c4'])} + {rate_text(row['c6'])}" if width >= WIDE else rate_text(row["c4"]),
        }
        for row in rows
    ]  # fmt: skip
    y = plain("unit", "N", sort=order, axis={"ticks": False, "domain": False, "labelPadding": 8})
    # Room for the words at the end of the longest bar.
    room = {"domain": [0, top * (1.45 if width >= WIDE else 1.5)]}
    x = plain("from", "Q", scale=room, axis={"format": ",d", "title": "%", "tickCount": 6, "grid": True})
    key = [
        {"name": _("Hộ nghèo"), "fill": POOR},
        {"name": _("Hộ cận nghèo"), "fill": NEAR_SOFT},
    ]
    return framed(
        width,
        height=30 * len(rows) + FRAME + TITLE,
        layer=[
            {
                "data": values(list(_bars(sources, rows))),
                "mark": {"type": "bar", "height": 18, "strokeWidth": 1.5},
                "encoding": {
                    "y": y, "x": x, "x2": {"field": "to"}, "fill": as_given("fill"),
                    "stroke": as_given("stroke"), **POINTING,
                },
            },
            {
                "data": values(labels),
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"y": y, "x": {**x, "field": "to"}, "text": {"field": "text"}},
            },
            legend(key),
        ],
    )  # fmt: skip


def legend(entries: list[dict[str, Any]], strokes: dict[str, str] | None = None) -> Spec:
    """Return a layer that draws nothing but the legend of ``entries`` (``name``, ``fill``)."""
    names = [entry["name"] for entry in entries]
    fills = [entry["fill"] for entry in entries]
    borders = {NEAR_SOFT: NEAR, **(strokes or {})}
    scale = {"domain": names, "range": fills}
    outline = {"domain": names, "range": [borders.get(fill, fill) for fill in fills]}
    return {
        "data": values([{"name": name} for name in names]),
        "mark": {"type": "square", "size": 0, "opacity": 1},
        "encoding": {
            "fill": {"field": "name", "type": "nominal", "scale": scale, "title": None},
            "stroke": {"field": "name", "type": "nominal", "scale": outline, "title": None},
        },
    }
