"""Where households belonged in the tree of units that a round saw.

While the units of a round stand, that is simply the household's village. When one of them has become another unit, the
figures of the round are read as they stood on the day of the change: who lived where, and who had not left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from rasoat.roster.models import Household, PastVillage
from rasoat.rounds.models import Round, VillageRound


def residents(village: VillageRound) -> QuerySet[Household]:
    """Return the households that live in a village of a round, or lived there when its unit became another."""
    homes = Homes.of(village.round)
    here = Q(village=village.unit_id) if homes.until is None else homes.under(village.unit.path, "")
    return Household.objects.filter(homes.living(), here)


@dataclass(frozen=True)
class Homes:
    """The tree of the day ``on``; ``until`` is the first day on which one of its villages was another one, or None."""

    on: date
    until: date | None

    @classmethod
    def of(cls, round_: Round) -> Homes:
        """Return the homes of a round."""
        return cls(round_.reference_date, round_.regrouped_on)

    def under(self, path: str, household: str = "household") -> Q:
        """The filter for rows whose household belonged under ``path``; ``household`` is the way to it, or empty."""
        way = f"{household}__" if household else ""
        now = Q(**{f"{way}village__path__startswith": path})
        if self.until is None:
            return now
        past = PastVillage.objects.filter(self._stood("village__"), village__path__startswith=path)
        return now & self._stood(f"{way}village__") | Q(**{f"{way}pk__in": past.values("household")})

    def living(self, household: str = "") -> Q:
        """The filter for households that had not ended."""
        way = f"{household}__" if household else ""
        lives = Q(**{f"{way}ended_on__isnull": True})
        if self.until is None:
            return lives
        begun = Q(**{f"{way}registered_on__lt": self.until})
        return begun & (lives | Q(**{f"{way}ended_on__gte": self.until}))

    def present(self, member: str = "") -> Q:
        """The filter for members who had not left."""
        way = f"{member}__" if member else ""
        stays = Q(**{f"{way}left_on__isnull": True})
        if self.until is None:
            return stays
        came = Q(**{f"{way}joined_on__lt": self.until})
        return came & (stays | Q(**{f"{way}left_on__gte": self.until}))

    def ever(self) -> Q:
        """The filter for members who had come, whether they left or not."""
        return Q() if self.until is None else Q(joined_on__lt=self.until)

    def place(self, household: str = "household") -> Any:
        """Return the expression for the path of the village to which the household belonged."""
        way = f"{household}__" if household else ""
        return self._at(household, "village__path", F(f"{way}village__path"))

    def code(self, household: str = "household") -> Any:
        """Return the expression for the code that the household had there."""
        way = f"{household}__" if household else ""
        return self._at(household, "code", F(f"{way}code"))

    def _at(self, household: str, past: str, now: Any) -> Any:
        if self.until is None:
            return now
        way = f"{household}__" if household else ""
        rows = PastVillage.objects.filter(self._stood("village__"), household=OuterRef(f"{way}pk"))
        return Case(When(self._stood(f"{way}village__"), then=now), default=Subquery(rows.values(past)[:1]))

    def _stood(self, unit: str) -> Q:
        ended = Q(**{f"{unit}valid_to__isnull": True}) | Q(**{f"{unit}valid_to__gt": self.on})
        return ended & Q(**{f"{unit}valid_from__lte": self.on})
