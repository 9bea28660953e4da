"""A shipped pack kept as it was read, beside its files, as Python keeps its modules: reading it anew costs a command most.

What is kept counts only for the same texts, the same program and the same Python, and only while it is whole; otherwise the
files are read, and nothing is said. Who can write here can write the program itself.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasoat.law.pack import Pack

PROGRAM = Path(__file__).parent


def pack(folder: Path, texts: Mapping[str, str], read: Callable[[], Pack]) -> Pack:
    """Return the pack of ``folder`` that ``texts`` make: the one that is kept, or what ``read`` gives, which is then kept.

    Raises what ``read`` raises. Nothing is written where Python is told to write no bytecode or the folder is read-only.
    """
    file = folder / "__pycache__" / f"pack.{sys.implementation.cache_tag}.kept"
    mark = _mark(texts)
    found = _kept(file, mark)
    if found is None:
        found = read()
        if not sys.dont_write_bytecode:
            _keep(file, mark, found)
    return found


def _mark(texts: Mapping[str, str]) -> bytes:
    """Return the digest of what a kept pack follows from: texts, the modules that read them, and Python."""
    digest = hashlib.sha256(sys.version.encode())
    program = ((each.name, each.read_bytes()) for each in sorted(PROGRAM.glob("*.py")))
    for name, content in (*program, *((name, text.encode()) for name, text in sorted(texts.items()))):
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.digest()


def _kept(file: Path, mark: bytes) -> Pack | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    digest, pickled = content[: len(mark)], content[len(mark) :]
    if digest != hashlib.sha256(mark + pickled).digest():
        return None
    found: Pack = pickle.loads(pickled)  # noqa: S301  the program's own, whole and unchanged
    return found


def _keep(file: Path, mark: bytes, found: Pack) -> None:
    pickled = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        new.write_bytes(hashlib.sha256(mark + pickled).digest() + pickled)
        new.replace(file)
