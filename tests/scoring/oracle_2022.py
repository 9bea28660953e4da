"""A second scorer for 2022–2025, written only from the decree: twelve indicators, and poor when both criteria say so.

It shares no code with the scorer. The point table is handed in, because the official one was not found; its option
names are read as an official would.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.scoring.oracle import CHOICES, GOODS, LAND, flag, holds, number

Table = Mapping[tuple[str, str], Mapping[str, int]]
"""Item and area → option → points."""
Person = Mapping[str, str]
TICKS = {
    1: "d_employment",
    2: "d_dependants",
    3: "d_nutrition",
    4: "d_health_insurance",
    5: "d_adult_training",
    6: "d_school_level",
    11: "d_internet",
    12: "d_information_means",
}
DERIVED = {7: "d_house_structure", 8: "d_housing_area", 9: "d_water", 10: "d_sanitation"}
OF_MEMBERS = (
    "d_employment",
    "d_dependants",
    "d_nutrition",
    "d_health_insurance",
    "d_adult_training",
    "d_school_level",
)


def table_of(points: Mapping[tuple[str, str, str], int]) -> Table:
    """Return a table from points by item, option and area."""
    table: dict[tuple[str, str], dict[str, int]] = {}
    for (item, option, area), value in points.items():
        table.setdefault((item, area), {})[option] = value
    return table


def oracle(answers: Mapping[str, str], table: Table) -> tuple[int, int, str, tuple[int, ...]] | None:
    """B1, B2, class and deprivations of a household, or None when an answer is missing or impossible."""
    try:
        return _oracle(dict(answers), table)
    except (ValueError, KeyError):
        return None


def _oracle(answers: dict[str, str], table: Table) -> tuple[int, int, str, tuple[int, ...]]:
    area = _area(answers)
    size = number(answers, "household_size")
    if size < 1 or number(answers, "dependants") > size or number(answers, "pensions") > size:
        raise ValueError("size")
    b1 = _b1(answers, area, table)
    lacking = tuple(sorted(_lacking(answers)))
    b2 = 10 * len(lacking)
    return b1, b2, household_class(area == "TT", b1, b2), lacking


def _area(answers: dict[str, str]) -> str:
    if answers["area_type"] == "urban":
        return {"": "TT"}[answers["region"]]
    return {("rural", f"NT{n}"): f"NT{n}" for n in range(1, 7)}[answers["area_type"], answers["region"]]


def _b1(answers: dict[str, str], area: str, table: Table) -> int:
    if area == "TT" and any(number(answers, column) for column in (*LAND, "boat")):
        raise ValueError("urban")
    amounts = {name: number(answers, name) for name in ("dependants", "pensions", "electricity_kwh", *LAND)}
    amounts["area_per_person"] = number(answers, "floor_area_m2") / number(answers, "household_size")
    if not flag(answers, "all_dependent"):
        amounts["household_size"] = number(answers, "household_size")
    total = sum(_band(item, amount, area, table) for item, amount in amounts.items())
    for item, allowed in CHOICES.items():
        if answers[item] not in allowed:
            raise ValueError(item)
        total += table[item, area][answers[item]]
    return total + sum(table[good, area]["yes" if flag(answers, good) else "no"] for good in GOODS)


def _band(item: str, amount: Fraction, area: str, table: Table) -> int:
    (points,) = [points for option, points in table[item, area].items() if holds(option, amount)]
    return points


def _lacking(answers: dict[str, str]) -> set[int]:
    if answers["roof"] not in ("durable", "other"):
        raise ValueError("roof")
    lacking = {n for n, column in TICKS.items() if flag(answers, column)}
    weak = [answers[part] for part in ("wall", "column", "roof")].count("other")
    signs = {
        7: weak >= 2,
        8: number(answers, "floor_area_m2") < 8 * number(answers, "household_size"),
        9: answers["water"] == "other",
        10: answers["toilet"] == "other",
    }
    for n, sign in signs.items():
        if answers.get(DERIVED[n]) not in (None, "", str(int(sign))):
            raise ValueError(DERIVED[n])
    return lacking | {n for n, sign in signs.items() if sign}


def household_class(urban: bool, b1: int, b2: int) -> str:
    """NĐ 07/2021 Art. 3 in the points of TT 07/2021: 140 rural, 175 urban, 30 for three deprivations."""
    if b1 > (175 if urban else 140):
        return "not_poor"
    return "poor" if b2 >= 30 else "near_poor"


def age(birth: str, on: dt.date) -> int:
    """Completed years; a birth date known in part is its first day."""
    parts = [int(part) for part in birth.split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return on.year - year - int((month, day) > (on.month, on.day))


def of_members(people: Sequence[Person], on: dt.date) -> dict[str, int]:
    """The answers that follow from a list of people without mistakes."""
    ages = [age(person["birth_date"], on) for person in people]
    yes = [{name for name, answer in person.items() if answer == "1"} for person in people]
    both = list(zip(ages, yes, strict=True))
    on_form = [a < 15 or a > 60 or "able_to_work" not in said for a, said in both]
    dependent = sum(a < 16 or "monthly_allowance" in said for a, said in both)
    return {
        "household_size": len(people),
        "dependants": sum(on_form),
        "all_dependent": int(all(on_form)),
        "d_employment": int(any(said & {"jobless", "wage_work_no_contract"} for _, said in both)),
        "d_dependants": int(2 * dependent > len(people)),
        "d_nutrition": int(any(a < 16 and "malnourished" in said for a, said in both)),
        "d_health_insurance": int(any(a >= 6 and "health_insurance" not in said for a, said in both)),
        "d_adult_training": int(any(_untrained(a, said) for a, said in both)),
        "d_school_level": int(any(3 <= a < 16 and "at_school_level" not in said for a, said in both)),
    }


def _untrained(years: int, said: set[str]) -> bool:
    if said & {"in_school", "on_job_training"}:
        return False
    if 16 <= years < 18:
        return "finished_lower_secondary" not in said
    return 18 <= years <= 30 and "finished_upper_secondary_or_vocational" not in said
