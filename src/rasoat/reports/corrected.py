"""Whether a frozen set has been overtaken by decided corrections."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from rasoat.recognition.models import Recognition
from rasoat.reports.models import FrozenHousehold, ReportSet
from rasoat.rounds.models import Round


def is_corrected(report_set: ReportSet | None, round_: Round) -> bool:
    """Tell whether a frozen set still holds what a correction in its round has replaced."""
    held = FrozenHousehold.objects.filter(
        set=report_set,
        household=OuterRef("household"),
        submission=OuterRef("submission"),
        result=OuterRef("result"),
    )
    replaced = Recognition.objects.filter(
        Exists(held),
        round=round_,
        superseded_by__round=round_,
        superseded_by__submission__isnull=False,
    )
    return replaced.exists()
