"""What the pages of requests in the year show."""

from __future__ import annotations

from rasoat.meeting.queries import heads_of
from rasoat.roster.homes import residents
from rasoat.rounds.models import VillageRound
from rasoat.yearround.models import CaseQuerySet


def cases_of(rows: CaseQuerySet) -> CaseQuerySet:
    """Add what a list of cases shows; the open ones first, the earliest due first."""
    shown = rows.select_related("village__unit__parent", "village__round", "household")
    return shown.order_by("decided_on", "due_on", "received_on", "pk")


def households_of(village: VillageRound) -> list[tuple[str, str]]:
    """Return the living households of a village as choices, by given name of the head."""
    rows = list(residents(village).filter(ended_on__isnull=True))
    heads = heads_of(row.pk for row in rows)
    named = [(row, *heads.get(row.pk, (row.code, ""))) for row in rows]
    named.sort(key=lambda each: (each[2], each[0].code))
    return [(str(row.pk), f"{name} – {row.code}") for row, name, _order in named]
