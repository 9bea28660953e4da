"""``rasoat report-set``: freeze the set of a unit, list the sets, sign one off, compare two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rasoat.cli.named import actor_called, place_called, use_database, write_out
from rasoat.cli.reporting import one_line_errors, print_json, read_day
from rasoat.errors import InputError

if TYPE_CHECKING:
    from rasoat.reports.models import ReportSet

Command = Callable[..., Any]


@click.group("report-set")
def report_set_group() -> None:
    """Chốt, kể, ký xác nhận và so các bộ số liệu của một đơn vị."""


def _place(command: Command) -> Command:
    """Add what every command asks for: unit, round, data folder, JSON."""
    options = [
        click.option("--unit", "unit_code", metavar="CODE", required=True, help="Mã đơn vị."),
        click.option("--round", "round_code", metavar="ROUND", required=True, help="Mã đợt rà soát."),
        click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON."),
        click.option("--data", type=click.Path(file_okay=False), metavar="DIR", help="Thư mục dữ liệu."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _described(kept: ReportSet) -> dict[str, Any]:
    return {
        "number": kept.number,
        "official": kept.official,
        "as_of": kept.as_of.isoformat(),
        "sha256": kept.sha256,
        "made_by": kept.made_by.username,
        "checked_by": kept.checked_by.username if kept.checked_by else None,
        "checked_on": kept.checked_on.isoformat() if kept.checked_on else None,
    }


def _line(kept: ReportSet) -> str:
    kind = "chính thức" if kept.official else "sơ bộ"
    signed = f"{kept.checked_by.full_name} ký {kept.checked_on:%d/%m/%Y}" if kept.checked_by else "chưa ký"
    return (
        f"số {kept.number}, {kind}, chốt {kept.as_of:%d/%m/%Y} bởi {kept.made_by.full_name}, {signed}, "
        f"dấu {kept.sha256[:12]}"
    )


def _tell(kept: ReportSet, *, as_json: bool) -> None:
    if as_json:
        print_json(_described(kept))
    else:
        click.echo(f"{kept.unit}: {_line(kept)}")


@report_set_group.command("freeze")
@_place
@click.option("--actor", "username", required=True, help="Tên đăng nhập của người chốt.")
@click.option("--preliminary", is_flag=True, help="Bộ số liệu sơ bộ; không ghi thì là chính thức.")
@one_line_errors
def freeze_command(
    unit_code: str, round_code: str, as_json: bool, data: str | None, username: str, preliminary: bool
) -> None:
    """Chốt bộ số liệu của một đơn vị như hiện nay; bộ không khép thì không chốt được."""
    use_database(data)
    from rasoat.reports.set_actions import FreezeReports

    actor = actor_called(username)
    round_, unit = place_called(round_code, unit_code)
    kept = FreezeReports(actor=actor, round=round_, at=unit, official=not preliminary).run()
    _tell(kept, as_json=as_json)


@report_set_group.command("list")
@_place
@one_line_errors
def list_command(unit_code: str, round_code: str, as_json: bool, data: str | None) -> None:
    """Kể các bộ số liệu đã chốt của một đơn vị, bộ cũ trước."""
    use_database(data)
    from rasoat.reports.models import ReportSet

    round_, unit = place_called(round_code, unit_code)
    rows = ReportSet.objects.filter(round=round_, unit=unit).order_by("number")
    found = list(rows.defer("units").select_related("made_by", "checked_by"))
    if as_json:
        print_json({"unit": unit.code, "round": round_.code, "sets": [_described(kept) for kept in found]})
        return
    for kept in found:
        click.echo(_line(kept))
    if not found:
        click.echo("Chưa có bộ số liệu nào.")


@report_set_group.command("sign-off")
@_place
@click.option("--number", type=click.IntRange(min=1), required=True, help="Số của bộ số liệu.")
@click.option("--actor", "username", required=True, help="Tên đăng nhập của người ký, không phải người chốt.")
@click.option("--on", "day", metavar="YYYY-MM-DD", required=True, help="Ngày ký.")
@one_line_errors
def sign_off_command(
    unit_code: str, round_code: str, as_json: bool, data: str | None, number: int, username: str, day: str
) -> None:
    """Ký xác nhận một bộ số liệu đã chốt; người chốt không ký được."""
    use_database(data)
    from rasoat.reports.files import set_called
    from rasoat.reports.set_actions import SignOffReports

    actor = actor_called(username)
    kept = set_called(number, *place_called(round_code, unit_code))
    _tell(SignOffReports(actor=actor, set=kept, on=read_day(day)).run(), as_json=as_json)


@report_set_group.command("compare")
@_place
@click.argument("first", type=click.IntRange(min=1))
@click.argument("second", type=click.IntRange(min=1))
@click.option("--format", "format_name", default="csv", show_default=True, help="csv hoặc xlsx.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="Tệp kết quả.",
)
@one_line_errors
def compare_command(
    unit_code: str,
    round_code: str,
    as_json: bool,
    data: str | None,
    first: int,
    second: int,
    format_name: str,
    out: Path,
) -> None:
    """So bộ số liệu số FIRST với số SECOND: từng loại hộ trước và sau, và từng hộ làm nên chênh lệch."""
    use_database(data)
    from rasoat.reports.difference_files import FORMATS
    from rasoat.reports.differences import compare
    from rasoat.reports.files import set_called

    if format_name not in FORMATS:
        raise InputError("T012", format=format_name, known=", ".join(FORMATS))
    place = place_called(round_code, unit_code)
    found = compare(set_called(first, *place), set_called(second, *place))
    write, _media_type = FORMATS[format_name]
    write_out(out, write(found))
    sides = {
        side.of: {"before": side.before, "after": side.after, "closed": side.closed} for side in found.sides
    }
    if as_json:
        print_json({"changes": len(found.changes), "sides": sides, "out": str(out)})
    else:
        closed = all(side.closed for side in found.sides)
        said = "chênh lệch được giải thích hết" if closed else "còn chênh lệch chưa giải thích được"
        click.echo(f"{len(found.changes)} hộ khác nhau, {said} → {out}")
