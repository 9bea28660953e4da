"""The considered households that a file may name, read village by village: a few queries for many rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from rasoat.areas.scope import Scope
from rasoat.roster.importing.settling import chunks
from rasoat.roster.models import Household
from rasoat.rounds.models import Round, VillageRound
from rasoat.survey.known import Known, known
from rasoat.survey.models import Inclusion, Listing, ListingQuerySet, Submission

SOME_VILLAGES = 250
FEW = 2_000
Key = UUID | tuple[str, str] | None
"""What a row names its household by: identifier, or (village code, household code), or nothing that can be read."""


class Home(NamedTuple):
    """A considered household: its listing, the village it is reviewed in, what is known of it, and how many forms it has.

    ``surveyed`` says whether it is on the list and still lives there.
    """

    listing: int
    household: UUID
    village: VillageRound
    surveyed: bool
    forms: int
    known: Known


class Received(NamedTuple):
    """A form that was received before: whose it is, its hash, and the reasons kept with it."""

    listing: int
    hash: str
    remarks: Mapping[str, str]


class Register:
    """The considered households of a scope in a round, and the forms they have, by identifier (32 hex digits)."""

    def __init__(self, round_: Round, scope: Scope) -> None:
        self._round, self._scope = round_, scope
        # Locked in one order, so that two imports never wait for each other in a circle.
        villages = VillageRound.objects.within(scope).filter(round=round_).select_for_update(of=("self",))
        self._villages = {village.pk: village for village in villages.select_related("unit").order_by("pk")}
        for village in self._villages.values():
            village.round = round_
        self.homes: dict[Key, Home] = {}
        self.received: dict[str, Received] = {}

    def read(self, keys: Iterable[Key]) -> None:
        """Read the villages of the households that are named."""
        ids, codes = _apart(keys)
        named = {village for village, _ in codes}
        villages = {pk for pk, village in self._villages.items() if village.unit.code in named}
        if len(ids) > FEW:
            villages = set(self._villages)
        elif ids:
            listings = Listing.objects.filter(village__in=self._villages, household__in=ids)
            villages |= set(listings.values_list("village", flat=True))
        for some in chunks(sorted(villages), SOME_VILLAGES):
            self._read(some)

    def _read(self, villages: Collection[int]) -> None:
        listings = Listing.objects.filter(village__in=villages).order_by("pk")
        facts, forms = known(self._round, listings), self._forms(listings)
        columns = ("pk", "household", "household__code", "village", "inclusion", "household__ended_on")
        for pk, household, code, village_id, inclusion, ended_on in listings.values_list(*columns):
            village = self._villages[village_id]
            surveyed = inclusion == Inclusion.INCLUDED and ended_on is None
            home = Home(pk, household, village, surveyed, forms[pk], facts[pk])
            self.homes[household] = self.homes[village.unit.code, code] = home

    def _forms(self, listings: ListingQuerySet) -> Counter[int]:
        """Remember the forms of the households; return how many each listing has."""
        forms = Submission.objects.filter(listing__in=listings.order_by())
        rows = forms.values_list("pk", "listing", "answers_hash", "remarks")
        found = {pk.hex: Received(*rest) for pk, *rest in rows}
        self.received |= found
        return Counter(form.listing for form in found.values())

    def unlisted(self, keys: Iterable[Key]) -> set[Key]:
        """Return those that the roster of the scope knows, though they are not considered in the round."""
        ids, codes = _apart(keys)
        mine, found = Household.objects.within(self._scope), set[Key]()
        for some in chunks(ids, FEW):
            found |= set(mine.filter(pk__in=some).values_list("pk", flat=True))
        for villages in chunks({village for village, _ in codes}, FEW):
            found |= set(mine.filter(village__code__in=villages).values_list("village__code", "code"))
        return found


def _apart(keys: Iterable[Key]) -> tuple[set[UUID], set[tuple[str, str]]]:
    distinct = set(keys)
    return (
        {key for key in distinct if isinstance(key, UUID)},
        {key for key in distinct if isinstance(key, tuple)},
    )
