"""The review for everybody: its communes and villages, the calendar of one's village, and how a household is scored."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rasoat.audit.desk import language
from rasoat.citizen.door import open_to_all
from rasoat.errors import sentence
from rasoat.law import Cell, Rules
from rasoat.posting.telling import calendar_of
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound, Deadline, Round, VillageRound
from rasoat.rounds.states import RoundState, VillageState
from rasoat.text_vi import fold

MOST = 60


def _not_there() -> Http404:
    return Http404(f"A003 {sentence('A003')}")


@open_to_all(kept=True)
@require_GET
def communes(request: HttpRequest) -> HttpResponse:
    """The communes in which a review is open, to be searched by name."""
    search = request.GET.get("tim", "").strip()[:100]
    rows = CommuneRound.objects.filter(round__state=RoundState.OPEN).select_related("unit__parent", "round")
    found = [
        row for row in rows.order_by("unit__path", "-round__year") if fold(search) in fold(str(row.unit))
    ]
    context = {"communes": found[:MOST], "more": len(found) > MOST, "search": search}
    return render(request, "citizen/review.html", context)


@open_to_all(kept=True)
@require_GET
def villages(request: HttpRequest, pk: int) -> HttpResponse:
    """The villages of a commune."""
    found = CommuneRound.objects.filter(pk=pk, round__state=RoundState.OPEN)
    commune = found.select_related("unit", "round").first()
    if commune is None:
        raise _not_there()
    rows = VillageRound.objects.filter(commune=commune).select_related("unit").order_by("unit__path")
    context = {"commune": commune, "round": commune.round, "villages": rows}
    return render(request, "citizen/villages.html", context)


class Day(NamedTuple):
    """One step of the calendar, and whether it is over or on now."""

    deadline: Deadline
    over: bool
    now: bool


@open_to_all(kept=True)
@require_GET
def village(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes on in one village: its calendar, where it stands, how to ask and to complain; nobody's data."""
    found = VillageRound.objects.filter(pk=pk, round__state=RoundState.OPEN)
    row = found.select_related("unit", "commune__unit", "round").first()
    if row is None:
        raise _not_there()
    day = today(row.round)
    context = {
        "village": row,
        "round": row.round,
        "days": [
            Day(each, each.due_on < day, each.starts_on <= day <= each.due_on)
            for each in calendar_of(row.round, row.unit)
        ],
        "may_complain": row.state in (VillageState.POSTING, VillageState.POSTED),
        "working_days": row.round.rules.posting_in_working_days,
        "posting_days": row.round.rules.posting_days,
    }
    return render(request, "citizen/village.html", context)


class Row(NamedTuple):
    """One answer of an item with its points, ``None`` where no source gives them."""

    label: str
    points: int | None


@open_to_all(kept=True)
@require_GET
def scoring(request: HttpRequest, pk: int, area: str) -> HttpResponse:
    """How a household of an area is scored: the classes, the points of each answer, the indicators, from the pack."""
    round_ = Round.objects.filter(pk=pk, state=RoundState.OPEN).first()
    if round_ is None or area not in round_.rules.area_columns:
        raise _not_there()
    rules = round_.rules
    context = {
        "round": round_,
        "area": next(each for each in rules.areas if each.key == area),
        "classes": _classes(rules, area),
        "items": [(item, _rows(rules, item, area)) for item in rules.items],
        "indicators": rules.indicators,
    }
    return render(request, "citizen/scoring.html", context)


def _rows(rules: Rules, item: Any, area: str) -> list[Row]:
    rows = []
    for option in item.options:
        try:
            cell: Cell[int] = rules.points(item.key, option.key, area)
        except KeyError:
            continue
        rows.append(Row(option.label(language()), cell.value if cell.known else None))
    return rows


def _classes(rules: Rules, area: str) -> list[Any]:
    area_type = next(each.area_type for each in rules.areas if each.key == area)
    return [rule for rule in rules.class_rules if rule.area_type == area_type and rule.cell.known]
