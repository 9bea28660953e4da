"""What a household was at the start of the round and what its score says now: one rule for all later steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from rasoat.areas.models import Unit
from rasoat.law import Class
from rasoat.roster.models import Member, OpeningEntry, Relation
from rasoat.rounds.models import Round
from rasoat.survey.models import Inclusion, Listing

POOR = frozenset(each for each in Class if each.is_poor)
_K = OpeningEntry.Kind
WAS_POOR = frozenset({_K.POOR.value, _K.POOR_INCOME.value, _K.POOR_DEPRIVATION.value})
WAS_NEAR_POOR = frozenset({_K.NEAR_POOR.value})


class Standing(NamedTuple):
    """One surveyed household: opening kind (or an empty text) and class by the score that counts."""

    listing: Listing
    opening: str
    now: Class

    @property
    def was_poor(self) -> bool:
        """Whether it was on the poor list."""
        return self.opening in WAS_POOR

    @property
    def was_near_poor(self) -> bool:
        """Whether it was on the near-poor list."""
        return self.opening in WAS_NEAR_POOR


def scored_listings(round_: Round, unit: Unit) -> QuerySet[Listing]:
    """Return the surveyed, living households under ``unit`` with the score that counts, by village and code."""
    return (
        Listing.objects.filter(
            village__round=round_,
            village__unit__path__startswith=unit.path,
            inclusion=Inclusion.INCLUDED,
            answered__isnull=False,
            household__ended_on__isnull=True,
        )
        .select_related("household", "village__unit", "answered__score")
        .order_by("village__unit__path", "household__code")
    )


def standings(round_: Round, unit: Unit) -> list[Standing]:
    """Return the standing of every surveyed, living household under ``unit``, in order of village and name."""
    opening = opening_kinds(round_, unit)
    return [
        Standing(listing, opening.get(listing.household_id, ""), Class(_score(listing).result))
        for listing in scored_listings(round_, unit)
    ]


def _score(listing: Listing) -> Any:
    assert listing.answered is not None
    return listing.answered.score


def opening_kinds(round_: Round, unit: Unit) -> Mapping[Any, str]:
    """Return the opening kind of every household under ``unit`` that has one."""
    entries = OpeningEntry.objects.filter(round=round_, village__path__startswith=unit.path)
    return dict(entries.values_list("household", "kind"))


def head_names(household_ids: Iterable[Any]) -> Mapping[Any, str]:
    """Return the name of the head of each household."""
    heads = Member.objects.present().filter(relation=Relation.HEAD, household__in=list(household_ids))
    return dict(heads.values_list("household", "full_name"))
