"""The report forms of a regime: what each line and column counts, which formulas and cross-checks it prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rasoat.law.cells import Cell
from rasoat.law.model import Labelled

TABLE, PEOPLE = "table", "people"


@dataclass(frozen=True)
class Count:
    """What a figure counts: ``what`` (households, persons …) of the households for which all tags ``of`` hold.

    ``what`` is empty where the line says it; ``said`` narrows children to those about whom the member table says so.
    """

    of: tuple[str, ...] = ()
    what: str = ""
    said: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ReportColumn:
    """One column: a count, a rate (``over``: numerator and denominator), a share of ``per``, a sum, or a ``text``.

    ``sums`` beside a count is a formula of the form that the count must meet.
    """

    name: str
    number: str
    count: Count | None = None
    over: tuple[str, str] | None = None
    per: str | None = None
    sums: Mapping[str, int] | None = None
    text: str | None = None


@dataclass(frozen=True)
class ReportHeading(Labelled):
    """One cell of the printed heading: over a column, over further headings, or once for ``each`` entry of a list.

    ``each`` is ``indicators``, ``ethnic_groups`` or ``causes``; the count then holds the list's name for the entry.
    """

    label_vi: str
    label_en: str
    parts: tuple[ReportHeading, ...] = ()
    column: ReportColumn | None = None
    alias: str = ""
    each: str = ""

    def leaves(self) -> Iterator[ReportHeading]:
        """Yield the headings that stand over a column."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True)
class ReportLine(Labelled):
    """One of the lines that each unit has: what it counts, and of whom."""

    key: str
    label_vi: str
    label_en: str
    count: Count


@dataclass(frozen=True)
class ReportForm:
    """A report form of the regime; ``number`` is that of the printed form, None where it is not known.

    ``kind`` is ``table`` or ``people`` (a list of persons); without ``headings`` the form itself was not found.
    ``blocks``: the form prints urban and rural blocks. ``children_below`` is the age under which a member is a child.
    """

    key: str
    number: str | None
    title_vi: str
    title_en: str
    cell: Cell[None]
    kind: str = TABLE
    lines: tuple[ReportLine, ...] = ()
    headings: tuple[ReportHeading, ...] = ()
    of: tuple[str, ...] = ()
    blocks: bool = False
    second: bool = False
    preliminary: bool = True
    children_below: int = 0

    def title(self, language: str = "vi") -> str:
        """Return the title in ``language``."""
        return self.title_vi if language == "vi" else self.title_en


@dataclass(frozen=True)
class Cross:
    """Two columns that must agree on every unit: ``left`` and ``right`` are report, line and sum of columns."""

    key: str
    left: tuple[str, str, tuple[str, ...]]
    right: tuple[str, str, tuple[str, ...]]
    cell: Cell[None]


@dataclass(frozen=True)
class EthnicColumns:
    """The ethnic groups that have a column of their own in a province, by day."""

    province: str
    cells: tuple[Cell[tuple[str, ...]], ...]

    def on(self, day: dt.date) -> tuple[str, ...]:
        """Return the groups in force on ``day``, or none."""
        return next((cell.value for cell in self.cells if cell.in_force(day)), ())


@dataclass(frozen=True)
class Reporting:
    """Everything reports.yaml says: forms of every date, checks between them, and the provinces' columns."""

    forms: tuple[ReportForm, ...] = ()
    crosses: tuple[Cross, ...] = ()
    ethnic: Mapping[str, EthnicColumns] = field(default_factory=dict)

    def forms_on(self, day: dt.date) -> tuple[ReportForm, ...]:
        """Return the forms in force on ``day``."""
        return tuple(form for form in self.forms if form.cell.in_force(day))
