"""The store of files: each is kept under the SHA-256 of its bytes, written once, and read back only unchanged."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 (hex) of a file."""
    return hashlib.sha256(content).hexdigest()


def path_of(sha256: str, ending: str, shelf: str = "") -> Path:
    """Return where the file with this hash is kept; a ``shelf`` is a part of the store that no backup carries."""
    return Path(settings.MEDIA_ROOT) / shelf / sha256[:2] / f"{sha256}.{ending}"


def keep(content: bytes, ending: str, shelf: str = "") -> str:
    """Write the file under its SHA-256, whole or not at all, and return that."""
    sha256 = sha256_of(content)
    path = path_of(sha256, ending, shelf)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_bytes(content)
        draft.rename(path)
    return sha256


def read(sha256: str, ending: str, shelf: str = "") -> bytes | None:
    """Return the file as it was kept; None when it is gone or was changed."""
    path = path_of(sha256, ending, shelf)
    content = path.read_bytes() if path.exists() else b""
    return content if sha256_of(content) == sha256 else None
