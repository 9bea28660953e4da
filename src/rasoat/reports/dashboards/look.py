"""How every chart looks: the four meanings of the pages, one ramp for each, one typeface.

The colours are those of the page's tokens by day. A page draws them by night through its style sheet, which matches
these very values (``dashboards.css``), so each stands here once and there once; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Be Vietnam Pro"
WIDE, NARROW = 820, 340
"""Pixels of a desk's chart and of a phone's."""

INK, MUTED, LINE, STRONG_LINE, PAPER = "#18201b", "#47524c", "#cbd3cd", "#6d7a72", "#fffffd"
ON_STRONG = "#fffffe"
POOR, NEAR, AVERAGE, UNSCORED = "#5f2480", "#7a4300", "#124f8c", "#47524b"
NEAR_SOFT, AVERAGE_SOFT = "#fdeeda", "#e5f0fb"
BRAND, LATE = "#0b5537", "#a3150f"

RAMPS: Mapping[str, tuple[str, ...]] = {
    "poor": ("#f3e8f9", "#d9bfe6", "#b58bcb", "#8a55a8", "#5f2481"),
    "near": ("#fdeedb", "#f2cf9f", "#d9a25e", "#a0621c", "#7a4301"),
    "done": ("#e2efe8", "#b3d3c1", "#7fb397", "#347553", "#0b5538"),
}
"""Five steps from little to much; light stays light and dark dark in black and white."""
UNKNOWN = "#f4f6f4"
LOCALE: Mapping[str, Any] = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"]}


def step_of(share: float, top: float) -> int:
    """Return which of the five steps a share from 0 to ``top`` stands on."""
    return 0 if top <= 0 else min(4, int(share / top * 5))


def ink_on(step: int) -> str:
    """Return the colour of words on a step of a ramp."""
    return INK if step < 3 else ON_STRONG


def framed(width: int, **spec: Any) -> dict[str, Any]:
    """Return a whole Vega-Lite specification: ``width`` is the picture's, words and margins included."""
    return {
        "$schema": SCHEMA,
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "padding": 4,
        "resolve": {"scale": {"fill": "independent", "stroke": "independent"}},
        "config": _config(width),
        **spec,
    }


def _config(width: int) -> dict[str, Any]:
    size = 14 if width >= WIDE else 12
    words = {"labelFontSize": size, "titleFontSize": size, "labelColor": INK, "titleColor": MUTED}
    return {
        "font": FONT,
        "view": {"stroke": None},
        "text": {"fontSize": size, "color": INK},
        "axis": {
            **words, "titleFontWeight": "normal", "gridColor": LINE, "domainColor": STRONG_LINE,
            "tickColor": STRONG_LINE, "labelLimit": width // 3,
        },
        "legend": {
            **words, "orient": "top", "title": None, "symbolType": "square", "symbolSize": 140, "symbolOpacity": 1,
            "labelLimit": width - 40, "columns": 0 if width >= WIDE else 2,
        },
    }  # fmt: skip
