"""A long set of papers as one PDF: laid out in parts by two threads, joined at the end, in memory that does not grow.

A set is for the printer: its parts carry no tags for screen readers, which a single paper does; that makes it four times
smaller.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2

from rasoat.documents.sheets import untagged

PART = 50
"""Papers laid out at once: 50 certificates need about 40 MiB."""
_THREADS = 2
_AHEAD = 4
_A4 = (595, 842)
_CREATED = re.compile(rb"/CreationDate\(D:(\d{14})")
_IDENTIFIER = re.compile(rb"/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]")

Items = Iterable[Mapping[str, Any]]


def one_pdf(kind: str, items: Items, done: Callable[[int], None] = lambda _count: None) -> bytes:
    """Return many papers of one kind as one PDF, in the order given, each on a sheet of its own.

    ``items`` is read as it is printed; ``done`` is told how many more are laid out.
    Raises ``InputError`` D001 to D004 as ``render``, and D005 without any item.
    """
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for number, (count, pdf) in enumerate(_parts(kind, items)):
            parts.append(Path(folder) / f"{number}.pdf")
            parts[-1].write_bytes(pdf)
            done(count)
        return _joined(parts) if parts else untagged(kind, [])


def _parts(kind: str, items: Items) -> Iterator[tuple[int, bytes]]:
    """Yield the parts in order, with how many papers each holds; a few are laid out ahead."""
    remaining = iter(items)
    waiting: deque[tuple[int, Future[bytes]]] = deque()
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="set") as pool:
        while batch := list(islice(remaining, PART)):
            waiting.append((len(batch), pool.submit(untagged, kind, batch)))
            if len(waiting) == _AHEAD:
                count, part = waiting.popleft()
                yield count, part.result()
        while waiting:
            count, part = waiting.popleft()
            yield count, part.result()


def _joined(parts: Sequence[Path]) -> bytes:
    """Join the parts; where one ends on the front of a sheet, its back stays empty."""
    whole = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(parts[0]) as first:
        created = first.get_metadata_value("CreationDate")
    for path in parts:
        if len(whole) % 2:
            whole.new_page(*_A4)
        part = pypdfium2.PdfDocument(path)
        whole.import_pages(part)
        part.close()
    joined = parts[0].with_name("joined.pdf")
    with joined.open("wb") as out:
        whole.save(out)
    whole.close()
    _settle(joined, created=created)
    return joined.read_bytes()


def _settle(path: Path, *, created: str) -> None:
    """Give the joined file the day of its first paper, and an identifier made from its content instead of by chance."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as pdf:
        day = _CREATED.search(pdf)
        if day is not None:
            pdf[day.start(1) : day.end(1)] = created.removeprefix("D:")[:14].encode()
        identifier = _IDENTIFIER.match(pdf, pdf.rfind(b"/ID["))
        if identifier is not None:
            for group in (1, 2):
                pdf[identifier.start(group) : identifier.end(group)] = bytes(32)
            made = hashlib.sha256(pdf).hexdigest()[:32].upper().encode()
            for group in (1, 2):
                pdf[identifier.start(group) : identifier.end(group)] = made
