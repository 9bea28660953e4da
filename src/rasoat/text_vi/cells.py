"""Text on its way into a spreadsheet."""

from __future__ import annotations

_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANKS = "".join(map(chr, range(33))) + "\u00a0\u200b\ufeff"


def inert(text: str) -> str:
    """Return ``text`` with an apostrophe before what a spreadsheet would run, also behind blanks and control characters."""
    runs = text.startswith("\t") or text.lstrip(_BLANKS).startswith(_STARTS_A_FORMULA)
    return f"'{text}" if runs else text
