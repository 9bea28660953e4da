"""The household page: who lives here, the answers and the score of a round, its reasons, papers and history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import language
from rasoat.corrections.models import Correction
from rasoat.corrections.queries import chain_of
from rasoat.errors import Refused
from rasoat.recognition.household_states import state_of
from rasoat.roster.identity import mask
from rasoat.roster.models import Household, Member, OpeningEntry, Relation
from rasoat.rounds.crumbs import Crumb, village_trail
from rasoat.rounds.models import Round
from rasoat.rounds.queries import visible
from rasoat.rounds.states import RoundState, VillageState
from rasoat.survey.models import Inclusion, Listing
from rasoat.survey.version_views import may_return
from rasoat.survey.worded import Words
from rasoat.web.context import Frame
from rasoat.web.explained import Result, chosen, drawn, results_of, why


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: Any) -> HttpResponse:
    """One household, in the round asked for (``?vong=``), else the newest it stands in."""
    household = find(request, Household.objects.select_related("village__parent"), pk=pk)
    round_ = round_of(request)
    listing = listing_of(household, round_) if round_ else None
    chain = chain_of(household)
    recognitions = [link.recognition for link in chain if link.live]
    context = {
        "household": household,
        "round": round_,
        "listing": listing,
        "village": listing.village if listing else None,
        **_people(household),
        "events": household.events.select_related("other", "recorded_by"),
        "openings": _openings(household),
        "belonged": _belonged(household),
        "recognitions": recognitions,
        "replaced": [link for link in chain if not link.live],
        "corrections": Correction.objects.filter(recognition__household=household),
        "may_ask_correction": bool(recognitions)
        and request.access.may(Permission.CORRECTION_REQUEST, household.village),
        "stands": state_of(listing, decided=any(each.round_id == round_.pk for each in recognitions))
        if listing and round_
        else None,
        **(_scored(request, listing) if listing else {}),
        "may_edit": household.ended_on is None
        and request.access.may(Permission.ROSTER_EDIT, household.village),
        "may_answer": listing is not None and _may_answer(request, listing),
        "may_return": listing is not None and _may_return(request, listing),
        "crumbs": _crumbs(household, listing),
    }
    return render(request, "web/household.html", context)


def round_of(request: Visit) -> Round | None:
    """Return the round asked for (``?vong=``) when the visitor may see it, else the one he looks at."""
    asked = request.GET.get("vong", "")
    if asked.isdecimal():
        found = visible(request.access.scope(Permission.ROUND_VIEW)).filter(pk=int(asked)).first()
        if found is not None:
            return found
    return Frame.of(request).round


def listing_of(household: Household, round_: Round) -> Listing | None:
    """Return the household on the list of a round, with all that its page shows."""
    rows = Listing.objects.select_related(
        "village__unit__parent",
        "village__commune__unit",
        "village__commune__round",
        "village__round__unit",
        "answered__score",
        "answered__second",
        "answered__reviewer",
        "screen__filled_by",
        "added_by",
    )
    listing = rows.filter(household=household, village__round=round_).first()
    if listing is not None:
        listing.household = household
    return listing


def _people(household: Household) -> dict[str, Any]:
    everybody = list(household.members.all())
    present = [_person(member) for member in everybody if member.left_on is None]
    left = [_person(member) for member in everybody if member.left_on is not None]
    head = next((each["member"] for each in present if each["member"].relation == Relation.HEAD), None)
    return {"people": present, "people_left": left, "head": head}


def _person(member: Member) -> dict[str, Any]:
    return {"member": member, "number": mask(member.identity_number)}


def _openings(household: Household) -> list[OpeningEntry]:
    return list(
        household.openings.select_related("round", "village__parent").order_by("-round__reference_date")
    )


def _belonged(household: Household) -> list[tuple[Unit, date, date | None]]:
    """Return the villages the household belonged to, each from a day to a day; one line alone when none has changed."""
    since, found = household.registered_on, []
    for past in household.past_villages.select_related("village__parent").order_by("until"):
        found.append((past.village, since, past.until - timedelta(days=1)))
        since = past.until
    return [*found, (household.village, since, household.ended_on)] if found else []


def _scored(request: Visit, listing: Listing) -> dict[str, Any]:
    versions = list(
        listing.submissions.select_related("score", "reviewer", "first_reviewer").order_by("-version")
    )
    results = results_of(listing, language())
    if not results:
        return {"versions": versions}
    shown = chosen(results, request.GET.get("chuan", ""))
    context = {"versions": versions, "results": results, "result": shown, "remarks": _remarks(listing)}
    try:
        told = why(listing, shown, language())
    except Refused as refusal:
        return {**context, "refusal": refusal}
    return {
        **context,
        "told": told,
        "lines": [line for line in told.items if line.points or line.waived],
        "zero_lines": [line for line in told.items if not line.points and not line.waived],
        "ladders": drawn(listing, shown, language()),
        "sheet": _sheet(listing, shown),
        "other_language": "vi" if language() == "en" else "en",
    }


def _remarks(listing: Listing) -> list[tuple[str, str]]:
    """Return each check that spoke at entry, with the reason that was given for the form that counts."""
    if listing.answered is None:
        return []
    words = Words(listing)
    return [(words.check(key), reason) for key, reason in sorted(listing.answered.remarks.items())]


def _sheet(listing: Listing, shown: Result) -> str:
    query = {"vong": listing.village.round_id, **({} if shown.number == 1 else {"chuan": shown.number})}
    return f"{reverse('household-sheet', args=[listing.household_id])}?{urlencode(query)}"


def _may_answer(request: Visit, listing: Listing) -> bool:
    ready = listing.village.state == VillageState.SURVEYING and listing.inclusion == Inclusion.INCLUDED
    open_round = listing.village.round.state == RoundState.OPEN and listing.household.ended_on is None
    return ready and open_round and request.access.may(Permission.SURVEY_ANSWER, listing.village.unit)


def _may_return(request: Visit, listing: Listing) -> bool:
    ready = listing.village.state in (VillageState.SURVEYING, VillageState.MEETING)
    open_round = listing.village.round.state == RoundState.OPEN and listing.household.ended_on is None
    return ready and open_round and may_return(request, listing)


def _crumbs(household: Household, listing: Listing | None) -> list[Crumb]:
    if listing is None:
        return [Crumb(str(household.village)), Crumb(_("Hộ %(code)s") % {"code": household.code})]
    return village_trail(listing.village, _("Hộ %(code)s") % {"code": household.code})
