"""``rasoat units change|confirm|withdraw|orders`` and ``rasoat opening``: units that change, and the list after it."""

from __future__ import annotations

import os
from collections.abc import Callable
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
    from rasoat.unitchanges.models import ChangeOrder

_COUNTS = {
    "units_ended": "đơn vị kết thúc", "units_begun": "đơn vị bắt đầu", "households": "hộ", "persons": "người",
    "codes_changed": "hộ đổi mã", "other_line": "hộ đổi chuẩn", "offices_ended": "vai trò kết thúc",
    "offices_kept": "vai trò đi theo", "rounds": "đợt đã qua",
}  # fmt: skip
_ACTOR = click.option("--actor", "username", required=True, help="Tên đăng nhập của người làm.")
_JSON = click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON.")


def _with_database(command: Callable[..., Any]) -> Callable[..., Any]:
    """Set Django up before a command runs, unless it is up."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        import django
        from django.apps import apps

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.settings")
        if not apps.ready:
            django.setup()
        return command(*args, **kwargs)

    return run


@click.group("units")
def units_group() -> None:
    """Thay đổi đơn vị hành chính: đề nghị từ tệp, người thứ hai xác nhận."""


@units_group.command("change")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--decision", required=True, help="Số, tên văn bản.")
@click.option("--signed-on", required=True, metavar="YYYY-MM-DD", help="Ngày ký.")
@click.option("--effective-on", required=True, metavar="YYYY-MM-DD", help="Ngày đầu của đơn vị mới.")
@_ACTOR
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước: dữ liệu không đổi, không có đề nghị nào.")
@_JSON
@one_line_errors
@_with_database
def change_command(
    file: Path, decision: str, signed_on: str, effective_on: str, username: str, dry_run: bool, as_json: bool
) -> int:
    """Đề nghị các thay đổi trong FILE (xlsx, csv); chưa có gì đổi cho đến khi người thứ hai xác nhận."""
    from rasoat.roster.importing.reading import read_path
    from rasoat.unitchanges.actions import FaultyOrder, ProposeOrder

    days: tuple[date, date] = (read_day(signed_on), read_day(effective_on))
    action = ProposeOrder(
        actor=_actor(username), decision=decision, signed_on=days[0], effective_on=days[1], file_name=file.name,
        content=read_path(file), dry_run=dry_run,
    )  # fmt: skip
    try:
        order = action.run()
    except FaultyOrder as error:
        for line in error.lines:
            place = f"dòng {line.row}" if line.row else line.household
            click.echo(f"{line.code} ({place}) {' '.join(line.message().split())}", err=True)
        return SOME_REFUSED
    counts = dict(action.preview.counts)
    if as_json:
        print_json({"order": None if dry_run else order.pk, "dry_run": dry_run, **counts})
        return DONE
    told = ", ".join(f"{_COUNTS[name]}: {text_vi.number(n)}" for name, n in counts.items())
    click.echo(f"{'Xem trước' if dry_run else f'Đề nghị số {order.pk}'}: {told}")
    return DONE


@units_group.command("confirm")
@click.argument("number", type=int)
@_ACTOR
@_JSON
@one_line_errors
@_with_database
def confirm_command(number: int, username: str, as_json: bool) -> int:
    """Xác nhận và thực hiện đề nghị số NUMBER; phải là người khác với người đề nghị."""
    from rasoat.unitchanges.actions import ConfirmOrder

    done = ConfirmOrder(actor=_actor(username), order=_order(number)).run()
    if as_json:
        print_json({"order": done.pk, "households": done.households, "persons": done.persons})
    else:
        told = f"{text_vi.number(done.households)} hộ, {text_vi.number(done.persons)} người"
        click.echo(f"{done.decision}: đã thực hiện; {told} sang đơn vị mới.")
    return DONE


@units_group.command("withdraw")
@click.argument("number", type=int)
@_ACTOR
@one_line_errors
@_with_database
def withdraw_command(number: int, username: str) -> int:
    """Rút đề nghị số NUMBER khi chưa thực hiện."""
    from rasoat.unitchanges.actions import WithdrawOrder

    done = WithdrawOrder(actor=_actor(username), order=_order(number)).run()
    click.echo(f"{done.decision}: đã rút.")
    return DONE


@units_group.command("orders")
@_JSON
@one_line_errors
@_with_database
def orders_command(as_json: bool) -> int:
    """Liệt kê các văn bản thay đổi đơn vị."""
    from rasoat.unitchanges.models import ChangeOrder

    rows = list(ChangeOrder.objects.select_related("proposed_by"))
    if as_json:
        print_json(
            {
                "orders": [
                    {"order": r.pk, "decision": r.decision, "on": r.effective_on, "state": r.state}
                    for r in rows
                ]
            }
        )
        return DONE
    for row in rows:
        click.echo(f"{row.pk}\t{row.effective_on:%d/%m/%Y}\t{row.get_state_display()}\t{row.decision}")
    return DONE


@click.command("opening")
@click.argument("round_code")
@_ACTOR
@one_line_errors
@_with_database
def opening_command(round_code: str, username: str) -> int:
    """Lập danh sách đầu kỳ của đợt ROUND_CODE từ kết quả gần nhất của từng hộ, theo nơi hộ thuộc về hiện nay."""
    from rasoat.recognition.opening import BuildOpening
    from rasoat.reports.files import round_called

    made = BuildOpening(actor=_actor(username), round=round_called(round_code)).run()
    click.echo(f"{round_code}: {text_vi.number(made)} hộ vào danh sách đầu kỳ.")
    return DONE


def _actor(username: str) -> User:
    from rasoat.accounts.models import User

    found = User.objects.filter(username=username).first()
    if found is None:
        raise InputError("R015", username=username)
    return found


def _order(number: int) -> ChangeOrder:
    from rasoat.unitchanges.models import ChangeOrder

    found = ChangeOrder.objects.filter(pk=number).first()
    if found is None:
        raise InputError("U034", number=number)
    return found
