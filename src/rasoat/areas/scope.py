"""The one place where a query is held to somebody's area.

Every route, export, file and action passes through ``ScopedQuerySet.within``; an empty scope sees nothing. What a unit
left behind when it ended belongs to the unit that holds its area now: the scope asks for ``heir_path``, never for the
place of old, so that a code used again for another area opens nothing.
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
    """The units a person may see or act on, as path prefixes.

    ``as_it_was`` asks for the place of old instead: for the figures of a unit that ended, never for what one may see.
    """

    paths: tuple[str, ...] = ()
    as_it_was: bool = False

    def covers(self, unit: Unit) -> bool:
        """Whether ``unit``, or what holds its area now, lies at or below one of the scope's units."""
        return any(unit.heir_path.startswith(path) for path in self.paths)

    def q(self, field: str) -> Q:
        """The filter for rows whose unit path stands in ``field`` (of a unit: where what holds its area now stands)."""
        heir = field if self.as_it_was else heir_field(field)
        condition = Q(pk__in=[])
        for path in self.paths:
            condition |= Q(**{f"{heir}__startswith": path})
        return condition

    def around(self, field: str) -> Q:
        """The filter for rows inside the scope, and of the units above it: what is set above holds for all below."""
        above = {path[: at + 1] for path in self.paths for at, letter in enumerate(path) if letter == "/"}
        return self.q(field) | Q(**{f"{heir_field(field)}__in": above}) if above else self.q(field)


def heir_field(field: str) -> str:
    """Return the column that says where the heir of a unit stands: ``unit__path`` → ``unit__heir_path``."""
    head, own, tail = field.rpartition("path")
    unit = own and not tail and (not head or head.endswith("__"))
    return f"{head}heir_path" if unit else field


class ScopedQuerySet(models.QuerySet[ModelT]):
    """A query set that knows where its unit path stands."""

    scope_field: str

    def within(self, scope: Scope) -> Self:
        """Only the rows inside ``scope``."""
        return self.filter(scope.q(self.scope_field))
