"""Write and check the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import transaction

from rasoat.accounts.models import User
from rasoat.audit.models import GENESIS, HEAD, Entry, Head


class Act(NamedTuple):
    """What one entry says beside who and when: in which role, what, where, to what (``kind:id``), with which facts."""

    role: str
    action: str
    unit_path: str
    subject: str
    facts: Mapping[str, Any]


def record(
    *, actor: User, role: str, action: str, unit_path: str, subject: str, facts: Mapping[str, Any]
) -> Entry:
    """Append one entry inside the caller's transaction."""
    return record_all(actor, [Act(role, action, unit_path, subject, facts)])[0]


def record_all(actor: User, acts: Iterable[Act]) -> list[Entry]:
    """Append entries inside the caller's transaction; the head's lock keeps the chain without a fork."""
    with transaction.atomic(savepoint=False):
        last, previous = Head.objects.select_for_update().values_list("number", "hash").get(pk=HEAD)
        entries: list[Entry] = []
        for number, act in enumerate(acts, start=last + 1):
            at = datetime.now(UTC)
            entry = Entry(number=number, at=at, actor=actor, previous=previous, **act._asdict())
            entry.facts = dict(act.facts)
            entry.hash = previous = entry.compute_hash()
            entries.append(entry)
        Entry.objects.bulk_create(entries)
        if entries:
            Head.objects.filter(pk=HEAD).update(number=entries[-1].number, hash=previous)
    return entries


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
