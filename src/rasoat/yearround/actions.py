"""Take a request of the year in, fill its form, decide it, post the decision (TT17 Điều 5, TT14 Điều 1)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

import rasoat
from rasoat import scoring
from rasoat.accounts.office import require_office
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, PublicAction
from rasoat.errors import Refused
from rasoat.law import Class
from rasoat.recognition.actions import supersede
from rasoat.recognition.certificates import withdraw_ended
from rasoat.recognition.models import Recognition
from rasoat.roster.homes import residents
from rasoat.roster.models import Household
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round, VillageRound
from rasoat.rounds.states import VillageState
from rasoat.rounds.step import move, require, require_not_after, require_not_before, require_open
from rasoat.survey.answers import Answers
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.models import Request
from rasoat.survey.paper import Answers as Paper
from rasoat.survey.paper import faults, split
from rasoat.survey.people import form_hash
from rasoat.survey.requests import NO_MEMBERS, OnWaiting, form_of
from rasoat.yearround.due import due_of
from rasoat.yearround.models import Case, CaseForm, CasePaper
from rasoat.yearround.papers import issue_refusal, issue_year_decision
from rasoat.yearround.standing import became, current, grants, live, on_a_list


def next_receipt(round_: Round) -> str:
    """Return the next number of a round's receipts of the year; the round is locked, so that two at once wait."""
    Round.objects.select_for_update().get(pk=round_.pk)
    count = Case.objects.filter(village__round=round_).count() + 1
    return f"TX-{round_.pk}-{round_.year}-{count:05d}"


def enter(case: Case) -> Case:
    """Store a new case under the next receipt number, with the day by which it is decided."""
    case.receipt = next_receipt(case.village.round)
    case.due_on = due_of(case.rules, case.received_on)
    case.save(force_insert=True)
    return case


@dataclass(kw_only=True)
class TakeInCase(Action[Case]):
    """Take a request of the year in. Before 10/11/2018 it bears the village head's confirmation (P015)."""

    name: ClassVar[str] = "case.take-in"
    permission: ClassVar[Permission] = Permission.REQUEST_RECEIVE

    village: VillageRound
    kind: str
    applicant: str
    reason: str
    received_on: date
    household: Household | None = None
    contact: str = ""
    channel: str = Case.Channel.PERSON
    confirmed_by_village_head: bool = False

    def unit(self) -> Unit:
        """The village."""
        return self.village.unit

    def check(self) -> None:
        """In an open round, with a name and a reason, for a household the request fits."""
        round_ = self.village.round
        require_open(round_)
        if not self.reason.strip() or not self.applicant.strip():
            raise Refused("P013")
        require_not_after(self.received_on, today(round_), _("Ngày nhận giấy đề nghị"))
        require_not_before(self.received_on, round_.opening_as_of, _("Ngày nhận giấy đề nghị"))
        self._case = self._draft()
        if self.household is not None:
            require_fits(self._case, self.household)
        if self._case.rules.given("request_needs_village_head") and not self._confirmed():
            raise Refused("P015")

    def _confirmed(self) -> bool:
        return self.confirmed_by_village_head

    def _draft(self) -> Case:
        return Case(
            village=self.village,
            household=self.household,
            kind=self.kind,
            applicant=self.applicant.strip(),
            contact=self.contact.strip(),
            reason=self.reason.strip(),
            received_on=self.received_on,
            channel=self.channel,
            confirmed_by_village_head=self.confirmed_by_village_head,
            received_by=self.actor,
        )

    def execute(self) -> Case:
        """Keep it under a receipt number, with the day by which it is decided."""
        return enter(self._case)

    def facts(self, result: Case) -> Mapping[str, Any]:
        """Form and day; not who asks."""
        return {"kind": result.kind, "day": str(result.received_on)}


@dataclass(kw_only=True)
class SendCase(PublicAction[Case], TakeInCase):
    """A household asks on the public page while its list is closed; the officer finds its household in the roster afterwards."""

    name: ClassVar[str] = "case.send"

    answers: Paper
    members: Sequence[Paper] = NO_MEMBERS
    sent_as: uuid.UUID = field(default_factory=uuid.uuid4)

    def check(self) -> None:
        """Also every question of the form is answered as it can be; the same form again is the same request."""
        super().check()
        self._paper = form_of(self.village.round, self.kind)
        wrong = faults(self._paper, self.answers, self.members, self.received_on)
        if wrong:
            raise Refused(wrong[0].code, field=wrong[0].question.label_vi)

    def execute(self) -> Case:
        """Keep the paper beside the case; sent again with other content it is refused (N008)."""
        shown, sealed = split(self._paper, self.answers)
        members = [dict(member) for member in self.members]
        found = CasePaper.objects.select_related("case").filter(sent_as=self.sent_as).first()
        if found is None:
            case = super().execute()
            CasePaper.objects.create(
                case=case, answers=shown, members=members, sealed=sealed, sent_as=self.sent_as
            )
            return case
        before = (found.case.village_id, found.case.kind, found.answers, found.members, found.sealed)
        if before != (self.village.pk, self.kind, shown, members, sealed):
            raise Refused("N008", receipt=found.case.receipt)
        return found.case

    def _confirmed(self) -> bool:
        """The village head confirms before the household is matched, not before it is sent."""
        return True


