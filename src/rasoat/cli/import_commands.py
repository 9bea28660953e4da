"""``rasoat import units|roster|answers``: files into the database, with a report of every row that needs a look."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rasoat import text_vi
from rasoat.cli.reporting import DONE, SOME_REFUSED, one_line_errors, print_json, read_day
from rasoat.errors import InputError

if TYPE_CHECKING:
    from rasoat.accounts.models import User
    from rasoat.roster.importing import ImportResult
    from rasoat.rounds.models import Round

Command = Callable[..., Any]

_COUNTS = {
    "rows": "dòng", "units": "đơn vị mới", "households": "hộ mới", "members": "nhân khẩu mới",
    "openings": "hộ vào danh sách đầu kỳ", "kept": "đã có, giữ nguyên", "submitted": "phiếu được nhận",
    "repeated": "phiếu đã nhận trước", "refused_rows": "dòng bị từ chối", "refused_households": "hộ bị từ chối",
    "repaired": "chỗ đã sửa", "warnings": "cảnh báo", "errors": "lỗi",
}  # fmt: skip


@click.group("import")
def import_group() -> None:
    """Nhập đơn vị, danh sách hộ, phiếu từ tệp xlsx hoặc csv."""


def _options(*, needs_round: bool) -> Callable[[Command], Command]:
    """Add what the three commands share."""
    options = [
        click.argument("file", type=click.Path(path_type=Path)),
        click.option("--round", "round_code", required=needs_round, help="Mã đợt rà soát."),
        click.option("--actor", "username", required=True, help="Tên đăng nhập của người nhập."),
        click.option(
            "--dry-run", is_flag=True, help="Nhập thử: làm như thật rồi hủy hết, dữ liệu không đổi."
        ),
        click.option(
            "--report", type=click.Path(path_type=Path), required=True, help="Tệp csv ghi kết quả từng dòng."
        ),
        click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON."),
    ]

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _with_database(command: Command) -> Command:
    """Set Django up before a command runs, unless it is up."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        import django
        from django.apps import apps

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.settings")
        if not apps.ready:
            django.setup()
        _require_writable(kwargs["report"])
        return command(*args, **kwargs)

    return run


def _require_writable(report: Path) -> None:
    """Raise ``InputError`` C003 before anything is imported, not after it."""
    try:
        report.open("a").close()
    except OSError as error:
        raise InputError("C003", file=str(report), problem=error.strerror or "?") from error


@import_group.command("units")
@_options(needs_round=False)
@one_line_errors
@_with_database
def units_command(
    file: Path, round_code: str | None, username: str, dry_run: bool, report: Path, as_json: bool
) -> int:
    """Nhập tỉnh, huyện, xã, thôn từ FILE; với --round chỉ nhận đơn vị thuộc địa bàn của đợt."""
    from rasoat.roster.importing.reading import read_path
    from rasoat.roster.importing.units import ImportUnits

    root = _round(round_code).unit if round_code else None
    action = ImportUnits(
        actor=_actor(username), file_name=file.name, content=read_path(file), root=root, dry_run=dry_run
    )
    return _tell(action.run(), report, as_json)


@import_group.command("roster")
@_options(needs_round=True)
@one_line_errors
@_with_database
def roster_command(
    file: Path, round_code: str, username: str, dry_run: bool, report: Path, as_json: bool
) -> int:
    """Nhập danh sách hộ, thành viên và phân loại đầu kỳ từ FILE vào một đợt rà soát."""
    from rasoat.roster.importing import ImportRoster
    from rasoat.roster.importing.reading import read_path

    with _bar() as progress:
        action = ImportRoster(
            actor=_actor(username), round=_round(round_code), file_name=file.name, content=read_path(file),
            dry_run=dry_run, progress=progress,
        )  # fmt: skip
        result = action.run()
    return _tell(result, report, as_json)


@import_group.command("answers")
@_options(needs_round=True)
@click.option("--visited-on", metavar="YYYY-MM-DD", help="Ngày khảo sát của các dòng không ghi ngày.")
@one_line_errors
@_with_database
def answers_command(
    file: Path,
    round_code: str,
    username: str,
    dry_run: bool,
    report: Path,
    as_json: bool,
    visited_on: str | None,
) -> int:
    """Nhập Phiếu B từ FILE: mỗi dòng một hộ, theo đúng các quy tắc như khi nhập trên trang."""
    from rasoat.roster.importing.reading import read_path
    from rasoat.survey.importing import ImportAnswers

    day: date | None = read_day(visited_on) if visited_on else None
    with _bar() as progress:
        result = ImportAnswers(
            actor=_actor(username), round=_round(round_code), file_name=file.name, content=read_path(file),
            visited_on=day, dry_run=dry_run, progress=progress,
        ).run()  # fmt: skip
    return _tell(result, report, as_json)


def _actor(username: str) -> User:
    from rasoat.accounts.models import User

    found = User.objects.filter(username=username).first()
    if found is None:
        raise InputError("R015", username=username)
    return found


def _round(code: str) -> Round:
    from rasoat.rounds.models import Round

    found = Round.objects.select_related("unit").filter(code=code).first()
    if found is None:
        known = ", ".join(Round.objects.values_list("code", flat=True)[:20]) or "–"
        raise InputError("R014", round=code, known=known)
    return found


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Yield what moves a progress bar on a terminal, and nothing in a pipe."""
    with click.progressbar(length=1, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield progress


def _tell(result: ImportResult, report: Path, as_json: bool) -> int:
    """Write the report, name every refused row on standard error, print the counts."""
    result.write_report(report)
    for line in result.errors:
        place = f"dòng {line.row}" + (f", cột {line.column}" if line.column else "")
        click.echo(f"{line.code} ({place}) {' '.join(line.message().split())}", err=True)
    if as_json:
        print_json({**result.counts, "dry_run": result.dry_run, "report": report})
    else:
        done = "Nhập thử, dữ liệu không đổi" if result.dry_run else "Đã nhập"
        counts = ", ".join(f"{_COUNTS[name]}: {text_vi.number(each)}" for name, each in result.counts.items())
        click.echo(f"{done}: {counts} → {report}")
    return SOME_REFUSED if result.refused else DONE
