"""The distribution of B1 with the thresholds of the class table marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from rasoat.areas.models import AreaType
from rasoat.law import Class
from rasoat.recognition.models import Recognition
from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, as_given, plain, values
from rasoat.reports.dashboards.look import (
    AVERAGE,
    AVERAGE_SOFT,
    FRAME,
    INK,
    LEGEND,
    NEAR,
    NEAR_SOFT,
    PAPER,
    POOR,
    STRONG_LINE,
    TITLE,
    WIDE,
    framed,
)
from rasoat.reports.dashboards.sources import Sources, count_text
from rasoat.reports.dashboards.units import legend
from rasoat.survey.standing import scored_listings

BAND = 10
"""Points in one bar."""
Counts = Counter[tuple[int, str]]
"""Households by B1 and class."""


def read_scores(sources: Sources) -> dict[str, Counts]:
    """Return by type of area the B1 and class behind every closing figure: decided forms, else the form that counts."""
    round_, path = sources.round, sources.path
    communes = sources.facts.communes
    decided = Recognition.objects.filter(
        round=round_, superseded_by__isnull=True, village__path__startswith=path
    ).values_list("village__area_type", "submission__score__b1", "result")
    found: dict[str, Counts] = {}
    for area, b1, result, n in decided.annotate(n=Count("pk")).order_by():
        found.setdefault(area, Counter())[b1, result] += n
    if communes.undecided:
        waiting = sources.scope_of(communes.undecided)
        rows: Any = scored_listings(round_, sources.unit).filter(waiting.q("village__unit__path"))
        scored = rows.select_related(None).values_list(
            "village__unit__area_type", "answered__score__b1", "answered__score__result"
        )
        for area, b1, result, n in scored.annotate(n=Count("pk")).order_by():
            found.setdefault(area, Counter())[b1, result] += n
    return found


def _group(result: str) -> str:
    if Class(result).is_poor:
        return "poor"
    return result if result in ("near_poor", "average") else "rest"


_LOOKS = {
    "poor": (POOR, POOR),
    "near_poor": (NEAR_SOFT, NEAR),
    "average": (AVERAGE_SOFT, AVERAGE),
    "rest": (PAPER, STRONG_LINE),
}


def _names() -> dict[str, str]:
    return {
        "poor": _("Hộ nghèo"),
        "near_poor": _("Hộ cận nghèo"),
        "average": _("Mức sống trung bình"),
        "rest": _("Trên trung bình"),
    }


def scores(sources: Sources) -> list[Chart]:
    """Return one distribution for each type of area that has scored households; the thresholds differ by area."""
    found = read_scores(sources)
    return [_chart(sources, area, found[area]) for area in (AreaType.RURAL, AreaType.URBAN) if area in found]


def _chart(sources: Sources, area: str, counts: Counts) -> Chart:
    cuts = cuts_of(sources, area)
    bands = sorted({band_of(b1) for b1, _result in counts})
    words = ", ".join(str(cut) for cut in cuts)
    note = _("Mỗi cột là %(band)s điểm B1; vạch đứng là các ngưỡng xếp loại: %(cuts)s điểm.")
    where = _("nông thôn") if area == AreaType.RURAL else _("thành thị")
    return Chart(
        key=f"diem-{area}",
        title=_("Phân bố điểm B1, khu vực %(area)s") % {"area": where},
        note=note % {"band": BAND, "cuts": words or "–"},
        heads=(_("Điểm B1"), *_names().values()),
        rows=[_line(counts, band) for band in bands],
        draw=lambda width: _draw(counts, cuts, width),
    )


def cuts_of(sources: Sources, area: str) -> list[int]:
    """Return the thresholds of B1 in the class table of the round, in points."""
    bounds = [rule.bounds for rule in sources.round.rules.class_rules if rule.area_type == area]
    return sorted({cut for each in bounds for cut in (each.b1_above, each.b1_to) if cut is not None})


def band_of(b1: int) -> int:
    """Return the upper end of the bar: it belongs to the bar, as a threshold belongs to the class below it."""
    return max(BAND, -(-b1 // BAND) * BAND)


def _words(band: int) -> str:
    return f"{band - BAND + 1 if band > BAND else 0}–{band}"


def _in_band(counts: Counts, band: int, group: str) -> int:
    return sum(n for (b1, result), n in counts.items() if band_of(b1) == band and _group(result) == group)


def _line(counts: Counts, band: int) -> list[Cell]:
    figures = [_in_band(counts, band, group) for group in _names()]
    return [Cell(_words(band)), *(Cell(count_text(n), "", str(n)) for n in figures)]


def _bars(counts: Counts) -> Iterable[dict[str, Any]]:
    for band in sorted({band_of(b1) for b1, _result in counts}):
        below = 0
        for group, name in _names().items():
            n = _in_band(counts, band, group)
            if not n:
                continue
            fill, stroke = _LOOKS[group]
            said = f"B1 {_words(band)}: {name} {count_text(n)} {_('hộ')}"
            yield {
                "from": band - BAND, "to": band, "low": below, "high": below + n, "fill": fill,
                "stroke": stroke, "said": said, "url": "",
            }  # fmt: skip
            below += n


def _draw(counts: Counts, cuts: list[int], width: int) -> Spec:
    bars = list(_bars(counts))
    top = max((bar["high"] for bar in bars), default=1)
    last = max([*(bar["to"] for bar in bars), *(cut + BAND for cut in cuts)])
    x = plain(
        "from",
        "Q",
        scale={"domain": [0, last], "nice": False},
        axis={"grid": False, "tickCount": 8, "title": _("Điểm B1")},
    )
    y = plain(
        "low",
        "Q",
        scale={"domain": [0, top * 1.12]},
        axis={"format": ",d", "tickMinStep": 1, "tickCount": 5, "title": _("Số hộ")},
    )
    lines = [{"cut": cut, "text": str(cut), "y": top * 1.12} for cut in cuts]
    marks = [
        {
            "data": values(bars),
            "mark": {"type": "rect", "strokeWidth": 1},
            "encoding": {
                "x": x, "x2": {"field": "to"}, "y": y, "y2": {"field": "high"}, "fill": as_given("fill"),
                "stroke": as_given("stroke"), "description": POINTING["description"],
            },
        },
        {
            "data": values(lines),
            "mark": {"type": "rule", "color": INK, "strokeWidth": 2, "strokeDash": [5, 3]},
            "encoding": {"x": {**x, "field": "cut"}},
        },
        {
            "data": values(lines),
            "mark": {"type": "text", "align": "left", "dx": 4, "dy": 7, "fontWeight": 600, "color": INK},
            "encoding": {"x": {**x, "field": "cut"}, "y": {**y, "field": "y"}, "text": {"field": "text"}},
        },
        legend(
            [{"name": name, "fill": _LOOKS[group][0]} for group, name in _names().items()],
            dict(_LOOKS.values()),
        ),
    ]  # fmt: skip
    return framed(
        width, height=300 + TITLE + FRAME if width >= WIDE else 260 + TITLE + LEGEND + FRAME, layer=marks
    )
