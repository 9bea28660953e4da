"""``rasoat open-data``: the anonymous counts of a round as a file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from rasoat.cli.reporting import one_line_errors, print_json
from rasoat.errors import InputError


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
    import django
    from django.apps import apps

    if data:
        os.environ["RASOAT_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.settings")
    if not apps.ready:
        django.setup()
    from rasoat.accounts.models import User
    from rasoat.reports.files import round_called, unit_called
    from rasoat.reports.opendata.actions import PublishData

    actor = User.objects.filter(username=username).first()
    if actor is None:
        raise InputError("R015", username=username)
    round_ = round_called(round_code)
    done = PublishData(
        actor=actor, round=round_, area=unit_called(unit_code, round_), format=format_name
    ).run()
    try:
        out.write_bytes(done.content)
    except OSError as error:
        raise InputError("T011", file=str(out), problem=error.strerror or type(error).__name__) from None
    if as_json:
        print_json({"rows": len(done.data.rows), "suppressed": done.data.hidden, "out": str(out)})
