"""The chain of approval as data: who reports, gives an opinion, decides, adds up, approves, in the order of the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from rasoat.errors import LawError
from rasoat.law.cells import Calendar, Cell, Dated, at, read_dated
from rasoat.law.model import Labelled
from rasoat.law.read_classes import one_of

if TYPE_CHECKING:
    from rasoat.law.nodes import Map

NO_SUCH_RULE = "none"
LEVELS = ("village", "commune", "district", "province", "ministry")
"""From the lowest to the highest."""


class Act(StrEnum):
    """What a level does in the chain."""

    REPORT = "report"
    OPINION = "opinion"
    DECIDE = "decide"
    CONSOLIDATE = "consolidate"
    APPROVE = "approve"


@dataclass(frozen=True)
class Link(Labelled):
    """One link on one day; ``level`` is None where the regime has no such link, or where no source names the level."""

    key: str
    act: Act
    label_vi: str
    label_en: str
    cell: Cell[str | None]

    @property
    def level(self) -> str | None:
        """The level that acts."""
        return self.cell.value if self.cell.known else None

    @property
    def missing(self) -> bool:
        """Whether the link was looked for and not found: shown as such, and nobody does it."""
        return not self.cell.known


@dataclass(frozen=True)
class DatedLink:
    """One link over time."""

    key: str
    act: Act
    label_vi: str
    label_en: str
    cells: Dated[str | None]

    def on(self, day: dt.date) -> Link:
        """Return the link on ``day``."""
        return Link(self.key, self.act, self.label_vi, self.label_en, at(self.cells, day))


@dataclass(frozen=True)
class Chain:
    """The links of one day, in order; empty where no source gives a chain."""

    links: tuple[Link, ...]

    def __bool__(self) -> bool:
        return bool(self.links)

    @property
    def standing(self) -> tuple[Link, ...]:
        """The links that somebody does."""
        return tuple(link for link in self.links if link.level is not None)

    @property
    def missing(self) -> tuple[Link, ...]:
        """The links that were looked for and not found."""
        return tuple(link for link in self.links if link.missing)

    def has(self, act: str, level: str = "") -> bool:
        """Tell whether somebody (of ``level``) does ``act``."""
        return any(link.act == act and level in ("", link.level) for link in self.standing)

    def levels(self, act: str) -> tuple[str, ...]:
        """Return the levels that do ``act``, in order."""
        return tuple(str(link.level) for link in self.standing if link.act == act)

    @property
    def decider(self) -> str:
        """The level that recognises households."""
        return self.levels(Act.DECIDE)[0]

    def below(self, level: str) -> str:
        """Return the level that reports to ``level`` after the decision: the nearest below it that does anything."""
        acting = {link.level for link in self.standing}
        return next(each for each in reversed(LEVELS[: LEVELS.index(level)]) if each in acting)

    def refuse_unsound(self) -> None:
        """Raise ``LawError`` L062 (not one decision), L063 (a link out of order), L064 (approval of nothing added up)."""
        deciding = [link for link in self.standing if link.act == Act.DECIDE]
        if len(deciding) != 1:
            raise _error("L062", (deciding or self.links)[-1], count=len(deciding))
        place = self.standing.index(deciding[0])
        rank = LEVELS.index(self.decider)
        for number, link in enumerate(self.standing):
            if link.act == Act.OPINION and (number > place or LEVELS.index(str(link.level)) <= rank):
                raise _error("L063", link)
        for earlier, later in pairwise(self.standing[place:]):
            if LEVELS.index(str(later.level)) < LEVELS.index(str(earlier.level)):
                raise _error("L063", later)
        for number, link in enumerate(self.standing):
            added = [each for each in self.standing[:number] if each.act == Act.CONSOLIDATE]
            if link.act == Act.APPROVE and link.level not in [each.level for each in added]:
                raise _error("L064", link)


def _error(code: str, link: Link, **more: object) -> LawError:
    cell = link.cell
    return LawError(code, file=cell.file, line=cell.line, key=link.key, day=cell.since.isoformat(), **more)


def read_chain(root: Map, calendar: Calendar) -> tuple[DatedLink, ...]:
    """Return the chain of process.yaml over time; sound on every day on which it may change."""
    links: dict[str, DatedLink] = {}
    for entry in root.listed("chain"):
        key = entry.text("key")
        if key in links:
            raise entry.error("L006", "key", key=key)
        links[key] = DatedLink(
            key,
            Act(one_of(entry, "act", tuple(Act))),
            entry.text("label_vi"),
            entry.text("label_en"),
            read_dated(entry.maps("at"), f"chain.{key}", calendar, _level, parse=_level_of_text),
        )
    for day in calendar.change_days if links else ():
        chain_on(links.values(), day).refuse_unsound()
    return tuple(links.values())


def chain_on(links: Iterable[DatedLink], day: dt.date) -> Chain:
    """Return the chain on ``day``."""
    return Chain(tuple(link.on(day) for link in links))


def _level(entry: Map) -> str | None:
    if entry.missing("value"):
        return None
    found = one_of(entry, "value", (*LEVELS, NO_SUCH_RULE))
    return None if found == NO_SUCH_RULE else found


def _level_of_text(text: str) -> str | None:
    allowed: Sequence[str] = (*LEVELS, NO_SUCH_RULE)
    if text not in allowed:
        raise ValueError(" | ".join(allowed))
    return None if text == NO_SUCH_RULE else text
