"""What the village meeting talks about, in the order it talks about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.law import Class
from rasoat.roster.models import Member, OpeningEntry, Relation
from rasoat.rounds.models import VillageRound
from rasoat.survey.models import Listing
from rasoat.survey.standing import POOR, Standing, standings


def standing_pages() -> models.Count:
    """Return how many pages of the signed minutes stand, to annotate meetings with."""
    return models.Count(
        "signed_pages", filter=models.Q(signed_pages__withdrawn_at__isnull=True), distinct=True
    )


class Part(models.TextChoices):
    """The parts of the agenda: what changes comes first."""

    NEW_POOR = "new_poor", _("Hộ nghèo phát sinh mới")
    NEW_NEAR_POOR = "new_near_poor", _("Hộ cận nghèo phát sinh mới")
    ESCAPED_POOR = "escaped_poor", _("Hộ thoát nghèo")
    ESCAPED_NEAR_POOR = "escaped_near_poor", _("Hộ thoát cận nghèo")
    REMAINS = "remains", _("Hộ tiếp tục là hộ nghèo, hộ cận nghèo")
    OUTSIDE = "outside", _("Hộ đã khảo sát, không thuộc hộ nghèo, hộ cận nghèo")


@dataclass(frozen=True)
class AgendaRow:
    """One household on the agenda; ``head`` and ``order`` come from the roster, the points from its form."""

    listing: Listing
    part: Part
    head: str
    order: str
    opening: str
    now: Class
    b1: int
    b2: int
    persons: int


@dataclass(frozen=True)
class AgendaPart:
    """One part of the agenda with its households in order of given name."""

    part: Part
    rows: list[AgendaRow]


def part_of(standing: Standing) -> Part:
    """Return where the household stands on the agenda; each household has one place."""
    if standing.was_poor and standing.now not in POOR:
        return Part.ESCAPED_POOR
    if standing.now in POOR:
        return Part.REMAINS if standing.was_poor else Part.NEW_POOR
    if standing.now == Class.near_poor:
        return Part.REMAINS if standing.was_near_poor else Part.NEW_NEAR_POOR
    return Part.ESCAPED_NEAR_POOR if standing.was_near_poor else Part.OUTSIDE


def agenda(village: VillageRound) -> list[AgendaPart]:
    """Return the parts that have households, in the order of the agenda."""
    found = standings(village.round, village.unit)
    heads = heads_of(standing.listing.household_id for standing in found)
    rows = [_row(standing, *heads.get(standing.listing.household_id, ("", ""))) for standing in found]
    parts = (AgendaPart(part, _ordered(row for row in rows if row.part == part)) for part in Part)
    return [part for part in parts if part.rows]


def heads_of(household_ids: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    """Return name and sort key of the head of each household."""
    heads = Member.objects.present().filter(relation=Relation.HEAD, household__in=list(household_ids))
    return {
        household: (name, key)
        for household, name, key in heads.values_list("household", "full_name", "name_sort")
    }


def _row(standing: Standing, head: str, order: str) -> AgendaRow:
    submission = standing.listing.answered
    assert submission is not None
    labels = dict(OpeningEntry.Kind.choices)
    return AgendaRow(
        listing=standing.listing,
        part=part_of(standing),
        head=head or standing.listing.household.code,
        order=order,
        opening=str(labels.get(standing.opening, "")),
        now=standing.now,
        b1=submission.score.b1,
        b2=submission.score.b2,
        persons=submission.persons,
    )


def _ordered(rows: Iterable[AgendaRow]) -> list[AgendaRow]:
    return sorted(rows, key=lambda row: (row.order, row.listing.household.code))
