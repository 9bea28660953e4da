"""What every view uses to reach data: the scope of its own permission, and nothing outside it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.http import Http404, HttpRequest

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.scope import Scope, ScopedQuerySet
from rasoat.errors import sentence

ModelT = TypeVar("ModelT", bound=models.Model)


class Visit(HttpRequest):
    """A request after the doorkeeper: somebody signed in whose role permits the view."""

    user: User
    access: Access
    permission: Permission


def scope(request: Visit) -> Scope:
    """The units for which the view's permission is given to the visitor."""
    return request.access.scope(request.permission)


def find(request: Visit, rows: ScopedQuerySet[ModelT], **lookup: Any) -> ModelT:
    """Return the one row inside the visitor's scope; outside it there is no such row (404, A003)."""
    row = rows.within(scope(request)).filter(**lookup).first()
    if row is None:
        raise Http404(f"A003 {sentence('A003')}")
    return row
