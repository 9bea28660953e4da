"""Whether every form is what the log says was handed in: one by one, or with the file it came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from rasoat.audit.models import Entry
from rasoat.errors import RasoatError
from rasoat.survey.answers import SubmitAnswers
from rasoat.survey.importing.storing import ACTION, forms_hash
from rasoat.survey.models import Submission

Forms = list[tuple[str, str]]
"""Identifier (32 hex digits) and hash of some forms."""


def astray() -> Iterator[RasoatError]:
    """Yield the forms that are not as the log says: R090 changed or lost, R091 changed since their import, R092 unlogged."""
    alone = _handed_in_alone()
    together: defaultdict[str, defaultdict[datetime, Forms]] = defaultdict(lambda: defaultdict(list))
    forms = Submission.objects.order_by("received_at", "pk")
    columns = ("pk", "answers_hash", "listing__village", "received_at")
    for pk, own, village, received_at in forms.values_list(*columns).iterator(2_000):
        number, hash_ = alone.pop(pk, (0, ""))
        if not number:
            together[f"village:{village}"][received_at].append((pk.hex, own))
        elif own != hash_:
            yield RasoatError("R090", submission=str(pk), number=number)
    for pk, (number, _) in alone.items():
        yield RasoatError("R090", submission=str(pk), number=number)
    yield from _astray_imports({village: list(moments.values()) for village, moments in together.items()})


def _handed_in_alone() -> dict[UUID, tuple[int, str]]:
    """Return entry and hash of every form that was filled for itself: its entry names it, or its facts where it names a complaint."""
    alone = Entry.objects.filter(Q(action=SubmitAnswers.name) | Q(facts__has_key="submission"))
    rows = alone.values_list("subject", "number", "facts__answers", "facts__submission")
    return {
        UUID(named or subject.partition(":")[2]): (number, own)
        for subject, number, own, named in rows.iterator(2_000)
    }


def _astray_imports(together: dict[str, list[Forms]]) -> Iterator[RasoatError]:
    """The n-th import of a village brought the forms that were the n-th to be received together."""
    entries = Entry.objects.filter(action=ACTION, facts__submitted__gt=0).order_by("number")
    for number, subject, hash_ in entries.values_list("number", "subject", "facts__answers"):
        waiting = together.get(subject)
        forms = waiting.pop(0) if waiting else []
        if forms_hash(forms) != hash_:
            yield RasoatError("R091", number=number, count=len(forms))
    for groups in together.values():
        for pk, _ in (form for forms in groups for form in forms):
            yield RasoatError("R092", submission=str(UUID(pk)))
