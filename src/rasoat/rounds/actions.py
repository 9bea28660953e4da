"""Open a round and keep its calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat import law
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.lawbook import editions
from rasoat.rounds.models import CommuneRound, Deadline, Round, RoundKind, Step, VillageRound
from rasoat.rounds.standards import conflicts


@dataclass(kw_only=True)
class OpenRound(Action[Round]):
    """Open a round for a unit and everything under it that exists on the reference date.

    ``second_pack`` names a second standard, by which every form is scored as well. Raises ``LawError`` (no rules on
    that date). Refused: P005 (official round on a pack with a cell that two people have not verified), P006 (code or
    official year already used), P007 (practice round without its day), P140 (a pack has no points for the area), P141
    (the two standards ask a question of one name in different ways), P142 (the second standard is the first), P143
    (a standard of the province that nobody has verified yet).
    """

    name: ClassVar[str] = "round.open"
    permission: ClassVar[Permission] = Permission.ROUND_OPEN

    root: Unit
    code: str
    title: str
    kind: RoundKind
    year: int
    pack: str
    reference_date: date
    opening_as_of: date
    opened_on: date
    practice_day: date | None = None
    second_pack: str = ""
    calendar: Mapping[Step, tuple[date, date]] = field(default_factory=dict)
    _packs: dict[str, law.Pack] = field(init=False, default_factory=dict)

    def unit(self) -> Unit:
        """The unit of the round."""
        return self.root

    def check(self) -> None:
        """The units stand, the pack has rules on the date, for an official round every cell of it is verified."""
        standards = self._standards()
        self._check_standing()
        for rules in standards:
            self._check_complete(rules)
            if self.kind == RoundKind.OFFICIAL:
                self._check_verified(rules)
        if self.kind == RoundKind.OFFICIAL:
            if Round.objects.filter(unit=self.root, year=self.year, kind=RoundKind.OFFICIAL).exists():
                raise Refused("P006", code=f"{self.year}")
        elif self.practice_day is None:
            raise Refused("P007")
        if self.opening_as_of > self.opened_on:
            raise Refused(
                "P003",
                what=_("Ngày của danh sách đầu kỳ"),
                day=f"{self.opening_as_of:%d/%m/%Y}",
                latest=f"{self.opened_on:%d/%m/%Y}",
            )
        if Round.objects.filter(code=self.code).exists():
            raise Refused("P006", code=self.code)
        for step, (starts_on, due_on) in self.calendar.items():
            if due_on < starts_on:
                raise Refused("P008", step=Step(step).label)

    def _standards(self) -> list[law.Rules]:
        first = self._pack(self.pack).on(self.reference_date)
        if not self.second_pack:
            return [first]
        second = self._pack(self.second_pack).on(self.reference_date)
        if second.pack_hash == first.pack_hash:
            raise Refused("P142", pack=self.second_pack)
        questions = conflicts(first, second)
        if questions:
            raise Refused("P141", questions=", ".join(questions), first=self.pack, second=self.second_pack)
        return [first, second]

    def _pack(self, pack_id: str) -> law.Pack:
        """The edition that counts in the province now: the same for the check and for what is stored."""
        if pack_id not in self._packs:
            province = editions.province_of(self.root)
            self._packs[pack_id] = editions.current(pack_id, province)
            if not editions.adopted(pack_id, province):
                raise Refused("P143", pack=pack_id)
        return self._packs[pack_id]

    def _check_standing(self) -> None:
        """The unit stands on the reference date, and nothing below it became another unit since."""
        day = f"{self.reference_date:%d/%m/%Y}"
        if self.root.valid_from > self.reference_date:
            raise Refused("U030", unit=str(self.root), day=day, since=f"{self.root.valid_from:%d/%m/%Y}")
        below = Unit.objects.under(self.root).in_force(self.reference_date)
        ended = below.filter(valid_to__isnull=False).order_by("-valid_to", "path").first()
        if ended is not None:
            raise Refused("U029", unit=str(ended), day=day, since=f"{ended.valid_to:%d/%m/%Y}")

    def _areas(self) -> set[str]:
        """The columns of the point tables: a village keeps its own area type inside a commune of another."""
        below = Unit.objects.under(self.root).in_force(self.reference_date).order_by()
        placed = below.filter(level__in=[Level.COMMUNE, Level.VILLAGE]).only("path", "area_type", "region")
        villages = {unit.points_column for unit in placed.filter(level=Level.VILLAGE)}
        return villages or {unit.points_column for unit in placed}

    def _check_complete(self, rules: law.Rules) -> None:
        gaps = rules.gaps(self._areas())
        if gaps:
            raise Refused("P140", pack=rules.pack_id, count=len(gaps), first=gaps[0].key)

    def _check_verified(self, rules: law.Rules) -> None:
        unverified = rules.unverified(self._areas())
        if unverified:
            raise Refused("P005", pack=rules.pack_id, count=len(unverified), first=unverified[0].key)

    def execute(self) -> Round:
        """Create the round, its communes and villages, and its calendar."""
        round_ = Round.objects.create(
            code=self.code,
            name=self.title,
            kind=self.kind,
            unit=self.root,
            year=self.year,
            pack=self.pack,
            pack_hash=self._pack(self.pack).hash,
            second_pack=self.second_pack,
            second_pack_hash=self._pack(self.second_pack).hash if self.second_pack else "",
            reference_date=self.reference_date,
            opening_as_of=self.opening_as_of,
            opened_on=self.opened_on,
            opened_by=self.actor,
            practice_day=self.practice_day if self.kind == RoundKind.PRACTICE else None,
        )
        for pack in self._packs.values():
            editions.keep_shipped(pack)
        self._take_in_units(round_)
        Deadline.objects.bulk_create(
            Deadline(round=round_, step=step, starts_on=starts, due_on=due)
            for step, (starts, due) in self.calendar.items()
        )
        return round_

    def _take_in_units(self, round_: Round) -> None:
        units = list(Unit.objects.under(self.root).in_force(self.reference_date))
        communes = {
            unit.pk: CommuneRound(round=round_, unit=unit) for unit in units if unit.level == Level.COMMUNE
        }
        CommuneRound.objects.bulk_create(communes.values())
        VillageRound.objects.bulk_create(
            VillageRound(round=round_, unit=unit, commune=communes[unit.parent_id])
            for unit in units
            if unit.level == Level.VILLAGE and unit.parent_id is not None
        )

    def facts(self, result: Round) -> Mapping[str, Any]:
        """Kind, pack and reference date."""
        return {
            "kind": result.kind,
            "pack": result.pack,
            "pack_hash": result.pack_hash,
            "second_pack": result.second_pack,
            "second_pack_hash": result.second_pack_hash,
            "reference_date": str(result.reference_date),
        }


@dataclass(kw_only=True)
class MovePracticeDay(Action[Round]):
    """Turn the calendar of a practice round forward; an official round runs on the real calendar (P009)."""

    name: ClassVar[str] = "round.practice-day"
    permission: ClassVar[Permission] = Permission.ROUND_OPEN

    round: Round
    to: date

    def unit(self) -> Unit:
        """The unit of the round."""
        return self.round.unit

    def check(self) -> None:
        """Only in a practice round, and only forward."""
        if self.round.practice_day is None:
            raise Refused("P009")
        if self.to <= self.round.practice_day:
            raise Refused("P010", day=f"{self.round.practice_day:%d/%m/%Y}")

    def execute(self) -> Round:
        """Set the day."""
        self.round.practice_day = self.to
        self.round.save(update_fields=["practice_day"])
        return self.round

    def facts(self, result: Round) -> Mapping[str, Any]:
        """The new day."""
        return {"day": str(result.practice_day)}
