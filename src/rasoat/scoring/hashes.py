"""Many rows of answers written as JSON at once: every distinct value of a column is written only once."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from rasoat.scoring.answers import Answer, text

Columns = Mapping[str, Sequence[Answer]]
"""Column → one answer a row: whole number, text or None."""


def canonical(columns: Columns) -> dict[str, list[str]]:
    """Return what every answer adds to the text that ``answers_hash`` hashes, column by column in the order of that text."""
    return {column: _written(columns[column], _canonical(column)) for column in sorted(columns)}


def answers_hashes(written: Iterable[Sequence[str]]) -> list[str]:
    """Return ``answers_hash`` of every row of some ``canonical`` columns."""
    return [hashlib.sha256(f"{{{row[1:]}}}".encode()).hexdigest() for row in _rows(written)]


def answers_json(columns: Columns, unless_blank: Collection[str] = ()) -> list[str]:
    """Return every row as ``json.dumps`` writes it; a blank answer to one of ``unless_blank`` is left out."""
    written = (_written(answers, _pair(name, name in unless_blank)) for name, answers in columns.items())
    return [f"{{{row[2:]}}}" for row in _rows(written)]


def _rows(written: Iterable[Sequence[str]]) -> Iterable[str]:
    return map("".join, zip(*written, strict=True))


def _written(answers: Sequence[Answer], write: Callable[[Answer], str]) -> list[str]:
    texts = {answer: write(answer) for answer in set(answers)}
    return [texts[answer] for answer in answers]


def _canonical(column: str) -> Callable[[Answer], str]:
    def write(answer: Answer) -> str:
        found = text(answer)
        if found is None:
            return ""
        shown = unicodedata.normalize("NFC", found)
        return f",{json.dumps(column, ensure_ascii=False)}:{json.dumps(shown, ensure_ascii=False)}"

    return write


def _pair(column: str, optional: bool) -> Callable[[Answer], str]:
    def write(answer: Answer) -> str:
        return "" if optional and answer is None else f", {json.dumps(column)}: {json.dumps(answer)}"

    return write
