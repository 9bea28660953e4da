"""What the commands of the reports share: the database set up, and who acts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from rasoat.errors import InputError

if TYPE_CHECKING:
    from rasoat.accounts.models import User
    from rasoat.areas.models import Unit
    from rasoat.rounds.models import Round


def use_database(data: str | None) -> None:
    """Set Django up on a data folder, unless it is up."""
    import django
    from django.apps import apps

    if data:
        os.environ["RASOAT_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.settings")
    if not apps.ready:
        django.setup()


def actor_called(username: str) -> User:
    """Return the person who acts; raises ``InputError`` R015 for an unknown name."""
    from rasoat.accounts.models import User

    found = User.objects.filter(username=username).first()
    if found is None:
        raise InputError("R015", username=username)
    return found


def place_called(round_code: str, unit_code: str) -> tuple[Round, Unit]:
    """Return round and unit; raises ``InputError`` T007, T008."""
    from rasoat.reports.files import round_called, unit_called

    round_ = round_called(round_code)
    return round_, unit_called(unit_code, round_)


def write_out(out: Path, content: bytes) -> None:
    """Write a file; raises ``InputError`` T011."""
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError("T011", file=str(out), problem=error.strerror or type(error).__name__) from None
