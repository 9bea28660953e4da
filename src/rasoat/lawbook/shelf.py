"""Keeps a draft and its scan between the page that shows the difference and the one that sends it; a day at most."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from rasoat.lawbook.drafting import Basis, Wanted

_KEPT_SECONDS = 24 * 3600


class Kept(NamedTuple):
    """A draft as it was shown: on which edition, on what text, which cells, from which file."""

    pack: str
    base: str
    basis: Basis
    wanted: list[Wanted]
    source: bytes
    source_name: str


def put(kept: Kept) -> str:
    """Keep a draft and return its ticket; drafts of the day before are thrown away."""
    _folder().mkdir(parents=True, exist_ok=True)
    _clear()
    ticket = secrets.token_hex(16)
    content = {**kept._asdict(), "basis": kept.basis, "wanted": kept.wanted}
    source = content.pop("source")
    _path(ticket, "scan").write_bytes(source)
    _path(ticket, "json").write_text(json.dumps(content, default=str, ensure_ascii=False), encoding="utf-8")
    return ticket


def get(ticket: str) -> Kept | None:
    """Return a draft, or None when it is no longer kept."""
    path = _path(ticket, "json")
    if not path.exists():
        return None
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    kind, since, *text = content["basis"]
    return Kept(
        pack=content["pack"],
        base=content["base"],
        basis=Basis(kind, date.fromisoformat(since), *text),
        wanted=_wanted(content["wanted"]),
        source=_path(ticket, "scan").read_bytes(),
        source_name=content["source_name"],
    )


def _wanted(rows: Iterable[list[str]]) -> list[Wanted]:
    return [Wanted(key, date.fromisoformat(since), new) for key, since, new in rows]


def drop(ticket: str) -> None:
    """Throw a draft away."""
    for kind in ("json", "scan"):
        _path(ticket, kind).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT).parent / "drafts"


def _path(ticket: str, kind: str) -> Path:
    # A ticket is hexadecimal: nothing a visitor types becomes part of a path.
    return _folder() / f"{int(ticket, 16):032x}.{kind}"


def _clear() -> None:
    oldest = time.time() - _KEPT_SECONDS
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
