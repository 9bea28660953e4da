"""Reading income lines and class rules, and checking that every pair of scores has exactly one class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rasoat.errors import LawError
from rasoat.law.cells import Calendar, Dated, Provenance, at, read_dated, whole_number
from rasoat.law.classes import Class
from rasoat.law.model import Area, Bounds, ClassRule, IncomeLine

if TYPE_CHECKING:
    from rasoat.law.nodes import Map

AREA_TYPES = ("rural", "urban")
LINES = ("poor", "near_poor", "average")


@dataclass(frozen=True)
class DatedClassRule:
    """A row of the class table over time."""

    cls: Class
    area_type: str
    cells: Dated[Bounds]

    def on(self, day: dt.date) -> ClassRule:
        """Return the row in force on ``day``."""
        return ClassRule(self.cls, self.area_type, at(self.cells, day))


@dataclass(frozen=True)
class DatedLine:
    """An income line over time."""

    line: str
    area_type: str
    cells: Dated[int]

    def on(self, day: dt.date) -> IncomeLine:
        """Return the line in force on ``day``."""
        return IncomeLine(self.line, self.area_type, at(self.cells, day))


def area_keys(areas: Sequence[Area], area_type: str) -> tuple[str, ...]:
    """Return the keys of the areas of one type."""
    return tuple(area.key for area in areas if area.area_type == area_type)


def one_of(entry: Map, key: str, allowed: Sequence[str]) -> str:
    """Return the text at ``key``; raise L005 unless it is one of ``allowed``."""
    word = entry.text(key)
    if word not in allowed:
        raise entry.error("L005", key, key=key, expected=" | ".join(allowed))
    return word


def read_income_lines(root: Map, areas: Sequence[Area], calendar: Calendar) -> tuple[DatedLine, ...]:
    """Return the income lines of classes.yaml; each line and area type stands once."""
    lines: dict[tuple[str, str], DatedLine] = {}
    for entry in root.maps("income_lines"):
        line, area_type = one_of(entry, "line", LINES), one_of(entry, "area_type", AREA_TYPES)
        key = f"income.{line}.{area_type}"
        if (line, area_type) in lines:
            raise entry.error("L006", key=key)
        keys = area_keys(areas, area_type)
        cells = read_dated(entry.maps("values"), key, calendar, _amount, keys, whole_number)
        lines[line, area_type] = DatedLine(line, area_type, cells)
    return tuple(lines.values())


def read_class_rules(root: Map, areas: Sequence[Area], calendar: Calendar) -> tuple[DatedClassRule, ...]:
    """Return the class table of classes.yaml; each class and area type stands once."""
    rules: dict[tuple[str, str], DatedClassRule] = {}
    for entry in root.maps("class_rules"):
        name, area_type = one_of(entry, "class", tuple(Class)), one_of(entry, "area_type", AREA_TYPES)
        key = f"class.{name}.{area_type}"
        if (name, area_type) in rules:
            raise entry.error("L006", key=key)
        keys = area_keys(areas, area_type)
        cells = read_dated(entry.maps("values"), key, calendar, _bounds, keys, bounds_of_text)
        rules[name, area_type] = DatedClassRule(Class(name), area_type, cells)
    _check_each_version(tuple(rules.values()), root, calendar)
    return tuple(rules.values())


def _amount(entry: Map) -> int:
    return cast(int, None) if entry.missing("amount") else entry.whole("amount")


def _bounds(entry: Map) -> Bounds:
    if entry.text("provenance") == Provenance.NOT_FOUND:
        return cast(Bounds, None)
    return Bounds(*(entry.maybe_whole(name) for name in Bounds._fields))


def bounds_of_text(text: str) -> Bounds:
    """Return bounds written as ``b1_above=120;b1_to=150;b2_from=30``; raise ``ValueError`` for any other text."""
    named = dict(part.strip().partition("=")[::2] for part in text.split(";"))
    if not named or not set(named) <= set(Bounds._fields):
        raise ValueError("b1_above=…;b1_to=…;b2_from=…;b2_below=…")
    return Bounds(*(whole_number(named[name]) if name in named else None for name in Bounds._fields))


def _check_each_version(rules: Sequence[DatedClassRule], root: Map, calendar: Calendar) -> None:
    for day in calendar.change_days:
        for area_type in AREA_TYPES:
            found = [rule.on(day) for rule in rules if rule.area_type == area_type]
            # While a bound is not found, nothing can be said about gaps; scoring is refused until it is there.
            if all(rule.cell.known for rule in found):
                _check_partition(found, area_type, root)


def _check_partition(rules: Sequence[ClassRule], area_type: str, root: Map) -> None:
    """Raise L018 for scores without class and L019 for scores with two.

    Between two neighbouring bounds nothing changes, so it is enough to try each bound and its neighbour.
    """
    for b1 in _edges([edge for r in rules for edge in (r.bounds.b1_above, r.bounds.b1_to)]):
        for b2 in _edges([edge for r in rules for edge in (r.bounds.b2_from, r.bounds.b2_below)]):
            found = [rule for rule in rules if rule.bounds.hold(b1, b2)]
            if len(found) == 1:
                continue
            code, line = ("L019", found[1].cell.line) if found else ("L018", root.line_of("class_rules"))
            raise LawError(code, file=root.file.name, line=line, area_type=area_type, b1=b1, b2=b2)


def _edges(bounds: Sequence[int | None]) -> list[int]:
    edges = {0} | {edge + step for edge in bounds if edge is not None for step in (-1, 0, 1)}
    return sorted(edge for edge in edges if edge >= 0)
