"""The rules of one pack on one day: what everything else asks the law for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from rasoat.errors import LawError
from rasoat.law.cells import Cell, Dated
from rasoat.law.chain import Chain
from rasoat.law.model import (
    AnyOf,
    Area,
    Check,
    ClassRule,
    CodeList,
    Form,
    IncomeLine,
    Indicator,
    Item,
    MemberFact,
    MemberQuestion,
    Parameters,
    PointKey,
    Question,
    Step,
    Version,
)
from rasoat.law.report_forms import Cross, ReportForm

T = TypeVar("T")
HOUSEHOLD_COLUMNS = ("household_id", "area_type", "region")


@dataclass(frozen=True, kw_only=True, eq=False)
class Rules(Parameters):
    """A pack on the reference date ``on``; ``version`` is the first day of the text then in force."""

    pack_id: str
    pack_hash: str
    on: dt.date
    version: dt.date
    version_title_vi: str
    version_title_en: str
    bases: tuple[str, ...]
    areas: tuple[Area, ...]
    items: tuple[Item, ...]
    member_questions: tuple[MemberQuestion, ...]
    member_facts: tuple[MemberFact, ...]
    checks: tuple[Check, ...]
    indicators: tuple[Indicator, ...]
    class_rules: tuple[ClassRule, ...]
    income_lines: tuple[IncomeLine, ...]
    lists: Mapping[str, CodeList]
    forms: Mapping[str, Form]
    steps: tuple[Step, ...]
    chain: Chain
    report_forms: tuple[ReportForm, ...]
    report_checks: tuple[Cross, ...]
    ethnic_columns: Mapping[str, tuple[str, ...]]
    rural_only: frozenset[str]
    parameters: Mapping[str, Cell[Any]]
    documents: Mapping[str, str]
    _points: Mapping[PointKey, Cell[int]]
    _points_source: Cell[None] | None
    _cells: tuple[Cell[Any], ...]

    def given(self, name: str) -> Any:
        """Return a number of the process; raise ``LawError`` L060 when no source gives it."""
        cell = self.parameters[name]
        if not cell.known:
            raise LawError("L060", file=cell.file, line=cell.line, key=name, ref=str(cell.ref))
        return cell.value

    @property
    def area_columns(self) -> tuple[str, ...]:
        """The areas of the point tables in their order: NT1 … NT6, TT."""
        return tuple(area.key for area in self.areas)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions a rural household may stand in."""
        return tuple(area.key for area in self.areas if area.area_type == "rural")

    def area(self, area_type: str | None, region: str | None) -> Area | None:
        """Return the area of a household, or None when type and region name none."""
        for area in self.areas:
            if area.area_type == area_type and (area_type == "urban" or area.key == region):
                return area
        return None

    def item(self, key: str) -> Item:
        """Return the item called ``key``; raise ``KeyError`` when there is none."""
        return next_or_key_error((i for i in self.items if i.key == key), key)

    def indicator(self, key: str) -> Indicator:
        """Return the indicator called ``key``; raise ``KeyError`` when there is none."""
        return next_or_key_error((i for i in self.indicators if i.key == key), key)

    def points(self, item: str, option: str, area: str) -> Cell[int]:
        """Return the points of one option in one area; raise ``KeyError`` when there are none."""
        return self._points[item, option, area]

    def classify(self, area_type: str, b1: int, b2: int) -> ClassRule:
        """Return the row of the class table a household with these scores falls under (TT14 Art. 1.5)."""
        return next(r for r in self.class_rules if r.area_type == area_type and r.bounds.hold(b1, b2))

    def form(self, key: str) -> Form:
        """Return the form called ``key`` (1a, A, B, C); raise ``KeyError`` when there is none."""
        return self.forms[key]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions the scorer reads, in the order of Phiếu B."""
        return self.forms["B"].questions

    @property
    def answer_columns(self) -> tuple[str, ...]:
        """The columns an answers file must have."""
        return (*HOUSEHOLD_COLUMNS, *(question.id for question in self.questions))

    @property
    def member_columns(self) -> tuple[str, ...]:
        """The answers that follow from the list of members, in the order of the form."""
        indicators = (each.column for each in self.indicators if each.of_members)
        return (*(fact.column for fact in self.member_facts), *indicators)

    @property
    def member_tests(self) -> tuple[AnyOf, ...]:
        """The tests of every answer that follows from members."""
        facts = (fact.tests for fact in self.member_facts if fact.tests is not None)
        return (*facts, *(each.of_members.tests for each in self.indicators if each.of_members))

    @property
    def derived_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that follow from answers and are never ticked."""
        return tuple(indicator for indicator in self.indicators if indicator.derived)

    def cells(self) -> tuple[Cell[Any], ...]:
        """Return every cell in force."""
        return self._cells

    def cell(self, key: str) -> Cell[Any]:
        """Return the cell called ``key``; raise ``KeyError`` when there is none."""
        return next_or_key_error((cell for cell in self._cells if cell.key == key), key)

    def gaps(self, areas: Iterable[str] | None = None) -> tuple[Cell[Any], ...]:
        """Return the cells scoring needs that have no value; ``areas`` keeps only what counts there."""
        if areas is None:
            return self._gaps
        wanted = set(areas)
        return tuple(cell for cell in self._gaps if not cell.areas or wanted & set(cell.areas))

    @cached_property
    def _gaps(self) -> tuple[Cell[Any], ...]:
        needed: list[Cell[Any]] = [rule.cell for rule in self.class_rules]
        needed += self._points.values()
        needed += [cell for each in self.indicators for cell in (each.points, each.rule)]
        needed += [self._points_source] if self._points_source else []
        return tuple(cell for cell in needed if not cell.known)

    def unverified(self, areas: Iterable[str] | None = None) -> list[Cell[Any]]:
        """Return the cells two different people have not verified; ``areas`` keeps only what counts there."""
        wanted = None if areas is None else set(areas)
        return [
            cell
            for cell in self._cells
            if not cell.verified and (wanted is None or not cell.areas or wanted & set(cell.areas))
        ]


def next_or_key_error(found: Iterable[T], key: str) -> T:
    """Return the first of ``found``; raise ``KeyError`` when it is empty."""
    for each in found:
        return each
    raise KeyError(key)


def in_force(cells: Iterable[Dated[Any]], on: dt.date) -> tuple[Cell[Any], ...]:
    """Return the cell in force on ``on`` of each dated value."""
    return tuple(cell for dated in cells for cell in dated if cell.in_force(on))


def version_on(versions: Iterable[Version], on: dt.date) -> Version | None:
    """Return the text in force on ``on``, or None before the first."""
    begun = [version for version in versions if version.since <= on]
    return begun[-1] if begun else None
