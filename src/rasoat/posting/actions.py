"""Step 4: post the lists, take in complaints, re-check, answer (niêm yết, khiếu nại, phúc tra)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, PublicAction
from rasoat.documents.attachments import Upload, attach
from rasoat.errors import Refused
from rasoat.posting.letter import issue_answer
from rasoat.posting.lists import entries_of, issue_posting
from rasoat.posting.models import Complaint, ComplaintFile, Posting, PostingEntry
from rasoat.posting.receiving import Due, due_of, fingerprint, next_receipt, require_new
from rasoat.posting.window import Places, closing_day, hang, require_places, usual_places
from rasoat.rounds.clock import today
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import CommuneState
from rasoat.rounds.step import VillageStep, move, require, require_not_after, require_not_before, require_open
from rasoat.survey.answers import Answers, fill, store
from rasoat.survey.models import Listing, Submission


@dataclass(kw_only=True)
class OpenPosting(VillageStep[Posting]):
    """Post the result of the meeting for the days of the pack (7 calendar days in 2016, 3 working days from 2022).

    ``closes_on`` may make the window longer, never shorter (K001); ``places`` names the three places by kind, the
    usual names where it is left out.
    """

    name: ClassVar[str] = "posting.open"
    permission: ClassVar[Permission] = Permission.POSTING_OPEN

    opened_on: date
    closes_on: date | None = None
    places: Places | None = None

    def check(self) -> None:
        """After the meeting, not in the future, at all places, for no fewer days than the pack asks for."""
        super().check()
        require_not_after(self.opened_on, self.day, _("Ngày niêm yết"))
        held_on = self.village.meetings.aggregate(last=Max("held_on"))["last"]
        require_not_before(self.opened_on, held_on, _("Ngày niêm yết"))
        self._places = usual_places(self.village.unit) if self.places is None else self.places
        require_places(self._places)
        self._closes_on = closing_day(self.village.round.rules, self.opened_on, self.closes_on)

    def execute(self) -> Posting:
        """Store the posting with its places and entries and issue the printed list."""
        posting = Posting.objects.create(
            village=self.village,
            number=self.village.postings.count() + 1,
            opened_on=self.opened_on,
            closes_on=self._closes_on,
            opened_by=self.actor,
        )
        hang(posting, self._places)
        PostingEntry.objects.bulk_create(entries_of(posting))
        posting.document = issue_posting(posting, self.actor)
        posting.save(update_fields=["document"])
        move(self.village, self.name)
        return posting

    def facts(self, result: Posting) -> Mapping[str, Any]:
        """The window and how many households are posted."""
        return {"closes_on": str(result.closes_on), "entries": result.entries.count()}


@dataclass(kw_only=True)
class ClosePosting(VillageStep[Posting]):
    """Take the lists down when the window has passed and no complaint of the village is open."""

    name: ClassVar[str] = "posting.close"
    permission: ClassVar[Permission] = Permission.POSTING_OPEN

    def check(self) -> None:
        """Window over, complaints answered."""
        super().check()
        posting = self._posting()
        if self.day <= posting.closes_on:
            raise Refused("P026", closes=f"{posting.closes_on:%d/%m/%Y}")
        open_ones = self.village.complaints.filter(outcome="").count()
        if open_ones:
            raise Refused("P027", count=open_ones)

    def _posting(self) -> Posting:
        return self.village.postings.latest("number")

    def execute(self) -> Posting:
        """Move the village on."""
        move(self.village, self.name)
        return self._posting()


@dataclass(kw_only=True)
class ReceiveComplaint(VillageStep[Complaint]):
    """Take in a complaint; after the window it is taken in all the same and marked late.

    The same words about the same household of one posting are refused (K010), with the receipt of the first.
    """

    name: ClassVar[str] = "complaint.receive"
    permission: ClassVar[Permission] = Permission.COMPLAINT_RECEIVE

    kind: str
    complainant: str
    text: str
    received_on: date
    listing: Listing | None = None
    channel: str = Complaint.Channel.PERSON
    contact: str = ""
    about: str = ""
    files: Sequence[Upload] = ()

    def check(self) -> None:
        """About this village, with a text and a name, on or after the posting, not told before."""
        super().check()
        self._posting = self.village.postings.latest("number")
        if self.listing is not None and self.listing.village_id != self.village.pk:
            raise Refused("P028")
        if not self.text.strip() or not self.complainant.strip():
            raise Refused("P029")
        require_not_before(self.received_on, self._posting.opened_on, _("Ngày nhận khiếu nại"))
        require_not_after(self.received_on, self.day, _("Ngày nhận khiếu nại"))
        self._fingerprint = fingerprint(self.listing, self.about, self.text)
        require_new(self._posting, self._fingerprint)
        self._due: Due = due_of(self.village.round.rules, self.received_on)

    def execute(self) -> Complaint:
        """Keep it under a receipt number."""
        complaint = Complaint.objects.create(
            village=self.village,
            posting=self._posting,
            listing=self.listing,
            receipt=next_receipt(self.village.round),
            kind=self.kind,
            channel=self.channel,
            complainant=self.complainant.strip(),
            text=self.text.strip(),
            received_on=self.received_on,
            late=self.received_on > self._posting.closes_on,
            received_by=self.actor,
            contact=self.contact.strip(),
            about=self.about.strip(),
            fingerprint=self._fingerprint,
            due_on=self._due.on,
            due_by=self._due.by,
        )
        by = self.actor if self.actor.is_active else None
        for upload in self.files:
            kept = attach(upload, self.village.unit, by)
            ComplaintFile.objects.create(complaint=complaint, attachment=kept)
        return complaint

    def facts(self, result: Complaint) -> Mapping[str, Any]:
        """Kind and whether it came late; not who complained."""
        return {"kind": result.kind, "late": result.late}


@dataclass(kw_only=True)
class FileComplaint(PublicAction[Complaint], ReceiveComplaint):
    """Somebody complains on the public page; it is received on the day it is sent.

    What was told before is refused without the receipt of the first (K012), which is another's.
    """

    name: ClassVar[str] = "complaint.file"

    def check(self) -> None:
        """As at the desk, and nothing is told of another's complaint."""
        try:
            super().check()
        except Refused as error:
            raise (Refused("K012") if error.code == "K010" else error) from None


