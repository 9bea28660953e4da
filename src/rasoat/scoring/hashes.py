"""Many rows of answers written as JSON at once: every distinct value of a column is written once."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rasoat.scoring.answers import Answer, text

Column = tuple[Sequence[Answer], Callable[[Answer], str]]


def joined(columns: Iterable[Column]) -> Iterator[str]:
    """Yield for each row the texts of its values, put together; a column is its values and how one is written."""
    written = []
    for values, write in columns:
        texts = {value: write(value) for value in set(values)}
        written.append(map(texts.__getitem__, values))
    return map("".join, zip(*written, strict=True))


def answers_hashes(columns: Mapping[str, Sequence[Answer]]) -> list[str]:
    """Return ``answers_hash`` of every row of ``columns`` (column → one answer a row)."""
    rows = joined((columns[column], _canonical(column)) for column in sorted(columns))
    return [hashlib.sha256(f"{{{row[1:]}}}".encode()).hexdigest() for row in rows]


def _canonical(column: str) -> Callable[[Answer], str]:
    def write(answer: Answer) -> str:
        found = text(answer)
        if found is None:
            return ""
        shown = unicodedata.normalize("NFC", found)
        return f",{json.dumps(column, ensure_ascii=False)}:{json.dumps(shown, ensure_ascii=False)}"

    return write


def answers_json(columns: Mapping[str, Sequence[Answer]], unless_blank: Iterable[str] = ()) -> list[str]:
    """Return every row of ``columns`` as a JSON object; a blank answer of ``unless_blank`` is left out.

    Answers are whole numbers, texts or None; areas are texts.
    """
    optional = set(unless_blank)
    rows = joined((columns[column], _pair(column, column in optional)) for column in columns)
    return [f"{{{row[2:]}}}" for row in rows]


def _pair(column: str, optional: bool) -> Callable[[Answer], str]:
    def write(answer: Answer) -> str:
        return "" if optional and answer is None else f", {json.dumps(column)}: {json.dumps(answer)}"

    return write
