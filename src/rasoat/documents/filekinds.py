"""What an uploaded file is: told by its content, never by its name."""

from __future__ import annotations

import io
import unicodedata
import zipfile

from django.db import models

_TAIL = 4096
_XLSX_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}


class FileKind(models.TextChoices):
    """What a file is; the value is the ending under which it is kept."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"
    WEBP = "webp", "WebP"
    XLSX = "xlsx", "Excel"


MEDIA = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PICTURES = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP})
SCANS = PICTURES | {FileKind.PDF}


def kind_of(content: bytes) -> FileKind | None:
    """Tell by beginning and end: a file that only bears the name, or was cut off, is none of them."""
    tail = content[-_TAIL:]
    if content.startswith(b"%PDF-") and b"%%EOF" in tail:
        return FileKind.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and b"IEND" in tail:
        return FileKind.PNG
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in tail:
        return FileKind.JPEG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP" and _whole_riff(content):
        return FileKind.WEBP
    return FileKind.XLSX if _is_workbook(content) else None


def _whole_riff(content: bytes) -> bool:
    return len(content) >= int.from_bytes(content[4:8], "little") + 8


def _is_workbook(content: bytes) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return names >= _XLSX_PARTS and not any("vbaproject" in name.casefold() for name in names)


def plain_name(name: str) -> str:
    """Return a file's name without folders, control characters and direction marks; it is shown, never opened."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    return kept[-200:] or "?"
