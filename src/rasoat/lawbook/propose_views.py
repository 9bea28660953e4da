"""Propose values: the workbook or single cells, then the difference cell by cell, then the proposal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DeskForm, as_told, carry_out, in_words, page, sheet
from rasoat.errors import RasoatError, sentence
from rasoat.law.read_forms import NO_SUCH_RULE
from rasoat.lawbook import editions, queries, sources, workbook
from rasoat.lawbook import shelf as drafts
from rasoat.lawbook.crumbs import trail
from rasoat.lawbook.drafting import Line, Wanted, draft
from rasoat.lawbook.forms import BasisForm, WorkbookForm
from rasoat.lawbook.models import KEEP, Kind
from rasoat.lawbook.proposing import ProposeCells, desk_of, wanted_of
from rasoat.lawbook.queries import Book
from rasoat.lawbook.shelf import Kept
from rasoat.lawbook.views import filters, shelf, wish_of
from rasoat.lawbook.workbook import WorkbookRefused
from rasoat.text_vi import clean_cell

TICKET = "law-draft"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BESIDE = {"P124": "source", "P125": "source", "P133": "document"}
CELLS = 60


@permitted(Permission.LAW_PROPOSE)
@require_GET
def template(request: Visit, code: str, pack: str) -> HttpResponse:
    """The workbook to fill in, with the points that count on the last text's first day."""
    book = _book(request, code, pack)
    response = HttpResponse(workbook.template(book.pack, book.last_day), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"bang-diem-{pack}-{code}.xlsx") or ""
    return response


@permitted(Permission.LAW_PROPOSE)
@require_http_methods(["GET", "POST"])
def workbook_page(request: Visit, code: str, pack: str) -> HttpResponse:
    """Upload the filled workbook and the scan; nothing is proposed yet."""
    book = _book(request, code, pack)
    kinds = (Kind.OFFICIAL_TABLE, Kind.PROVINCIAL_OVERLAY)
    form = WorkbookForm(*_sent(request), kinds=kinds, since=book.pack.versions[0].since)
    if request.method == "POST" and _keep(request, book, form, lambda: _from_workbook(book, form)):
        return redirect("law-draft", code, pack)
    context = {**shelf(book), "form": form, "crumbs": trail(book.pack, book.province, _("Nhập bảng điểm"))}
    return page(request, "lawbook/propose.html", context)


def _from_workbook(book: Book, form: BasisForm) -> list[Wanted]:
    file, basis = form.cleaned_data["workbook"], form.basis()
    found = workbook.read(file.read(), sources.plain_name(str(file.name)), book.pack, basis.since)
    return wanted_of(found, basis.kind)


@permitted(Permission.LAW_PROPOSE)
@require_http_methods(["GET", "POST"])
def cells_page(request: Visit, code: str, pack: str) -> HttpResponse:
    """Confirm or change single cells: what was found in the text, cell by cell."""
    book = _book(request, code, pack)
    wish = wish_of(request)._replace(provenance="", text="")
    kinds = (Kind.VALUE, Kind.PROVINCIAL_OVERLAY)[:: -1 if book.local else 1]
    form = BasisForm(*_sent(request), kinds=kinds, since=_begins(book))
    if request.method == "POST" and _keep(request, book, form, lambda: _typed(request, book, form)):
        return redirect("law-draft", code, pack)
    found = sheet(request, queries.rows_of(book, wish), CELLS)
    rows = queries.in_words(book, found.object_list)
    context = {
        **shelf(book),
        **filters(book, wish),
        "form": form,
        "rows": [(row, *_typed_before(request, row.cell.key, str(row.cell.since))) for row in rows],
        "page": found,
        "crumbs": trail(book.pack, book.province, _("Đối chiếu, sửa từng ô")),
    }
    return page(request, "lawbook/propose_cells.html", context)


def _begins(book: Book) -> date:
    """The day offered for new values: of the newest text, of a standard of the province not yet in use its first."""
    return book.pack.versions[0].since if book.local and not book.edition else book.last_day


def _typed_before(request: Visit, key: str, since: str) -> tuple[bool, str]:
    name = f"{key}@{since}"
    return name in request.POST.getlist("dung"), request.POST.get(f"moi-{name}", "")


