"""The error catalogue, one module an area; codes never change their meaning."""

from __future__ import annotations

from collections.abc import Mapping

from rasoat.errors.catalogue import (
    access,
    answers,
    citizen,
    command,
    document,
    dossier,
    forms,
    inspection,
    job,
    law,
    lawbook,
    maps,
    meeting,
    opendata,
    planning,
    process,
    public,
    report,
    roster,
    training,
    unitchanges,
    upward,
)
from rasoat.errors.catalogue.entry import Entry

__all__ = ["CATALOGUE", "Entry"]

_MODULES = (
    law,
    lawbook,
    answers,
    roster,
    access,
    process,
    meeting,
    forms,
    inspection,
    public,
    planning,
    training,
    document,
    dossier,
    job,
    report,
    citizen,
    command,
    maps,
    opendata,
    unitchanges,
    upward,
)


def _merge() -> Mapping[str, Entry]:
    merged: dict[str, Entry] = {}
    for module in _MODULES:
        for code, entry in module.ENTRIES.items():
            if code in merged:
                raise ValueError(f"error code {code} stands twice")
            merged[code] = entry
    return merged


CATALOGUE = _merge()
