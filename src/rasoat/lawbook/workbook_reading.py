"""Reads a point workbook back: all of it, or nothing and every fault there is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasoat import text_vi
from rasoat.errors import LawError
from rasoat.law import Pack
from rasoat.lawbook import workbook_layout as layout
from rasoat.lawbook.workbook_areas import AreaReader
from rasoat.lawbook.workbook_draft import Draft, Point, WorkbookRefused
from rasoat.lawbook.workbook_parts import Place, Sheet, open_sheets

_MOVED = {"L043", "L047", "L048", "L051", "L052", "L053", "L054"}
"""Faults that mean that the workbook's rows are not those of the pack."""


def read(content: bytes, name: str, pack: Pack, on: dt.date | None = None) -> Draft:
    """Return what a workbook made by ``template`` holds, compared with the points of ``pack`` on the day ``on``.

    Without ``on`` it is compared on the day in its box, or on the day it was made for when the box is empty.
    ``name`` is the file's name, for the sentences. Raises ``WorkbookRefused`` (codes L016, L040, L042 … L059).
    """
    try:
        return _Reader(content, name, pack).draft(on)
    except WorkbookRefused:
        raise
    except LawError as error:
        raise WorkbookRefused([error]) from error


class _Reader:
    """Reads one workbook; what is wrong with it gathers in ``faults``."""

    def __init__(self, content: bytes, name: str, pack: Pack) -> None:
        self.name, self.pack = name, pack
        self.areas = tuple(area.key for area in pack.areas)
        self.faults: list[LawError] = []
        self.sheets = open_sheets(content, name, {layout.GUIDE, *self.areas}.__contains__)

    def draft(self, on: dt.date | None) -> Draft:
        """Return the draft, or raise with all faults."""
        guide = _Guide(self.sheets.get(layout.GUIDE), self.name, self.pack)
        made_on, since = guide.made_on(), guide.since(self.faults)
        day = on or since or made_on
        self._check_sheets()
        points = self._points(made_on, day)
        self._refuse_faults(guide.hash)
        return Draft(
            pack=self.pack.id,
            pack_hash=self.pack.hash,
            on=day,
            made_from=guide.hash,
            points=points,
            document=guide.text(layout.DOCUMENT),
            document_title=guide.text(layout.TITLE),
            article=guide.text(layout.ARTICLE),
            since=since,
        )

    def _check_sheets(self) -> None:
        expected = ", ".join((layout.GUIDE, *self.areas))
        for area in self.areas:
            if area not in self.sheets:
                self.faults.append(LawError("L047", file=self.name, sheet=area, expected=expected))
        for key, sheet in self.sheets.items():
            if key != layout.GUIDE and key not in self.areas:
                self.faults.append(LawError("L048", file=self.name, sheet=sheet.name, expected=expected))

    def _points(self, made_on: dt.date, on: dt.date) -> tuple[Point, ...]:
        made, now = self.pack.on(made_on), self.pack.on(on)
        points: list[Point] = []
        for area in self.pack.areas:
            if area.key not in self.sheets:
                continue
            reader = AreaReader(self.sheets[area.key], tuple(layout.rows(made, area)), self.name)
            new = reader.points()
            self.faults += reader.faults
            points += (
                Point(row.cell.key, on, area.key, row.item.key, row.option.key, row.points, new[row.key])
                for row in layout.rows(now, area)
                if row.key in new
            )
        return tuple(points)

    def _refuse_faults(self, made_from: str) -> None:
        if made_from != self.pack.hash and any(fault.code in _MOVED for fault in self.faults):
            raise LawError(
                "L045", file=self.name, pack=self.pack.id, found=made_from[:12], now=self.pack.hash[:12]
            )
        if self.faults:
            raise WorkbookRefused(self.faults)


class _Guide:
    """The guide sheet: what the workbook was made from, and the boxes."""

    def __init__(self, sheet: Sheet | None, name: str, pack: Pack) -> None:
        self.name, self.pack = name, pack
        self.sheet = sheet or Sheet(layout.GUIDE)
        for field in (*layout.MARKS, *layout.BOXES):
            label = self.sheet.values.get(Place(field.row, 0), "")
            if not isinstance(label, str) or text_vi.clean_cell(label) != field.label:
                raise self._error("L043", field, expected=field.label, column=0)
            if self.sheet.is_formula(Place(field.row, 1)):
                raise self._error("L056", field)
        if self.text(layout.PACK) != pack.id:
            raise LawError("L044", file=name, found=self.text(layout.PACK), pack=pack.id)
        self.hash = self.text(layout.HASH)

    def made_on(self) -> dt.date:
        """Return the day for which the workbook was made."""
        day = self._day(layout.DAY)
        if day is None:
            raise self._no_day(layout.DAY)
        return day

    def since(self, faults: list[LawError]) -> dt.date | None:
        """Return the day in the box, if it is filled; add to ``faults`` when it is no day of the pack."""
        try:
            return self._day(layout.SINCE)
        except LawError as fault:
            faults.append(fault)
            return None

    def text(self, field: layout.Field) -> str:
        """Return what is typed beside a label, empty when nothing is."""
        value = self.sheet.values.get(Place(field.row, 1), "")
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return text_vi.clean_cell(str(value))

    def _day(self, field: layout.Field) -> dt.date | None:
        value = self.sheet.values.get(Place(field.row, 1), "")
        if isinstance(value, str) and not value.strip():
            return None
        day = _as_day(value)
        last = self.pack.ends
        if day is None or day < self.pack.versions[0].since or (last is not None and day > last):
            raise self._no_day(field)
        return day

    def _no_day(self, field: layout.Field) -> LawError:
        first, last = self.pack.versions[0].since, self.pack.ends
        return self._error(
            "L046",
            field,
            day=self.text(field),
            pack=self.pack.id,
            first=text_vi.date(first),
            last=text_vi.date(last) if last else "…",
        )

    def _error(self, code: str, field: layout.Field, column: int = 1, **where: Any) -> LawError:
        cells = str(Place(field.row, column))
        return LawError(code, file=self.name, sheet=layout.GUIDE, cells=cells, **where)


def _as_day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        parsed = text_vi.parse_date(str(value))
    except text_vi.NotADateError:
        return None
    return parsed.date if parsed.precision is text_vi.Precision.DAY else None
