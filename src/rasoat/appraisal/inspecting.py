"""Step 5: the district inspects a sample again, blind (kiểm tra, giám sát, phúc tra)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.appraisal.models import Inspection, InspectionPlan, InspectionStratum
from rasoat.appraisal.risk import Pick, choose, risky
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.audit.action import today as real_today
from rasoat.errors import Refused
from rasoat.measure import Sample, draw, sample_size
from rasoat.rounds.clock import today
from rasoat.rounds.step import CommuneStep, require, require_not_after, require_not_before, require_open
from rasoat.survey.answers import Answers, fill
from rasoat.survey.models import Listing, Submission
from rasoat.survey.standing import Standing, standings

CONFIDENCES = (90, 95, 99)
"""Percent."""
LARGEST_MARGIN = 30
"""Percentage points; a sample that knows less is not worth drawing."""


def frame_of(rows: Sequence[Standing]) -> list[tuple[str, str]]:
    """Return the frame: the household's own key, and the stratum, its village and class."""
    return [(str(row.listing.household_id), f"{row.listing.village_id}/{row.now.value}") for row in rows]


@dataclass(kw_only=True)
class DrawInspection(CommuneStep[list[Inspection]]):
    """Plan the inspection of a reported commune: a random sample by village and class, and picks for named reasons.

    ``size`` overrules the size that follows from ``confidence`` (percent) and ``margin`` (percentage points), where fewer or
    more can be visited; what it reaches stands on record. ``picks`` says how many households of each reason. ``inspectors``
    are appointed in turn, each to whole villages where that can be, nobody to a form of his own; without any, the actor.
    """

    name: ClassVar[str] = "inspection.draw"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD

    seed: int
    confidence: int = 95
    margin: int = 10
    size: int | None = None
    picks: Mapping[str, int] = field(default_factory=dict)
    inspectors: Sequence[User] = ()

    def check(self) -> None:
        """None drawn yet for this report, a sample that means something, inspectors who may and did not survey."""
        super().check()
        self._report = self.commune.reports.latest("number")
        if (self.size is not None and self.size < 1) or self._report.inspections.exists():
            raise Refused("P041", commune=str(self.commune.unit))
        if self.confidence not in CONFIDENCES or not 1 <= self.margin <= LARGEST_MARGIN:
            raise Refused(
                "P700",
                confidences=", ".join(map(str, CONFIDENCES)),
                largest=LARGEST_MARGIN,
                margin=self.margin,
            )
        self._rows = standings(self.commune.round, self.commune.unit)
        if not self._rows:
            raise Refused("P722", commune=str(self.commune.unit))
        self._people = list(self.inspectors) or [self.actor]
        for person in self._people:
            require_may_inspect(person, self.commune.unit)

    def execute(self) -> list[Inspection]:
        """Store the plan, its strata and the households, each with its inspector."""
        rows = self._rows
        needed = sample_size(len(rows), self.confidence, self.margin)
        sample = draw(frame_of(rows), needed if self.size is None else self.size, self.seed)
        plan = self._plan(rows, sample, needed)
        strata = _strata(plan, sample)
        drawn = {
            row.listing.pk: strata[row.listing.village_id, row.now.value] for row in _in_order(rows, sample)
        }
        chosen = choose(risky(self.commune, rows), self.picks, drawn, self.seed) if self.picks else []
        listings = {row.listing.pk: row.listing for row in rows}
        found = [self._row(listings[pk], stratum=stratum) for pk, stratum in drawn.items()]
        found += [self._picked(pick) for pick in chosen]
        appoint_in_turn(found, self._people)
        return Inspection.objects.bulk_create(found)

    def _plan(self, rows: Sequence[Standing], sample: Sample, needed: int) -> InspectionPlan:
        return InspectionPlan.objects.create(
            report=self._report,
            confidence=self.confidence,
            margin=self.margin,
            seed=self.seed,
            frame_size=len(rows),
            frame_hash=sample.frame,
            needed=needed,
            size=len(sample.keys),
            made_on=self.day,
            made_by=self.actor,
        )

    def _row(self, listing: Listing, **more: Any) -> Inspection:
        form = listing.answered
        assert form is not None
        return Inspection(
            report=self._report,
            listing=listing,
            submission=form,
            reviewer_id=form.reviewer_id,
            seed=self.seed,
            drawn_by=self.actor,
            **more,
        )

    def _picked(self, pick: Pick) -> Inspection:
        return self._row(
            pick.listing, origin=Inspection.Origin.RISK, risk=pick.risk, risk_facts=dict(pick.facts)
        )

    def subject(self, result: list[Inspection]) -> str:
        """The report."""
        return f"communereport:{self._report.pk}"

    def facts(self, result: list[Inspection]) -> Mapping[str, Any]:
        """How the sample was drawn."""
        plan = self._report.plan
        return {
            "seed": self.seed,
            "confidence": self.confidence,
            "margin": self.margin,
            "frame": plan.frame_hash,
            "drawn": plan.size,
            "picked": len(result) - plan.size,
        }


def _in_order(rows: Sequence[Standing], sample: Sample) -> Iterator[Standing]:
    """Yield the drawn households in the order of villages and codes."""
    keys = set(sample.keys)
    return (row for row in rows if str(row.listing.household_id) in keys)


def _strata(plan: InspectionPlan, sample: Sample) -> dict[tuple[int, str], InspectionStratum]:
    found = {}
    for name, (size, drawn) in sample.strata.items():
        village, _slash, result = name.partition("/")
        found[int(village), result] = InspectionStratum(
            plan=plan, village_id=int(village), result=result, size=size, drawn=drawn
        )
    InspectionStratum.objects.bulk_create(found.values())
    return found


