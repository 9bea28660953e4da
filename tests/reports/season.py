"""A season made of model rows: openings, events and recognitions as a test states them, household by household."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rasoat.appraisal.models import CommuneReport
from rasoat.areas.models import Unit
from rasoat.documents.models import Document
from rasoat.law import Class
from rasoat.recognition.models import Decision, Recognition
from rasoat.roster.models import Event, Household, Member, OpeningEntry
from rasoat.survey.models import Listing, Score, Submission
from tests.world import DAY, START, World

SIGNED = date(2018, 12, 1)
MARCH = date(2018, 3, 15)


@dataclass(frozen=True)
class Story:
    """One household's year. ``events`` are (kind, persons, day); ``closing`` is a class, or empty.

    ``table`` holds what the member table says of the last members of the roster, with their ``birth_date``.
    """

    code: str
    opening: str = ""
    opened_with: int = 4
    events: tuple[tuple[str, int, date], ...] = ()
    closing: str = ""
    closed_with: int = 4
    village: int = 0
    ended: bool = False
    visited_on: date = DAY
    ethnic: str = ""
    deprived: str = ""
    answers: tuple[tuple[str, int], ...] = ()
    table: tuple[dict[str, object], ...] = ()


@dataclass
class Season:
    """Puts stories into the database."""

    world: World

    def __post_init__(self) -> None:
        self.user = self.world.people["reviewer"]
        self.villages = [self.world.village_round(n) for n in range(len(self.world.villages))]
        self.decisions: dict[int, Decision] = {}

    def tell(self, stories: Iterable[Story]) -> None:
        """Write every story."""
        told = [(story, self._household(story)) for story in stories]
        OpeningEntry.objects.bulk_create(
            OpeningEntry(round=self.world.round, household=row, kind=story.opening, persons=story.opened_with)
            for story, row in told
            if story.opening
        )
        Event.objects.bulk_create(
            Event(household=row, kind=kind, persons=persons, on=on, recorded_by=self.user)
            for story, row in told
            for kind, persons, on in story.events
        )
        for story, row in told:
            if story.closing:
                self._recognise(story, row)

    def decide(self, *communes: int) -> None:
        """Sign the decision of the communes (of all of them without arguments)."""
        for number in communes or range(len(self.world.communes)):
            self._decision(self.world.commune_round(number).pk, self.world.communes[number])

    def roster(self, code: str, persons: int, village: int = 0) -> Household:
        """Add a household with its members that is on no list."""
        row = Household.objects.create(village=self.world.villages[village], code=code, registered_on=START)
        self._members(row, persons)
        return row

    def listing(self, row: Household, village: int, **more: object) -> Listing:
        """Put a household on the list to be surveyed."""
        return Listing.objects.create(
            village=self.villages[village],
            household=row,
            group="current",
            inclusion="included",
            added_by=self.user,
            **more,
        )

    def score(
        self,
        listing: Listing,
        result: str,
        persons: int,
        visited_on: date = DAY,
        story: Story | None = None,
    ) -> Submission:
        """Hand in a scored form that counts."""
        submission = Submission.objects.create(
            listing=listing,
            version=1,
            origin="survey",
            answers=dict(story.answers) if story else {},
            members=_table(listing.household, story) if story else [],
            answers_hash="0" * 64,
            form_version="thu",
            persons=persons,
            visited_on=visited_on,
            respondent="Chủ hộ",
            reviewer=self.user,
        )
        Score.objects.create(
            submission=submission,
            b1=100,
            b2=0,
            result=result,
            deprivations=story.deprived if story else "",
            pack="vn-2016",
            pack_hash="0" * 64,
            reference_date=self.world.round.reference_date,
            code_version="thu",
        )
        listing.answered = submission
        listing.save(update_fields=["answered"])
        return submission

    def recognise_scored(self, listing: Listing, result: str) -> None:
        """Decide on a household that has a score, as ``result``."""
        assert listing.answered is not None
        Recognition.objects.create(
            round=self.world.round,
            household=listing.household,
            decision=self._decision(listing.village.commune.pk, listing.village.commune.unit),
            submission=listing.answered,
            result=Class(result),
            kind=Recognition.Kind.NONE,
            persons=listing.answered.persons,
        )

    def _household(self, story: Story) -> Household:
        row = Household.objects.create(
            village=self.world.villages[story.village],
            code=story.code,
            registered_on=START,
            ended_on=MARCH if story.ended else None,
        )
        if not story.ended:
            self._members(row, story.closed_with, story.ethnic)
        return row

    def _members(self, row: Household, persons: int, ethnic: str = "") -> None:
        Member.objects.bulk_create(
            Member(
                household=row,
                full_name=f"Người {n}",
                relation="head" if n == 0 else "child",
                sex="male",
                birth_date=date(1980, 1, 1),
                ethnic_group=ethnic,
                joined_on=START,
            ).prepare()
            for n in range(persons)
        )

    def _recognise(self, story: Story, row: Household) -> None:
        village = self.villages[story.village]
        submission = self.score(
            self.listing(row, story.village),
            story.closing,
            story.closed_with,
            story.visited_on,
            story,
        )
        Recognition.objects.create(
            round=self.world.round,
            household=row,
            decision=self._decision(village.commune.pk, village.commune.unit),
            submission=submission,
            result=Class(story.closing),
            kind=Recognition.Kind.NONE,
            persons=story.closed_with,
        )

    def _decision(self, commune: int, unit: Unit) -> Decision:
        if commune not in self.decisions:
            people = self.world.people
            report = CommuneReport.objects.create(
                commune_id=commune,
                number=1,
                submitted_on=DAY,
                submitted_by=people["commune_officer"],
                households=1,
                persons=1,
                reviewed=1,
                poor=1,
                near_poor=0,
                average=0,
                outcome="agreed",
                appraised_on=DAY,
                appraised_by=people["district_officer"],
            )
            self.decisions[commune] = Decision.objects.create(
                commune_id=commune,
                report=report,
                signed_on=SIGNED,
                prepared_by=people["commune_officer"],
                appraised_by=people["district_officer"],
                signed_by=people["commune_chairman"],
                document=Document.objects.create(
                    kind="decision",
                    unit=unit,
                    year=2018,
                    number=len(self.decisions) + 1,
                    title="Quyết định thử",
                    issued_on=SIGNED,
                    issued_by=people["commune_chairman"],
                    practice=True,
                    data={},
                ),
            )
        return self.decisions[commune]


def _table(row: Household, story: Story) -> list[dict[str, object]]:
    """Give the last members the births of the table, and return it as a form keeps it."""
    people = list(row.members.order_by("-pk")[: len(story.table)])
    for person, said in zip(people, story.table, strict=True):
        person.birth_date = date.fromisoformat(str(said["birth_date"]))
        person.save()
    return [{"member": person.pk, **said} for person, said in zip(people, story.table, strict=True)]
