"""An answers file read in chunks of whole rows, in order, so that memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from rasoat.errors import AnswersError
from rasoat.scoring.sources import Source

BLOCK = 1 << 18
"""Rows that are read and scored at once, as many as a row group of Polars: planning the query costs little beside them."""
BYTES = 1 << 24
"""Bytes of a CSV chunk, before the rest of its last row is left to the next one."""
QUOTE = b'"'


def scan(source: Source) -> pl.LazyFrame:
    """Return the rows of a file, every CSV cell as text."""
    with table_errors(source.path):
        if source.kind == "parquet":
            frame = pl.scan_parquet(source.path)
        else:
            frame = pl.scan_csv(source.path, separator=source.separator, infer_schema=False)
        names = frame.collect_schema().names()
    return frame.rename({name: name.strip() for name in names if name != name.strip()})


def chunks(source: Source, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Yield ``columns`` of the rows of a file; raise ``AnswersError`` S108 where it is no table."""
    read = _parquet_chunks if source.kind == "parquet" else _csv_chunks
    with table_errors(source.path):
        yield from read(source, columns)


def blocks(source: Source, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Yield ``columns`` of a file in frames of about ``BLOCK`` rows: what is held at once does not grow with the file."""
    if source.kind == "parquet":
        frame = scan(source).select(*columns)
        for start in range(0, frame.select(pl.len()).collect().item(), BLOCK):
            yield frame.slice(start, BLOCK).collect(engine="streaming")
        return
    held = list[pl.DataFrame]()
    for chunk in _csv_chunks(source, columns):
        held.append(chunk)
        if sum(each.height for each in held) >= BLOCK:
            yield pl.concat(held)
            held.clear()
    if held:
        yield pl.concat(held)


@contextmanager
def table_errors(path: Path) -> Iterator[None]:
    """Turn what Polars says about a file that is no table into ``AnswersError`` S108."""
    try:
        yield
    except pl.exceptions.PolarsError as error:
        raise AnswersError("S108", file=path, problem=str(error).splitlines()[0]) from error


def _parquet_chunks(source: Source, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    return scan(source).select(*columns).collect_batches(chunk_size=BLOCK)


def _csv_chunks(source: Source, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    schema = scan(source).collect_schema()
    for block in _blocks(source.path):
        yield pl.read_csv(block, has_header=False, schema=schema, separator=source.separator).select(*columns)


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield whole rows as bytes, without the heading."""
    with path.open("rb") as file:
        file.readline()
        rest = b""
        while read := file.read(BYTES):
            block = rest + read
            end = _end_of_rows(block)
            if end:
                yield block[:end]
            rest = block[end:]
        if rest:
            yield rest


def _end_of_rows(block: bytes) -> int:
    """Return where the last whole row ends: behind a line break outside of quotes, or 0 when there is none."""
    end = block.rfind(b"\n") + 1
    open_quote = block.count(QUOTE, 0, end) % 2 == 1
    while end and open_quote:
        last = block.rfind(QUOTE, 0, end)
        before = block.rfind(b"\n", 0, last) + 1
        open_quote = (block.count(QUOTE, before, end) % 2 == 1) != open_quote
        end = before
    return end
