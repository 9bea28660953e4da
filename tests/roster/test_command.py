"""``rasoat import``: exit codes, the report file, and what stands on standard output and error."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rasoat.cli.import_commands import import_group
from rasoat.roster.models import Household
from tests.roster.conftest import table
from tests.world import World

HEAD = "01906-01,H1,Triệu Văn Thử,Chủ hộ,Nam,01/02/1970,,Tày,Hộ cận nghèo"
BAD = "01906-01,H2,Triệu Thị Thử,Chủ hộ,Nữ,31/02/1990,,Tày,"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good file, one with a refused row, and one that cannot be read."""
    (tmp_path / "good.csv").write_bytes(table(HEAD))
    (tmp_path / "some.csv").write_bytes(table(HEAD, BAD))
    (tmp_path / "empty.csv").write_bytes(b"")
    return tmp_path


def run(folder: Path, name: str, *more: str, actor: str = "district_officer", what: str = "roster") -> Result:
    """Run the command on a file of the folder."""
    given = [what, str(folder / name), "--round", "thu-2018", "--actor", actor]
    return CliRunner().invoke(import_group, [*given, "--report", str(folder / "report.csv"), *more])


def report(folder: Path) -> list[dict[str, str]]:
    """Return the lines of the report."""
    with (folder / "report.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_all_done(world: World, folder: Path) -> None:
    """A file without a refused row: exit 0, an empty report, counts on standard output."""
    result = run(folder, "good.csv")
    assert (result.exit_code, result.stderr, report(folder)) == (0, "", [])
    assert (Household.objects.count(), "hộ mới: 1" in result.stdout) == (1, True)


def test_some_refused(world: World, folder: Path) -> None:
    """A refused row: exit 1, named on standard error and in the report, the rest is in."""
    result = run(folder, "some.csv")
    assert (result.exit_code, Household.objects.count()) == (1, 1)
    assert result.stderr.startswith("R034 (dòng 3, cột birth_date) ")
    line = report(folder)[0]
    assert list(line) == ["row", "level", "code", "column", "message", "household"]
    assert [line[name] for name in ("row", "level", "code", "column", "household")] == [
        "3", "error", "R034", "birth_date", "H2",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), [("empty.csv", "R001"), ("none.csv", "R013")])
def test_unreadable(world: World, folder: Path, name: str, code: str) -> None:
    """A file that cannot be read: exit 2, one line, nothing changed."""
    result = run(folder, name)
    assert (result.exit_code, result.stderr.count("\n"), Household.objects.count()) == (2, 1, 0)
    assert result.stderr.startswith(f"{code} ")


def test_a_dry_run(world: World, folder: Path) -> None:
    """A dry run has the exit code and the report of the real one and changes nothing."""
    assert run(folder, "some.csv", "--dry-run").exit_code == 1
    assert (Household.objects.count(), [line["code"] for line in report(folder)]) == (0, ["R034"])


def test_json(world: World, folder: Path) -> None:
    """With --json standard output holds one object and nothing else."""
    result = run(folder, "some.csv", "--json")
    found = json.loads(result.stdout)
    assert (found["households"], found["refused_rows"], found["dry_run"]) == (1, 1, False)


def test_an_unknown_actor(world: World, folder: Path) -> None:
    """A user name that does not exist is told."""
    result = run(folder, "good.csv", actor="nobody")
    assert (result.exit_code, result.stderr[:4]) == (2, "R015")


def test_an_actor_without_the_role(world: World, folder: Path) -> None:
    """A person without the role imports nothing."""
    result = run(folder, "good.csv", actor="auditor")
    assert (result.exit_code, result.stderr[:4], Household.objects.count()) == (2, "A001", 0)


def test_an_unknown_round(world: World, folder: Path) -> None:
    """A round that does not exist is told, with those that do."""
    result = run(folder, "good.csv", "--round", "khac")
    assert (result.exit_code, result.stderr[:4], "thu-2018" in result.stderr) == (2, "R014", True)


def test_a_report_that_cannot_be_written(world: World, folder: Path) -> None:
    """The report's place is tried before anything is imported."""
    result = run(folder, "good.csv", "--report", str(folder / "none" / "report.csv"))
    assert (result.exit_code, result.stderr[:4], Household.objects.count()) == (2, "C003", 0)


def test_the_report_is_required(world: World, folder: Path) -> None:
    """Wrong usage is exit 2."""
    result = CliRunner().invoke(import_group, ["roster", str(folder / "good.csv"), "--round", "thu-2018"])
    assert result.exit_code == 2


def test_units_and_answers(world: World, folder: Path) -> None:
    """The other two commands read their files, too."""
    (folder / "units.csv").write_text(
        "code,name,kind,level,area_type,region,parent_code,valid_from,valid_to\n"
        "01906-09,Nà Mới,Thôn,village,rural,NT2,01906,2018-01-01,\n"
    )
    assert run(folder, "units.csv", actor="administrator", what="units").exit_code == 0
    answered = run(folder, "good.csv", "--visited-on", "2018-10-12", actor="reviewer", what="answers")
    assert (answered.exit_code, answered.stderr[:4]) == (2, "R007")
