"""The opening list of a round from what earlier rounds decided, by where the households live now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.db.models.functions import Coalesce

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.law import Class
from rasoat.recognition.models import Recognition
from rasoat.roster.models import Household, OpeningEntry
from rasoat.rounds.models import Round, RoundKind
from rasoat.rounds.step import require_open

Kind = OpeningEntry.Kind
_ON_LIST = {
    Class.poor.value: Kind.POOR,
    Class.poor_income.value: Kind.POOR_INCOME,
    Class.poor_deprivation.value: Kind.POOR_DEPRIVATION,
    Class.near_poor.value: Kind.NEAR_POOR,
}
_TWO_KINDS = (Kind.POOR_INCOME, Kind.POOR_DEPRIVATION)
_ONCE: dict[str, str] = {
    Recognition.Kind.ESCAPED_POOR: Kind.ONCE_POOR,
    Recognition.Kind.NEAR_FROM_POOR: Kind.ONCE_POOR,
    Recognition.Kind.ESCAPED_NEAR: Kind.ONCE_NEAR_POOR,
}


class Known(NamedTuple):
    """What was decided on a household, or the list that it stood on; ``once`` is what it then had escaped from."""

    household: UUID
    kind: str
    once: str
    persons: int
    source: str


def opening_of(round_: Round) -> list[Known]:
    """Return what stands on the opening list of a round: every living household by the last it was recognised as.

    A household that escaped, ever, counts as having been poor (near-poor) once. Official rounds start from official
    ones only. Of poor households of the two kinds of TT17 a standard with one kind of poor makes one.
    """
    living = Household.objects.living().filter(village__path__startswith=round_.unit.path)
    homes = set(living.filter(registered_on__lte=round_.opening_as_of).values_list("pk", flat=True))
    found: dict[UUID, Known] = {}
    once: dict[UUID, str] = {}
    for each in _decided(round_):
        found[each.household] = each
        if each.once and once.get(each.household) != Kind.ONCE_POOR:
            once[each.household] = each.once
    one_poor = Class.poor in {rule.cls for rule in round_.rules.class_rules}
    kinds = {
        key: Kind.POOR if one_poor and each.kind in _TWO_KINDS else each.kind or once.get(key, "")
        for key, each in found.items()
    }
    return [each._replace(kind=kinds[key]) for key, each in found.items() if key in homes and kinds[key]]


def _decided(round_: Round) -> Iterator[Known]:
    """Yield what earlier rounds listed and recognised, in order of time."""
    earlier = Round.objects.filter(reference_date__lt=round_.reference_date).exclude(pk=round_.pk)
    if round_.kind == RoundKind.OFFICIAL:
        earlier = earlier.filter(kind=RoundKind.OFFICIAL)
    for each in earlier.order_by("reference_date", "pk"):
        yield from _listed(each)
        yield from _recognised(each, round_)


def _listed(earlier: Round) -> Iterator[Known]:
    rows = OpeningEntry.objects.filter(round=earlier).values_list("household", "kind", "persons")
    for household, kind, persons in rows.order_by("pk"):
        once = kind if kind in (Kind.ONCE_POOR, Kind.ONCE_NEAR_POOR) else ""
        yield Known(household, "" if once else kind, once, persons, earlier.name[:200])


def _recognised(earlier: Round, round_: Round) -> Iterator[Known]:
    rows = Recognition.objects.live().filter(round=earlier)
    dated = rows.annotate(day=Coalesce("decision__signed_on", "recognised_on"))
    known = dated.filter(day__lte=round_.opening_as_of).order_by("pk")
    for household, result, kind, persons, day in known.values_list(
        "household", "result", "kind", "persons", "day"
    ):
        told = f"{earlier.name}, {day:%d/%m/%Y}"[:200]
        yield Known(household, _ON_LIST.get(result, ""), _ONCE.get(kind, ""), persons, told)


@dataclass(kw_only=True)
class BuildOpening(Action[int]):
    """Make the opening list of a round from the last results of its households, wherever they belonged then.

    Refused: P002 (the round is closed), U032 (there is a list), U033 (no result is known).
    """

    name: ClassVar[str] = "opening.build"
    permission: ClassVar[Permission] = Permission.ROSTER_IMPORT

    round: Round

    def unit(self) -> Unit:
        """The unit of the round."""
        return self.round.unit

    def check(self) -> None:
        """An open round without a list, and something to make it from."""
        require_open(self.round)
        have = self.round.opening.count()
        if have:
            raise Refused("U032", count=have)
        self._known = opening_of(self.round)
        if not self._known:
            raise Refused("U033", unit=str(self.round.unit), day=f"{self.round.opening_as_of:%d/%m/%Y}")

    def execute(self) -> int:
        """Store the entries."""
        villages = dict(
            Household.objects.filter(village__path__startswith=self.round.unit.path).values_list(
                "pk", "village"
            )
        )
        OpeningEntry.objects.bulk_create(
            (
                OpeningEntry(
                    round=self.round,
                    household_id=each.household,
                    village_id=villages[each.household],
                    kind=each.kind,
                    persons=each.persons,
                    source=each.source,
                )
                for each in self._known
            ),
            batch_size=1000,
        )
        return len(self._known)

    def subject(self, result: int) -> str:
        """The round."""
        return f"round:{self.round.pk}"

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many households came onto the list."""
        return {"openings": result}
