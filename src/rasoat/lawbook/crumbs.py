"""The way from the packs to a page, for the line of places above it."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from rasoat import law
from rasoat.areas.models import Unit
from rasoat.audit.desk import language


class Crumb(NamedTuple):
    """One place on the way to a page; the last one has no address."""

    label: str
    url: str = ""


def trail(pack: law.Pack, province: Unit, last: str = "") -> list[Crumb]:
    """The packs, the pack, then ``last``."""
    found = [Crumb(_("Quy định"), reverse("law"))]
    title = pack.title(language())
    if not last:
        return [*found, Crumb(title)]
    return [*found, Crumb(title, reverse("law-pack", args=[province.code, pack.id])), Crumb(last)]
