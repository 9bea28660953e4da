"""What the roster and earlier reviews know of households, for the checks of their forms: for one or for a whole file."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from rasoat import scoring
from rasoat.law import Rules
from rasoat.roster.models import Event, Relation
from rasoat.rounds.models import Round
from rasoat.scoring.members import OLDEST, person
from rasoat.survey.models import Listing, Submission
from rasoat.survey.people import present


class Known(NamedTuple):
    """A listed household: how many people the roster has, how many of them are dependants by age alone, the head's name.

    ``earlier`` is its last review, or None.
    """

    persons: int
    dependants: int
    head: str
    earlier: scoring.Earlier | None


def known(round_: Round, listings: QuerySet[Listing]) -> dict[int, Known]:
    """Return what is known of listed households, by the key of the listing; a few queries for all of them."""
    earlier = earlier_scores(round_, listings)
    return {
        listing: Known(persons, dependants, head or "", earlier.get(listing))
        for listing, persons, dependants, head in _people(round_.rules, listings)
    }


def known_of(listing: Listing) -> Known:
    """Return what is known of one household: the same, with few and light queries."""
    round_ = listing.village.round
    people, spans = present(listing), dependent_births(round_.rules)
    dependants = sum(any(first <= each.birth_date <= last for first, last in spans) for each in people)
    heads = [each.full_name for each in people if each.relation == Relation.HEAD]
    earlier = None
    if Round.objects.filter(kind=round_.kind, reference_date__lt=round_.reference_date).exists():
        earlier = earlier_scores(round_, Listing.objects.filter(pk=listing.pk)).get(listing.pk)
    return Known(len(people), dependants, max(heads, default=""), earlier)


def _people(rules: Rules, listings: QuerySet[Listing]) -> Iterable[tuple[int, int, int, str | None]]:
    """Yield each listing, the household's people, how many of them are dependants by age, and the head's name."""
    member = "household__members"
    here = Q(**{f"{member}__left_on__isnull": True})
    rows = (
        listings.order_by()
        .values("pk")
        .annotate(
            persons=Count(member, filter=here),
            dependants=Count(
                member, filter=here & _born_within(f"{member}__birth_date", dependent_births(rules))
            ),
            head=Max(f"{member}__full_name", filter=here & Q(**{f"{member}__relation": Relation.HEAD})),
        )
    )
    return rows.values_list("pk", "persons", "dependants", "head")


def _born_within(field: str, spans: Iterable[tuple[date, date]]) -> Q:
    born = Q(pk__in=[])
    for span in spans:
        born |= Q(**{f"{field}__range": span})
    return born


@lru_cache(maxsize=32)
def dependent_births(rules: Rules) -> list[tuple[date, date]]:
    """Return the spans of birth dates, first and last day, that alone make a dependant on the day of the rules.

    Tests look at completed years and at the year of birth: within a year these change after the day of the rules only.
    """
    tests = next((fact.tests for fact in rules.member_facts if fact.column == "dependants"), None) or ()
    years = range(rules.on.year - OLDEST - 1, rules.on.year + 1)
    starts = sorted({date(year, 1, 1) for year in years} | {_after(rules.on, year) for year in years})
    spans: list[tuple[date, date]] = []
    for start, following in pairwise(starts):
        if person(rules, {"birth_date": start}, rules.on).passes(tests) is not None:
            begin = spans.pop()[0] if spans and spans[-1][1] == start - timedelta(1) else start
            spans.append((begin, following - timedelta(1)))
    return spans


def _after(on: date, year: int) -> date:
    """Return the first birth date of a year that is a year younger than the dates before it."""
    return date(year, on.month, min(on.day, monthrange(year, on.month)[1])) + timedelta(1)


def earlier_scores(round_: Round, listings: QuerySet[Listing]) -> dict[int, scoring.Earlier]:
    """Return the last score of an earlier round of the same kind and pack, and whether an event is on record since, of those that have one."""
    forms = Submission.objects.filter(
        listing__household__listings__in=listings,
        listing__village__round__reference_date__lt=round_.reference_date,
        listing__village__round__kind=round_.kind,
        score__pack=round_.pack,
        counts_for__isnull=False,
        score__isnull=False,
    ).order_by("listing__village__round__reference_date")
    columns = ("listing__household__listings", "listing__household", "score__b1", "visited_on")
    last = {listing: rest for listing, *rest in forms.values_list(*columns)}
    events = Event.objects.filter(household__in={household for household, _, _ in last.values()}).order_by()
    newest: Mapping[UUID, date] = dict(
        events.values("household").annotate(newest=Max("on")).values_list("household", "newest")
    )
    return {
        listing: scoring.Earlier(b1, newest.get(household, date.min) > visited_on)
        for listing, (household, b1, visited_on) in last.items()
    }
