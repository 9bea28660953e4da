"""``rasoat law``: which packs there are, what they hold, whether they are sound, and how they differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import click

from rasoat import law
from rasoat.cli.law_edition_commands import export_command, proposals_command, verify_command
from rasoat.cli.law_editions import edition_options, pack_called, packs_of
from rasoat.cli.law_local_commands import found_command, propose_command
from rasoat.cli.law_table_commands import import_points_command, template_command
from rasoat.cli.reporting import DONE, WRONG_INPUT, complain, one_line_errors, print_json, read_day
from rasoat.errors import LawError
from rasoat.law import Cell, Pack, Rules
from rasoat.law.frozen import text_of
from rasoat.scoring.explaining import threshold_text
from rasoat.text_vi import number

AREA_TYPES = {"rural": "nông thôn", "urban": "thành thị"}
LINES = {"poor": "Chuẩn nghèo", "near_poor": "Chuẩn cận nghèo", "average": "Mức sống trung bình"}
MAY_BE_NONE = ("process.", "chain.")
"""Values of which a regime may have none; any other cell without a value stands for something that is there."""


@click.group("law")
def law_command() -> None:
    """Các bộ quy tắc: xem, kiểm tra, so sánh."""


for each in (
    template_command,
    import_points_command,
    found_command,
    propose_command,
    proposals_command,
    verify_command,
    export_command,
):
    law_command.add_command(each)


@law_command.command("list")
@edition_options
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@one_line_errors
def list_command(province_code: str | None, data: Path | None, as_json: bool) -> None:
    """Liệt kê các bộ quy tắc; với --province cả chuẩn riêng của tỉnh."""
    found = packs_of(data, province_code)
    if as_json:
        print_json({"packs": [_pack_content(pack) for pack in found]})
        return
    for pack in found:
        click.echo(f"{pack.id}  {pack.title_vi}")
        for version in pack.versions:
            click.echo(f"  từ {version.since:%d/%m/%Y}: {version.label_vi}")


def _pack_content(pack: Pack) -> dict[str, Any]:
    return {
        "id": pack.id,
        "title_vi": pack.title_vi,
        "title_en": pack.title_en,
        "hash": pack.hash,
        "versions": [version.since for version in pack.versions],
    }


@law_command.command("show")
@click.argument("pack_id", metavar="PACK")
@click.option(
    "--on", "day", metavar="YYYY-MM-DD", help="Ngày quy chiếu; mặc định: ngày đầu của bản mới nhất."
)
@edition_options
@one_line_errors
def show_command(pack_id: str, day: str | None, data: Path | None, province_code: str | None) -> None:
    """In nội dung của bộ quy tắc PACK trong một ngày."""
    pack = pack_called(pack_id, data, province_code)
    rules = pack.on(read_day(day) if day else pack.versions[-1].since)
    click.echo(f"{pack.title_vi}\n{rules.version_title_vi}\n{rules.pack_hash}")
    for line in (*_income_lines(rules), *_class_lines(rules), *_point_lines(rules), *_b2_lines(rules)):
        click.echo(line)
    click.echo("\nQuy trình")
    for name, cell in rules.parameters.items():
        shown = "không có" if cell.known and cell.value is None else _or_not_found(cell)
        click.echo(f"  {name}: {shown}  [{_source(cell)}]")


def _source(cell: Cell[Any]) -> str:
    return f"{cell.ref}; {cell.provenance.label()}"


def _or_not_found(cell: Cell[Any]) -> str:
    if not cell.known:
        return "không tìm thấy"
    value = cell.value
    if isinstance(value, law.MonthDay):
        return f"{value.day:02}/{value.month:02}"
    return threshold_text(value, "vi") if isinstance(value, law.Bounds) else str(value)


def _income_lines(rules: Rules) -> Iterable[str]:
    yield "\nMức thu nhập (đồng/người/tháng)"
    for line in rules.income_lines:
        amount = number(line.amount) if line.cell.known else _or_not_found(line.cell)
        yield f"  {LINES[line.line]}, {AREA_TYPES[line.area_type]}: {amount}  [{_source(line.cell)}]"


def _class_lines(rules: Rules) -> Iterable[str]:
    yield "\nPhân loại"
    for rule in rules.class_rules:
        name = f"{rule.cls.label_vi}, {AREA_TYPES[rule.area_type]}"
        yield f"  {name}: {_or_not_found(rule.cell)}  [{_source(rule.cell)}]"


def _point_lines(rules: Rules) -> Iterable[str]:
    yield f"\nĐiểm B1 ({' '.join(rules.area_columns)})"
    for item in rules.items:
        yield f"  {item.label_vi}"
        for option in item.options:
            cells = [rules.points(item.key, option.key, area) for area in rules.area_columns]
            points = " ".join(f"{cell.value if cell.known else '–':>3}" for cell in cells)
            yield f"    {points}  {option.label_vi}  [{_source(cells[0])}]"


def _b2_lines(rules: Rules) -> Iterable[str]:
    yield "\nChỉ số B2"
    for each in rules.indicators:
        rule = f"{each.rule_text('vi')}  [{_source(each.rule)}]"
        yield f"  {each.number}. {each.label_vi} ({_or_not_found(each.points)}): {rule}"


@law_command.command("check")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@one_line_errors
def check_command(path: Path | None) -> int:
    """Kiểm tra bộ quy tắc ở PATH (một bộ hoặc thư mục nhiều bộ); mặc định: các bộ đi kèm."""
    single = path is not None and (path / "pack.yaml").exists()
    root = law.ROOT if path is None else path.resolve().parent if single else path
    names = [path.resolve().name] if single and path else law.packs(root)
    if not names:
        raise LawError("L001", file=str(path), line=1, pack=str(path))
    results = [_check(name, root) for name in names]
    return DONE if all(results) else WRONG_INPUT


def _check(pack_id: str, root: Path) -> bool:
    try:
        pack = law.check(pack_id, root)
    except LawError as error:
        complain(error)
        return False
    click.echo(f"{pack.id}  {len(tuple(pack.cells()))} giá trị  {pack.hash}")
    return True


@law_command.command("status")
@click.argument("pack_id", metavar="PACK")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@edition_options
@one_line_errors
def status_command(pack_id: str, as_json: bool, data: Path | None, province_code: str | None) -> None:
    """Cho biết nguồn gốc các giá trị của PACK, đã được hai người đối chiếu chưa, xem lại lần cuối ngày nào."""
    pack = pack_called(pack_id, data, province_code)
    cells = tuple(pack.cells())
    every = [
        _status([cell for cell in cells if cell.provenance is each], str(each)) for each in law.Provenance
    ]
    rows, total = [row for row in every if row.cells], _status(cells, "tổng")
    if as_json:
        found = {"pack": pack.id, "hash": pack.hash, "cells": len(cells), "verified": total.verified}
        by = {row.name: {**row._asdict(), "open": row.open} for row in rows}
        print_json({**found, **{row.name: row.cells for row in rows}, "by_provenance": by})
        return
    click.echo(f"{pack.id}: {len(cells)} giá trị, {total.verified} đã được hai người đối chiếu\n")
    click.echo(f"  {'nguồn gốc':<46}{'giá trị':>9}{'đã đối chiếu':>14}{'chưa':>8}  xem lại lần cuối")
    for row in (*rows, total):
        day = f"{row.last_checked:%d/%m/%Y}" if row.last_checked else "–"
        click.echo(f"  {row.words:<46}{row.cells:>9}{row.verified:>14}{row.open:>8}  {day}")
    for place, missing in groupby((c for c in cells if not c.known), key=lambda c: f"{c.file}:{c.line}"):
        first, *others = missing
        more = f" và {len(others)} giá trị khác" if others else ""
        click.echo(f"  {place} {first.key}{more}: không tìm thấy ({first.ref})")


class Status(NamedTuple):
    """How many cells there are, how many two people have verified, and when one was last compared with its source."""

    name: str
    cells: int
    verified: int
    last_checked: dt.date | None

    @property
    def words(self) -> str:
        """The provenance in words, or the name of the last row."""
        return next((each.label() for each in law.Provenance if each == self.name), self.name)

    @property
    def open(self) -> int:
        """How many are not verified."""
        return self.cells - self.verified


def _status(cells: Collection[Cell[Any]], name: str) -> Status:
    days = [cell.last_checked for cell in cells if cell.last_checked]
    return Status(name, len(cells), sum(cell.verified for cell in cells), max(days, default=None))


@law_command.command("diff")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@edition_options
@one_line_errors
def diff_command(a: str, b: str, as_json: bool, data: Path | None, province_code: str | None) -> None:
    """So sánh hai bộ A và B; mỗi bên là tên bộ, hoặc tên bộ và ngày, ví dụ vn-2016@2018-11-10.

    Với --province: vn-2016 là bản đang áp dụng ở tỉnh, vn-2016#1 là bản số 1, vn-2016#0 là bản đi kèm phần mềm.
    """
    before, after = (_values(each, data, province_code) for each in (a, b))
    changes = [
        {"key": key, "a": _shown(before.get(key)), "b": _shown(after.get(key))}
        for key in sorted(before.keys() | after.keys())
        if _content(before.get(key)) != _content(after.get(key))
    ]
    if as_json:
        print_json({"a": a, "b": b, "changes": changes})
        return
    for change in changes:
        click.echo(f"{change['key']}: {change['a'] or '–'} → {change['b'] or '–'}")
    click.echo(f"{len(changes)} khác biệt")


def _values(name: str, data: Path | None, province_code: str | None) -> dict[str, Cell[Any]]:
    pack_id, _, day = name.partition("@")
    pack = pack_called(pack_id, data, province_code)
    if day:
        return {cell.key: cell for cell in pack.on(read_day(day)).cells()}
    return {f"{cell.key}@{cell.since}": cell for cell in pack.cells()}


def _content(cell: Cell[Any] | None) -> tuple[Any, ...] | None:
    return None if cell is None else (cell.value, cell.ref, cell.provenance)


def _shown(cell: Cell[Any] | None) -> str | None:
    if cell is None:
        return None
    return f"{_value_text(cell)} [{_source(cell)}]"


def _value_text(cell: Cell[Any]) -> str:
    if not cell.known:
        return "không tìm thấy"
    if cell.value is None:
        return "không có" if cell.key.startswith(MAY_BE_NONE) else "có"
    return threshold_text(cell.value, "vi") if isinstance(cell.value, law.Bounds) else text_of(cell.value)
