"""Step 2: Phiếu B – answers in, score and class out (rà soát, phân loại hộ)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.utils.translation import gettext_lazy as _

import rasoat
from rasoat import scoring
from rasoat.accounts.roles import Permission
from rasoat.documents.models import Attachment
from rasoat.errors import Refused
from rasoat.rounds.models import Round, VillageRound
from rasoat.rounds.standards import standards
from rasoat.rounds.step import VillageStep, move, require_not_after, require_not_before
from rasoat.survey import second
from rasoat.survey.evidence import Place, keep_evidence
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.known import known_of
from rasoat.survey.models import Inclusion, Listing, Score, Submission
from rasoat.survey.people import (
    Table,
    follow,
    follow_or_refuse,
    form_hash,
    member_table,
    same_table,
)
from rasoat.survey.sound import require_sound, speaking

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


def require_to_be_surveyed(listing: Listing, village: VillageRound) -> None:
    """Raise ``Refused`` unless the household is on the village's list (P019) and still lives there (P011)."""
    if listing.village_id != village.pk or listing.inclusion != Inclusion.INCLUDED:
        raise Refused("P019", household=listing.household.code)
    if listing.household.ended_on is not None:
        raise Refused("P011", household=listing.household.code, village=str(village.unit))


def require_visit_in_round(round_: Round, visited_on: date, day: date) -> None:
    """Raise ``Refused`` when the visit lies after ``day`` (P003) or before the round was opened (P004)."""
    require_not_after(visited_on, day, _("Ngày khảo sát"))
    require_not_before(visited_on, round_.opened_on, _("Ngày khảo sát"))


def require_size_of_roster(listing: Listing, answers: Answers, have: int | None = None) -> None:
    """Raise ``Refused`` (P074) when the form's household size is not the number of people in the roster.

    ``have`` is that number where it is known already.
    """
    if have is None:
        have = listing.household.members.filter(left_on__isnull=True).count()
    if answers["household_size"] != have:
        raise Refused("P074", size=answers["household_size"], have=have)


def require_scored(round_: Round, answers: Answers) -> scoring.Scored:
    """Return the score by the round's standard; raises P020 unless every standard of the round can score the answers."""
    scored = score_or_refuse(round_, answers)
    second.require_scored(round_, answers)
    return scored


class Filled(NamedTuple):
    """A form that may be kept: the answers with what follows from the people, their table, the reasons, the score."""

    answers: dict[str, Any]
    members: Table
    remarks: dict[str, str]
    scored: scoring.Scored


def fill(
    listing: Listing,
    answers: Answers,
    members: Sequence[Mapping[str, Any]],
    remarks: Mapping[str, str],
    *,
    people_of_roster: bool = True,
) -> Filled:
    """Return a filled Phiếu B as it is kept, by the one rule for whoever fills it: surveyor, re-checker, inspector.

    ``people_of_roster`` wants the roster's number of people. Raises ``IncompleteAnswers`` (P020) and ``Refused`` (P074,
    P100–P104).
    """
    table = member_table(listing, members)
    followed = follow_or_refuse(listing, with_area(listing, answers), table)
    about = known_of(listing)
    scored = require_scored(listing.village.round, followed)
    if people_of_roster:
        require_size_of_roster(listing, followed, about.persons)
    found = speaking(listing, followed, table, about)
    return Filled(followed, table, require_sound(listing, followed, table, remarks, about, found), scored)


class Result(NamedTuple):
    """What is kept of a score: points, class, and the numbers of the deprived indicators joined by ``;``."""

    b1: int
    b2: int
    cls: str
    deprivations: str

    @classmethod
    def of(cls, scored: scoring.Scored) -> Result:
        """Return what is kept of ``scored``."""
        return cls(scored.b1, scored.b2, scored.cls.value, ";".join(map(str, scored.deprivations)))


def drafts(listing: Listing, answers: Answers, result: Result, **visit: Any) -> tuple[Submission, Score]:
    """Return a filled form and its score, not yet saved; ``visit`` holds the fields of ``Submission`` beside the answers."""
    round_ = listing.village.round
    submission = Submission(
        listing=listing,
        answers=dict(answers),
        answers_hash=form_hash(answers, visit.get("members", []), visit.get("remarks", {})),
        form_version=f"{round_.pack}@{round_.pack_hash[:12]}",
        persons=int(answers["household_size"] or 0),
        **visit,
    )
    score = Score(
        submission=submission,
        b1=result.b1,
        b2=result.b2,
        result=result.cls,
        deprivations=result.deprivations,
        pack=round_.pack,
        pack_hash=round_.pack_hash,
        reference_date=round_.reference_date,
        code_version=rasoat.__version__,
    )
    return submission, score


