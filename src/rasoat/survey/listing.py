"""Step 1: the list of households to review (lập danh sách hộ cần rà soát)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.errors import Refused
from rasoat.roster.models import Household, OpeningEntry
from rasoat.rounds.models import Round, VillageRound
from rasoat.rounds.states import VillageState
from rasoat.rounds.step import CommuneStep, VillageStep, move
from rasoat.scoring import has_quick_screen
from rasoat.survey.in_the_year import added_in_the_year, escaped_in_the_year
from rasoat.survey.models import Group, Inclusion, Listing
from rasoat.survey.paper import hardships

ON_THE_LIST = (
    OpeningEntry.Kind.POOR,
    OpeningEntry.Kind.POOR_INCOME,
    OpeningEntry.Kind.POOR_DEPRIVATION,
    OpeningEntry.Kind.NEAR_POOR,
)


def current_lists(round_: Round, units: Collection[Any]) -> QuerySet[Household]:
    """Return the living households of the villages ``units`` that are poor or near-poor when the season begins.

    They stand in the opening list, as decisions on requests in the year have changed it.
    """
    here = {
        "village__in": units
    }  # in each subquery, too: else every village reads the lists of the whole round
    opening = Household.objects.filter(**here, openings__round=round_, openings__kind__in=ON_THE_LIST)
    added, escaped = added_in_the_year(round_).filter(**here), escaped_in_the_year(round_).filter(**here)
    listed = Q(pk__in=opening.values("pk")) | Q(pk__in=added.values("pk"))
    return Household.objects.living().filter(listed, **here).exclude(pk__in=escaped.values("pk"))


def current_list(village: VillageRound) -> QuerySet[Household]:
    """Return the households of the current lists that live in the village, by code."""
    return current_lists(village.round, [village.unit_id]).order_by("code")


def forgotten(village: VillageRound) -> QuerySet[Household]:
    """Return the households of the current list that are not on the list to review; none when it is closed."""
    return current_list(village).exclude(listings__village=village)


def put_on(villages: Iterable[VillageRound], actor: User) -> int:
    """Put every household of the current lists of ``villages`` on the list to review; return how many were added.

    Two queries and one insertion for all villages together, so that a district takes as long as its households do.
    """
    by_unit = {village.unit_id: village for village in villages}
    if not by_unit:
        return 0
    (round_,) = {village.round for village in by_unit.values()}
    have = set(Listing.objects.filter(village__in=by_unit.values()).values_list("household", flat=True))
    current = current_lists(round_, list(by_unit)).order_by("village__path", "code")
    missing = [row for row in current.values_list("pk", "village") if row[0] not in have]
    Listing.objects.bulk_create(
        (
            Listing(
                village=by_unit[unit],
                household_id=household,
                group=Group.CURRENT,
                inclusion=Inclusion.INCLUDED,
                added_by=actor,
            )
            for household, unit in missing
        ),
        batch_size=1000,
    )
    return len(missing)


@dataclass(kw_only=True)
class BuildList(VillageStep[int]):
    """Put every household of the current poor and near-poor lists on the list to review; may be run again."""

    name: ClassVar[str] = "list.build"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    def execute(self) -> int:
        """Add those that are missing; return how many were added."""
        return put_on([self.village], self.actor)

    def subject(self, result: int) -> str:
        """The village."""
        return f"village:{self.village.pk}"

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many households were added."""
        return {"added": result}


@dataclass(kw_only=True)
class BuildCommuneLists(CommuneStep[int]):
    """Put the current lists of all villages of a commune that still make their list on it, at once."""

    name: ClassVar[str] = "list.build-commune"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    def execute(self) -> int:
        """Add those that are missing; return how many were added."""
        # Locked, so that no village closes its list in between.
        rows = self.commune.villages.select_for_update(of=("self",)).filter(state=VillageState.LISTING)
        for village in (villages := list(rows)):
            village.round = self.commune.round
        return put_on(villages, self.actor)

    def subject(self, result: int) -> str:
        """The commune."""
        return f"commune:{self.commune.pk}"

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many households were added."""
        return {"added": result}


def require_of_village(village: VillageRound, household: Household) -> None:
    """Raise ``Refused`` (P011) unless the household lives in the village."""
    if household.village_id != village.unit_id or household.ended_on is not None:
        raise Refused("P011", household=household.code, village=str(village.unit))


def consider(
    village: VillageRound, household: Household, group: Group, actor: User, *, hardship: str, reason: str
) -> Listing:
    """Put a household of group 2 on the list: it waits for Phiếu A where the regime has one."""
    screened_first = has_quick_screen(village.round.rules)
    return Listing.objects.create(
        village=village,
        household=household,
        group=group,
        hardship=hardship,
        reason=reason.strip(),
        inclusion=Inclusion.PENDING if screened_first else Inclusion.INCLUDED,
        added_by=actor,
    )


@dataclass(kw_only=True)
class ProposeHousehold(VillageStep[Listing]):
    """The village proposes a household that has met hardship and may fall into poverty."""

    name: ClassVar[str] = "list.propose"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    household: Household
    hardship: str
    reason: str

    def check(self) -> None:
        """A living household of this village, not yet on the list, with a reason of the list and in words."""
        super().check()
        require_of_village(self.village, self.household)
        if self.village.listings.filter(household=self.household).exists():
            raise Refused("P012", household=self.household.code)
        if self.hardship not in hardships(self.village.round.rules) or not self.reason.strip():
            raise Refused("P013")
        if current_list(self.village).filter(pk=self.household.pk).exists():
            raise Refused("P014", household=self.household.code)

    def execute(self) -> Listing:
        """Add the household."""
        return consider(
            self.village,
            self.household,
            Group.PROPOSED,
            self.actor,
            hardship=self.hardship,
            reason=self.reason,
        )

    def facts(self, result: Listing) -> Mapping[str, Any]:
        """The reason of the list."""
        return {"kind": self.hardship}


@dataclass(kw_only=True)
class CloseList(VillageStep[int]):
    """Close the list (chốt danh sách): nobody on the current list is missing and nobody waits for Phiếu A."""

    name: ClassVar[str] = "list.close"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    def check(self) -> None:
        """Complete and decided."""
        super().check()
        missing = list(forgotten(self.village).values_list("code", flat=True))
        if missing:
            raise Refused("P017", count=len(missing), first=missing[0])
        listings = self.village.listings.filter(household__ended_on__isnull=True)
        waiting = listings.filter(inclusion=Inclusion.PENDING).count()
        if waiting:
            raise Refused("P018", count=waiting)
        asked = listings.filter(inclusion=Inclusion.ASKED).count()
        if asked:
            raise Refused("N020", count=asked)

    def execute(self) -> int:
        """Move on to the survey; return how many households are surveyed."""
        move(self.village, self.name)
        return Listing.objects.filter(village=self.village).included().count()

    def subject(self, result: int) -> str:
        """The village."""
        return f"village:{self.village.pk}"

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many households are surveyed."""
        return {"included": result}
