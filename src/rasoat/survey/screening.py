"""Phiếu A of the households of group 2, and what the committee decides about those its rule would leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.errors import Refused
from rasoat.rounds.step import VillageStep, require_not_after, require_not_before
from rasoat.scoring import Refused as Unscorable
from rasoat.scoring import ScreenOutcome, quick_screen
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.models import Inclusion, Listing, QuickScreen


@dataclass(kw_only=True)
class ScreenHousehold(VillageStep[QuickScreen]):
    """Fill Phiếu A for a household of group 2; the village may ask the committee to include it against the rule."""

    name: ClassVar[str] = "list.screen"
    permission: ClassVar[Permission] = Permission.LIST_BUILD

    listing: Listing
    answers: Mapping[str, int | str | None]
    filled_on: date
    include_reason: str = ""

    def check(self) -> None:
        """The household waits for it, and every item is answered with 0 or 1."""
        super().check()
        if self.listing.village_id != self.village.pk or self.listing.inclusion != Inclusion.PENDING:
            raise Refused("P016", household=self.listing.household.code)
        require_not_after(self.filled_on, self.day, _("Ngày lập Phiếu A"))
        screened = quick_screen(self.village.round.rules, self.answers)
        if isinstance(screened, Unscorable):
            raise IncompleteAnswers("P076", screened)
        self._screened = screened

    def execute(self) -> QuickScreen:
        """Keep the form and apply its rule."""
        leaves_out = self._screened.outcome == ScreenOutcome.leave_out
        asked = self.include_reason.strip() if leaves_out else ""
        if not leaves_out:
            self.listing.inclusion, self.listing.inclusion_reason = Inclusion.INCLUDED, ""
        else:
            self.listing.inclusion = Inclusion.ASKED if asked else Inclusion.LEFT_OUT
            self.listing.inclusion_reason = self._reason()
        self.listing.save(update_fields=["inclusion", "inclusion_reason"])
        return QuickScreen.objects.create(
            listing=self.listing,
            answers=dict(self.answers),
            count=self._screened.count,
            rule_leaves_out=leaves_out,
            filled_on=self.filled_on,
            filled_by=self.actor,
            asked_reason=asked,
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
class DecideInclusion(VillageStep[QuickScreen]):
    """The committee decides whether a household that Phiếu A leaves out is surveyed all the same, with its reason."""

    name: ClassVar[str] = "list.decide"
    permission: ClassVar[Permission] = Permission.LIST_DECIDE

    listing: Listing
    include: bool
    reason: str
    decided_on: date

    def check(self) -> None:
        """Left out by the rule, not decided yet, by another person than who filled Phiếu A, with a reason."""
        super().check()
        screen = QuickScreen.objects.filter(listing_id=self.listing.pk, rule_leaves_out=True).first()
        if self.listing.village_id != self.village.pk or screen is None or screen.decided_by_id is not None:
            raise Refused("N021", household=self.listing.household.code)
        if screen.filled_by_id == self.actor.pk:
            raise Refused("N022", household=self.listing.household.code)
        if not self.reason.strip():
            raise Refused("N023")
        require_not_after(self.decided_on, self.day, _("Ngày quyết định"))
        require_not_before(self.decided_on, screen.filled_on, _("Ngày quyết định"))
        self._screen = screen

    def execute(self) -> QuickScreen:
        """Keep the decision beside the form and put the household on or off the survey."""
        self.listing.inclusion = Inclusion.INCLUDED if self.include else Inclusion.LEFT_OUT
        self.listing.inclusion_reason = self.reason.strip()
        self.listing.save(update_fields=["inclusion", "inclusion_reason"])
        self._screen.decided_by, self._screen.decided_on = self.actor, self.decided_on
        self._screen.decision_reason = self.reason.strip()
        self._screen.save(update_fields=["decided_by", "decided_on", "decision_reason"])
        return self._screen

    def facts(self, result: QuickScreen) -> Mapping[str, Any]:
        """What became of the household."""
        return {"inclusion": self.listing.inclusion}
