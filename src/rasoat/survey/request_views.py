"""Pages of requests: keying a paper, the commune's desk for those filed on the web, the village head's confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import as_told, carry_out, in_words, language, page
from rasoat.errors import Refused
from rasoat.roster.models import Household
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail, village_trail
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.rounds.states import VillageState
from rasoat.survey.forms import PlainForm
from rasoat.survey.listing import current_list
from rasoat.survey.models import Request
from rasoat.survey.paper import NAME, REASON
from rasoat.survey.queries import with_heads
from rasoat.survey.request_forms import IntakeForm, PaperForm, RefuseForm, TakeInForm, with_more_rows
from rasoat.survey.request_queries import described, from_roster, lines, matches
from rasoat.survey.requests import (
    ConfirmRequest,
    ReceiveRequest,
    RefuseRequest,
    TakeInRequest,
    form_of,
)


@permitted(Permission.REQUEST_RECEIVE)
@require_http_methods(["GET", "POST"])
def receive(request: Visit, pk: int) -> HttpResponse:
    """Key a request on paper: first the household, then what stands on the paper; ``?mau=1b`` to be escaped."""
    village = find(request, _villages(), pk=pk)
    key = request.GET.get("mau", Request.Form.ADDED)
    try:
        form = form_of(village.round, key)
    except Refused as error:
        messages.error(request, in_words(error))
        return redirect("village", pk)
    on_it = current_list(village)
    living = Household.objects.living().filter(village=village.unit_id)
    households = with_heads(on_it if key == Request.Form.ESCAPED else living.exclude(pk__in=on_it))
    wanted = request.POST.get("household") or request.GET.get("ho", "")
    chosen = households.filter(pk=wanted).first() if _is_key(wanted) else None
    context = {
        "round": village.round,
        "village": village,
        "mau": key,
        "heading": form.title(language()),
        "households": households,
        "chosen": chosen,
        "crumbs": village_trail(village, _("Nhận giấy đề nghị")),
    }
    if chosen is None:
        return page(request, "survey/request_household.html", context)
    day = today(village.round)
    data = request.POST if request.method == "POST" and "more" not in request.POST else None
    start = with_more_rows(request.POST) if "more" in request.POST else from_roster(form, chosen)
    paper = PaperForm(form, data, day=day, complete=False, initial=start)
    for name in (NAME, REASON):
        if name in paper.fields:
            paper.fields[name].required = True
    intake = IntakeForm(
        data,
        households=households,
        confirmation=bool(village.round.rules.request_needs_village_head),
        initial={"household": chosen.pk, "received_on": day, **(start if "more" in request.POST else {})},
    )
    if data is not None and paper.is_valid() & intake.is_valid():
        got = carry_out(intake, lambda typed: _received(request, village, key, paper, typed))
        if got is not None:
            told = _("Đã nhận giấy đề nghị, số biên nhận %(receipt)s.") % {"receipt": got.receipt}
            messages.success(request, told)
            return redirect("request", got.pk)
    return page(request, "survey/request_paper.html", {**context, "paper": paper, "intake": intake})


def _is_key(typed: str) -> bool:
    return len(typed) == 36 and all(letter in "0123456789abcdef-" for letter in typed)


def _villages() -> Any:
    return VillageRound.objects.select_related("unit", "round__unit", "commune__unit", "commune__round")


def _received(
    request: Visit, village: VillageRound, key: str, paper: PaperForm, typed: Any
) -> ReceiveRequest:
    answers = paper.answers
    return ReceiveRequest(
        actor=request.user,
        village=village,
        form=key,
        applicant=answers[NAME],
        reason=answers.get(REASON, "") or paper.form.title_vi,
        answers=answers,
        members=paper.members,
        **typed,
    )


@permitted(Permission.REQUEST_RECEIVE)
@require_GET
def desk(request: Visit, pk: int) -> HttpResponse:
    """The requests a commune has received: those that wait first."""
    commune = find(request, CommuneRound.objects.select_related("unit", "round__unit"), pk=pk)
    rows = commune.requests.select_related("village__unit", "household").order_by("-received_on", "-pk")
    waiting = rows.filter(state=Request.State.WAITING).order_by("received_on", "pk")
    context = {
        "round": commune.round,
        "commune": commune,
        "waiting": waiting,
        "decided": rows.exclude(state=Request.State.WAITING)[:200],
        "needs_head": bool(commune.round.rules.request_needs_village_head),
        "crumbs": commune_trail(commune, _("Giấy đề nghị")),
    }
    return page(request, "survey/requests.html", context)


def found_request(request: Visit, pk: int) -> Request:
    """Return the request inside the visitor's area: that of its commune, or of the village it is about."""
    rows = Request.objects.select_related(
        "commune__unit", "commune__round__unit", "village__unit", "household", "listing", "decided_by"
    )
    return find(request, rows, pk=pk)


