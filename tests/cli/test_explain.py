"""``rasoat explain`` as users script against it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rasoat.cli.explain_command import explain_command
from tests.cli.test_score import MEMBERS, RULES, codes, write
from tests.scoring.households import POOR

FROM_MEMBERS = ("household_size", "dependants", "all_dependent", "d_health_insurance", "d_child_schooling")
BLANK = {**POOR, **dict.fromkeys(FROM_MEMBERS, "")}


def explain(*arguments: object) -> Result:
    """Call ``rasoat explain`` in practice."""
    return CliRunner().invoke(explain_command, [*map(str, arguments), *RULES])


def test_shows_points_threshold_and_article(tmp_path: Path) -> None:
    """The explanation is Vietnamese by default and English when asked."""
    path = write(tmp_path / "a.csv", POOR)
    result = explain(path, "H1")
    assert result.exit_code == 0
    assert "Tổng điểm B1 = 45" in result.stdout
    assert "TT14, Điều 1 khoản 5" in result.stdout
    assert "Sum B1 = 45" in explain(path, "H1", "--language", "en").stdout


def test_names_the_members_of_the_file(tmp_path: Path) -> None:
    """A column ``name`` gives the names; without one the members are counted."""
    path = write(tmp_path / "a.csv", BLANK)
    members = tmp_path / "m.csv"
    members.write_text(MEMBERS)
    result = explain(path, "H1", "--members", members)
    assert (result.exit_code, "Tổng điểm B2 = 20" in result.stdout) == (0, True)
    assert "– Người thứ 2, 8 tuổi, không đi học" in result.stdout
    heading, *rows = MEMBERS.splitlines()
    members.write_text(
        "\n".join([f"{heading},name", *(f"{row},Nguyễn Văn {n}" for n, row in enumerate(rows))])
    )
    named = explain(path, "H1", "--members", members).stdout
    assert "– Nguyễn Văn 2, 8 tuổi, không đi học" in named
    assert "hết thiếu hụt nếu: Nguyễn Văn 2 đang đi học" in named


@pytest.mark.parametrize(("household", "code"), [("H3", "S014"), ("H4", "S012")])
def test_members_at_fault_refuse_the_household(tmp_path: Path, household: str, code: str) -> None:
    """A member without a real birth date, and a household without members: exit 1 and the code."""
    (tmp_path / "m.csv").write_text(MEMBERS)
    path = write(tmp_path / "a.csv", *[BLANK] * 4)
    refused = explain(path, household, "--members", tmp_path / "m.csv")
    assert (refused.exit_code, code in refused.stdout) == (1, True)


def test_json_is_one_object_that_pins_the_pack(tmp_path: Path) -> None:
    """With --json standard output is one object: the class, every item, and what was used."""
    found = json.loads(explain(write(tmp_path / "a.csv", POOR), "H1", "--json").stdout)
    assert (found["household_id"], found["class"], found["b1"], found["b2"]) == ("H1", "poor_income", 45, 0)
    assert (found["pack"], found["on"], len(found["pack_hash"])) == ("vn-2016", "2018-11-10", 64)
    assert sum(line["points"] for line in found["items"]) == 45
    assert "cls" not in found


def test_json_of_a_refused_household_has_its_reasons(tmp_path: Path) -> None:
    """Exit 1, no class, and each reason with code, column and value."""
    result = explain(write(tmp_path / "a.csv", {**POOR, "wall": "gold"}), "H1", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["class"], found["items"]) == (1, None, [])
    assert found["reasons"] == [{"code": "S002", "column": "wall", "value": "gold"}]


def test_refused_and_unknown_households(tmp_path: Path) -> None:
    """A refused household is explained with exit 1; an unknown or doubled one is exit 2."""
    path = write(tmp_path / "a.csv", {**POOR, "tv": ""})
    refused = explain(path, "H1")
    assert (refused.exit_code, "S001" in refused.stdout) == (1, True)
    unknown = explain(path, "H9")
    assert (unknown.exit_code, codes(unknown)) == (2, ["S107"])
    path.write_text(path.read_text() + path.read_text().splitlines()[1] + "\n")
    doubled = explain(path, "H1")
    assert (doubled.exit_code, codes(doubled)) == (2, ["S109"])


def test_explaining_from_csv_loads_no_data_frames(tmp_path: Path) -> None:
    """One household of a CSV file is explained without the weight of the bulk path: a cold command stays quick."""
    path = write(tmp_path / "a.csv", POOR)
    code = (
        "import sys; from rasoat.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'polars', 'narwhals', 'django'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    arguments = [sys.executable, "-c", code, "explain", str(path), "H1", *RULES]
    done = subprocess.run(arguments, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
