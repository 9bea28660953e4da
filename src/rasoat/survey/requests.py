"""Requests (giấy đề nghị): brought to the office, sent by post, or filed on the public pages and then taken in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, TypeVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, PublicAction
from rasoat.errors import Refused
from rasoat.law import Form
from rasoat.roster.models import Household
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round, VillageRound
from rasoat.rounds.step import VillageStep, require, require_not_after, require_not_before, require_open
from rasoat.survey.listing import consider, current_list, require_of_village
from rasoat.survey.models import Group, Inclusion, Listing, Request
from rasoat.survey.paper import NAME, REASON, Answers, faults, hardship_of, split

ADDED, ESCAPED = Request.Form.ADDED, Request.Form.ESCAPED
NO_MEMBERS: Sequence[Answers] = ()
RequestStepT = TypeVar("RequestStepT")


def form_of(round_: Round, key: str) -> Form:
    """Return the form of the round's regime; raise ``Refused`` (N006) when the regime has none of that kind."""
    form = round_.rules.forms.get(key) if key in Request.Form.values else None
    if form is None:
        raise Refused("N006", form=key)
    return form


def require_confirmed(round_: Round, confirmed: bool) -> None:
    """Raise ``Refused`` (P015) where the rules want the village head's confirmation and there is none."""
    if round_.rules.given("request_needs_village_head") and not confirmed:
        raise Refused("P015")


def require_fitting(form: str, village: VillageRound, household: Household) -> None:
    """Raise ``Refused`` unless the household of the village may file this form now.

    1a is for those not on the current list (P014), 1b for those on it (N009); each once a round (P012).
    """
    require_of_village(village, household)
    on_it = current_list(village).filter(pk=household.pk).exists()
    if form == ADDED and on_it:
        raise Refused("P014", household=household.code)
    if form == ESCAPED and not on_it:
        raise Refused("N009", household=household.code)
    if Request.objects.filter(listing__village=village, household=household, form=form).exists():
        raise Refused("P012", household=household.code)


def listed(form: str, village: VillageRound, household: Household, actor: User, paper: Request) -> Listing:
    """Return the household's place on the list: for 1a a new one of group 2 unless the village proposed it already."""
    found = village.listings.filter(household=household).first()
    if found is not None:
        return found
    if form == ESCAPED:
        return Listing.objects.create(
            village=village,
            household=household,
            group=Group.CURRENT,
            inclusion=Inclusion.INCLUDED,
            added_by=actor,
        )
    hardship = hardship_of(village.round.rules, paper.answers)
    return consider(village, household, Group.REQUEST, actor, hardship=hardship, reason=paper.reason)


def numbered(request: Request, year: int) -> Request:
    """Save a new request under its receipt number: ``DN-2018-000123``."""
    request.receipt = request.sent_as.hex[:20]
    request.save()
    request.receipt = f"DN-{year}-{request.pk:06d}"
    request.save(update_fields=["receipt"])
    return request


@dataclass(kw_only=True)
class ReceiveRequest(VillageStep[Request]):
    """Take in a request on paper; before 10/11/2018 the village head confirms it.

    ``answers`` and ``members`` are what stands on the paper beside applicant and reason, as far as it is keyed.
    """

    name: ClassVar[str] = "list.request"
    permission: ClassVar[Permission] = Permission.REQUEST_RECEIVE

    household: Household
    reason: str
    applicant: str
    received_on: date
    form: str = ADDED
    channel: str = Request.Channel.PERSON
    confirmed_by_village_head: bool = False
    answers: Answers = field(default_factory=dict)
    members: Sequence[Answers] = NO_MEMBERS

    def check(self) -> None:
        """Received within the round so far, of a household that may file it, confirmed where the rules ask for it."""
        super().check()
        if not self.reason.strip():
            raise Refused("P013")
        self._form = form_of(self.village.round, self.form)
        require_fitting(self.form, self.village, self.household)
        require_not_after(self.received_on, self.day, _("Ngày nhận giấy đề nghị"))
        require_not_before(self.received_on, self.village.round.opened_on, _("Ngày nhận giấy đề nghị"))
        require_confirmed(self.village.round, self.confirmed_by_village_head)
        wrong = faults(self._form, self.answers, self.members, self.received_on, complete=False)
        if wrong:
            raise Refused(wrong[0].code, field=wrong[0].question.label_vi)

    def execute(self) -> Request:
        """Add the household and keep the request under a receipt number."""
        shown, sealed = split(self._form, self.answers)
        paper = Request(
            commune=self.village.commune,
            village=self.village,
            household=self.household,
            form=self.form,
            applicant=self.applicant,
            reason=self.reason.strip(),
            answers=shown,
            members=[dict(member) for member in self.members],
            sealed=sealed,
            received_on=self.received_on,
            channel=self.channel,
            confirmed_by_village_head=self.confirmed_by_village_head,
            received_by=self.actor,
            state=Request.State.TAKEN_IN,
            decided_on=self.received_on,
            decided_by=self.actor,
        )
        paper.listing = listed(self.form, self.village, self.household, self.actor, paper)
        return numbered(paper, self.village.round.year)

    def facts(self, result: Request) -> Mapping[str, Any]:
        """Which form it was."""
        return {"form": result.form}


