"""Pages of Phiếu C: the households of a village that need one, one household's form, and filling it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, language, page
from rasoat.law import Form
from rasoat.recognition.certificates import CERTIFIED
from rasoat.recognition.features import RecordFeatures, form_of, known_answers
from rasoat.recognition.features_forms import FeaturesForm, words_of
from rasoat.recognition.models import Features, Recognition
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.rounds.states import CommuneState, RoundState
from rasoat.survey.standing import head_names
from rasoat.survey.views import find_village


def recognition_of(request: Visit, pk: int) -> Recognition:
    """Return a live recognition as poor or near-poor inside the visitor's area."""
    by_season = Recognition.objects.live().filter(decision__isnull=False, result__in=CERTIFIED)
    rows = by_season.select_related(
        "household__village",
        "round__unit",
        "decision__commune__unit",
        "decision__commune__round",
        "submission__score",
    )
    return find(request, rows, pk=pk)


class Line(NamedTuple):
    """One question of Phiếu C with its answer in words."""

    label: str
    answer: str


def _lines(paper: Form, answers: Mapping[str, str]) -> list[Line]:
    return [
        Line(question.label(language()), words_of(question, answers[question.id]))
        for question in paper.questions
        if question.id in answers
    ]


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def village(request: Visit, pk: int) -> HttpResponse:
    """The recognised poor and near-poor households of a village: who has a Phiếu C, who waits for one."""
    found = find_village(request, pk)
    rows: list[Any] = list(
        Recognition.objects.filter(
            round=found.round,
            household__village=found.unit_id,
            superseded_by__isnull=True,
            decision__isnull=False,
            result__in=CERTIFIED,
        )
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
    ).get(round=recognition.round_id, unit=recognition.household.village_id)
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
    versions = [(each, _lines(paper, each.answers)) for each in filled] if paper else []
    may = _may_fill(request, context["village"].commune, context["village"])
    return page(request, "recognition/features.html", {**context, "versions": versions, "may_fill": may})


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def record(request: Visit, pk: int) -> HttpResponse:
    """Fill Phiếu C of a household."""
    recognition = recognition_of(request, pk)
    context, paper = _context(recognition), form_of(recognition.round)
    if paper is None:
        return page(request, "recognition/features.html", {**context, "versions": [], "may_fill": False})
    known = known_answers(recognition)
    sent = request.POST if request.method == "POST" else None
    form = FeaturesForm(paper, known, sent, _initial(recognition, context["head"]))
    if request.method == "POST":
        done = carry_out(form, lambda typed: _action(request, recognition, form, typed))
        if done is not None:
            messages.success(
                request, _("Đã ghi Phiếu C của hộ %(code)s.") % {"code": recognition.household.code}
            )
            return redirect("features-village", context["village"].pk)
    lines = _lines(paper, known)
    return page(request, "recognition/features_form.html", {**context, "form": form, "known": lines})


def _action(
    request: Visit, recognition: Recognition, form: FeaturesForm, typed: Mapping[str, Any]
) -> RecordFeatures:
    return RecordFeatures(
        actor=request.user,
        commune=recognition.by_season[0].commune,
        recognition=recognition,
        answers=form.answers,
        visited_on=typed["visited_on"],
        respondent=typed["respondent"],
        features_id=typed["features_id"],
    )


def _initial(recognition: Recognition, head: str) -> dict[str, Any]:
    last: Features | None = recognition.features.order_by("version").last()
    day = max(today(recognition.round), recognition.by_season[0].signed_on)
    return {**(last.answers if last else {}), "visited_on": day, "respondent": head}
