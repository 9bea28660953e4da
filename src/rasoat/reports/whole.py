"""The whole set of a unit as files: one a report and format, in a folder or a zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rasoat.errors import InputError, RasoatError
from rasoat.reports.checks import problems
from rasoat.reports.files import file_name, format_called
from rasoat.reports.table import Table

_BEGIN = (1980, 1, 1, 0, 0, 0)  # the same files make the same zip


def formats_called(names: str) -> list[str]:
    """Return the formats of a text like ``csv,xlsx``; raises ``InputError`` T012 for an unknown one."""
    found = [name.strip() for name in names.split(",")]
    for name in found:
        format_called(name)
    return list(dict.fromkeys(found))


def faults(tables: Iterable[Table]) -> Iterator[RasoatError]:
    """Yield everything that keeps a table of the set from being written."""
    for table in tables:
        yield from problems(table)


def files_of(tables: Iterable[Table], formats: Iterable[str]) -> dict[str, bytes]:
    """Return the files by name; raises ``Refused`` as ``require_printable``."""
    wanted = list(formats)
    return {file_name(table, name): format_called(name).write(table) for table in tables for name in wanted}


def write_files(files: Mapping[str, bytes], out: Path) -> None:
    """Write the files into ``out``: a zip when it is called so, else a folder; raises ``InputError`` T011."""
    try:
        if out.suffix.lower() == ".zip":
            out.write_bytes(zipped(files))
            return
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
    except OSError as error:
        raise InputError("T011", file=str(out), problem=error.strerror or type(error).__name__) from None


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a zip, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _BEGIN), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
