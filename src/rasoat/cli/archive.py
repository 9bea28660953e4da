"""The backup file: one zip with the database, the documents and a manifest of their hashes; nothing else, no keys."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rasoat.cli.data_folder import DATABASE_FILE
from rasoat.config import secrets
from rasoat.errors import InputError

MANIFEST = "manifest.json"
FORMAT = "rasoat-backup-1"
_DOCUMENT = re.compile(r"documents/([0-9a-f]{2})/(\1[0-9a-f]{62})\.(?:pdf|png|jpg|webp|xlsx)")
_CHUNK = 2**20
_RESTORING = "dang-phuc-hoi"


def back_up(folder: Path, file: Path) -> int:
    """Write the backup of a data folder; return how many documents it holds.

    Raises ``InputError``: C054 (no database there), C055 (the file exists), C003 (cannot be written).
    """
    if not (folder / DATABASE_FILE).exists():
        raise InputError("C054", folder=str(folder))
    if file.exists():
        raise InputError("C055", file=str(file))
    draft = file.with_name(f"{file.name}.part")
    try:
        count = _write(folder, draft)
        draft.replace(file)
    except OSError as error:
        raise InputError("C003", file=str(file), problem=error.strerror or type(error).__name__) from None
    finally:
        draft.unlink(missing_ok=True)
    return count


def _write(folder: Path, draft: Path) -> int:
    with (
        tempfile.TemporaryDirectory(dir=draft.parent) as scratch,
        zipfile.ZipFile(draft, "w", allowZip64=True) as out,
    ):
        # The database is copied first: a document of it cannot be missing, one issued meanwhile is merely extra.
        snapshot = Path(scratch) / DATABASE_FILE
        _snapshot(folder / DATABASE_FILE, snapshot)
        hashes = {DATABASE_FILE: sha256_of(snapshot)}
        out.write(snapshot, DATABASE_FILE, zipfile.ZIP_DEFLATED)
        for path in sorted((folder / "documents").glob("[0-9a-f][0-9a-f]/*")):
            name = path.relative_to(folder).as_posix()
            if not _DOCUMENT.fullmatch(name):  # a file that is being written
                continue
            hashes[name] = sha256_of(path)
            out.write(path, name, zipfile.ZIP_STORED)
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "keys": keys_mark(folder),
            "sha256": hashes,
        }
        out.writestr(MANIFEST, json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)
    return len(hashes) - 1


def _snapshot(source: Path, target: Path) -> None:
    """Copy a database in use, whole and consistent."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 (hex)."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def keys_mark(folder: Path) -> str:
    """Return a mark of the folder's keys that does not give them away; empty when it has none."""
    if not (folder / "secrets.json").exists():
        return ""
    kept = secrets(folder)
    return hmac.new(kept.lookup_key, b"rasoat.backup:" + kept.data_key, hashlib.sha256).hexdigest()


def restore(file: Path, folder: Path) -> bool:
    """Put a backup into an empty data folder; return whether the folder has the keys the backup was made with.

    Everything is checked before anything is written. Raises ``InputError``: C056 (not a backup), C057 (damaged or
    changed), C058 (the folder is not empty), C003 (cannot be written).
    """
    held = [name for name in (DATABASE_FILE, "documents") if (folder / name).exists()]
    if held:
        raise InputError("C058", folder=str(folder), held=", ".join(held))
    with _opened(file) as archive:
        manifest = _manifest(archive, file)
        _check(archive, manifest["sha256"], file)
        try:
            _extract(archive, manifest["sha256"], folder)
        except OSError as error:
            raise InputError(
                "C003", file=str(folder), problem=error.strerror or type(error).__name__
            ) from None
    return keys_mark(folder) == str(manifest["keys"])


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile):
        raise InputError("C056", file=str(file)) from None


def _manifest(archive: zipfile.ZipFile, file: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        known = manifest["format"] == FORMAT and isinstance(manifest["keys"], str)
        hashes = manifest["sha256"]
        fits = known and DATABASE_FILE in hashes and all(map(_allowed, hashes))
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile):
        fits = False
    if not fits:
        raise InputError("C056", file=str(file))
    return manifest  # type: ignore[no-any-return]


def _allowed(name: str) -> bool:
    return name == DATABASE_FILE or bool(_DOCUMENT.fullmatch(name))


def _check(archive: zipfile.ZipFile, hashes: Mapping[str, str], file: Path) -> None:
    there = set(archive.namelist()) - {MANIFEST}
    wrong = sorted(there ^ set(hashes)) or list(_differing(archive, hashes))
    if wrong:
        raise InputError("C057", file=str(file), name=wrong[0], count=len(wrong))


def _differing(archive: zipfile.ZipFile, hashes: Mapping[str, str]) -> Iterator[str]:
    for name, expected in hashes.items():
        digest = hashlib.sha256()
        try:
            with archive.open(name) as content:
                while chunk := content.read(_CHUNK):
                    digest.update(chunk)
        except (zipfile.BadZipFile, OSError, EOFError):
            yield name
            continue
        if digest.hexdigest() != expected:
            yield name


def _extract(archive: zipfile.ZipFile, hashes: Mapping[str, str], folder: Path) -> None:
    """Unpack beside the final places, then move: an interrupted restore leaves no half database."""
    scratch = folder / _RESTORING
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    for name in hashes:
        target = scratch / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as content, target.open("wb") as out:
            shutil.copyfileobj(content, out, _CHUNK)
    for each in sorted(scratch.iterdir(), reverse=True):
        each.replace(folder / each.name)
    scratch.rmdir()
