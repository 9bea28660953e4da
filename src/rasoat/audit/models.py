"""The log: append-only in the database, each entry bound to the one before it by its hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models
from django.db.models import Q

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope, ScopedQuerySet

GENESIS = "0" * 64
HEAD = 1
"""The primary key of the one row of ``Head``; a migration creates it."""


class EntryQuerySet(ScopedQuerySet["Entry"]):
    """Log entries, by area."""

    scope_field = "unit_path"

    def within(self, scope: Scope) -> EntryQuerySet:
        """Entries of the scope's units, and of those that ended and whose area they hold now."""
        ended = Unit.objects.filter(scope.q("path"), valid_to__isnull=False)
        return self.filter(scope.q("unit_path") | Q(unit_path__in=ended.values("path")))


class Entry(models.Model):
    """One action that was carried out: who, in which role, what, where; no personal data of households.

    ``hash`` is SHA-256 over the entry and the hash before it, so that a changed or missing entry shows.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    action = models.CharField(max_length=60)
    unit_path = models.CharField(max_length=100, db_index=True)
    subject = models.CharField(max_length=80, db_index=True, help_text="what it was done to: kind:id")
    facts = models.JSONField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"

    def content(self) -> dict[str, Any]:
        """What the hash covers."""
        return {
            "number": self.number,
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": self.actor_id,
            "role": self.role,
            "action": self.action,
            "unit": self.unit_path,
            "subject": self.subject,
            "facts": self.facts,
            "previous": self.previous,
        }

    def compute_hash(self) -> str:
        """Return the hash that the stored one must equal."""
        text = json.dumps(self.content(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class Head(models.Model):
    """The last entry's number and hash; locked while an entry is added, so that the chain has no fork."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return str(self.number)
