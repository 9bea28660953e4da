"""What pages say of corrections: those of a household, and the chain of its recognitions."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rasoat.corrections.models import Correction
from rasoat.documents.models import Document
from rasoat.recognition.models import Recognition
from rasoat.roster.models import Household
from rasoat.rounds.models import VillageRound

PEOPLE = ("requested_by", "checked_by", "decided_by")
PLACES = (
    "village__unit__parent",
    "village__round__unit",
    "village__commune__unit",
    "village__commune__round",
)


class Link(NamedTuple):
    """One recognition in the chain of a household: since when, by which paper, and whether it still counts."""

    recognition: Recognition
    on: date | None
    document: Document | None
    correction: Correction | None

    @property
    def live(self) -> bool:
        """Whether no later one has taken its place."""
        return self.recognition.superseded_by_id is None


def chain_of(household: Household) -> list[Link]:
    """Return every recognition of a household, the newest first; a replaced one stays readable."""
    rows = household.recognitions.select_related(
        "round",
        "village__parent",
        "decision__document",
        "certified__certificate",
        "made_by_correction__document",
    )
    links = [_link(row, getattr(row, "made_by_correction", None)) for row in rows]
    return sorted(links, key=lambda link: (link.on or date.min, link.recognition.pk), reverse=True)


def _link(row: Recognition, correction: Correction | None) -> Link:
    if correction is not None:
        return Link(row, correction.decided_on, correction.document, correction)
    if row.decision is not None:
        return Link(row, row.decision.signed_on, row.decision.document, None)
    return Link(row, row.recognised_on, None, None)


def village_of_recognition(household: Household) -> VillageRound | None:
    """Return the village round of the household's newest recognition that counts, or of its newest round."""
    rows = VillageRound.objects.filter(unit=household.village_id).select_related(
        "unit__parent", "round__unit", "commune__unit", "commune__round"
    )
    newest = rows.order_by("-round__reference_date")
    decided = household.recognitions.filter(superseded_by__isnull=True).values("round")
    return newest.filter(round__in=decided).first() or newest.first()
