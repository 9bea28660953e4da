"""The household page: who lives here, the answers and the score of a round, its reasons, papers and history."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.law import Class, Rules
from rasoat.recognition.models import Recognition
from rasoat.roster.identity import mask
from rasoat.roster.models import Household, Member, OpeningEntry, Relation
from rasoat.rounds.crumbs import Crumb, village_trail
from rasoat.rounds.models import Round
from rasoat.rounds.queries import visible
from rasoat.rounds.states import RoundState, VillageState
from rasoat.scoring import Explanation, explain
from rasoat.survey.models import Inclusion, Listing
from rasoat.web.context import Frame
from rasoat.web.templatetags.vi import language

WIDTH = 640


@dataclass(frozen=True)
class Segment:
    """A stretch of the B1 scale with the class, or the two classes, it leads to."""

    kind: str
    x: int
    width: int
    label: str
    low: int
    high: int | None


@dataclass(frozen=True)
class Ladder:
    """The score on the B1 scale, its thresholds marked; all lengths in the units of the drawing."""

    segments: tuple[Segment, ...]
    ticks: tuple[tuple[int, int], ...]
    at: int
    b1: int

    @property
    def anchor(self) -> str:
        """Which side of the needle the number stands, so that it stays inside the drawing."""
        return "start" if self.at < WIDTH // 20 else "end" if self.at > WIDTH - WIDTH // 20 else "middle"


def ladder(rules: Rules, area_type: str, b1: int) -> Ladder:
    """Return the drawing of a score between the thresholds of its area."""
    cuts = sorted({r.bounds.b1_to for r in rules.class_rules if r.area_type == area_type and r.bounds.b1_to})
    top = max(cuts[-1] + 50, b1 + 20)
    edges = [0, *cuts, top]

    def at(points: int) -> int:
        return round(points * WIDTH / top)

    pairs = list(pairwise(edges))
    segments = tuple(
        _segment(rules, area_type, low, None if high == top else high, at(low), at(high) - at(low))
        for low, high in pairs
    )
    return Ladder(segments, tuple((at(cut), cut) for cut in cuts), at(b1), b1)


def _segment(rules: Rules, area_type: str, low: int, high: int | None, x: int, width: int) -> Segment:
    inside = low + 1 if low else 0
    full = sum(indicator.points.value for indicator in rules.indicators)
    few, many = (rules.classify(area_type, inside, b2).cls for b2 in (0, full))
    if few != many:
        label = f"{few.label(language())} / {many.label(language())}"
        return Segment("between", x, width, label, low, high)
    return Segment("poor" if few.poor else str(few), x, width, few.label(language()), low, high)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: Any) -> HttpResponse:
    """One household, in the round asked for (``?vong=``), else the newest it stands in."""
    household = find(request, Household.objects.select_related("village__parent"), pk=pk)
    round_ = _round(request)
    listing = _listing(household, round_) if round_ else None
    context = {
        "household": household,
        "round": round_,
        "listing": listing,
        "village": listing.village if listing else None,
        **_people(household),
        "events": household.events.select_related("other", "recorded_by"),
        "openings": _openings(household),
        "recognitions": _recognitions(household),
        **(_scored(listing) if listing else {}),
        "may_edit": household.ended_on is None
        and request.access.may(Permission.ROSTER_EDIT, household.village),
        "may_answer": listing is not None and _may_answer(request, listing),
        "crumbs": _crumbs(household, listing),
    }
    return render(request, "web/household.html", context)


def _round(request: Visit) -> Round | None:
    asked = request.GET.get("vong", "")
    if asked.isdecimal():
        found = visible(request.access.scope(Permission.ROUND_VIEW)).filter(pk=int(asked)).first()
        if found is not None:
            return found
    return Frame.of(request).round


def _listing(household: Household, round_: Round) -> Listing | None:
    rows = Listing.objects.select_related(
        "village__unit",
        "village__commune__unit",
        "village__commune__round",
        "village__round__unit",
        "answered__score",
        "answered__reviewer",
        "request",
        "screen__filled_by",
        "added_by",
    )
    return rows.filter(household=household, village__round=round_).first()


def _people(household: Household) -> dict[str, Any]:
    everybody = list(household.members.all())
    present = [_person(member) for member in everybody if member.left_on is None]
    left = [_person(member) for member in everybody if member.left_on is not None]
    head = next((each["member"] for each in present if each["member"].relation == Relation.HEAD), None)
    return {"people": present, "people_left": left, "head": head}


def _person(member: Member) -> dict[str, Any]:
    return {"member": member, "number": mask(member.identity_number)}


def _openings(household: Household) -> list[OpeningEntry]:
    return list(household.openings.select_related("round").order_by("-round__reference_date"))


def _recognitions(household: Household) -> list[Recognition]:
    rows = household.recognitions.filter(Q(superseded_by__isnull=True))
    return list(
        rows.select_related("round", "decision__document", "certificate").order_by("-decision__signed_on")
    )


def _scored(listing: Listing) -> dict[str, Any]:
    versions = list(
        listing.submissions.select_related("score", "reviewer", "first_reviewer").order_by("-version")
    )
    if listing.answered is None:
        return {"versions": versions}
    rules, score = listing.village.round.rules, listing.answered.score
    told: Explanation = explain(rules, listing.answered.answers, language())
    return {
        "versions": versions,
        "submission": listing.answered,
        "score": score,
        "told": told,
        "lines": [line for line in told.items if line.points or line.waived],
        "zero_lines": [line for line in told.items if not line.points and not line.waived],
        "ladder": ladder(rules, listing.village.unit.area_type, score.b1),
        "cut_b2": _cut_b2(rules, listing.village.unit.area_type),
        "near": Class.near_poor,
    }


def _cut_b2(rules: Rules, area_type: str) -> int | None:
    cuts = [r.bounds.b2_from for r in rules.class_rules if r.area_type == area_type and r.bounds.b2_from]
    return cuts[0] if cuts else None


def _may_answer(request: Visit, listing: Listing) -> bool:
    ready = listing.village.state == VillageState.SURVEYING and listing.inclusion == Inclusion.INCLUDED
    open_round = listing.village.round.state == RoundState.OPEN and listing.household.ended_on is None
    return ready and open_round and request.access.may(Permission.SURVEY_ANSWER, listing.village.unit)


def _crumbs(household: Household, listing: Listing | None) -> list[Crumb]:
    if listing is None:
        return [Crumb(str(household.village)), Crumb(_("Hộ %(code)s") % {"code": household.code})]
    return village_trail(listing.village, _("Hộ %(code)s") % {"code": household.code})
