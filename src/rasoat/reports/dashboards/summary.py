"""Tình hình mùa rà soát: the charts of a unit on one page of paper."""

from __future__ import annotations

from django.utils.translation import override

from rasoat.documents.common import commune_of, letterhead
from rasoat.documents.render import render
from rasoat.documents.shapes import Drawing, Headline, Season
from rasoat.reports.dashboards.chart import Chart
from rasoat.reports.dashboards.drawing import svg_alone
from rasoat.reports.dashboards.maps import maps
from rasoat.reports.dashboards.pages import headlines
from rasoat.reports.dashboards.sankey import sankey
from rasoat.reports.dashboards.season import state_of_season
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.units import by_unit
from rasoat.reports.printed import PRELIMINARY
from rasoat.rounds.clock import today
from rasoat.text_vi import date, number, percent

_DRAWN = 560
"""Pixels of a drawing: half a landscape page, its words still legible."""


def season_pdf(sources: Sources) -> bytes:
    """Return the page as PDF, in Vietnamese, dated on the round's day; black and white printers keep it legible."""
    with override("vi"):
        return render("season", season_of(sources))


def season_of(sources: Sources) -> Season:
    """Return the data of the page: the figures of the reports and four drawings of them."""
    round_, unit = sources.round, sources.unit
    day = today(round_)
    left = [state_of_season(sources), next(maps(sources))]
    right = [sankey(sources), by_unit(sources)]
    return Season(
        practice=round_.practice,
        head=letterhead(commune_of(unit), day),
        year=round_.year,
        title="Tình hình mùa rà soát",
        subtitles=[
            str(unit),
            round_.name,
            f"ngày {date(day)}",
            *([PRELIMINARY] if sources.results.preliminary else []),
        ],
        headlines=[
            Headline(
                value=number(each.value),
                label=each.name + (f" ({percent(each.value, each.of)})" if each.of else ""),
            )
            for each in headlines(sources)
        ],
        left=[_drawing(chart) for chart in left if not chart.empty],
        right=[_drawing(chart) for chart in right if not chart.empty],
    )


def _drawing(chart: Chart) -> Drawing:
    return Drawing(title=chart.title, svg=svg_alone(chart.draw(_DRAWN)))
