"""Papers for the printer, hundreds alike: what they have in common is laid out once and stands on each as a picture.

The picture is a PDF itself, so lines and letters stay as sharp; only the tags for screen readers are missing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from rasoat.documents.render import compiled, viewed

_WORTH = 8
"""So many papers must be alike before a sheet for them is laid out."""
_COMMON = {"certificate": ("practice", "mark", "bases", "first_year", "last_year", "notes", "signature")}
_NO_DAY = {"iso": "1970-01-01"}


def untagged(kind: str, items: Sequence[Mapping[str, Any]]) -> bytes:
    """Return many documents as ``render_many`` does, without the tags that a screen reader needs: for a printer only."""
    encoded = viewed(kind, items)
    sheets: list[bytes] = []
    if kind in _COMMON:
        encoded, sheets = _shared(kind, encoded)
    return compiled(kind, encoded, tags=False, sheets=sheets)


def _shared(kind: str, encoded: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[bytes]]:
    """Tell each item that has many like it which sheet is theirs, and return the sheets."""
    keys = [_common(kind, item) for item in encoded]
    often = [key for key, count in Counter(keys).items() if count >= _WORTH]
    place = {key: n for n, key in enumerate(often)}
    items = [item | {"sheet": place.get(key)} for item, key in zip(encoded, keys, strict=True)]
    return items, [_sheet(kind, key) for key in often]


def _common(kind: str, item: Mapping[str, Any]) -> str:
    """Return what an item has in common with others, as JSON: of the head who issues it, not its number and day."""
    head = {name: item["head"][name] for name in ("parent", "issuer")} | {"dated": _NO_DAY}
    return json.dumps({"head": head} | {name: item[name] for name in _COMMON[kind]}, ensure_ascii=False)


@lru_cache(maxsize=64)
def _sheet(kind: str, common: str) -> bytes:
    return compiled(f"{kind}_sheet", [json.loads(common)], tags=False)
