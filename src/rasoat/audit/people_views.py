"""Accounts and roles: see, create, grant, end. Nobody touches his own."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Unit
from rasoat.audit.desk import carry_out, page, sheet
from rasoat.audit.forms import EndForm, PersonForm, RoleForm
from rasoat.audit.people import CreateUser, EndRole, GrantRole
from rasoat.audit.queries import found_by, people_within
from rasoat.errors import sentence

GRANTED = {"P060": "role", "P062": "at"}


@permitted(Permission.PEOPLE_MANAGE)
@require_GET
def index(request: Visit) -> HttpResponse:
    """The people of the visitor's area."""
    text, role = request.GET.get("tim", ""), request.GET.get("vai-tro", "")
    people = found_by(
        people_within(scope(request), request.access.on), text, role if role in Role.values else ""
    )
    found = sheet(request, people, 100)
    context = {"people": found, "page": found, "text": text, "role": role, "roles": Role.choices}
    return page(request, "audit/people.html", context)


@permitted(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "POST"])
def create(request: Visit) -> HttpResponse:
    """A new account."""
    units = _units(request)
    form = PersonForm(request.POST or None, units=units)
    if request.method == "POST":
        person = carry_out(form, lambda typed: CreateUser(actor=request.user, **typed), {"P063": "username"})
        if person is not None:
            told = _("Đã tạo tài khoản %(name)s. Bây giờ hãy giao vai trò.")
            messages.success(request, told % {"name": person.full_name})
            return redirect("person", person.pk)
    return page(request, "audit/person_new.html", {"form": form})


@permitted(Permission.PEOPLE_MANAGE)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One person and his roles."""
    return _page(request, _person(request, pk))


@permitted(Permission.PEOPLE_MANAGE)
@require_POST
def grant(request: Visit, pk: int) -> HttpResponse:
    """Give a role."""
    person = _person(request, pk)
    form = RoleForm(request.POST, units=_units(request))
    given = carry_out(form, lambda typed: GrantRole(actor=request.user, user=person, **typed), GRANTED)
    if given is None:
        return _page(request, person, role_form=form)
    messages.success(request, _("Đã giao vai trò: %(role)s.") % {"role": given})
    return redirect("person", pk)


@permitted(Permission.PEOPLE_MANAGE)
@require_POST
def end(request: Visit, pk: int) -> HttpResponse:
    """End a role on a day."""
    assignment = find(request, Assignment.objects.select_related("user", "unit"), pk=pk)
    form = EndForm(request.POST)
    ended = carry_out(form, lambda typed: EndRole(actor=request.user, assignment=assignment, **typed))
    if ended is None:
        return _page(request, assignment.user, end_form=form, ending=assignment)
    told = _("Vai trò %(role)s kết thúc ngày %(day)s.")
    messages.success(request, told % {"role": ended, "day": f"{ended.ends_on:%d/%m/%Y}"})
    return redirect("person", assignment.user_id)


def _units(request: Visit) -> list[Unit]:
    return list(Unit.objects.within(scope(request)).in_force(request.access.on))


def _person(request: Visit, pk: int) -> User:
    person = people_within(scope(request), request.access.on).filter(pk=pk).first()
    if person is None:
        raise Http404(f"A003 {sentence('A003')}")
    return person


def _page(request: Visit, person: User, **held: Form | Assignment) -> HttpResponse:
    assignments = (
        Assignment.objects.within(scope(request)).filter(user=person).select_related("unit", "granted_by")
    )
    context = {
        "person": person,
        "own": person == request.user,
        "assignments": assignments.order_by("-starts_on", "unit__path"),
        "on": request.access.on,
        "role_form": RoleForm(units=_units(request), initial={"starts_on": request.access.on}),
        "end_form": EndForm(initial={"ends_on": request.access.on}),
        **held,
    }
    return page(request, "audit/person.html", context)
