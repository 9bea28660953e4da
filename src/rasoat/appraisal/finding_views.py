"""Pages of findings: of a commune, one with its steps, and the list that is followed up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.appraisal.findings import CloseFinding, MendFinding, OrderMending, RaiseFinding, ReopenFinding
from rasoat.appraisal.forms import CloseForm, MendForm, OrderForm, RaiseForm, ReopenForm
from rasoat.appraisal.models import Finding
from rasoat.appraisal.people import menders
from rasoat.appraisal.queries import compared
from rasoat.appraisal.seen import seen_findings, sees_sample
from rasoat.audit.action import Action
from rasoat.audit.desk import carry_out, page
from rasoat.errors import sentence
from rasoat.meeting.queries import heads_of
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.queries import find_commune
from rasoat.rounds.states import CommuneState, FindingState, RoundState


class Followed(NamedTuple):
    """A finding in a list, and by how many days it is late (0: in time)."""

    finding: Finding
    late: int


def followed(rows: Any, day: Callable[[Finding], date]) -> list[Followed]:
    """Return findings as they are followed up: the latest first, then by due day, the closed ones last."""
    found = [Followed(row, _late(row, day(row))) for row in rows]
    end = date.max
    return sorted(
        found,
        key=lambda each: (
            each.finding.state == FindingState.CLOSED, -each.late, each.finding.due_on or end, each.finding.pk,
        ),
    )  # fmt: skip


def _late(finding: Finding, day: date) -> int:
    waits = finding.state == FindingState.ORDERED and finding.due_on is not None
    return max((day - finding.due_on).days, 0) if waits and finding.due_on else 0


def _rows(request: Visit) -> Any:
    return seen_findings(request).select_related(
        "commune__unit__parent",
        "commune__round__unit",
        "village__unit",
        "village__commune__unit",
        "listing__household",
        "responsible",
        "raised_by",
        "mended_by",
    )


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def follow_up(request: Visit) -> HttpResponse:
    """Every finding of the visitor's area that is not closed, the late ones first."""
    rows = _rows(request).exclude(state=FindingState.CLOSED)
    found = followed(rows, lambda row: today(row.commune.round))
    context = {"rows": found, "late": sum(bool(row.late) for row in found)}
    return page(request, "appraisal/follow_up.html", context)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def of_commune(request: Visit, pk: int) -> HttpResponse:
    """The findings of a commune."""
    return _commune_page(request, find_commune(request, pk))


@permitted(Permission.INSPECTION_RECORD)
@require_POST
def write(request: Visit, pk: int) -> HttpResponse:
    """Write a finding down."""
    commune = find_commune(request, pk)
    form = _raise_form(commune, request.POST)
    found = carry_out(
        form, lambda typed: RaiseFinding(actor=request.user, commune=commune, **typed), {"P711": "text"}
    )
    if found is None:
        return _commune_page(request, commune, raise_form=form)
    messages.success(request, _("Đã ghi phát hiện số %(n)s.") % {"n": found.number})
    return redirect("finding", found.pk)


def _raise_form(commune: CommuneRound, data: Any = None) -> RaiseForm:
    report = commune.reports.order_by("number").last()
    done = [(row.inspection.listing, row.head) for row in compared(report) if row.now] if report else []
    return RaiseForm(data, villages=commune.villages.select_related("unit"), households=done)


def _commune_page(request: Visit, commune: CommuneRound, **forms: Form) -> HttpResponse:
    rows = _rows(request).filter(commune=commune)
    context: dict[str, Any] = {
        "commune": commune,
        "round": commune.round,
        "crumbs": commune_trail(commune, _("Phát hiện, kiến nghị")),
        "rows": followed(rows, lambda _row: today(commune.round)),
        "sees_sample": sees_sample(request, commune, commune.reports.order_by("number").last()),
    }
    live = commune.state in (CommuneState.COLLECTING, CommuneState.REPORTED)
    if live and _inspects(request, commune):
        context["raise_form"] = _raise_form(commune)
    return page(request, "appraisal/findings.html", {**context, **forms})


def _inspects(request: Visit, commune: CommuneRound) -> bool:
    is_open = commune.round.state == RoundState.OPEN
    return is_open and request.access.may(Permission.INSPECTION_RECORD, commune.unit)


