"""``rasoat score`` as users script against it."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from rasoat.cli.score_commands import score_command
from tests.scoring.households import POOR

PRACTICE = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
RULES = ("--pack", "vn-2016", "--on", "2018-11-10")
HEADING = "household_id,status,b1,b2,class,deprivations,reasons"


def write(path: Path, *households: dict[str, str], separator: str = ",", bom: bool = False) -> Path:
    """Write an answers file."""
    frame = pl.DataFrame([{"household_id": f"H{n}", **own} for n, own in enumerate(households, start=1)])
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path, separator=separator, include_bom=bom)
    return path


def run(*arguments: object) -> Result:
    """Call ``rasoat score``."""
    return CliRunner().invoke(score_command, [str(argument) for argument in arguments])


def score(source: Path, out: Path, *more: object) -> Result:
    """Score a file in practice."""
    return run(source, *RULES, "--allow-unverified", "--out", out, *more)


def codes(result: Result) -> list[str]:
    """The codes on standard error, one a line."""
    return [line.split(" ", 1)[0] for line in result.stderr.splitlines() if not line.startswith(PRACTICE)]


def test_scores_a_file(tmp_path: Path) -> None:
    """All households scored: exit 0, one row a household, the practice notice on standard error."""
    result = score(
        write(tmp_path / "a.csv", POOR, {**POOR, "car": "1", "nonfarm_job": "other"}), tmp_path / "o.csv"
    )
    assert (result.exit_code, result.stderr.strip()) == (0, PRACTICE)
    assert (tmp_path / "o.csv").read_text().splitlines() == [
        HEADING,
        "H1,scored,45,0,poor_income,,",
        "H2,scored,130,0,near_poor,,",
    ]


def test_refused_rows_are_named_and_the_exit_code_says_so(tmp_path: Path) -> None:
    """One household refused: exit 1, its row empty but for the reasons."""
    result = score(write(tmp_path / "a.csv", {**POOR, "tv": "", "wall": "x"}, POOR), tmp_path / "o.csv")
    assert result.exit_code == 1
    assert (tmp_path / "o.csv").read_text().splitlines()[1] == "H1,refused,,,,,S002:wall;S001:tv"


def test_json_prints_one_object(tmp_path: Path) -> None:
    """With --json standard output is one object that pins pack, hash and date."""
    result = score(write(tmp_path / "a.csv", POOR, {**POOR, "tv": ""}), tmp_path / "o.csv", "--json")
    found = json.loads(result.stdout)
    assert (found["households"], found["scored"], found["refused"]) == (2, 1, 1)
    assert (found["classes"], found["reasons"]) == ({"poor_income": 1}, {"S001:tv": 1})
    assert (found["pack"], found["on"], len(found["pack_hash"])) == ("vn-2016", "2018-11-10", 64)


@pytest.mark.parametrize(
    ("name", "separator", "bom"),
    [("a.csv", ",", True), ("a.csv", ";", False), ("a.csv", ";", True), ("a.parquet", ",", False)],
)
def test_reads_every_kind_of_file(tmp_path: Path, name: str, separator: str, bom: bool) -> None:
    """Comma or semicolon, with or without byte order mark, CSV or Parquet: the same result."""
    households = (POOR, {**POOR, "floor_area_m2": "31.99"})
    plain = write(tmp_path / "plain.csv", *households)
    score(plain, tmp_path / "plain-out.csv")
    result = score(write(tmp_path / name, *households, separator=separator, bom=bom), tmp_path / "o.csv")
    assert result.exit_code == 0
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "plain-out.csv").read_bytes()


def test_numeric_parquet_and_parquet_output(tmp_path: Path) -> None:
    """Numbers in Parquet, even with missing values and so as floats, are read as numbers."""
    row = {"household_id": "H1", **{k: int(v) if v.isdigit() else v for k, v in POOR.items()}}
    frame = pl.DataFrame([row, {**row, "household_id": "H2", "cattle": None}])
    frame.with_columns(pl.col("cattle").cast(pl.Float64)).write_parquet(tmp_path / "a.parquet")
    result = score(tmp_path / "a.parquet", tmp_path / "o.parquet")
    assert result.exit_code == 1
    assert pl.read_parquet(tmp_path / "o.parquet")["reasons"].to_list() == [None, "S001:cattle"]


def test_unverified_pack_needs_the_word_of_the_user(tmp_path: Path) -> None:
    """Without --allow-unverified an unverified pack scores nothing: exit 3."""
    result = run(write(tmp_path / "a.csv", POOR), *RULES, "--out", tmp_path / "o.csv")
    assert (result.exit_code, codes(result)) == (3, ["C002"])
    assert not (tmp_path / "o.csv").exists()


BAD_FILES = {
    "empty": (b"", "S103"),
    "heading only": (b"household_id,area_type\n", "S103"),
    "not UTF-8": ("household_id,area_type\nH1,nông thôn\n".encode("cp1258", "ignore") + b"\xff\n", "S102"),
    "UTF-16": ("household_id,area_type\nH1,rural\n".encode("utf-16"), "S102"),
    "missing columns": (b"household_id,area_type\nH1,rural\n", "S104"),
    "a column twice": (b"household_id,tv,tv\nH1,1,1\n", "S105"),
    "too many cells": (b"household_id,tv\nH1,1,1,1,1\n", "S104"),
}


@pytest.mark.parametrize(("content", "code"), BAD_FILES.values(), ids=BAD_FILES)
def test_unreadable_file_changes_nothing(tmp_path: Path, content: bytes, code: str) -> None:
    """Exit 2, one line with its code, and the old output is as it was."""
    (tmp_path / "a.csv").write_bytes(content)
    (tmp_path / "o.csv").write_text("old")
    result = score(tmp_path / "a.csv", tmp_path / "o.csv")
    assert (result.exit_code, codes(result)) == (2, [code])
    assert (tmp_path / "o.csv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "o.csv"]


def test_ragged_row_is_refused_whole(tmp_path: Path) -> None:
    """A row with more cells than the heading makes the file no table."""
    path = write(tmp_path / "a.csv", POOR, POOR)
    path.write_text(path.read_text().rstrip() + ",9,9\n")
    result = score(path, tmp_path / "o.csv")
    assert (result.exit_code, codes(result)) == (2, ["S108"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("none.csv", *RULES, "--out", "o.csv"), "S101"),
        (("none.txt", *RULES, "--out", "o.csv"), "S106"),
        (("a.csv", *RULES, "--out", "o.txt"), "S106"),
        (("a.csv", *RULES, "--out", "a.csv"), "C006"),
        (("a.csv", *RULES, "--out", "no/such/folder/o.csv"), "C003"),
        (("a.csv", *RULES, "--out", "o.csv", "--engine", "abacus"), "C005"),
        (("a.csv", "--pack", "vn-1945", "--on", "2018-11-10", "--out", "o.csv"), "L001"),
        (("a.csv", "--pack", "vn-2016", "--on", "10/11/2018", "--out", "o.csv"), "C004"),
        (("a.csv", "--pack", "vn-2016", "--on", "2018-02-30", "--out", "o.csv"), "C004"),
        (("a.csv", "--pack", "vn-2016", "--on", "2015-11-10", "--out", "o.csv"), "L016"),
    ],
)
def test_wrong_usage_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: str
) -> None:
    """Each mistake is exit 2 and one line ``CODE sentence``, without traceback."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.csv", POOR)
    result = run(*arguments, "--allow-unverified")
    assert (result.exit_code, codes(result)) == (2, [code])


