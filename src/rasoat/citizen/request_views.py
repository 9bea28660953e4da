"""Filing a request on the public pages: where one lives, which form, what stands on it, and the receipt."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.audit.action import Action
from rasoat.audit.desk import DeskForm, carry_out, language, page
from rasoat.audit.receipt import code_of
from rasoat.citizen.door import open_to_all
from rasoat.errors import Refused, sentence
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.rounds.states import RoundState, VillageState
from rasoat.survey.models import Request
from rasoat.survey.paper import NAME, REASON
from rasoat.survey.request_forms import PaperForm, with_more_rows
from rasoat.survey.requests import FileRequest, form_of
from rasoat.text_vi import fold
from rasoat.yearround.actions import SendCase
from rasoat.yearround.models import Case

REQUESTS_AN_HOUR = 40
MOST_PLACES = 40


def _open_communes() -> Any:
    rows = CommuneRound.objects.filter(round__state=RoundState.OPEN)
    return rows.select_related("unit__parent", "round__unit").order_by("unit__path", "-round__reference_date")


@open_to_all(kept=True)
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """The communes in which a review is open, to be searched by name."""
    search = request.GET.get("tim", "").strip()[:100]
    found = [row for row in _open_communes() if fold(search) in fold(str(row.unit))]
    context = {"communes": found[:MOST_PLACES], "more": len(found) > MOST_PLACES, "search": search}
    return render(request, "citizen/places.html", context)


def _commune(pk: int) -> CommuneRound:
    found: CommuneRound | None = _open_communes().filter(pk=pk).first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


@open_to_all(kept=True)
@require_GET
def commune(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms of a commune's review."""
    found = _commune(pk)
    known = found.round.rules.forms
    kinds = [(key, known[key].title(language())) for key in Request.Form.values if key in known]
    return render(request, "citizen/commune.html", {"round": found.round, "commune": found, "kinds": kinds})


class _VillageField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.unit)


class VillageForm(DeskForm):
    """The village somebody lives in."""

    village = _VillageField(
        queryset=VillageRound.objects.none(),
        label=gettext_lazy("Thôn, tổ dân phố nơi ở"),
        error_messages={"required": gettext_lazy("Hãy chọn thôn nơi hộ đang ở.")},
    )

    def __init__(self, commune: CommuneRound, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = commune.villages.select_related("unit")
        field.empty_label = _("Chọn thôn …")


@open_to_all(door="request", an_hour=REQUESTS_AN_HOUR)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """File a request: the answer is the receipt with its code; the same form sent twice gives the same receipt."""
    found = _commune(pk)
    try:
        paper_form = form_of(found.round, form)
    except Refused as error:
        raise Http404(str(error)) from error
    more = "more" in request.POST
    data = request.POST if request.method == "POST" and not more else None
    start = with_more_rows(request.POST) if more else {"village": request.GET.get("thon", "")}
    paper = PaperForm(paper_form, data, day=today(found.round), initial=start)
    where = VillageForm(found, data, initial=start)
    if data is not None and paper.is_valid() & where.is_valid():
        filed = carry_out(where, lambda typed: _filed(found, form, paper, typed["village"]))
        if filed is not None:
            context = {"round": found.round, "filed": filed, "code": code_of(filed.receipt)}
            return render(request, "citizen/filed.html", {**context, "in_year": isinstance(filed, Case)})
    context = {
        "round": found.round,
        "commune": found,
        "title": paper_form.title(language()),
        "paper": paper,
        "where": where,
    }
    return page(request, "citizen/request.html", context)


def _filed(commune: CommuneRound, form: str, paper: PaperForm, village: VillageRound) -> Action[Any]:
    """While the village makes its list, a request of the round; otherwise one of the year."""
    village.commune, village.round = commune, commune.round
    sent_as = paper.cleaned_data.get("sent_as") or uuid.uuid4()
    if village.state == VillageState.LISTING:
        return FileRequest(
            village=village, form=form, answers=paper.answers, members=paper.members, sent_as=sent_as
        )
    return SendCase(
        village=village,
        kind=form,
        applicant=paper.answers[NAME],
        reason=paper.answers.get(REASON, "").strip() or form_of(commune.round, form).title_vi,
        received_on=today(commune.round),
        channel=Case.Channel.WEB,
        answers=paper.answers,
        members=paper.members,
        sent_as=sent_as,
    )
