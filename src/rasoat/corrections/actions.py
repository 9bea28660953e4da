"""Ask for a correction, check it by filling Phiếu B as it should have been, decide it: a new recognition takes the place."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.office import require_office
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, ResultT
from rasoat.corrections.models import Correction
from rasoat.corrections.papers import issue_correction
from rasoat.documents.attachments import Upload, attach
from rasoat.errors import Refused
from rasoat.law import Class
from rasoat.recognition.actions import kind_of, supersede
from rasoat.recognition.certificates import CERTIFIED, ToCertify, certify, withdraw_ended
from rasoat.recognition.models import Recognition
from rasoat.reports.models import ReportSet
from rasoat.reports.sets import freeze
from rasoat.roster.models import Household, OpeningEntry
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round, VillageRound
from rasoat.rounds.states import CommuneState
from rasoat.rounds.step import require, require_not_after, require_not_before
from rasoat.survey.answers import Answers, fill, keep_form
from rasoat.survey.models import Listing, Submission
from rasoat.survey.standing import Standing


def live_of(village: VillageRound, household: Household) -> Recognition:
    """Return the recognition of the season that counts for the household; raise ``Refused`` P170 or P171 without one.

    P170: not decided yet, a complaint is the way; P171: decided on a request in the year, another request is.
    """
    found = Recognition.objects.live().filter(round=village.round, household=household).first()
    if found is None or village.commune.state != CommuneState.CERTIFIED:
        raise Refused("P170", household=household.code, state=village.commune.get_state_display())
    if found.submission_id is None:
        raise Refused("P171", household=household.code)
    return found


@dataclass(kw_only=True)
class RequestCorrection(Action[Correction]):
    """Say that a published recognition is wrong: what, why, and with which evidence."""

    name: ClassVar[str] = "correction.request"
    permission: ClassVar[Permission] = Permission.CORRECTION_REQUEST

    village: VillageRound
    household: Household
    wrong: str
    reason: str
    requested_on: date
    evidence: Upload | None

    def unit(self) -> Unit:
        """The village."""
        return self.village.unit

    def check(self) -> None:
        """Of a published recognition (P170, P171), said and evidenced (P172), none open yet (P173)."""
        # Two who ask at once wait for one another, and number their requests one after the other.
        Round.objects.select_for_update().get(pk=self.village.round_id)
        self._recognition = live_of(self.village, self.household)
        if not self.wrong.strip() or not self.reason.strip() or self.evidence is None:
            raise Refused("P172")
        waiting = Correction.objects.open().filter(recognition=self._recognition).first()
        if waiting is not None:
            raise Refused("P173", household=self.household.code, receipt=waiting.receipt)
        require_not_before(self.requested_on, decided_on(self._recognition), _("Ngày đề nghị"))
        require_not_after(self.requested_on, today(self.village.round), _("Ngày đề nghị"))

    def execute(self) -> Correction:
        """Keep it under a number of the round."""
        assert self.evidence is not None
        round_ = self.village.round
        number = Correction.objects.filter(village__round=round_).count() + 1
        return Correction.objects.create(
            receipt=f"DC-{round_.pk}-{round_.year}-{number:04d}",
            village=self.village,
            recognition=self._recognition,
            wrong=self.wrong.strip(),
            reason=self.reason.strip(),
            evidence=attach(self.evidence, self.village.unit, self.actor),
            requested_on=self.requested_on,
            requested_by=self.actor,
        )

    def facts(self, result: Correction) -> Mapping[str, Any]:
        """The receipt and the recognition; not what is said of the household."""
        return {"receipt": result.receipt, "recognition": result.recognition_id}


@dataclass(kw_only=True)
class _CorrectionStep(Action[ResultT]):
    """A step on a correction; the round may be approved, sent or received already."""

    correction: Correction

    def unit(self) -> Unit:
        """The village."""
        return self.correction.village.unit

    @property
    def step(self) -> str:
        """The row of the state table."""
        return self.name

    @property
    def day(self) -> date:
        """Today in the round's calendar."""
        return today(self.correction.village.round)

    def check(self) -> None:
        """In a state that allows the step, of a recognition that still counts (P174)."""
        require(self.correction, self.step)
        wrong = self.correction.recognition
        wrong.refresh_from_db(fields=["superseded_by"])
        if wrong.superseded_by_id is not None:
            raise Refused("P174", receipt=self.correction.receipt)


