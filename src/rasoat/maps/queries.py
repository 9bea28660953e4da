"""Where units lie on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rasoat.areas.models import Unit
from rasoat.maps.models import Boundary


def boundaries_of(units: Iterable[Unit], on: date) -> dict[int, Boundary]:
    """Return the boundary of each unit on the day, by the unit's key: of the newest set in force."""
    rows = Boundary.objects.filter(unit__in=[unit.pk for unit in units], set__valid_from__lte=on)
    return {row.unit_id: row for row in rows.order_by("set__valid_from", "set")}