@dataclass(kw_only=True)
class FileRequest(PublicAction[Request]):
    """A citizen files a request on the public pages; it waits at the commune's desk and nothing of it is lost.

    The same form sent twice (``sent_as``) gives the same receipt; with other content it is refused (N008).
    """

    name: ClassVar[str] = "request.file"

    village: VillageRound
    form: str
    answers: Answers
    members: Sequence[Answers] = NO_MEMBERS
    sent_as: uuid.UUID = field(default_factory=uuid.uuid4)

    def unit(self) -> Unit:
        """The commune the request is addressed to."""
        return self.village.commune.unit

    def check(self) -> None:
        """The round is open, the regime has the form, and every question of it is answered as it can be."""
        require_open(self.village.round)
        self._form = form_of(self.village.round, self.form)
        wrong = faults(self._form, self.answers, self.members, today(self.village.round))
        if wrong:
            raise Refused(wrong[0].code, field=wrong[0].question.label_vi)

    def execute(self) -> Request:
        """Keep the request as it was sent."""
        shown, sealed = split(self._form, self.answers)
        paper = Request(
            sent_as=self.sent_as,
            commune=self.village.commune,
            village=self.village,
            form=self.form,
            applicant=self.answers[NAME].strip(),
            reason=self.answers.get(REASON, "").strip() or self._form.title_vi,
            answers=shown,
            members=[dict(member) for member in self.members],
            sealed=sealed,
            received_on=today(self.village.round),
            channel=Request.Channel.WEB,
            received_by=self.actor,
        )
        sent_before = Request.objects.filter(sent_as=self.sent_as).first()
        if sent_before is None:
            return numbered(paper, self.village.round.year)
        if _content(sent_before) != _content(paper):
            raise Refused("N008", receipt=sent_before.receipt)
        return sent_before

    def facts(self, result: Request) -> Mapping[str, Any]:
        """Which form it was."""
        return {"form": result.form}


def _content(paper: Request) -> tuple[Any, ...]:
    return (paper.village_id, paper.form, paper.answers, paper.members, paper.sealed)


@dataclass(kw_only=True)
class OnWaiting(Action[RequestStepT]):
    """A step taken on a request that waits."""

    request: Request

    def unit(self) -> Unit:
        """The commune the request is addressed to."""
        return self.request.commune.unit

    def check(self) -> None:
        """The round is open, and nobody has taken the request in or refused it since."""
        require_open(self.request.commune.round)
        now = Request.objects.select_for_update().get(pk=self.request.pk)
        if now.state != Request.State.WAITING:
            raise Refused("N010", receipt=now.receipt, state=now.get_state_display())

    @property
    def day(self) -> date:
        """Today in the round's calendar."""
        return today(self.request.commune.round)

    def decide(self, state: Request.State) -> None:
        """Note on the request what became of it; the caller saves it."""
        self.request.state = state
        self.request.decided_on, self.request.decided_by = self.day, self.actor

    def facts(self, result: RequestStepT) -> Mapping[str, Any]:
        """Which form it is."""
        return {"form": self.request.form}


@dataclass(kw_only=True)
class ConfirmRequest(OnWaiting[Request]):
    """The village head confirms a request that was filed on the public pages (TT17 Art. 4.2, before 10/11/2018)."""

    name: ClassVar[str] = "request.confirm"
    permission: ClassVar[Permission] = Permission.REQUEST_CONFIRM

    def unit(self) -> Unit:
        """The village the applicant names, whose head confirms."""
        return self.request.village.unit if self.request.village else self.request.commune.unit

    def execute(self) -> Request:
        """Note who confirmed."""
        self.request.confirmed_by_village_head, self.request.confirmed_by = True, self.actor
        self.request.save(update_fields=["confirmed_by_village_head", "confirmed_by"])
        return self.request


@dataclass(kw_only=True)
class TakeInRequest(OnWaiting[Request]):
    """The commune officer takes a waiting request in: matches it with a household of the roster and lists it."""

    name: ClassVar[str] = "list.take-in"
    permission: ClassVar[Permission] = Permission.REQUEST_RECEIVE

    household: Household
    confirmed_on_paper: bool = False

    def check(self) -> None:
        """A household of this commune that may file the form; its village still makes its list; confirmed if need be."""
        super().check()
        village = self.request.commune.villages.filter(unit=self.household.village_id).first()
        if village is None:
            raise Refused("P011", household=self.household.code, village=str(self.request.commune.unit))
        village.round, village.commune = self.request.commune.round, self.request.commune
        require(village, self.name)
        require_fitting(self.request.form, village, self.household)
        require_confirmed(village.round, self.request.confirmed_by_village_head or self.confirmed_on_paper)
        self._village = village

    def execute(self) -> Request:
        """Put the household on the list and tie the request to it."""
        paper = self.request
        paper.confirmed_by_village_head = paper.confirmed_by_village_head or self.confirmed_on_paper
        paper.village, paper.household = self._village, self.household
        paper.listing = listed(paper.form, self._village, self.household, self.actor, paper)
        self.decide(Request.State.TAKEN_IN)
        paper.save()
        return paper


@dataclass(kw_only=True)
class RefuseRequest(OnWaiting[Request]):
    """The commune officer does not take a waiting request in, and says why; the applicant reads it by his receipt."""

    name: ClassVar[str] = "request.refuse"
    permission: ClassVar[Permission] = Permission.REQUEST_RECEIVE

    reason: str

    def check(self) -> None:
        """With a reason."""
        super().check()
        if not self.reason.strip():
            raise Refused("N011")

    def execute(self) -> Request:
        """Keep the reason."""
        self.request.answer = self.reason.strip()
        self.decide(Request.State.REFUSED)
        self.request.save(update_fields=["state", "decided_on", "decided_by", "answer"])
        return self.request
