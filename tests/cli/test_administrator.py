"""The first day of an installation."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

UNITS = """code,name,kind,level,area_type,region,parent_code,valid_from,valid_to
06,Bắc Kạn,Tỉnh,province,,,,2018-01-01,
061,Ba Bể,Huyện,district,,,06,2018-01-01,
"""


def rasoat(data: Path, *arguments: str) -> tuple[int, str]:
    """Run a command on a fresh data folder; return exit code and both outputs."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("RASOAT_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "rasoat.cli", *arguments],
        env={**kept, "RASOAT_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def test_administrator_units_role_and_then_no_second_one(tmp_path: Path) -> None:
    """An empty folder becomes an installation with one administrator; the command then closes itself (C070)."""
    units = tmp_path / "units.csv"
    units.write_text(UNITS, encoding="utf-8")
    password = ("--password", "mot-mat-khau-rat-dai")
    report = str(tmp_path / "report.csv")
    assert rasoat(tmp_path, "administrator", "quan-tri", "--name", "Người Đầu", *password)[0] == 0
    assert "C071" in rasoat(tmp_path, "administrator", "quan-tri", "--unit", "06", *password)[1]
    imported = rasoat(tmp_path, "import", "units", str(units), "--actor", "quan-tri", "--report", report)
    assert imported[0] == 0, imported[1]
    assert rasoat(tmp_path, "administrator", "quan-tri", "--unit", "06", *password)[0] == 0
    code, said = rasoat(tmp_path, "administrator", "khac", "--unit", "06", *password)
    assert (code, said[:4]) == (2, "C070")
