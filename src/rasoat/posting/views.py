"""Pages of the posting: open, see, close, and the public page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted, public
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DeskForm, carry_out, page
from rasoat.documents.pages import pdf_response
from rasoat.documents.render import render as render_paper
from rasoat.errors import sentence
from rasoat.posting.actions import ClosePosting, OpenPosting
from rasoat.posting.forms import OpenPostingForm, ProofForm
from rasoat.posting.models import Posting, PostingPlace
from rasoat.posting.proof import RecordProof
from rasoat.posting.queries import complaints_of, days_left, posted_lists
from rasoat.posting.script import TITLE, paper_of, script_of
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import RoundState, VillageState
from rasoat.text_vi import date as vi_day

GONE = 410
FIELDS = {"P003": "opened_on", "P004": "opened_on", "K001": "closes_on"}


def village_of(request: Visit, pk: int) -> VillageRound:
    """Return the village inside the visitor's scope."""
    rows = VillageRound.objects.select_related("round__unit", "unit__parent", "commune__unit")
    return find(request, rows, pk=pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """The lists as posted, the days left, the complaints."""
    return _page(request, village_of(request, pk))


@permitted(Permission.POSTING_OPEN)
@require_POST
def open_posting(request: Visit, pk: int) -> HttpResponse:
    """Post the lists."""
    village = village_of(request, pk)
    form = OpenPostingForm(request.POST, village=village.unit)
    posting = carry_out(form, lambda typed: OpenPosting(actor=request.user, village=village, **typed), FIELDS)
    if posting is None:
        return _page(request, village, open_form=form)
    told = _("Đã niêm yết đến hết ngày %(day)s. Hãy in danh sách và dán ở các nơi đã ghi.")
    messages.success(request, told % {"day": f"{posting.closes_on:%d/%m/%Y}"})
    return redirect("posting", pk)


@permitted(Permission.POSTING_OPEN)
@require_POST
def close_posting(request: Visit, pk: int) -> HttpResponse:
    """Take the lists down."""
    village = village_of(request, pk)
    form = DeskForm(request.POST)
    if carry_out(form, lambda _typed: ClosePosting(actor=request.user, village=village)) is None:
        return _page(request, village, close_form=form)
    messages.success(request, _("Đã kết thúc niêm yết."))
    return redirect("posting", pk)


@permitted(Permission.COMPLAINT_RECEIVE)
@require_POST
def prove(request: Visit, pk: int) -> HttpResponse:
    """Record that the lists hang, or were read out."""
    village = village_of(request, pk)
    posting = village.postings.order_by("-number").first()
    form = ProofForm(request.POST, request.FILES, places=_places(posting) if posting else ())
    done = carry_out(form, lambda typed: _proof(request, form, typed), {"K003": "seen_on", "P003": "seen_on"})
    if done is None:
        return _page(request, village, proof_form=form)
    messages.success(
        request, _("Đã ghi: %(place)s, ngày %(day)s.") % {"place": done.place, "day": vi_day(done.seen_on)}
    )
    return redirect("posting", pk)


def _proof(request: Visit, form: ProofForm, typed: dict[str, Any]) -> RecordProof:
    place = form.places[typed["place"]]
    return RecordProof(actor=request.user, **{**typed, "place": place})


def _places(posting: Posting) -> list[PostingPlace]:
    rows = posting.places.select_related("posting__village__unit", "posting__village__round")
    return list(rows.prefetch_related("proofs__recorded_by"))


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def script(request: Visit, pk: int) -> HttpResponse:
    """What is read out over the loudspeaker, as a sheet to print; 404 while nothing is posted."""
    village = village_of(request, pk)
    posting = village.postings.order_by("-number").select_related("opened_by").first()
    if posting is None:
        raise Http404(f"A003 {sentence('A003')}")
    pdf = render_paper("announcement", paper_of(posting))
    return pdf_response(request, pdf, f"{TITLE.lower()} – {village.unit}.pdf")


def _page(request: Visit, village: VillageRound, **forms: Form) -> HttpResponse:
    postings = list(village.postings.select_related("document").order_by("-number"))
    posting = postings[0] if postings else None
    complaints = list(complaints_of(village.complaints.all()))
    day = today(village.round)
    context: dict[str, Any] = {
        "village": village,
        "round": village.round,
        "crumbs": village_trail(village, _("Niêm yết")),
        "posting": posting,
        "earlier": postings[1:],
        "lists": posted_lists(posting) if posting else [],
        "places": _places(posting) if posting else [],
        "script": script_of(posting) if posting else [],
        "days_left": days_left(posting, day) if posting else 0,
        "days": village.round.rules.posting_days,
        "working_days": village.round.rules.posting_in_working_days,
        "complaints": complaints,
        "open_complaints": sum(not complaint.outcome for complaint in complaints),
        "open_form": OpenPostingForm(village=village.unit, initial={"opened_on": day}),
        "proof_form": ProofForm(places=_places(posting) if posting else (), initial={"seen_on": day}),
        "close_form": DeskForm(),
        **_may(request, village),
        **forms,
    }
    return page(request, "posting/posting.html", context)


def _may(request: Visit, village: VillageRound) -> dict[str, bool]:
    live = village.round.state == RoundState.OPEN
    may = request.access.may
    posts = live and may(Permission.POSTING_OPEN, village.unit)
    shown = village.state in (VillageState.POSTING, VillageState.POSTED)
    return {
        "may_open": posts and village.state == VillageState.AGREED,
        "may_close": posts and village.state == VillageState.POSTING,
        "may_prove": live
        and village.state == VillageState.POSTING
        and may(Permission.COMPLAINT_RECEIVE, village.unit),
        "may_complain": live and shown and may(Permission.COMPLAINT_RECEIVE, village.unit),
        "may_read_documents": may(Permission.DOCUMENT_VIEW, village.unit),
    }


@public
@require_GET
def public_page(request: HttpRequest, token: str) -> HttpResponse:
    """The posted lists for everybody with the link, while they are posted; afterwards nothing of them (410)."""
    rows = Posting.objects.select_related("village__unit__parent", "village__round")
    posting = rows.filter(token=token).first()
    if posting is None:
        raise Http404(f"A003 {sentence('A003')}")
    left = days_left(posting, today(posting.village.round))
    newer = posting.village.postings.filter(number__gt=posting.number).exists()
    live = left > 0 and not newer and posting.village.state == VillageState.POSTING
    context = {
        "posting": posting if live else None,
        "village": posting.village,
        "round": posting.village.round,
        "lists": posted_lists(posting, public=True) if live else [],
        "left": ngettext("còn %(n)s ngày", "còn %(n)s ngày", left) % {"n": left},
    }
    response = render(request, "posting/public.html", context, status=200 if live else GONE)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
