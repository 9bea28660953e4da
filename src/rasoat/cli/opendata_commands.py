"""``rasoat open-data``: the anonymous counts of a round as a file."""

from __future__ import annotations

from pathlib import Path

import click

from rasoat.cli.named import actor_called, place_called, use_database, write_out
from rasoat.cli.reporting import one_line_errors, print_json


@click.command("open-data")
@click.option("--unit", "unit_code", metavar="CODE", required=True, help="Mã huyện hoặc tỉnh.")
@click.option("--round", "round_code", metavar="ROUND", required=True, help="Mã đợt rà soát.")
@click.option("--actor", "username", required=True, help="Tên đăng nhập của người xuất.")
@click.option(
    "--format", "format_name", metavar="FORMAT", default="zip", show_default=True,
    help="zip (trọn bộ), csv, parquet hoặc json (chỉ bản mô tả).",
)  # fmt: skip
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="Tệp kết quả.",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON.")
@click.option("--data", type=click.Path(file_okay=False), metavar="DIR", help="Thư mục dữ liệu.")
@one_line_errors
def open_data_command(
    unit_code: str,
    round_code: str,
    username: str,
    format_name: str,
    out: Path,
    as_json: bool,
    data: str | None,
) -> None:
    """Xuất dữ liệu mở: số hộ, nhân khẩu theo xã, ô nhỏ để trống; việc xuất được ghi vào nhật ký."""
    use_database(data)
    from rasoat.reports.opendata.actions import PublishData

    actor = actor_called(username)
    round_, unit = place_called(round_code, unit_code)
    done = PublishData(actor=actor, round=round_, area=unit, format=format_name).run()
    write_out(out, done.content)
    if as_json:
        print_json({"rows": len(done.data.rows), "suppressed": done.data.hidden, "out": str(out)})
