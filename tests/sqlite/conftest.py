"""A migrated database on disk, with a connection of our own to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

from rasoat.config import database
from tests.template import migrated_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with every table and no row."""
    return migrated_folder(tmp_path)


@pytest.fixture
def on_disk(folder: Path, django_db_blocker: Any) -> Iterator[Any]:
    """A connection to it, as the settings would have it."""
    with django_db_blocker.unblock():
        connection = ConnectionHandler({"default": database("", folder)})["default"]
        yield connection
        connection.close()
