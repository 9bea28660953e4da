"""The dossier's check that the flow tables of the commune close: they are computed here, long after the appraisal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from rasoat.appraisal.dossier import Check, Rule, Spot, Stage, register
from rasoat.audit.desk import language
from rasoat.reports.checks import problems
from rasoat.reports.closing import contradictions
from rasoat.reports.definitions import definition
from rasoat.reports.flows import NEAR_POOR, POOR
from rasoat.reports.sources import Source
from rasoat.reports.tables import build_from
from rasoat.rounds.models import CommuneRound


def open_tables(commune: CommuneRound) -> list[Spot]:
    """What keeps the commune's flow tables, by the scores of now, from closing: each fault in its sentence."""
    source = Source.of(commune.round, commune.unit, preliminary=True)
    faults = [*contradictions(source)]
    for key in (POOR, NEAR_POOR):
        faults += problems(build_from(source, definition(key, commune.round), "tree"))
    return [Spot(fault.sentence(language()), "commune", (commune.pk,)) for fault in faults]


def add() -> None:
    """Put the check into the dossier, behind those of the steps before the report."""
    register(
        Check(
            "tables",
            80,
            _("Bảng biến động hộ nghèo, hộ cận nghèo khớp số"),
            Rule.PROGRAM,
            "H015",
            open_tables,
            frozenset({Stage.SEND, Stage.AGREE}),
        )
    )
