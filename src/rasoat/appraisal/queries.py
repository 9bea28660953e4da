"""What the appraisal pages show."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from rasoat.appraisal.models import CommuneReport, Finding, FindingQuerySet, Inspection
from rasoat.law import Class
from rasoat.meeting.queries import heads_of
from rasoat.rounds.models import CommuneRound, CommuneRoundQuerySet
from rasoat.rounds.states import CommuneState, VillageState

SHARE = 20  # one household in twenty, offered as a start; the inspector decides
LEAST = 5
WORDS = 80
"""Letters of a finding's text that a sentence or a list shows."""


@dataclass(frozen=True)
class Compared:
    """An inspected household beside its first form; ``now`` is None until it is inspected."""

    inspection: Inspection
    head: str
    first: Class
    now: Class | None

    @property
    def agrees(self) -> bool:
        """Whether the inspector came to the same class."""
        return self.now == self.first


def communes_with_reports(rows: CommuneRoundQuerySet) -> QuerySet[CommuneRound]:
    """Add to each commune its last report's day and counts, and how the villages and inspections stand."""
    last = CommuneReport.objects.filter(commune=OuterRef("pk")).order_by("-number")
    return rows.select_related("unit", "round").annotate(
        submitted_on=Subquery(last.values("submitted_on")[:1]),
        outcome=Subquery(last.values("outcome")[:1]),
        poor=Subquery(last.values("poor")[:1]),
        near_poor=Subquery(last.values("near_poor")[:1]),
        posted=Count("villages", filter=Q(villages__state=VillageState.POSTED)),
        village_count=Count("villages"),
    )


def waiting_first(rows: QuerySet[CommuneRound]) -> list[CommuneRound]:
    """Return the communes that wait for the district first."""
    return sorted(rows, key=lambda commune: (commune.state != CommuneState.REPORTED, commune.unit.path))


def compared(report: CommuneReport) -> list[Compared]:
    """Return the drawn households in the order of villages and names."""
    inspections = list(
        report.inspections.select_related(
            "listing__household", "listing__village__unit", "submission__score", "inspector"
        )
    )
    heads = heads_of(row.listing.household_id for row in inspections)
    found = [
        (row, *heads.get(row.listing.household_id, (row.listing.household.code, ""))) for row in inspections
    ]
    found.sort(key=lambda each: (each[0].listing.village.unit.path, each[2], each[0].listing.household.code))
    return [
        Compared(row, head, Class(row.submission.score.result), Class(row.result) if row.result else None)
        for row, head, _ in found
    ]


def offered_size(report: CommuneReport) -> int:
    """Return the sample size that the form offers: a twentieth of the reviewed households, at least five."""
    return min(max(report.reviewed // SHARE, LEAST), max(report.reviewed, 1))


def fresh_seed() -> int:
    """Return a seed that nobody could foresee."""
    return secrets.randbelow(900_000) + 100_000


def open_findings(commune: CommuneRound) -> FindingQuerySet:
    """Return the findings of a commune that are not closed, by number: while there is one the district does not agree."""
    return Finding.objects.filter(commune=commune).open().order_by("number")


def shortened(finding: Finding) -> str:
    """Return a finding in a few words: its number and the beginning of its text."""
    text = " ".join(finding.text.split())
    return f"{finding.number}. {text if len(text) <= WORDS else text[:WORDS].rstrip() + ' …'}"