@dataclass(kw_only=True)
class _ComplaintStep(Action[Complaint]):
    """A step on an open complaint."""

    complaint: Complaint

    def unit(self) -> Unit:
        """The village complained about."""
        return self.complaint.village.unit

    @property
    def village(self) -> VillageRound:
        """The village complained about."""
        return self.complaint.village

    @property
    def step(self) -> str:
        """The row of the state table."""
        return self.name

    def check(self) -> None:
        """The complaint is open."""
        require_open(self.village.round)
        require(self.village, self.step)
        if self.complaint.outcome:
            raise Refused("P030", receipt=self.complaint.receipt)


@dataclass(kw_only=True)
class AssignRecheck(_ComplaintStep):
    """Name who fills the form again: somebody other than the one who filled it first."""

    name: ClassVar[str] = "complaint.assign"
    permission: ClassVar[Permission] = Permission.COMPLAINT_DECIDE

    rechecker: User

    def check(self) -> None:
        """A household is named, and the re-checker is not its reviewer."""
        super().check()
        if self.complaint.listing is None or self.complaint.listing.answered is None:
            raise Refused("P031")
        if self.rechecker == self.complaint.listing.answered.reviewer or self.rechecker == self.actor:
            raise Refused("P032", person=self.rechecker.full_name)

    def execute(self) -> Complaint:
        """Store the name."""
        self.complaint.rechecker = self.rechecker
        self.complaint.save(update_fields=["rechecker"])
        return self.complaint


@dataclass(kw_only=True)
class NameHousehold(_ComplaintStep):
    """Say which surveyed household a complaint is about, where the complainant only wrote a name."""

    name: ClassVar[str] = "complaint.household"
    permission: ClassVar[Permission] = Permission.COMPLAINT_RECEIVE

    listing: Listing

    def check(self) -> None:
        """A household of the village (P028), and none named before (K014)."""
        super().check()
        if self.complaint.listing is not None:
            raise Refused("K014", receipt=self.complaint.receipt)
        if self.listing.village_id != self.village.pk:
            raise Refused("P028")

    def execute(self) -> Complaint:
        """Store the household."""
        self.complaint.listing = self.listing
        self.complaint.save(update_fields=["listing"])
        return self.complaint


@dataclass(kw_only=True)
class SetDue(_ComplaintStep):
    """Set the last day for the answer where the law gives none: the commune's own, and shown as that."""

    name: ClassVar[str] = "complaint.due"
    permission: ClassVar[Permission] = Permission.COMPLAINT_DECIDE

    due_on: date

    def check(self) -> None:
        """After the day of receipt (K011), and only where no rule sets the day (K013)."""
        super().check()
        if self.complaint.due_by == Complaint.DueBy.LAW:
            raise Refused("K013", receipt=self.complaint.receipt)
        if self.due_on <= self.complaint.received_on:
            raise Refused(
                "K011", day=f"{self.due_on:%d/%m/%Y}", received=f"{self.complaint.received_on:%d/%m/%Y}"
            )

    def execute(self) -> Complaint:
        """Store the day and who set it."""
        self.complaint.due_on, self.complaint.due_by = self.due_on, Complaint.DueBy.COMMUNE
        self.complaint.save(update_fields=["due_on", "due_by"])
        return self.complaint


