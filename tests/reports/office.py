"""A second program for what we write: LibreOffice without a screen, when the machine has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def needs_office() -> str:
    """Return the program; where it cannot be installed the test is skipped and says so."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is missing: apt-get install libreoffice-calc, or run .ci/run")
    return SOFFICE


def converted(files: list[Path], kind: str, out: Path) -> list[Path]:
    """Convert files to ``kind`` (pdf, xlsx …) in one run, with a profile of its own; every one must come out."""
    profile = out / "profile"
    command = [
        needs_office(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", kind,
        "--outdir", str(out), *map(str, files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = [out / f"{file.stem}.{kind}" for file in files]
    assert [path.name for path in made if not path.exists()] == []
    return made
