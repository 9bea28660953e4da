"""A place, a person and kinds of work for the tests of background work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Unit
from rasoat.errors import Refused
from rasoat.jobs.kinds import Outcome, work
from rasoat.jobs.models import Job
from rasoat.jobs.progress import Progress
from rasoat.jobs.starting import start
from tests.world import person, unit


@work("test.count")
def count(progress: Progress, *, names: list[str]) -> Outcome:
    """Count names, one piece each, and leave a file."""
    for _ in progress.each(names, len(names), doing=lambda name: name):
        pass
    return Outcome(told=f"{len(names)} tên", file=b"%PDF-1.7 gia", file_name="Tên.pdf", leads_to="/van-ban/")


@work("test.refuse")
def refuse(_progress: Progress) -> Outcome:
    """Fail with an error of the catalogue."""
    raise Refused("P013")


@work("test.break")
def break_down(_progress: Progress) -> Outcome:
    """Fail in a way nobody foresaw."""
    raise ZeroDivisionError


@pytest.fixture
def district(db: None, settings: Any, tmp_path: Path) -> Unit:
    """A district with a folder of its own for files."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return unit("061", "district", "Huyện thử", unit("06", "province", "Tỉnh thử", None))


@pytest.fixture
def officer(district: Unit) -> User:
    """The one who starts work."""
    return person("officer", Role.DISTRICT_OFFICER, district)


@pytest.fixture
def ask(district: Unit, officer: User) -> Callable[..., Job]:
    """Start work of a kind as the officer."""

    def started(kind: str, **arguments: Any) -> Job:
        return start(
            kind,
            owner=officer,
            unit=district,
            permission=Permission.DOCUMENT_VIEW,
            title="Đếm tên",
            **arguments,
        )

    return started


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """The officer's browser."""
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client
