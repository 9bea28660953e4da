"""Freeze a set of reports, and sign it off: never the same person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.reports.definitions import definition
from rasoat.reports.facts import common_path
from rasoat.reports.models import ReportSet
from rasoat.reports.sets import freeze, intact
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_not_after, require_not_before


@dataclass(kw_only=True)
class FreezeReports(Action[ReportSet]):
    """Freeze the whole set of a unit: preliminary at any time, official when every commune has its decision.

    Refused: T003 (a commune without decision), and whatever does not close (T001 to T005, T014 to T016).
    """

    name: ClassVar[str] = "reports.freeze"
    permission: ClassVar[Permission] = Permission.REPORT_FREEZE

    round: Round
    at: Unit
    official: bool

    def unit(self) -> Unit:
        """The unit whose reports are frozen."""
        return self.at

    def check(self) -> None:
        """The unit lies in the round (T009), whose pack has reports (T006)."""
        common_path(self.round, self.at)
        definition("results", self.round)
        # Two people who freeze at once wait for one another, and number their sets one after the other.
        Round.objects.select_for_update().get(pk=self.round.pk)

    def execute(self) -> ReportSet:
        """Write the set down."""
        return freeze(self.round, self.at, official=self.official, maker=self.actor)

    def facts(self, result: ReportSet) -> Mapping[str, Any]:
        """Number, kind and mark."""
        return {"number": result.number, "official": result.official, "sha256": result.sha256}


@dataclass(kw_only=True)
class SignOffReports(Action[ReportSet]):
    """Sign a frozen set off after looking at it: by another person than its maker, once."""

    name: ClassVar[str] = "reports.sign-off"
    permission: ClassVar[Permission] = Permission.REPORT_CHECK

    set: ReportSet
    on: date

    def unit(self) -> Unit:
        """The unit of the set."""
        return self.set.unit

    def check(self) -> None:
        """By another person (T017), once (T018), on an intact set (T019), not before it was frozen."""
        kept = ReportSet.objects.select_for_update().get(pk=self.set.pk)
        where = {"number": kept.number, "unit": str(self.set.unit)}
        if kept.made_by_id == self.actor.pk:
            raise Refused("T017")
        if kept.checked_on is not None:
            raise Refused("T018", day=f"{kept.checked_on:%d/%m/%Y}", **where)
        require_not_before(self.on, kept.as_of, _("Ngày ký"))
        require_not_after(self.on, today(self.set.round), _("Ngày ký"))
        if not intact(self.set):
            raise Refused("T019", **where)

    def execute(self) -> ReportSet:
        """Store who signed and when."""
        self.set.checked_by, self.set.checked_on = self.actor, self.on
        self.set.save(update_fields=["checked_by", "checked_on"])
        return self.set
