"""How every chart looks: the four meanings of the pages, one ramp for each, one typeface.

The colours are those of the page's tokens by day. By night a picture takes those of ``NIGHT``, and a living chart the
tokens themselves through ``charts.css``, which matches these very values; a test holds the three together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Be Vietnam Pro"
WIDE, NARROW = 820, 340
"""Pixels of a desk's chart and of a phone's."""
MARGIN, LEGEND, AXIS, TITLE = 4, 23, 31, 18
"""Pixels of the margin on each side, of a legend of one line above the drawing, of an axis below it, of the axis' title."""
FRAME = 2 * MARGIN + LEGEND + AXIS
"""What a drawing with a legend and an axis takes beside its bars."""

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
NIGHT: Mapping[str, str] = {
    "#18201b": "#eef3ef",
    "#47524c": "#bcc7c0",
    "#cbd3cd": "#38433d",
    "#6d7a72": "#8b988f",
    "#fffffd": "#1a201d",
    "#fffffe": "#10130f",
    "#5f2480": "#e2b8f7",
    "#7a4300": "#ffc98a",
    "#fdeeda": "#40290c",
    "#124f8c": "#a9d0fb",
    "#e5f0fb": "#17304c",
    "#47524b": "#bcc7c0",
    "#f4f6f4": "#242c28",
    "#0b5537": "#86dcae",
    "#a3150f": "#ffb4ab",
    "#f3e8f9": "#2a1d36",
    "#d9bfe6": "#4a2f63",
    "#b58bcb": "#75499a",
    "#8a55a8": "#b383d6",
    "#5f2481": "#e2b8f7",
    "#fdeedb": "#33220d",
    "#f2cf9f": "#5a3c14",
    "#d9a25e": "#84571d",
    "#a0621c": "#d69a4e",
    "#7a4301": "#ffc98a",
    "#e2efe8": "#15291f",
    "#b3d3c1": "#1d4531",
    "#7fb397": "#2d6c4d",
    "#347553": "#5cb98a",
    "#0b5538": "#86dcae",
}
"""What each colour is by night in a picture, which cannot see the tokens of its page (``charts.css`` has the same)."""
LOCALE: Mapping[str, Any] = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"]}


def step_of(share: float, top: float) -> int:
    """Return which of the five steps a share from 0 to ``top`` stands on."""
    return 0 if top <= 0 else min(4, int(share / top * 5))


def ink_on(step: int) -> str:
    """Return the colour of words on a step of a ramp."""
    return INK if step < 3 else ON_STRONG


def framed(width: int, height: int, **spec: Any) -> dict[str, Any]:
    """Return a whole Vega-Lite specification: width and height are the picture's, words and margins included."""
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "padding": MARGIN,
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
