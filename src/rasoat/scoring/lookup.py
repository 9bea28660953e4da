"""One household found in an answers file, and its members in a members file, without reading the rest as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasoat.errors import AnswersError
from rasoat.scoring.answers import BLANKS
from rasoat.scoring.sources import CHUNK, Source, look_over

KEY = "household_id"
Row = dict[str, Any]


def household(answers: Path, household_id: str) -> Row:
    """Return the answers of one household, CSV cells as text.

    Raises ``AnswersError`` S101–S106 and S108 when the file cannot be read, S107 when it has no such household, and S109
    when the household stands on several rows.
    """
    found = _rows(answers, household_id)
    if not found:
        raise AnswersError("S107", file=answers, household=household_id)
    if len(found) > 1:
        raise AnswersError("S109", file=answers, household=household_id)
    return found[0]


def household_members(members: Path, household_id: str) -> list[Row]:
    """Return the members of one household in the order of the file; raises ``AnswersError`` as ``household``."""
    return _rows(members, household_id)


def _rows(path: Path, household_id: str) -> list[Row]:
    source, wanted = look_over(path), household_id.strip(BLANKS)
    read = _from_parquet if source.kind == "parquet" else _from_csv
    return [row for row in read(source, wanted) if str(row[KEY]).strip(BLANKS) == wanted]


def _from_csv(source: Source, wanted: str) -> Iterator[Row]:
    rows = csv.reader(_lines(source.path, wanted), delimiter=source.separator)
    try:
        columns = [name.strip() for name in next(rows)]
        _require_key(columns, source.path)
        for row in rows:
            if len(row) > len(columns):
                raise AnswersError("S108", file=source.path, problem=f"{len(row)} > {len(columns)}")
            if row:
                yield {**dict.fromkeys(columns, ""), **dict(zip(columns, row, strict=False))}
    except csv.Error as error:
        raise AnswersError("S108", file=source.path, problem=str(error)) from error


def _lines(path: Path, wanted: str) -> Iterator[str]:
    """Yield the heading and each line that may hold the household; a quoted cell may reach over lines: then all."""
    everything, needle = _has_quotes(path), wanted.encode()
    with path.open("rb") as file:
        yield file.readline().decode("utf-8-sig")
        for line in file:
            if everything or needle in line:
                yield line.decode()


def _has_quotes(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b'"' in chunk for chunk in iter(lambda: file.read(CHUNK), b""))


def _from_parquet(source: Source, wanted: str) -> Iterator[Row]:
    import polars as pl

    try:
        frame = pl.scan_parquet(source.path)
        names = {name: name.strip() for name in frame.collect_schema().names()}
        _require_key(list(names.values()), source.path)
        same = pl.col(KEY).cast(pl.String).str.strip_chars(BLANKS) == wanted
        yield from frame.rename(names).filter(same).collect().to_dicts()
    except pl.exceptions.PolarsError as error:
        raise AnswersError("S108", file=source.path, problem=str(error).splitlines()[0]) from error


def _require_key(columns: list[str], path: Path) -> None:
    if KEY not in columns:
        raise AnswersError("S104", file=path, columns=KEY)
