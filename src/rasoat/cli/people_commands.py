"""``rasoat administrator``: the first person of an installation, who then gives everybody else his role."""

from __future__ import annotations

from pathlib import Path

import click

from rasoat.cli import data_folder
from rasoat.cli.reporting import one_line_errors
from rasoat.errors import InputError


@click.command("administrator")
@click.argument("username")
@click.option("--name", "full_name", default="", help="Họ và tên, khi tạo người mới.")
@click.option("--unit", "code", help="Mã đơn vị để giao vai trò quản trị (sau khi đã nhập đơn vị).")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Thư mục dữ liệu (mặc định: var)."
)
@click.password_option(
    "--password", prompt="Mật khẩu", confirmation_prompt="Nhập lại", help="Hỏi khi không ghi."
)
@one_line_errors
def administrator_command(
    username: str, full_name: str, code: str | None, data: Path | None, password: str
) -> None:
    """Tạo người quản trị đầu tiên; với --unit thì giao vai trò quản trị ở đơn vị đó.

    Chỉ dùng được khi chưa có ai giữ vai trò quản trị; từ đó về sau vai trò được giao trên trang Người dùng.
    """
    data_folder.use(data_folder.data_folder(data))
    data_folder.migrate()
    from rasoat.accounts.models import Assignment, User
    from rasoat.accounts.roles import Role
    from rasoat.areas.models import Unit
    from rasoat.audit.action import today

    if Assignment.objects.filter(role=Role.ADMINISTRATOR).exists():
        raise InputError("C070")
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, full_name or username, password)
        click.echo(f"{username}: đã tạo.")
    if code is None:
        return
    unit = Unit.objects.in_force(today()).filter(code=code).first()
    if unit is None:
        raise InputError("C071", code=code)
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, unit=unit, starts_on=today())
    click.echo(f"{username}: quản trị {unit}.")
