"""Where the households of a round stand: the facts of all steps, brought together in one place."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from rasoat.recognition.models import Recognition
from rasoat.roster.homes import residents
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import HouseholdFacts, HouseholdState, household_state
from rasoat.survey.models import Inclusion, Listing


def states(village: VillageRound) -> dict[Any, HouseholdState]:
    """Return the state of every household of the village that lives there or was considered, by its key."""
    living = residents(village).values_list("pk", flat=True)
    found = dict.fromkeys(living, HouseholdState.UNSEEN)
    live = Recognition.objects.filter(
        superseded_by__isnull=True, round=village.round_id, household=OuterRef("household")
    )
    rows = Listing.objects.filter(village=village).select_related("village")
    decided = set(rows.filter(Exists(live)).values_list("pk", flat=True))
    return found | {row.household_id: state_of(row, decided=row.pk in decided) for row in rows}


def state_of(listing: Listing, *, decided: bool) -> HouseholdState:
    """Return the state of a household on the list; ``decided``: a signed decision of the round names it."""
    return household_state(
        HouseholdFacts(
            considered=True,
            pending=listing.inclusion in (Inclusion.PENDING, Inclusion.ASKED),
            included=listing.inclusion == Inclusion.INCLUDED,
            answered=listing.answered_id is not None,
            returned=bool(listing.resurvey_reason),
            village=listing.village.state,
            recognised=decided,
        )
    )
