"""Step 5: the commune reports, the district gives its opinion (báo cáo, thẩm định)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.appraisal.letter import issue_opinion
from rasoat.appraisal.models import CommuneReport
from rasoat.appraisal.queries import open_findings, shortened
from rasoat.errors import Refused
from rasoat.law import Class
from rasoat.roster.models import Household
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.states import VillageState
from rasoat.rounds.step import CommuneStep, move, require, require_not_after, require_not_before, require_open
from rasoat.survey.standing import POOR, standings


def require_villages_posted(commune: CommuneRound) -> None:
    """Raise ``Refused`` (P040) while a village has not been posted through, or (P027) a complaint is open."""
    unfinished = commune.villages.exclude(state=VillageState.POSTED).select_related("unit")
    first = unfinished.first()
    if first is not None:
        raise Refused(
            "P040", count=unfinished.count(), first=str(first.unit), state=first.get_state_display()
        )
    open_complaints = commune.villages.filter(complaints__outcome="", complaints__isnull=False).count()
    if open_complaints:
        raise Refused("P027", count=open_complaints)


def require_findings_closed(commune: CommuneRound) -> None:
    """Raise ``Refused`` (P710) while a finding of the inspection is open, naming how many and the first."""
    waiting = open_findings(commune)
    first = waiting.first()
    if first is not None:
        state = first.get_state_display()
        raise Refused("P710", count=waiting.count(), first=shortened(first), state=state)


@dataclass(kw_only=True)
class SubmitReport(CommuneStep[CommuneReport]):
    """Report the commune's result to the district when every village has been posted through."""

    name: ClassVar[str] = "report.submit"
    permission: ClassVar[Permission] = Permission.REPORT_SUBMIT

    submitted_on: date

    def check(self) -> None:
        """All villages posted, no complaint open, not dated before the last posting closed."""
        super().check()
        require_villages_posted(self.commune)
        require_not_after(self.submitted_on, self.day, _("Ngày báo cáo"))
        closes = [v.postings.latest("number").closes_on for v in self.commune.villages.all()]
        if closes:
            require_not_before(self.submitted_on, max(closes), _("Ngày báo cáo"))

    def execute(self) -> CommuneReport:
        """Store the counts of the day and move the commune."""
        living = Household.objects.living().filter(village__path__startswith=self.commune.unit.path)
        totals = living.aggregate(
            households=Count("pk", distinct=True),
            persons=Count("members", filter=Q(members__left_on__isnull=True)),
        )
        rows = standings(self.commune.round, self.commune.unit)
        classes = Counter(row.now for row in rows)
        report = CommuneReport.objects.create(
            commune=self.commune,
            number=self.commune.reports.count() + 1,
            submitted_on=self.submitted_on,
            submitted_by=self.actor,
            reviewed=len(rows),
            poor=sum(classes[c] for c in POOR),
            near_poor=classes[Class.near_poor],
            average=classes[Class.average],
            **totals,
        )
        move(self.commune, self.name)
        return report

    def facts(self, result: CommuneReport) -> Mapping[str, Any]:
        """The counts."""
        return {k: getattr(result, k) for k in ("households", "reviewed", "poor", "near_poor", "average")}


@dataclass(kw_only=True)
class GiveOpinion(CommuneStep[CommuneReport]):
    """The district's opinion: agree, or return the report with the reason, after which the commune reports anew.

    Agreement needs every drawn household inspected, every finding closed and every village still posted through.
    """

    name: ClassVar[str] = "appraisal.give"
    permission: ClassVar[Permission] = Permission.APPRAISAL_GIVE

    outcome: str
    opinion: str
    appraised_on: date

    @property
    def step(self) -> str:
        """The row of the state table."""
        return "appraisal.agree" if self.outcome == CommuneReport.Outcome.AGREED else "appraisal.return"

    def check(self) -> None:
        """Maker is not checker, dates in order, a return has its reason."""
        require_open(self.commune.round)
        require(self.commune, self.step)
        self._report = self.commune.reports.latest("number")
        if self._report.submitted_by == self.actor:
            raise Refused("P045")
        require_not_after(self.appraised_on, self.day, _("Ngày thẩm định"))
        require_not_before(self.appraised_on, self._report.submitted_on, _("Ngày thẩm định"))
        if self.outcome == CommuneReport.Outcome.RETURNED:
            if not self.opinion.strip():
                raise Refused("P046")
            return
        require_villages_posted(self.commune)
        waiting = self._report.inspections.filter(inspector__isnull=True).count()
        if waiting:
            raise Refused("P047", count=waiting)
        require_findings_closed(self.commune)

    def execute(self) -> CommuneReport:
        """Store the opinion, issue the letter, move the commune."""
        report = self._report
        report.outcome = self.outcome
        report.opinion = self.opinion.strip()
        report.appraised_on = self.appraised_on
        report.appraised_by = self.actor
        report.letter = issue_opinion(report, self.actor)
        report.save()
        move(self.commune, self.step)
        return report

    def facts(self, result: CommuneReport) -> Mapping[str, Any]:
        """The outcome."""
        return {"outcome": result.outcome, "report": result.number}
