"""``rasoat report``: files, exit codes, and one line an error."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rasoat.cli.report_commands import report_command
from rasoat.reports.tables import KEYS
from tests.reports.season import Season, Story
from tests.reports.test_results import complete


def run(
    season: Season, out: Path, *more: str, key: str = "results", unit: str = "061", **named: str
) -> Result:
    """Call the command with sound arguments, except for those given."""
    options = {
        "unit": unit,
        "round": season.world.round.code,
        "format": out.suffix[1:],
        "out": str(out),
        **named,
    }
    return CliRunner().invoke(report_command, [key, *(f"--{k}={v}" for k, v in options.items()), *more])


def rows_of(out: Path) -> list[dict[str, str]]:
    """Read a CSV."""
    return list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("extension", ["csv", "xlsx", "pdf"])
def test_every_report_is_written_in_every_format(
    season: Season, tmp_path: Path, key: str, extension: str
) -> None:
    """Exit code 0, nothing on standard error, a file of that kind."""
    complete(season)
    out = tmp_path / f"o.{extension}"
    result = run(season, out, key=key)

    assert (result.exit_code, result.stderr) == (0, "")
    assert out.read_bytes().startswith({"csv": b"unit_code,", "xlsx": b"PK", "pdf": b"%PDF"}[extension])


def test_any_unit_and_depth_can_be_asked_for(season: Season, tmp_path: Path) -> None:
    """A province, a village, and the whole tree under a district."""
    complete(season)
    out = tmp_path / "o.csv"

    def units(*more: str, unit: str) -> list[str]:
        assert run(season, out, *more, unit=unit).exit_code == 0
        return [row["unit_code"] for row in rows_of(out)]

    villages = [unit.code for unit in season.world.villages]
    assert units(unit="06") == ["061", "06"]
    assert units(unit=villages[0]) == [villages[0]]
    assert units("--depth=self", unit="061") == ["061"]
    assert units("--depth=tree", unit="061") == ["01906", *villages[:2], "01909", villages[2], "061"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"key": "resultz"}, "T006"),
        ({"unit": "99999"}, "T007"),
        ({"round": "khong-co"}, "T008"),
        ({"format": "docx"}, "T012"),
    ],
)
def test_what_is_unknown_is_refused_in_one_line(
    season: Season, tmp_path: Path, wrong: dict[str, str], code: str
) -> None:
    """Exit code 2, one line with the code, and nothing is written."""
    complete(season)
    out = tmp_path / "o.csv"
    result = run(season, out, **wrong)

    assert (result.exit_code, result.stderr.split()[0], result.stderr.count("\n")) == (2, code, 1)
    assert not out.exists()


def test_an_open_table_is_not_written(season: Season, tmp_path: Path) -> None:
    """T001, exit code 2, no file; neither with preliminary figures."""
    season.tell([Story("H1", "poor_income", 4, closing="poor_income", closed_with=5)])
    season.decide()
    out = tmp_path / "o.csv"
    for more in ((), ("--preliminary",)):
        result = run(season, out, *more, key="poor_flows")
        assert (result.exit_code, result.stderr.split()[0], out.exists()) == (2, "T001", False)


def test_undecided_communes_need_preliminary(season: Season, tmp_path: Path) -> None:
    """Without the decisions T003; with --preliminary the figures come from the scores."""
    complete_but_undecided(season)
    out = tmp_path / "o.csv"

    assert run(season, out).stderr.split()[0] == "T003"
    assert run(season, out, "--preliminary").exit_code == 0
    assert rows_of(out)[-1]["c3"] == "1"


def complete_but_undecided(season: Season) -> None:
    """A scored household in each village, and no decision."""
    for village, result in enumerate(("poor_income", "near_poor", "average")):
        row = season.roster("H1", 4, village)
        season.score(season.listing(row, village), result, 4)


def test_a_missing_roster_is_a_warning(season: Season, tmp_path: Path) -> None:
    """The file is written without rates, T004 stands on standard error, exit code 1."""
    season.tell([Story("H1", "poor_income", 4, closing="poor_income")])
    season.decide()
    out = tmp_path / "o.csv"
    result = run(season, out)

    assert (result.exit_code, result.stderr.split()[0]) == (1, "T004")
    assert [rows_of(out)[-1][c] for c in ("c1", "c3", "c4")] == [
        "",
        "1",
        "",
    ]


def test_a_place_that_cannot_be_written_is_said(season: Season, tmp_path: Path) -> None:
    """T011 for a folder that is not there."""
    complete(season)
    result = run(season, tmp_path / "nowhere" / "o.csv")
    assert (result.exit_code, result.stderr.split()[0]) == (2, "T011")