@dataclass(kw_only=True)
class RecheckHousehold(_ComplaintStep):
    """Fill Phiếu B again for a complaint (phúc tra); only the person assigned may.

    ``members`` and ``remarks`` as for ``SubmitAnswers``: the form passes the same member table and the same checks.
    """

    name: ClassVar[str] = "complaint.recheck"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER

    answers: Answers
    visited_on: date
    respondent: str
    members: Sequence[Mapping[str, Any]] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    submission_id: uuid.UUID = field(default_factory=uuid.uuid4)

    def check(self) -> None:
        """Assigned to the actor, not yet done, complete and sound."""
        super().check()
        listing = self.complaint.listing
        if self.complaint.rechecker != self.actor or listing is None or self.complaint.recheck is not None:
            raise Refused("P033", receipt=self.complaint.receipt)
        require_not_before(self.visited_on, self.complaint.received_on, _("Ngày phúc tra"))
        require_not_after(self.visited_on, today(self.village.round), _("Ngày phúc tra"))
        self._listing = listing
        self._filled = fill(listing, self.answers, self.members, self.remarks)

    def execute(self) -> Complaint:
        """Store the new version and its score."""
        assert self._listing.answered is not None
        self.complaint.recheck = store(
            self._listing,
            self._filled,
            submission_id=self.submission_id,
            origin=Submission.Origin.RECHECK,
            visited_on=self.visited_on,
            respondent=self.respondent,
            reviewer=self.actor,
            first_reviewer=self._listing.answered.reviewer,
        )
        self.complaint.save(update_fields=["recheck"])
        return self.complaint

    def facts(self, result: Complaint) -> Mapping[str, Any]:
        """The form, its version and the hash of its answers; not the answers."""
        form = result.recheck
        assert form is not None
        return {"submission": str(form.pk), "version": form.version, "answers": form.answers_hash}


@dataclass(kw_only=True)
class DecideComplaint(_ComplaintStep):
    """Answer a complaint. When the re-check changed what is posted, the complaint is upheld and the list is posted anew."""

    name: ClassVar[str] = "complaint.decide"
    permission: ClassVar[Permission] = Permission.COMPLAINT_DECIDE

    answer: str
    decided_on: date

    @property
    def step(self) -> str:
        """The row of the state table: the result changed, or it stays."""
        return "complaint.uphold" if self._changed() else "complaint.dismiss"

    def _changed(self) -> bool:
        recheck, listing = self.complaint.recheck, self.complaint.listing
        if recheck is None or listing is None:
            return False
        posted = self.complaint.posting.entries.filter(listing=listing).first()
        return posted is None or posted.result != recheck.score.result

    def check(self) -> None:
        """With an answer, by somebody who did not re-check, after the re-check where one was ordered."""
        super().check()
        if not self.answer.strip():
            raise Refused("P034")
        if self.complaint.rechecker is not None and self.complaint.recheck is None:
            raise Refused("P035", receipt=self.complaint.receipt)
        if self.actor == self.complaint.rechecker:
            raise Refused("P036")
        if self._changed() and self.village.commune.state in (CommuneState.DECIDED, CommuneState.CERTIFIED):
            raise Refused("P037", receipt=self.complaint.receipt)
        require_not_before(self.decided_on, self.complaint.received_on, _("Ngày trả lời"))
        require_not_after(self.decided_on, today(self.village.round), _("Ngày trả lời"))

    def execute(self) -> Complaint:
        """Store the answer; a changed result sends the village back to be posted anew."""
        step = self.step
        changed = step == "complaint.uphold"
        self.complaint.outcome = Complaint.Outcome.UPHELD if changed else Complaint.Outcome.DISMISSED
        self.complaint.answer = self.answer.strip()
        self.complaint.decided_on = self.decided_on
        self.complaint.decided_by = self.actor
        self.complaint.letter = issue_answer(self.complaint)
        self.complaint.save()
        move(self.village, step)
        return self.complaint

    def facts(self, result: Complaint) -> Mapping[str, Any]:
        """The outcome."""
        return {"outcome": result.outcome}
