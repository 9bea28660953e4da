"""Step 1: the list of households to review (lập danh sách hộ cần rà soát)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.audit.action import ResultT
from rasoat.errors import Refused
from rasoat.roster.models import Household, OpeningEntry
from rasoat.rounds.models import VillageRound
from rasoat.rounds.step import VillageStep, move, require_not_after, require_not_before
from rasoat.scoring import Refused as Unscorable
from rasoat.scoring import ScreenOutcome, has_quick_screen, quick_screen
from rasoat.survey.in_the_year import added_in_the_year, escaped_in_the_year
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.models import Group, Inclusion, Listing, QuickScreen, Request

ON_THE_LIST = (
    OpeningEntry.Kind.POOR,
    OpeningEntry.Kind.POOR_INCOME,
    OpeningEntry.Kind.POOR_DEPRIVATION,
    OpeningEntry.Kind.NEAR_POOR,
)


def current_list(village: VillageRound) -> QuerySet[Household]:
    """Return the living households of the village that are poor or near-poor when the season begins.

    They stand in the opening list, as decisions on requests in the year have changed it.
    """
    opening = Household.objects.filter(openings__round=village.round, openings__kind__in=ON_THE_LIST)
    listed = Q(pk__in=opening.values("pk")) | Q(pk__in=added_in_the_year(village.round).values("pk"))
    here = Household.objects.living().filter(listed, village=village.unit)
    return here.exclude(pk__in=escaped_in_the_year(village.round).values("pk")).order_by("code")


@dataclass(kw_only=True)
class BuildList(VillageStep[int]):
    """Put every household of the current poor and near-poor lists on the list to review; may be run again."""

    name: ClassVar[str] = "list.build"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    def execute(self) -> int:
        """Add those that are missing; return how many were added."""
        have = set(self.village.listings.values_list("household", flat=True))
        missing = [household for household in current_list(self.village) if household.pk not in have]
        Listing.objects.bulk_create(
            Listing(
                village=self.village,
                household=household,
                group=Group.CURRENT,
                inclusion=Inclusion.INCLUDED,
                added_by=self.actor,
            )
            for household in missing
        )
        return len(missing)

    def subject(self, result: int) -> str:
        """The village."""
        return f"village:{self.village.pk}"

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many households were added."""
        return {"added": result}


@dataclass(kw_only=True)
class _AddHousehold(VillageStep[ResultT]):
    """What request and proposal share: the household lives in the village and is not yet considered."""

    household: Household
    reason: str

    def check(self) -> None:
        """A living household of this village, not yet on the list, with a reason."""
        super().check()
        if self.household.village_id != self.village.unit_id or self.household.ended_on is not None:
            raise Refused("P011", household=self.household.code, village=str(self.village.unit))
        if self.village.listings.filter(household=self.household).exists():
            raise Refused("P012", household=self.household.code)
        if not self.reason.strip():
            raise Refused("P013")
        if current_list(self.village).filter(pk=self.household.pk).exists():
            raise Refused("P014", household=self.household.code)

    def _add(self, group: Group) -> Listing:
        screened_first = has_quick_screen(self.village.round.rules)
        return Listing.objects.create(
            village=self.village,
            household=self.household,
            group=group,
            reason=self.reason.strip(),
            inclusion=Inclusion.PENDING if screened_first else Inclusion.INCLUDED,
            added_by=self.actor,
        )


