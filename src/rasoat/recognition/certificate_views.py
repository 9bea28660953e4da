"""Pages of the certificates: the register of a commune, one certificate with its history, the print of all."""

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
from rasoat.audit.desk import DayField, LineField, NamedForm, carry_out, page, sheet
from rasoat.documents.filekinds import MEDIA, FileKind
from rasoat.documents.pages import file_response, pdf_response
from rasoat.documents.render import render as render_document
from rasoat.errors import sentence
from rasoat.jobs.starting import start
from rasoat.recognition.certificate_papers import papers_now, verify_link
from rasoat.recognition.certificates import (
    CertificateStep,
    DuplicateCertificate,
    ReplaceCertificate,
    WithdrawCertificate,
)
from rasoat.recognition.jobs import CERTIFICATE_SET, of_round
from rasoat.recognition.models import Certificate
from rasoat.recognition.register import Asked, lines_of, register, to_book, to_csv
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import commune_trail
from rasoat.rounds.queries import find_commune
from rasoat.rounds.states import CertificateState

STEPS: dict[str, type[CertificateStep[Certificate]]] = {
    "cap-lai": DuplicateCertificate,
    "thay": ReplaceCertificate,
    "thu-hoi": WithdrawCertificate,
}
BESIDE = {"P003": "on", "P004": "on", "H001": "reason"}


class StepForm(NamedForm):
    """When and why."""

    on = DayField(label=_("Ngày"))
    reason = LineField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{step}-%s", **kwargs)


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def index(request: Visit, pk: int) -> HttpResponse:
    """The register of a commune, searched by number, head or household."""
    commune = find_commune(request, pk)
    asked = _asked(request)
    practice = commune.round.practice
    lines = register(commune.unit, practice=practice, asked=asked)
    shown = sheet(request, lines)
    held = Certificate.objects.filter(unit=commune.unit, practice=practice)
    context = {
        "commune": commune,
        "round": commune.round,
        "crumbs": commune_trail(commune, _("Sổ giấy chứng nhận")),
        "asked": asked,
        "states": CertificateState.choices,
        "years": sorted(set(held.values_list("year", flat=True))),
        "lines": shown,
        "page": shown,
        "count": len(lines),
        "may_keep": request.access.may(Permission.SCAN_KEEP, commune.unit),
        "printable": of_round(commune.round_id, commune.unit.path).count(),
    }
    return page(request, "recognition/certificates.html", context)


def _asked(request: Visit) -> Asked:
    get = request.GET.get
    return Asked(get("tim", "").strip()[:100], get("tinh-trang", ""), get("nam", "")[:4])


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def file(request: Visit, pk: int, extension: str) -> HttpResponse:
    """The register as it is narrowed on the page, as Excel or CSV."""
    commune = find_commune(request, pk)
    practice = commune.round.practice
    lines = register(commune.unit, practice=practice, asked=_asked(request))
    name = f"so-giay-chung-nhan-{commune.unit.code}.{extension}"
    if extension == "csv":
        return file_response(request, to_csv(lines, practice=practice), name, "text/csv", download=True)
    if extension != "xlsx":
        raise Http404(f"A003 {sentence('A003')}")
    book = to_book(commune.unit, lines, today(commune.round), practice=practice)
    return file_response(request, book, name, MEDIA[FileKind.XLSX], download=True)


@permitted(Permission.DOCUMENT_VIEW)
@require_POST
def print_all(request: Visit, pk: int) -> HttpResponse:
    """Print the valid certificates of the round in one PDF, in the background."""
    commune = find_commune(request, pk)
    job = start(
        CERTIFICATE_SET, owner=request.user, unit=commune.unit, permission=Permission.DOCUMENT_VIEW,
        title=_("In giấy chứng nhận: %(unit)s") % {"unit": commune.unit}, round_pk=commune.round_id,
        path=commune.unit.path,
    )  # fmt: skip
    return redirect("job", job.pk)


def _find(request: Visit, pk: int) -> Certificate:
    rows = Certificate.objects.select_related(
        "unit__parent", "commune__round__unit", "commune__unit", "household__village", "replaces"
    )
    return find(request, rows, pk=pk)


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def paper(request: Visit, pk: int) -> HttpResponse:
    """One household's certificate as PDF: what was certified at issue, with every line since."""
    found = _find(request, pk)
    (data,) = papers_now([found])
    return pdf_response(
        request, render_document("certificate", data), f"giay-chung-nhan-{found.number}-{found.year}.pdf"
    )


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One certificate with its history."""
    return _page(request, _find(request, pk))


@permitted(Permission.CERTIFICATE_ISSUE)
@require_POST
def step(request: Visit, pk: int, step: str) -> HttpResponse:
    """Copy, replace or withdraw a certificate."""
    found = _find(request, pk)
    if step not in STEPS:
        raise Http404(f"A003 {sentence('A003')}")
    form = StepForm(request.POST, step=step)
    action = STEPS[step]
    done = carry_out(form, lambda typed: action(actor=request.user, certificate=found, **typed), BESIDE)
    if done is None:
        return _page(request, found, {step: form})
    messages.success(request, _told(step, done))
    return redirect("certificate-record", done.pk)


def _told(step: str, done: Certificate) -> str:
    said = {
        "cap-lai": _("Đã ghi cấp lại giấy %(number)s. Hãy in giấy và giao cho hộ."),
        "thay": _("Đã cấp giấy mới %(number)s thay giấy cũ. Hãy in giấy và giao cho hộ."),
        "thu-hoi": _("Đã thu hồi giấy %(number)s."),
    }
    return said[step] % {"number": done}


def _page(request: Visit, found: Certificate, forms: dict[str, StepForm] | None = None) -> HttpResponse:
    valid = found.state == CertificateState.VALID
    may_step = valid and request.access.may(Permission.CERTIFICATE_ISSUE, found.unit)
    day = today(found.commune.round)
    given = forms or {}
    context = {
        "certificate": found,
        "line": lines_of(Certificate.objects.filter(pk=found.pk))[0],
        "round": found.commune.round,
        "commune": found.commune,
        "crumbs": commune_trail(found.commune, str(found)),
        "entries": found.entries.select_related("by", "decision", "recognition").order_by("pk"),
        "replaced_by": Certificate.objects.filter(replaces=found).first(),
        "link": verify_link(found),
        "scans": found.scans.filter(page__withdrawn_at=None).select_related("page__attachment__uploaded_by"),
        "may_step": may_step,
        "steps": [
            (name, title, told, given.get(name) or StepForm(step=name, initial={"on": day}))
            for name, title, told in _offered()
        ],
        **{f"form_{name}": form for name, form in given.items()},
    }
    return page(request, "recognition/certificate.html", context)


def _offered() -> list[tuple[str, str, str]]:
    return [
        ("cap-lai", _("Cấp lại cùng số"), _("Giấy rách, nhòe: in lại giấy cùng số, có ghi “Cấp lại”.")),
        (
            "thay",
            _("Thay bằng giấy mới"),
            _("Giấy mất hoặc người trong hộ đã đổi: giấy cũ hết giá trị, giấy mới có số mới."),
        ),
        (
            "thu-hoi",
            _("Thu hồi"),
            _("Giấy không còn giá trị. Hộ thoát nghèo theo quyết định thì giấy tự thu hồi."),
        ),
    ]
