"""What a course page is made of, and how a value of the pack is put into words: with its source, or as not found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rasoat.law import Rules
from rasoat.law.cells import Cell
from rasoat.law.model import MonthDay
from rasoat.rounds.models import Deadline
from rasoat.text_vi import number


class Block(NamedTuple):
    """One piece of a page: ``kind`` is text, list, steps, table, unknown, note or do; ``source`` says where from."""

    kind: str
    text: str = ""
    items: Sequence[str] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    source: str = ""

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """The rows of a table, each cell with its heading."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


class Section(NamedTuple):
    """A part of a page under its heading."""

    title: str
    blocks: list[Block]


@dataclass
class Lesson:
    """The pack, the language and the days with which a page is written; ``place`` is area and region as scoring reads them."""

    rules: Rules
    language: str
    place: Mapping[str, str]
    plan: Mapping[str, Deadline] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)

    def say(self, vi: str, en: str, **filled: object) -> str:
        """Return a sentence in the language of the page."""
        return (vi if self.language == "vi" else en).format(**filled)

    def section(self, vi: str, en: str) -> None:
        """Begin a part."""
        self.sections.append(Section(self.say(vi, en), []))

    def add(self, kind: str, text: str = "", **more: Any) -> None:
        """Add a piece to the last part."""
        self.sections[-1].blocks.append(Block(kind, text, **more))

    def tell(self, vi: str, en: str, **filled: object) -> None:
        """Add a paragraph."""
        self.add("text", self.say(vi, en, **filled))

    def do(self, vi: str, en: str, **filled: object) -> None:
        """Add what the reader does himself."""
        self.add("do", self.say(vi, en, **filled))

    def law(self, name: str, vi: str, en: str, missing_vi: str, missing_en: str) -> bool:
        """Add a sentence with the number ``name`` of the process in it as ``{n}``; where no source gives it, say so.

        Return whether it is known. A rule that the regime does not have adds nothing.
        """
        cell: Cell[Any] = self.rules.parameters[name]
        if not cell.known:
            self.add("unknown", self.say(missing_vi, missing_en), source=self.source(cell))
            return False
        if cell.value is None:
            return False
        self.add("text", self.say(vi, en, n=self.figure(cell.value)), source=self.source(cell))
        return True

    def figure(self, value: Any) -> str:
        """Return a value of the pack as people write it."""
        if isinstance(value, MonthDay):
            return f"{value.day:02d}/{value.month:02d}"
        if isinstance(value, bool) or not isinstance(value, int):
            return str(value)
        return number(value) if self.language == "vi" else f"{value:,}"

    def source(self, cell: Cell[Any]) -> str:
        """Return reference and provenance of a cell."""
        words = cell.provenance.label(self.language)
        return f"{cell.ref} – {words[0].lower()}{words[1:]}"

    def until(self, step: str) -> str:
        """Return «từ 10/10/2018 đến hết 20/10/2018» of a step by the plan in force; empty where none is set."""
        days = self.plan.get(step)
        if days is None:
            return ""
        return self.say(
            "từ {a} đến hết {b}",
            "from {a} to {b}",
            a=f"{days.starts_on:%d/%m/%Y}",
            b=f"{days.due_on:%d/%m/%Y}",
        )
