"""A great many invented households, quickly and the same each time: possible ones, and ones with every kind of slip."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from tests.scoring.households import DAY, EDGES, Answers
from tests.scoring.oracle import CHOICES, GOODS, LAND, TICKS

REGIONS = tuple(f"NT{n}" for n in range(1, 7))
SLIPS = (
    "", " ", "\t0 ", "-1", "-0,5", "x", "1.5", "1,5", "0", "1", "2", "99", "007", "999999999", "1234567890", "+1", "1e3",
    "0x10", "٣", "½", "\u00a01", "1 000", "NaN", "Infinity", "null", "true", "constructor", "__proto__", "NT3", "urban",
    "12345678.125", "none", "other",
)  # fmt: skip
AREA_SLIPS = ("", " ", "-1", "-0,5", "x", "45,5", "45,25", "45,125", "45.125", "045.50", ".5", "5.", "1.2.3", "12345678.125", "0", "0,00", "7.9999", "999999.99")  # fmt: skip
AREA_EDGES = (0, 2, 8, 20, 30, 40, 100)
DERIVED = ("d_housing_area", "d_water", "d_sanitation")


def crowd(count: int, seed: int) -> list[Answers]:
    """Return households of which about three in ten hold one to three slips; amounts crowd at the edges of the bands."""
    random = Random(seed)
    found = [_possible(random) for _ in range(count)]
    for household in random.sample(found, k=count * 3 // 10):
        _slip(random, household)
    return found


def _possible(random: Random) -> Answers:
    urban = random.random() < 0.4
    size = random.randint(1, 9)
    answers: Answers = {
        "area_type": "urban" if urban else "rural",
        "region": "" if urban else random.choice(REGIONS),
        "household_size": str(size),
        "dependants": str(random.randint(0, size)),
        "all_dependent": random.choice("0001"),
        "pensions": str(random.randint(0, size)),
        "floor_area_m2": _floor(random, size),
        "electricity_kwh": str(random.choice(EDGES)),
    }
    for item, options in CHOICES.items():
        answers[item] = random.choice(sorted(options))
    ticks = random.choices("01", k=len(GOODS) + len(TICKS))
    answers |= dict(zip((*GOODS, *TICKS.values()), ticks, strict=True))
    amounts = random.choices(("", "0") if urban else EDGES, k=len(LAND))
    answers |= {column: str(amount) for column, amount in zip(LAND, amounts, strict=True)}
    if urban:
        answers["boat"] = random.choice(("", "0"))
    return answers


def _floor(random: Random, size: int) -> str:
    """A floor area, mostly within a hundredth of a band edge for this household."""
    cents = random.choice(AREA_EDGES) * size * 100 + random.choice((-1, 0, 1, 37))
    return f"{max(cents, 0) // 100}.{max(cents, 0) % 100:02d}"


def _slip(random: Random, household: Answers) -> None:
    for column in random.sample(sorted(household), k=random.choice((1, 1, 2, 3))):
        slips = AREA_SLIPS if column == "floor_area_m2" else SLIPS
        if random.random() < 0.1:
            del household[column]
        else:
            household[column] = random.choice(slips)
    for column in DERIVED:
        if random.random() < 0.4:
            household[column] = random.choice(("", "0", "1", "1", "x"))


Member = dict[str, Any]
DATES = ("", "x", "31/12/1990", "1990-02-30", "1900-02-29", "2000-02-29", "1990-13", "1990-00", "0000", "0001", "1887",
         "1888-11-10", "1888-11-09", "2018-11-10", "2018-11-11", "2018-12", "2019", "1986", "1985-12-31", "1990-5", "19900501")  # fmt: skip


def people(count: int, seed: int, questions: list[str], day: dt.date = DAY) -> list[list[Member]]:
    """Return the members of households, one in ten with slips; birthdays crowd at the ages the law names."""
    random = Random(seed)
    return [_members(random, questions, day) for _ in range(count)]


def _members(random: Random, questions: list[str], day: dt.date) -> list[Member]:
    return [_member(random, questions, day) for _ in range(random.choice((0, *range(1, 9), *range(1, 6))))]


def _member(random: Random, questions: list[str], day: dt.date) -> Member:
    age = random.choice((0, 2, 5, 6, 13, 15, 16, 32, 33, 40, 60, 61, 90))
    born = dt.date(day.year - age, day.month, day.day) + dt.timedelta(days=random.choice((-1, 0, 1, 200)))
    written = born.isoformat()[: random.choice((10, 10, 10, 7, 4))]
    member: Member = {"birth_date": written if born <= day else day.isoformat()}
    member |= dict(zip(questions, random.choices("0011", k=len(questions)), strict=True))
    if random.random() < 0.04:
        member["birth_date"] = random.choice(DATES)
    if random.random() < 0.06:
        member[random.choice(questions)] = random.choice(("", " ", None, "x", "2", "-1", "01", " 1\n"))
    return member
