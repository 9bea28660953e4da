"""Texts for the people of a village: drafted for each step, edited, translated, printed, and read out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DayField, LineField, NamedForm, TextField, carry_out, page
from rasoat.documents.pages import pdf_response
from rasoat.documents.render import render
from rasoat.errors import sentence
from rasoat.posting.models import Notice
from rasoat.posting.notices import RecordReading, WriteNotice
from rasoat.posting.telling import draft, paper_of
from rasoat.posting.views import village_of
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import Step, VillageRound


class NoticeForm(NamedForm):
    """The text in one language."""

    language = forms.ChoiceField(label=_("Tiếng"), choices=Notice.Language.choices)
    text = TextField(label=_("Bài thông báo"), rows=12, max_length=5000)


class ReadingForm(NamedForm):
    """When and where it was read out."""

    read_on = DayField(label=_("Ngày đọc hoặc dán"))
    place = LineField(label=_("Ở đâu"), max_length=120)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def index(request: Visit, pk: int) -> HttpResponse:
    """The steps of a village, with the newest text of each and how often it was read out."""
    village = village_of(request, pk)
    newest: dict[str, list[Notice]] = {}
    for notice in Notice.objects.filter(village=village).prefetch_related("readings"):
        kept = newest.setdefault(notice.step, [])
        if all(notice.language != each.language for each in kept):
            kept.append(notice)
    context = {
        "village": village,
        "round": village.round,
        "crumbs": village_trail(village, _t("Thông báo cho dân")),
        "steps": [(step, newest.get(step, [])) for step in Step],
    }
    return page(request, "posting/notices.html", context)


@permitted(Permission.COMPLAINT_RECEIVE)
@require_http_methods(["GET", "POST"])
def write(request: Visit, pk: int, step: str) -> HttpResponse:
    """Edit the text of one step: the draft, or the last version of a language (``?tieng=``)."""
    village = village_of(request, pk)
    if step not in Step.values:
        raise Http404(f"A003 {sentence('A003')}")
    language = request.GET.get("tieng", Notice.Language.VIETNAMESE)
    form = NoticeForm(
        request.POST or None, initial={"language": language, "text": _begun(village, step, language)}
    )
    if request.method == "POST":
        made = carry_out(
            form,
            lambda typed: WriteNotice(actor=request.user, village=village, step=step, **typed),
            {"K005": "text"},
        )
        if made is not None:
            messages.success(request, _t("Đã lưu bài, lần %(n)s.") % {"n": made.version})
            return redirect("notice", made.pk)
    context = {
        "village": village,
        "round": village.round,
        "crumbs": village_trail(village, _t("Thông báo cho dân")),
        "form": form,
        "step": Step(step),
    }
    return page(request, "posting/notice_form.html", context)


def _begun(village: VillageRound, step: str, language: str) -> str:
    last = Notice.objects.filter(village=village, step=step, language=language).order_by("-version").first()
    if last is not None:
        return last.text
    return draft(village.round, village.unit, step) if language == Notice.Language.VIETNAMESE else ""


def _notice(request: Visit, pk: int) -> Notice:
    rows = Notice.objects.select_related(
        "village__round__unit", "village__unit__parent", "village__commune__unit", "made_by"
    )
    return find(request, rows, pk=pk)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One text with where it was read out; ``?in=1`` is the sheet as PDF."""
    notice = _notice(request, pk)
    if request.GET.get("in") == "1":
        return pdf_response(
            request, render("announcement", paper_of(notice)), f"thông báo – {notice.village.unit}.pdf"
        )
    return _page(request, notice, ReadingForm(initial={"read_on": today(notice.village.round)}))


@permitted(Permission.COMPLAINT_RECEIVE)
@require_POST
def read_out(request: Visit, pk: int) -> HttpResponse:
    """Record that it was read out or hung up."""
    notice = _notice(request, pk)
    form = ReadingForm(request.POST)
    fields = {"K006": "place", "P003": "read_on"}
    if (
        carry_out(form, lambda typed: RecordReading(actor=request.user, notice=notice, **typed), fields)
        is None
    ):
        return _page(request, notice, form)
    messages.success(request, _t("Đã ghi lần đọc."))
    return redirect("notice", pk)


def _page(request: Visit, notice: Notice, form: ReadingForm) -> HttpResponse:
    village = notice.village
    context: dict[str, Any] = {
        "notice": notice,
        "village": village,
        "round": village.round,
        "crumbs": village_trail(village, _t("Thông báo cho dân")),
        "readings": notice.readings.select_related("recorded_by"),
        "may_write": request.access.may(Permission.COMPLAINT_RECEIVE, village.unit),
        "form": form,
    }
    return page(request, "posting/notice.html", context)
