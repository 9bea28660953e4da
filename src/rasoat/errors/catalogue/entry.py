"""One error of the catalogue."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """The Vietnamese and the English sentence of one error; ``{name}`` marks a place to fill in."""

    vi: str
    en: str
