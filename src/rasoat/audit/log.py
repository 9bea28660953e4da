"""Write and check the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from rasoat.accounts.models import User
from rasoat.audit.models import GENESIS, HEAD, Entry, Head


def record(
    *, actor: User, role: str, action: str, unit_path: str, subject: str, facts: Mapping[str, Any]
) -> Entry:
    """Append one entry inside the caller's transaction; the head's lock keeps the chain without a fork."""
    with transaction.atomic(savepoint=False):
        number, previous = Head.objects.select_for_update().values_list("number", "hash").get(pk=HEAD)
        entry = Entry(
            number=number + 1,
            at=datetime.now(UTC),
            actor=actor,
            role=role,
            action=action,
            unit_path=unit_path,
            subject=subject,
            facts=dict(facts),
            previous=previous,
        )
        entry.hash = entry.compute_hash()
        entry.save(force_insert=True)
        Head.objects.filter(pk=HEAD).update(number=entry.number, hash=entry.hash)
    return entry


def head() -> tuple[int, str]:
    """Return the number and the hash of the last entry; both change with every action."""
    return Head.objects.values_list("number", "hash").get(pk=HEAD)


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
    head = Head.objects.filter(pk=HEAD).first()
    if head is not None and (head.number, head.hash) != (number, previous):
        broken.append(head.number)
    return broken