@dataclass(kw_only=True)
class ReceiveRequest(_AddHousehold[Request]):
    """Take in a household's request (giấy đề nghị, PL 1a); before 10/11/2018 the village head confirms it."""

    name: ClassVar[str] = "list.request"
    permission: ClassVar[Permission] = Permission.REQUEST_RECEIVE

    applicant: str
    received_on: date
    channel: str = Request.Channel.PERSON
    confirmed_by_village_head: bool = False

    def check(self) -> None:
        """Received within the round so far, and confirmed where the rules of that day ask for it."""
        super().check()
        require_not_after(self.received_on, self.day, _("Ngày nhận giấy đề nghị"))
        require_not_before(self.received_on, self.village.round.opened_on, _("Ngày nhận giấy đề nghị"))
        if (
            self.village.round.rules.given("request_needs_village_head")
            and not self.confirmed_by_village_head
        ):
            raise Refused("P015")

    def execute(self) -> Request:
        """Add the household and keep the request under a receipt number."""
        listing = self._add(Group.REQUEST)
        return Request.objects.create(
            listing=listing,
            receipt=f"DN-{self.village.round.year}-{listing.pk:06d}",
            applicant=self.applicant,
            reason=self.reason.strip(),
            received_on=self.received_on,
            channel=self.channel,
            confirmed_by_village_head=self.confirmed_by_village_head,
            received_by=self.actor,
        )


@dataclass(kw_only=True)
class ProposeHousehold(_AddHousehold[Listing]):
    """Propose a household that does not ask but has met hardship, with the reason."""

    name: ClassVar[str] = "list.propose"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    def execute(self) -> Listing:
        """Add the household."""
        return self._add(Group.PROPOSED)


@dataclass(kw_only=True)
class ScreenHousehold(VillageStep[QuickScreen]):
    """Fill Phiếu A for a household of group 2; it may still be included against the rule, with a reason."""

    name: ClassVar[str] = "list.screen"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    listing: Listing
    answers: Mapping[str, int | str | None]
    filled_on: date
    include_reason: str = ""

    def check(self) -> None:
        """A pending household of this village, every item answered."""
        super().check()
        if self.listing.village_id != self.village.pk or self.listing.inclusion != Inclusion.PENDING:
            raise Refused("P016", household=self.listing.household.code)
        require_not_after(self.filled_on, self.day, _("Ngày lập Phiếu A"))
        screened = quick_screen(self.village.round.rules, self.answers)
        if isinstance(screened, Unscorable):
            raise IncompleteAnswers("P076", screened)
        self._screened = screened

    def execute(self) -> QuickScreen:
        """Keep the form and decide whether the household is surveyed."""
        leaves_out = self._screened.outcome == ScreenOutcome.leave_out
        against_rule = self.include_reason.strip() if leaves_out else ""
        included = not leaves_out or bool(against_rule)
        self.listing.inclusion = Inclusion.INCLUDED if included else Inclusion.LEFT_OUT
        self.listing.inclusion_reason = against_rule if included else self._reason()
        self.listing.save(update_fields=["inclusion", "inclusion_reason"])
        return QuickScreen.objects.create(
            listing=self.listing,
            answers=dict(self.answers),
            count=self._screened.count,
            rule_leaves_out=leaves_out,
            filled_on=self.filled_on,
            filled_by=self.actor,
        )

    def _reason(self) -> str:
        limit = self.village.round.rules.quick_screen_excludes_from
        return (
            f"Phiếu A: có {self._screened.count} dấu hiệu không nghèo (từ {limit} trở lên thì không khảo sát)"
        )

    def facts(self, result: QuickScreen) -> Mapping[str, Any]:
        """How many items counted and what became of the household."""
        return {"count": result.count, "inclusion": self.listing.inclusion}


@dataclass(kw_only=True)
class CloseList(VillageStep[int]):
    """Close the list (chốt danh sách): nobody on the current list is missing and nobody waits for Phiếu A."""

    name: ClassVar[str] = "list.close"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    def check(self) -> None:
        """Complete and decided."""
        super().check()
        listed = set(self.village.listings.values_list("household", flat=True))
        forgotten = [household.code for household in current_list(self.village) if household.pk not in listed]
        if forgotten:
            raise Refused("P017", count=len(forgotten), first=forgotten[0])
        waiting = self.village.listings.filter(inclusion=Inclusion.PENDING).count()
        if waiting:
            raise Refused("P018", count=waiting)

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
