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
from rasoat.law import amendments, frozen
from rasoat.law.amendments import Amendments
from rasoat.law.cells import Calendar, Cell, Dated, Provenance, at, read_cell, read_dated
from rasoat.law.chain import DatedLink, chain_on, read_chain
from rasoat.law.model import Area, Check, CodeList, Form, Item, PointTable, Step, Version
from rasoat.law.nodes import NOT_FOUND, File, Map
from rasoat.law.read_checks import read_checks
from rasoat.law.read_classes import (
    AREA_TYPES,
    DatedClassRule,
    DatedLine,
    area_keys,
    one_of,
    read_class_rules,
    read_income_lines,
)
from rasoat.law.read_forms import (
    FormReader,
    parameters_on,
    read_lists,
    read_parameters,
    read_steps,
)
from rasoat.law.read_items import DatedIndicator, Row, read_indicators, read_items, read_points, read_rows
from rasoat.law.read_members import Members, read_members
from rasoat.law.read_reports import read_reporting
from rasoat.law.report_forms import Reporting
from rasoat.law.rules import Rules, in_force, version_on

ROOT = Path(__file__).parent / "packs"
YAML_FILES = (
    "pack.yaml",
    "classes.yaml",
    "b1-items.yaml",
    "b2-indicators.yaml",
    "members.yaml",
    "lists.yaml",
    "forms.yaml",
    "checks.yaml",
    "process.yaml",
    "reports.yaml",
)
REPORTS_FILE = "reports.yaml"
POINTS_FILE = "b1-points.csv"
POINTS_GAP = "points" + NOT_FOUND


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
    _members: Members
    _checks: tuple[Check, ...]
    _points: PointTable
    _points_source: Cell[None] | None
    _class_rules: tuple[DatedClassRule, ...]
    _income_lines: tuple[DatedLine, ...]
    _lists: Mapping[str, CodeList]
    _forms: Mapping[dt.date, Mapping[str, Form]]
    _steps: tuple[Step, ...]
    _chain: tuple[DatedLink, ...]
    reporting: Reporting
    _absent: tuple[Cell[None], ...]
    _rural_only: Dated[frozenset[str]]
    _parameters: Mapping[str, Dated[Any]]
    _rules: dict[dt.date, Rules] = field(default_factory=dict)

    def title(self, language: str = "vi") -> str:
        """Return the title in ``language``."""
        return self.title_vi if language == "vi" else self.title_en

    def cells(self) -> Iterable[Cell[Any]]:
        """Return every cell of the pack, of every date."""
        return tuple(cell for dated in self._dated() for cell in dated)

    def frozen(self) -> list[frozen.Row]:
        """Return the values the pack must go on saying of their days."""
        return frozen.rows(self.cells(), self.items, self.versions[0].since)

    def _dated(self) -> Iterator[Dated[Any]]:
        yield from (line.cells for line in self._income_lines)
        yield from (rule.cells for rule in self._class_rules)
        yield from ((area.cell,) for area in self.areas)
        yield from ((item.cell,) for item in self.items)
        yield from ((item.waiver,) for item in self.items if item.waiver)
        if self._rural_only:
            yield self._rural_only
        if self._points_source and not self._points:
            yield (self._points_source,)
        yield from self._points.values()
        for indicator in self._indicators:
            yield (indicator.shape["cell"],)
            yield indicator.points
            yield indicator.rule
            yield indicator.how
        yield from self._members.dated()
        yield from ((check.cell,) for check in self._checks)
        yield from self._parameters.values()
        yield from ((listed.cell,) for listed in self._lists.values())
        yield from ((step.cell,) for step in self._steps)
        yield from (link.cells for link in self._chain)
        yield from ((report.cell,) for report in self.reporting.forms)
        yield from ((cross.cell,) for cross in self.reporting.crosses)
        yield from (each.cells for each in self.reporting.ethnic.values())
        yield from ((cell,) for cell in self._absent)
        yield from ((form.cell,) for form in self._forms[self.versions[0].since].values())

    def cell(self, key: str, on: dt.date) -> Cell[Any]:
        """Return the cell called ``key`` in force on ``on``; raise ``KeyError`` when there is none."""
        return self.on(on).cell(key)

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
            forms=self._forms[max(day for day in self._forms if day <= on)],
            steps=tuple(step for step in self._steps if step.cell.in_force(on)),
            chain=chain_on(self._chain, on),
            report_forms=self.reporting.forms_on(on),
            report_checks=self.reporting.crosses,
            ethnic_columns={key: each.on(on) for key, each in self.reporting.ethnic.items()},
            bases=version.bases,
            member_questions=self._members.questions,
            member_facts=self._members.facts_on(on),
            checks=self._checks,
            rural_only=_rural_only_on(self._rural_only, on),
            parameters={name: at(cells, on) for name, cells in self._parameters.items()},
            documents=self.documents,
            _points={key: at(cells, on) for key, cells in self._points.items()},
            _points_source=self._points_source if not self._points else None,
            _cells=in_force(self._dated(), on),
            **parameters_on(self._parameters, on),
        )


