"""Pages that record what happens to a household."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.action import Action
from rasoat.audit.desk import carry_out, page
from rasoat.roster.actions import AddMember, MergeHousehold, MoveOut, RemoveMember, SplitHousehold
from rasoat.roster.forms import EventForm, LeaveForm, MergeForm, PersonForm, SplitForm
from rasoat.roster.models import Household
from rasoat.rounds.crumbs import Crumb


class EventPage(NamedTuple):
    """The words, the form and the action of one kind of event."""

    title: Any
    button: Any
    form: type[EventForm]
    action: Callable[..., Action[Any]]


EVENTS: dict[str, EventPage] = {
    "sinh": EventPage(
        gettext_lazy("Sinh con"), gettext_lazy("Ghi trẻ mới sinh"), PersonForm, partial(AddMember, birth=True)
    ),
    "vao-ho": EventPage(
        gettext_lazy("Có người vào hộ"), gettext_lazy("Ghi người vào hộ"), PersonForm, AddMember
    ),
    "chet": EventPage(
        gettext_lazy("Có người chết"),
        gettext_lazy("Ghi người chết"),
        LeaveForm,
        partial(RemoveMember, death=True),
    ),
    "ra-khoi-ho": EventPage(
        gettext_lazy("Có người ra khỏi hộ"),
        gettext_lazy("Ghi người ra khỏi hộ"),
        LeaveForm,
        partial(RemoveMember, death=False),
    ),
    "tach-ho": EventPage(gettext_lazy("Tách hộ"), gettext_lazy("Ghi tách hộ"), SplitForm, SplitHousehold),
    "nhap-ho": EventPage(
        gettext_lazy("Nhập vào hộ khác"), gettext_lazy("Ghi nhập hộ"), MergeForm, MergeHousehold
    ),
    "chuyen-di": EventPage(
        gettext_lazy("Cả hộ chuyển đi"), gettext_lazy("Ghi hộ chuyển đi"), EventForm, MoveOut
    ),
}


@permitted(Permission.ROSTER_EDIT)
@require_http_methods(["GET", "POST"])
def event(request: Visit, pk: Any, kind: str) -> HttpResponse:
    """Record one event of a household."""
    if kind not in EVENTS:
        raise Http404
    found = EVENTS[kind]
    household = find(request, Household.objects.select_related("village__parent"), pk=pk)
    form = found.form(request.POST or None, household=household)
    if request.method == "POST":
        done = carry_out(
            form, lambda _typed: found.action(actor=request.user, household=household, **form.facts())
        )
        if done is not None:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": found.title})
            return redirect("household", household.pk)
    back = Crumb(_("Hộ %(code)s") % {"code": household.code}, reverse("household", args=[household.pk]))
    crumbs = [Crumb(str(household.village)), back, Crumb(str(found.title))]
    context = {"household": household, "form": form, "event": found, "kind": kind, "crumbs": crumbs}
    return page(request, "roster/event.html", context)
