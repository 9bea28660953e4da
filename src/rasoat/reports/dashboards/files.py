"""A chart as a file: the drawing as SVG or PNG, its specification as JSON, its figures as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from rasoat.reports.csv_file import plain_text
from rasoat.reports.dashboards.chart import Chart, Spec
from rasoat.reports.dashboards.drawing import png, svg_alone

_TITLE = 32
"""Pixels of a title above the drawing."""


class ChartFormat(NamedTuple):
    """How a chart becomes a file, and its media type."""

    write: Callable[[Chart], bytes]
    media_type: str


def _svg(chart: Chart) -> bytes:
    return svg_alone(_titled(chart)).encode()


def _png(chart: Chart) -> bytes:
    return png(_titled(chart))


def _titled(chart: Chart) -> Spec:
    title = {"text": chart.title, "anchor": "start", "fontSize": 16, "offset": 12}
    spec = chart.wide
    return {**spec, "height": spec["height"] + _TITLE, "title": title}


def _json(chart: Chart) -> bytes:
    return json.dumps(chart.wide, ensure_ascii=False, indent=1).encode()


def _csv(chart: Chart) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([plain_text(head) for head in chart.heads])
    writer.writerows([plain_text(cell.bare) for cell in row] for row in chart.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


CHART_FORMATS: Mapping[str, ChartFormat] = {
    "svg": ChartFormat(_svg, "image/svg+xml"),
    "png": ChartFormat(_png, "image/png"),
    "csv": ChartFormat(_csv, "text/csv; charset=utf-8"),
    "json": ChartFormat(_json, "application/json"),
}
