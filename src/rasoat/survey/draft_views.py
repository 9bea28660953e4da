"""Unfinished forms: single answers saved while they are typed, and the choice where two people differ."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import UNPROCESSABLE, carry_out, language, page
from rasoat.errors import NotAllowed, RasoatError
from rasoat.rounds.crumbs import village_trail
from rasoat.survey import merging
from rasoat.survey.drafting import Choice, Saved, draft_of, open_clashes
from rasoat.survey.filling import Filling, ScreenFilling, SurveyFilling
from rasoat.survey.filling_page import DraftForm, Pages, typed_of
from rasoat.survey.first_shown import head_of
from rasoat.survey.forms import PlainForm
from rasoat.survey.models import Draft
from rasoat.survey.sheet_page import ScreenSheet, Sheet
from rasoat.survey.sheets import listing_of, listing_to_save

STANDING = "standing"


@permitted(Permission.SURVEY_ANSWER)
@require_POST
def save(request: Visit, pk: int) -> HttpResponse:
    """Save single answers of Phiếu B."""
    return save_answers(request, SurveyFilling(listing_to_save(request, pk)), Sheet.pages)


@permitted(Permission.LIST_BUILD)
@require_POST
def save_screen(request: Visit, pk: int) -> HttpResponse:
    """Save single answers of Phiếu A."""
    return save_answers(request, ScreenFilling(listing_to_save(request, pk)), ScreenSheet.pages)


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def choose(request: Visit, pk: int) -> HttpResponse:
    """Choose between answers of Phiếu B that two people typed differently."""
    return choose_answers(request, SurveyFilling(listing_of(request, pk)), Sheet.pages)


@permitted(Permission.LIST_BUILD)
@require_http_methods(["GET", "POST"])
def choose_screen(request: Visit, pk: int) -> HttpResponse:
    """Choose between answers of Phiếu A that two people typed differently."""
    return choose_answers(request, ScreenFilling(listing_of(request, pk)), ScreenSheet.pages)


def save_answers(request: Visit, filling: Filling, pages: Pages) -> HttpResponse:
    """Save the answers a page sends while it is filled; answers with what others have written since."""
    sent = DraftForm(request.POST)
    if not sent.is_valid():
        return JsonResponse({"errors": sent.errors.get_json_data()}, status=UNPROCESSABLE)
    typed = typed_of(filling, request.POST)
    try:
        saved = pages.saving(actor=request.user, filling=filling, typed=typed, **sent.cleaned_data).run()
    except NotAllowed:
        raise
    except RasoatError as error:
        told = {"code": error.code, "sentence": error.sentence(language())}
        return JsonResponse(told, status=UNPROCESSABLE)
    return JsonResponse(_reply(filling, pages, saved))


def _reply(filling: Filling, pages: Pages, saved: Saved) -> dict[str, Any]:
    writers = {each.by for each in saved.others.values()}
    names = User.objects.filter(pk__in=writers).values_list("full_name", flat=True) if writers else []
    return {
        "revision": saved.draft.revision,
        "at": f"{timezone.localtime(saved.draft.saved_at):%H:%M}",
        "others": {name: each.value for name, each in saved.others.items()},
        "who": ", ".join(sorted(names)),
        "clashes": saved.clashes,
        "choose": reverse(pages.choose, args=[filling.key]),
    }


class Side(NamedTuple):
    """One of the answers to choose from: the value to send, the answer in words, who gave it and when."""

    key: str
    answer: str
    who: str
    at: Any


class Question(NamedTuple):
    """One field over which people differ: every answer given, and the revision of the one that stands."""

    name: str
    label: str
    against: int
    sides: list[Side]


def choose_answers(request: Visit, filling: Filling, pages: Pages) -> HttpResponse:
    """Show what people typed differently, and write what is chosen."""
    draft, form = draft_of(filling), PlainForm(request.POST if request.method == "POST" else None)
    questions = _questions(filling, draft) if draft else []
    if request.method == "POST" and draft is not None:
        choices = _choices(request, questions)
        done = carry_out(
            form,
            lambda _typed: pages.choosing(actor=request.user, filling=filling, draft=draft, choices=choices),
        )
        if done is not None:
            messages.success(request, _("Đã ghi câu trả lời được chọn."))
            return redirect(pages.choose if open_clashes(done) else pages.fill, filling.key)
    context = {
        "round": filling.village.round,
        "listing": filling.listing,
        "village": filling.village,
        "head": head_of(filling.listing),
        "form": form,
        "questions": questions,
        "pages": pages,
        "key": filling.key,
        "crumbs": village_trail(filling.village, _("Chọn câu trả lời")),
    }
    return page(request, "survey/choose.html", context)


def _questions(filling: Filling, draft: Draft) -> list[Question]:
    history = merging.read(draft.answers)
    found: dict[str, Question] = {}
    clashes = open_clashes(draft)
    stands = {clash.name: history[clash.name][-1] for clash in clashes}
    people = User.objects.in_bulk({entry.by for entry in stands.values()})
    for clash in clashes:
        entry = stands[clash.name]
        first = Side(
            STANDING,
            filling.answer(clash.name, entry.value),
            people[entry.by].full_name,
            parse_datetime(entry.at),
        )
        question = found.setdefault(
            clash.name, Question(clash.name, filling.label(clash.name), entry.revision, [first])
        )
        said = filling.answer(clash.name, clash.value)
        question.sides.append(Side(str(clash.pk), said, clash.typed_by.full_name, clash.typed_at))
    return list(found.values())


def _choices(request: Visit, questions: list[Question]) -> dict[int, Choice]:
    """Return the choice made for each clash of the questions that were answered."""
    choices: dict[int, Choice] = {}
    for question in questions:
        chosen, against = request.POST.get(question.name), request.POST.get(f"against-{question.name}", "")
        if chosen is None or not against.isdecimal():
            continue
        keys = [side.key for side in question.sides if side.key != STANDING]
        choices |= {int(key): Choice(chosen == key, int(against[:9])) for key in keys}
    return choices
