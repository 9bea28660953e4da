"""``rasoat report``: one report of one unit as a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasoat.cli.reporting import DONE, SOME_REFUSED, complain, one_line_errors
from rasoat.errors import InputError

if TYPE_CHECKING:
    from rasoat.reports.table import Table


@click.command("report")
@click.argument("key")
@click.option(
    "--unit", "unit_code", metavar="CODE", required=True, help="Mã đơn vị: thôn, xã, huyện hoặc tỉnh."
)
@click.option("--round", "round_code", metavar="ROUND", required=True, help="Mã đợt rà soát.")
@click.option("--format", "format_name", metavar="FORMAT", required=True, help="csv, xlsx, pdf hoặc parquet.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="Tệp kết quả.",
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
@click.option("--data", type=click.Path(file_okay=False), metavar="DIR", help="Thư mục dữ liệu.")
@one_line_errors
def report_command(
    key: str,
    unit_code: str,
    round_code: str,
    format_name: str,
    out: Path,
    depth: str,
    preliminary: bool,
    data: str | None,
) -> int:
    """Lập báo cáo KEY của một đơn vị (results, poor_flows …, poor_list); tên khác thì lệnh kể các báo cáo đang có."""
    _use_database(data)
    from rasoat.reports.files import format_called, round_called, unit_called
    from rasoat.reports.tables import build

    chosen = format_called(format_name)
    round_ = round_called(round_code)
    table = build(
        key,
        round_,
        unit_called(unit_code, round_),
        preliminary=preliminary,
        depth=depth,  # type: ignore[arg-type]  # click.Choice allows nothing else
    )
    _write(out, chosen.write(table))
    return _warn(table)


def _use_database(data: str | None) -> None:
    import django

    if data:
        os.environ["RASOAT_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.settings")
    django.setup()


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError("T011", file=str(out), problem=error.strerror or type(error).__name__) from None


def _warn(table: Table) -> int:
    from rasoat.reports.checks import warnings

    found = list(warnings(table))
    for warning in found:
        complain(warning)
    return SOME_REFUSED if found else DONE
