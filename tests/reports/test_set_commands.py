"""The whole set as files, frozen sets and published figures on the command line."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rasoat.cli import main
from rasoat.reports.definitions import of_round
from rasoat.reports.models import Published, ReportSet
from rasoat.rounds.clock import today
from tests.reports.season import Season, Story
from tests.reports.test_whole_set import TOLD


@pytest.fixture
def told(season: Season) -> Season:
    """Six decided households."""
    season.tell(TOLD)
    season.decide()
    return season


def call(season: Season, *words: str, unit: str = "061") -> Result:
    """Call the command on the season's round."""
    place = [f"--round={season.world.round.code}", *([f"--unit={unit}"] if unit else [])]
    return CliRunner().invoke(main, [*words, *place])


def told_json(result: Result) -> dict[str, object]:
    """Read what a command printed."""
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, object] = json.loads(result.stdout)
    return found


def freeze(season: Season, *more: str) -> dict[str, object]:
    """Freeze by the officer."""
    who = season.world.people["district_officer"].username
    return told_json(call(season, "report-set", "freeze", f"--actor={who}", "--json", *more))


def test_the_whole_set_goes_into_a_folder_and_the_same_into_a_zip(told: Season, tmp_path: Path) -> None:
    """Every report and list in both formats; each csv is what the single command writes."""
    folder, packed, one = tmp_path / "bo", tmp_path / "bo.zip", tmp_path / "o.csv"
    assert call(told, "report", "all", "--format=csv,parquet", f"--out={folder}").exit_code == 0
    assert call(told, "report", "--all", "--format=csv,parquet", f"--out={packed}").exit_code == 0
    code = told.world.round.code
    keys = of_round(told.world.round)
    names = {f"{key}-061-{code}.{ending}" for key in keys for ending in ("csv", "parquet")}
    assert {path.name for path in folder.iterdir()} == names
    with zipfile.ZipFile(packed) as found:
        assert {name: found.read(name) for name in found.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }
    for key in ("results", "poor_list"):
        assert call(told, "report", key, "--format=csv", f"--out={one}").exit_code == 0
        assert (folder / f"{key}-061-{code}.csv").read_bytes() == one.read_bytes()


def test_a_set_that_does_not_close_is_named_line_by_line_and_nothing_is_written(
    season: Season, tmp_path: Path
) -> None:
    """Exit code 2 and every fault of every table, each with its code; an unknown format likewise."""
    season.tell([Story("H1", "poor_income", 4, closing="poor_income", closed_with=5)])
    out = tmp_path / "bo"
    result = call(season, "report", "all", "--format=csv", f"--out={out}")
    assert (result.exit_code, out.exists()) == (2, False)
    assert {line.split()[0] for line in result.stderr.splitlines()} >= {"T001", "T003"}
    assert call(season, "report", "all", "--format=csv,doc", f"--out={out}").stderr.startswith("T012")


def test_a_frozen_set_is_printed_as_it_was(told: Season, tmp_path: Path) -> None:
    """The roster moves on, the set does not; its files carry its number."""
    made = freeze(told)
    before, after, live = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    assert call(told, "report", "results", "--set=1", "--format=csv", f"--out={before}").exit_code == 0
    told.roster("R9", 3)
    assert call(told, "report", "results", "--set=1", "--format=csv", f"--out={after}").exit_code == 0
    assert call(told, "report", "results", "--format=csv", f"--out={live}").exit_code == 0
    assert before.read_bytes() == after.read_bytes() != live.read_bytes()
    whole = tmp_path / "bo"
    assert call(told, "report", "all", "--set=1", "--format=pdf", f"--out={whole}").exit_code == 0
    assert (whole / f"results-061-{told.world.round.code}-so-1.pdf").read_bytes().startswith(b"%PDF")
    assert made["sha256"] == ReportSet.objects.get().sha256


