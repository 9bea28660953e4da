"""Charts that are there before they are looked at: drawn in the background after the steps that change their figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import afterwards
from rasoat.errors import InputError
from rasoat.jobs.models import Job
from rasoat.jobs.starting import start
from rasoat.reports.dashboards import pages
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.topics import TOPICS
from rasoat.reports.definitions import definition
from rasoat.rounds.models import Round

DRAW = "reports.draw"
STEPS = (
    "list.close", "decision.sign", "commune.conclude", "district.approve", "reports.freeze",
)  # fmt: skip
"""The steps after which the charts of the unit and of those above it are drawn again."""


def follow() -> None:
    """Have the charts drawn after each of the steps."""
    afterwards(STEPS, ask)


def ask(action: Any) -> None:
    """Ask the worker for the charts of an action's unit, unless somebody's asking still waits."""
    round_: Round = _round_of(action)
    unit = _commune(action.unit())
    waiting = Job.objects.filter(
        kind=DRAW, unit=unit, arguments={"round_pk": round_.pk}, started_at__isnull=True
    )
    if waiting.exists():
        return
    start(
        DRAW, owner=action.actor, unit=unit, permission=Permission.REPORT_VIEW,
        title=_("Vẽ biểu đồ: %(unit)s") % {"unit": unit}, round_pk=round_.pk,
    )  # fmt: skip


def _commune(unit: Unit) -> Unit:
    """The charts of a single village are light: they are drawn when somebody looks."""
    return unit.parent if unit.level == Level.VILLAGE and unit.parent is not None else unit


def _round_of(action: Any) -> Round:
    for name in ("village", "commune"):
        if hasattr(action, name):
            found: Round = getattr(action, name).round
            return found
    own: Round = action.round
    return own


def places(round_: Round, unit: Unit) -> Iterator[Unit]:
    """Yield the unit and those above it as far up as the round reaches."""
    place: Unit | None = unit
    while place is not None and place.path.startswith(round_.unit.path):
        yield place
        place = place.parent


def draw(round_: Round, unit: Unit) -> int:
    """Compute every page of charts of a unit and draw what is not drawn yet; returns the number of pictures."""
    try:
        definition("results", round_)
    except InputError:  # an edition from before packs held reports has no charts
        return 0
    count = 0
    sources = Sources(round_, unit, linked=True)
    for topic in TOPICS:
        for picture in pages.pictures_of(sources, topic):
            pages.image(sources, topic, picture)
            count += 1
    return count
