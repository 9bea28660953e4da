"""Deprivations of the poor by unit, as a heat map of the report's own columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from rasoat.audit.desk import language
from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, as_given, plain, values
from rasoat.reports.dashboards.look import MARGIN, PAPER, RAMPS, UNKNOWN, WIDE, framed, ink_on, step_of
from rasoat.reports.dashboards.sources import Sources, count_text, rate_text
from rasoat.reports.definitions import Definition
from rasoat.reports.table import Row, rate

DEPRIVATIONS = "poor_deprivations"
WHOLE = "total"
_NOT_PARTS = (WHOLE, "deprivations")
"""Columns of such a report that are sums of the others."""
_LINE = 11
"""Letters of a name above a tile of ten, so that neighbours do not touch."""


class Part(NamedTuple):
    """One column that is a part of the whole: its name in the report, and what is printed above it."""

    column: str
    label: str


def parts_of(form: Definition) -> list[Part]:
    """Return the columns of a report that count a part of its ``total``, with the lowest heading above each."""
    cells = form.layout(language())
    found = []
    for index, column in enumerate(form.columns):
        if column.name in _NOT_PARTS or column.count is None:
            continue
        above = [cell for cell in cells if cell.column <= index < cell.column + cell.columns]
        found.append(Part(column.name, max(above, key=lambda cell: cell.row).text))
    return found


def deprivations(sources: Sources) -> Chart:
    """Return which share of the poor households of each unit lacks what."""
    table = sources.table(DEPRIVATIONS)
    parts = parts_of(table.definition)
    return Chart(
        key="thieu-hut",
        title=_("Thiếu hụt dịch vụ xã hội cơ bản của hộ nghèo theo đơn vị"),
        note=_(
            "Ô càng đậm thì càng nhiều hộ nghèo thiếu hụt; số trong ô là tỷ lệ phần trăm trên số hộ nghèo."
        ),
        heads=(_("Đơn vị"), _("Hộ nghèo"), *(f"{n}. {part.label}" for n, part in enumerate(parts, start=1))),
        rows=[_line(sources, row, parts) for row in table.rows],
        draw=lambda width: _draw(sources, table.rows, parts, width),
        empty=not any(row[WHOLE] for row in table.rows),
        numbered=tuple(f"{n}. {part.label}" for n, part in enumerate(parts, start=1)),
    )


def _line(sources: Sources, row: Row, parts: list[Part]) -> list[Cell]:
    def cell(column: str) -> Cell:
        count, share = row[column], rate(row[column], row[WHOLE])
        text = count_text(count) if column == WHOLE else f"{count_text(count)} ({rate_text(share)})"
        url = sources.behind(row["unit"], DEPRIVATIONS, column) if count else ""
        return Cell(text, url, "" if count is None else str(count))

    name = Cell(row["unit_name"], sources.charts_of(row["unit"]))
    return [name, cell(WHOLE), *(cell(part.column) for part in parts)]


def _tiles(sources: Sources, rows: list[Row], parts: list[Part]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for number, (column, label) in enumerate(parts, start=1):
            share = rate(row[column], row[WHOLE])
            step = None if share is None else step_of(float(share), 100)
            said = f"{row['unit_name']}: {label} – {count_text(row[column])} ({rate_text(share)})"
            yield {
                "unit": _name(sources, row),
                "what": str(number),
                "fill": UNKNOWN if step is None else RAMPS["poor"][step],
                "ink": ink_on(step or 0),
                "text": "–" if share is None else str(round(share)),
                "url": sources.behind(row["unit"], DEPRIVATIONS, column) if row[column] else "",
                "said": said,
            }


def _name(sources: Sources, row: Row) -> str:
    return _("Tổng cộng") if row["unit"].pk == sources.unit.pk else str(row["unit_name"])


def _draw(sources: Sources, rows: list[Row], parts: list[Part], width: int) -> Spec:
    wide = width >= WIDE
    y = plain(
        "unit", "N", sort=[_name(sources, row) for row in rows],
        axis={"ticks": False, "domain": False, "labelPadding": 6, "labelLimit": width // (4 if wide else 3)},
    )  # fmt: skip
    numbers = [str(number) for number in range(1, len(parts) + 1)]
    axis: dict[str, Any] = {
        "orient": "top",
        "ticks": False,
        "domain": False,
        "labelAngle": 0,
        "labelPadding": 6,
    }
    if wide:
        axis |= _words_above(dict(zip(numbers, (part.label for part in parts), strict=True)))
    x = plain("what", "N", sort=numbers, axis=axis)
    return framed(
        width,
        height=30 * len(rows) + _above(parts, wide),
        data=values(list(_tiles(sources, rows, parts))),
        layer=[
            {
                "mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "fill": as_given("fill"), **POINTING},
            },
            {
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {
                    "x": x, "y": y, "text": {"field": "text"}, "color": as_given("ink"),
                    "href": POINTING["href"],
                },
            },
        ],
    )  # fmt: skip


def _above(parts: list[Part], wide: bool) -> int:
    """The margins and the names above the tiles, in pixels."""
    lines = max((len(wrapped_at(part.label, _LINE)) for part in parts), default=1) if wide else 1
    return 2 * MARGIN + 21 + 13 * (lines - 1)


def _words_above(names: dict[str, str]) -> dict[str, Any]:
    """Return an axis whose names stand above the tiles in several lines that end at the same height."""
    wrapped = {number: wrapped_at(name, _LINE) for number, name in names.items()}
    high = max(map(len, wrapped.values()), default=1)
    labels = {number: [""] * (high - len(lines)) + lines for number, lines in wrapped.items()}
    return {
        "labelExpr": f"{json.dumps(labels, ensure_ascii=False)}[datum.value]",
        "labelFontSize": 11,
        "labelLimit": 90,
        "labelPadding": 13 * (high - 1) + 8,
    }


def wrapped_at(name: str, size: int) -> list[str]:
    """Break a name into lines of about ``size`` letters."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > size:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
