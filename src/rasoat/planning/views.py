"""Pages of plans: the plans of a round, one plan, its form; and the last days from above."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import DeskForm, carry_out, page
from rasoat.errors import sentence
from rasoat.planning.forms import ReturnForm, StepDaysForm, days_of, plan_form
from rasoat.planning.models import OPEN_PLANS, Plan, PlanState
from rasoat.planning.plans import ApprovePlan, DraftPlan, ReturnPlan, SetLastDays, SubmitPlan
from rasoat.planning.queries import planning_units, plans_of, units_for
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import Crumb, round_trail
from rasoat.rounds.models import Round
from rasoat.rounds.queries import Calendar, find_round
from rasoat.rounds.states import RoundState


@permitted(Permission.PLAN_VIEW)
@require_GET
def index(request: Visit, pk: int) -> HttpResponse:
    """The plans of a round: who has one, who has not, and what is to be done."""
    return _index_page(request, find_round(request, pk))


def _index_page(request: Visit, round_: Round, **tried: Any) -> HttpResponse:
    plans = {plan.unit_id: plan for plan in plans_of(round_, scope(request))}
    seen = {unit.pk: unit for unit in planning_units(round_) if request.access.may(request.permission, unit)}
    for plan in plans.values():
        seen.setdefault(plan.unit_id, plan.unit)
    units = sorted(seen.values(), key=lambda unit: unit.path)
    live = round_.state == RoundState.OPEN
    above = _above(request, round_) if live else None
    context = {
        "round": round_,
        "rows": [(unit, plans.get(unit.pk)) for unit in units],
        "approved": sum(p.state == PlanState.APPROVED for p in plans.values()),
        "mine": units_for(request.access, Permission.PLAN_MAKE, round_) if live else [],
        "limits": Calendar(round_).above(round_.unit),
        "above": above,
        "limit_form": StepDaysForm(initial=_last_days(round_, above)) if above else None,
        "crumbs": round_trail(round_, _("Kế hoạch")),
        **tried,
    }
    return page(request, "planning/plans.html", context)


def _above(request: Visit, round_: Round) -> Unit | None:
    """The unit above the round for which the visitor sets last days."""
    unit = round_.unit.parent
    return unit if unit is not None and request.access.may(Permission.PLAN_LIMIT, unit) else None


def _last_days(round_: Round, above: Unit) -> dict[str, Any]:
    return days_of(round_.deadlines.filter(unit=above))


@permitted(Permission.PLAN_LIMIT)
@require_POST
def last_days(request: Visit, pk: int) -> HttpResponse:
    """Set the last days from above."""
    round_ = find_round(request, pk)
    above = _above(request, round_)
    if above is None:
        raise Http404(f"A003 {sentence('A003')}")
    form = StepDaysForm(request.POST)
    set_ = carry_out(
        form, lambda _typed: SetLastDays(actor=request.user, round=round_, above=above, days=form.days())
    )
    if set_ is None:
        return _index_page(request, round_, limit_form=form)
    messages.success(request, _("Đã đặt hạn cho cấp dưới. Kế hoạch lập sau không được quá các hạn này."))
    return redirect("plans", pk)


@permitted(Permission.PLAN_MAKE)
@require_http_methods(["GET", "POST"])
def draft(request: Visit, pk: int, code: str) -> HttpResponse:
    """Write the plan of one's own unit."""
    round_ = find_round(request, pk)
    unit = next((u for u in units_for(request.access, Permission.PLAN_MAKE, round_) if u.code == code), None)
    if unit is None:
        raise Http404(f"A003 {sentence('A003')}")
    calendar = Calendar(round_)
    plan = Plan.objects.filter(round=round_, unit=unit, state__in=OPEN_PLANS).first()
    earlier = plan or Plan.objects.filter(round=round_, unit=unit).first()
    form = plan_form(request.POST or None, earlier, calendar.above(unit), days_of(calendar.of(unit).values()))
    if request.method == "POST":
        kept = carry_out(
            form,
            lambda typed: DraftPlan(
                actor=request.user,
                round=round_,
                at=unit,
                purpose=typed["purpose"],
                days=form.days(),
                persons=form.persons(),
                funds=form.funds(),
            ),
        )
        if kept is not None:
            messages.success(request, _("Đã lưu bản soạn. Khi xong, hãy trình phê duyệt."))
            return redirect("plan", kept.pk)
    context = {
        "round": round_,
        "unit": unit,
        "form": form,
        "plan": plan,
        "crumbs": _trail(round_, str(unit)),
    }
    return page(request, "planning/draft.html", context)


