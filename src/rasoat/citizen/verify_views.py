"""Whether a certificate is valid, for whoever scans its QR code: number, commune, year, and nothing else."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rasoat.citizen.door import open_to_all
from rasoat.recognition.models import Certificate
from rasoat.rounds.clock import today
from rasoat.rounds.states import CertificateState

READS_AN_HOUR = 120
NOT_FOUND = 404


class Verdict(NamedTuple):
    """All that the page may say of a certificate."""

    valid: bool
    number: str
    commune: str
    year: int
    practice: bool


@open_to_all(door="verify", an_hour=READS_AN_HOUR, reads=True)
@require_GET
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Valid or not; one page for every code that no certificate has."""
    found = verdict(token)
    return render(request, "citizen/verify.html", {"verdict": found}, status=200 if found else NOT_FOUND)


def verdict(token: str) -> Verdict | None:
    """Return what is said of the certificate with a token: valid while it is neither replaced nor withdrawn in its period."""
    rows = Certificate.objects.select_related("unit", "commune__round")
    certificate = rows.filter(token=token).first()
    if certificate is None:
        return None
    in_time = today(certificate.commune.round).year <= certificate.last_year
    return Verdict(
        valid=certificate.state == CertificateState.VALID and in_time,
        number=str(certificate),
        commune=str(certificate.unit),
        year=certificate.year,
        practice=certificate.practice,
    )
