"""A paper as an answer: the PDF as issued, or what is wrong with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from rasoat.documents import store
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
            request,
            "documents/broken.html",
            {"title": document.title, "unit": document.unit, "error": error},
            status=CONFLICT,
        )
    name = f"{document.title.replace('/', '-')}.pdf"
    return pdf_response(request, pdf, name, download=request.GET.get("tai") == "1")


def pdf_response(request: HttpRequest, pdf: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """Return a PDF as ``file_response`` does."""
    return file_response(request, pdf, name, "application/pdf", download=download)


def file_response(
    request: HttpRequest, content: bytes, name: str, media: str, *, download: bool = False
) -> HttpResponse:
    """Return a file, shown in the browser or downloaded; 304 when the visitor holds the same bytes.

    The answer is private: a file may name people, so no cache but the visitor's own keeps it. The browser must take
    it for what we say it is, never for what it looks like.
    """
    etag = f'"{store.sha256_of(content)}"'
    fresh = etag in (part.strip() for part in request.headers.get("If-None-Match", "").split(","))
    response = HttpResponse(status=304) if fresh else HttpResponse(content, content_type=media)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    disposition = content_disposition_header(download, name)
    if disposition:
        response["Content-Disposition"] = disposition
    return response
