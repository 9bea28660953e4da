"""Write and check the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from rasoat.accounts.models import User
from rasoat.audit.models import GENESIS, Entry, Head


def record(
    *, actor: User, role: str, action: str, unit_path: str, subject: str, facts: Mapping[str, Any]
) -> Entry:
    """Append one entry inside the caller's transaction."""
    with transaction.atomic():
        head, _ = Head.objects.select_for_update().get_or_create(pk=1)
        entry = Entry(
            number=head.number + 1,
            at=datetime.now(UTC),
            actor=actor,
            role=role,
            action=action,
            unit_path=unit_path,
            subject=subject,
            facts=dict(facts),
            previous=head.hash,
        )
        entry.hash = entry.compute_hash()
        entry.save(force_insert=True)
        head.number, head.hash = entry.number, entry.hash
        head.save()
    return entry


def broken_entries() -> list[int]:
    """Return the numbers of entries whose hash or link is wrong; empty when the log is whole."""
    broken: list[int] = []
    number, previous = 0, GENESIS
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if entry.number != number or entry.previous != previous or entry.hash != entry.compute_hash():
            broken.append(entry.number)
            number = entry.number
        previous = entry.hash
    head = Head.objects.filter(pk=1).first()
    if head is not None and (head.number, head.hash) != (number, previous):
        broken.append(head.number)
    return broken
