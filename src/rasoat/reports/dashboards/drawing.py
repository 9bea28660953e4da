"""Draw a specification: SVG for the page and for paper, PNG for whoever needs one; the same figures, the same bytes.

A drawing is kept under the hash of its specification, in the process and in the data folder: it is drawn again only
when a figure in it has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

import vl_convert
from django.conf import settings

from rasoat.documents.render import FONTS
from rasoat.reports.dashboards.chart import Spec
from rasoat.reports.dashboards.look import LOCALE

_VERSION = version("vl-convert-python")
_IN_MEMORY = 64
_ON_DISK = 4000
_PAPER = "#ffffff"
_LINK = re.compile(r"<a (?=[^>]*href)")
_ITS_BASE = "https://vega.github.io/vega-datasets//"
"""What the converter sets before an address of ours."""


def svg(spec: Spec) -> str:
    """Return the drawing as SVG, to be set into a page: its links are for the pointer, the table has its own."""
    return _kept(_text(spec))


def svg_alone(spec: Spec) -> str:
    """Return the drawing as an SVG file or for a document: on white, without links to pages."""
    drawn = svg({**spec, "background": _PAPER})
    return re.sub(r"</?a\b[^>]*>", "", drawn)


def png(spec: Spec) -> bytes:
    """Return the drawing as PNG on white, at twice its size."""
    _fonts()
    drawn: bytes = vl_convert.vegalite_to_png(
        {**spec, "background": _PAPER}, scale=2, format_locale=dict(LOCALE)
    )
    return drawn


def _text(spec: Spec) -> str:
    return json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=_IN_MEMORY)
def _kept(text: str) -> str:
    name = hashlib.sha256(f"{_VERSION}\0{text}".encode()).hexdigest()
    path = _folder() / f"{name}.svg"
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        drawn = _drawn(json.loads(text), name[:8])
        _keep(path, drawn)
        return drawn


def _drawn(spec: Spec, mark: str) -> str:
    _fonts()
    drawn: str = vl_convert.vegalite_to_svg(spec, format_locale=dict(LOCALE))
    # Several drawings stand in one page: what one refers to by name must be its own.
    drawn = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{mark}-", drawn)
    drawn = drawn.replace(_ITS_BASE, "/")
    return _LINK.sub('<a tabindex="-1" ', drawn)


def _folder() -> Path:
    return Path(settings.DATA) / "charts"


def _keep(path: Path, drawn: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{hashlib.sha256(drawn.encode()).hexdigest()[:6]}.part")
    draft.write_text(drawn, encoding="utf-8")
    draft.replace(path)
    prune(path.parent, _ON_DISK)


def prune(folder: Path, most: int) -> None:
    """Throw the oldest half of the kept drawings away when there are more than ``most``."""
    kept = list(folder.glob("*.svg"))
    if len(kept) <= most:
        return
    kept.sort(key=lambda path: path.stat().st_mtime)
    for path in kept[: len(kept) // 2]:
        path.unlink(missing_ok=True)


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
