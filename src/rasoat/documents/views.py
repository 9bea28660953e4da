"""The register of documents, and the papers themselves as issued."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.desk import page, sheet
from rasoat.documents.models import Document, DocumentQuerySet, Kind
from rasoat.documents.pages import paper


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
