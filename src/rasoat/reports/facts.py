"""Read everything the tables are made of for one unit of a round, in a handful of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Count, F, Q, Sum
from django.db.models.functions import Cast, Coalesce

from rasoat.areas.models import Level, Unit
from rasoat.errors import InputError
from rasoat.recognition.models import Recognition
from rasoat.reports.flows import HouseholdYear
from rasoat.roster.homes import Homes
from rasoat.roster.models import (
    ADDS_PERSONS,
    BRINGS_HOUSEHOLD,
    ENDS_HOUSEHOLD,
    TAKES_PERSONS,
    Event,
    Household,
    Member,
    OpeningEntry,
)
from rasoat.rounds.models import CommuneRound, Round, VillageRound
from rasoat.survey.models import Inclusion, Listing
from rasoat.survey.standing import scored_listings


@dataclass(frozen=True)
class Counts:
    """Living households, their members and the unscored, by village path; villages without any household."""

    living: Mapping[str, int]
    persons: Mapping[str, int]
    unscored: Mapping[str, int]
    unlisted: list[Unit]


@dataclass(frozen=True)
class Communes:
    """Communes without a decision, and by path the day on which the others' was signed."""

    undecided: list[Unit]
    signed: Mapping[str, date]


class ClassSum(NamedTuple):
    """One class in one village."""

    path: str
    result: str
    households: int
    persons: int


class _Closing(NamedTuple):
    code: str
    path: str
    result: str
    persons: int
    visited_on: date


@dataclass
class _Events:
    """What the year's events did to one household."""

    brought: bool = False
    ended: bool = False
    sizes: list[tuple[date, int]] = field(default_factory=list)

    def changes(self, until: date) -> tuple[int, int]:
        """Return the persons added and the persons taken up to and including ``until``."""
        known = [persons for on, persons in self.sizes if on <= until]
        return sum(p for p in known if p > 0), -sum(p for p in known if p < 0)


_QUIET = _Events()
_CLOSED_ON = Coalesce("submission__visited_on", "recognised_on")
"""The day up to which events count in a closing figure: of the visit, or of a decision in the year."""
_RESULT = {False: "result", True: "submission__second__result"}
"""Where the class stands: as recognised, or as the second standard gives it for the form behind the decision."""


def read_counts(round_: Round, unit: Unit, *, second: bool = False) -> Counts:
    """Return what the rates of ``unit`` are counted on; raises ``InputError`` T009 outside the round."""
    path = common_path(round_, unit)
    living = _living(round_, path)
    return Counts(
        living=living,
        persons=_persons(round_, path),
        unscored=_unscored(round_, path, second=second),
        unlisted=_unlisted(round_, path, living),
    )


def read_years(round_: Round, unit: Unit, communes: Communes, *, preliminary: bool) -> list[HouseholdYear]:
    """Return the year of every household under ``unit`` that was on a list or has a closing figure.

    ``preliminary`` takes scores in the communes without a decision.
    """
    path = common_path(round_, unit)
    closings = _recognised(round_, path)
    if preliminary:
        closings |= _scored(round_, unit, communes.undecided)
    openings = _openings(round_, path)
    events = _events(round_, path, communes.signed)
    return [
        _year(id_, openings.get(id_), closings.get(id_), events.get(id_, _QUIET))
        for id_ in openings.keys() | closings.keys()
    ]


def read_classes(
    round_: Round, unit: Unit, communes: Communes, *, preliminary: bool, second: bool = False
) -> list[ClassSum]:
    """Return the households and persons of every class in every village, ``second``: by the second standard."""
    live = live_recognitions(round_, common_path(round_, unit))
    if preliminary:
        live = live.exclude(_overtaken(round_, unit, communes.undecided))
    rows = live.values_list("village__path", _RESULT[second])
    sums = [ClassSum(*row) for row in rows.annotate(n=Count("pk"), m=Sum("persons")).order_by() if row[1]]
    if preliminary:
        scored = _scored(round_, unit, communes.undecided, second=second).values()
        sums += [ClassSum(closing.path, closing.result, 1, closing.persons) for closing in scored]
    return sums


