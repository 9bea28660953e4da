"""Photos and scans as pictures: read to the last pixel, turned upright, shrunk, and written anew without what they tell.

A phone writes into a photo where and when it was taken and with what; none of that is kept. What cannot be read as a
picture is refused, so nothing else can hide behind its first bytes.
"""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from rasoat.documents.filekinds import FileKind
from rasoat.errors import Refused

LARGEST_SIDE = 2400
"""Pixels; a page of A4 is then read at 200 dots an inch."""
_MOST_PIXELS = 80_000_000
_QUALITY = 82
_FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}


def cleaned(content: bytes, kind: FileKind, name: str) -> bytes:
    """Return the picture written anew; raises ``Refused`` D073 (cannot be read) or D074 (too many pixels)."""
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise Refused("D074", name=name, width=picture.width, height=picture.height)
            return _written(picture, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("D074", name=name, width="?", height="?") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Refused("D073", name=name) from None


def _written(picture: Image.Image, kind: FileKind) -> bytes:
    picture.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))  # a JPEG is read at a fraction of its size
    upright: Image.Image = ImageOps.exif_transpose(picture)
    upright = upright.convert(_mode(upright, kind))
    upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    plain = Image.new(upright.mode, upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, _FORMATS[kind], quality=_QUALITY, optimize=True)
    return out.getvalue()


def _mode(picture: Image.Image, kind: FileKind) -> str:
    if picture.mode in ("1", "L"):
        return "L"
    clear = kind is not FileKind.JPEG and ("A" in picture.getbands() or "transparency" in picture.info)
    return "RGBA" if clear else "RGB"
