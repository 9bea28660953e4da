"""What an explanation is made of; every text in it is already in the language asked for."""

from __future__ import annotations

from dataclasses import dataclass

from rasoat.law import Class, Provenance
from rasoat.scoring.results import Reason


@dataclass(frozen=True)
class ItemLine:
    """One B1 item: what was answered, the option it falls under, its points and their reference."""

    key: str
    label: str
    answer: str
    option: str
    points: int
    ref: str
    provenance: Provenance
    waived: bool


@dataclass(frozen=True)
class DeprivationLine:
    """One B2 indicator, deprived or not, with the rule in words.

    ``because`` holds one line a member or an answer that makes it deprived, ``ends_if`` each single answer of a
    member that would end it. ``points`` are those counted, None where the pack has no value for them.
    """

    number: int
    key: str
    label: str
    dimension: str
    deprived: bool
    rule: str
    points: int | None
    ref: str
    provenance: Provenance
    because: tuple[str, ...] = ()
    ends_if: tuple[str, ...] = ()


@dataclass(frozen=True)
class Distance:
    """The nearest other class along ``axis`` (``b1`` or ``b2``): how many points away it lies (negative: below).

    Along B2 ``indicators`` is how many indicators must begin or end; along B1 it is 0.
    """

    axis: str
    points: int
    label: str
    cls: Class
    indicators: int = 0


@dataclass(frozen=True)
class Change:
    """One single answer that, changed to ``option``, would change the class.

    ``label`` is the question, or for an answer of a member the member; ``member`` is then the place in the list.
    """

    column: str
    label: str
    option: str
    b1: int
    b2: int
    cls: Class
    class_label: str
    member: int | None = None


@dataclass(frozen=True)
class Gap:
    """Values of the pack that scoring needs and nobody has found: what they are, how many, where they should stand."""

    what: str
    count: int
    ref: str


@dataclass(frozen=True)
class Explanation:
    """The explanation of one household, in one language.

    Without class there are no items and no threshold: ``refusals`` says why, ``gaps`` what the pack lacks. Where the
    answers are sound and only the pack lacks values, the deprivations are told all the same.
    """

    language: str
    pack: str
    refusals: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    gaps: tuple[Gap, ...] = ()
    area: str = ""
    items: tuple[ItemLine, ...] = ()
    b1: int | None = None
    deprivations: tuple[DeprivationLine, ...] = ()
    b2: int | None = None
    cls: Class | None = None
    class_label: str = ""
    threshold: str = ""
    threshold_ref: str = ""
    distances: tuple[Distance, ...] = ()
    changes: tuple[Change, ...] = ()
    verified: bool = False
