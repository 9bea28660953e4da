"""Drafts into the roster, in bulk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from rasoat.roster.importing.households import Draft
from rasoat.roster.importing.persons import member
from rasoat.roster.importing.settling import CHUNK, chunks
from rasoat.roster.models import Household, Member, OpeningEntry
from rasoat.rounds.models import Round

Progress = Callable[[int, int], None]


def store(
    round_: Round, drafts: Sequence[Draft], openings: dict[UUID, str], progress: Progress
) -> dict[str, int]:
    """Store the drafts; return how many households, members and opening entries were added, and how many were kept.

    ``openings`` holds the households that are on the round's opening list already. Households and memberships start
    on the day of the opening list.
    """
    added = {"households": 0, "members": 0, "openings": 0, "kept": 0}
    done = 0
    for some in chunks(drafts, CHUNK):
        for name, number in _store_some(round_, some, openings).items():
            added[name] += number
        done += len(some)
        progress(done, len(drafts))
    return added


def _store_some(round_: Round, drafts: list[Draft], openings: dict[UUID, str]) -> dict[str, int]:
    since = round_.opening_as_of
    households: list[Household] = []
    members: list[Member] = []
    entries: list[OpeningEntry] = []
    for draft in drafts:
        pk = draft.kept
        if pk is None:
            household = Household(
                village_id=draft.village.unit_id, code=draft.code, address=draft.address, registered_on=since
            )
            households.append(household)
            pk = household.pk
            for person in draft.persons:
                row = member(person)
                row.household_id, row.joined_on = pk, since
                members.append(row)
        if draft.kind and pk not in openings:
            entry = OpeningEntry(
                round=round_,
                household_id=pk,
                village_id=draft.village.unit_id,
                kind=draft.kind,
                persons=len(draft.persons),
                source=draft.source,
            )
            entries.append(entry)
    Household.objects.bulk_create(households)
    Member.objects.bulk_create(members)
    OpeningEntry.objects.bulk_create(entries)
    kept = sum(draft.kept is not None for draft in drafts)
    return {"households": len(households), "members": len(members), "openings": len(entries), "kept": kept}
