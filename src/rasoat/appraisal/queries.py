"""What the appraisal pages show."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from rasoat.appraisal.models import CommuneReport, Finding, FindingQuerySet, Inspection
from rasoat.law import Class
from rasoat.meeting.queries import heads_of
from rasoat.rounds.models import CommuneRound, CommuneRoundQuerySet
from rasoat.rounds.states import CommuneState, VillageState

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

    @property
    def why(self) -> str:
        """The figures behind the reason of a pick, in words; empty where there are none."""
        return why_picked(self.inspection)


def communes_with_reports(rows: CommuneRoundQuerySet) -> QuerySet[CommuneRound]:
    """Add to each commune its last report's day and counts, and how the villages and inspections stand."""
    last = CommuneReport.objects.filter(commune=OuterRef("pk")).order_by("-number")
    found = rows.select_related("unit", "round").annotate(
        submitted_on=Subquery(last.values("submitted_on")[:1]),
        outcome=Subquery(last.values("outcome")[:1]),
        poor=Subquery(last.values("poor")[:1]),
        near_poor=Subquery(last.values("near_poor")[:1]),
        posted=Count("villages", filter=Q(villages__state=VillageState.POSTED)),
        village_count=Count("villages"),
    )
    return found.order_by("unit__path", "-round__reference_date")


def waiting_first(rows: QuerySet[CommuneRound]) -> list[CommuneRound]:
    """Return the communes that wait for the district first."""
    return sorted(rows, key=lambda commune: commune.state != CommuneState.REPORTED)


def compared(report: CommuneReport) -> list[Compared]:
    """Return the drawn households in the order of villages and names."""
    inspections = list(
        report.inspections.select_related(
            "listing__household", "listing__village__unit", "submission__score", "inspector", "appointed"
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


def why_picked(inspection: Inspection) -> str:
    """Return the figures behind the reason of a pick, in words."""
    facts = inspection.risk_facts
    told = {
        Inspection.Risk.NEAR_LINE: _("%(b1)s điểm, ngưỡng %(line)s"),
        Inspection.Risk.JUMP: _("%(b1)s điểm, lần trước %(earlier)s, không có biến động"),
        Inspection.Risk.REVIEWER: _(
            "%(share)s %% phiếu của rà soát viên này ghi như vậy, của người khác %(others)s %%"
        ),
        Inspection.Risk.VISIT: _("không ghi người trả lời")
        if facts.get("missing") == "respondent"
        else _("không có ảnh hay nơi ghi, nhiều hộ khác của thôn có"),
    }
    words = told.get(Inspection.Risk(inspection.risk)) if inspection.risk else None
    return words % facts if words else ""


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
