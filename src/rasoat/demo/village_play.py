"""One village through the review: list, survey, meeting, posting, complaint; each step by the person whose it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time, timedelta
from random import Random
from typing import Any

from rasoat import scoring
from rasoat.accounts.models import User
from rasoat.demo import answers, facts, stage, words
from rasoat.demo.clock import Clock
from rasoat.demo.households import Hamlet, Home
from rasoat.demo.names import family_name, full_name
from rasoat.demo.scans import scan
from rasoat.law import Class
from rasoat.meeting.actions import HoldMeeting
from rasoat.meeting.ballot import Attendance
from rasoat.meeting.signing import KeepSignedMinutes
from rasoat.posting.actions import (
    AssignRecheck,
    ClosePosting,
    DecideComplaint,
    OpenPosting,
    ReceiveComplaint,
    RecheckHousehold,
)
from rasoat.posting.models import Complaint
from rasoat.posting.proof import RecordProof
from rasoat.roster.models import Household, Relation
from rasoat.rounds.models import VillageRound
from rasoat.survey.answers import FinishSurvey, SubmitAnswers
from rasoat.survey.listing import BuildList, CloseList, ProposeHousehold
from rasoat.survey.models import Inclusion, Listing, Request
from rasoat.survey.people import present
from rasoat.survey.requests import (
    ConfirmRequest,
    FileRequest,
    ReceiveRequest,
    RefuseRequest,
    TakeInRequest,
)
from rasoat.survey.screening import DecideInclusion, ScreenHousehold
from rasoat.text_vi import Precision
from rasoat.text_vi import date as written

LIST_DAYS, SURVEY_DAYS = 5, 5
WEB_SHARE, ESCAPES, STRANGERS = 0.12, 0.15, 0.05
ASKS_COMMITTEE, COMMITTEE_INCLUDES = 0.2, 0.75
UPPER = {
    Class.poor_income: Class.near_poor,
    Class.poor_deprivation: Class.near_poor,
    Class.near_poor: Class.average,
    Class.average: Class.near_poor,
    Class.better_off: Class.near_poor,
}
"""What a re-check finds instead, when it changes the class."""


class VillagePlay:
    """The people and households of one village, and what they do on which day."""

    def __init__(
        self,
        clock: Clock,
        people: dict[str, User],
        village: VillageRound,
        hamlet: Hamlet,
        substitute: Hamlet,
        households: dict[Home, Household],
    ) -> None:
        self.clock, self.village, self.hamlet, self.households = clock, village, hamlet, households
        self.homes = {household.pk: home for home, household in households.items()}
        self.head = people[stage.head_of(hamlet.code)]
        self.reviewer = people[stage.reviewer_of(hamlet.code)]
        self.rechecker = people[stage.reviewer_of(substitute.code)] if substitute is not hamlet else self.head
        self.officer = people[stage.officer_of(hamlet.commune.code)]
        self.committee = people[stage.committee_of(hamlet.commune.code)]
        self.rng = Random(f"{hamlet.code}:{hamlet.rng.random()}")  # noqa: S311  # invented, the same each time
        self.rules = village.round.rules
        self.may_change = hamlet.commune.lag < 20
        self.posted: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Put the first task into the calendar."""
        first = self.hamlet.commune.lag + self.rng.randint(0, 1)
        self.clock.after(first, "list", self.list_households)

    def list_households(self) -> None:
        """Everyone on the current list, those who ask, those whom the village proposes."""
        BuildList(actor=self.head, village=self.village).run()
        for home in self.hamlet.living():
            if home.group in ("request", "proposed") and not home.listed_at_start:
                self._consider(home)
        self._ask_to_escape()
        self.clock.after(LIST_DAYS - 1, "list", self.screen)

    def _consider(self, home: Home) -> None:
        household = self.households[home]
        if home.group == "proposed":
            hardship, reason = self.rng.choice(words.PROPOSAL_REASONS)
            ProposeHousehold(
                actor=self.head, village=self.village, household=household, hardship=hardship, reason=reason
            ).run()
            return
        hardship, reason = self.rng.choice(words.REQUEST_REASONS)
        paper = {**self._paper(home), "applied_to_be": "poor", "reason": hardship, "reason_text": reason}
        if self.rng.random() < WEB_SHARE:
            filed = FileRequest(
                village=self.village, form="1a", answers=paper, members=self._people(home)
            ).run()
            self.clock.after(1, "list", lambda: self._take_in(filed, household))
            return
        ReceiveRequest(
            actor=self.head,
            village=self.village,
            household=household,
            reason=reason,
            applicant=home.head.full_name,
            received_on=self.clock.today,
            confirmed_by_village_head=True,
            answers=paper,
            members=self._people(home),
        ).run()

    def _paper(self, home: Home) -> dict[str, str]:
        head, place = home.head, str(self.village.unit)
        return {
            "applicant_name": head.full_name,
            "sex": head.sex,
            "birth_date": written(head.birth_date, Precision(head.birth_precision)),
            "ethnic_group": head.ethnic_group,
            "permanent_residence": place,
            "present_residence": place,
        }

    def _people(self, home: Home) -> list[dict[str, str]]:
        return [
            {
                "member_name": each.full_name,
                "member_relation": str(Relation(each.relation).label),
                "member_occupation": words.OCCUPATION,
            }
            for each in home.members
        ]

    def _take_in(self, filed: Request, household: Household) -> None:
        if self.rules.request_needs_village_head:
            ConfirmRequest(actor=self.head, request=filed).run()
        TakeInRequest(actor=self.officer, request=filed, household=household).run()

    def _ask_to_escape(self) -> None:
        """Now and then a household of the current list asks to be taken off it; one asks at the wrong office."""
        able = [home for home in self.hamlet.living() if home.listed_at_start and not home.target.is_poor]
        if able and self.rng.random() < ESCAPES:
            home = self.rng.choice(able)
            paper = {
                **self._paper(home),
                "applied_to_leave": "escaped_poor",
                "reason_text": words.ESCAPE_REASON,
            }
            ReceiveRequest(
                actor=self.head,
                village=self.village,
                household=self.households[home],
                form="1b",
                reason=words.ESCAPE_REASON,
                applicant=home.head.full_name,
                received_on=self.clock.today,
                confirmed_by_village_head=True,
                answers=paper,
            ).run()
        if self.rng.random() < STRANGERS:
            home = self.rng.choice(self.hamlet.living())
            paper = {**self._paper(home), "applicant_name": self._neighbour(), "applied_to_be": "near_poor"}
            hardship, reason = self.rng.choice(words.REQUEST_REASONS)
            paper |= {"reason": hardship, "reason_text": reason}
            filed = FileRequest(village=self.village, form="1a", answers=paper).run()
            self.clock.after(2, "list", lambda: self._turn_away(filed))

    def _turn_away(self, filed: Request) -> None:
        RefuseRequest(actor=self.officer, request=filed, reason=words.NOT_OF_COMMUNE).run()

    def screen(self) -> None:
        """Phiếu A for group 2; the committee decides where it is asked."""
        questions = [question.id for question in self.rules.form("A").questions]
        for listing in self._listings(Inclusion.PENDING):
            home = self.homes[listing.household_id]
            has = set(self.rng.sample(questions, home.signs))
            asks = home.signs > 2 and self.rng.random() < ASKS_COMMITTEE
            ScreenHousehold(
                actor=self.head,
                village=self.village,
                listing=listing,
                filled_on=self.clock.today,
                answers={question: int(question in has) for question in questions},
                include_reason=words.INCLUDED_ASKED if asks else "",
            ).run()
        for listing in self._listings(Inclusion.ASKED):
            include = self.rng.random() < COMMITTEE_INCLUDES
            DecideInclusion(
                actor=self.committee,
                village=self.village,
                listing=listing,
                include=include,
                reason=words.INCLUDED_AGAINST_RULE if include else words.LEFT_OUT,
                decided_on=self.clock.today,
            ).run()
        CloseList(actor=self.head, village=self.village).run()
        self._plan_visits()

    def _listings(self, inclusion: Inclusion) -> list[Listing]:
        rows = self.village.listings.filter(inclusion=inclusion, household__ended_on__isnull=True)
        rows = rows.select_related("household", "answered").prefetch_related("household__members")
        listings = list(rows.order_by("household__code"))
        for listing in listings:
            listing.village = self.village
        return listings

    def _plan_visits(self) -> None:
        listings = self._listings(Inclusion.INCLUDED)
        for day in range(SURVEY_DAYS):
            share = listings[day::SURVEY_DAYS]
            self.clock.after(1 + day, "survey", lambda share=share: self._visit(share))  # type: ignore[misc]
        self.clock.after(SURVEY_DAYS, "survey", self.finish_survey)

    def _visit(self, listings: Sequence[Listing]) -> None:
        for listing in listings:
            home = self.homes[listing.household_id]
            drawn, _ = answers.draw(self.rules, self.village.unit, home, home.target, self.rng)
            self._submit(listing, drawn)

    def _submit(self, listing: Listing, drawn: answers.Answers) -> None:
        SubmitAnswers(
            actor=self.reviewer,
            village=self.village,
            listing=listing,
            visited_on=self.clock.today,
            respondent=self.homes[listing.household_id].head.full_name,
            **self.filled(listing, drawn),
        ).run()

    def filled(self, listing: Listing, drawn: answers.Answers) -> dict[str, Any]:
        """Return answers, member table and a reason for each check that speaks, as the actions take them."""
        members = self._members(listing, self.homes[listing.household_id])
        spoken = scoring.findings(self.rules, answers.with_area(self.village.unit, drawn), members)
        remarks = {finding.check.key: words.ASKED_AGAIN for finding in spoken}
        return {"answers": drawn, "members": members, "remarks": remarks}

    def _members(self, listing: Listing, home: Home) -> list[dict[str, Any]]:
        people = {person.full_name: answers.member_answers(person) for person in home.members}
        return [
            {**people[each.full_name], "member": each.pk}
            for each in present(listing)
            if each.full_name in people
        ]

    def finish_survey(self) -> None:
        """Every listed household has its form."""
        FinishSurvey(actor=self.head, village=self.village).run()
        self.clock.after(2, "meeting", self.meet)

    def meet(self) -> None:
        """The village meets; now and then it sends a form back, and meets again."""
        back: dict[int, str] = {}
        if self.village.meetings.count() == 0 and self.rng.random() < 0.08:
            listings = self._listings(Inclusion.INCLUDED)
            back = {
                listing.pk: self.rng.choice(words.SEND_BACK_REASONS)
                for listing in self.rng.sample(listings, min(2, len(listings)))
            }
        self._hold(back)
        if back:
            self.clock.after(1, "survey", lambda: self._visit_again(set(back)))
        else:
            self.clock.after(1, "posting", self.post)

    def _hold(self, back: dict[int, str]) -> None:
        began = self.rng.choice((8, 14, 19))
        came = max(1, round(len(self.hamlet.living()) * self.rng.uniform(0.5, 0.9)))
        meeting = HoldMeeting(
            actor=self.head,
            village=self.village,
            held_on=self.clock.today,
            place=words.MEETING_PLACE.format(village=str(self.village.unit)),
            secretary=self._neighbour(),
            began_at=time(began, self.rng.choice((0, 30))),
            ended_at=time(began + 2, self.rng.choice((0, 15, 45))),
            attendance=Attendance(self.rng.randint(1, 4), self.rng.randint(2, 6), 1, came),
            representatives=[self._neighbour(), self._neighbour()],
            send_back=back,
            conclusion=words.MORE_VISITS if back else words.CONCLUSION,
        ).run()
        signed = scan(words.SIGNED_MINUTES, facts.OPENED_ON)
        KeepSignedMinutes(actor=self.head, meeting=meeting, pages=[signed]).run()

    def _neighbour(self) -> str:
        group = self.hamlet.ethnic_group
        family = family_name(self.rng, group)
        return full_name(
            self.rng, family, group, male=self.rng.random() < 0.5, born=self.rng.randint(1955, 1990)
        )

    def _visit_again(self, sent_back: set[int]) -> None:
        for listing in self._listings(Inclusion.INCLUDED):
            if listing.pk in sent_back and listing.answered is not None:
                self._submit(listing, answers.nudge(self.rng, listing.answered.answers))
        self.finish_survey()

    def post(self) -> None:
        """The lists go up for the days of the pack."""
        posting = OpenPosting(actor=self.officer, village=self.village, opened_on=self.clock.today).run()
        for place in posting.places.all():
            RecordProof(actor=self.officer, place=place, seen_on=self.clock.today, note=words.SEEN).run()
        first = posting.number == 1
        if first and self.rng.random() < 0.14:
            self.clock.after(self.rng.randint(1, 3), "complaint", self.complain)
        else:
            self.clock.at(posting.closes_on + timedelta(days=1), "posting", self.take_down)

    def complain(self) -> None:
        """Somebody objects to one household, or to the procedure."""
        listings = self._listings(Inclusion.INCLUDED)
        kind = self.rng.choice(list(words.COMPLAINTS)) if listings else "procedure"
        listing = self._objected(listings, kind)
        complaint = ReceiveComplaint(
            actor=self.rng.choice((self.head, self.committee)),
            village=self.village,
            kind=kind,
            complainant=self._neighbour(),
            text=words.COMPLAINTS[kind],
            received_on=self.clock.today,
            listing=listing,
        ).run()
        if listing is None:
            self.clock.after(2, "complaint", lambda: self._decide(complaint, words.EXPLAINED))
        else:
            self.clock.after(1, "complaint", lambda: self._assign(complaint))

    def _objected(self, listings: list[Listing], kind: str) -> Listing | None:
        if kind == Complaint.Kind.PROCEDURE:
            return None
        poor = kind == Complaint.Kind.SHOULD_NOT_BE_ON
        fitting = [each for each in listings if self._class(each).is_poor == poor]
        return self.rng.choice(fitting or listings)

    def _class(self, listing: Listing) -> Class:
        assert listing.answered is not None
        return Class(listing.answered.score.result)

    def _assign(self, complaint: Complaint) -> None:
        AssignRecheck(actor=self.committee, complaint=complaint, rechecker=self.rechecker).run()
        self.clock.after(1, "complaint", lambda: self._recheck(complaint))

    def _recheck(self, complaint: Complaint) -> None:
        listing = next(each for each in self._listings(Inclusion.INCLUDED) if each.pk == complaint.listing_id)
        complaint.listing = listing
        assert listing.answered is not None
        home, now = self.homes[listing.household_id], self._class(listing)
        again = answers.nudge(self.rng, listing.answered.answers)
        if self.may_change and self.rng.random() < 0.5:
            again, _ = answers.draw(self.rules, self.village.unit, home, UPPER[now], self.rng)
        RecheckHousehold(
            actor=self.rechecker,
            complaint=complaint,
            visited_on=self.clock.today,
            respondent=home.head.full_name,
            **self.filled(listing, again),
        ).run()
        self.clock.after(1, "complaint", lambda: self._decide(complaint, ""))

    def _decide(self, complaint: Complaint, answer: str) -> None:
        decision = DecideComplaint(
            actor=self.committee,
            complaint=complaint,
            answer=answer or words.DISMISSED,
            decided_on=self.clock.today,
        )
        if decision.step == "complaint.uphold":
            decision.answer = words.UPHELD
        decided = decision.run()
        if decided.outcome == Complaint.Outcome.UPHELD:
            self.clock.after(1, "posting", self.post)
        else:
            self.clock.at(complaint.posting.closes_on + timedelta(days=1), "posting", self.take_down)

    def take_down(self) -> None:
        """The lists come down; a late complaint may still come and is answered."""
        ClosePosting(actor=self.officer, village=self.village).run()
        if self.rng.random() < 0.02:
            late = ReceiveComplaint(
                actor=self.committee,
                village=self.village,
                kind=Complaint.Kind.PROCEDURE,
                received_on=self.clock.today,
                complainant=self._neighbour(),
                text=words.COMPLAINED_LATE,
            ).run()
            DecideComplaint(
                actor=self.committee, complaint=late, answer=words.EXPLAINED, decided_on=self.clock.today
            ).run()
        self.posted()
