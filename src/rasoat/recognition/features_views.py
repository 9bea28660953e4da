"""Pages of Phiếu C: the households of a village that need one, one household's form, and filling it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import page
from rasoat.recognition.certificates import CERTIFIED
from rasoat.recognition.features import form_of, recognised_in
from rasoat.recognition.features_filling import FeaturesFilling, FeaturesSheet, lines
from rasoat.recognition.models import Recognition
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.rounds.states import CommuneState, RoundState
from rasoat.survey.draft_views import choose_answers, save_answers
from rasoat.survey.handing_in import fill
from rasoat.survey.sheets import whole_listings
from rasoat.survey.standing import head_names
from rasoat.survey.views import find_village


def recognition_of(request: Visit, pk: int) -> Recognition:
    """Return a live recognition as poor or near-poor inside the visitor's area."""
    by_season = Recognition.objects.live().filter(decision__isnull=False, result__in=CERTIFIED)
    rows = by_season.select_related(
        "household__village",
        "village",
        "round__unit",
        "decision__commune__unit",
        "decision__commune__round",
        "submission__score",
    )
    return find(request, rows, pk=pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def village(request: Visit, pk: int) -> HttpResponse:
    """The recognised poor and near-poor households of a village: who has a Phiếu C, who waits for one."""
    found = find_village(request, pk)
    rows: list[Any] = list(
        recognised_in(found.round)
        .filter(village=found.unit_id)
        .select_related("household")
        .annotate(filled=Max("features__version"))
        .order_by("household__code")
    )
    heads = head_names(row.household_id for row in rows)
    context = {
        "round": found.round,
        "village": found,
        "rows": [(row, heads.get(row.household_id, row.household.code)) for row in rows],
        "waiting": sum(row.filled is None for row in rows),
        "paper": form_of(found.round),
        "may_fill": _may_fill(request, found.commune, found),
        "crumbs": village_trail(found, _("Phiếu C")),
    }
    return page(request, "recognition/features_village.html", context)


def _may_fill(request: Visit, commune: CommuneRound, village: VillageRound) -> bool:
    ready = commune.state in (CommuneState.DECIDED, CommuneState.CERTIFIED)
    return (
        ready
        and village.round.state == RoundState.OPEN
        and request.access.may(Permission.SURVEY_ANSWER, village.unit)
    )


def _context(recognition: Recognition) -> dict[str, Any]:
    village = VillageRound.objects.select_related(
        "unit", "round__unit", "commune__unit", "commune__round"
    ).get(round=recognition.round_id, unit=recognition.village_id)
    household = recognition.household
    return {
        "round": recognition.round,
        "recognition": recognition,
        "household": household,
        "village": village,
        "paper": form_of(recognition.round),
        "head": head_names([household.pk]).get(household.pk, household.code),
        "crumbs": village_trail(village, _("Phiếu C")),
    }


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """Phiếu C of a household as it was handed in, the newest version first."""
    recognition = recognition_of(request, pk)
    context, paper = _context(recognition), form_of(recognition.round)
    filled = list(recognition.features.select_related("filled_by").order_by("-version"))
    versions = [(each, lines(paper, each.answers)) for each in filled] if paper else []
    may = _may_fill(request, context["village"].commune, context["village"])
    return page(request, "recognition/features.html", {**context, "versions": versions, "may_fill": may})


def _filling(request: Visit, pk: int) -> FeaturesFilling:
    recognition = recognition_of(request, pk)
    return FeaturesFilling(recognition, whole_listings().get(pk=recognition.by_season[1].listing_id))


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def record(request: Visit, pk: int) -> HttpResponse:
    """Fill Phiếu C of a household, all at once or over several days."""
    filling = _filling(request, pk)
    if filling.paper is None:
        context = _context(filling.recognition)
        return page(request, "recognition/features.html", {**context, "versions": [], "may_fill": False})
    sheet = FeaturesSheet(filling, request.POST if request.method == "POST" else None)
    return fill(request, sheet, "recognition/features_form.html", lambda _form: _recorded(request, filling))


def _recorded(request: Visit, filling: FeaturesFilling) -> HttpResponse:
    messages.success(request, _("Đã ghi Phiếu C của hộ %(code)s.") % {"code": filling.listing.household.code})
    return redirect("features-village", filling.village.pk)


@permitted(Permission.SURVEY_ANSWER)
@require_POST
def save(request: Visit, pk: int) -> HttpResponse:
    """Save single answers of Phiếu C."""
    return save_answers(request, _filling(request, pk), FeaturesSheet.pages)


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def choose(request: Visit, pk: int) -> HttpResponse:
    """Choose between answers of Phiếu C that two people typed differently."""
    return choose_answers(request, _filling(request, pk), FeaturesSheet.pages)
