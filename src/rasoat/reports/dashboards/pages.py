"""A page of charts as it was since the last action: asked for again, it is neither computed nor drawn again.

The figures of a page are kept in the data folder under everything they depend on, so that one process computes them and
the others read them; whoever asks while they are computed waits for them. The drawings are not part of the page: each has
an address of its own (``Picture``) and is drawn when it is first asked for, or before that by the job (``ahead``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from secrets import token_hex
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

import rasoat
from rasoat.areas.models import Unit
from rasoat.audit.desk import language
from rasoat.audit.log import head
from rasoat.reports.dashboards import drawing
from rasoat.reports.dashboards.chart import Cell, Chart
from rasoat.reports.dashboards.look import NARROW, WIDE
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.topics import FIRST, Topic
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round

A_PROCESS = 400
"""How many pages a process keeps; one is some ten kB."""
SCREENS = {"rong": WIDE, "hep": NARROW}
"""The two drawings of a chart, for a desk and for a phone, by the word in their address."""
_epoch = ""


class Picture(NamedTuple):
    """One drawing of a chart: for which screen, under which name it is kept, and its size in pixels."""

    screen: str
    name: str
    width: int
    height: int


class Shown(NamedTuple):
    """A chart as it stands on its page; an empty one has no pictures."""

    key: str
    title: str
    note: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numbered: Sequence[str]
    pictures: Sequence[Picture]

    def picture(self, screen: str) -> Picture | None:
        """Return the drawing for a screen."""
        return next((each for each in self.pictures if each.screen == screen), None)

    @property
    def wide(self) -> Picture | None:
        """The drawing for a desk and for paper."""
        return self.picture("rong")

    @property
    def narrow(self) -> Picture | None:
        """The drawing for a phone."""
        return self.picture("hep")


class Headline(NamedTuple):
    """One figure at the top: its value, the whole it is a part of, where its list is."""

    name: str
    value: int | None
    of: int | None
    url: str


class Below(NamedTuple):
    """A unit directly below."""

    code: str
    name: str


class ChartPage(NamedTuple):
    """Everything on the page that does not depend on who looks, but for what he may open."""

    charts: Sequence[Shown]
    headlines: Sequence[Headline]
    below: Sequence[Below]
    preliminary: bool

    def chart(self, key: str) -> Shown | None:
        """Return the chart of that name."""
        return next((each for each in self.charts if each.key == key), None)


def current_page(sources: Sources, topic: Topic) -> ChartPage:
    """Return the page: every change of the data is an action, and every action moves the head of the log."""
    number, moved = head()
    if number == 0:
        return _made(sources, topic)
    asked = _Asked(
        moved, sources.round, sources.unit, topic, sources.linked, language(), today(sources.round)
    )
    return _kept(asked, _epoch)


class _Asked(NamedTuple):
    moved: str
    round: Round
    unit: Unit
    topic: Topic
    linked: bool
    language: str
    day: date

    @property
    def name(self) -> str:
        """Everything the page depends on, as the name of its file."""
        keys = (
            self.round.pk,
            self.unit.pk,
            self.topic.slug,
            self.linked,
            self.language,
            self.day.isoformat(),
        )
        text = json.dumps([self.moved, *keys, rasoat.__version__, _epoch])
        return hashlib.sha256(text.encode()).hexdigest()[:40]


@lru_cache(maxsize=A_PROCESS)
def _kept(asked: _Asked, _since: str) -> ChartPage:
    def make() -> bytes:
        made = _made(Sources(asked.round, asked.unit, asked.linked), asked.topic)
        return json.dumps(made, ensure_ascii=False).encode()

    return _read(json.loads(drawing.kept(f"{asked.name}.page", make)))


def _read(page: list[Any]) -> ChartPage:
    charts, headlines, below, preliminary = page
    return ChartPage(
        [_shown(*chart) for chart in charts],
        [Headline(*each) for each in headlines],
        [Below(*each) for each in below],
        preliminary,
    )


def _shown(key: str, title: str, note: str, heads: Any, rows: Any, numbered: Any, pictures: Any) -> Shown:
    cells = [[Cell(*cell) for cell in row] for row in rows]
    return Shown(key, title, note, heads, cells, numbered, [Picture(*each) for each in pictures])


def forget() -> None:
    """Forget every kept page, for whoever changes the data without an action."""
    global _epoch
    _epoch = token_hex(8)
    _kept.cache_clear()


def _made(sources: Sources, topic: Topic) -> ChartPage:
    charts = [_on_page(sources, chart) for chart in topic.draw(sources)]
    results = sources.results
    below = [row["unit"] for row in results.rows if row["unit"].pk != sources.unit.pk]
    return ChartPage(
        charts,
        headlines(sources) if topic is FIRST else [],
        [Below(unit.code, str(unit)) for unit in below],
        results.preliminary,
    )


def _on_page(sources: Sources, chart: Chart) -> Shown:
    pictures = [] if chart.empty else [_pictured(sources, chart, screen) for screen in SCREENS]
    return Shown(chart.key, chart.title, chart.note, chart.heads, chart.rows, chart.numbered, pictures)


def _pictured(sources: Sources, chart: Chart, screen: str) -> Picture:
    """Write down what the drawing is made from, so that whoever is asked for it first can draw it."""
    spec = drawing.quiet(chart.draw(SCREENS[screen]))
    text = drawing.plain_text(spec)
    picture = Picture(screen, drawing.name_of(text), spec["width"], spec["height"])
    path = drawing.folder() / _file(sources.round, sources.unit, picture.name, "json")
    if not path.exists():
        drawing.keep(path, text.encode())
    return picture


def _file(round_: Round, unit: Unit, name: str, ending: str) -> str:
    """A drawing is filed by its place: whoever may see another unit's charts does not find it by its name."""
    return f"{round_.pk}-{unit.pk}-{name}.{ending}"


def is_drawn(round_: Round, unit: Unit, name: str) -> bool:
    """Whether the picture of that name is there already."""
    return (drawing.folder() / _file(round_, unit, name, "svgz")).exists()


def image(sources: Sources, topic: Topic, picture: Picture) -> bytes:
    """Return a picture of the page, gzipped SVG; drawn where it is not there yet."""
    text = drawing.folder() / _file(sources.round, sources.unit, picture.name, "json")

    def make() -> bytes:
        if not text.exists():  # thrown away as old, while its page was still kept
            _made(sources, topic)
        return drawing.image(text.read_text(encoding="utf-8"))

    return drawing.kept(_file(sources.round, sources.unit, picture.name, "svgz"), make)


def drawn(round_: Round, unit: Unit, name: str) -> bytes:
    """Return a picture that ``is_drawn``."""
    return (drawing.folder() / _file(round_, unit, name, "svgz")).read_bytes()


def pictures_of(sources: Sources, topic: Topic) -> Iterator[Picture]:
    """Yield the pictures of a page."""
    for chart in current_page(sources, topic).charts:
        yield from chart.pictures


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
