"""One household found in a file: the same tables are read and refused as in bulk."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from rasoat.errors import AnswersError
from rasoat.scoring.lookup import household, household_members

ROWS = [("H1", "rural", "1"), (" H2 ", "urban", "0"), ("Hộ 10", "rural", "1")]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a file."""
    path.write_bytes(text.encode(encoding))
    return path


def table(separator: str = ",", end: str = "\n") -> str:
    """Return the rows as CSV."""
    lines = [("household_id", " area_type", "tv "), *ROWS]
    return "".join(separator.join(line) + end for line in lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_kind_of_csv_is_read(tmp_path: Path, separator: str, end: str, encoding: str) -> None:
    """Comma or semicolon, either end of line, with or without byte order mark; blanks around an id do not count."""
    path = write(tmp_path / "a.csv", table(separator, end), encoding)
    assert household(path, "H2") == {"household_id": " H2 ", "area_type": "urban", "tv": "0"}
    assert household(path, " Hộ 10 ")["area_type"] == "rural"


def test_parquet_is_read(tmp_path: Path) -> None:
    """A Parquet file gives its own values, numbers as numbers; the id may be a number."""
    frame = pl.DataFrame({"household_id": [1, 2], " tv": [0, 1]})
    frame.write_parquet(tmp_path / "a.parquet")
    assert household(tmp_path / "a.parquet", "2") == {"household_id": 2, "tv": 1}


def test_quoted_cells_may_reach_over_lines(tmp_path: Path) -> None:
    """A line inside a quoted cell is no row of its own, even when it begins with the household's id."""
    text = 'household_id,note,tv\nH1,"hai dòng\nH2,giả,0",1\n"H2",thật,1\n'
    path = write(tmp_path / "a.csv", text)
    assert household(path, "H2") == {"household_id": "H2", "note": "thật", "tv": "1"}
    assert household(path, "H1")["note"] == "hai dòng\nH2,giả,0"


def test_a_short_row_has_blank_answers(tmp_path: Path) -> None:
    """Cells missing at the end of a row are blank, as in bulk."""
    assert household(write(tmp_path / "a.csv", "household_id,tv,car\nH1,1\n"), "H1")["car"] == ""


def test_an_id_inside_another_cell_is_not_the_household(tmp_path: Path) -> None:
    """Only the id's own column counts, and only the whole of it."""
    path = write(tmp_path / "a.csv", "household_id,note\nH11,H1\nH1,\n")
    assert household(path, "H1") == {"household_id": "H1", "note": ""}


def test_members_keep_their_order(tmp_path: Path) -> None:
    """All rows of the household in the order of the file; none is an empty list."""
    path = write(tmp_path / "m.csv", "household_id,name\nH1,An\nH2,Bình\nH1,Chi\n")
    assert [row["name"] for row in household_members(path, "H1")] == ["An", "Chi"]
    assert household_members(path, "H3") == []


REFUSED = {
    "no such household": ("a.csv", table().encode(), "S107"),
    "twice": ("a.csv", b"household_id,tv\nH9,1\n H9 ,0\n", "S109"),
    "empty": ("a.csv", b"", "S103"),
    "heading only": ("a.csv", b"household_id,tv\n", "S103"),
    "not UTF-8": ("a.csv", b"household_id,tv\nH9,\xff\n", "S102"),
    "no id column": ("a.csv", b"id,tv\nH9,1\n", "S104"),
    "a column twice": ("a.csv", b"household_id,tv,tv\nH9,1,1\n", "S105"),
    "too many cells": ("a.csv", b"household_id,tv\nH9,1,1\n", "S108"),
    "another kind": ("a.txt", b"household_id,tv\nH9,1\n", "S106"),
    "no Parquet": ("a.parquet", b"household_id,tv\nH9,1\n", "S108"),
}


@pytest.mark.parametrize(("name", "content", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    """Each fault has the code it has in bulk."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AnswersError) as error:
        household(tmp_path / name, "H9")
    assert error.value.code == code


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is S101."""
    with pytest.raises(AnswersError) as error:
        household(tmp_path / "none.csv", "H1")
    assert error.value.code == "S101"


def test_a_parquet_file_needs_the_id_column(tmp_path: Path) -> None:
    """Parquet without ``household_id`` is S104."""
    pl.DataFrame({"id": ["H1"]}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(AnswersError) as error:
        household(tmp_path / "a.parquet", "H1")
    assert error.value.code == "S104"
