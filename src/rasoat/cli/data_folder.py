"""Which data folder or database a command works on: chosen before Django starts, never after."""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT = "var"
DATABASE_FILE = "rasoat.sqlite3"


def data_folder(data: Path | None) -> Path:
    """Return the folder named on the command line, in ``RASOAT_DATA``, or ``var`` in the current folder."""
    return (data or Path(os.environ.get("RASOAT_DATA", DEFAULT))).absolute()


def use(data: Path, database: str | None = None) -> None:
    """Start Django on a data folder, with SQLite in it or on the database given by its address."""
    import django

    os.environ["RASOAT_DATA"] = str(data)
    if database is not None:
        os.environ["RASOAT_DATABASE"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.settings")
    django.setup()


def migrate() -> None:
    """Bring the database to the tables of this version."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def release_database() -> None:
    """Fold SQLite's write-ahead log into the database file and close the connection."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
