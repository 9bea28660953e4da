"""What stands open in a round for one person, read once for all his tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from rasoat.accounts.access import Access
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound, Round, VillageRound
from rasoat.rounds.queries import Calendar
from rasoat.rounds.states import VillageState
from rasoat.survey.models import Inclusion
from rasoat.training.queries import Standing, standing_of
from rasoat.web.context import address

P = Permission


@dataclass(frozen=True)
class Task:
    """One piece of work: what, where, how much of it, until when, and where to do it."""

    title: str
    unit: str
    url: str
    step: str = ""
    count: int | None = None
    of: int | None = None
    due: date | None = None
    late: bool = False
    place: str = ""


@dataclass
class Board:
    """What stands open in a round for one person; each query is made once, and only for roles that need it."""

    access: Access
    round: Round

    @cached_property
    def day(self) -> date:
        """Today in the round."""
        return today(self.round)

    @cached_property
    def calendar(self) -> Calendar:
        """The days of the steps, unit by unit."""
        return Calendar(self.round)

    def holds(self, permission: Permission) -> bool:
        """Whether the person has the permission anywhere."""
        return bool(self.access.scope(permission).paths)

    @cached_property
    def villages(self) -> list[Any]:
        """The villages the person works in, with how many households wait."""
        wide = self.access.scope(P.LIST_BUILD).paths + self.access.scope(P.SURVEY_ANSWER).paths
        if not wide:
            return []
        alive = Q(listings__household__ended_on__isnull=True)
        included = alive & Q(listings__inclusion=Inclusion.INCLUDED)
        unanswered = included & Q(listings__answered__isnull=True)
        again = included & Q(listings__answered__isnull=False) & ~Q(listings__resurvey_reason="")
        rows = VillageRound.objects.filter(round=self.round).select_related("unit", "commune__unit")
        within = rows.within(self.access.scope(P.LIST_BUILD)) | rows.within(
            self.access.scope(P.SURVEY_ANSWER)
        )
        return list(
            within.annotate(
                included=Count("listings", filter=included),
                pending=Count("listings", filter=alive & Q(listings__inclusion=Inclusion.PENDING)),
                waiting=Count("listings", filter=unanswered),
                again=Count("listings", filter=again),
                asked=Count("listings", filter=alive & Q(listings__inclusion=Inclusion.ASKED)),
                open_complaints=Count("complaints", filter=Q(complaints__outcome=""), distinct=True),
            ).order_by("unit__path")
        )

    @cached_property
    def communes(self) -> list[Any]:
        """The communes the person works for, with how many villages are not yet posted through."""
        wanted = (P.REPORT_SUBMIT, P.DECISION_SIGN, P.APPRAISAL_GIVE, P.INSPECTION_RECORD, P.DISTRICT_APPROVE)
        found = CommuneRound.objects.none()
        for permission in wanted:
            if self.holds(permission):
                found = found | CommuneRound.objects.filter(round=self.round).within(
                    self.access.scope(permission)
                )
        unposted = Q(villages__state=VillageState.POSTED)
        rows = (
            found.select_related("unit")
            .annotate(
                left=Count("villages", filter=~unposted),
                listing=Count("villages", filter=Q(villages__state="listing")),
            )
            .order_by("unit__path")
        )
        return list(rows) if any(self.holds(permission) for permission in wanted) else []

    @cached_property
    def standing(self) -> Standing:
        """How far the person is with course and practice."""
        return standing_of(self.access.user, self.round)

    def task(
        self,
        title: str,
        unit: Unit,
        name: str,
        key: Any,
        step: str = "",
        count: int | None = None,
        query: str = "",
        place: str = "",
    ) -> Task:
        """Make one task with its day from the calendar."""
        deadline = self.calendar.of(unit).get(step)
        url = address(name, [key] if key is not None else None)
        return Task(
            title=title,
            unit=str(unit),
            url=url + query if url else "",
            step=step,
            count=count,
            due=deadline.due_on if deadline else None,
            late=deadline is not None and deadline.is_late(self.day),
            place=place,
        )

    def linked(self, title: str, unit: Unit, name: str, key: list[Any]) -> Task:
        """Make one task that has no day in the calendar."""
        return Task(title, str(unit), address(name, key))

    def may(self, permission: Permission, unit: Unit) -> bool:
        """Whether the person has the permission there."""
        return self.access.may(permission, unit)
