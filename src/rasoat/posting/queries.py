"""What the posting pages show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Permission, roles_permitting
from rasoat.areas.models import Unit
from rasoat.law import Class
from rasoat.meeting.queries import heads_of
from rasoat.posting.lists import PUBLIC
from rasoat.posting.models import Complaint, ComplaintQuerySet, Posting, PostingEntry
from rasoat.rounds.models import VillageRound
from rasoat.survey.models import Listing
from rasoat.text_vi import sort_key


@dataclass(frozen=True)
class PostedRow:
    """All that a posted list says of a household: no identity number, no points, no reason."""

    head: str
    order: str
    persons: int
    now: Class


@dataclass(frozen=True)
class PostedList:
    """One of the posted lists, in order of given name."""

    part: PostingEntry.Part
    rows: list[PostedRow]


def posted_lists(posting: Posting, *, public: bool = False) -> list[PostedList]:
    """Return the lists, the empty ones too: that nobody stands on a list is also public.

    ``public`` leaves out who remains poor or near-poor: the circular has four lists posted, and not that one.
    """
    entries = list(posting.entries.select_related("listing__answered"))
    heads = heads_of(entry.listing.household_id for entry in entries)
    rows: dict[str, list[PostedRow]] = defaultdict(list)
    for entry in entries:
        name, key = heads.get(entry.listing.household_id, ("", ""))
        persons = entry.listing.answered.persons if entry.listing.answered else 0
        rows[entry.part].append(PostedRow(name, key, persons, Class(entry.result)))
    return [
        PostedList(part, sorted(rows[part], key=lambda row: (row.order, row.persons)))
        for part in (PUBLIC if public else PostingEntry.Part)
    ]


def days_left(posting: Posting, day: date) -> int:
    """Return how many days the lists stay posted, the day itself included; 0 when the window has passed."""
    return max((posting.closes_on - max(day, posting.opened_on)).days + 1, 0)


def surveyed(village: VillageRound) -> list[tuple[int, str]]:
    """Return the surveyed households of a village as choices, by given name of the head."""
    listings = list(
        Listing.objects.filter(village=village, answered__isnull=False).select_related("household")
    )
    heads = heads_of(listing.household_id for listing in listings)
    named = [
        (listing, *heads.get(listing.household_id, (listing.household.code, ""))) for listing in listings
    ]
    named.sort(key=lambda each: (each[2], each[0].household.code))
    return [(listing.pk, f"{name} – {listing.household.code}") for listing, name, _ in named]


def complaints_of(rows: ComplaintQuerySet) -> ComplaintQuerySet:
    """Add what a list of complaints shows; the open ones first, the oldest first."""
    return rows.select_related(
        "village__unit__parent", "village__round", "posting", "rechecker", "recheck"
    ).order_by("decided_on", "received_on", "pk")


def recheckers(complaint: Complaint, on: date, actor: User) -> QuerySet[User]:
    """Return who may fill the form again: reviewers of the village, but neither the first one nor the assigner."""
    unit = complaint.village.unit
    holders = (
        Assignment.objects.in_force(on)
        .filter(role__in=roles_permitting(Permission.SURVEY_ANSWER), unit__path__in=_above(unit))
        .values("user")
    )
    people = User.objects.filter(pk__in=holders, is_active=True).exclude(pk=actor.pk).order_by("full_name")
    first = complaint.listing.answered if complaint.listing else None
    return people.exclude(pk=first.reviewer_id) if first is not None else people


def _above(unit: Unit) -> list[str]:
    """Return the paths of the unit and of everything that holds it."""
    parts = unit.path.strip("/").split("/")
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def in_order(people: QuerySet[User]) -> list[User]:
    """Return people by given name."""
    return sorted(people, key=lambda user: sort_key(user.full_name))
