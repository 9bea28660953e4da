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
            "ENGINE": "rasoat.sqlite",
            "NAME": folder / "rasoat.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
            # Whoever closes last folds the write-ahead log into the file: not behind every request.
            "CONN_MAX_AGE": 600,
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


def mail(url: str, sender: str) -> dict[str, Any]:
    """Return Django's e-mail settings for ``smtp://user:password@host:port`` (``smtps://`` for TLS from the start)."""
    if not url:
        return {"EMAIL_HOST": ""}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or not sender:
        raise ValueError(
            "RASOAT_SMTP is smtp://user:password@host:port, and RASOAT_MAIL_FROM names the sender"
        )
    direct = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if direct else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": direct,
        # Names and passwords never travel in the clear.
        "EMAIL_USE_TLS": not direct and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def webhook(url: str) -> str:
    """Return the address of the webhook; raises ``ValueError`` for one that is not http or https."""
    if url and urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("RASOAT_WEBHOOK must start with https:// or http://")
    return url
