"""A proposal: the scan beside the cells, and what the verifier reads in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from rasoat import law
from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DeskForm, carry_out, page
from rasoat.errors import Refused, sentence
from rasoat.lawbook import editions, queries, sources
from rasoat.lawbook.crumbs import trail
from rasoat.lawbook.forms import CorrectionForm, NoteForm, whole
from rasoat.lawbook.models import Proposal, ProposedCell, SourceKind, State
from rasoat.lawbook.naming import area_of
from rasoat.lawbook.proposing import CorrectCell, WithdrawProposal
from rasoat.lawbook.standing import stale
from rasoat.lawbook.verifying import DisputeCell, Outcome, VerifyCells
from rasoat.text_vi import clean_cell

READ, CONFIRMED = "doc-", "dung"
OTHERS, BY_ROW = "khac", "dong"
"""The part of a proposal that is no point table, and the way of reading that confirms a row at a time."""
CONFLICT = 409
TYPES = {
    SourceKind.PDF: "application/pdf",
    SourceKind.PNG: "image/png",
    SourceKind.JPEG: "image/jpeg",
    SourceKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@permitted(Permission.LAW_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One proposal, an area at a time; a verifier sees boxes to type in instead of the values."""
    return _page(request, queries.find_proposal(request, pk), DeskForm())


@permitted(Permission.LAW_VIEW)
@require_GET
@csp_replace({"frame-ancestors": ["'self'"]})  # type: ignore[arg-type]  # a visit is a request
def source(request: Visit, pk: int) -> HttpResponse:
    """The scan as it was attached, shown beside the cells; one that was changed on disk is not shown (P137, 409)."""
    proposal = queries.find_proposal(request, pk)
    try:
        content = sources.read(proposal)
    except Refused as error:
        return render(
            request, "lawbook/source_lost.html", {"error": error, "proposal": proposal}, status=CONFLICT
        )
    kind = SourceKind(proposal.source_kind)
    response = HttpResponse(content, content_type=TYPES[kind])
    download = kind is SourceKind.XLSX or request.GET.get("tai") == "1"
    name = f"van-ban-goc-{proposal.pk}.{kind.value}"
    response["Content-Disposition"] = content_disposition_header(download, name) or ""
    response["Cache-Control"] = "private, no-cache"
    return response


@permitted(Permission.LAW_VERIFY)
@require_POST
def verify(request: Visit, pk: int) -> HttpResponse:
    """Take in what the verifier read on this page; what he left empty waits."""
    proposal = queries.find_proposal(request, pk)
    form = DeskForm(request.POST)
    read, confirmed = _readings(request)
    outcome = carry_out(
        form,
        lambda _typed: VerifyCells(actor=request.user, proposal=proposal, read=read, confirmed=confirmed),
    )
    if outcome is None:
        return _page(request, proposal, form, read)
    _tell(request, outcome)
    return redirect(_here(proposal, request.POST.get("vung", ""), request.POST.get("cach", "")))


def _readings(request: Visit) -> tuple[dict[int, str], list[int]]:
    """Return what was typed, by cell, and the cells confirmed as shown."""
    read = {
        whole(name.removeprefix(READ)): str(text)
        for name, text in request.POST.items()
        if name.startswith(READ) and clean_cell(str(text))
    }
    ticked = (number for ticks in request.POST.getlist(CONFIRMED) for number in str(ticks).split(","))
    return read, [whole(number) for number in ticked]


def _tell(request: Visit, outcome: Outcome) -> None:
    done = ngettext("Đã đối chiếu %(count)s ô.", "Đã đối chiếu %(count)s ô.", outcome.verified)
    messages.success(request, done % {"count": outcome.verified})
    if outcome.disputed:
        told = ngettext(
            "%(count)s ô không khớp với đề xuất và chưa được đối chiếu. Hãy đọc lại bản quét; nếu vẫn khác, chờ người đề xuất sửa.",
            "%(count)s ô không khớp với đề xuất và chưa được đối chiếu. Hãy đọc lại bản quét; nếu vẫn khác, chờ người đề xuất sửa.",
            len(outcome.disputed),
        )
        messages.warning(request, told % {"count": len(outcome.disputed)})
    if outcome.edition is not None:
        told = _(
            "Mọi ô đã được hai người đối chiếu. Bản số %(number)s của bộ quy tắc được áp dụng cho các đợt mở từ bây giờ."
        )
        messages.success(request, told % {"number": outcome.edition.number})