def packs(root: Path | None = None) -> list[str]:
    """Return the ids of the packs there are."""
    return sorted(path.parent.name for path in (root or ROOT).glob("*/pack.yaml"))


def is_shipped(name: str) -> bool:
    """Tell whether a pack of this id comes with the program; cheaper than to look for all of them."""
    return (ROOT / name / "pack.yaml").is_file()


def load(name: str, root: Path | None = None) -> Pack:
    """Return the pack called ``name``; raise ``LawError`` with file and line when it is not sound.

    ``name`` may be the path of a folder that holds a pack. A shipped pack is read once; a pack of another ``root``
    or folder is read at each call.
    """
    if root is None and (Path(name) / "pack.yaml").is_file():
        folder = Path(name).resolve()
        return _read(folder.name, folder.parent)
    return _shipped(name) if root is None else _read(name, root)


@cache
def _shipped(pack_id: str) -> Pack:
    return _read(pack_id, ROOT)


def check(pack_id: str, root: Path = ROOT) -> Pack:
    """Return the pack in ``root``; raise ``LawError`` when it is not sound, or no longer says what it has published."""
    pack = _read(pack_id, root)
    published = root / pack_id / frozen.FILE
    if published.exists():
        text = _text(published, f"{pack_id}/{frozen.FILE}")
        frozen.refuse_changed(text, f"{pack_id}/{frozen.FILE}", pack.frozen(), pack.cells())
    return pack


def shipped_files(pack_id: str) -> dict[str, str]:
    """Return the files of a shipped pack as texts, by name; raise ``LawError`` L001 when there is no such pack."""
    return _texts(pack_id, ROOT)


def _read(pack_id: str, root: Path) -> Pack:
    return from_files(pack_id, _texts(pack_id, root))


def _texts(pack_id: str, root: Path) -> dict[str, str]:
    if pack_id not in packs(root):
        raise LawError("L001", file=f"{pack_id}/pack.yaml", line=1, pack=pack_id)
    return {
        name: _text(root / pack_id / name, f"{pack_id}/{name}")
        for name in (*YAML_FILES, POINTS_FILE, amendments.FILE)
        if name != amendments.FILE or (root / pack_id / name).exists()
    }


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LawError("L002", file=name, line=1, problem=type(error).__name__) from error


def from_files(pack_id: str, texts: Mapping[str, str]) -> Pack:
    """Return the pack that ``texts`` (file name → text) make; raise ``LawError`` with file and line when not sound.

    An edition kept before packs held their reports has no reports; its hash is what it was.
    """
    for name in (*YAML_FILES, POINTS_FILE):
        if name not in texts and name != REPORTS_FILE:
            raise LawError("L002", file=f"{pack_id}/{name}", line=1, problem="FileNotFoundError")
    files = {name: File(texts[name], f"{pack_id}/{name}") for name in YAML_FILES if name in texts}
    rows = read_rows(texts[POINTS_FILE], f"{pack_id}/{POINTS_FILE}")
    amended = Amendments(
        amendments.read(texts.get(amendments.FILE, amendments.EMPTY), f"{pack_id}/{amendments.FILE}")
    )
    pack = _build(pack_id, {name: file.root for name, file in files.items()}, rows, amended)
    for file in files.values():
        file.refuse_unknown_keys()
    amended.refuse_unknown()
    return pack


def _build(pack_id: str, roots: Mapping[str, Map], rows: list[Row], amended: Amendments) -> Pack:
    head = roots["pack.yaml"]
    if head.text("id") != pack_id:
        raise head.error("L024", "id", pack=head.text("id"), folder=pack_id)
    documents = {**_documents(head), **amended.documents}
    versions = _versions(head, documents)
    starts = tuple(version.since for version in versions)
    amended.refuse_before(starts[0])
    calendar = Calendar(starts, head.maybe_day("ends"), documents, amended)
    areas = _areas(head, calendar)
    items = read_items(roots["b1-items.yaml"], calendar)
    members, tests = read_members(roots["members.yaml"], calendar)
    indicators = read_indicators(roots["b2-indicators.yaml"], tests, calendar)
    lists = read_lists(roots["lists.yaml"], calendar)
    rural_only = _read_rural_only(roots["b1-items.yaml"], items, areas, calendar)
    source = _points_source(roots["b1-items.yaml"], calendar)
    forms = {
        day: FormReader(
            items,
            [each.on(day) for each in indicators],
            lists,
            _rural_only_on(rural_only, day),
            members.columns | {each.shape["key"] for each in indicators if each.on(day).of_members},
            calendar,
            day,
        ).read(roots["forms.yaml"])
        for day in calendar.change_days
    }
    for form in forms.values():
        tests.check_parts(form["B"].questions)
    return Pack(
        id=pack_id,
        title_vi=head.text("title_vi"),
        title_en=head.text("title_en"),
        hash=content_hash(roots, rows, amended),
        versions=versions,
        ends=calendar.ends,
        documents=documents,
        areas=areas,
        items=items,
        _indicators=indicators,
        _members=members,
        _checks=read_checks(roots["checks.yaml"], forms[starts[-1]]["B"].questions, tests, calendar),
        _points=read_points(rows, f"{pack_id}/{POINTS_FILE}", items, areas, calendar, source),
        _points_source=source,
        _class_rules=read_class_rules(roots["classes.yaml"], areas, calendar),
        _income_lines=read_income_lines(roots["classes.yaml"], areas, calendar),
        _lists=lists,
        _forms=forms,
        _steps=read_steps(roots["process.yaml"], calendar),
        _chain=read_chain(roots["process.yaml"], calendar),
        reporting=read_reporting(roots[REPORTS_FILE], calendar) if REPORTS_FILE in roots else Reporting(),
        _absent=_absent(roots, calendar),
        _rural_only=rural_only,
        _parameters=read_parameters(roots["process.yaml"], calendar),
    )


