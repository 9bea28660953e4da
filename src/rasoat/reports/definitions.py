"""What each report of a round is, laid out from the pack: columns for its indicators, causes and ethnic groups too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from rasoat.errors import InputError
from rasoat.law import Provenance, ReportColumn, ReportForm, ReportHeading, ReportLine, Rules
from rasoat.law.report_forms import PEOPLE, Count
from rasoat.lawbook import editions
from rasoat.reports.flows import NEAR_POOR, POOR
from rasoat.rounds.models import Round

Column = ReportColumn
Heading = ReportHeading

SECOND = "results_second"
KEYS: tuple[str, ...] = ("results", POOR, NEAR_POOR)
"""The reports that the district's approval rests on; ``of_round`` gives all."""


class HeadCell(NamedTuple):
    """A heading in its place: row and column from 0, and how far it reaches."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Definition:
    """A report of a round: ``provenance`` says how sure the layout is, ``ref`` which document it follows.

    ``note`` says what else is to be known of it; ``names`` gives the columns that an alias or an ``each`` stands for.
    """

    key: str
    number: str
    title_vi: str
    title_en: str
    ref: str
    provenance: Provenance
    kind: str
    lines: tuple[ReportLine, ...]
    headings: tuple[Heading, ...]
    names: Mapping[str, tuple[str, ...]]
    of: tuple[str, ...] = ()
    blocks: bool = False
    second: bool = False
    children_below: int = 0
    note: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """The lines that each unit has."""
        return tuple(line.key for line in self.lines)

    @property
    def people(self) -> bool:
        """Whether it is a list of persons and not a table of figures."""
        return self.kind == PEOPLE

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of figures, left to right."""
        return tuple(leaf.column for heading in self.headings for leaf in heading.leaves() if leaf.column)

    def title(self, language: str = "vi") -> str:
        """Return the title in ``language`` (``vi`` or ``en``)."""
        return self.title_vi if language == "vi" else self.title_en

    def line(self, key: str) -> ReportLine:
        """Return the line called ``key``, or the first."""
        return next((line for line in self.lines if line.key == key), self.lines[0])

    def column(self, name: str) -> Column:
        """Return the column called ``name``; raises ``InputError`` T010 when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        known = ", ".join(column.name for column in self.columns)
        raise InputError("T010", key=self.key, column=name, known=known)

    @property
    def heading_rows(self) -> int:
        """How many rows the headings take."""
        return max(_depth(heading) for heading in self.headings)

    def layout(self, language: str = "vi") -> list[HeadCell]:
        """Return the heading cells; column 0 is the first column of figures."""
        return list(_place(self.headings, 0, 0, self.heading_rows, language))


def _depth(heading: Heading) -> int:
    return 1 + max((_depth(part) for part in heading.parts), default=0)


def _place(
    headings: tuple[Heading, ...], row: int, column: int, rows: int, language: str
) -> Iterator[HeadCell]:
    for heading in headings:
        width = len(list(heading.leaves()))
        height = rows if heading.column is not None else 1
        yield HeadCell(heading.label(language), row, column, height, width)
        yield from _place(heading.parts, row + 1, column, rows - 1, language)
        column += width


def of_round(round_: Round) -> Mapping[str, Definition]:
    """Return the reports of a round by key; only one with a second standard reports by it."""
    second = bool(round_.second_pack)
    found = _laid_out(round_.pack, round_.pack_hash, round_.reference_date, round_.unit.province_code)
    return {key: each for key, each in found.items() if second or not each.second}


def definition(key: str, round_: Round) -> Definition:
    """Return the report called ``key``; raises ``InputError`` T006 when there is none, T013 without a second standard."""
    found = of_round(round_)
    if key in found:
        return found[key]
    if key == SECOND:
        raise InputError("T013", round=round_.code)
    raise InputError("T006", key=key, known=", ".join(found))


@lru_cache(maxsize=64)
def _laid_out(pack: str, pack_hash: str, day: object, province: str) -> Mapping[str, Definition]:
    rules = editions.by_hash(pack, pack_hash).on(day)  # type: ignore[arg-type]  # a date, hashable as a key
    return {form.key: lay_out(form, rules, province) for form in rules.report_forms if form.headings}


def lay_out(form: ReportForm, rules: Rules, province: str) -> Definition:
    """Return the form with its columns numbered and a column for each entry of its lists."""
    out = _Layout(rules, province)
    headings = tuple(part for heading in form.headings for part in out.heading(heading))
    headings = tuple(out.resolved(heading) for heading in headings)
    return Definition(
        key=form.key,
        number=form.number or "",
        title_vi=form.title_vi,
        title_en=form.title_en,
        ref=f"{rules.documents[form.cell.ref.document]}, {form.cell.ref.article}",
        provenance=form.cell.provenance,
        kind=form.kind,
        lines=form.lines,
        headings=headings,
        names={name: tuple(columns) for name, columns in out.names.items()},
        of=form.of,
        blocks=form.blocks,
        second=form.second,
        children_below=form.children_below,
        note=form.cell.note or "",
    )


class _Layout:
    """Numbers the columns of one form from left to right and opens its lists."""

    def __init__(self, rules: Rules, province: str) -> None:
        self.rules = rules
        self.province = province
        self.names: dict[str, list[str]] = {}
        self.taken = 0

    def heading(self, heading: Heading) -> Iterator[Heading]:
        if heading.column is None:
            yield replace(heading, parts=tuple(p for part in heading.parts for p in self.heading(part)))
        elif heading.each:
            for vi, en, tag in _entries(heading.each, self.rules, self.province):
                yield self._named(heading, vi, en, tag)
        else:
            yield self._named(heading, heading.label_vi, heading.label_en, "")

    def _named(self, heading: Heading, vi: str, en: str, tag: str) -> Heading:
        column = heading.column
        assert column is not None
        own = column.name and not (column.name[0] == "c" and column.name[1:].isdigit())
        if not own:
            self.taken += 1
        name = column.name if own else f"c{self.taken}"
        for known in {heading.alias, heading.each, name} - {""}:
            self.names.setdefault(known, [])
            if name not in self.names[known]:
                self.names[known].append(name)
        count = column.count
        if count is not None and tag:
            count = replace(count, of=(*count.of, tag))
        number = column.number or ("" if own else str(self.taken))
        return replace(
            heading,
            label_vi=vi,
            label_en=en,
            each="",
            column=replace(column, name=name, number=number, count=count),
        )

    def resolved(self, heading: Heading) -> Heading:
        """Return the heading with its formulas in the names of the columns, and the formula in its number."""
        if heading.column is None:
            return replace(heading, parts=tuple(self.resolved(part) for part in heading.parts))
        column = heading.column
        if column.over:
            top, bottom = (self._one(name) for name in column.over)
            column = replace(
                column, over=(top, bottom), number=f"{column.number}={_digits(top)}/{_digits(bottom)}×100"
            )
        if column.sums:
            sums = {name: sign for key, sign in column.sums.items() for name in self._all(key)}
            column = replace(column, sums=sums, number=f"{column.number}={_formula(sums)}")
        if column.per:
            column = replace(column, per=self._one(column.per))
        return replace(heading, column=column)

    def _one(self, name: str) -> str:
        return self._all(name)[0]

    def _all(self, name: str) -> list[str]:
        # After a list the numbers of the pack no longer hold; there the pack names its columns.
        return self.names[name]


def _digits(name: str) -> str:
    return name.removeprefix("c")


def _formula(sums: Mapping[str, int]) -> str:
    signed = (f"{'+' if sign > 0 else '-'}{_digits(name)}" for name, sign in sums.items())
    return "".join(signed).removeprefix("+")


def _entries(each: str, rules: Rules, province: str) -> Iterator[tuple[str, str, str]]:
    if each == "indicators":
        for indicator in rules.indicators:
            yield indicator.label_vi, indicator.label_en, f"deprived:{indicator.number}"
    elif each == "causes":
        for choice in rules.lists["poverty_causes"].choices:
            yield choice.label_vi, choice.label_en, f"cause:{choice.key}"
    else:
        for group in rules.ethnic_columns.get(province, ()):
            name = group.partition("/")[0].strip()
            yield name, name, f"ethnic:{name}"


def tags_of(definition: Definition) -> set[str]:
    """Return every tag that a figure of the report asks for."""
    counts = (*(line.count for line in definition.lines), *_counts(definition.columns))
    return {tag for count in counts for tag in count.of}


def _counts(columns: Iterable[Column]) -> Iterator[Count]:
    return (column.count for column in columns if column.count is not None)
