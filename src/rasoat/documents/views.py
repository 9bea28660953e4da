"""The register of documents, and the papers themselves as issued."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.desk import page, sheet
from rasoat.documents import attachments
from rasoat.documents.filekinds import MEDIA, FileKind
from rasoat.documents.models import Attachment, Document, DocumentQuerySet, Kind
from rasoat.documents.pages import CONFLICT, file_response, paper
from rasoat.errors import Refused


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def index(request: Visit) -> HttpResponse:
    """The documents of the visitor's area, by kind and commune."""
    communes = list(
        Unit.objects.within(scope(request)).filter(level=Level.COMMUNE, documents__isnull=False).distinct()
        | Unit.objects.within(scope(request))
        .filter(level=Level.COMMUNE, children__documents__isnull=False)
        .distinct()
    )
    kind, chosen = request.GET.get("loai", ""), request.GET.get("xa", "")
    commune = next((unit for unit in communes if str(unit.pk) == chosen), None)
    found = sheet(request, _filtered(Document.objects.within(scope(request)), kind, commune))
    context = {
        "documents": found,
        "page": found,
        "kinds": Kind.choices,
        "kind": kind,
        "communes": communes,
        "commune": commune,
    }
    return page(request, "documents/documents.html", context)


def _filtered(rows: DocumentQuerySet, kind: str, commune: Unit | None) -> DocumentQuerySet:
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    if commune is not None:
        rows = rows.filter(unit__path__startswith=commune.path)
    return rows.select_related("unit__parent", "issued_by")


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One document as PDF."""
    return paper(request, find(request, Document.objects.select_related("unit"), pk=pk))


@permitted(Permission.DOCUMENT_VIEW)
@require_GET
def attachment(request: Visit, pk: int) -> HttpResponse:
    """An uploaded file as it was kept; ``?tai=1`` downloads it. One that was changed on disk is not shown (D075, 409)."""
    found = find(request, Attachment.objects.select_related("unit"), pk=pk)
    try:
        content = attachments.read(found)
    except Refused as error:
        return render(
            request,
            "documents/broken.html",
            {"title": found.name, "unit": found.unit, "error": error},
            status=CONFLICT,
        )
    download = request.GET.get("tai") == "1"
    return file_response(request, content, found.served_name, MEDIA[FileKind(found.kind)], download=download)