def origin_of(listing: Listing) -> str:
    """Return what a form is filled for: the survey, or the survey again of a household that has a form."""
    origins = Submission.Origin
    return origins.SURVEY if listing.answered_id is None else origins.RESURVEY


def store(
    listing: Listing,
    filled: Filled,
    *,
    submission_id: uuid.UUID,
    origin: str,
    visited_on: date,
    respondent: str,
    reviewer: Any,
    first_reviewer: Any = None,
) -> Submission:
    """Keep one filled form and its score as the version that counts now."""
    submission = keep_form(
        listing,
        filled,
        submission_id=submission_id,
        origin=origin,
        visited_on=visited_on,
        respondent=respondent,
        reviewer=reviewer,
        first_reviewer=first_reviewer,
    )
    listing.answered = submission
    listing.resurvey_reason = ""
    listing.save(update_fields=["answered", "resurvey_reason"])
    return submission


def keep_form(
    listing: Listing,
    filled: Filled,
    *,
    submission_id: uuid.UUID,
    origin: str,
    visited_on: date,
    respondent: str,
    reviewer: Any,
    first_reviewer: Any = None,
) -> Submission:
    """Keep one filled form and its score as a further version, beside the one that counts."""
    submission, score = drafts(
        listing,
        filled.answers,
        Result.of(filled.scored),
        id=submission_id,
        version=listing.submissions.count() + 1 if listing.answered_id else 1,
        origin=origin,
        visited_on=visited_on,
        respondent=respondent,
        reviewer=reviewer,
        first_reviewer=first_reviewer,
        members=filled.members,
        remarks=filled.remarks,
    )
    submission.save(force_insert=True)
    score.save(force_insert=True)
    second.keep(submission)
    return submission


@dataclass(kw_only=True)
class SubmitAnswers(VillageStep[Submission]):
    """Hand in a filled Phiếu B. Incomplete or impossible answers are refused and score nothing.

    ``members`` is the member table (``member`` and the 0/1 answers of each person): size, dependants and some indicators
    follow from it, and a tick against it is refused. ``remarks`` gives a reason for each check that speaks, by its key.
    The same ``submission_id`` with the same answers is accepted again without effect; with others it is refused.
    ``version`` is the version the page was opened for, where there was a page: another form that came first is not
    overwritten unseen (P250). ``photo`` and ``place`` are what the visit brought beside the answers, if anything.
    """

    name: ClassVar[str] = "survey.answer"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER

    listing: Listing
    answers: Answers
    visited_on: date
    respondent: str
    members: Sequence[Mapping[str, Any]] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    submission_id: uuid.UUID = field(default_factory=uuid.uuid4)
    version: int | None = None
    photo: Attachment | None = None
    place: Place | None = None

    def check(self) -> None:
        """The household is on the list, the visit lies in the round, the form is complete and sound."""
        super().check()
        self._repeated = Submission.objects.filter(pk=self.submission_id).first()
        if self._repeated is not None:
            self._check_same(self._repeated)
            return
        if self.version is not None and self.version != self.listing.submissions.count() + 1:
            raise Refused("P250", version=self.version, household=self.listing.household.code)
        require_to_be_surveyed(self.listing, self.village)
        require_visit_in_round(self.village.round, self.visited_on, self.day)
        self._filled = fill(self.listing, self.answers, self.members, self.remarks)

    def _check_same(self, earlier: Submission) -> None:
        """Compare with what was kept, not with today's roster: it may have changed since."""
        typed = with_area(self.listing, self.answers)
        answers, reasons = follow(standards(self.village.round), typed, earlier.members)
        again = form_hash(answers, earlier.members, earlier.remarks)
        same = earlier.listing_id == self.listing.pk and earlier.answers_hash == again and not reasons
        if not (same and same_table(earlier.members, self.members)):
            raise Refused("P021", submission=str(self.submission_id))

    def execute(self) -> Submission:
        """Store answers and score."""
        if self._repeated is not None:
            return self._repeated
        submission = store(
            self.listing,
            self._filled,
            submission_id=self.submission_id,
            origin=origin_of(self.listing),
            visited_on=self.visited_on,
            respondent=self.respondent,
            reviewer=self.actor,
        )
        keep_evidence(submission, self.photo, self.place)
        return submission

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
