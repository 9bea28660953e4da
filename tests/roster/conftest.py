"""A small world to import into, and files written as small tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

import openpyxl
import pytest

from rasoat.roster.importing import ImportResult, ImportRoster
from tests.world import World

CANONICAL = (
    "village_code,household_code,full_name,relation,sex,birth_date,identity_number,ethnic_group,opening_class"
)

NAMES = ("Mẫu Thượng", "Mẫu Hạ", "Nà Thử", "Bản Thử", "Pác Thử")

Importer = Callable[..., ImportResult]


def table(*rows: str, headings: str = CANONICAL) -> bytes:
    """Return a csv file of a heading and rows."""
    return "\n".join([headings, *rows]).encode()


def workbook(rows: Sequence[Sequence[object]], merges: Sequence[str] = ()) -> bytes:
    """Return an xlsx file of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for cells in merges:
        sheet.merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def codes(result: ImportResult, level: str = "") -> list[tuple[int, str]]:
    """Return (row, code) of the report's lines, of one level or of all."""
    return [(line.row, line.code) for line in result.lines if level in ("", line.level)]


@pytest.fixture(scope="module")
def made(made_world: World) -> World:
    """The small world whose communes and villages have the names these files use."""
    made = made_world
    named = dict(zip((*made.communes, *made.villages), NAMES, strict=True))
    for unit, name in named.items():
        unit.name = name
        unit.save()
    return made


@pytest.fixture
def world(made: World, db: None) -> World:
    """That world, fresh for each test."""
    return deepcopy(made)


@pytest.fixture
def bring_in(world: World) -> Importer:
    """Import a file as the district officer."""

    def run(content: Any, **changes: Any) -> ImportResult:
        given: dict[str, Any] = {
            "actor": world.people["district_officer"],
            "round": world.round,
            "file_name": "ho.csv",
            "content": content,
        }
        return ImportRoster(**{**given, **changes}).run()

    return run