def _trail(round_: Round, last: str) -> list[Crumb]:
    return [*round_trail(round_)[:1], Crumb(_("Kế hoạch"), reverse("plans", args=[round_.pk])), Crumb(last)]


def find_plan(request: Visit, pk: int) -> Plan:
    """Return a plan of the visitor's area, or of a unit above it."""
    rows = Plan.objects.filter(scope(request).around("unit__path"), pk=pk)
    found = rows.select_related("unit__parent", "round__unit", "document", "made_by", "decided_by").first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


@permitted(Permission.PLAN_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One plan."""
    return _plan_page(request, find_plan(request, pk))


def _plan_page(request: Visit, plan: Plan, **tried: Any) -> HttpResponse:
    live = plan.round.state == RoundState.OPEN
    own = live and plan.unit.path in request.access.scope(Permission.PLAN_MAKE).paths
    decides = live and plan.unit.path in request.access.scope(Permission.PLAN_APPROVE).paths
    funds = list(plan.funds.all())
    context = {
        "round": plan.round,
        "plan": plan,
        "steps": sorted(plan.steps.all(), key=lambda each: each.due_on),
        "persons": plan.persons.all(),
        "funds": funds,
        "total": sum(fund.amount for fund in funds),
        "may_edit": own and plan.state != PlanState.SUBMITTED,
        "may_submit": own and plan.state in (PlanState.DRAFT, PlanState.RETURNED),
        "may_decide": decides and plan.state == PlanState.SUBMITTED,
        "may_read_documents": request.access.may(Permission.DOCUMENT_VIEW, plan.unit),
        "day": today(plan.round),
        "step_form": DeskForm(),
        "return_form": ReturnForm(),
        "crumbs": _trail(plan.round, str(plan.unit)),
        **tried,
    }
    return page(request, "planning/plan.html", context)


@permitted(Permission.PLAN_MAKE)
@require_POST
def submit(request: Visit, pk: int) -> HttpResponse:
    """Submit a plan."""
    plan, form = find_plan(request, pk), DeskForm(request.POST)
    if carry_out(form, lambda _typed: SubmitPlan(actor=request.user, plan=plan)) is None:
        return _plan_page(request, plan, step_form=form)
    messages.success(request, _("Đã trình kế hoạch. Người có thẩm quyền sẽ phê duyệt hoặc trả lại."))
    return redirect("plan", pk)


@permitted(Permission.PLAN_APPROVE)
@require_POST
def approve(request: Visit, pk: int) -> HttpResponse:
    """Approve a plan."""
    plan, form = find_plan(request, pk), DeskForm(request.POST)
    if carry_out(form, lambda _typed: ApprovePlan(actor=request.user, plan=plan)) is None:
        return _plan_page(request, plan, step_form=form)
    messages.success(request, _("Đã phê duyệt. Lịch của kế hoạch có hiệu lực từ bây giờ."))
    return redirect("plan", pk)


@permitted(Permission.PLAN_APPROVE)
@require_POST
def give_back(request: Visit, pk: int) -> HttpResponse:
    """Return a plan with the reason."""
    plan, form = find_plan(request, pk), ReturnForm(request.POST)
    made = carry_out(
        form, lambda typed: ReturnPlan(actor=request.user, plan=plan, **typed), {"P013": "remark"}
    )
    if made is None:
        return _plan_page(request, plan, return_form=form)
    messages.warning(request, _("Đã trả lại kế hoạch kèm lý do."))
    return redirect("plan", pk)
