"""The way from the district to a page, for the line of places above it."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from rasoat.rounds.models import CommuneRound, Round, VillageRound


class Crumb(NamedTuple):
    """One place on the way to a page; the last one has no address."""

    label: str
    url: str = ""


def round_trail(round_: Round, last: str = "") -> list[Crumb]:
    """Progress of the round, then ``last``."""
    here = Crumb(_("Tiến độ"), reverse("progress", args=[round_.pk]))
    return [here, Crumb(last)] if last else [here]


def commune_trail(commune: CommuneRound, last: str = "") -> list[Crumb]:
    """Progress, the commune, then ``last``."""
    return [
        *round_trail(commune.round),
        *_ending(str(commune.unit), reverse("commune", args=[commune.pk]), last),
    ]


def village_trail(village: VillageRound, last: str = "") -> list[Crumb]:
    """Progress, the commune, the village, then ``last``."""
    return [
        *round_trail(village.round),
        Crumb(str(village.commune.unit), reverse("commune", args=[village.commune_id])),
        *_ending(str(village.unit), reverse("village", args=[village.pk]), last),
    ]


def _ending(label: str, url: str, last: str) -> list[Crumb]:
    return [Crumb(label, url), Crumb(last)] if last else [Crumb(label)]
