"""Causes of poverty: the report of causes as bars, once somebody has recorded some."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, as_given, plain, values
from rasoat.reports.dashboards.heat import WHOLE, Part, parts_of, wrapped_at
from rasoat.reports.dashboards.look import FRAME, INK, NEAR, NEAR_SOFT, POOR, TITLE, WIDE, framed
from rasoat.reports.dashboards.sources import Sources, count_text, rate_text
from rasoat.reports.dashboards.units import legend
from rasoat.reports.definitions import of_round
from rasoat.reports.table import Row, rate

CAUSES = "causes"
_LINE = 14
"""Pixels from one line of a name to the next."""
_LINES = ("households:poor", "households:near_poor")


def causes(sources: Sources) -> Iterator[Chart]:
    """Yield how many poor and near-poor households name each cause; nothing while no cause is recorded."""
    if CAUSES not in of_round(sources.round):
        return
    table = sources.table(CAUSES, "self")
    lines: dict[str, Row] = {row["measure"]: row for row in table.rows}
    parts = [part for part in parts_of(table.definition) if any(lines[line][part.column] for line in _LINES)]
    if not parts:
        return
    parts.sort(key=lambda part: -sum(lines[line][part.column] or 0 for line in _LINES))
    yield Chart(
        key="nguyen-nhan",
        title=_("Nguyên nhân nghèo"),
        note=_("Một hộ có thể có nhiều nguyên nhân; nguyên nhân của nhiều hộ nhất đứng trên."),
        heads=(_("Nguyên nhân"), _("Hộ nghèo"), _("Tỷ lệ"), _("Hộ cận nghèo"), _("Tỷ lệ")),
        rows=[_line(sources, lines, part) for part in parts],
        draw=lambda width: _draw(sources, lines, parts, width),
    )


def _line(sources: Sources, lines: dict[str, Row], part: Part) -> list[Cell]:
    cells = [Cell(part.label)]
    for line in _LINES:
        count, share = lines[line][part.column], rate(lines[line][part.column], lines[line][WHOLE])
        url = sources.behind(sources.unit, CAUSES, part.column, line) if count else ""
        cells.append(Cell(count_text(count), url, "" if count is None else str(count)))
        cells.append(Cell(rate_text(share), "", "" if share is None else str(share)))
    return cells


def _bars(sources: Sources, lines: dict[str, Row], parts: list[Part]) -> Iterator[dict[str, Any]]:
    looks = ((_LINES[0], _("Hộ nghèo"), POOR, POOR), (_LINES[1], _("Hộ cận nghèo"), NEAR_SOFT, NEAR))
    for part in parts:
        start = 0
        for line, name, fill, stroke in looks:
            count = lines[line][part.column] or 0
            if not count:
                continue
            yield {
                "what": part.label, "from": start, "to": start + count, "fill": fill, "stroke": stroke,
                "url": sources.behind(sources.unit, CAUSES, part.column, line),
                "said": f"{part.label}: {name} {count_text(count)}",
            }  # fmt: skip
            start += count


def _draw(sources: Sources, lines: dict[str, Row], parts: list[Part], width: int) -> Spec:
    wide = width >= WIDE
    sums = {part.label: sum(lines[line][part.column] or 0 for line in _LINES) for part in parts}
    top = max(sums.values(), default=0) or 1
    names = {label: wrapped_at(label, 40 if wide else 16) for label in sums}
    # Vega sets the first line of a name amid its bar: all of them are moved up until they stand amid it.
    amid = f"-{_LINE / 2:g} * (length({_expression(names)}[datum.value]) - 1)"
    axis = {
        "ticks": False, "domain": False, "labelPadding": 8, "labelLimit": width // 2,
        "labelExpr": f"{_expression(names)}[datum.value]", "labelLineHeight": _LINE,
        "labelOffset": {"expr": amid},
    }  # fmt: skip
    y = plain("what", "N", sort=list(sums), axis=axis)
    scale = {"domain": [0, top * 1.15]}
    x = plain(
        "from", "Q", scale=scale, axis={"format": ",d", "tickMinStep": 1, "title": _("Số hộ"), "tickCount": 5}
    )
    return framed(
        width,
        height=(34 if wide else 46) * len(parts) + FRAME + TITLE,
        layer=[
            {
                "data": values(list(_bars(sources, lines, parts))),
                "mark": {"type": "bar", "height": 18, "strokeWidth": 1.5},
                "encoding": {
                    "y": y, "x": x, "x2": {"field": "to"}, "fill": as_given("fill"), "stroke": as_given("stroke"),
                    **POINTING,
                },
            },
            {
                "data": values([{"what": k, "to": n, "text": count_text(n)} for k, n in sums.items()]),
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"y": y, "x": {**x, "field": "to"}, "text": {"field": "text"}},
            },
            legend([{"name": _("Hộ nghèo"), "fill": POOR}, {"name": _("Hộ cận nghèo"), "fill": NEAR_SOFT}]),
        ],
    )  # fmt: skip


def _expression(names: dict[str, list[str]]) -> str:
    return json.dumps(names, ensure_ascii=False)
