"""What kind of table a file is, looked over before it is read."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rasoat.errors import AnswersError

CHUNK = 1 << 20


@dataclass(frozen=True)
class Source:
    """A file that has been looked over: its kind, and for CSV its separator."""

    path: Path
    kind: str
    separator: str = ","


def look_over(path: Path) -> Source:
    """Check that ``path`` is a readable table; raise ``AnswersError`` S101–S106 when it is not."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in ("csv", "parquet"):
        raise AnswersError("S106", file=path)
    try:
        if path.stat().st_size == 0:
            raise AnswersError("S103", file=path)
        return Source(path, kind) if kind == "parquet" else _look_over_csv(path)
    except OSError as error:
        raise AnswersError("S101", file=path, problem=error.strerror or type(error).__name__) from error


def _look_over_csv(path: Path) -> Source:
    _check_utf8(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading = file.readline()
        separator = ";" if heading.count(";") > heading.count(",") else ","
        names = [name.strip() for name in next(csv.reader([heading], delimiter=separator), [])]
        if not any(line.strip() for line in file):
            raise AnswersError("S103", file=path)
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise AnswersError("S105", file=path, columns=", ".join(twice))
    return Source(path, "csv", separator)


def _check_utf8(path: Path) -> None:
    decoder, position = codecs.getincrementaldecoder("utf-8")(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise AnswersError("S102", file=path, byte=position + error.start + 1) from error
            position += len(chunk)
    if decoder.getstate()[0]:
        raise AnswersError("S102", file=path, byte=position)
