"""A pack: one regime of the law, read from its folder and checked as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from rasoat.errors import LawError
from rasoat.law import amendments, frozen, kept
from rasoat.law.cells import Cell, Dated, at
from rasoat.law.chain import DatedLink, chain_on
from rasoat.law.model import Area, Check, CodeList, Form, Item, PointTable, Step, Version
from rasoat.law.read_classes import DatedClassRule, DatedLine
from rasoat.law.read_items import DatedIndicator
from rasoat.law.read_members import Members
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
        parameters = {name: at(cells, on) for name, cells in self._parameters.items()}
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
            rural_only=rural_only_on(self._rural_only, on),
            parameters=parameters,
            documents=self.documents,
            _points={key: at(cells, on) for key, cells in self._points.items()},
            _points_source=self._points_source if not self._points else None,
            _cells=in_force(self._dated(), on),
            **{name: cell.value for name, cell in parameters.items()},
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
    texts = _texts(pack_id, ROOT)
    return kept.pack(ROOT / pack_id, texts, lambda: from_files(pack_id, texts))


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
    from rasoat.law.building import build  # a pack that is kept as it was read needs no reader

    return build(pack_id, texts)


def rural_only_on(dated: Dated[frozenset[str]], on: dt.date) -> frozenset[str]:
    """Return the columns that are asked in rural areas only, on ``on``."""
    return at(dated, on).value if dated else frozenset()