def ids_of_classes(
    round_: Round,
    unit: Unit,
    communes: Communes,
    classes: frozenset[str],
    *,
    preliminary: bool,
    second: bool = False,
) -> list[UUID]:
    """Return the households of the classes, in order of village and code."""
    closings = _recognised(round_, common_path(round_, unit), second=second)
    if preliminary:
        closings |= _scored(round_, unit, communes.undecided, second=second)
    found = [(row.path, row.code, key) for key, row in closings.items() if row.result in classes]
    return [UUID(key) for *_place, key in sorted(found)]


def common_path(round_: Round, unit: Unit) -> str:
    """Return the path that unit and round share; raises ``InputError`` T009 when they share nothing."""
    if unit.path.startswith(round_.unit.path):
        return unit.path
    if round_.unit.path.startswith(unit.path):
        return round_.unit.path
    raise InputError("T009", unit=str(unit), round=round_.code)


def units_of(round_: Round, unit: Unit) -> list[Unit]:
    """Return ``unit`` and the units of the round below it, in order of the tree."""
    below = Unit.objects.in_force(round_.reference_date).under(unit).order_by("path")
    root = round_.unit.path
    found = [u for u in below if u.path.startswith(root) or root.startswith(u.path)]
    return [unit, *(u for u in found if u.path != unit.path)]


# Tens of thousands of ids are compared and few are used: their text as the database keeps it is enough.
_KEY = Cast("household", CharField())


def key_of(id_: UUID) -> str:
    """Return a household's id as the database writes it."""
    return str(id_) if connection.features.has_native_uuid_field else id_.hex


def living_households(round_: Round, path: str) -> Any:
    """Return the living households that belonged under ``path``, with their village then as ``place``."""
    homes = Homes.of(round_)
    return Household.objects.filter(homes.living(), homes.under(path, "")).annotate(place=homes.place(""))


def present_members(round_: Round, path: str) -> Any:
    """Return the members present in the households that belonged under ``path``, with their village as ``place``."""
    homes = Homes.of(round_)
    return Member.objects.filter(homes.present(), homes.under(path)).annotate(place=homes.place())


def unscored_listings(round_: Round, path: str, *, second: bool = False) -> Any:
    """Return the listings of living households that are to be surveyed and have no score yet (Phiếu B)."""
    return Listing.objects.filter(
        village__round=round_,
        village__unit__path__startswith=path,
        inclusion=Inclusion.INCLUDED,
        household__ended_on__isnull=True,
        **{"answered__second__isnull" if second else "answered__score__isnull": True},
    )


def read_communes(round_: Round, unit: Unit) -> Communes:
    """Return the communes under ``unit``, or the one above it; raises ``InputError`` T009 outside the round."""
    path = common_path(round_, unit)
    rows: Any = CommuneRound.objects.filter(round=round_).select_related("unit")
    found = rows.annotate(signed_on=F("decision__signed_on")).order_by("unit__path")
    mine = [row for row in found if row.unit.path.startswith(path) or path.startswith(row.unit.path)]
    return Communes(
        undecided=[row.unit for row in mine if row.signed_on is None],
        signed={row.unit.path: row.signed_on for row in mine if row.signed_on is not None},
    )


def _living(round_: Round, path: str) -> dict[str, int]:
    rows = living_households(round_, path).values_list("place").annotate(n=Count("pk")).order_by()
    return dict(rows)


def _persons(round_: Round, path: str) -> dict[str, int]:
    present = present_members(round_, path).filter(Homes.of(round_).living("household"))
    return dict(present.values_list("place").annotate(n=Count("pk")).order_by())


def _unscored(round_: Round, path: str, *, second: bool) -> dict[str, int]:
    rows = unscored_listings(round_, path, second=second).values_list("village__unit__path")
    return dict(rows.annotate(n=Count("pk")).order_by())


def _unlisted(round_: Round, path: str, living: Mapping[str, int]) -> list[Unit]:
    villages = VillageRound.objects.filter(round=round_, unit__path__startswith=path).select_related("unit")
    empty = [row.unit for row in villages.order_by("unit__path") if row.unit.path not in living]
    ever = Counter(
        Household.objects.filter(village__in=[unit.pk for unit in empty]).values_list("village", flat=True)
    )
    return [unit for unit in empty if unit.level == Level.VILLAGE and unit.pk not in ever]


