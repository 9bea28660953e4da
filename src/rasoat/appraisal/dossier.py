"""The commune's dossier (hồ sơ thẩm định): its checks, written once for the page, for the report and for the opinion.

A later step adds its own with ``register``: this step knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.errors import Refused
from rasoat.rounds.models import CommuneRound


class Stage(models.TextChoices):
    """What a check stands before."""

    SEND = "send", _("gửi báo cáo")
    AGREE = "agree", _("nhất trí")
    SIGN = "sign", _("ký quyết định")


class Rule(models.TextChoices):
    """Where a check comes from."""

    LAW = "law", _("quy định")
    PROGRAM = "program", _("quy tắc của phần mềm")


class Spot(NamedTuple):
    """One thing that is wrong, and the page where it is mended."""

    label: str
    page: str = ""
    args: tuple[Any, ...] = ()


Find = Callable[[CommuneRound], list[Spot]]


@dataclass(frozen=True)
class Check:
    """One line of the dossier: ``find`` returns all that is wrong; ``code`` refuses, with count and first in its sentence.

    ``where`` gives a code's sentence what else it names. What a ``secret`` check finds is shown to the district only until
    its opinion is given.
    """

    key: str
    order: int
    label: str | Promise
    rule: Rule
    code: str
    find: Find
    before: frozenset[Stage]
    where: Callable[[CommuneRound], Mapping[str, Any]] = field(default=lambda _commune: {})
    secret: bool = False


@dataclass(frozen=True)
class Line:
    """A check as it stands for a commune."""

    check: Check
    spots: list[Spot]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.spots

    @property
    def only_agreement(self) -> bool:
        """Whether the report can go without it."""
        return Stage.SEND not in self.check.before


_CHECKS: dict[str, Check] = {}


def register(*checks: Check) -> None:
    """Add checks to every dossier; raises ``ValueError`` for a key that is taken."""
    for check in checks:
        if check.key in _CHECKS:
            raise ValueError(f"two checks are called {check.key}")
        _CHECKS[check.key] = check


def all_checks() -> list[Check]:
    """Return the checks in the order of the review."""
    return sorted(_CHECKS.values(), key=lambda check: check.order)


def lines(commune: CommuneRound) -> list[Line]:
    """Return how every check stands for a commune now."""
    return [Line(check, check.find(commune)) for check in all_checks()]


def missing(found: Iterable[Line], stage: Stage) -> list[Line]:
    """Return the lines that keep a commune from ``stage``."""
    return [line for line in found if not line.passed and stage in line.check.before]


def require_complete(commune: CommuneRound, stage: Stage) -> None:
    """Raise ``Refused`` with the code of the first check that keeps the commune from ``stage``."""
    for check in all_checks():
        if stage not in check.before:
            continue
        spots = check.find(commune)
        if spots:
            raise Refused(check.code, count=len(spots), first=spots[0].label, **check.where(commune))
