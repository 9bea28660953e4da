"""``rasoat score`` reads a file in blocks, and what is doubtful of several together: the result never shows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from rasoat.scoring import batch, chunks, repeated
from rasoat.scoring.results import Scored
from rasoat.scoring.row import score as score_row
from tests.cli.test_score import RULES, score, write
from tests.scoring.crowd import crowd
from tests.scoring.households import POOR, Answers, rules

TEXTS = {
    "household_id": pl.String, "status": pl.String, "b1": pl.Int32, "b2": pl.Int32, "class": pl.String,
    "deprivations": pl.String, "reasons": pl.String,
}  # fmt: skip
COUNT = 60
FULL = Path("/dev/full")


def households() -> list[Answers]:
    """Sound and doubtful households in turn of chance; the first stands once more in the middle and at the end."""
    found: list[Answers] = [
        {"household_id": f"H{n}", **answers} for n, answers in enumerate(crowd(COUNT, seed=7))
    ]
    found[COUNT // 2]["household_id"] = found[-1]["household_id"] = "H0"
    return found


def typed(answers: list[Answers]) -> pl.DataFrame:
    """The same as a file of numbers; what is none stands empty."""
    frame = pl.DataFrame(answers, infer_schema_length=None)
    choices = {question.id for question in rules().questions if question.type == "choice"}
    numbers = [name for name in frame.columns if name not in choices | {"household_id", "floor_area_m2"}]
    return frame.with_columns(
        pl.col(numbers).cast(pl.Int64, strict=False), pl.col("floor_area_m2").cast(pl.Float64, strict=False)
    )


@pytest.fixture(params=["a.csv", "a.parquet", "typed.parquet"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An answers file with more than one household in three refused."""
    path = tmp_path / str(request.param)
    if request.param == "typed.parquet":
        typed(households()).write_parquet(path)
        return path
    return write(path, *households())


@pytest.mark.parametrize(
    ("rows", "together", "doubtful"),
    [(1, 1, 1), (7, 1, 9), (7, 20, 99), (7, 1000, 99), (7, 1000, 6), (COUNT, 1, 1)],
)
def test_small_blocks_change_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, together: int, doubtful: int
) -> None:
    """However few rows are read, held or compared at once: the same scores and reasons, in the order of the file."""
    assert score(source, tmp_path / "whole.parquet").exit_code == 1
    monkeypatch.setattr(chunks, "BLOCK", rows)
    monkeypatch.setattr(chunks, "BYTES", 100 * rows)
    monkeypatch.setattr(batch, "TOGETHER", together)
    monkeypatch.setattr(batch, "DOUBTFUL", doubtful)
    monkeypatch.setattr(repeated, "AT_ONCE", rows)
    result = score(source, tmp_path / "blocks.parquet", "--json")
    whole, blocks = (pl.read_parquet(tmp_path / name) for name in ("whole.parquet", "blocks.parquet"))
    assert blocks.equals(whole)
    assert f'"refused": {(whole["status"] == "refused").sum()}' in result.stdout
    again = whole["reasons"].fill_null("").str.contains("S013:household_id", literal=True)
    assert again.arg_true().to_list() == [0, COUNT // 2, COUNT - 1]


def test_every_household_keeps_its_own_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read together goes back to its own row: each row says what the household alone is told."""
    monkeypatch.setattr(chunks, "BLOCK", 7)
    monkeypatch.setattr(batch, "TOGETHER", 20)
    some = crowd(COUNT, seed=8)
    score(write(tmp_path / "a.parquet", *some), tmp_path / "o.parquet")
    for row, answers in zip(pl.read_parquet(tmp_path / "o.parquet").to_dicts(), some, strict=True):
        alone = score_row(rules(), answers)
        if isinstance(alone, Scored):
            assert (row["b1"], row["b2"], row["class"], row["reasons"]) == (
                alone.b1,
                alone.b2,
                alone.cls,
                None,
            )
        else:
            assert (row["class"], row["reasons"]) == (None, ";".join(map(str, alone.reasons)))


def test_a_result_file_says_texts(source: Path, tmp_path: Path) -> None:
    """Status, class and deprivations are texts for whoever reads the file, however they were written."""
    import duckdb

    score(source, tmp_path / "o.parquet")
    assert dict(pl.read_parquet_schema(tmp_path / "o.parquet")) == TEXTS
    read = duckdb.sql(f"SELECT * FROM '{tmp_path / 'o.parquet'}'")
    assert [str(kind) for kind in read.types] == ["VARCHAR", "VARCHAR", "INTEGER", "INTEGER"] + [
        "VARCHAR"
    ] * 3
    assert read.fetchall() == pl.read_parquet(tmp_path / "o.parquet").rows()


def command(*arguments: object) -> list[str]:
    """The command line of a program of its own."""
    return [sys.executable, "-m", "rasoat.cli", "score", *map(str, arguments), *RULES, "--allow-unverified"]


def test_the_program_says_everything_before_it_leaves(tmp_path: Path) -> None:
    """Exit code, the lines and the file are whole when the process is gone: scored, refused, wrong input."""
    good, bad = write(tmp_path / "a.csv", POOR), write(tmp_path / "b.csv", {**POOR, "tv": ""})
    for path, code in ((good, 0), (bad, 1), (tmp_path / "none.csv", 2)):
        out = tmp_path / f"{path.stem}.parquet"
        done = subprocess.run(command(path, "--out", out, "--json"), capture_output=True, text=True)
        assert (done.returncode, out.exists(), bool(done.stdout)) == (code, code < 2, code < 2)
        assert done.stderr.endswith("\n")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_what_cannot_be_said_is_no_success(tmp_path: Path) -> None:
    """Where the summary cannot be written out, one line says so; the exit code is neither 0 nor that of refused rows."""
    source = write(tmp_path / "a.csv", POOR)
    with FULL.open("w") as full:
        done = subprocess.run(
            command(source, "--out", tmp_path / "o.csv", "--json"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert [line.split()[0] for line in done.stderr.splitlines()[1:]] == ["C003"]
