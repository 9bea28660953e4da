"""Pages of complaints: receive, see, assign a re-check, re-check, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page, sheet
from rasoat.meeting.queries import heads_of
from rasoat.posting.actions import AssignRecheck, DecideComplaint, NameHousehold, ReceiveComplaint, SetDue
from rasoat.posting.forms import AssignForm, ComplaintForm, DecideForm, DueForm, HouseholdForm
from rasoat.posting.models import Complaint
from rasoat.posting.queries import complaints_of, in_order, recheckers, surveyed
from rasoat.posting.views import village_of
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import RoundState
from rasoat.survey.models import Listing

RECEIVED = {"P003": "received_on", "P004": "received_on", "P028": "listing", "P029": "text", "K010": "text"}
DECIDED = {"P003": "decided_on", "P004": "decided_on", "P034": "answer"}


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def index(request: Visit, pk: int | None = None) -> HttpResponse:
    """Every complaint in the visitor's area, or of one village; those not yet answered first."""
    village = village_of(request, pk) if pk is not None else None
    rows = complaints_of(Complaint.objects.within(scope(request)))
    if village is not None:
        rows = rows.filter(village=village)
    only_open = request.GET.get("xem") != "tat-ca"
    found = sheet(request, rows.open() if only_open else rows)
    context: dict[str, Any] = {
        "complaints": found,
        "page": found,
        "only_open": only_open,
        "count": found.paginator.count,
    }
    if village is not None:
        context |= {
            "village": village,
            "round": village.round,
            "crumbs": village_trail(village, _("Khiếu nại")),
        }
    return page(request, "posting/complaints.html", context)


@permitted(Permission.COMPLAINT_RECEIVE)
@require_http_methods(["GET", "POST"])
def receive(request: Visit, pk: int) -> HttpResponse:
    """Take in a complaint about the lists of a village."""
    village = village_of(request, pk)
    households = surveyed(village)
    if request.method == "POST":
        form = ComplaintForm(request.POST, request.FILES, households=households)
        complaint = carry_out(form, lambda typed: _received(request, village, typed), RECEIVED)
        if complaint is not None:
            told = _(
                "Đã nhận khiếu nại. Số biên nhận %(receipt)s, mã tra cứu %(code)s: hãy ghi cả hai cho người khiếu nại."
            )
            messages.success(request, told % {"receipt": complaint.receipt, "code": complaint.code})
            return redirect("complaint", complaint.pk)
    else:
        form = ComplaintForm(households=households, initial={"received_on": today(village.round)})
    return page(request, "posting/complaint_form.html", {**_about(village), "form": form})


def _about(village: VillageRound) -> dict[str, Any]:
    return {"village": village, "round": village.round, "crumbs": village_trail(village, _("Nhận khiếu nại"))}


def _received(request: Visit, village: VillageRound, typed: dict[str, Any]) -> ReceiveComplaint:
    listing = village.listings.get(pk=typed["listing"]) if typed["listing"] else None
    file = typed.pop("file")
    files = [file] if file is not None else []
    return ReceiveComplaint(actor=request.user, village=village, files=files, **{**typed, "listing": listing})