@permitted(Permission.REQUEST_RECEIVE)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One request: what stands on it, which households fit, and what the officer may do with it."""
    return _show(request, found_request(request, pk))


def _show(request: Visit, found: Request, **tried: Any) -> HttpResponse:
    round_, search = found.commune.round, request.GET.get("tim", "").strip()[:100]
    waiting = found.state == Request.State.WAITING and request.access.may(
        request.permission, found.commune.unit
    )
    context: dict[str, Any] = {
        "round": round_,
        "found": found,
        "lines": lines(form_of(round_, found.form), found, language()),
        "columns": form_of(round_, found.form).members,
        "members": [list(member.values()) for member in found.members],
        "title": form_of(round_, found.form).title(language()),
        "waiting": waiting,
        "search": search,
        "needs_head": bool(round_.rules.request_needs_village_head),
        "late_for_list": waiting
        and found.village is not None
        and found.village.state != VillageState.LISTING,
        "crumbs": commune_trail(found.commune, found.receipt),
    }
    if waiting:
        context |= {"take_in": _take_in_form(found, search=search), "refuse": RefuseForm()}
    return page(request, "survey/request.html", {**context, **tried})


def _take_in_form(found: Request, data: Any = None, search: str = "") -> TakeInForm:
    # What is posted is looked for in the whole commune: the search that showed it is not posted along.
    fitting = matches(found, search)
    if data is not None:
        fitting = Household.objects.living().filter(village__in=found.commune.villages.values("unit"))
    labels = described(fitting) if data is None else described(matches(found, search))
    wanted = found.commune.round.rules.request_needs_village_head and not found.confirmed_by_village_head
    start = {"household": next(iter(labels))} if len(labels) == 1 else {}
    return TakeInForm(data, households=fitting, labels=labels, confirmation=bool(wanted), initial=start)


@permitted(Permission.REQUEST_RECEIVE)
@require_POST
def take_in(request: Visit, pk: int) -> HttpResponse:
    """Match a waiting request with a household and put it on the list."""
    found = found_request(request, pk)
    form = _take_in_form(found, request.POST)
    taken = carry_out(form, lambda typed: TakeInRequest(actor=request.user, request=found, **typed))
    if taken is None:
        shown = _take_in_form(found)
        form.fields["household"].widget.choices = shown.fields["household"].widget.choices
        return _show(request, found, take_in=form)
    told = _("Đã tiếp nhận giấy %(receipt)s cho hộ %(code)s.")
    messages.success(request, told % {"receipt": taken.receipt, "code": taken.household})
    return redirect("request", pk)


@permitted(Permission.REQUEST_RECEIVE)
@require_POST
def refuse(request: Visit, pk: int) -> HttpResponse:
    """Do not take a waiting request in, with a reason."""
    found, form = found_request(request, pk), RefuseForm(request.POST)
    refused = carry_out(
        form, lambda typed: RefuseRequest(actor=request.user, request=found, **typed), {"N011": "reason"}
    )
    if refused is None:
        return _show(request, found, refuse=form)
    messages.success(request, _("Đã ghi lý do; người dân đọc được khi tra cứu biên nhận."))
    return redirect("request", pk)


@permitted(Permission.REQUEST_CONFIRM)
@require_http_methods(["GET", "POST"])
def confirm(request: Visit, pk: int) -> HttpResponse:
    """The requests of a village that wait for its head's confirmation."""
    village = find(request, _villages(), pk=pk)
    form = PlainForm(request.POST if request.method == "POST" else None)
    rows = village.requests.waiting().filter(confirmed_by_village_head=False)
    rows = rows.select_related("commune__round", "commune__unit", "village__unit")
    if request.method == "POST":
        found = rows.filter(pk=_whole(request.POST.get("request", ""))).first()
        if found is None:
            form.is_valid()
            form.add_error(None, as_told(Refused("N010", receipt="–", state="–")))
        elif carry_out(form, lambda _typed: ConfirmRequest(actor=request.user, request=found)) is not None:
            messages.success(request, _("Đã xác nhận giấy %(receipt)s.") % {"receipt": found.receipt})
            return redirect("requests-confirm", pk)
    context = {
        "round": village.round,
        "village": village,
        "rows": rows,
        "form": form,
        "crumbs": village_trail(village, _("Xác nhận giấy đề nghị")),
    }
    return page(request, "survey/requests_confirm.html", context)


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 15 else 0
