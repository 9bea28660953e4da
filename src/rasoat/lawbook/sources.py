"""The source of a proposal: a scan, PDF or workbook, known by its content and kept under its SHA-256."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from pathlib import Path

from django.conf import settings

from rasoat.errors import Refused
from rasoat.lawbook.models import Proposal, SourceKind

LARGEST = 20 * 2**20
_TAIL = 4096
_XLSX_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}


def checked(content: bytes) -> SourceKind:
    """Return what a file is; raises ``Refused``: P124 (empty or over 20 MB), P125 (no PDF, picture or workbook)."""
    if not 0 < len(content) <= LARGEST:
        raise Refused("P124", size=len(content), most=LARGEST // 2**20)
    kind = _kind(content)
    if kind is None:
        raise Refused("P125")
    return kind


def _kind(content: bytes) -> SourceKind | None:
    """Tell by beginning and end: a file that only bears the name, or was cut off, is none of them."""
    tail = content[-_TAIL:]
    if content.startswith(b"%PDF-") and b"%%EOF" in tail:
        return SourceKind.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and b"IEND" in tail:
        return SourceKind.PNG
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in tail:
        return SourceKind.JPEG
    return SourceKind.XLSX if _is_workbook(content) else None


def _is_workbook(content: bytes) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return names >= _XLSX_PARTS and not any("vbaproject" in name.casefold() for name in names)


def keep(content: bytes) -> str:
    """Write a checked file under its SHA-256 and return that."""
    sha256 = sha256_of(content)
    path = path_of(sha256, checked(content))
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_bytes(content)
        draft.rename(path)
    return sha256


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 (hex) of a file."""
    return hashlib.sha256(content).hexdigest()


def path_of(sha256: str, kind: str) -> Path:
    """Return where a source is kept."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / f"{sha256}.{kind}"


def read(proposal: Proposal) -> bytes:
    """Return the source of a proposal; raises ``Refused`` P137 when the file is gone or was changed."""
    path = path_of(proposal.source, proposal.source_kind)
    content = path.read_bytes() if path.exists() else b""
    if sha256_of(content) != proposal.source:
        raise Refused("P137", document=proposal.document, sha256=proposal.source[:12])
    return content


def plain_name(name: str) -> str:
    """Return a file's name without folders, control characters and direction marks; it is shown, never opened."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    return kept[-200:] or "?"
