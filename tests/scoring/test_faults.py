"""Faults seen in comparable systems, each turned into a test (F1 to F7)."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import polars as pl
import pytest

from rasoat import law
from rasoat.errors import LawError
from rasoat.law import Rules
from rasoat.scoring import Refused, Scored, score
from rasoat.scoring.batch import compile_batch
from rasoat.scoring.files import score_file
from tests.scoring.households import DAY, POOR, by_batch, by_row, rules


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the shipped packs whose values a test may change."""
    shutil.copytree(law.ROOT, tmp_path / "packs")
    return tmp_path / "packs"


def edit(root: Path, name: str, old: str, new: str) -> Rules:
    """Replace a text of the pack everywhere; return the rules of the changed pack."""
    path = root / "vn-2016" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return law.load("vn-2016", root).on(DAY)


def test_f1_a_refused_household_cannot_hold_a_class() -> None:
    """F1: the types of a score and of a refusal share no field, so a failure never looks like zero points."""
    fields = {kind: {field.name for field in dataclasses.fields(kind)} for kind in (Scored, Refused)}
    assert fields[Scored] & fields[Refused] == set()
    assert isinstance(score(rules(), {}), Refused)


def test_f2_refused_rows_have_empty_scores_and_stay_in_their_place() -> None:
    """F2: an unscored household keeps its row and has neither score nor class."""
    frame = pl.DataFrame(
        [{"household_id": n, **POOR, "tv": tv} for n, tv in (("a", "1"), ("b", ""), ("c", "0"))]
    )
    result = compile_batch(rules())(frame)
    assert result["household_id"].to_list() == ["a", "b", "c"]
    assert result.row(1) == ("b", "refused", None, None, None, None, "S001:tv")


def test_f3_rules_are_those_of_the_reference_date() -> None:
    """F3: the article that decided follows the reference date, not the day of the computation."""
    before, after = (score(rules(day), POOR) for day in (dt.date(2018, 11, 9), dt.date(2018, 11, 10)))
    assert isinstance(before, Scored)
    assert isinstance(after, Scored)
    assert (before.rule.cell.ref.document, after.rule.cell.ref.document) == ("TT17", "TT14")
    with pytest.raises(LawError):
        rules(dt.date(2015, 6, 1))


def test_f4_every_weight_of_the_table_is_the_one_that_counts(root: Path) -> None:
    """F4: with each of the 574 cells changed to a number of its own, each is found in the score it belongs to."""
    changed = renumber(root / "vn-2016" / "b1-points.csv")
    the_rules = law.load("vn-2016", root).on(DAY)
    seen: set[tuple[str, str, str]] = set()
    answers = one_household_per_option(the_rules)
    for household, (outcome, _) in zip(answers, by_batch(answers, the_rules), strict=True):
        found = score(the_rules, household)
        assert isinstance(found, Scored)
        area = household["region"] or "TT"
        keys = [(each.item.key, each.option.key, area) for each in found.points]
        assert found.b1 == sum(changed[key] for key in keys)
        assert outcome is not None
        assert outcome[0] == found.b1
        seen |= set(keys)
    rural_only = {k for k in changed if k[2] == "TT" and k[0] in the_rules.rural_only}
    assert changed.keys() - seen == rural_only - seen


def renumber(path: Path) -> dict[tuple[str, str, str], int]:
    """Give every cell of the point table a number of its own."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["points"] = str(1000 + 7 * number)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return {(row["item"], row["option"], row["area"]): int(row["points"]) for row in rows}


def one_household_per_option(the_rules: Rules) -> list[dict[str, str]]:
    """In each area, a household for each option of each item."""
    households = []
    for area in the_rules.areas:
        base = {**POOR, "area_type": area.area_type, "region": area.key if area.area_type == "rural" else ""}
        base |= {"household_size": "9"}
        for item in the_rules.items:
            if area.area_type == "urban" and item.key in the_rules.rural_only:
                continue
            for option in item.options:
                value = option.key if option.low is None else str(option.low * (9 if item.per else 1))
                value = {"yes": "1", "no": "0"}.get(value, value) if item.kind == "yes_no" else value
                small = {"dependants": "0"} if item.key == "household_size" else {}
                households.append({**base, **small, item.column: value})
    return households


@pytest.mark.parametrize("key", [indicator.key for indicator in rules().indicators])
def test_f4_every_indicator_weight_counts(root: Path, key: str) -> None:
    """F4: an indicator whose points become 11 adds 11 to B2."""
    path = root / "vn-2016" / "b2-indicators.yaml"
    head, tail = path.read_text(encoding="utf-8").split(f"key: {key}\n")
    path.write_text(f"{head}key: {key}\n{tail.replace('value: 10', 'value: 11', 1)}", encoding="utf-8")
    the_rules = law.load("vn-2016", root).on(DAY)
    worst = {**POOR, "water": "other", "toilet": "other", "floor_area_m2": "1"}
    worst |= {i.column: "1" for i in the_rules.indicators if not i.derived}
    outcome = by_row(worst, the_rules)[0]
    assert outcome is not None
    assert outcome[1] == 101
    assert by_batch([worst], the_rules)[0][0] == outcome


def test_f4_a_threshold_is_read_from_the_pack(root: Path) -> None:
    """F4: with the rural line at 20 points, this household is no longer poor by income."""
    before = by_row(POOR)[0]
    assert before is not None
    assert (before[2], 20 < before[0] <= 120) == ("poor_income", True)
    the_rules = edit(root, "classes.yaml", "120", "20")
    after = by_row(POOR, the_rules)[0]
    assert after is not None
    assert after[2] == "near_poor"
    assert by_batch([POOR], the_rules)[0][0] == after


def test_f5_scores_are_whole_numbers() -> None:
    """F5: points are integers from table to result, so what is printed is what is stored."""
    outcome = by_row(POOR)[0]
    assert outcome is not None
    assert (type(outcome[0]), type(outcome[1])) == (int, int)
    result = compile_batch(rules())(pl.DataFrame([{"household_id": "a", **POOR}]))
    assert all(result.schema[name].is_integer() for name in ("b1", "b2"))


def test_f6_the_same_file_gives_the_same_bytes_in_the_order_of_the_input(tmp_path: Path) -> None:
    """F6: two runs write equal bytes; equal scores keep the order of the file."""
    source = tmp_path / "answers.csv"
    pl.DataFrame([{"household_id": f"H{n * 7919 % 5000}", **POOR} for n in range(5000)]).write_csv(source)
    for name in ("one.csv", "two.csv"):
        score_file(rules(), source, tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    ids = pl.read_csv(tmp_path / "one.csv")["household_id"].to_list()
    assert ids == [f"H{n * 7919 % 5000}" for n in range(5000)]


def test_f7_a_household_is_scored_in_one_area_only() -> None:
    """F7: each area has its own column of points, and two areas at once are refused."""
    outcomes = {
        region: by_row({**POOR, "region": region, "nonfarm_job": "public"})[0] for region in ("NT1", "NT2")
    }
    assert outcomes["NT1"] != outcomes["NT2"]
    assert by_row({**POOR, "area_type": "urban", "region": "NT2"}) == (None, "S008:region")
    twice = pl.DataFrame([{"household_id": "a", **POOR}, {"household_id": "a", **POOR, "region": "NT1"}])
    assert compile_batch(rules())(twice)["reasons"].to_list() == ["S013:household_id"] * 2