def _finding(request: Visit, pk: int) -> Finding:
    found: Finding | None = _rows(request).filter(pk=pk).first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One finding, all that happened, and the next step."""
    return _page(request, _finding(request, pk))


class Taken(NamedTuple):
    """What the button of a step does: its form, its action, the fields of its errors, and what is told."""

    form: Callable[..., Any]
    action: Callable[..., Action[Finding]]
    fields: dict[str, str]
    told: str


def _order_form(finding: Finding, *args: Any, **kwargs: Any) -> OrderForm:
    return OrderForm(*args, people=menders(finding.commune.unit), **kwargs)


def _step(request: Visit, pk: int, name: str, taken: Taken) -> HttpResponse:
    finding = _finding(request, pk)
    form = taken.form(finding, request.POST, request.FILES)
    done = carry_out(
        form, lambda typed: taken.action(actor=request.user, finding=finding, **typed), taken.fields
    )
    if done is None:
        return _page(request, _finding(request, pk), **{name: form})
    messages.success(request, taken.told)
    return redirect("finding", pk)


@permitted(Permission.INSPECTION_RECORD)
@require_POST
def order(request: Visit, pk: int) -> HttpResponse:
    """Order it to be mended."""
    fields = {"P711": "order", "P713": "due_on", "P714": "responsible"}
    return _step(
        request, pk, "order_form", Taken(_order_form, OrderMending, fields, _("Đã yêu cầu khắc phục."))
    )


@permitted(Permission.FINDING_MEND)
@require_POST
def mend(request: Visit, pk: int) -> HttpResponse:
    """Tell that it is mended."""
    told = _("Đã báo khắc phục; chờ người khác xác nhận.")
    return _step(request, pk, "mend_form", Taken(_plain(MendForm), MendFinding, {"P711": "reply"}, told))


@permitted(Permission.INSPECTION_RECORD)
@require_POST
def close(request: Visit, pk: int) -> HttpResponse:
    """Confirm it."""
    return _step(
        request,
        pk,
        "close_form",
        Taken(_plain(CloseForm), CloseFinding, {}, _("Đã xác nhận khắc phục xong.")),
    )


@permitted(Permission.INSPECTION_RECORD)
@require_POST
def reopen(request: Visit, pk: int) -> HttpResponse:
    """Ask again."""
    fields = {"P711": "reason", "P713": "due_on"}
    told = _("Đã yêu cầu khắc phục lại.")
    return _step(request, pk, "reopen_form", Taken(_plain(ReopenForm), ReopenFinding, fields, told))


def _plain(form: type[Any]) -> Callable[..., Any]:
    return lambda _finding, *args, **kwargs: form(*args, **kwargs)


def _page(request: Visit, finding: Finding, **forms: Form) -> HttpResponse:
    commune, day = finding.commune, today(finding.commune.round)
    heads = heads_of([finding.listing.household_id]) if finding.listing else {}
    context: dict[str, Any] = {
        "finding": finding,
        "commune": commune,
        "round": commune.round,
        "crumbs": commune_trail(commune, _("Phát hiện %(n)s") % {"n": finding.number}),
        "late": _late(finding, day),
        "head": next(iter(heads.values()), ("", ""))[0],
        "notes": finding.notes.select_related("by", "attachment"),
        **_next_forms(request, finding),
    }
    return page(request, "appraisal/finding.html", {**context, **forms})


def _next_forms(request: Visit, finding: Finding) -> dict[str, Form]:
    """Return the forms of the steps that the visitor may take now."""
    inspects, state = _inspects(request, finding.commune), finding.state
    live = finding.commune.state in (CommuneState.COLLECTING, CommuneState.REPORTED)
    found: dict[str, Form] = {}
    if inspects and state == FindingState.OPEN:
        found["order_form"] = _order_form(finding)
    if finding.responsible_id == request.user.pk and state == FindingState.ORDERED:
        found["mend_form"] = MendForm()
    another = finding.mended_by_id != request.user.pk
    if inspects and another and state == FindingState.MENDED:
        found["close_form"] = CloseForm()
    if inspects and another and live and state in (FindingState.MENDED, FindingState.CLOSED):
        found["reopen_form"] = ReopenForm()
    return found
