"""Step 4: post the lists, take in complaints, re-check, answer (niêm yết, khiếu nại, phúc tra)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.calendar_vi import UnknownDayError, add_working_days
from rasoat.errors import LawError, Refused
from rasoat.law import Rules
from rasoat.posting.lists import entries_of, issue_posting
from rasoat.posting.models import Complaint, Posting, PostingEntry
from rasoat.rounds.clock import today
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import CommuneState
from rasoat.rounds.step import VillageStep, move, require, require_not_after, require_not_before, require_open
from rasoat.survey.answers import Answers, fill, store
from rasoat.survey.models import Listing, Submission

DEFAULT_PLACES = "Trụ sở UBND xã; nhà sinh hoạt cộng đồng thôn; hệ thống loa truyền thanh"


@dataclass(kw_only=True)
class OpenPosting(VillageStep[Posting]):
    """Post the result of the meeting for the days of the pack (7 calendar days in 2016, 3 working days from 2022)."""

    name: ClassVar[str] = "posting.open"
    permission: ClassVar[Permission] = Permission.POSTING_OPEN

    opened_on: date
    places: str = DEFAULT_PLACES

    def check(self) -> None:
        """After the meeting, not in the future."""
        super().check()
        require_not_after(self.opened_on, self.day, _("Ngày niêm yết"))
        held_on = self.village.meetings.aggregate(last=Max("held_on"))["last"]
        require_not_before(self.opened_on, held_on, _("Ngày niêm yết"))

    def execute(self) -> Posting:
        """Store the posting with its entries and issue the printed list."""
        posting = Posting.objects.create(
            village=self.village,
            number=self.village.postings.count() + 1,
            opened_on=self.opened_on,
            closes_on=last_day(self.village.round.rules, self.opened_on),
            places=self.places,
            opened_by=self.actor,
        )
        PostingEntry.objects.bulk_create(entries_of(posting))
        posting.document = issue_posting(posting, self.actor)
        posting.save(update_fields=["document"])
        move(self.village, self.name)
        return posting

    def facts(self, result: Posting) -> Mapping[str, Any]:
        """The window and how many households are posted."""
        return {"closes_on": str(result.closes_on), "entries": result.entries.count()}


def last_day(rules: Rules, opened_on: date) -> date:
    """Return the last day of a posting; its first day counts when it is such a day as the pack counts."""
    days = rules.given("posting_days")
    if not rules.given("posting_in_working_days"):
        return opened_on + timedelta(days=days - 1)
    try:
        return add_working_days(opened_on - timedelta(days=1), days)
    except UnknownDayError as error:
        raise LawError("L061", day=f"{error.day:%d/%m/%Y}") from None


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
    """Take in a complaint; after the window it is taken in all the same and marked late."""

    name: ClassVar[str] = "complaint.receive"
    permission: ClassVar[Permission] = Permission.COMPLAINT_RECEIVE

    kind: str
    complainant: str
    text: str
    received_on: date
    listing: Listing | None = None
    channel: str = Complaint.Channel.PERSON

    def check(self) -> None:
        """About this village, with a text and a name, on or after the posting."""
        super().check()
        self._posting = self.village.postings.latest("number")
        if self.listing is not None and self.listing.village_id != self.village.pk:
            raise Refused("P028")
        if not self.text.strip() or not self.complainant.strip():
            raise Refused("P029")
        require_not_before(self.received_on, self._posting.opened_on, _("Ngày nhận khiếu nại"))
        require_not_after(self.received_on, self.day, _("Ngày nhận khiếu nại"))

    def execute(self) -> Complaint:
        """Keep it under a receipt number."""
        count = Complaint.objects.filter(village__round=self.village.round).count() + 1
        return Complaint.objects.create(
            village=self.village,
            posting=self._posting,
            listing=self.listing,
            receipt=f"KN-{self.village.round.pk}-{self.village.round.year}-{count:05d}",
            kind=self.kind,
            channel=self.channel,
            complainant=self.complainant.strip(),
            text=self.text.strip(),
            received_on=self.received_on,
            late=self.received_on > self._posting.closes_on,
            received_by=self.actor,
        )

    def facts(self, result: Complaint) -> Mapping[str, Any]:
        """Kind and whether it came late; not who complained."""
        return {"kind": result.kind, "late": result.late}


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
        self.complaint.save()
        move(self.village, step)
        return self.complaint

    def facts(self, result: Complaint) -> Mapping[str, Any]:
        """The outcome."""
        return {"outcome": result.outcome}
