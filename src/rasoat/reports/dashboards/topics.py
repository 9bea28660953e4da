"""Which charts stand on which page; each page is light enough for a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.reports.dashboards.causes import causes
from rasoat.reports.dashboards.chart import Chart
from rasoat.reports.dashboards.heat import deprivations
from rasoat.reports.dashboards.maps import maps
from rasoat.reports.dashboards.sankey import sankey
from rasoat.reports.dashboards.scores import scores
from rasoat.reports.dashboards.season import state_of_season
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.units import by_unit
from rasoat.reports.dashboards.years import years


@dataclass(frozen=True)
class Topic:
    """One page of charts: the word in its address, its name, what it draws."""

    slug: str
    name: Promise
    draw: Callable[[Sources], Iterator[Chart]]


def _state(sources: Sources) -> Iterator[Chart]:
    yield state_of_season(sources)
    yield by_unit(sources)


def _flows(sources: Sources) -> Iterator[Chart]:
    yield sankey(sources)
    yield years(sources)


def _deprivations(sources: Sources) -> Iterator[Chart]:
    yield deprivations(sources)
    yield from causes(sources)


def _scores(sources: Sources) -> Iterator[Chart]:
    yield from scores(sources)


TOPICS = (
    Topic("tinh-hinh", _("Tình hình"), _state),
    Topic("ban-do", _("Bản đồ"), maps),
    Topic("dien-bien", _("Diễn biến"), _flows),
    Topic("thieu-hut", _("Thiếu hụt"), _deprivations),
    Topic("diem-so", _("Điểm số"), _scores),
)
FIRST = TOPICS[0]


def topic_called(slug: str) -> Topic | None:
    """Return the page of that name."""
    return next((topic for topic in TOPICS if topic.slug == slug), None)
