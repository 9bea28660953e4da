"""Draw a specification: SVG for the page and for paper, PNG for whoever needs one; the same figures, the same bytes.

A drawing is kept under the hash of its specification in the data folder: it is drawn again only when a figure in it has
changed. One is drawn at a time on a machine, by a process of its own (``drawer``).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings

from rasoat.documents.render import FONTS
from rasoat.reports.dashboards.chart import Spec
from rasoat.reports.dashboards.drawer import drawer_with
from rasoat.reports.dashboards.look import FONT, NIGHT

if sys.platform != "win32":
    import fcntl

_VERSION = f"{version('vl-convert-python')}-2"
_ON_DISK = 12_000
_PAPER = "#ffffff"
_LEADS = ("href", "description", "url", "said")
_WEIGHTS = (400, 600)
_CUT = Path(__file__).parent / "fonts"
_drawer = drawer_with(str(FONTS))


def plain_text(spec: Spec) -> str:
    """Return a specification as text, the same for the same figures."""
    return json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def name_of(text: str) -> str:
    """Return the name under which the drawing of a specification is kept."""
    return hashlib.sha256(f"{_VERSION}\0{text}".encode()).hexdigest()[:40]


def svg(spec: Spec) -> str:
    """Return the drawing as SVG, without any lead to a page."""
    text = plain_text(quiet(spec))
    drawn: bytes = kept(f"{name_of(text)}.svg", lambda: _drawn(text))
    return drawn.decode()


def svg_alone(spec: Spec) -> str:
    """Return the drawing as an SVG file or for a document: on white."""
    return svg({**spec, "background": _PAPER})


def png(spec: Spec) -> bytes:
    """Return the drawing as PNG on white, at twice its size."""
    with turn("drawing"):
        return _drawer.draw("png", plain_text({**spec, "background": _PAPER}))


def image(text: str) -> bytes:
    """Return the drawing of a specification as a picture of a page, gzipped: with its typeface, and with its night."""
    return gzip.compress(dressed(_drawn(text).decode()).encode(), mtime=0)


def quiet(spec: Any) -> Any:
    """Return the specification without where its marks lead and what they say: a picture cannot be pointed at."""
    if isinstance(spec, dict):
        return {
            key: value if key == "coordinates" else quiet(value)
            for key, value in spec.items()
            if key not in _LEADS
        }
    if isinstance(spec, list):
        return [quiet(value) for value in spec]
    return spec


def _drawn(text: str) -> bytes:
    with turn("drawing"):
        return _drawer.draw("svg", text)


def dressed(drawn: str) -> str:
    """Return the drawing with what a picture cannot take from its page: the letters, and the colours of the night."""
    weights = [weight for weight in _WEIGHTS if weight == _WEIGHTS[0] or f'font-weight="{weight}"' in drawn]
    head, end, rest = drawn.partition(">")
    return f"{head}{end}<style>{''.join(map(_face, weights))}{_night()}</style>{rest}"


@cache
def _face(weight: int) -> str:
    data = b64encode((_CUT / f"drawing-{weight}.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:'{FONT}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


@cache
def _night() -> str:
    rules = "".join(
        f'[fill="{day}"]{{fill:{night}}}[stroke="{day}"]{{stroke:{night}}}' for day, night in NIGHT.items()
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


# ---- what is kept ----------------------------------------------------------------------------------------


def folder() -> Path:
    """Return where drawings and the figures of pages are kept; everything there can be made again."""
    return Path(settings.DATA) / "charts"


def kept(name: str, make: Any) -> bytes:
    """Return a file of the folder; made once where it is not there, whoever else asks at the same moment waits."""
    path = folder() / name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    with turn(f"one-{hashlib.sha256(name.encode()).hexdigest()[:2]}"):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            made: bytes = make()
            keep(path, made)
            return made


def keep(path: Path, made: bytes) -> None:
    """Write a file whole or not at all; now and then the oldest are thrown away."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{hashlib.sha256(made).hexdigest()[:6]}.{os.getpid()}.part")
    draft.write_bytes(made)
    draft.replace(path)
    if made and hashlib.sha256(made).digest()[0] == 0:  # of every 256 files one tidies up
        prune(path.parent, _ON_DISK)


def prune(where: Path, most: int) -> None:
    """Throw the oldest half of the kept files away when there are more than ``most``."""
    found = [path for path in where.glob("*.*") if path.suffix != ".turn"]
    if len(found) <= most:
        return
    found.sort(key=lambda path: path.stat().st_mtime)
    for path in found[: len(found) // 2]:
        path.unlink(missing_ok=True)


@contextmanager
def turn(name: str) -> Iterator[None]:
    """Wait for the turn of that name; threads and processes of one machine take it one after the other."""
    if sys.platform == "win32":
        yield
        return
    folder().mkdir(parents=True, exist_ok=True)
    file = os.open(folder() / f"{name}.turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
        fcntl.flock(file, fcntl.LOCK_UN)
    finally:
        os.close(file)
