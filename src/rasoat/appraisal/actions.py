"""Step 5: the commune reports, the district gives its opinion (báo cáo, thẩm định)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.appraisal.dossier import Stage, all_checks, require_complete
from rasoat.appraisal.letter import ITEM_BY_ITEM, issue_opinion
from rasoat.appraisal.models import CommuneReport, ReportedHousehold, ReturnReason
from rasoat.errors import Refused
from rasoat.law import Class
from rasoat.roster.models import Household
from rasoat.rounds.step import CommuneStep, move, require, require_not_after, require_not_before, require_open
from rasoat.survey.standing import POOR, standings


@dataclass(kw_only=True)
class SubmitReport(CommuneStep[CommuneReport]):
    """Report the commune's result to the district when every village has been posted through."""

    name: ClassVar[str] = "report.submit"
    permission: ClassVar[Permission] = Permission.REPORT_SUBMIT

    submitted_on: date

    def check(self) -> None:
        """The dossier complete for sending, not dated before the last posting closed."""
        super().check()
        require_complete(self.commune, Stage.SEND)
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
        ReportedHousehold.objects.bulk_create(
            ReportedHousehold(report=report, household_id=row.listing.household_id, result=row.now.value)
            for row in rows
        )
        move(self.commune, self.name)
        return report

    def facts(self, result: CommuneReport) -> Mapping[str, Any]:
        """The counts."""
        return {k: getattr(result, k) for k in ("households", "reviewed", "poor", "near_poor", "average")}


@dataclass(kw_only=True)
class GiveOpinion(CommuneStep[CommuneReport]):
    """The district's opinion: agree, or return the report with the reason, after which the commune reports anew.

    Agreement needs the whole dossier. ``reasons`` are those of a return, by check of the dossier.
    """

    name: ClassVar[str] = "appraisal.give"
    permission: ClassVar[Permission] = Permission.APPRAISAL_GIVE

    outcome: str
    opinion: str
    appraised_on: date
    reasons: Mapping[str, str] = field(default_factory=dict)

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
            if not self.opinion.strip() and not self._reasons():
                raise Refused("P046")
            return
        require_complete(self.commune, Stage.AGREE)

    def _reasons(self) -> dict[str, str]:
        known = {check.key for check in all_checks()}
        return {key: text.strip() for key, text in self.reasons.items() if key in known and text.strip()}

    def execute(self) -> CommuneReport:
        """Store the opinion, issue the letter, move the commune."""
        report = self._report
        report.outcome = self.outcome
        report.opinion = self.opinion.strip()
        if self.outcome == CommuneReport.Outcome.RETURNED:
            report.opinion = report.opinion or ITEM_BY_ITEM
            ReturnReason.objects.bulk_create(
                ReturnReason(report=report, check_key=key, text=text) for key, text in self._reasons().items()
            )
        report.appraised_on = self.appraised_on
        report.appraised_by = self.actor
        report.letter = issue_opinion(report, self.actor)
        report.save()
        move(self.commune, self.step)
        return report

    def facts(self, result: CommuneReport) -> Mapping[str, Any]:
        """The outcome."""
        return {"outcome": result.outcome, "report": result.number}