@dataclass(kw_only=True)
class CheckCorrection(_CorrectionStep[Correction]):
    """Fill Phiếu B as it should have been on the day of the visit, with an opinion; by another than who asked or surveyed.

    ``members`` and ``remarks`` as for ``SubmitAnswers``. What changed after the visit is an event, not a correction.
    """

    name: ClassVar[str] = "correction.check"
    permission: ClassVar[Permission] = Permission.CORRECTION_CHECK

    answers: Answers
    opinion: str
    checked_on: date
    respondent: str
    members: Sequence[Mapping[str, Any]] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    submission_id: uuid.UUID = field(default_factory=uuid.uuid4)

    def check(self) -> None:
        """Another hand (P175), an opinion (P176), the persons of the decision (P177), and something is wrong (P178)."""
        super().check()
        row = self.correction
        _decision, self._before = row.recognition.by_season
        if self.actor in (row.requested_by, self._before.reviewer):
            raise Refused("P175")
        if not self.opinion.strip():
            raise Refused("P176")
        require_not_before(self.checked_on, row.requested_on, _("Ngày kiểm tra"))
        require_not_after(self.checked_on, self.day, _("Ngày kiểm tra"))
        self._listing = _listing(row)
        self._filled = fill(self._listing, self.answers, self.members, self.remarks, people_of_roster=False)
        self._require_persons(int(self._filled.answers["household_size"] or 0))
        if dict(self._filled.answers) == dict(self._before.answers):
            raise Refused("P178")

    def _require_persons(self, size: int) -> None:
        """As many as decided on, or as the roster has by now for the day of the visit: somebody was forgotten (P177)."""
        had, day = self.correction.recognition.persons, self._before.visited_on
        present = self.correction.recognition.household.members.present_on(day).count()
        if size not in (had, present):
            raise Refused("P177", size=size, had=had, present=present, day=f"{day:%d/%m/%Y}")

    def execute(self) -> Correction:
        """Keep the form beside the one that counts, with its score; it counts from the decision on."""
        row = self.correction
        row.submission = keep_form(
            self._listing,
            self._filled,
            submission_id=self.submission_id,
            origin=Submission.Origin.CORRECTION,
            visited_on=self._before.visited_on,
            respondent=self.respondent.strip(),
            reviewer=self.actor,
        )
        row.opinion, row.checked_on, row.checked_by = self.opinion.strip(), self.checked_on, self.actor
        row.state = "checked"
        row.save(update_fields=["submission", "opinion", "checked_on", "checked_by", "state"])
        return row

    def facts(self, result: Correction) -> Mapping[str, Any]:
        """The form and the hash of its answers; not the answers."""
        assert result.submission is not None
        return {"submission": str(result.submission.pk), "answers": result.submission.answers_hash}


@dataclass(kw_only=True)
class DecideCorrection(_CorrectionStep[Correction]):
    """The commune chairman corrects the recognition by a numbered decision, or refuses with the reason."""

    name: ClassVar[str] = "correction.decide"
    permission: ClassVar[Permission] = Permission.DECISION_SIGN

    grant: bool
    decided_on: date
    answer: str = ""

    @property
    def step(self) -> str:
        """The row of the state table."""
        return "correction.grant" if self.grant else "correction.refuse"

    def check(self) -> None:
        """A third hand (P179), chairman on the day (A004), in order of days, a refusal with its reason (P180)."""
        super().check()
        row = self.correction
        if self.actor in (row.requested_by, row.checked_by):
            raise Refused("P179")
        if not self.grant and not self.answer.strip():
            raise Refused("P180")
        require_not_before(self.decided_on, row.checked_on or row.requested_on, _("Ngày quyết định"))
        require_not_after(self.decided_on, self.day, _("Ngày quyết định"))
        require_office(self.actor, [Role.COMMUNE_CHAIRMAN], row.village.commune.unit, self.decided_on)

    def execute(self) -> Correction:
        """Refuse, or issue the decision, recognise anew, enter the certificates, and freeze the commune's set again.

        Refused with the fault of the set when the corrected tables do not close (``set_faults``).
        """
        row = self.correction
        row.decided_on, row.decided_by, row.answer = self.decided_on, self.actor, self.answer.strip()
        row.state = "decided" if self.grant else "refused"
        if self.grant:
            self._correct(row)
        row.save()
        return row

    def _correct(self, row: Correction) -> None:
        decision, _before = row.recognition.by_season
        submission = row.submission
        assert submission is not None
        listing = _listing(row)
        made = Recognition.objects.create(
            round=row.village.round,
            household=row.recognition.household,
            village=row.recognition.village,
            decision=decision,
            submission=submission,
            result=submission.score.result,
            kind=kind_of(_standing(row, listing, submission)),
            persons=submission.persons,
            superseded_by=row.recognition,
        )
        supersede(row.recognition, made)
        listing.answered = submission
        listing.save(update_fields=["answered"])
        row.made = made
        row.document = issue_correction(row, self.decided_on, self.actor)
        self._enter_certificate(row, made)
        self._freeze_again(row)

    def _enter_certificate(self, row: Correction, made: Recognition) -> None:
        """Withdraw the certificate of who is no longer poor or near-poor; certify the others as now recognised."""
        assert row.document is not None
        if made.result in CERTIFIED:
            line = ToCertify(made, row.village.round.year, row.document)
            certify(row.village.commune, [line], self.decided_on, self.actor)
        else:
            withdraw_ended([made], row.document, self.decided_on, self.actor)

    def _freeze_again(self, row: Correction) -> None:
        """Freeze a new set of the commune where it has an official one, behind the one it corrects."""
        commune, round_ = row.village.commune.unit, row.village.round
        last = ReportSet.objects.filter(round=round_, unit=commune, official=True).order_by("number").last()
        if last is not None:
            kept = freeze(round_, commune, official=True, maker=row.requested_by, corrects=last)
            kept.checked_by, kept.checked_on = self.actor, self.decided_on
            kept.save(update_fields=["checked_by", "checked_on"])

    def facts(self, result: Correction) -> Mapping[str, Any]:
        """The outcome."""
        return {"outcome": result.state, "receipt": result.receipt}


def decided_on(recognition: Recognition) -> date:
    """Return the day a recognition was decided: of the season's decision, or of the correction that made it."""
    correction = Correction.objects.filter(made=recognition).first()
    if correction is not None and correction.decided_on is not None:
        return correction.decided_on
    decision, _submission = recognition.by_season
    return decision.signed_on


def _listing(row: Correction) -> Listing:
    return Listing.objects.select_related("village__unit", "village__round", "household", "answered").get(
        village=row.village, household=row.recognition.household
    )


def _standing(row: Correction, listing: Listing, submission: Submission) -> Standing:
    opening = OpeningEntry.objects.filter(round=row.village.round, household=listing.household).first()
    return Standing(listing, opening.kind if opening else "", Class(submission.score.result))
