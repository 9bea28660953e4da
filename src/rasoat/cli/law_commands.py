"""``rasoat law``: which packs there are, what they hold, whether they are sound, and how they differ."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from rasoat import law
from rasoat.cli.reporting import DONE, WRONG_INPUT, complain, one_line_errors, print_json, read_day
from rasoat.errors import LawError
from rasoat.law import Cell, Pack, Rules
from rasoat.scoring.explain import threshold_text


@click.group("law")
def law_command() -> None:
    """Các bộ quy tắc: xem, kiểm tra, so sánh."""


@law_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@one_line_errors
def list_command(as_json: bool) -> None:
    """Liệt kê các bộ quy tắc."""
    found = [law.load(pack_id) for pack_id in law.packs()]
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
@one_line_errors
def show_command(pack_id: str, day: str | None) -> None:
    """In nội dung của bộ quy tắc PACK trong một ngày."""
    pack = law.load(pack_id)
    rules = pack.on(read_day(day) if day else pack.versions[-1].since)
    click.echo(f"{pack.title_vi}\n{rules.version_title_vi}\n{rules.pack_hash}")
    for line in (*_income_lines(rules), *_class_lines(rules), *_point_lines(rules), *_b2_lines(rules)):
        click.echo(line)
    click.echo("\nQuy trình")
    for name, cell in rules.parameters.items():
        shown = "không tìm thấy" if cell.value is None else cell.value
        click.echo(f"  {name}: {shown}  [{cell.ref}; {cell.provenance}]")


def _income_lines(rules: Rules) -> Iterable[str]:
    yield "\nMức thu nhập (đồng/người/tháng)"
    for line in rules.income_lines:
        yield f"  {line.line} {line.area_type}: {line.amount}  [{line.cell.ref}; {line.cell.provenance}]"


def _class_lines(rules: Rules) -> Iterable[str]:
    yield "\nPhân loại"
    for rule in rules.class_rules:
        bounds = threshold_text(rule.bounds, "vi")
        yield f"  {rule.area_type} {rule.cls.label_vi}: {bounds}  [{rule.cell.ref}; {rule.cell.provenance}]"


def _point_lines(rules: Rules) -> Iterable[str]:
    yield f"\nĐiểm B1 ({' '.join(rules.area_columns)})"
    for item in rules.items:
        yield f"  {item.label_vi}"
        for option in item.options:
            cells = [rules.points(item.key, option.key, area) for area in rules.area_columns]
            points = " ".join(f"{cell.value:>3}" for cell in cells)
            yield f"    {points}  {option.label_vi}  [{cells[0].ref}; {cells[0].provenance}]"


def _b2_lines(rules: Rules) -> Iterable[str]:
    yield "\nChỉ số B2"
    for each in rules.indicators:
        rule = f"{each.rule.value.vi}  [{each.rule.ref}; {each.rule.provenance}]"
        yield f"  {each.number}. {each.label_vi} ({each.points.value}): {rule}"


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
        pack = law.load(pack_id, root)
    except LawError as error:
        complain(error)
        return False
    click.echo(f"{pack.id}  {len(tuple(pack.cells()))} giá trị  {pack.hash}")
    return True


@law_command.command("status")
@click.argument("pack_id", metavar="PACK")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@one_line_errors
def status_command(pack_id: str, as_json: bool) -> None:
    """Cho biết nguồn gốc các giá trị của PACK và bao nhiêu giá trị đã được hai người kiểm tra."""
    pack = law.load(pack_id)
    cells = tuple(pack.cells())
    verified = sum(cell.verified for cell in cells)
    sources = dict(sorted(Counter(str(cell.provenance) for cell in cells).items()))
    if as_json:
        print_json({"pack": pack.id, "hash": pack.hash, "cells": len(cells), "verified": verified, **sources})
        return
    click.echo(f"{pack.id}: {len(cells)} giá trị, {verified} đã được hai người kiểm tra")
    for provenance, count in sources.items():
        click.echo(f"  {provenance}: {count}")
    for cell in cells:
        if cell.provenance is law.Provenance.NOT_FOUND:
            click.echo(f"  {cell.file}:{cell.line} {cell.key}: không tìm thấy ({cell.ref})")


@law_command.command("diff")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@one_line_errors
def diff_command(a: str, b: str, as_json: bool) -> None:
    """So sánh hai bộ A và B; mỗi bên là tên bộ, hoặc tên bộ và ngày, ví dụ vn-2016@2018-11-10."""
    before, after = _values(a), _values(b)
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


def _values(name: str) -> dict[str, Cell[Any]]:
    pack_id, _, day = name.partition("@")
    pack = law.load(pack_id)
    if day:
        return {cell.key: cell for cell in pack.on(read_day(day)).cells()}
    return {f"{cell.key}@{cell.since}": cell for cell in pack.cells()}


def _content(cell: Cell[Any] | None) -> tuple[Any, ...] | None:
    return None if cell is None else (cell.value, cell.ref, cell.provenance)


def _shown(cell: Cell[Any] | None) -> str | None:
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, law.Bounds):
        value = threshold_text(value, "vi")
    elif isinstance(value, frozenset):
        value = ", ".join(sorted(value))
    elif isinstance(value, dt.date):
        value = value.isoformat()
    return f"{value} [{cell.ref}; {cell.provenance}]"
