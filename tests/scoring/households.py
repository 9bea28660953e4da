"""Invented households for the tests of scoring."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
from hypothesis import strategies as st

from rasoat import law
from rasoat.law import Rules
from rasoat.scoring import Refused, score
from rasoat.scoring.batch import compile_batch
from tests.scoring.oracle import CHOICES, GOODS, LAND, TICKS

DAY = dt.date(2018, 11, 10)
POOR = {
    "area_type": "rural",
    "region": "NT2",
    "household_size": "4",
    "dependants": "2",
    "all_dependent": "0",
    "qualification": "none",
    "nonfarm_job": "none",
    "pensions": "0",
    "wall": "other",
    "column": "other",
    "floor_area_m2": "48",
    "electricity_kwh": "20",
    "water": "protected_source",
    "toilet": "other_hygienic",
    **dict.fromkeys(GOODS, "0"),
    **dict.fromkeys(LAND, "0"),
    **dict.fromkeys(TICKS.values(), "0"),
}
Answers = dict[str, str]
Outcome = tuple[int, int, str, tuple[int, ...]] | None


def rules(day: dt.date = DAY) -> Rules:
    """The shipped pack on a day."""
    return law.load("vn-2016").on(day)


def by_row(answers: Answers, the_rules: Rules | None = None) -> tuple[Outcome, str]:
    """Outcome and reasons of the row path."""
    found = score(the_rules or rules(), answers)
    if isinstance(found, Refused):
        return None, ";".join(map(str, found.reasons))
    return (found.b1, found.b2, str(found.cls), found.deprivations), ""


def by_batch(households: list[Answers], the_rules: Rules | None = None) -> list[tuple[Outcome, str]]:
    """Outcomes and reasons of the bulk path."""
    columns = dict.fromkeys(column for household in households for column in household)
    rows: dict[str, list[Any]] = {c: [household.get(c) for household in households] for c in columns}
    rows["household_id"] = [f"H{n}" for n in range(len(households))]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows, pl.String))
    return [_outcome(row) for row in compile_batch(the_rules or rules())(frame).to_dicts()]


def _outcome(row: dict[str, Any]) -> tuple[Outcome, str]:
    if row["status"] == "refused":
        assert (row["b1"], row["b2"], row["class"], row["deprivations"]) == (None, None, None, None)
        return None, row["reasons"]
    assert row["reasons"] is None
    numbers = tuple(int(n) for n in (row["deprivations"] or "").split(";") if n)
    return (row["b1"], row["b2"], row["class"], numbers), ""


EDGES = (
    0,
    1,
    2,
    4,
    5,
    10,
    11,
    24,
    25,
    49,
    50,
    99,
    100,
    149,
    150,
    299,
    300,
    999,
    1000,
    4999,
    5000,
    9999,
    10000,
)


@st.composite
def households(draw: st.DrawFn) -> Answers:
    """A possible household; amounts fall on the edges of the bands more often than chance would have it."""
    urban = draw(st.booleans())
    size = draw(st.integers(1, 9))
    answers: Answers = {
        "area_type": "urban" if urban else "rural",
        "region": "" if urban else draw(st.sampled_from([f"NT{n}" for n in range(1, 7)])),
        "household_size": str(size),
        "dependants": str(draw(st.integers(0, size))),
        "all_dependent": draw(st.sampled_from("01")),
        "pensions": str(draw(st.integers(0, size))),
        "floor_area_m2": draw(areas(size)),
        "electricity_kwh": str(draw(st.sampled_from(EDGES) | st.integers(0, 400))),
    }
    answers |= {item: draw(st.sampled_from(sorted(options))) for item, options in CHOICES.items()}
    answers |= {column: draw(st.sampled_from("01")) for column in (*GOODS, *TICKS.values())}
    for column in LAND:
        amount = st.sampled_from(EDGES) | st.integers(0, 20_000)
        answers[column] = draw(st.sampled_from(["", "0"])) if urban else str(draw(amount))
    if urban:
        answers["boat"] = draw(st.sampled_from(["", "0"]))
    return answers


@st.composite
def areas(draw: st.DrawFn, size: int) -> str:
    """A floor area, often within a hundredth of a band edge for this household."""
    near = st.tuples(st.sampled_from([0, 8, 20, 30, 40]), st.integers(-1, 1))
    edge, step = draw(near)
    cents = draw(st.just(max(0, edge * size * 100 + step)) | st.integers(0, 30_000))
    return f"{cents // 100}.{cents % 100:02d}"


FAULTS = ("", " ", "-1", "x", "1.5", "0", "99", "1234567890", "2", "NT3", "urban", "٣", "1e3", "+1")


@st.composite
def faulty_households(draw: st.DrawFn) -> Answers:
    """A household with one to three answers replaced by something that may be wrong."""
    answers = dict(draw(households()))
    for column in draw(st.lists(st.sampled_from(sorted(answers)), min_size=1, max_size=3)):
        answers[column] = draw(st.sampled_from(FAULTS))
    for column in ("d_housing_area", "d_water", "d_sanitation"):
        answers[column] = draw(st.sampled_from(["", "0", "1"]))
    return answers
