"""A paper as an answer: the PDF as issued, or what is wrong with it."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from rasoat.documents.models import Document
from rasoat.documents.register import read
from rasoat.errors import Refused

CONFLICT = 409


def paper(request: HttpRequest, document: Document) -> HttpResponse:
    """Return a document as issued; ``?tai=1`` downloads it. One that was changed on disk is not shown (D050, 409)."""
    try:
        pdf = read(document)
    except Refused as error:
        return render(
            request, "documents/broken.html", {"document": document, "error": error}, status=CONFLICT
        )
    name = f"{document.title.replace('/', '-')}.pdf"
    return pdf_response(request, pdf, name, download=request.GET.get("tai") == "1")


def pdf_response(request: HttpRequest, pdf: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """Return the PDF, shown in the browser or downloaded; 304 when the visitor holds the same bytes.

    The answer is private: a paper may name people, so no cache but the visitor's own keeps it.
    """
    etag = f'"{hashlib.sha256(pdf).hexdigest()}"'
    fresh = etag in (part.strip() for part in request.headers.get("If-None-Match", "").split(","))
    response = HttpResponse(status=304) if fresh else HttpResponse(pdf, content_type="application/pdf")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    disposition = content_disposition_header(download, name)
    if disposition:
        response["Content-Disposition"] = disposition
    return response
