"""``rasoat backup``, ``restore`` and ``verify``: keep the data, bring it back, and check that it is what it was."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import click

from rasoat.cli import archive, data_folder
from rasoat.cli.reporting import DONE, SOME_REFUSED, complain, one_line_errors, print_json
from rasoat.errors import InputError

_data = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Thư mục dữ liệu (mặc định: var)."
)
_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


def _refuse_postgresql() -> None:
    if os.environ.get("RASOAT_DATABASE"):
        raise InputError("C059")


@click.command("backup")
@_file
@_data
@one_line_errors
def backup_command(file: Path, data: Path | None) -> None:
    """Sao lưu cơ sở dữ liệu và văn bản vào một tệp FILE; chạy được cả khi máy chủ đang mở."""
    _refuse_postgresql()
    count = archive.back_up(data_folder.data_folder(data), file)
    click.echo(f"Đã sao lưu cơ sở dữ liệu và {count} văn bản vào {file}.")
    click.echo(
        "Tệp secrets.json không nằm trong bản sao lưu: hãy cất riêng, thiếu nó không đọc được số CMND/CCCD."
    )


@click.command("restore")
@_file
@_data
@one_line_errors
def restore_command(file: Path, data: Path | None) -> None:
    """Phục hồi bản sao lưu FILE vào một thư mục dữ liệu trống; kiểm tra từng tệp trước khi ghi."""
    _refuse_postgresql()
    folder = data_folder.data_folder(data)
    same_keys = archive.restore(file, folder)
    click.echo(f"Đã phục hồi vào {folder}.")
    if not same_keys:
        complain(InputError("C066", folder=str(folder)))


@click.command("verify")
@_data
@click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON.")
@one_line_errors
def verify_command(data: Path | None, as_json: bool) -> int:
    """Kiểm tra nhật ký, văn bản, phiếu, điểm, quyết định và các biểu; mã thoát 1 khi có chỗ không khớp."""
    folder = data_folder.data_folder(data)
    if not os.environ.get("RASOAT_DATABASE") and not (folder / data_folder.DATABASE_FILE).exists():
        raise InputError("C054", folder=str(folder))
    data_folder.use(folder)
    from rasoat.cli.checking import CHECKS, findings

    counted: Counter[str] = Counter(dict.fromkeys(CHECKS, 0))
    for finding in findings():
        counted[finding.check] += 1
        complain(finding.error)
    if as_json:
        print_json({"checks": dict(counted), "whole": not counted.total()})
    else:
        for name in CHECKS:
            click.echo(f"{name}: {'khớp' if not counted[name] else f'{counted[name]} chỗ không khớp'}")
    return SOME_REFUSED if counted.total() else DONE
