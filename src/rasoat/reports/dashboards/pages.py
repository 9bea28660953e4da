"""A page of charts as it was since the last action: asked for again, it is neither computed nor drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rasoat.areas.models import Unit
from rasoat.audit.desk import language
from rasoat.audit.log import head
from rasoat.reports.dashboards.chart import Chart
from rasoat.reports.dashboards.drawing import svg
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.topics import FIRST, Topic
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round

A_PROCESS = 400
"""How many pages a process keeps; one is about 100 kB."""


class Drawn(NamedTuple):
    """A chart and its drawings by the screen they are for."""

    chart: Chart
    drawings: list[tuple[str, SafeString]]


class Headline(NamedTuple):
    """One figure at the top: its value, the whole it is a part of, where its list is."""

    name: str
    value: int | None
    of: int | None
    url: str


@dataclass(frozen=True)
class ChartPage:
    """Everything on the page that does not depend on who looks, but for what he may open."""

    drawn: Sequence[Drawn]
    headlines: Sequence[Headline]
    below: Sequence[Unit]
    preliminary: bool


def current_page(sources: Sources, topic: Topic) -> ChartPage:
    """Return the page: every change of the data is an action, and every action moves the head of the log."""
    number, moved = head()
    if number == 0:
        return _made(sources, topic)
    asked = _Asked(
        moved, sources.round, sources.unit, topic, sources.linked, language(), today(sources.round)
    )
    return _kept(asked)


class _Asked(NamedTuple):
    moved: str
    round: Round
    unit: Unit
    topic: Topic
    linked: bool
    language: str
    day: date


@lru_cache(maxsize=A_PROCESS)
def _kept(asked: _Asked) -> ChartPage:
    return _made(Sources(asked.round, asked.unit, asked.linked), asked.topic)


def forget() -> None:
    """Forget every kept page."""
    _kept.cache_clear()


def _made(sources: Sources, topic: Topic) -> ChartPage:
    drawn = [draw(chart) for chart in topic.draw(sources)]
    results = sources.results
    return ChartPage(
        drawn=drawn,
        headlines=headlines(sources) if topic is FIRST else [],
        below=[row["unit"] for row in results.rows if row["unit"].pk != sources.unit.pk],
        preliminary=results.preliminary,
    )


def draw(chart: Chart) -> Drawn:
    """Return the chart with its drawings; an empty one has none."""
    specs = [] if chart.empty else [("wide", chart.wide), ("narrow", chart.narrow)]
    # The drawing is our own: its words come from the specification as text, never as markup.
    return Drawn(chart, [(name, mark_safe(svg(spec))) for name, spec in specs])  # noqa: S308


def headlines(sources: Sources) -> list[Headline]:
    """Return the headline figures, each with its part of all households and its list."""
    total, unit = sources.total, sources.unit
    names = (
        ("c1", _("hộ dân cư")), ("c2", _("nhân khẩu")), ("c3", _("hộ nghèo")), ("c5", _("hộ cận nghèo")),
        ("c7", _("hộ mức sống trung bình")), ("unscored", _("hộ chưa chấm điểm")),
    )  # fmt: skip
    return [
        Headline(
            name,
            total[column],
            total["c1"] if column in ("c3", "c5", "c7") else None,
            sources.behind(unit, "results", column) if total[column] else "",
        )
        for column, name in names
    ]
