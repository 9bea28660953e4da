"""One commune through the review: report, inspection, opinion, decision, certificates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.db.models import F

from rasoat.accounts.models import User
from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.appraisal.findings import CloseFinding, MendFinding, OrderMending, RaiseFinding
from rasoat.appraisal.inspecting import DrawInspection, RecordInspection
from rasoat.appraisal.models import CommuneReport, Finding, Inspection
from rasoat.appraisal.queries import open_findings
from rasoat.appraisal.record import MakeRecord
from rasoat.demo import answers, facts, stage, words
from rasoat.demo.clock import Clock
from rasoat.demo.features_play import fill_some
from rasoat.demo.scans import scan
from rasoat.demo.village_play import UPPER, VillagePlay
from rasoat.documents.signed import KeepScan
from rasoat.law import Class
from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.recognition.features import recognised_in
from rasoat.recognition.models import Recognition
from rasoat.rounds.models import CommuneRound
from rasoat.survey.standing import standings

CONFIDENCE, MARGIN = 90, 25
"""Percent and percentage points: eleven households of a large commune, which one inspector can visit."""
PICKS = {str(Inspection.Risk.NEAR_LINE): 1, str(Inspection.Risk.MEETING): 1}
DAYS_TO_MEND = 7


class CommunePlay:
    """The villages of one commune and the officials who take its result further."""

    def __init__(
        self,
        clock: Clock,
        people: dict[str, User],
        commune: CommuneRound,
        villages: list[VillagePlay],
        seed: int,
        *,
        returned_once: bool,
    ) -> None:
        self.clock, self.commune, self.villages, self.seed = clock, commune, villages, seed
        code = commune.unit.code
        self.officer, self.chairman = people[stage.officer_of(code)], people[stage.chairman_of(code)]
        self.district, self.inspector = people[stage.OFFICER], people[stage.INSPECTOR]
        self.rng = Random(f"{seed}:{code}:inspection")  # noqa: S311  # reproducible on purpose
        self.returned_once = returned_once
        self.certified: Callable[[], None] = lambda: None
        self._open = len(villages)
        for village in villages:
            village.posted = self._village_posted

    def _village_posted(self) -> None:
        self._open -= 1
        if self._open == 0:
            self.clock.after_working(1, "report", self.report)

    def report(self) -> None:
        """Report to the district."""
        SubmitReport(actor=self.officer, commune=self.commune, submitted_on=self.clock.today).run()
        self.clock.after_working(1, "inspection", self.draw)

    def draw(self) -> None:
        """Draw the households to inspect, where any was surveyed."""
        if not standings(self.commune.round, self.commune.unit):
            self.clock.after_working(2, "opinion", self.give_opinion)
            return
        drawn = DrawInspection(
            actor=self.inspector,
            commune=self.commune,
            confidence=CONFIDENCE,
            margin=MARGIN,
            picks=PICKS,
            seed=self.rng.randrange(10**6),
        ).run()
        pks = [inspection.pk for inspection in drawn]
        self.clock.after_working(1, "inspection", lambda: self._inspect(pks))

    def _inspect(self, pks: list[int]) -> None:
        rows = Inspection.objects.filter(pk__in=pks).order_by("pk")
        for inspection in rows.select_related("listing__household", "submission__score"):
            village = next(v for v in self.villages if v.village.pk == inspection.listing.village_id)
            inspection.listing.village = village.village
            inspection.report.commune = self.commune
            self._record(inspection, village)
        self._find(pks)
        MakeRecord(actor=self.inspector, commune=self.commune).run()
        self.clock.after_working(1, "opinion", self.give_opinion)

    def _record(self, inspection: Inspection, village: VillagePlay) -> None:
        again, finding = answers.nudge(self.rng, inspection.submission.answers), ""
        if self.rng.random() < 0.04:
            home = village.homes[inspection.listing.household_id]
            other = UPPER[Class(inspection.submission.score.result)]
            again, _ = answers.draw(village.rules, village.village.unit, home, other, self.rng)
            finding = words.FINDING
        RecordInspection(
            actor=self.inspector,
            inspection=inspection,
            inspected_on=self.clock.today,
            finding=finding,
            **village.filled(inspection.listing, again),
        ).run()

    def _find(self, pks: list[int]) -> None:
        """What the inspection found is ordered to be mended by the commune's officer."""
        if self._returns():
            self._order(words.ORDER_PAPERS, kind=Finding.Kind.PAPERS, text=words.FOUND_PAPERS)
        differing = Inspection.objects.filter(pk__in=pks).exclude(result=F("submission__score__result"))
        first = differing.select_related("listing__village__unit").order_by("pk").first()
        if first is not None:
            self._order(
                words.ORDER_CLASS, kind=Finding.Kind.CLASS, text=words.FOUND_CLASS, listing=first.listing
            )

    def _returns(self) -> bool:
        return self.returned_once and self.commune.reports.count() == 1

    def _order(self, order: str, **about: Any) -> None:
        finding = RaiseFinding(actor=self.inspector, commune=self.commune, **about).run()
        due_on = self.clock.today + timedelta(days=DAYS_TO_MEND)
        OrderMending(
            actor=self.inspector, finding=finding, order=order, due_on=due_on, responsible=self.officer
        ).run()

    def _close_findings(self) -> None:
        """The officer mends, the inspector confirms."""
        for finding in open_findings(self.commune):
            finding.commune = self.commune
            papers = finding.kind == Finding.Kind.PAPERS
            reply = words.MENDED_PAPERS if papers else words.MENDED_CLASS
            MendFinding(actor=self.officer, finding=finding, reply=reply).run()
            CloseFinding(actor=self.inspector, finding=finding, words=words.CLOSED).run()

    def give_opinion(self) -> None:
        """The district agrees once every finding is closed, or returns the report once with its reason."""
        back = self._returns()
        if not back:
            self._close_findings()
        GiveOpinion(
            actor=self.district,
            commune=self.commune,
            appraised_on=self.clock.today,
            outcome=CommuneReport.Outcome.RETURNED if back else CommuneReport.Outcome.AGREED,
            opinion=words.RETURNED if back else words.AGREED,
            reasons=words.RETURN_REASONS if back else {},
        ).run()
        if back:
            self.clock.after_working(1, "report", self.report)
        else:
            self.clock.after_working(1, "decision", self.sign)

    def sign(self) -> None:
        """The chairman signs."""
        decision = SignDecision(actor=self.chairman, commune=self.commune, signed_on=self.clock.today).run()
        signed = scan(words.SIGNED_DECISION, facts.OPENED_ON)
        KeepScan(actor=self.officer, document=decision.document, pages=[signed]).run()
        self.clock.after_working(1, "features", self.fill_features)
        self.clock.after_working(1, "certificates", self.certify)

    def fill_features(self) -> None:
        """The reviewers begin with Phiếu C: a few households of each village."""
        rows = recognised_in(self.commune.round).filter(decision__commune=self.commune)
        rows = rows.select_related("household__village", "decision", "submission__score")
        waiting: dict[int, list[Recognition]] = {}
        for row in rows.order_by("household__code"):
            waiting.setdefault(row.household.village_id, []).append(row)
        rng = Random(f"{self.seed}:{self.commune.unit.code}:features")  # noqa: S311  # reproducible on purpose
        for village in self.villages:
            mine = waiting.get(village.village.unit_id, [])
            fill_some(village.reviewer, self.commune, mine, village.homes, rng)

    def certify(self) -> None:
        """Certificates go out."""
        IssueCertificates(actor=self.officer, commune=self.commune, issued_on=self.clock.today).run()
        self.certified()