@pytest.mark.parametrize(
    ("words", "code"), [(("results", "--set=7"), "T027"), (("poor_list", "--set=1"), "T028")]
)
def test_what_a_set_does_not_hold_is_refused(
    told: Season, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    """An unknown number, and a list that is never frozen: code, exit code 2, nothing written."""
    freeze(told)
    out = tmp_path / "o.csv"
    result = call(told, "report", *words, "--format=csv", f"--out={out}")
    assert (result.exit_code, result.stderr.split()[0], out.exists()) == (2, code, False)


def test_sets_are_listed_signed_by_another_and_compared(told: Season, tmp_path: Path) -> None:
    """The maker is refused (T017), the chairman signs, and two equal sets differ in no household."""
    people = told.world.people
    freeze(told, "--preliminary")
    freeze(told)
    day = f"--on={today(told.world.round):%Y-%m-%d}"
    sign = ("report-set", "sign-off", "--number=2", day)
    own = call(told, *sign, f"--actor={people['district_officer'].username}")
    assert (own.exit_code, own.stderr.split()[0]) == (2, "A001")
    who = people["district_chairman"].username
    assert told_json(call(told, *sign, f"--actor={who}", "--json"))["checked_by"] == who
    listed = told_json(call(told, "report-set", "list", "--json"))["sets"]
    assert isinstance(listed, list)
    assert [(kept["number"], kept["official"], kept["checked_by"]) for kept in listed] == [
        (1, False, None), (2, True, who),
    ]  # fmt: skip
    assert "chưa ký" in call(told, "report-set", "list").stdout
    out = tmp_path / "k.xlsx"
    found = told_json(
        call(told, "report-set", "compare", "1", "2", "--format=xlsx", f"--out={out}", "--json")
    )
    assert found["changes"] == 0
    assert out.read_bytes().startswith(b"PK")


FIGURES = """Mã đơn vị;Báo cáo;Dòng;Cột;Số quyết định;Ngày quyết định;Con số như in
061;results;;c3;219/QĐ-UBND;20/12/2018;3
061;results;;c4;219/QĐ-UBND;20/12/2018;50,01
061;results;;c6;219/QĐ-UBND;20/12/2018;16,67
061;results;khác;c1;219/QĐ-UBND;20/12/2018;6
061;results;;c99;219/QĐ-UBND;20/12/2018;6
061;results;;c1;219/QĐ-UBND;31/02/2018;6
061;results;;c1;;20/12/2018;6
061;results;;c1;219/QĐ-UBND;20/12/2018;sáu
09;results;;c1;219/QĐ-UBND;20/12/2018;6
061;results;;c3;219/QĐ-UBND;20/12/2018;3
"""


def test_published_figures_come_from_a_file_and_stand_beside_ours(told: Season, tmp_path: Path) -> None:
    """Three go in; each of the others is named with row, column and code; the comparison names the rounding."""
    source, report, out = (tmp_path / name for name in ("so.csv", "r.csv", "k.csv"))
    source.write_text(FIGURES, encoding="utf-8")
    who = told.world.people["district_officer"].username
    words = ("published", "import", str(source), f"--actor={who}", f"--report={report}")
    tried = call(told, *words, "--dry-run", unit="")
    assert (tried.exit_code, Published.objects.count()) == (1, 0)
    done = call(told, *words, unit="")
    assert (done.exit_code, Published.objects.count()) == (1, 3)
    rows = list(csv.DictReader(io.StringIO(report.read_text(encoding="utf-8-sig"))))
    assert [(row["row"], row["code"], row["column"]) for row in rows] == [
        ("5", "T029", "Dòng"), ("6", "T010", "Cột"), ("7", "R034", "Ngày quyết định"), ("8", "T030", "Số quyết định"),
        ("9", "T021", "Con số như in"), ("10", "T007", "Mã đơn vị"), ("11", "T022", ""),
    ]  # fmt: skip
    found = told_json(call(told, "published", "compare", f"--out={out}", "--json"))
    assert found == {"figures": 3, "other": 0, "out": str(out)}
    compared = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [(row["column"], row["ours"], row["difference"], row["rule"]) for row in compared] == [
        ("c3", "3", "0", "exact"), ("c4", "50.00", "0.01", "bent"), ("c6", "16.67", "0.00", "half_up"),
    ]  # fmt: skip


def test_who_may_not_freeze_or_record_is_refused_on_the_command_line_too(
    told: Season, tmp_path: Path
) -> None:
    """A village head may do neither; an unknown name is nobody (R015)."""
    head = told.world.people["village_head"].username
    assert call(told, "report-set", "freeze", f"--actor={head}").stderr.split()[0] == "A001"
    assert call(told, "report-set", "freeze", "--actor=không-ai").stderr.split()[0] == "R015"
    source, report = tmp_path / "so.csv", tmp_path / "r.csv"
    source.write_text(FIGURES, encoding="utf-8")
    done = call(told, "published", "import", str(source), f"--actor={head}", f"--report={report}", unit="")
    assert (done.exit_code, Published.objects.count()) == (1, 0)
