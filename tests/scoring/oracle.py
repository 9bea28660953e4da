"""A second scorer, written only from the text of the law and the printed point table.

It shares no code with the scorer: it reads the option names of the table as an official would ("25-49", "<8",
"7+"), and knows the class rules (TT14 Art. 1.5), the size rule and the ten indicators by heart.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[2] / "src/rasoat/law/packs/vn-2016/b1-points.csv"
GOODS = "tv hifi car motorbike fridge aircon washing_machine water_heater microwave boat".split()  # noqa: SIM905
LAND = "garden_m2 annual_crop_m2 perennial_m2 forest_m2 water_surface_m2 cattle pigs_goats poultry".split()  # noqa: SIM905
CHOICES = {
    "qualification": {"college", "vocational", "upper_secondary", "none"},
    "nonfarm_job": {"public", "other", "none"},
    "wall": {"durable", "other"},
    "column": {"durable", "other"},
    "water": {"tap", "drilled_well", "protected_source", "other"},
    "toilet": {"septic", "other_hygienic", "other"},
}
TICKS = {
    1: "d_health_access",
    2: "d_health_insurance",
    3: "d_adult_education",
    4: "d_child_schooling",
    5: "d_housing_quality",
    9: "d_telecom",
    10: "d_information",
}


def points_table(path: Path = TABLE) -> dict[tuple[str, str, str], int]:
    """Item, option, area → points."""
    with path.open(encoding="utf-8") as file:
        return {(r["item"], r["option"], r["area"]): int(r["points"]) for r in csv.DictReader(file)}


POINTS = points_table()
OPTIONS: dict[str, list[str]] = {}
for _item, _option, _area in POINTS:
    if _option not in OPTIONS.setdefault(_item, []):
        OPTIONS[_item].append(_option)


def holds(option: str, amount: Fraction) -> bool:
    """Read an option name of the printed table."""
    if option.startswith(">="):
        return amount >= int(option[2:])
    if option.startswith("<"):
        return amount < int(option[1:])
    if option.endswith("+"):
        return amount >= int(option[:-1])
    low, dash, high = option.partition("-")
    if not dash:
        return amount == int(option)
    if high.startswith("<"):
        return int(low) <= amount < int(high[1:])
    return int(low) <= amount <= int(high)


@cache
def points(item: str, amount: Fraction, area: str) -> int:
    """Points of an amount."""
    (option,) = [option for option in OPTIONS[item] if holds(option, amount)]
    return POINTS[item, option, area]


def number(answers: dict[str, str], column: str) -> Fraction:
    """A possible number, or ValueError."""
    given = answers[column] or ("0" if column in (*LAND, "boat") and answers["area_type"] == "urban" else "")
    if column != "floor_area_m2" and "." in given:
        raise ValueError(column)
    return amount(given)


@cache
def amount(given: str) -> Fraction:
    """A number written with at most nine signs, or ValueError."""
    if not given or set(given) - set("0123456789."):
        raise ValueError(given)
    if len(given) > 9 or given.startswith(".") or given.endswith("."):
        raise ValueError(given)
    return Fraction(given)


def flag(answers: dict[str, str], column: str) -> int:
    """0 or 1, or ValueError."""
    found = number(answers, column)
    if found not in (0, 1) or len(answers[column] or "0") > 1:
        raise ValueError(column)
    return int(found)


def oracle(answers: dict[str, str]) -> tuple[int, int, str, tuple[int, ...]] | None:
    """B1, B2, class and deprivations of a household, or None when an answer is missing or impossible."""
    try:
        return _oracle(answers)
    except (ValueError, KeyError):
        return None


def _oracle(answers: dict[str, str]) -> tuple[int, int, str, tuple[int, ...]]:
    urban = answers["area_type"] == "urban"
    if urban:
        area = {"": "TT"}[answers["region"]]
    else:
        area = {("rural", f"NT{n}"): f"NT{n}" for n in range(1, 7)}[answers["area_type"], answers["region"]]
    size, dependants, pensions = (number(answers, c) for c in ("household_size", "dependants", "pensions"))
    if size < 1 or dependants > size or pensions > size:
        raise ValueError("size")
    per_person = number(answers, "floor_area_m2") / size
    b1 = 0 if flag(answers, "all_dependent") else points("household_size", size, area)
    b1 += points("dependants", dependants, area) + points("pensions", pensions, area)
    b1 += points("area_per_person", per_person, area)
    b1 += points("electricity_kwh", number(answers, "electricity_kwh"), area)
    b1 += choices_and_goods(answers, area) + land_and_animals(answers, area, urban)
    lacking = deprivations(answers, per_person)
    b2 = 10 * len(lacking)
    return b1, b2, household_class(urban, b1, b2), tuple(sorted(lacking))


def choices_and_goods(answers: dict[str, str], area: str) -> int:
    """Points of everything that is chosen or owned; an unknown option is a ValueError."""
    for item, allowed in CHOICES.items():
        if answers[item] not in allowed:
            raise ValueError(item)
    chosen = sum(POINTS[item, answers[item], area] for item in CHOICES)
    return chosen + sum(POINTS[good, "yes" if flag(answers, good) else "no", area] for good in GOODS)


def land_and_animals(answers: dict[str, str], area: str, urban: bool) -> int:
    """Points of land and animals; a household in town has neither, nor a boat."""
    if urban and any(number(answers, column) for column in (*LAND, "boat")):
        raise ValueError("urban")
    return sum(points(item, number(answers, item), area) for item in LAND)


def deprivations(answers: dict[str, str], per_person: Fraction) -> set[int]:
    """The numbers of the deprived indicators; a given tick against the answers is a ValueError."""
    lacking = {n for n, column in TICKS.items() if flag(answers, column)}
    lacking |= {6} if per_person < 8 else set()
    lacking |= {7} if answers["water"] == "other" else set()
    lacking |= {8} if answers["toilet"] == "other" else set()
    for n, column in ((6, "d_housing_area"), (7, "d_water"), (8, "d_sanitation")):
        if answers.get(column) and answers[column] != str(int(n in lacking)):
            raise ValueError(column)
    return lacking


def household_class(urban: bool, b1: int, b2: int) -> str:
    """QĐ59 Art. 2 in points, TT14 Art. 1.5; the average band is illustrative."""
    poor, near_poor, average = (140, 175, 230) if urban else (120, 150, 200)
    if b1 <= poor:
        return "poor_income"
    if b1 <= near_poor:
        return "poor_deprivation" if b2 >= 30 else "near_poor"
    return "average" if b1 <= average else "better_off"
