"""Pages of the steering committee: who sits in it, who is charged with which commune."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayForm, carry_out, page
from rasoat.errors import sentence
from rasoat.planning.committees import (
    ChargeCommune,
    DesignateCommune,
    EndCharge,
    EnterCommittee,
    IssueCharges,
)
from rasoat.planning.forms import DesignationForm, SuperviseForm, SupportForm, committee_form
from rasoat.planning.models import Charge, Committee, Designation
from rasoat.planning.queries import accounts_under, committees_of, communes_under, units_for
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import round_trail
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round
from rasoat.rounds.states import RoundState

BESIDE = {
    "P060": "user",
    "P061": "user",
    "P423": "commune",
    "P424": "ends_on",
    "P425": "member",
    "P426": "full_name",
    "P427": "commune",
    "P429": "from_on",
}


@permitted(Permission.PLAN_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """The committees that concern the visitor, their members and charges."""
    return _page(request, find_round(request, pk))


def _page(request: Visit, round_: Round, **tried: Any) -> HttpResponse:
    day, seen = today(round_), request.access.scope(Permission.PLAN_VIEW)
    committees = committees_of(round_, seen)
    unit = _kept(request, round_)
    own = next((each for each in committees if each.unit == unit), None)
    charges = Charge.objects.filter(committee__in=committees).select_related("commune", "assignment")
    hard = Designation.objects.filter(commune__in=communes_under(round_.unit, round_), from_on__lte=day)
    context: dict[str, Any] = {
        "round": round_,
        "day": day,
        "committees": [
            (
                each,
                list(each.members.filter(left_on__isnull=True).select_related("user")),
                [charge for charge in charges if charge.committee_id == each.pk],
            )
            for each in committees
        ],
        "designations": hard.exclude(until__lt=day).select_related("commune"),
        "unit": unit,
        "own": own,
        "crumbs": round_trail(round_, _("Ban Chỉ đạo, phân công")),
        **(_forms(unit, own, round_) if unit is not None else {}),
        **tried,
    }
    return page(request, "planning/committee.html", context)


def _kept(request: Visit, round_: Round) -> Unit | None:
    """The unit whose committee the visitor keeps in an open round."""
    if round_.state != RoundState.OPEN:
        return None
    return next(iter(units_for(request.access, Permission.COMMITTEE_KEEP, round_)), None)


def _forms(unit: Unit, committee: Committee | None, round_: Round) -> dict[str, Any]:
    people, communes = list(accounts_under(unit)), communes_under(unit, round_)
    forms: dict[str, Any] = {
        "committee_form": committee_form(None, committee, people),
        "designation_form": DesignationForm(communes=communes) if unit == round_.unit else None,
    }
    if committee is not None:
        members = committee.members.filter(left_on__isnull=True)
        forms |= {
            "supervise_form": SuperviseForm(members=members, communes=communes),
            "support_form": SupportForm(members=members, communes=communes, people=people),
            "end_form": DayForm(),
        }
    return forms


def _own(request: Visit, pk: int) -> tuple[Round, Unit, Committee | None]:
    round_ = find_round(request, pk)
    unit = _kept(request, round_)
    if unit is None:
        raise Http404(f"A003 {sentence('A003')}")
    return (
        round_,
        unit,
        Committee.objects.filter(round=round_, unit=unit).select_related("unit", "round").first(),
    )


@permitted(Permission.COMMITTEE_KEEP)
@require_POST
def enter(request: Visit, pk: int) -> HttpResponse:
    """Enter the committee."""
    round_, unit, committee = _own(request, pk)
    form = committee_form(request.POST, committee, accounts_under(unit))
    kept = carry_out(
        form,
        lambda typed: EnterCommittee(
            actor=request.user,
            round=round_,
            at=unit,
            decision=typed["decision"],
            decided_on=typed["decided_on"],
            seats=form.seats(),
        ),
    )
    if kept is None:
        return _page(request, round_, committee_form=form)
    messages.success(request, _("Đã ghi Ban Chỉ đạo."))
    return redirect("committee", pk)


@permitted(Permission.COMMITTEE_KEEP)
@require_POST
def supervise(request: Visit, pk: int) -> HttpResponse:
    """Charge a member of the committee with a commune."""
    return _charge(request, pk, support=False)


@permitted(Permission.COMMITTEE_KEEP)
@require_POST
def support(request: Visit, pk: int) -> HttpResponse:
    """Send named staff of an agency to a commune."""
    return _charge(request, pk, support=True)


def _charge(request: Visit, pk: int, *, support: bool) -> HttpResponse:
    round_, unit, committee = _own(request, pk)
    if committee is None:
        return _page(request, round_)
    members = committee.members.filter(left_on__isnull=True)
    offered: dict[str, Any] = {"members": members, "communes": communes_under(unit, round_)}
    form: SuperviseForm
    if support:
        form = SupportForm(request.POST, people=list(accounts_under(unit)), **offered)
    else:
        form = SuperviseForm(request.POST, **offered)
    made = carry_out(
        form,
        lambda typed: ChargeCommune(actor=request.user, committee=committee, kind=form.kind, **typed),
        BESIDE,
    )
    if made is None:
        return _page(request, round_, **{f"{form.kind.value}_form": form})
    messages.success(request, _("Đã phân công %(who)s.") % {"who": made})
    return redirect("committee", pk)


@permitted(Permission.COMMITTEE_KEEP)
@require_POST
def designate(request: Visit, pk: int) -> HttpResponse:
    """Enter that a commune is extremely difficult."""
    round_, unit, _committee = _own(request, pk)
    form = DesignationForm(request.POST, communes=communes_under(unit, round_))
    made = carry_out(form, lambda typed: DesignateCommune(actor=request.user, **typed), BESIDE)
    if made is None:
        return _page(request, round_, designation_form=form)
    messages.success(request, _("Đã ghi xã đặc biệt khó khăn: %(commune)s.") % {"commune": made.commune})
    return redirect("committee", pk)


@permitted(Permission.COMMITTEE_KEEP)
@require_POST
def end(request: Visit, pk: int) -> HttpResponse:
    """End a charge on a day."""
    rows = Charge.objects.select_related("committee__unit", "committee__round", "assignment", "commune")
    found = find(request, rows, pk=pk)
    form = DayForm(request.POST)
    ended = carry_out(
        form, lambda typed: EndCharge(actor=request.user, charge=found, ends_on=typed["day"]), {"P428": "day"}
    )
    if ended is None:
        return _page(request, found.committee.round, end_form=form, ending=found)
    messages.success(request, _("Phân công kết thúc ngày %(day)s.") % {"day": f"{ended.ends_on:%d/%m/%Y}"})
    return redirect("committee", found.committee.round_id)


@permitted(Permission.COMMITTEE_KEEP)
@require_POST
def print_charges(request: Visit, pk: int) -> HttpResponse:
    """Issue the list of charges as a paper."""
    round_, _unit, committee = _own(request, pk)
    if committee is None:
        return _page(request, round_)
    return redirect("document", IssueCharges(actor=request.user, committee=committee).run().pk)