def _year(id_: str, opening: Any, closing: _Closing | None, events: _Events) -> HouseholdYear:
    code, path = (closing.code, closing.path) if closing else opening[:2]
    kind, persons = opening[2:] if opening else ("", 0)
    added, taken = events.changes(closing.visited_on) if closing else (0, 0)
    return HouseholdYear(
        key=id_,
        code=code,
        path=path,
        opening=kind,
        opening_persons=persons,
        closing=closing.result if closing else "",
        closing_persons=closing.persons if closing else 0,
        brought=events.brought,
        ended=events.ended,
        added=added,
        taken=taken,
    )


def _openings(round_: Round, path: str) -> dict[str, tuple[str, str, str, int]]:
    entries = OpeningEntry.objects.filter(round=round_, village__path__startswith=path)
    coded = entries.annotate(called=Homes.of(round_).code())
    rows = coded.values_list(_KEY, "called", "village__path", "kind", "persons")
    return {id_: (code, village, kind, persons) for id_, code, village, kind, persons in rows}


def live_recognitions(round_: Round, path: str) -> Any:
    """Return the recognitions of the round under ``path`` that hold."""
    return Recognition.objects.filter(
        round=round_, superseded_by__isnull=True, village__path__startswith=path
    )


def _overtaken(round_: Round, unit: Unit, undecided: Iterable[Unit]) -> Q:
    """Recognitions in the year of households that the running season has scored since."""
    scored = scored_listings(round_, unit).filter(village__commune__unit__in=list(undecided))
    return Q(recognised_on__isnull=False, household__in=scored.order_by().values("household"))


def _recognised(round_: Round, path: str, *, second: bool = False) -> dict[str, _Closing]:
    place = ("called", "village__path")
    coded = live_recognitions(round_, path).annotate(called=Homes.of(round_).code())
    rows = coded.values_list(_KEY, *place, _RESULT[second], "persons", _CLOSED_ON)
    return {row[0]: _Closing(*row[1:]) for row in rows}


def _scored(
    round_: Round, unit: Unit, undecided: Iterable[Unit], *, second: bool = False
) -> dict[str, _Closing]:
    waiting = {commune.path for commune in undecided}
    listings: Any = scored_listings(round_, unit) if waiting else ()
    if second and waiting:
        listings = listings.filter(answered__second__isnull=False).select_related("answered__second")
    found: dict[str, _Closing] = {}
    for listing in listings:
        answered, village = listing.answered, listing.village.unit.path
        if commune_of(village) in waiting:
            score = answered.second if second else answered.score
            found[key_of(listing.household_id)] = _Closing(
                listing.household.code, village, score.result, answered.persons, answered.visited_on
            )
    return found


def _events(round_: Round, path: str, signed: Mapping[str, date]) -> dict[str, _Events]:
    events: dict[str, _Events] = {}
    for id_, village, kind, on, persons in events_of(round_, path).values_list(
        _KEY, "place", "kind", "on", "persons"
    ):
        # What happens after a commune's decision belongs to the next year.
        if on <= signed.get(commune_of(village), on):
            _note(events.setdefault(id_, _Events()), kind, on, persons)
    return events


def events_of(round_: Round, path: str) -> Any:
    """Return the events of the year of the households that belonged under ``path``, with their village as ``place``."""
    homes = Homes.of(round_)
    rows = Event.objects.filter(homes.under(path), on__gt=round_.opening_as_of)
    return rows.annotate(place=homes.place())


def commune_of(village: str) -> str:
    """Return the path of the unit above a village."""
    return village.rstrip("/").rpartition("/")[0] + "/"


def _note(events: _Events, kind: str, on: date, persons: int) -> None:
    events.brought |= kind in BRINGS_HOUSEHOLD
    events.ended |= kind in ENDS_HOUSEHOLD
    if kind in ADDS_PERSONS:
        events.sizes.append((on, persons))
    elif kind in TAKES_PERSONS:
        events.sizes.append((on, -persons))