def _typed(request: Visit, book: Book, form: BasisForm) -> list[Wanted]:
    """Read the rows of the page: a new value begins on the day typed, a confirmation is of the value shown."""
    wanted = []
    for cell in book.cells:
        name = f"{cell.key}@{cell.since}"
        new = clean_cell(request.POST.get(f"moi-{name}", ""))
        if new:
            wanted.append(Wanted(cell.key, max(form.basis().since, cell.since), new))
        elif name in request.POST.getlist("dung"):
            wanted.append(Wanted(cell.key, cell.since, KEEP if cell.known else NO_SUCH_RULE))
    return wanted


def _sent(request: Visit) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _keep(request: Visit, book: Book, form: BasisForm, read: Callable[[], list[Wanted]]) -> bool:
    """Try what was sent; keep it for the page that shows the difference, or say beside the form what is wrong."""
    if not form.is_valid():
        return False
    file = form.cleaned_data["source"]
    content: bytes = file.read()
    try:
        sources.checked(content)
        kept = Kept(book.pack.id, book.pack.hash, form.basis(), read(), content, str(file.name))
        _drafted(book, kept)
    except RasoatError as error:
        _tell(form, error)
        return False
    request.session[TICKET] = {**request.session.get(TICKET, {}), _place(book): drafts.put(kept)}
    return True


def _drafted(book: Book, kept: Kept) -> list[Line]:
    return draft(book.pack, editions.files_of(book.pack.id, book.province), kept.basis, kept.wanted)


def _tell(form: BasisForm, error: RasoatError) -> None:
    faults = error.faults if isinstance(error, WorkbookRefused) else (error,)
    beside = "workbook" if isinstance(error, WorkbookRefused) else BESIDE.get(error.code)
    for fault in faults:
        form.add_error(beside if beside in form.fields else None, as_told(fault))


@permitted(Permission.LAW_PROPOSE)
@require_GET
def look(request: Visit, code: str, pack: str) -> HttpResponse:
    """The difference cell by cell, what changes first, before anything is sent."""
    return _look(request, _book(request, code, pack), DeskForm())


@permitted(Permission.LAW_PROPOSE)
@require_POST
def send(request: Visit, code: str, pack: str) -> HttpResponse:
    """Send the draft that was shown."""
    book = _book(request, code, pack)
    kept = _draft_of(request, book)
    desk, form = desk_of(request.user, book.province), DeskForm(request.POST)
    proposal = carry_out(form, lambda _typed: ProposeCells(actor=request.user, at=desk, **kept._asdict()))
    if proposal is None:
        return _look(request, book, form)
    drafts.drop(request.session[TICKET].pop(_place(book)))
    request.session.modified = True
    messages.success(request, _("Đã gửi đề xuất. Người thứ hai sẽ đối chiếu từng ô với bản quét."))
    return redirect("law-proposal", proposal.pk)


def _look(request: Visit, book: Book, form: DeskForm) -> HttpResponse:
    kept = _draft_of(request, book)
    try:
        drafted = _drafted(book, kept)
    except RasoatError as error:
        messages.warning(request, in_words(error))
        return redirect("law-pack", book.province.code, book.pack.id)
    found = sheet(request, sorted(drafted, key=lambda line: line.same), 200)
    context = {
        **shelf(book),
        "form": form,
        "kept": kept,
        "kind": Kind(kept.basis.kind).label,
        "lines": queries.differences(book.pack, found.object_list),
        "page": found,
        "changed": sum(not line.same for line in drafted),
        "source_kind": sources.checked(kept.source).label,
        "sha256": sources.sha256_of(kept.source),
        "crumbs": trail(book.pack, book.province, _("Xem lại trước khi gửi")),
    }
    return page(request, "lawbook/draft.html", context)


def _book(request: Visit, code: str, pack: str) -> Book:
    """Return the pack in a province for whose units the visitor may propose."""
    return queries.book(pack, queries.find_province(request, code))


def _place(book: Book) -> str:
    return f"{book.province.code}/{book.pack.id}"


def _draft_of(request: Visit, book: Book) -> Kept:
    ticket = request.session.get(TICKET, {}).get(_place(book), "")
    kept = drafts.get(ticket) if ticket else None
    if kept is None:
        raise Http404(f"A003 {sentence('A003')}")
    return kept
