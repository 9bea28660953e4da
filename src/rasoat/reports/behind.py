"""Who stands behind a figure: each household with what it adds to it, so that the list adds up to the figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from rasoat.areas.models import Unit
from rasoat.recognition.models import Recognition
from rasoat.reports.definitions import definition
from rasoat.reports.facts import common_path, living_households, units_of
from rasoat.reports.sources import ALL
from rasoat.reports.tables import parts_behind
from rasoat.roster.homes import Homes
from rasoat.roster.models import Household, Member, Relation
from rasoat.rounds.models import Round
from rasoat.survey.models import Listing
from rasoat.text_vi import fold


class Share(NamedTuple):
    """What one household adds to a figure: itself (0 or 1), and so many persons."""

    id: UUID
    households: int
    persons: int


class Behind(NamedTuple):
    """The households behind a figure, in order of village and code."""

    shares: list[Share]

    @property
    def households(self) -> int:
        """How many households the figure counts."""
        return sum(share.households for share in self.shares)

    @property
    def persons(self) -> int:
        """How many persons the figure counts."""
        return sum(share.persons for share in self.shares)

    def only(self, ids: Iterable[UUID]) -> Behind:
        """Return the part whose ids are among ``ids``, in the same order."""
        wanted = set(ids)
        return Behind([share for share in self.shares if share.id in wanted])


def behind(
    key: str,
    round_: Round,
    unit: Unit,
    column: str,
    *,
    measure: str = "",
    preliminary: bool | None = None,
    block: str = "",
) -> Behind:
    """Return the households behind a figure; a rate is that of its numerator.

    ``measure`` (``households`` or ``persons``) picks the row of a table with two, ``block`` (``urban`` or ``rural``) that of
    one kind of area; ``preliminary`` is as for ``build``.
    Raises ``InputError`` T006, T009, T010.
    """
    parts = parts_behind(key, round_, unit, column, measure=measure or None, preliminary=preliminary)
    unsaid = [part.id for part in parts if part.persons is None]
    persons = _persons(round_, unit, unsaid, living=_of_living(key, round_, column))
    found = Behind(
        [
            Share(part.id, part.households, persons.get(part.id, 0) if part.persons is None else part.persons)
            for part in parts
        ]
    )
    return found.only(_of_area(round_, unit, block)) if block else found


def _of_area(round_: Round, unit: Unit, kind: str) -> Iterable[UUID]:
    """Return the households of a unit whose village then was of a kind of area."""
    homes = Homes.of(round_)
    villages = [each.path for each in units_of(round_, unit) if each.area_type == kind]
    rows: Any = Household.objects.filter(homes.under(unit.path, "")).annotate(place=homes.place(""))
    ids: Iterable[UUID] = rows.filter(place__in=villages).values_list("pk", flat=True)
    return ids


def _of_living(key: str, round_: Round, column: str) -> bool:
    """Tell whether the figure counts living households, on a list or not."""
    count = definition(key, round_).column(column).count
    return count is not None and ALL in count.of


def _persons(round_: Round, unit: Unit, ids: list[UUID], *, living: bool) -> Mapping[UUID, int]:
    """Return the persons of the households: the members present, or those of the form that counts."""
    if not ids:
        return {}
    path = common_path(round_, unit)
    if living:
        here = Homes.of(round_).present("members")
        rows = living_households(round_, path).annotate(n=Count("members", filter=here))
        return dict(rows.values_list("pk", "n").order_by())
    forms = Listing.objects.filter(village__round=round_, village__unit__path__startswith=path)
    known = dict(forms.exclude(answered=None).values_list("household", "answered__persons"))
    decided = Recognition.objects.filter(
        round=round_, superseded_by__isnull=True, village__path__startswith=path
    )
    return known | dict(decided.values_list("household", "persons"))


def narrowed(found: Behind, round_: Round, unit: Unit, text: str, below: Unit | None) -> Behind:
    """Return the households of ``found`` whose code or head's name holds ``text``, and that lived under ``below``."""
    homes, path = Homes.of(round_), (below or unit).path
    rows: Any = Household.objects.filter(homes.under(path, ""))
    words = fold(text)
    if words:
        heads = Member.objects.present().filter(relation=Relation.HEAD, name_fold__contains=words)
        named = heads.filter(homes.under(path))
        rows = rows.filter(Q(code__icontains=text.strip()) | Q(pk__in=named.values("household")))
    return found.only(rows.values_list("pk", flat=True))