@permitted(Permission.LAW_PROPOSE)
@require_POST
def withdraw(request: Visit, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    proposal, form = queries.find_proposal(request, pk), DeskForm(request.POST)
    done = carry_out(form, lambda _typed: WithdrawProposal(actor=request.user, proposal=proposal))
    if done is None:
        return _page(request, proposal, form)
    messages.success(request, _("Đã rút đề xuất."))
    return redirect("law-pack", proposal.province.code, proposal.pack)


@permitted(Permission.LAW_VERIFY)
@require_POST
def dispute(request: Visit, pk: int) -> HttpResponse:
    """Say why a cell is not what stands in the source."""
    proposal, form = queries.find_proposal(request, pk), NoteForm(request.POST)
    cell = proposal.cells.filter(pk=form.cell).first()
    if cell is None:
        raise Http404(f"A003 {sentence('A003')}")
    cell.proposal = proposal
    done = carry_out(form, lambda typed: DisputeCell(actor=request.user, cell=cell, note=typed["note"]))
    if done is None:
        return _page(request, proposal, form, area=area_of(cell.key))
    messages.success(request, _("Đã ghi ô không khớp; người đề xuất sẽ xem lại."))
    return redirect(_here(proposal, area_of(cell.key)))


@permitted(Permission.LAW_PROPOSE)
@require_POST
def correct(request: Visit, pk: int) -> HttpResponse:
    """Give a disputed cell the value that stands in the source."""
    cell, form = _cell(request, pk), CorrectionForm(request.POST)
    done = carry_out(form, lambda typed: CorrectCell(actor=request.user, cell=cell, **typed))
    if done is None:
        return _page(request, cell.proposal, form, area=area_of(cell.key))
    messages.success(request, _("Đã sửa ô; người đối chiếu sẽ đọc lại."))
    return redirect(_here(cell.proposal, area_of(cell.key)))


def _cell(request: Visit, pk: int) -> ProposedCell:
    found = ProposedCell.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    found.proposal = queries.find_proposal(request, found.proposal_id)
    return found


def _here(proposal: Proposal, area: str, way: str = "") -> str:
    query = "&".join(
        f"{name}={value}" for name, value in (("vung", area or OTHERS), ("cach", way)) if value.isalnum()
    )
    return reverse("law-proposal", args=[proposal.pk]) + (f"?{query}" if query else "")


def _page(
    request: Visit,
    proposal: Proposal,
    form: DeskForm,
    read: dict[int, str] | None = None,
    area: str | None = None,
) -> HttpResponse:
    pack = editions.current(proposal.pack, proposal.province)
    cells = list(proposal.cells.select_related("verified_by", "proposed_by"))
    found = queries.parts(cells)
    part = _part(found, _asked(request, "vung") if area is None else area or OTHERS)
    context: dict[str, Any] = {
        **_standing(request, proposal, cells),
        **_table(request, pack, cells, found, part, read or {}),
        "disputing": form.data.get("cell") if isinstance(form, NoteForm) else None,
        "pack": pack,
        "document_title": proposal.document_title or pack.documents.get(proposal.document, ""),
        "form": form,
        "crumbs": trail(pack, proposal.province, proposal.document),
    }
    return page(request, "lawbook/proposal.html", context)


def _standing(request: Visit, proposal: Proposal, cells: list[ProposedCell]) -> dict[str, Any]:
    """Return who may do what with the proposal, and how far it is."""
    open_ = proposal.state == State.OPEN
    own = proposal.proposed_by_id == request.user.pk
    may = request.access.may(Permission.LAW_VERIFY, proposal.province)
    return {
        "proposal": proposal,
        "own": own and open_,
        "reads": may and open_ and not own,
        "stale": stale(proposal, cells) if open_ else [],
        "disputed": sum(bool(cell.dispute) for cell in cells),
        "total": len(cells),
        "done": sum(cell.verified_by_id is not None for cell in cells),
        "edition": getattr(proposal, "edition", None),
    }


def _table(
    request: Visit,
    pack: law.Pack,
    cells: list[ProposedCell],
    found: list[queries.Part],
    part: str,
    read: Mapping[int, str],
) -> dict[str, Any]:
    """Return the cells of one part to be typed, or the options of every area to be confirmed row by row."""
    areas = [each.key for each in found if each.key]
    by_row = _asked(request, "cach") == BY_ROW and bool(areas)
    rows = [cell for cell in cells if area_of(cell.key) == part]
    return {
        "parts": found,
        "part": part,
        "areas": areas,
        "by_row": by_row,
        "option_rows": queries.option_rows(pack, cells, areas) if by_row else [],
        "lines": [] if by_row else queries.lines(pack, rows, read),
    }


def _part(found: list[queries.Part], wanted: str) -> str:
    """Return the part asked for, else the first with something left to read."""
    keys = [part.key for part in found]
    asked = "" if wanted == OTHERS else wanted
    if wanted and asked in keys:
        return asked
    left = [part.key for part in found if part.done < part.total]
    return (left or keys or [""])[0]


def _asked(request: Visit, name: str) -> str:
    return request.GET.get(name, "") or request.POST.get(name, "")
