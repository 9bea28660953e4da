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
from rasoat.survey.drafting import Choice, ChooseAnswers, Saved, SaveDraft, draft_of, open_clashes
from rasoat.survey.first_shown import head_of
from rasoat.survey.forms import PlainForm
from rasoat.survey.models import Draft, Listing
from rasoat.survey.sheet_page import DraftForm, typed_of
from rasoat.survey.sheets import listing_of
from rasoat.survey.worded import Words

STANDING = "standing"


@permitted(Permission.SURVEY_ANSWER)
@require_POST
def save(request: Visit, pk: int) -> HttpResponse:
    """Save the answers a page sends while it is filled; answers with what others have written since."""
    listing = listing_of(request, pk)
    sent = DraftForm(request.POST)
    if not sent.is_valid():
        return JsonResponse({"errors": sent.errors.get_json_data()}, status=UNPROCESSABLE)
    typed = typed_of(listing, request.POST)
    try:
        saved = SaveDraft(
            actor=request.user, village=listing.village, listing=listing, typed=typed, **sent.cleaned_data
        ).run()
    except NotAllowed:
        raise
    except RasoatError as error:
        told = {"code": error.code, "sentence": error.sentence(language())}
        return JsonResponse(told, status=UNPROCESSABLE)
    return JsonResponse(_reply(listing, saved))


def _reply(listing: Listing, saved: Saved) -> dict[str, Any]:
    names = dict(
        User.objects.filter(pk__in={each.by for each in saved.others.values()}).values_list("pk", "full_name")
    )
    return {
        "revision": saved.draft.revision,
        "at": f"{timezone.localtime(saved.draft.saved_at):%H:%M}",
        "others": {name: each.value for name, each in saved.others.items()},
        "who": ", ".join(sorted(names.values())),
        "clashes": saved.clashes,
        "choose": reverse("answers-choose", args=[listing.pk]),
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


@permitted(Permission.SURVEY_ANSWER)
@require_http_methods(["GET", "POST"])
def choose(request: Visit, pk: int) -> HttpResponse:
    """Choose between answers that two people typed differently."""
    listing = listing_of(request, pk)
    draft, form = draft_of(listing), PlainForm(request.POST if request.method == "POST" else None)
    questions = _questions(listing, draft) if draft else []
    if request.method == "POST" and draft is not None:
        choices = _choices(request, questions)
        done = carry_out(
            form,
            lambda _typed: ChooseAnswers(
                actor=request.user, village=listing.village, listing=listing, draft=draft, choices=choices
            ),
        )
        if done is not None:
            messages.success(request, _("Đã ghi câu trả lời được chọn."))
            return redirect("answers-choose" if open_clashes(done) else "answers", pk)
    context = {
        "round": listing.village.round,
        "listing": listing,
        "village": listing.village,
        "head": head_of(listing),
        "form": form,
        "questions": questions,
        "crumbs": village_trail(listing.village, _("Chọn câu trả lời")),
    }
    return page(request, "survey/choose.html", context)


def _questions(listing: Listing, draft: Draft) -> list[Question]:
    words, history = Words(listing), merging.read(draft.answers)
    found: dict[str, Question] = {}
    clashes = open_clashes(draft)
    stands = {clash.name: history[clash.name][-1] for clash in clashes}
    people = User.objects.in_bulk({entry.by for entry in stands.values()})
    for clash in clashes:
        entry = stands[clash.name]
        first = Side(
            STANDING,
            words.answer(clash.name, entry.value),
            people[entry.by].full_name,
            parse_datetime(entry.at),
        )
        question = found.setdefault(
            clash.name, Question(clash.name, words.label(clash.name), entry.revision, [first])
        )
        said = words.answer(clash.name, clash.value)
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
