"""How often an address may use a public form: counted in the database, so that every server process counts alike."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from rasoat.citizen.models import Knock
from rasoat.errors import Refused


def knock(request: HttpRequest, door: str, times: int) -> None:
    """Count one more use of ``door``; raise ``Refused`` (N001) beyond ``times`` within the running hour."""
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        Knock.objects.filter(hour__lt=now - timedelta(days=1)).delete()
        row, _ = Knock.objects.get_or_create(door=door, address=_hashed(request), hour=hour)
        Knock.objects.filter(pk=row.pk).update(times=F("times") + 1)
    if row.times >= times:
        raise Refused("N001", times=times)


def _hashed(request: HttpRequest) -> str:
    """Return the keyed hash of the visitor's address, another one each day."""
    said = f"knock {timezone.localdate()} {_address(request)}"
    return hmac.new(settings.SECRETS.lookup_key, said.encode(), hashlib.sha256).hexdigest()


def _address(request: HttpRequest) -> str:
    """Return the address of the visitor; behind our own proxy it is the last one the proxy names."""
    named = request.headers.get("X-Forwarded-For", "") if settings.SECURE_HTTPS else ""
    return named.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
