"""What the settings need from outside: the database address and the secrets file."""

from __future__ import annotations

import base64
import json
import os
import secrets as random
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"


class Secrets(NamedTuple):
    """Keys that stand neither in the database nor in its backups."""

    django: str
    data_key: bytes
    lookup_key: bytes


def secrets(folder: Path) -> Secrets:
    """Read ``folder/secrets.json``; create it with fresh keys, readable by its owner only, when it is missing."""
    path = folder / "secrets.json"
    if not path.exists():
        _create(path)
    kept = json.loads(path.read_text())
    return Secrets(kept["django"], base64.b64decode(kept["data_key"]), base64.b64decode(kept["lookup_key"]))


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = {
        "django": random.token_urlsafe(50),
        "data_key": base64.b64encode(random.token_bytes(32)).decode(),
        "lookup_key": base64.b64encode(random.token_bytes(32)).decode(),
    }
    # Written under another name first, so that two processes that start at once agree on one file.
    draft = path.with_suffix(f".{random.token_hex(4)}")
    draft.write_text(json.dumps(fresh))
    draft.chmod(0o600)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def database(url: str, folder: Path) -> dict[str, Any]:
    """Return Django's database entry for ``postgresql://user:password@host:port/name``, or SQLite in ``folder``."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "rasoat.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("RASOAT_DATABASE must start with postgresql://")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
