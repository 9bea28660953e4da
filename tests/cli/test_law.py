"""``rasoat law``: what an official sees of the packs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rasoat import law
from rasoat.cli.law_commands import law_command


def run(*arguments: object) -> Result:
    """Call ``rasoat law``."""
    return CliRunner().invoke(law_command, [str(argument) for argument in arguments])


def test_list_names_packs_and_their_dates() -> None:
    """Both texts of the pack are listed with the day they begin."""
    result = run("list")
    assert result.exit_code == 0
    assert "vn-2016" in result.stdout
    assert "10/11/2018" in result.stdout
    found = json.loads(run("list", "--json").stdout)
    assert found["packs"][0]["versions"] == ["2016-01-01", "2018-11-10"]


def test_show_prints_every_part_of_the_law() -> None:
    """Income lines, classes, points, indicators and deadlines, each with its source."""
    shown = run("show", "vn-2016").stdout
    for part in (
        "Chuẩn nghèo, nông thôn: 700.000",
        "120 < B1 ≤ 150 và B2 ≥ 30",
        "Trên 6 người",
        "Bảo hiểm y tế",
        "posting_days: 7",
    ):
        assert part in shown
    assert "relapse_years: không tìm thấy" in shown
    assert "request_working_days: không tìm thấy" in run("show", "vn-2016", "--on", "2018-11-09").stdout


def test_check_names_file_and_line_of_a_fault(tmp_path: Path) -> None:
    """A sound pack is exit 0, a broken one exit 2 with code, file and line."""
    assert run("check").exit_code == 0
    shutil.copytree(law.ROOT / "vn-2016", tmp_path / "vn-2016")
    assert run("check", tmp_path / "vn-2016").exit_code == 0
    path = tmp_path / "vn-2016" / "classes.yaml"
    path.write_text("surprise: 1\n" + path.read_text())
    for target in (tmp_path, tmp_path / "vn-2016"):
        result = run("check", target)
        assert result.exit_code == 2
        assert result.stderr.startswith("L003 vn-2016/classes.yaml:1:")


def test_check_of_a_folder_without_packs_is_an_error(tmp_path: Path) -> None:
    """Nothing to check is not all well."""
    result = run("check", tmp_path)
    assert (result.exit_code, result.stderr[:4]) == (2, "L001")


def test_status_counts_sources_and_verification() -> None:
    """Every cell is counted once by provenance; nobody has verified any yet."""
    found = json.loads(run("status", "vn-2016", "--json").stdout)
    assert found["verified"] == 0
    assert sum(found[str(word)] for word in law.Provenance if str(word) in found) == found["cells"]
    shown = run("status", "vn-2016").stdout
    for part in ("process.relapse_years", "Lấy từ biểu mẫu cùng bộ", "tổng"):
        assert part in shown


def test_diff_shows_what_the_amendment_changed() -> None:
    """Between 9 and 10 November 2018 the deadline of requests appears; a pack does not differ from itself."""
    found = json.loads(run("diff", "vn-2016@2018-11-09", "vn-2016@2018-11-10", "--json").stdout)
    changes = {change["key"]: change for change in found["changes"]}
    assert changes["process.request_working_days"]["b"].startswith("7 ")
    assert "process.posting_days" not in changes
    assert run("diff", "vn-2016", "vn-2016").stdout.strip() == "0 khác biệt"
    shown = run("diff", "vn-2016", "vn-2022").stdout
    assert "area.NT4@2016-01-01: có [Mẫu 03, các cột của bảng; Lấy từ biểu mẫu cùng bộ] → –" in shown
    assert "None" not in shown


@pytest.mark.parametrize(
    "arguments", [("show", "vn-1945"), ("status", "vn-1945"), ("diff", "vn-2016", "vn-1945")]
)
def test_unknown_pack_is_one_line(arguments: tuple[str, ...]) -> None:
    """An unknown pack is exit 2 and L001."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr[:4]) == (2, "L001")