@dataclass(kw_only=True)
class HandOver(OnWaiting[Case]):
    """Judge a request filed for the season as one of the year, because the list of its village is closed.

    It keeps its day and what its applicant wrote; his receipt tells what became of it from then on.
    """

    name: ClassVar[str] = "case.from-request"
    permission: ClassVar[Permission] = Permission.REQUEST_RECEIVE

    def unit(self) -> Unit:
        """The village the applicant names."""
        return self.request.village.unit if self.request.village else self.request.commune.unit

    def check(self) -> None:
        """Its village is known and makes no list any more (K050)."""
        super().check()
        village = self.request.village
        if village is None or village.state == VillageState.LISTING:
            raise Refused("K050", receipt=self.request.receipt)
        self._village = village

    def execute(self) -> Case:
        """Keep the case and its paper, and note on the request that it has moved."""
        request = self.request
        case = enter(
            Case(
                village=self._village,
                request=request,
                kind=request.form,
                applicant=request.applicant,
                reason=request.reason,
                received_on=request.received_on,
                channel=request.channel,
                confirmed_by_village_head=request.confirmed_by_village_head,
                received_by=self.actor,
            )
        )
        CasePaper.objects.create(
            case=case,
            answers=request.answers,
            members=request.members,
            sealed=request.sealed,
            sent_as=request.sent_as,
        )
        self.decide(Request.State.MOVED)
        request.save(update_fields=["state", "decided_on", "decided_by"])
        return case


def require_fits(case: Case, household: Household) -> None:
    """Raise ``Refused`` unless the household lives in the village (P011), is not being decided on already (K040, K043),
    and the form fits what it is now (K041, K042).
    """
    village = case.village
    lives_here = (
        household.village_id == village.unit_id or residents(village).filter(pk=household.pk).exists()
    )
    if not lives_here or household.ended_on is not None:
        raise Refused("P011", household=household.code, village=str(village.unit))
    if village.listings.filter(household=household).exists():
        raise Refused("K040", household=household.code)
    if Case.objects.open().filter(household=household).exclude(pk=case.pk).exists():
        raise Refused("K043", household=household.code)
    listed = on_a_list(current(village.round, household))
    if case.kind == Case.Kind.ADDED and listed:
        raise Refused("K041", household=household.code)
    if case.kind == Case.Kind.ESCAPED and not listed:
        raise Refused("K042", household=household.code)


@dataclass(kw_only=True)
class _CaseStep(Action[Case]):
    """A step on a case."""

    case: Case

    def unit(self) -> Unit:
        """The village of the case."""
        return self.case.village.unit

    @property
    def day(self) -> date:
        """Today in the round's calendar."""
        return today(self.case.village.round)

    def check(self) -> None:
        """The round is open and the case is in a state that allows the step."""
        require_open(self.case.village.round)
        require(self.case, self.step)

    @property
    def step(self) -> str:
        """The row of the state table."""
        return self.name

    def facts(self, result: Case) -> Mapping[str, Any]:
        """The form."""
        return {"kind": result.kind}


@dataclass(kw_only=True)
class MatchHousehold(_CaseStep):
    """Find the household of the roster that a request sent over the net is about."""

    name: ClassVar[str] = "case.household"
    permission: ClassVar[Permission] = Permission.REQUEST_RECEIVE

    household: Household
    confirmed_by_village_head: bool = False

    def check(self) -> None:
        """Not matched before (K044), a household it fits, confirmed where the rules ask for it."""
        super().check()
        if self.case.household is not None:
            raise Refused("K044", receipt=self.case.receipt)
        require_fits(self.case, self.household)
        self._confirmed = self.case.confirmed_by_village_head or self.confirmed_by_village_head
        if self.case.rules.given("request_needs_village_head") and not self._confirmed:
            raise Refused("P015")

    def execute(self) -> Case:
        """Store the household."""
        self.case.household = self.household
        self.case.confirmed_by_village_head = self._confirmed
        self.case.save(update_fields=["household", "confirmed_by_village_head"])
        return self.case