def complaint_of(request: Visit, pk: int) -> Complaint:
    """Return the complaint inside the visitor's scope."""
    rows = Complaint.objects.select_related(
        "village__round__unit",
        "village__unit__parent",
        "village__commune__unit",
        "posting__document",
        "listing__household",
        "listing__answered__score",
        "listing__answered__reviewer",
        "rechecker",
        "recheck__score",
        "received_by",
        "decided_by",
        "letter",
    )
    return find(request, rows, pk=pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One complaint and what became of it."""
    return _page(request, complaint_of(request, pk))


@permitted(Permission.COMPLAINT_DECIDE)
@require_POST
def assign(request: Visit, pk: int) -> HttpResponse:
    """Name who fills the form again."""
    complaint = complaint_of(request, pk)
    form = AssignForm(request.POST, people=_people(request, complaint))
    done = carry_out(
        form,
        lambda _typed: AssignRecheck(actor=request.user, complaint=complaint, rechecker=form.person()),
        {"P032": "rechecker"},
    )
    if done is None:
        return _page(request, complaint, assign_form=form)
    messages.success(
        request, _("Đã phân công phúc tra cho %(person)s.") % {"person": form.person().full_name}
    )
    return redirect("complaint", pk)


@permitted(Permission.COMPLAINT_RECEIVE)
@require_POST
def name_household(request: Visit, pk: int) -> HttpResponse:
    """Say which household a complaint is about."""
    complaint = complaint_of(request, pk)
    form = HouseholdForm(request.POST, households=surveyed(complaint.village))
    done = carry_out(form, lambda typed: _named(request, complaint, typed))
    if done is None:
        return _page(request, complaint, household_form=form)
    messages.success(request, _("Đã ghi hộ bị khiếu nại."))
    return redirect("complaint", pk)


def _named(request: Visit, complaint: Complaint, typed: dict[str, Any]) -> NameHousehold:
    listing = complaint.village.listings.get(pk=typed["listing"])
    return NameHousehold(actor=request.user, complaint=complaint, listing=listing)


@permitted(Permission.COMPLAINT_DECIDE)
@require_POST
def set_due(request: Visit, pk: int) -> HttpResponse:
    """Set the commune's own day for the answer."""
    complaint = complaint_of(request, pk)
    form = DueForm(request.POST)
    done = carry_out(
        form, lambda typed: SetDue(actor=request.user, complaint=complaint, **typed), {"K011": "due_on"}
    )
    if done is None:
        return _page(request, complaint, due_form=form)
    messages.success(request, _("Đã đặt hạn trả lời."))
    return redirect("complaint", pk)


@permitted(Permission.COMPLAINT_DECIDE)
@require_POST
def decide(request: Visit, pk: int) -> HttpResponse:
    """Answer the complaint."""
    complaint = complaint_of(request, pk)
    form = DecideForm(request.POST)
    done = carry_out(
        form, lambda typed: DecideComplaint(actor=request.user, complaint=complaint, **typed), DECIDED
    )
    if done is None:
        return _page(request, complaint, decide_form=form)
    if done.outcome == Complaint.Outcome.UPHELD:
        messages.warning(request, _("Kết quả thay đổi: thôn phải niêm yết lại danh sách mới."))
    else:
        messages.success(request, _("Đã trả lời khiếu nại, kết quả giữ nguyên."))
    return redirect("complaint", pk)


def _people(request: Visit, complaint: Complaint) -> list[Any]:
    return in_order(recheckers(complaint, request.access.on, request.user))


def _page(request: Visit, complaint: Complaint, **forms: Form) -> HttpResponse:
    listing, live = complaint.listing, complaint.village.round.state == RoundState.OPEN
    head = heads_of([listing.household_id]).get(listing.household_id, ("", ""))[0] if listing else ""
    decides = (
        live
        and not complaint.outcome
        and request.access.may(Permission.COMPLAINT_DECIDE, complaint.village.unit)
    )
    day = today(complaint.village.round)
    context = {
        "complaint": complaint,
        "village": complaint.village,
        "round": complaint.village.round,
        "crumbs": village_trail(complaint.village, complaint.receipt),
        "listing": listing,
        "head": head,
        "posted": complaint.posting.entries.filter(listing=listing).first() if listing else None,
        "first": _first(listing, complaint),
        "may_assign": decides and listing is not None and complaint.recheck is None,
        "may_recheck": live
        and not complaint.outcome
        and complaint.rechecker == request.user
        and complaint.recheck is None,
        "may_decide": decides and complaint.rechecker != request.user,
        "assign_form": AssignForm(people=_people(request, complaint)) if decides else None,
        "decide_form": DecideForm(initial={"decided_on": day}),
        "may_name": live
        and not complaint.outcome
        and listing is None
        and request.access.may(Permission.COMPLAINT_RECEIVE, complaint.village.unit),
        "household_form": HouseholdForm(households=surveyed(complaint.village)) if listing is None else None,
        "may_set_due": decides and complaint.due_by != Complaint.DueBy.LAW,
        "due_form": DueForm(initial={"due_on": complaint.due_on}),
        "late_answer": not complaint.outcome and complaint.due_on is not None and day > complaint.due_on,
        "unread": _unread(complaint),
        "files": complaint.files.select_related("attachment"),
        "may_read_documents": request.access.may(Permission.DOCUMENT_VIEW, complaint.village.unit),
        **forms,
    }
    return page(request, "posting/complaint.html", context)


def _unread(complaint: Complaint) -> bool:
    """Whether the law's day for the answer rests on a value nobody has read in the text."""
    if complaint.due_by != Complaint.DueBy.LAW:
        return False
    return complaint.village.round.rules.parameters["complaint_days"].provenance in (
        "recalled",
        "illustrative",
    )


def _first(listing: Listing | None, complaint: Complaint) -> Any:
    """Return the form that was posted: the newest one before the re-check."""
    if listing is None:
        return None
    forms = listing.submissions.select_related("score", "reviewer").order_by("-version")
    if complaint.recheck is not None:
        forms = forms.filter(version__lt=complaint.recheck.version)
    return forms.first()
