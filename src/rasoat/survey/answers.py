"""Step 2: Phiếu B – answers in, score and class out (rà soát, phân loại hộ)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

import rasoat
from rasoat import scoring
from rasoat.accounts.roles import Permission
from rasoat.errors import Refused
from rasoat.rounds.models import Round
from rasoat.rounds.step import VillageStep, move, require_not_after, require_not_before
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.models import Inclusion, Listing, Score, Submission

Answers = Mapping[str, int | str | None]


def with_area(listing: Listing, answers: Answers) -> dict[str, int | str | None]:
    """Return the answers with area and region of the household's village, which nobody types."""
    unit = listing.village.unit
    region = "" if unit.points_column == "TT" else unit.region
    return {**answers, "area_type": unit.area_type, "region": region}


def score_or_refuse(round_: Round, answers: Answers) -> scoring.Scored:
    """Score complete, valid answers; raises ``IncompleteAnswers`` (P020), which names every answer at fault."""
    outcome = scoring.score(round_.rules, answers)
    if isinstance(outcome, scoring.Refused):
        raise IncompleteAnswers("P020", outcome)
    return outcome


def require_size_of_roster(listing: Listing, answers: Answers) -> None:
    """Raise ``Refused`` (P074) when the form's household size is not the number of people in the roster."""
    have = listing.household.members.filter(left_on__isnull=True).count()
    if answers["household_size"] != have:
        raise Refused("P074", size=answers["household_size"], have=have)


def store(
    listing: Listing,
    answers: Answers,
    scored: scoring.Scored,
    *,
    submission_id: uuid.UUID,
    origin: str,
    visited_on: date,
    respondent: str,
    reviewer: Any,
    first_reviewer: Any = None,
) -> Submission:
    """Keep one filled form and its score as the version that counts now."""
    round_ = listing.village.round
    submission = Submission.objects.create(
        id=submission_id,
        listing=listing,
        version=listing.submissions.count() + 1 if listing.answered_id else 1,
        origin=origin,
        answers=dict(answers),
        answers_hash=scoring.answers_hash(answers),
        form_version=f"{round_.pack}@{round_.pack_hash[:12]}",
        persons=int(answers["household_size"] or 0),
        visited_on=visited_on,
        respondent=respondent,
        reviewer=reviewer,
        first_reviewer=first_reviewer,
    )
    Score.objects.create(
        submission=submission,
        b1=scored.b1,
        b2=scored.b2,
        result=scored.cls.value,
        deprivations=";".join(str(number) for number in scored.deprivations),
        pack=round_.pack,
        pack_hash=round_.pack_hash,
        reference_date=round_.reference_date,
        code_version=rasoat.__version__,
    )
    listing.answered = submission
    listing.resurvey_reason = ""
    listing.save(update_fields=["answered", "resurvey_reason"])
    return submission


@dataclass(kw_only=True)
class SubmitAnswers(VillageStep[Submission]):
    """Hand in a filled Phiếu B. Incomplete or impossible answers are refused and score nothing.

    The same ``submission_id`` with the same answers is accepted again without effect; with others it is refused.
    """

    name: ClassVar[str] = "survey.answer"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER

    listing: Listing
    answers: Answers
    visited_on: date
    respondent: str
    submission_id: uuid.UUID = field(default_factory=uuid.uuid4)

    def check(self) -> None:
        """The household is on the list, the visit lies in the round, the form is complete."""
        super().check()
        self._answers = with_area(self.listing, self.answers)
        self._repeated = Submission.objects.filter(pk=self.submission_id).first()
        if self._repeated is not None:
            self._check_same(self._repeated)
            return
        if self.listing.village_id != self.village.pk or self.listing.inclusion != Inclusion.INCLUDED:
            raise Refused("P019", household=self.listing.household.code)
        if self.listing.household.ended_on is not None:
            raise Refused("P011", household=self.listing.household.code, village=str(self.village.unit))
        require_not_after(self.visited_on, self.day, _("Ngày khảo sát"))
        require_not_before(self.visited_on, self.village.round.opened_on, _("Ngày khảo sát"))
        self._scored = score_or_refuse(self.village.round, self._answers)
        require_size_of_roster(self.listing, self._answers)

    def _check_same(self, earlier: Submission) -> None:
        if earlier.listing_id != self.listing.pk or earlier.answers_hash != scoring.answers_hash(
            self._answers
        ):
            raise Refused("P021", submission=str(self.submission_id))

    def execute(self) -> Submission:
        """Store answers and score."""
        if self._repeated is not None:
            return self._repeated
        again = self.listing.answered_id is not None
        return store(
            self.listing,
            self._answers,
            self._scored,
            submission_id=self.submission_id,
            origin=Submission.Origin.RESURVEY if again else Submission.Origin.SURVEY,
            visited_on=self.visited_on,
            respondent=self.respondent,
            reviewer=self.actor,
        )

    def facts(self, result: Submission) -> Mapping[str, Any]:
        """Version and hash of the answers; not the answers."""
        return {
            "version": result.version,
            "answers": result.answers_hash,
            "repeated": self._repeated is not None,
        }


@dataclass(kw_only=True)
class FinishSurvey(VillageStep[int]):
    """Close the survey of a village: every listed household that still lives there has a score."""

    name: ClassVar[str] = "survey.finish"
    permission: ClassVar[Permission] = Permission.MEETING_HOLD

    def check(self) -> None:
        """Nobody is unscored, no form waits to be filled again."""
        super().check()
        missing = unscored(self.village)
        if missing:
            raise Refused("P022", count=len(missing), first=missing[0].household.code)

    def execute(self) -> int:
        """Move on to the meeting; return how many households are scored."""
        move(self.village, self.name)
        return self.village.listings.filter(answered__isnull=False).count()

    def subject(self, result: int) -> str:
        """The village."""
        return f"village:{self.village.pk}"

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many households are scored."""
        return {"scored": result}


def unscored(village: Any) -> list[Listing]:
    """Return the listed households of a village that still need a form."""
    listings = village.listings.filter(inclusion=Inclusion.INCLUDED, household__ended_on__isnull=True)
    open_ones = listings.filter(answered__isnull=True) | listings.exclude(resurvey_reason="")
    return list(open_ones.select_related("household").order_by("household__code"))
