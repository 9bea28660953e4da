"""Take boundaries in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.maps.models import Boundary, BoundarySet
from rasoat.maps.reading import Reading, read_boundaries


@dataclass(kw_only=True)
class ImportBoundaries(Action[BoundarySet]):
    """Take the boundaries of the units under ``root`` from a GeoJSON file, valid from a day on.

    A file with a fault is not taken at all: the first fault is raised, ``reading`` holds every one of them.
    """

    name: ClassVar[str] = "map.import"
    permission: ClassVar[Permission] = Permission.MAP_IMPORT

    root: Unit
    file_name: str
    content: bytes
    valid_from: date
    source: str

    def unit(self) -> Unit:
        """The unit whose area the file covers."""
        return self.root

    def check(self) -> None:
        """A file without faults that was not taken before for the same day."""
        if self.reading.faults:
            raise self.reading.faults[0]
        self._sha256 = hashlib.sha256(self.content).hexdigest()
        known = BoundarySet.objects.filter(
            root=self.root, valid_from=self.valid_from, file_sha256=self._sha256
        )
        if known.exists():
            raise Refused("G013", file=self.file_name, day=f"{self.valid_from:%d/%m/%Y}")

    @property
    def reading(self) -> Reading:
        """What the file holds, read once."""
        if not hasattr(self, "_reading"):
            units = Unit.objects.in_force(self.valid_from).under(self.root)
            self._reading = read_boundaries(self.content, {unit.code: unit for unit in units})
        return self._reading

    def execute(self) -> BoundarySet:
        """Store the set and its boundaries."""
        places = self.reading.places
        made = BoundarySet.objects.create(
            root=self.root,
            level=places[0].unit.level,
            valid_from=self.valid_from,
            source=self.source,
            file_name=self.file_name[:200],
            file_sha256=self._sha256,
            units=len(places),
            imported_by=self.actor,
        )
        Boundary.objects.bulk_create(
            Boundary(set=made, unit=place.unit, geometry=place.geometry, x=place.x, y=place.y)
            for place in places
        )
        return made

    def facts(self, result: BoundarySet) -> Mapping[str, Any]:
        """Which file, for which day, how many units."""
        return {
            "sha256": result.file_sha256,
            "valid_from": result.valid_from.isoformat(),
            "units": result.units,
            "turned": self.reading.turned,
        }
