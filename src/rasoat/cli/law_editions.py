"""Which pack a command of the law looks at: as shipped, in a folder, or an edition of a province."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rasoat import law
from rasoat.cli import data_folder
from rasoat.errors import InputError
from rasoat.law import Pack

if TYPE_CHECKING:
    from rasoat.accounts.models import User
    from rasoat.areas.models import Unit

Command = Callable[..., Any]

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Thư mục dữ liệu (mặc định: var).",
)


def edition_options(command: Command) -> Command:
    """Add what names the edition of a pack that counts in a province."""
    command = click.option(
        "--province", "province_code", metavar="CODE", help="Mã tỉnh: xem bản đang áp dụng ở tỉnh đó."
    )(command)
    return data_option(command)


def pack_called(name: str, data: Path | None, province_code: str | None) -> Pack:
    """Return the pack called ``name``; with a province its newest edition, or the one numbered ``name#number``.

    Raises ``LawError`` (no such pack, not sound) and ``InputError``: L031 (no such province), L035 (no such edition),
    L037 (data folder or number without a province).
    """
    pack_id, sign, number = name.partition("#")
    if province_code is None:
        if data is not None or (sign and not Path(name).exists()):
            raise InputError("L037")
        return law.load(name)
    data_folder.use(data_folder.data_folder(data))
    from rasoat.lawbook import editions

    province = province_called(province_code)
    return _numbered(pack_id, province, number) if sign else editions.current(pack_id, province)


def packs_of(data: Path | None, province_code: str | None) -> list[Pack]:
    """Return the packs as shipped; with a province as they stand there, then its own standards. Raises L031, L037."""
    if province_code is None:
        if data is not None:
            raise InputError("L037")
        return [law.load(pack_id) for pack_id in law.packs()]
    data_folder.use(data_folder.data_folder(data))
    from rasoat.lawbook import editions
    from rasoat.lawbook.local import locals_of

    province = province_called(province_code)
    own = [row.pack for row in locals_of(province)]
    return [editions.current(pack_id, province) for pack_id in (*law.packs(), *own)]


def _numbered(pack_id: str, province: Unit, number: str) -> Pack:
    from rasoat.lawbook import editions
    from rasoat.lawbook.models import Edition

    if number == "0":
        return editions.first(pack_id, province)
    rows = Edition.objects.filter(pack=pack_id, province=province)
    found = rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    if found is None:
        known = ", ".join(["0", *map(str, rows.order_by("number").values_list("number", flat=True))])
        raise InputError("L035", pack=pack_id, number=number, known=known)
    return editions.pack_of(found)


def province_called(code: str) -> Unit:
    """Return the province with a code today; raises ``InputError`` L031 when there is none."""
    from rasoat.areas.models import Level, Unit
    from rasoat.audit.action import today

    rows = Unit.objects.in_force(today()).filter(level=Level.PROVINCE)
    found = rows.filter(code=code).first()
    if found is None:
        raise InputError("L031", code=code, known=", ".join(rows.values_list("code", flat=True)) or "–")
    return found


def person_called(username: str) -> User:
    """Return the person who signs in by a name; raises ``InputError`` R015 when there is none."""
    from rasoat.accounts.models import User

    found = User.objects.filter(username=username).first()
    if found is None:
        raise InputError("R015", username=username)
    return found
