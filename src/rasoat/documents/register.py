"""Issue a document: number it, record it, print it, keep the PDF under its hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.documents import printer, store
from rasoat.documents.encode import encode
from rasoat.documents.models import Document, Kind, Print
from rasoat.errors import Refused

_REGISTERS = (frozenset({Kind.DECISION, Kind.CORRECTION}),)
"""Kinds that count in one register: a correction is a decision of the commune like any other."""


def next_number(unit: Unit, kind: Kind, year: int, *, practice: bool) -> int:
    """Return the next free number of a unit's register; the database refuses a number used twice."""
    # The unit's row is locked first, so that two issuers at once wait for one another instead of failing.
    Unit.objects.select_for_update().get(pk=unit.pk)
    kinds = next((register for register in _REGISTERS if kind in register), {kind})
    issued = Document.objects.filter(unit=unit, kind__in=kinds, year=year, practice=practice)
    return (issued.aggregate(last=Max("number"))["last"] or 0) + 1


def path_of(sha256: str) -> Path:
    """Return where the PDF with this hash is kept."""
    return store.path_of(sha256, "pdf")


def printed(document: Document) -> str:
    """Return the SHA-256 of the document's PDF; print it now when the printer has not come to it yet."""
    made = Print.objects.filter(document=document).values_list("sha256", flat=True).first()
    if made is None:
        made = printer.print_out(document)
        Print.objects.bulk_create([Print(document=document, sha256=made)], ignore_conflicts=True)
    return made


def read(document: Document) -> bytes:
    """Return the PDF as issued; raises ``Refused`` (D050) when the file is gone or was changed."""
    pdf = store.read(printed(document), "pdf")
    if pdf is None:
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
    items: Sequence[Mapping[str, Any]],
) -> Document:
    """Record a document of one or more papers; it is printed when the transaction has been committed.

    Raises ``InputError`` (D001 to D005) when the data do not fit the kind.
    """
    for item in items:
        encode(kind, item)
    document = Document.objects.create(
        kind=kind,
        unit=unit,
        year=issued_on.year,
        number=number,
        title=title,
        issued_on=issued_on,
        issued_by=issued_by,
        practice=practice,
        data={"items": [dict(item) for item in items]},
    )
    transaction.on_commit(lambda: printer.queue(document.pk))
    return document
