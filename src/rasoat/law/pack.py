"""A pack: one regime of the law, read from its folder and checked as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from rasoat.errors import LawError
from rasoat.law.cells import Calendar, Cell, Dated, at, read_dated
from rasoat.law.model import Area, CodeList, Form, Item, PointTable, Step, Version
from rasoat.law.nodes import File, Map
from rasoat.law.read_classes import (
    AREA_TYPES,
    DatedClassRule,
    DatedLine,
    area_keys,
    one_of,
    read_class_rules,
    read_income_lines,
)
from rasoat.law.read_forms import FormReader, parameters_on, read_lists, read_parameters, read_steps
from rasoat.law.read_items import DatedIndicator, Row, read_indicators, read_items, read_points, read_rows
from rasoat.law.rules import Rules, in_force, version_on

ROOT = Path(__file__).parent / "packs"
YAML_FILES = (
    "pack.yaml",
    "classes.yaml",
    "b1-items.yaml",
    "b2-indicators.yaml",
    "lists.yaml",
    "forms.yaml",
    "process.yaml",
)
POINTS_FILE = "b1-points.csv"


@dataclass(frozen=True, eq=False)
class Pack:
    """One regime of the law over time; ``hash`` names its content, not its formatting or verification."""

    id: str
    title_vi: str
    title_en: str
    hash: str
    versions: tuple[Version, ...]
    ends: dt.date | None
    documents: Mapping[str, str]
    areas: tuple[Area, ...]
    items: tuple[Item, ...]
    _indicators: tuple[DatedIndicator, ...]
    _points: PointTable
    _class_rules: tuple[DatedClassRule, ...]
    _income_lines: tuple[DatedLine, ...]
    _lists: Mapping[str, CodeList]
    _forms: Mapping[dt.date, Mapping[str, Form]]
    _steps: tuple[Step, ...]
    _rural_only: Dated[frozenset[str]]
    _parameters: Mapping[str, Dated[Any]]
    _rules: dict[dt.date, Rules] = field(default_factory=dict)

    def title(self, language: str = "vi") -> str:
        """Return the title in ``language``."""
        return self.title_vi if language == "vi" else self.title_en

    def cells(self) -> Iterable[Cell[Any]]:
        """Return every cell of the pack, of every date."""
        return tuple(cell for dated in self._dated() for cell in dated)

    def _dated(self) -> Iterator[Dated[Any]]:
        yield from (line.cells for line in self._income_lines)
        yield from (rule.cells for rule in self._class_rules)
        yield from ((item.waiver,) for item in self.items if item.waiver)
        yield self._rural_only
        yield from self._points.values()
        for indicator in self._indicators:
            yield indicator.points
            yield indicator.rule
        yield from self._parameters.values()
        yield from ((listed.cell,) for listed in self._lists.values())
        yield from ((step.cell,) for step in self._steps)
        yield from ((form.cell,) for form in self._forms[self.versions[0].since].values())

    def on(self, date: dt.date) -> Rules:
        """Return the rules on ``date``; raise ``LawError`` L016 when the pack has none for that day."""
        if date not in self._rules:
            self._rules[date] = self._rules_on(date)
        return self._rules[date]

    def _rules_on(self, on: dt.date) -> Rules:
        version = version_on(self.versions, on)
        if version is None or (self.ends is not None and on > self.ends):
            raise LawError("L016", file=f"{self.id}/pack.yaml", line=1, pack=self.id, day=on.isoformat())
        return Rules(
            pack_id=self.id,
            pack_hash=self.hash,
            on=on,
            version=version.since,
            version_title_vi=version.label_vi,
            version_title_en=version.label_en,
            areas=self.areas,
            items=self.items,
            indicators=tuple(indicator.on(on) for indicator in self._indicators),
            class_rules=tuple(rule.on(on) for rule in self._class_rules),
            income_lines=tuple(line.on(on) for line in self._income_lines),
            lists=self._lists,
            forms=self._forms[version.since],
            steps=self._steps,
            rural_only=at(self._rural_only, on).value,
            parameters={name: at(cells, on) for name, cells in self._parameters.items()},
            documents=self.documents,
            _points={key: at(cells, on) for key, cells in self._points.items()},
            _cells=in_force(self._dated(), on),
            **parameters_on(self._parameters, on),
        )


def packs(root: Path | None = None) -> list[str]:
    """Return the ids of the packs there are."""
    return sorted(path.parent.name for path in (root or ROOT).glob("*/pack.yaml"))


def load(pack_id: str, root: Path | None = None) -> Pack:
    """Return the pack called ``pack_id``; raise ``LawError`` with file and line when it is not sound.

    A shipped pack is read once; a pack under another ``root`` is read at each call.
    """
    return _shipped(pack_id) if root is None else _read(pack_id, root)


@cache
def _shipped(pack_id: str) -> Pack:
    return _read(pack_id, ROOT)


def _read(pack_id: str, root: Path) -> Pack:
    if pack_id not in packs(root):
        raise LawError("L001", file=f"{pack_id}/pack.yaml", line=1, pack=pack_id)
    files = {name: File(root / pack_id / name, f"{pack_id}/{name}") for name in YAML_FILES}
    rows = read_rows(root / pack_id / POINTS_FILE, f"{pack_id}/{POINTS_FILE}")
    pack = _build(pack_id, {name: file.root for name, file in files.items()}, rows)
    for file in files.values():
        file.refuse_unknown_keys()
    return pack


def _build(pack_id: str, roots: Mapping[str, Map], rows: list[Row]) -> Pack:
    head = roots["pack.yaml"]
    if head.text("id") != pack_id:
        raise head.error("L024", "id", pack=head.text("id"), folder=pack_id)
    versions, documents, areas = _versions(head), _documents(head), _areas(head)
    calendar = Calendar(tuple(version.since for version in versions), head.maybe_day("ends"), documents)
    items = read_items(roots["b1-items.yaml"], calendar)
    indicators = read_indicators(roots["b2-indicators.yaml"], items, calendar)
    lists = read_lists(roots["lists.yaml"], calendar)
    rural_only = _read_rural_only(roots["b1-items.yaml"], items, areas, calendar)
    return Pack(
        id=pack_id,
        title_vi=head.text("title_vi"),
        title_en=head.text("title_en"),
        hash=content_hash(roots, rows),
        versions=versions,
        ends=calendar.ends,
        documents=documents,
        areas=areas,
        items=items,
        _indicators=indicators,
        _points=read_points(rows, f"{pack_id}/{POINTS_FILE}", items, areas, calendar),
        _class_rules=read_class_rules(roots["classes.yaml"], areas, calendar),
        _income_lines=read_income_lines(roots["classes.yaml"], areas, calendar),
        _lists=lists,
        _forms={
            day: FormReader(
                items, [each.on(day) for each in indicators], lists, at(rural_only, day).value, calendar, day
            ).read(roots["forms.yaml"])
            for day in calendar.starts
        },
        _steps=read_steps(roots["process.yaml"], calendar),
        _rural_only=rural_only,
        _parameters=read_parameters(roots["process.yaml"], calendar),
    )


def _versions(head: Map) -> tuple[Version, ...]:
    versions = tuple(
        Version(each.day("from"), each.text("title_vi"), each.text("title_en"))
        for each in head.maps("versions")
    )
    for earlier, later, entry in zip(versions, versions[1:], head.maps("versions")[1:], strict=False):
        if later.since <= earlier.since:
            raise entry.error("L010", "from", key="versions", day=later.since.isoformat())
    return versions


def _documents(head: Map) -> dict[str, str]:
    documents: dict[str, str] = {}
    for entry in head.maps("documents"):
        if entry.text("key") in documents:
            raise entry.error("L006", "key", key=entry.text("key"))
        documents[entry.text("key")] = entry.text("title_vi")
        entry.text("title_en")
    return documents


def _areas(head: Map) -> tuple[Area, ...]:
    areas: dict[str, Area] = {}
    for entry in head.maps("areas"):
        area = Area(
            entry.text("key"),
            one_of(entry, "area_type", AREA_TYPES),
            entry.text("label_vi"),
            entry.text("label_en"),
        )
        if area.key in areas:
            raise entry.error("L006", "key", key=area.key)
        areas[area.key] = area
    return tuple(areas.values())


def _read_rural_only(
    root: Map, items: tuple[Item, ...], areas: tuple[Area, ...], calendar: Calendar
) -> Dated[frozenset[str]]:
    known = {item.key for item in items}

    def value(entry: Map) -> frozenset[str]:
        names = entry.texts("items")
        for name in names:
            if name not in known:
                raise entry.error("L020", "items", name=name, where_from="b1-items.yaml")
        return frozenset(names)

    return read_dated(root.maps("rural_only"), "b1.rural_only", calendar, value, area_keys(areas, "urban"))


def content_hash(roots: Mapping[str, Map], rows: list[Row]) -> str:
    """Return the SHA-256 (hex) of the content of a pack.

    Comments, layout, order of keys and verification marks do not change it; any value, date or label does.
    """
    content = {name: root.plain() for name, root in sorted(roots.items())}
    points = sorted((row.plain() for row in rows), key=lambda row: json.dumps(row, sort_keys=True))
    text = json.dumps(
        [content, points], ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()
