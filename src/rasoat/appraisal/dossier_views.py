"""The page of a commune's dossier: its checks, what a second report changed, the return with reasons item by item."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.appraisal.actions import GiveOpinion
from rasoat.appraisal.differences import changes
from rasoat.appraisal.dossier import Line, Stage, all_checks, lines, missing
from rasoat.appraisal.dossier_paper import dossier_of
from rasoat.appraisal.models import CommuneReport
from rasoat.audit.desk import DayField, LineField, NamedForm, TextField, carry_out, page
from rasoat.documents.pages import pdf_response
from rasoat.documents.render import render
from rasoat.law import Act
from rasoat.rounds.chain_words import chain_words
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.queries import find_commune
from rasoat.rounds.states import CommuneState, RoundState

FIELDS = {"P003": "appraised_on", "P004": "appraised_on", "P046": "opinion"}


class ReturnForm(NamedForm):
    """Why a dossier goes back: beside each item, and in all."""

    opinion = TextField(label=_("Lý do chung"), required=False, rows=3)
    appraised_on = DayField(label=_("Ngày trả lại"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in all_checks():
            self.fields[check.key] = LineField(label=str(check.label), required=False, max_length=500)

    @property
    def items(self) -> list[forms.BoundField]:
        """The fields of the single items."""
        return [self[check.key] for check in all_checks()]

    def reasons(self) -> dict[str, str]:
        """What was written beside the items."""
        return {check.key: self.cleaned_data[check.key] for check in all_checks()}


class Shown(NamedTuple):
    """A line of the dossier as a visitor may see it, with what the last return said of it."""

    line: Line
    hidden: bool
    returned: str


def shown_lines(request: Visit, commune: CommuneRound, report: CommuneReport | None) -> list[Shown]:
    """Return the dossier's lines; what the district keeps to itself until its opinion is not told before."""
    said = _said(commune)
    sees = _sees_all(request, commune, report)
    return [
        Shown(line, line.check.secret and not sees, said.get(line.check.key, "")) for line in lines(commune)
    ]


def _sees_all(request: Visit, commune: CommuneRound, report: CommuneReport | None) -> bool:
    may = request.access.may
    inspects = may(Permission.INSPECTION_RECORD, commune.unit) or may(Permission.APPRAISAL_GIVE, commune.unit)
    return inspects or (report is not None and bool(report.outcome))


def _said(commune: CommuneRound) -> dict[str, str]:
    last = commune.reports.filter(outcome=CommuneReport.Outcome.RETURNED).order_by("-number").first()
    return dict(last.reasons.values_list("check_key", "text")) if last is not None else {}


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """The dossier as it stands now."""
    return _page(request, find_commune(request, pk))


@permitted(Permission.APPRAISAL_GIVE)
@require_POST
def return_with_reasons(request: Visit, pk: int) -> HttpResponse:
    """Send the dossier back, with a reason beside each item that is not right."""
    commune = find_commune(request, pk)
    form = ReturnForm(request.POST)
    done = carry_out(form, lambda typed: _returned(request, commune, form, typed), FIELDS)
    if done is None:
        return _page(request, commune, return_form=form)
    messages.warning(request, _t("Đã trả lại hồ sơ. Xã phải sửa và báo cáo lại."))
    return redirect("dossier", pk)


def _returned(request: Visit, commune: CommuneRound, form: ReturnForm, typed: dict[str, Any]) -> GiveOpinion:
    return GiveOpinion(
        actor=request.user,
        commune=commune,
        outcome=CommuneReport.Outcome.RETURNED,
        opinion=typed["opinion"],
        appraised_on=typed["appraised_on"],
        reasons=form.reasons(),
    )


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def paper(request: Visit, pk: int) -> HttpResponse:
    """The dossier as one paper: cover, list of papers, checks."""
    commune = find_commune(request, pk)
    report = commune.reports.order_by("-number").first()
    seen = [each.line for each in shown_lines(request, commune, report) if not each.hidden]
    data = dossier_of(commune, seen, today(commune.round))
    return pdf_response(request, render("dossier", data), f"ho-so-tham-dinh-{commune.unit.code}.pdf")


def _page(request: Visit, commune: CommuneRound, **given: ReturnForm) -> HttpResponse:
    report = commune.reports.order_by("-number").first()
    found = shown_lines(request, commune, report)
    visible = [each.line for each in found if not each.hidden]
    context: dict[str, Any] = {
        "commune": commune,
        "round": commune.round,
        "crumbs": commune_trail(commune, _t("Hồ sơ thẩm định")),
        "lines": found,
        "before_sending": missing(visible, Stage.SEND),
        "before_agreement": missing(visible, Stage.AGREE),
        "report": report,
        "changes": changes(report) if report is not None else None,
        "collecting": commune.state == CommuneState.COLLECTING,
        "may_return": _may_return(request, commune),
        "chain": chain_words(commune.round.rules.chain),
        "return_form": ReturnForm(initial={"appraised_on": today(commune.round)}),
        **given,
    }
    return page(request, "appraisal/dossier.html", context)


def _may_return(request: Visit, commune: CommuneRound) -> bool:
    live = commune.round.state == RoundState.OPEN and commune.state == CommuneState.REPORTED
    asked = commune.round.rules.chain.has(Act.OPINION)
    return live and asked and request.access.may(Permission.APPRAISAL_GIVE, commune.unit)
