"""What scoring gives: a score with its class, or reasons why there is none. Never both."""

from __future__ import annotations

from dataclasses import dataclass

from rasoat.errors import sentence
from rasoat.law import Cell, Class, ClassRule, Item, Option


@dataclass(frozen=True)
class ItemPoints:
    """The points one B1 item gave: the option the answer fell under, and the cell of the law."""

    item: Item
    option: Option
    cell: Cell[int]
    waived: Cell[str] | None = None

    @property
    def points(self) -> int:
        """The points counted: none when an exception of the law waives the item."""
        return 0 if self.waived else self.cell.value


@dataclass(frozen=True)
class Scored:
    """A household with complete, possible answers: B1, B2, class and where they come from."""

    b1: int
    b2: int
    cls: Class
    deprivations: tuple[int, ...]
    points: tuple[ItemPoints, ...]
    rule: ClassRule


@dataclass(frozen=True)
class Reason:
    """Why a household was not scored: error code, column of the answers, and what stood there."""

    code: str
    column: str
    value: str | None = None

    def __str__(self) -> str:
        return f"{self.code}:{self.column}"

    def sentence(self, language: str = "vi") -> str:
        """Return the catalogue's sentence in ``language``."""
        return sentence(self.code, language, column=self.column, value=self.value or "")


@dataclass(frozen=True)
class Refused:
    """A household without score and without class (an unscored household is never the poorest)."""

    reasons: tuple[Reason, ...]
