"""A pack built from the texts of its files, and checked as a whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from rasoat.errors import LawError
from rasoat.law import amendments
from rasoat.law.amendments import Amendments
from rasoat.law.cells import NOT_FOUND, Calendar, Cell, Dated, Provenance, read_cell, read_dated
from rasoat.law.chain import read_chain
from rasoat.law.model import Area, Item, Version
from rasoat.law.nodes import File, Map
from rasoat.law.pack import POINTS_FILE, REPORTS_FILE, YAML_FILES, Pack, rural_only_on
from rasoat.law.read_checks import read_checks
from rasoat.law.read_classes import AREA_TYPES, area_keys, one_of, read_class_rules, read_income_lines
from rasoat.law.read_forms import FormReader, read_lists, read_parameters, read_steps
from rasoat.law.read_items import Row, read_indicators, read_items, read_points, read_rows
from rasoat.law.read_members import read_members
from rasoat.law.read_reports import read_reporting
from rasoat.law.report_forms import Reporting

POINTS_GAP = "points" + NOT_FOUND


def build(pack_id: str, texts: Mapping[str, str]) -> Pack:
    """Return the pack that ``texts`` (file name → text) make, as ``from_files`` says."""
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
            rural_only_on(rural_only, day),
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
