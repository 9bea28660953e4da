"""Keeps an uploaded file, sealed, between the trial run and the real one: it holds names and identity numbers."""

from __future__ import annotations

import json
import secrets
import time
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from rasoat.roster.importing import ImportResult

_PURPOSE = b"rasoat.roster.upload"
_KEPT_SECONDS = 24 * 3600


class Shown(NamedTuple):
    """What became of a file, as the page shows it: counts, and report lines as the cells of the report file."""

    file_name: str
    counts: dict[str, int]
    dry_run: bool
    lines: list[list[str]]

    @property
    def refused(self) -> bool:
        """Whether some rows were refused."""
        return self.counts["refused_rows"] > 0


def put(content: bytes) -> str:
    """Keep a file and return its ticket; files of the day before are thrown away."""
    _folder().mkdir(parents=True, exist_ok=True)
    _clear()
    ticket = secrets.token_hex(16)
    _write(ticket, "file", content)
    return ticket


def content(ticket: str) -> bytes | None:
    """Return the file, or None when it is no longer kept."""
    return _read(ticket, "file")


def put_report(ticket: str, file_name: str, result: ImportResult, language: str) -> None:
    """Keep the report of the last run."""
    lines = [line.cells(language) for line in result.lines]
    shown = Shown(file_name, dict(result.counts), result.dry_run, lines)
    _write(ticket, "report", json.dumps(shown._asdict(), ensure_ascii=False).encode())


def report(ticket: str) -> Shown | None:
    """Return the report of the last run, or None when it is no longer kept."""
    kept = _read(ticket, "report")
    return Shown(**_shape(json.loads(kept))) if kept is not None else None


def drop(ticket: str) -> None:
    """Throw the file away; the report stays for the day."""
    _path(ticket, "file").unlink(missing_ok=True)


def _shape(kept: Any) -> dict[str, Any]:
    return {name: kept[name] for name in Shown._fields}


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT).parent / "uploads"


def _path(ticket: str, kind: str) -> Path:
    # A ticket is hexadecimal: nothing a visitor types becomes part of a path.
    return _folder() / f"{int(ticket, 16):032x}.{kind}"


def _write(ticket: str, kind: str, plain: bytes) -> None:
    nonce = secrets.token_bytes(12)
    sealed = nonce + AESGCM(settings.SECRETS.data_key).encrypt(nonce, plain, _PURPOSE)
    path = _path(ticket, kind)
    path.touch(mode=0o600)
    path.write_bytes(sealed)


def _read(ticket: str, kind: str) -> bytes | None:
    path = _path(ticket, kind)
    if not path.exists():
        return None
    sealed = path.read_bytes()
    return AESGCM(settings.SECRETS.data_key).decrypt(sealed[:12], sealed[12:], _PURPOSE)


def _clear() -> None:
    oldest = time.time() - _KEPT_SECONDS
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