def test_engine_that_is_not_installed_says_how_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A known engine that is missing: exit 2 and the command that installs it."""
    monkeypatch.setattr("rasoat.scoring.files.find_spec", lambda _name: None)
    result = score(write(tmp_path / "a.csv", POOR), tmp_path / "o.csv", "--engine", "duckdb")
    assert (result.exit_code, codes(result)) == (2, ["C001"])
    assert "pip install duckdb" in result.stderr


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_both_engines_give_the_same_results(tmp_path: Path, name: str) -> None:
    """DuckDB scores, refuses and orders as Polars does, from texts with a comma, faults and a household twice."""
    changes = [
        {},
        {"car": "1"},
        {"floor_area_m2": "31,5"},
        {"floor_area_m2": "1,2,3"},
        {"tv": "2", "wall": ""},
    ]
    urban = {"area_type": "urban", "region": ""}
    source = write(
        tmp_path / name, *({**POOR, **change} for change in [*changes, urban, {"household_id": "H2"}])
    )
    results = both(source, tmp_path)
    assert results["duckdb"].equals(results["polars"])
    refused = [
        None,
        "S013:household_id",
        None,
        "S005:floor_area_m2",
        "S001:wall;S002:tv",
        None,
        "S013:household_id",
    ]
    assert results["duckdb"]["reasons"].to_list() == refused


def both(source: Path, folder: Path, *more: object) -> dict[str, pl.DataFrame]:
    """The results of a file that holds refused households, by the name of the engine."""
    results = {}
    for engine in ("polars", "duckdb"):
        out = folder / f"{engine}.parquet"
        assert score(source, out, "--engine", engine, *more).exit_code == 1
        results[engine] = pl.read_parquet(out)
    return results


def test_household_twice_is_refused_on_all_its_rows(tmp_path: Path) -> None:
    """A household id is unique in the file: every row that carries it is refused."""
    path = write(tmp_path / "a.csv", POOR, POOR, POOR)
    path.write_text(path.read_text().replace("H3", " H1 "))
    result = score(path, tmp_path / "o.csv")
    assert result.exit_code == 1
    assert pl.read_csv(tmp_path / "o.csv")["reasons"].to_list() == [
        "S013:household_id",
        None,
        "S013:household_id",
    ]


MEMBERS = """household_id,birth_date,sex,in_school,finished_lower_secondary,health_insurance,sick_no_care,able_to_work
H2,1980,male,0,1,1,0,1
H1,1984-05-01,female,0,1,1,0,1
H1,2010-05,male,0,,0,0,
H3,1980-02-30,male,0,1,1,0,1
"""


def test_members_fill_the_answers_in_the_order_of_the_file(tmp_path: Path) -> None:
    """With --members size, dependants and four indicators come from the members."""
    (tmp_path / "m.csv").write_text(MEMBERS)
    blank = {**POOR, **dict.fromkeys(("household_size", "dependants", "all_dependent"), "")}
    blank |= dict.fromkeys(
        ("d_health_access", "d_health_insurance", "d_adult_education", "d_child_schooling"), ""
    )
    path = write(tmp_path / "a.csv", blank, {**blank, "household_size": "2"}, blank, blank)
    result = score(path, tmp_path / "o.csv", "--members", tmp_path / "m.csv")
    assert result.exit_code == 1
    assert (tmp_path / "o.csv").read_text().splitlines()[1:] == [
        "H1,scored,90,20,poor_income,2;4,",
        "H2,refused,,,,,S011:household_size",
        "H3,refused,,,,,S014:members.birth_date",
        "H4,refused,,,,,S012:household_id",
    ]
    results = both(path, tmp_path, "--members", tmp_path / "m.csv")
    assert results["duckdb"].equals(results["polars"])
