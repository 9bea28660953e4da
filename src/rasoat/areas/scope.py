"""The one place where a query is held to somebody's area.

Every route, export, file and action passes through ``ScopedQuerySet.within``; an empty scope sees nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from rasoat.areas.models import Unit

ModelT = TypeVar("ModelT", bound=models.Model)


@dataclass(frozen=True)
class Scope:
    """The units a person may see or act on, as path prefixes."""

    paths: tuple[str, ...] = ()

    def covers(self, unit: Unit) -> bool:
        """Whether ``unit`` lies at or below one of the scope's units."""
        return any(unit.path.startswith(path) for path in self.paths)

    def q(self, field: str) -> Q:
        """The filter for rows whose unit path stands in ``field``."""
        condition = Q(pk__in=[])
        for path in self.paths:
            condition |= Q(**{f"{field}__startswith": path})
        return condition

    def around(self, field: str) -> Q:
        """The filter for rows inside the scope, and of the units above it: what is set above holds for all below."""
        above = {path[: at + 1] for path in self.paths for at, letter in enumerate(path) if letter == "/"}
        return self.q(field) | Q(**{f"{field}__in": above}) if above else self.q(field)


class ScopedQuerySet(models.QuerySet[ModelT]):
    """A query set that knows where its unit path stands."""

    scope_field: str

    def within(self, scope: Scope) -> Self:
        """Only the rows inside ``scope``."""
        return self.filter(scope.q(self.scope_field))
