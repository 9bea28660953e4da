"""What people type for a cell, as amendments write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_AND = re.compile(r"\s*(?:;|,|\bvà\b|\band\b)\s*", re.IGNORECASE)
_PART = re.compile(r"(?:(\d+)\s*<\s*)?(B[12])(?:\s*(<=|>=|<|>)\s*(\d+))?", re.IGNORECASE)
_NAMES = {("B1", ">"): "b1_above", ("B1", "<="): "b1_to", ("B2", ">="): "b2_from", ("B2", "<"): "b2_below"}


def canonical(key: str, text: str) -> str:
    """Return the text of a cell as amendments write it.

    The bounds of a class may be typed as the table prints them, «120 < B1 ≤ 150 và B2 ≥ 30»; anything else stays as it is.
    """
    if not key.startswith("class."):
        return text
    parts = _AND.split(text.strip().replace("≤", "<=").replace("≥", ">="))
    try:
        return ";".join(bound for part in parts for bound in _bounds(part))
    except KeyError:
        return text


def _bounds(part: str) -> Iterator[str]:
    """Yield the bounds of «120 < B1 <= 150»; raises ``KeyError`` for what no class compares."""
    found = _PART.fullmatch(part)
    if found is None or not (found[1] or found[3]):
        raise KeyError(part)
    form = found[2].upper()
    if found[1]:
        yield f"{_NAMES[form, '>']}={found[1]}"
    if found[3]:
        yield f"{_NAMES[form, found[3]]}={found[4]}"
