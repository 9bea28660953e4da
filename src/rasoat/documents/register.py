"""Issue a document: number it, render it, keep the PDF under its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.documents.models import Document, Kind
from rasoat.errors import Refused


def next_number(unit: Unit, kind: Kind, year: int, *, practice: bool) -> int:
    """Return the next free number of a unit's register; the database refuses a number used twice."""
    # The unit's row is locked first, so that two issuers at once wait for one another instead of failing.
    Unit.objects.select_for_update().get(pk=unit.pk)
    issued = Document.objects.filter(unit=unit, kind=kind, year=year, practice=practice)
    return (issued.aggregate(last=Max("number"))["last"] or 0) + 1


def keep(pdf: bytes) -> str:
    """Write the PDF under its SHA-256 and return that."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_bytes(pdf)
        draft.rename(path)
    return sha256


def path_of(sha256: str) -> Path:
    """Return where the PDF with this hash is kept."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / f"{sha256}.pdf"


def read(document: Document) -> bytes:
    """Return the PDF as issued; raises ``Refused`` (D050) when the file is gone or was changed."""
    path = path_of(document.sha256)
    pdf = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(pdf).hexdigest() != document.sha256:
        raise Refused("D050", title=document.title)
    return pdf


def issue(
    kind: Kind,
    unit: Unit,
    *,
    title: str,
    issued_on: date,
    issued_by: User,
    practice: bool,
    number: int | None,
    data: Mapping[str, Any],
    pdf: bytes,
) -> Document:
    """Record a document and keep its PDF; ``data`` is what the PDF was made from."""
    return Document.objects.create(
        kind=kind,
        unit=unit,
        year=issued_on.year,
        number=number,
        title=title,
        issued_on=issued_on,
        issued_by=issued_by,
        practice=practice,
        data=dict(data),
        sha256=keep(pdf),
    )
