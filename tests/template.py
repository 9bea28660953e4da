"""One migrated database for the whole run: every worker, and every data folder of a test, starts from its copy."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
SHARED = "RASOAT_TEST_SHARED"
"""Names the folder that the workers of one run share."""
DATABASE = "rasoat.sqlite3"
TEMPLATE = "rasoat_template"
UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")
"""What keeps data through a power cut: a database that is thrown away does without."""


def migrated_file() -> Path:
    """Return the SQLite file with every table and no row, which the first who asks makes."""
    folder = Path(os.environ[SHARED])
    with _one_at_a_time(folder):
        if not (folder / DATABASE).exists():
            making = folder / "making"
            _migrate(RASOAT_DATA=str(making))
            with sqlite3.connect(making / DATABASE) as made:
                made.execute("VACUUM INTO ?", (str(folder / DATABASE),))
    return folder / DATABASE


def migrated_folder(folder: Path) -> Path:
    """Put a migrated database into an empty data folder, and return the folder."""
    shutil.copy(migrated_file(), folder / DATABASE)
    return folder


def filled_folder(folder: Path, module: str) -> Path:
    """Copy the data folder that ``python -m MODULE`` fills, which the first who asks makes, and return the copy."""
    shared = Path(os.environ[SHARED])
    filled = shared / module
    migrated = migrated_file()
    with _one_at_a_time(shared):
        if not filled.exists():
            making = shared / f"{module}.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            shutil.copy(migrated, making / DATABASE)
            _python("-m", module, RASOAT_DATA=str(making))
            making.rename(filled)
    return shutil.copytree(filled, folder, dirs_exist_ok=True)


def migrated_postgres(server_url: str) -> str:
    """Return the name of the PostgreSQL database with every table and no row, which the first who asks makes."""
    import psycopg

    with _one_at_a_time(Path(os.environ[SHARED])), psycopg.connect(server_url, autocommit=True) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,)).fetchone()
        if not there:
            server.execute(f"CREATE DATABASE {TEMPLATE}")
            _migrate(RASOAT_DATA=os.environ[SHARED], RASOAT_DATABASE=_named(server_url, TEMPLATE))
    return TEMPLATE


def hurry(server_url: str) -> None:
    """Let a PostgreSQL that is thrown away take no care of power cuts."""
    import psycopg

    with psycopg.connect(server_url, autocommit=True) as server:
        for setting in UNSAFE:
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(**settings: str) -> None:
    _python("-m", "django", "migrate", "--verbosity=0", "--skip-checks", **settings)


def _python(*arguments: str, **settings: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "rasoat.settings", **settings}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)


def _named(server_url: str, database: str) -> str:
    return urlsplit(server_url)._replace(path=f"/{database}").geturl()
