"""Vega for the browser: the bundle that the converter carries, written out once an installation, never from a network.

``python -m rasoat.reports.dashboards.bundle`` makes it; ``scripts/setup`` does so.
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import vl_convert

VERSION = version("vl-convert-python")
_SNIPPET = "window.vegaEmbed = vegaEmbed;"


def folder() -> Path:
    """Return where the bundle is kept: with the installation, or with the temporary files of whoever may not write there."""
    own = Path(sys.prefix) / "share" / "rasoat"
    try:
        own.mkdir(parents=True, exist_ok=True)
        usable = os.access(own, os.W_OK) or _path(own).exists()
    except OSError:
        usable = False
    return own if usable else Path(tempfile.gettempdir()) / f"rasoat-{os.getuid()}"


def _path(where: Path) -> Path:
    return where / f"vega-{VERSION}.js.gz"


def bundle() -> bytes:
    """Return the bundle, gzipped; makes it where it is not there yet, which takes some seconds."""
    path = _path(folder())
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{os.getpid()}.part")
        draft.write_bytes(gzip.compress(vl_convert.javascript_bundle(_SNIPPET).encode(), mtime=0))
        draft.replace(path)
    return path.read_bytes()


if __name__ == "__main__":
    print(f"{len(bundle()):,} bytes")
