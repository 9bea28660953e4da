"""Step 5: the commune reports, the district inspects and gives its opinion (báo cáo, kiểm tra, thẩm định)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.appraisal.letter import issue_opinion
from rasoat.appraisal.models import CommuneReport, Inspection
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.law import Class
from rasoat.roster.models import Household
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.states import VillageState
from rasoat.rounds.step import CommuneStep, move, require, require_not_after, require_not_before, require_open
from rasoat.survey.answers import Answers, fill
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
class DrawInspection(CommuneStep[list[Inspection]]):
    """Draw households of a reported commune for inspection: at random, the seed on record, the same again."""

    name: ClassVar[str] = "inspection.draw"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD

    size: int
    seed: int

    def check(self) -> None:
        """At least one household, none drawn yet for this report."""
        super().check()
        self._report = self.commune.reports.latest("number")
        if self.size < 1 or self._report.inspections.exists():
            raise Refused("P041", commune=str(self.commune.unit))

    def execute(self) -> list[Inspection]:
        """Store the sample."""
        rows = standings(self.commune.round, self.commune.unit)
        drawn = random.Random(self.seed).sample(rows, min(self.size, len(rows)))  # noqa: S311  # reproducible on purpose
        return Inspection.objects.bulk_create(
            Inspection(
                report=self._report,
                listing=row.listing,
                submission=row.listing.answered,
                reviewer=row.listing.answered.reviewer,  # type: ignore[union-attr]
                seed=self.seed,
                drawn_by=self.actor,
            )
            for row in drawn
        )

    def subject(self, result: list[Inspection]) -> str:
        """The report."""
        return f"communereport:{self._report.pk}"

    def facts(self, result: list[Inspection]) -> Mapping[str, Any]:
        """Seed and size."""
        return {"seed": self.seed, "drawn": len(result)}


@dataclass(kw_only=True)
class RecordInspection(Action[Inspection]):
    """Record what the inspector found at a drawn household, by filling Phiếu B again.

    ``members`` and ``remarks`` as for ``SubmitAnswers``. Without a member table the inspector may count other people than
    the roster has: that is a finding.
    """

    name: ClassVar[str] = "inspection.record"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD

    inspection: Inspection
    answers: Answers
    inspected_on: date
    finding: str = ""
    members: Sequence[Mapping[str, Any]] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)

    def unit(self) -> Unit:
        """The household's village."""
        return self.inspection.listing.village.unit

    def check(self) -> None:
        """Not yet done, not by the reviewer himself, a complete and sound form, a finding where the class differs."""
        commune = self.inspection.report.commune
        require_open(commune.round)
        require(commune, self.name)
        if self.inspection.inspector is not None:
            raise Refused("P042")
        if self.inspection.reviewer == self.actor:
            raise Refused("P043")
        require_not_after(self.inspected_on, today(commune.round), _("Ngày kiểm tra"))
        require_not_before(self.inspected_on, self.inspection.report.submitted_on, _("Ngày kiểm tra"))
        listing = self.inspection.listing
        self._filled = fill(listing, self.answers, self.members, self.remarks, people_of_roster=False)
        if self._filled.scored.cls != self.inspection.submission.score.result and not self.finding.strip():
            raise Refused("P044")

    def execute(self) -> Inspection:
        """Store the inspector's answers and their score beside the first ones."""
        row, scored = self.inspection, self._filled.scored
        row.inspector = self.actor
        row.inspected_on = self.inspected_on
        row.answers, row.members, row.remarks = self._filled[:3]
        row.b1, row.b2, row.result = scored.b1, scored.b2, scored.cls.value
        row.finding = self.finding.strip()
        row.save()
        return row

    def facts(self, result: Inspection) -> Mapping[str, Any]:
        """Whether the class agrees with the first form."""
        return {"agrees": result.result == result.submission.score.result}


@dataclass(kw_only=True)
class GiveOpinion(CommuneStep[CommuneReport]):
    """The district's opinion: agree, or return the report with the reason, after which the commune reports anew.

    Agreement needs every drawn household inspected and every village still posted through.
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