def _points_source(root: Map, calendar: Calendar) -> Cell[None] | None:
    return _gap(root, POINTS_GAP, "b1.points", calendar) if root.has(POINTS_GAP) else None


def _gap(root: Map, name: str, key: str, calendar: Calendar) -> Cell[None]:
    cell = read_cell(root.map(name), key, calendar, lambda _entry: None)
    if cell.known:
        raise root.map(name).error(
            "L013", "provenance", provenance=str(cell.provenance), known=Provenance.NOT_FOUND.value
        )
    return cell


def _absent(roots: Mapping[str, Map], calendar: Calendar) -> tuple[Cell[None], ...]:
    """Return a cell for each list that was looked for and not found."""
    return tuple(
        _gap(root, name, name.removesuffix(NOT_FOUND), calendar)
        for root in roots.values()
        for name in root.names()
        if name.endswith(NOT_FOUND) and name != POINTS_GAP
    )


def _versions(head: Map, documents: Mapping[str, str]) -> tuple[Version, ...]:
    versions = tuple(_version(each, documents) for each in head.maps("versions"))
    for earlier, later, entry in zip(versions, versions[1:], head.maps("versions")[1:], strict=False):
        if later.since <= earlier.since:
            raise entry.error("L010", "from", key="versions", day=later.since.isoformat())
    return versions


def _version(entry: Map, documents: Mapping[str, str]) -> Version:
    bases = tuple(entry.texts("bases"))
    for base in bases:
        if base not in documents:
            raise entry.error("L012", "bases", document=base)
    return Version(entry.day("from"), entry.text("title_vi"), entry.text("title_en"), bases)


def _documents(head: Map) -> dict[str, str]:
    documents: dict[str, str] = {}
    for entry in head.maps("documents"):
        if entry.text("key") in documents:
            raise entry.error("L006", "key", key=entry.text("key"))
        documents[entry.text("key")] = entry.text("title_vi")
        entry.text("title_en")
    return documents


def _areas(head: Map, calendar: Calendar) -> tuple[Area, ...]:
    areas: dict[str, Area] = {}
    for entry in head.maps("areas"):
        area = Area(
            entry.text("key"),
            one_of(entry, "area_type", AREA_TYPES),
            entry.text("label_vi"),
            entry.text("label_en"),
            read_cell(
                entry, f"area.{entry.text('key')}", calendar, lambda _entry: None, (entry.text("key"),)
            ),
        )
        if area.key in areas:
            raise entry.error("L006", "key", key=area.key)
        areas[area.key] = area
    return tuple(areas.values())


def _read_rural_only(
    root: Map, items: tuple[Item, ...], areas: tuple[Area, ...], calendar: Calendar
) -> Dated[frozenset[str]]:
    known = {item.key for item in items}
    if not root.has("rural_only"):
        return ()

    def value(entry: Map) -> frozenset[str]:
        names = entry.texts("items")
        for name in names:
            if name not in known:
                raise entry.error("L020", "items", name=name, where_from="b1-items.yaml")
        return frozenset(names)

    def parse(text: str) -> frozenset[str]:
        names = frozenset(() if text == "-" else text.split())
        if not names <= known:
            raise ValueError(f"- | {' '.join(sorted(known))}")
        return names

    urban = area_keys(areas, "urban")
    return read_dated(root.maps("rural_only"), "b1.rural_only", calendar, value, urban, parse)


def _rural_only_on(dated: Dated[frozenset[str]], on: dt.date) -> frozenset[str]:
    return at(dated, on).value if dated else frozenset()


def content_hash(roots: Mapping[str, Map], rows: list[Row], amended: Amendments) -> str:
    """Return the SHA-256 (hex) of the content of a pack.

    Comments, layout, order of keys and verification marks do not change it; any value, date or label does.
    """
    content = {name: root.plain() for name, root in sorted(roots.items())}
    points = sorted((row.plain() for row in rows), key=lambda row: json.dumps(row, sort_keys=True))
    changed = amended.content()
    parts: list[Any] = [content, points, *([changed] if changed else [])]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
