"""The board: planned against done by commune and village, the late first, and when the pace of now would be through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import Any, NamedTuple

from django.db.models import Count, Min, Q
from django.utils.translation import gettext_lazy as _

from rasoat.appraisal.models import Finding
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound, Deadline, Round, Step, VillageRound
from rasoat.rounds.queries import (
    AFTER_COMMUNE_STEP,
    AFTER_VILLAGE_STEP,
    Calendar,
    commune_done,
    village_done,
)
from rasoat.rounds.states import FindingState
from rasoat.rounds.step import StrOrPromise
from rasoat.survey.models import Inclusion, Submission

ORDERS = _("Khắc phục phát hiện của đoàn kiểm tra")


class Pace(NamedTuple):
    """Forms filled since the first visit: how many, and over how many days (both included)."""

    forms: int
    days: int

    def through(self, left: int, day: date) -> date | None:
        """The day on which ``left`` more are done at this pace; None while there is no pace."""
        if not self.forms:
            return None
        return day + timedelta(days=ceil(left * self.days / self.forms))


@dataclass(frozen=True)
class Line:
    """A unit at its next step: how much of it is done, until when it should be, and when it would be.

    Counts are households in the survey, villages of a commune elsewhere, one of the unit itself otherwise. ``order_to_mend``
    lines count the orders of the inspection instead.
    """

    place: Any
    step: Step | None
    done: int
    of: int
    deadline: Deadline | None
    day: date
    forecast: date | None = None
    order_to_mend: bool = False

    @property
    def title(self) -> StrOrPromise:
        """What is due, in words."""
        if self.order_to_mend:
            return ORDERS
        return self.step.label if self.step else ""

    @property
    def unit(self) -> Unit:
        """The unit."""
        found: Unit = self.place.unit
        return found

    @property
    def late(self) -> int:
        """Days after the last day; 0 when in time."""
        if self.step is None or self.deadline is None:
            return 0
        return max((self.day - self.deadline.due_on).days, 0)

    @property
    def threatened(self) -> bool:
        """In time still, but not at the pace of now."""
        return bool(
            not self.late and self.deadline and self.forecast and self.forecast > self.deadline.due_on
        )

    @property
    def order(self) -> tuple[int, bool, date]:
        """The late first, the latest of them at the top; then those who will be; then by day."""
        return -self.late, not self.threatened, self.deadline.due_on if self.deadline else date.max


@dataclass(frozen=True)
class CommuneLines:
    """A commune with its villages, both in the order of lateness; ``orders`` of the inspection where one is past its day."""

    commune: Line
    villages: tuple[Line, ...] = field(default=())
    orders: tuple[Line, ...] = field(default=())

    @property
    def every(self) -> tuple[Line, ...]:
        """All its lines."""
        return (self.commune, *self.orders, *self.villages)

    @property
    def late(self) -> int:
        """How many of its lines are late."""
        return sum(line.late > 0 for line in self.every)

    @property
    def order(self) -> tuple[int, bool, date]:
        """As late as the latest line in it."""
        return min(line.order for line in self.every)


def board(round_: Round, within: Scope) -> list[CommuneLines]:
    """Return the communes that hold villages inside the scope, the late first: five queries, whatever the size."""
    calendar, day = Calendar(round_), today(round_)
    villages = _villages(round_, within)
    paces, orders = _paces(round_, day), _orders(round_, within, day)
    communes = CommuneRound.objects.filter(pk__in={village.commune_id for village in villages})
    found = []
    for commune in communes.select_related("unit", "round"):
        mine = [village for village in villages if village.commune_id == commune.pk]
        plan = calendar.of(commune.unit)
        lines = [village_line(each, plan, day, paces.get(each.pk)) for each in mine]
        found.append(
            CommuneLines(
                commune_line(commune, mine, plan, day),
                tuple(sorted(lines, key=lambda line: line.order)),
                tuple(_order_lines(commune, orders.get(commune.pk), day)),
            )
        )
    return sorted(found, key=lambda each: each.order)


def _villages(round_: Round, within: Scope) -> list[Any]:
    alive = Q(listings__household__ended_on__isnull=True, listings__inclusion=Inclusion.INCLUDED)
    rows = VillageRound.objects.filter(round=round_).within(within).select_related("unit")
    return list(
        rows.annotate(
            listed=Count("listings", filter=alive),
            filled=Count(
                "listings",
                filter=alive & Q(listings__answered__isnull=False, listings__resurvey_reason=""),
            ),
        ).order_by("unit__path")
    )


def _paces(round_: Round, day: date) -> dict[int, Pace]:
    rows = Submission.objects.filter(listing__village__round=round_, version=1).order_by()
    counted = rows.values_list("listing__village").annotate(n=Count("pk"), first=Min("visited_on"))
    return {village: Pace(n, max((day - first).days + 1, 1)) for village, n, first in counted}


def _orders(round_: Round, within: Scope, day: date) -> dict[int, tuple[int, int, date]]:
    """How many orders of the inspection are mended, of how many, and the oldest day that has passed, by commune."""
    rows = Finding.objects.filter(commune__round=round_, due_on__isnull=False).within(within).order_by()
    past = Q(state=FindingState.ORDERED, due_on__lt=day)
    counted = rows.values_list("commune").annotate(
        mended=Count("pk", filter=~Q(state=FindingState.ORDERED)),
        ordered=Count("pk"),
        oldest=Min("due_on", filter=past),
    )
    return {commune: (mended, ordered, oldest) for commune, mended, ordered, oldest in counted if oldest}


def _order_lines(commune: CommuneRound, found: tuple[int, int, date] | None, day: date) -> Iterator[Line]:
    if found is not None:
        mended, ordered, oldest = found
        due = Deadline(
            round=commune.round, unit=commune.unit, step=Step.APPRAISAL, starts_on=oldest, due_on=oldest
        )
        yield Line(commune, Step.APPRAISAL, mended, ordered, due, day, order_to_mend=True)


def village_line(village: Any, plan: Mapping[str, Deadline], day: date, pace: Pace | None = None) -> Line:
    """Return a village at the first step that it is not through."""
    step = next((step for step in AFTER_VILLAGE_STEP if not village_done(village, step)), None)
    if step is None:
        return Line(village, None, 1, 1, None, day)
    done, of, forecast = 0, 1, None
    if step == Step.SURVEY:
        done, of = village.filled, max(village.listed, 1)
        forecast = pace.through(of - done, day) if pace else None
    return Line(village, step, done, of, plan.get(step), day, forecast)


def commune_line(
    commune: CommuneRound, villages: Iterable[VillageRound], plan: Mapping[str, Deadline], day: date
) -> Line:
    """Return a commune at the first step that one of its villages, or it itself, is not through."""
    mine = list(villages)
    for step in AFTER_VILLAGE_STEP:
        done = sum(village_done(village, step) for village in mine)
        if done < len(mine):
            return Line(commune, step, done, len(mine), plan.get(step), day)
    for step in AFTER_COMMUNE_STEP:
        if not commune_done(commune, step):
            return Line(commune, step, 0, 1, plan.get(step), day)
    return Line(commune, None, 1, 1, None, day)


def late_lines(lines: Iterable[CommuneLines]) -> list[Line]:
    """Return every late line, the latest first."""
    every = [line for each in lines for line in each.every]
    return sorted((line for line in every if line.late), key=lambda line: line.order)
