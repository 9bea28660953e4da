"""Several people at one form: which answers stand and which clash. Pure; what is kept of it stands in ``drafting``.

A page shows the form as of one revision (its base). An answer that somebody else has changed since, to another value,
clashes with what is typed on the page; every other answer merges by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """One answer as it was once saved: at which revision of the draft, what, by whom, when, and from which page."""

    revision: int
    value: str
    by: int
    at: str
    editor: str


History = Mapping[str, Sequence[Entry]]
"""Every value an answer ever had, oldest first, by the name of its field."""


class Clash(NamedTuple):
    """What is typed against what stands by now."""

    name: str
    value: str
    standing: Entry


class Merged(NamedTuple):
    """The answers to write, and those over which a person has to choose."""

    written: dict[str, str]
    clashes: list[Clash]


def merge(
    history: History, initial: Mapping[str, str], base: int, editor: str, typed: Mapping[str, str]
) -> Merged:
    """Merge what a page sends into the form. ``initial`` is what the form held before anybody saved an answer."""
    merged = Merged({}, [])
    for name, value in typed.items():
        entries = history.get(name, ())
        if value == _seen(entries, initial.get(name, ""), base, editor):
            continue
        standing = entries[-1] if entries else None
        if standing is None or standing.revision <= base or standing.editor == editor:
            merged.written[name] = value
        elif standing.value != value:
            merged.clashes.append(Clash(name, value, standing))
    return merged


def _seen(entries: Sequence[Entry], initial: str, base: int, editor: str) -> str:
    """Return the value the page shows or has sent: a page knows its own answers, whatever became of the reply."""
    known = [entry.value for entry in entries if entry.revision <= base or entry.editor == editor]
    return known[-1] if known else initial


def standing(history: History, initial: Mapping[str, str]) -> dict[str, str]:
    """Return the form as it stands now."""
    return {**initial, **{name: entries[-1].value for name, entries in history.items() if entries}}


def since(history: History, base: int, editor: str) -> dict[str, Entry]:
    """Return the answers other pages have written after ``base``."""
    last = {name: entries[-1] for name, entries in history.items() if entries}
    return {name: entry for name, entry in last.items() if entry.revision > base and entry.editor != editor}


def read(kept: Mapping[str, Iterable[Sequence[Any]]]) -> dict[str, list[Entry]]:
    """Return the history from its JSON."""
    return {name: [Entry(*each) for each in entries] for name, entries in kept.items()}


def add(history: History, written: Mapping[str, str], entry: Entry) -> dict[str, list[Entry]]:
    """Return the history with one more value for each answer written; ``entry`` says when, by whom and from where."""
    grown = {name: list(entries) for name, entries in history.items()}
    for name, value in written.items():
        grown.setdefault(name, []).append(entry._replace(value=value))
    return grown
