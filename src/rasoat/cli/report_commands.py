"""``rasoat report``: one report of one unit as a file, or all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasoat.cli.named import place_called, use_database, write_out
from rasoat.cli.reporting import DONE, SOME_REFUSED, WRONG_INPUT, complain, one_line_errors
from rasoat.errors import InputError, RasoatError

if TYPE_CHECKING:
    from rasoat.areas.models import Unit
    from rasoat.reports.table import Table
    from rasoat.reports.tables import Depth
    from rasoat.rounds.models import Round

ALL = "all"


@click.command("report")
@click.argument("key", required=False, default="")
@click.option("--all", "whole", is_flag=True, help="Cả bộ, như KEY là all.")
@click.option("--unit", "unit_code", metavar="CODE", help="Mã đơn vị: thôn, xã, huyện hoặc tỉnh.")
@click.option("--round", "round_code", metavar="ROUND", help="Mã đợt rà soát.")
@click.option(
    "--country",
    "year",
    type=click.IntRange(1990, 2200),
    metavar="YEAR",
    help="Cả nước năm YEAR, thay cho --unit và --round: cộng kết quả chính thức đã được phê duyệt của các tỉnh, nói rõ tỉnh còn thiếu.",
)
@click.option("--practice", is_flag=True, help="Cả nước từ các đợt thực hành.")
@click.option(
    "--format",
    "format_name",
    metavar="FORMAT",
    required=True,
    help="csv, xlsx, pdf hoặc parquet; cả bộ thì ghi được nhiều loại, cách nhau bằng dấu phẩy.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="Tệp kết quả; cả bộ thì là thư mục, hoặc tệp có đuôi .zip.",
)
@click.option(
    "--depth",
    type=click.Choice(["self", "children", "tree", "blocks"]),
    default="children",
    show_default=True,
    help="Chỉ đơn vị, cả các đơn vị trực thuộc, mọi cấp bên dưới, hoặc theo khu vực thành thị và nông thôn.",
)
@click.option(
    "--preliminary", is_flag=True, help="Số liệu sơ bộ theo điểm ở xã chưa có quyết định công nhận."
)
@click.option(
    "--set",
    "number",
    type=click.IntRange(min=1),
    metavar="N",
    help="Lấy số từ bộ số liệu đã chốt số N của đơn vị.",
)
@click.option("--data", type=click.Path(file_okay=False), metavar="DIR", help="Thư mục dữ liệu.")
@one_line_errors
def report_command(
    key: str,
    whole: bool,
    unit_code: str | None,
    round_code: str | None,
    year: int | None,
    practice: bool,
    format_name: str,
    out: Path,
    depth: Depth,
    preliminary: bool,
    number: int | None,
    data: str | None,
) -> int:
    """Lập báo cáo KEY của một đơn vị (results, poor_flows …, poor_list), hoặc cả bộ (all).

    Tên khác thì lệnh kể các báo cáo đang có. Cả bộ chỉ được ghi khi mọi biểu đều khép; biểu không khép được kể từng dòng.
    """
    if year is None and not (unit_code and round_code):
        raise click.UsageError("Hãy ghi --unit và --round, hoặc --country.")
    use_database(data)
    everything = whole or key == ALL
    keys = [] if everything else [key]
    if not everything:
        from rasoat.reports.files import format_called

        format_called(format_name)
    if year is not None:
        tables = _country(year, keys, depth, practice=practice)
    else:
        round_, unit = place_called(round_code or "", unit_code or "")
        tables = (
            _live(round_, unit, keys, depth, preliminary=preliminary)
            if number is None
            else _frozen(round_, unit, keys, depth, number)
        )
    if everything:
        return _write_all(tables, format_name, out)
    return _write_one(tables[key], format_name, out)


def _live(
    round_: Round, unit: Unit, keys: list[str], depth: Depth, *, preliminary: bool
) -> Mapping[str, Table]:
    from rasoat.reports.tables import build, build_all

    if not keys:
        return build_all(round_, unit, preliminary=preliminary, depth=depth, lists=True)
    return {key: build(key, round_, unit, preliminary=preliminary, depth=depth) for key in keys}


def _country(year: int, keys: list[str], depth: Depth, *, practice: bool) -> Mapping[str, Table]:
    """Return the tables of the country; those that cannot be added up are named on standard error."""
    from rasoat.reports.country import country

    found = country(year, practice=practice, depth=depth)
    for key in keys:
        if key not in found.tables:
            raise next(iter(found.left_out), InputError("T006", key=key, known=", ".join(found.tables)))
    for fault in () if keys else found.left_out:
        complain(fault)
    return found.tables


def _frozen(round_: Round, unit: Unit, keys: list[str], depth: Depth, number: int) -> Mapping[str, Table]:
    from rasoat.reports.files import set_called
    from rasoat.reports.sets import frozen_tables

    kept = set_called(number, round_, unit)
    found = frozen_tables(kept, depth=depth, keys=keys)
    if not found:
        known = ", ".join(kept.tables.values_list("key", flat=True))
        raise InputError("T028", report=keys[0], number=number, known=known)
    return found


def _write_one(table: Table, format_name: str, out: Path) -> int:
    from rasoat.reports.checks import warnings
    from rasoat.reports.files import format_called

    write_out(out, format_called(format_name).write(table))
    return SOME_REFUSED if _told(warnings(table)) else DONE


def _write_all(tables: Mapping[str, Table], format_names: str, out: Path) -> int:
    from rasoat.reports.checks import warnings
    from rasoat.reports.whole import faults, files_of, formats_called, write_files

    formats = formats_called(format_names)
    if _told(faults(tables.values())):
        return WRONG_INPUT
    write_files(files_of(tables.values(), formats), out)
    doubts = {str(fault): fault for table in tables.values() for fault in warnings(table)}
    return SOME_REFUSED if _told(doubts.values()) else DONE


def _told(faults: Iterable[RasoatError]) -> int:
    """Name each on standard error; return how many there were."""
    found = list(faults)
    for fault in found:
        complain(fault)
    return len(found)
