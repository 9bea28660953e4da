"""Step 6: the chairman's decision, recognition, certificates (quyết định công nhận, giấy chứng nhận)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.office import require_office
from rasoat.accounts.roles import Permission, Role
from rasoat.appraisal.dossier import Stage, require_complete
from rasoat.appraisal.models import CommuneReport
from rasoat.errors import Refused
from rasoat.law import Act, Class
from rasoat.recognition.certificates import CERTIFIED, ToCertify, certify, withdraw_ended
from rasoat.recognition.models import Certificate, Decision, Recognition
from rasoat.recognition.papers import issue_decision
from rasoat.roster.models import OpeningEntry
from rasoat.rounds.step import CommuneStep, move, require_not_after, require_not_before
from rasoat.survey.standing import POOR, Standing, standings

K = Recognition.Kind


def kind_of(standing: Standing) -> Recognition.Kind:
    """How a household came to its class (Phiếu C item 5.1, and the two kinds of escape of TT17 Art. 2)."""
    if standing.now in POOR:
        return _poor_kind(standing)
    if standing.now == Class.near_poor:
        return _near_kind(standing)
    if standing.was_poor:
        return K.ESCAPED_POOR
    if standing.was_near_poor:
        return K.ESCAPED_NEAR
    return K.AVERAGE if standing.now == Class.average else K.NONE


def _poor_kind(standing: Standing) -> Recognition.Kind:
    if standing.was_poor:
        return K.POOR_FROM_POOR
    if standing.was_near_poor:
        return K.POOR_FROM_NEAR
    return K.POOR_AGAIN if standing.opening == OpeningEntry.Kind.ONCE_POOR else K.POOR_NEW


def _near_kind(standing: Standing) -> Recognition.Kind:
    if standing.was_poor:
        return K.NEAR_FROM_POOR
    if standing.was_near_poor:
        return K.NEAR_FROM_NEAR
    once = (OpeningEntry.Kind.ONCE_POOR, OpeningEntry.Kind.ONCE_NEAR_POOR)
    return K.NEAR_AGAIN if standing.opening in once else K.NEAR_NEW


def supersede(earlier: Recognition | None, made: Recognition) -> None:
    """Let ``made``, stored as standing behind ``earlier``, take its place: one live recognition at every moment."""
    if earlier is None:
        return
    earlier.superseded_by = made
    earlier.save(update_fields=["superseded_by"])
    made.superseded_by = None
    made.save(update_fields=["superseded_by"])


@dataclass(kw_only=True)
class SignDecision(CommuneStep[Decision]):
    """The commune chairman recognises the households, after the opinion where the chain has one (TT17 Art. 6)."""

    name: ClassVar[str] = "decision.sign"
    permission: ClassVar[Permission] = Permission.DECISION_SIGN

    signed_on: date

    def check(self) -> None:
        """Three different hands, the signer chairman on the day (A004), dated after the opinion, villages still posted."""
        super().check()
        self._report = self.commune.reports.latest("number")
        asked = self.commune.round.chain.has(Act.OPINION)
        require_complete(self.commune, Stage.SIGN if asked else Stage.AGREE)
        require_not_before(self.signed_on, self._earliest(), _("Ngày ký quyết định"))
        require_not_after(self.signed_on, self.day, _("Ngày ký quyết định"))
        if self.actor in (self._report.submitted_by, self._report.appraised_by):
            raise Refused("P049")
        require_office(self.actor, [Role.COMMUNE_CHAIRMAN], self.commune.unit, self.signed_on)

    def _earliest(self) -> date:
        """The day of the opinion (P048 without one), or of the report where the chain asks for none."""
        if not self.commune.round.chain.has(Act.OPINION):
            return self._report.submitted_on
        if self._report.outcome != CommuneReport.Outcome.AGREED or self._report.appraised_on is None:
            raise Refused("P048")
        return self._report.appraised_on

    def execute(self) -> Decision:
        """Issue the decision and recognise every surveyed household."""
        rows = [
            (standing, kind_of(standing)) for standing in standings(self.commune.round, self.commune.unit)
        ]
        document = issue_decision(self.commune, rows, self.signed_on, self.actor)
        decision = Decision.objects.create(
            commune=self.commune,
            report=self._report,
            signed_on=self.signed_on,
            prepared_by=self._report.submitted_by,
            appraised_by=self._report.appraised_by,
            signed_by=self.actor,
            document=document,
        )
        self._recognise(decision, rows)
        move(self.commune, self.name)
        return decision

    def _recognise(self, decision: Decision, rows: Sequence[tuple[Standing, Recognition.Kind]]) -> None:
        """Recognise every household; a recognition on a request in the year gives way to that of the season."""
        households = [standing.listing.household_id for standing, _kind in rows]
        earlier = {
            row.household_id: row
            for row in Recognition.objects.live().filter(round=self.commune.round, household__in=households)
        }
        made = [self._recognition(decision, *row) for row in rows]
        for each in made:
            each.superseded_by = earlier.get(each.household_id)
        for each in Recognition.objects.bulk_create(made):
            supersede(earlier.get(each.household_id), each)
        withdraw_ended(made, decision.document, self.signed_on, self.actor)

    def _recognition(self, decision: Decision, standing: Standing, kind: Recognition.Kind) -> Recognition:
        submission = standing.listing.answered
        assert submission is not None
        return Recognition(
            round=self.commune.round,
            household=standing.listing.household,
            village=standing.listing.village.unit,
            decision=decision,
            submission=submission,
            result=standing.now.value,
            kind=kind,
            persons=submission.persons,
        )

    def facts(self, result: Decision) -> Mapping[str, Any]:
        """Number and how many households it names."""
        return {"number": result.document.number, "recognised": result.recognitions.count()}


@dataclass(kw_only=True)
class IssueCertificates(CommuneStep[list[Certificate]]):
    """Certify every poor and near-poor household of the decision (PL 2e): one certificate for the period, a line a year."""

    name: ClassVar[str] = "certificate.issue"
    permission: ClassVar[Permission] = Permission.CERTIFICATE_ISSUE

    issued_on: date

    def check(self) -> None:
        """Not before the decision."""
        super().check()
        require_not_before(self.issued_on, self.commune.decision.signed_on, _("Ngày cấp giấy chứng nhận"))
        require_not_after(self.issued_on, self.day, _("Ngày cấp giấy chứng nhận"))

    def execute(self) -> list[Certificate]:
        """Number the new certificates on in order of village and household, confirm the year on those that are held."""
        decision, year = self.commune.decision.document, self.commune.round.year
        recognised = (
            self.commune.decision.recognitions.live()
            .filter(result__in=CERTIFIED, certified__isnull=True)
            .select_related("household", "village")
            .order_by("village__path", "household__code")
        )
        rows = [ToCertify(row, year, decision) for row in recognised]
        self._done = certify(self.commune, rows, self.issued_on, self.actor)
        move(self.commune, self.name)
        return self._done.issued

    def subject(self, result: list[Certificate]) -> str:
        """The commune."""
        return f"commune:{self.commune.pk}"

    def facts(self, result: list[Certificate]) -> Mapping[str, Any]:
        """How many were issued, and how many confirmed."""
        return {"issued": len(result), "confirmed": len(self._done.confirmed)}