@dataclass(kw_only=True)
class FillCaseForm(_CaseStep):
    """Fill Phiếu B for a case, by the rules of the day the request was received."""

    name: ClassVar[str] = "case.fill"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER

    answers: Answers
    visited_on: date
    respondent: str

    def check(self) -> None:
        """A known household, complete answers (P020), the size of the roster (P074), a visit after the request."""
        super().check()
        household = self.case.household
        if household is None:
            raise Refused("K045", receipt=self.case.receipt)
        require_not_before(self.visited_on, self.case.received_on, _("Ngày khảo sát"))
        require_not_after(self.visited_on, self.day, _("Ngày khảo sát"))
        unit = self.case.village.unit
        region = "" if unit.points_column == "TT" else unit.region
        self._answers = {**self.answers, "area_type": unit.area_type, "region": region}
        scored = scoring.score(self.case.rules, self._answers)
        if isinstance(scored, scoring.Refused):
            raise IncompleteAnswers("P020", scored)
        have = household.members.filter(left_on__isnull=True).count()
        if self._answers["household_size"] != have:
            raise Refused("P074", size=self._answers["household_size"], have=have)
        self._scored = scored

    def execute(self) -> Case:
        """Store the form and its score."""
        rules, scored = self.case.rules, self._scored
        CaseForm.objects.create(
            case=self.case,
            answers=self._answers,
            answers_hash=form_hash(self._answers, [], {}),
            persons=int(self._answers["household_size"] or 0),
            b1=scored.b1,
            b2=scored.b2,
            result=scored.cls.value,
            deprivations=";".join(map(str, scored.deprivations)),
            pack=rules.pack_id,
            pack_hash=rules.pack_hash,
            rules_on=rules.on,
            code_version=rasoat.__version__,
            visited_on=self.visited_on,
            respondent=self.respondent.strip(),
        )
        self.case.filled_by = self.actor
        self.case.save(update_fields=["filled_by"])
        move(self.case, self.name)
        return self.case


@dataclass(kw_only=True)
class DecideCase(_CaseStep):
    """The chairman recognises the household, or refuses with the reason; by another than who received or filled."""

    name: ClassVar[str] = "case.decide"
    permission: ClassVar[Permission] = Permission.DECISION_SIGN

    grant: bool
    decided_on: date
    answer: str = ""

    @property
    def step(self) -> str:
        """The row of the state table."""
        return "case.recognise" if self.grant else "case.refuse"

    def check(self) -> None:
        """Not against the score (K046), a refusal with its reason (K047), another hand (K048) that held the office (A004), in order of days."""
        super().check()
        if self.actor in (self.case.received_by, self.case.filled_by):
            raise Refused("K048")
        require_office(self.actor, [Role.COMMUNE_CHAIRMAN], self.case.village.commune.unit, self.decided_on)
        if not self.grant and not self.answer.strip():
            raise Refused("K047")
        earliest = self.case.received_on
        if self.case.filled_by is not None:
            form = self.case.form
            earliest = form.visited_on
            assert self.case.household is not None
            self._was = current(self.case.village.round, self.case.household)
            if self.grant and not grants(self.case.kind, self._was, Class(form.result)):
                raise Refused("K046", receipt=self.case.receipt)
        require_not_before(self.decided_on, earliest, _("Ngày quyết định"))
        require_not_after(self.decided_on, self.day, _("Ngày quyết định"))

    def execute(self) -> Case:
        """Issue the decision or the refusal; a recognition counts from the day of the decision."""
        case = self.case
        case.decided_on, case.decided_by, case.answer = self.decided_on, self.actor, self.answer.strip()
        if self.grant:
            kind = became(self._was, Class(case.form.result))
            case.recognition = self._recognise(kind)
            case.document = issue_year_decision(case, kind)
            withdraw_ended([case.recognition], case.document, self.decided_on, self.actor)
        else:
            case.document = issue_refusal(case)
        case.state = "recognised" if self.grant else "refused"
        case.save()
        return case

    def _recognise(self, kind: Recognition.Kind) -> Recognition:
        round_, household = self.case.village.round, self.case.household
        assert household is not None
        earlier = live(round_, household)
        made = Recognition.objects.create(
            round=round_,
            household=household,
            village=self.case.village.unit,
            decision=None,
            submission=None,
            recognised_on=self.decided_on,
            result=self.case.form.result,
            kind=kind,
            persons=self.case.form.persons,
            superseded_by=earlier,
        )
        supersede(earlier, made)
        return made

    def facts(self, result: Case) -> Mapping[str, Any]:
        """The outcome."""
        return {"outcome": result.state, "kind": result.kind}


@dataclass(kw_only=True)
class PostCase(_CaseStep):
    """Post a recognised household's name at the commune office (TT14 Điều 1); for how long is not found."""

    name: ClassVar[str] = "case.post"
    permission: ClassVar[Permission] = Permission.POSTING_OPEN

    posted_on: date

    def check(self) -> None:
        """Not before the decision, once (K049)."""
        super().check()
        assert self.case.decided_on is not None
        if self.case.posted_on is not None:
            raise Refused("K049", receipt=self.case.receipt)
        require_not_before(self.posted_on, self.case.decided_on, _("Ngày niêm yết"))
        require_not_after(self.posted_on, self.day, _("Ngày niêm yết"))

    def execute(self) -> Case:
        """Store the day and who posted it."""
        self.case.posted_on, self.case.posted_by = self.posted_on, self.actor
        self.case.save(update_fields=["posted_on", "posted_by"])
        return self.case