def require_may_inspect(person: User, unit: Unit) -> None:
    """Raise ``Refused`` (P702) unless the person's role lets him inspect there."""
    if not Access(person, real_today()).may(Permission.INSPECTION_RECORD, unit):
        raise Refused("P702", person=person.full_name, unit=str(unit))


def surveyors(listings: Sequence[int]) -> dict[int, set[int]]:
    """Return for each household on the list everybody who ever filled a form for it."""
    found: dict[int, set[int]] = {pk: set() for pk in listings}
    for listing, reviewer in Submission.objects.filter(listing__in=listings).values_list(
        "listing", "reviewer"
    ):
        found[listing].add(reviewer)
    return found


def appoint_in_turn(rows: Sequence[Inspection], people: Sequence[User]) -> None:
    """Name an inspector for each household: village by village in turn, never somebody who filled its form.

    Raises ``Refused`` (P701) where all of ``people`` did.
    """
    by = surveyors([row.listing_id for row in rows])
    villages = {
        village: number for number, village in enumerate(sorted({row.listing.village_id for row in rows}))
    }
    for row in rows:
        first = villages[row.listing.village_id] % len(people)
        turn = [*people[first:], *people[:first]]
        free = [person for person in turn if person.pk not in by[row.listing_id]]
        if not free:
            raise Refused("P701", person=turn[0].full_name, household=row.listing.household.code)
        row.appointed = free[0]


@dataclass(kw_only=True)
class AppointInspector(CommuneStep[list[Inspection]]):
    """Appoint another inspector to drawn households that wait: all of a village, or those given."""

    name: ClassVar[str] = "inspection.appoint"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD

    inspections: Sequence[Inspection]
    inspector: User

    def check(self) -> None:
        """They wait, the person may inspect, and filled none of their forms (P701)."""
        super().check()
        require_may_inspect(self.inspector, self.commune.unit)
        by = surveyors([row.listing_id for row in self.inspections])
        for row in self.inspections:
            if row.inspector_id is not None:
                raise Refused("P703", household=row.listing.household.code)
            if self.inspector.pk in by[row.listing_id]:
                raise Refused("P701", person=self.inspector.full_name, household=row.listing.household.code)

    def execute(self) -> list[Inspection]:
        """Store the name."""
        for row in self.inspections:
            row.appointed = self.inspector
        Inspection.objects.bulk_update(self.inspections, ["appointed"])
        return list(self.inspections)

    def subject(self, result: list[Inspection]) -> str:
        """The commune."""
        return f"communeround:{self.commune.pk}"

    def facts(self, result: list[Inspection]) -> Mapping[str, Any]:
        """How many, and who."""
        return {"households": len(result), "inspector": self.inspector.pk}


@dataclass(kw_only=True)
class RecordInspection(Action[Inspection]):
    """Record what the inspector found at a drawn household, by filling Phiếu B again.

    ``members`` and ``remarks`` as for ``SubmitAnswers``. Without a member table the inspector may count other people than
    the roster has: that is a finding.
    """

    name: ClassVar[str] = "inspection.record"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD

    inspection: Inspection
    answers: Answers
    inspected_on: date
    finding: str = ""
    members: Sequence[Mapping[str, Any]] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)

    def unit(self) -> Unit:
        """The household's village."""
        return self.inspection.listing.village.unit

    def check(self) -> None:
        """Not yet done, by the one appointed and not the reviewer, a complete and sound form, words where the class differs."""
        commune = self.inspection.report.commune
        require_open(commune.round)
        require(commune, self.name)
        if self.inspection.inspector is not None:
            raise Refused("P042")
        if self.inspection.reviewer == self.actor:
            raise Refused("P043")
        require_appointed(self.inspection, self.actor)
        require_not_after(self.inspected_on, today(commune.round), _("Ngày kiểm tra"))
        require_not_before(self.inspected_on, self.inspection.report.submitted_on, _("Ngày kiểm tra"))
        listing = self.inspection.listing
        self._filled = fill(listing, self.answers, self.members, self.remarks, people_of_roster=False)
        if self._filled.scored.cls != self.inspection.submission.score.result and not self.finding.strip():
            raise Refused("P044")

    def execute(self) -> Inspection:
        """Store the inspector's answers and their score beside the first ones."""
        row, scored = self.inspection, self._filled.scored
        row.inspector = self.actor
        row.inspected_on = self.inspected_on
        row.answers, row.members, row.remarks = self._filled[:3]
        row.b1, row.b2, row.result = scored.b1, scored.b2, scored.cls.value
        row.finding = self.finding.strip()
        row.save()
        return row

    def facts(self, result: Inspection) -> Mapping[str, Any]:
        """Whether the class agrees with the first form."""
        return {"agrees": result.result == result.submission.score.result}


def require_appointed(inspection: Inspection, person: User) -> None:
    """Raise ``Refused`` (P704) unless the person is appointed to the household."""
    named = inspection.appointed
    if named is None or named != person:
        raise Refused(
            "P704", household=inspection.listing.household.code, person=named.full_name if named else "–"
        )


def shares(rows: Sequence[Inspection]) -> Counter[str]:
    """Return how many households came by each reason; those drawn at random under ``random``."""
    return Counter(row.risk or str(Inspection.Origin.RANDOM) for row in rows)
