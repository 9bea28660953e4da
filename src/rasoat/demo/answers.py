"""Answers to Phiếu B that a household of a given class would give, consistent with its members.

Each item is a ladder of levels; how high a household stands on all of them follows from one welfare that is found by
bisection so that B1 comes out where it should, with a noise per item that makes households differ.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random

from rasoat import scoring
from rasoat.areas.models import Unit
from rasoat.demo.households import Home
from rasoat.demo.people import Person
from rasoat.law import Class, Rules

Answers = dict[str, int | str | None]

# item key → (levels from low to high, the welfare from which each but the first is reached, the noise)
_LADDERS: dict[str, tuple[tuple[str, ...], tuple[float, ...], float]] = {
    "qualification": (("none", "upper_secondary", "vocational", "college"), (0.6, 1.9, 2.7), 0.9),
    "nonfarm_job": (("none", "other", "public"), (0.8, 2.6), 0.9),
    "pensions": (("0", "1", "2+"), (2.4, 4.2), 0.8),
    "wall": (("other", "durable"), (-0.3,), 0.7),
    "column": (("other", "durable"), (-0.5,), 0.7),
    "area_per_person": (("<8", "8-<20", "20-<30", "30-<40", ">=40"), (-1.6, 0.8, 2.0, 3.1), 0.7),
    "electricity_kwh": (("<25", "25-49", "50-99", "100-149", ">=150"), (-1.1, 0.5, 1.9, 3.0), 0.5),
    "water": (("other", "protected_source", "drilled_well", "tap"), (-1.2, 1.0, 1.7), 0.8),
    "toilet": (("other", "other_hygienic", "septic"), (-0.2, 1.3), 0.7),
    "tv": (("no", "yes"), (-1.1,), 0.5),
    "hifi": (("no", "yes"), (2.3,), 0.7),
    "car": (("no", "yes"), (4.6,), 0.6),
    "motorbike": (("no", "yes"), (-0.8,), 0.5),
    "fridge": (("no", "yes"), (0.8,), 0.5),
    "aircon": (("no", "yes"), (4.0,), 0.5),
    "washing_machine": (("no", "yes"), (2.1,), 0.5),
    "water_heater": (("no", "yes"), (1.9,), 0.6),
    "microwave": (("no", "yes"), (3.4,), 0.5),
    "boat": (("no", "yes"), (4.5,), 0.9),
    "garden_m2": (("<300", ">=300"), (0.9,), 0.9),
    "annual_crop_m2": (("<1000", "1000-<5000", ">=5000"), (-0.9, 2.2), 0.9),
    "perennial_m2": (("<1000", "1000-<5000", ">=5000"), (1.3, 3.6), 0.9),
    "forest_m2": (("<10000", ">=10000"), (0.7,), 1.1),
    "water_surface_m2": (("<1000", ">=1000"), (3.2,), 0.7),
    "cattle": (("0", "1", "2+"), (-0.1, 1.0), 0.9),
    "pigs_goats": (("0-4", "5-10", "11+"), (1.3, 2.7), 0.7),
    "poultry": (("0-49", "50-99", "100+"), (1.6, 3.0), 0.7),
}
_COUNTS: dict[str, tuple[tuple[int, int], ...]] = {
    "pensions": ((0, 0), (1, 1), (2, 2)),
    "electricity_kwh": ((5, 24), (25, 49), (50, 99), (100, 149), (150, 320)),
    "garden_m2": ((0, 299), (300, 900)),
    "annual_crop_m2": ((0, 999), (1000, 4999), (5000, 12000)),
    "perennial_m2": ((0, 999), (1000, 4999), (5000, 15000)),
    "forest_m2": ((0, 9999), (10000, 60000)),
    "water_surface_m2": ((0, 600), (1000, 3000)),
    "cattle": ((0, 0), (1, 1), (2, 6)),
    "pigs_goats": ((0, 4), (5, 10), (11, 30)),
    "poultry": ((0, 49), (50, 99), (100, 250)),
}
_AREA_PER_PERSON = ((4, 7.9), (8, 19.9), (20, 29.9), (30, 39.9), (40, 70))
_WANTED_B1 = {
    # class → B1 from, to, and where most stand; at most 120 is poor by income in rural areas (TT14 Art. 1.5)
    "rural": {
        Class.poor_income: (40, 120, 110),
        Class.poor_deprivation: (121, 150, 130),
        Class.near_poor: (121, 150, 138),
        Class.average: (151, 200, 165),
        Class.better_off: (201, 300, 215),
    },
    "urban": {
        Class.poor_income: (50, 140, 130),
        Class.poor_deprivation: (141, 175, 155),
        Class.near_poor: (141, 175, 160),
        Class.average: (176, 230, 190),
        Class.better_off: (231, 320, 245),
    },
}
_LOWEST, _HIGHEST, _STEPS, _TRIES = -5.0, 7.0, 14, 40


@dataclass(frozen=True)
class _Ladder:
    key: str
    levels: tuple[str, ...]
    cuts: tuple[float, ...]
    noise: float
    points: tuple[int, ...]


@cache
def _ladders(rules: Rules, area: str) -> tuple[_Ladder, ...]:
    rural = area != "TT"
    return tuple(
        _Ladder(key, levels, cuts, noise, tuple(rules.points(key, level, area).value for level in levels))
        for key, (levels, cuts, noise) in _LADDERS.items()
        if rural or rules.item(key).column not in rules.rural_only
    )


def member_answers(person: Person) -> Mapping[str, int | str]:
    """Return what Phiếu B asks about one member."""
    return {
        "birth_date": person.birth_date.isoformat(),
        "in_school": int(person.in_school),
        "finished_lower_secondary": int(person.finished_lower_secondary),
        "health_insurance": int(person.health_insurance),
        "sick_no_care": int(person.sick_no_care),
        "able_to_work": int(person.able_to_work),
    }


def draw(rules: Rules, village: Unit, home: Home, target: Class, rng: Random) -> tuple[Answers, Class]:
    """Return complete answers of a household that score as ``target``, and the class they really give.

    The class differs from ``target`` only where no answers of this household can give it.
    """
    best: tuple[int, Answers, Class] | None = None
    for _ in range(_TRIES):
        answers = _Draft(rules, village, home, target, rng).answers()
        scored = scoring.score(rules, with_area(village, answers))
        if isinstance(scored, scoring.Refused):
            raise ValueError(f"impossible answers: {scored.reasons}")
        if scored.cls is target:
            return answers, target
        distance = abs(list(Class).index(scored.cls) - list(Class).index(target))
        if best is None or distance < best[0]:
            best = (distance, answers, scored.cls)
    assert best is not None
    return best[1], best[2]


def with_area(village: Unit, answers: Answers) -> Answers:
    """Return the answers with the area of the village."""
    urban = village.points_column == "TT"
    return {**answers, "area_type": village.area_type, "region": "" if urban else village.region}


@dataclass
class _Draft:
    rules: Rules
    village: Unit
    home: Home
    target: Class
    rng: Random
    levels: dict[str, int] = field(default_factory=dict)

    def answers(self) -> Answers:
        facts = self._facts()
        b1 = self._climb(facts)
        answers: Answers = {**facts, **{self._column(key): self._value(key, facts) for key in _LADDERS}}
        answers.update(self._ticks())
        if self.target in (Class.poor_deprivation, Class.near_poor) and b1:
            self._mend(answers)
        return answers

    def _column(self, key: str) -> str:
        return self.rules.item(key).column

    def _facts(self) -> dict[str, int]:
        people = [member_answers(person) for person in self.home.members]
        return scoring.from_members(self.rules, people, self.rules.on)

    def _climb(self, facts: Mapping[str, int]) -> int:
        """Find the welfare at which B1 comes near the value wanted for the class; return that B1."""
        low, high, most = _WANTED_B1[self.village.area_type][self.target]
        wanted = self.rng.triangular(low, high, most)
        ladders = [self._fit(each, facts) for each in _ladders(self.rules, self.village.points_column)]
        shifts = [self.rng.gauss(0, each.noise) for each in ladders]
        fixed = self._points_of_members(facts)
        below, above = _LOWEST, _HIGHEST
        for _ in range(_STEPS):
            middle = (below + above) / 2
            reached = [bisect(each.cuts, middle + shift) for each, shift in zip(ladders, shifts, strict=True)]
            b1 = fixed + sum(each.points[level] for each, level in zip(ladders, reached, strict=True))
            if low <= b1 <= high and abs(b1 - wanted) <= 4:
                break
            below, above = (middle, above) if b1 < wanted else (below, middle)
        self.welfare = middle
        self.levels = {each.key: level for each, level in zip(ladders, reached, strict=True)}
        return b1

    def _fit(self, ladder: _Ladder, facts: Mapping[str, int]) -> _Ladder:
        """Only the old draw pensions."""
        if ladder.key != "pensions":
            return ladder
        old = sum(person.age(self.rules.on) >= 55 for person in self.home.members)
        reachable = min(old, 2, facts["household_size"])
        return _Ladder(ladder.key, ladder.levels, ladder.cuts[:reachable], ladder.noise, ladder.points)

    def _points_of_members(self, facts: Mapping[str, int]) -> int:
        area, total = self.village.points_column, 0
        for key in ("household_size", "dependants"):
            item = self.rules.item(key)
            if not (item.waiver and facts["all_dependent"]):
                total += self.rules.points(key, item.band(facts[key]).key, area).value
        return total

    def _value(self, key: str, facts: Mapping[str, int]) -> int | str:
        level = self.levels.get(key)
        if level is None:
            return 0
        if key == "area_per_person":
            low, high = _AREA_PER_PERSON[level]
            return self._floor(low, high, facts["household_size"])
        if key in _COUNTS:
            return self.rng.randint(*_COUNTS[key][level])
        name = _LADDERS[key][0][level]
        return {"yes": 1, "no": 0}.get(name, name)

    def _floor(self, low: float, high: float, size: int) -> int:
        """Return a floor area in whole m² whose share per person lies in the band."""
        return self.rng.randint(-int(-low * size), max(int(high * size), -int(-low * size)))

    def _ticks(self) -> dict[str, int]:
        frail = self.levels["wall"] == 0 and self.levels["column"] == 0
        unheard = self.levels["tv"] == 0 and self.rng.random() < 0.5
        return {
            "d_housing_quality": int(frail or (self.levels["wall"] == 0 and self.rng.random() < 0.5)),
            "d_telecom": int(self.welfare + self.rng.gauss(0, 0.8) < -1.3),
            "d_information": int(unheard),
        }

    def _mend(self, answers: Answers) -> None:
        """Bring B2 to the side of 30 points that the class asks for, changing the household itself where needed."""
        better = self.target is Class.near_poor
        for change in self.rng.sample(_CHANGES, len(_CHANGES)):
            if (self._b2(answers) < 30) == better:
                return
            change(self.home, answers, better)
            answers.update(self._facts())

    def _b2(self, answers: Answers) -> int:
        scored = scoring.score(self.rules, with_area(self.village, answers))
        return scored.b2 if isinstance(scored, scoring.Scored) else 0


def _insure(home: Home, _answers: Answers, better: bool) -> None:
    for person in home.members if better else home.members[:1]:
        person.health_insurance = better


def _treat(home: Home, _answers: Answers, better: bool) -> None:
    for person in home.members if better else home.members[-1:]:
        person.sick_no_care = not better


def _teach(home: Home, _answers: Answers, better: bool) -> None:
    young = [person for person in home.members if 1986 <= person.birth_date.year <= 2003]
    for person in young:
        person.finished_lower_secondary, person.in_school = better, person.in_school and better


def _school(home: Home, _answers: Answers, better: bool) -> None:
    for person in home.members:
        if person.birth_date.year >= 2003:
            person.in_school = better


def _tick(column: str) -> Callable[[Home, Answers, bool], None]:
    def change(_home: Home, answers: Answers, better: bool) -> None:
        answers[column] = int(not better)

    return change


_CHANGES: tuple[Callable[[Home, Answers, bool], None], ...] = (
    _insure,
    _treat,
    _teach,
    _school,
    _tick("d_housing_quality"),
    _tick("d_telecom"),
    _tick("d_information"),
)


def nudge(rng: Random, answers: Mapping[str, int | str | None]) -> Answers:
    """Return the answers as another visit would write them: a number differs within its band, nothing else."""
    again = dict(answers)
    for column in ("electricity_kwh", "poultry"):
        value = int(again[column] or 0)
        band = next(((low, high) for low, high in _COUNTS[column] if low <= value <= high), None)
        if value and band:
            again[column] = min(max(value + rng.randint(-5, 5), band[0]), band[1])
    return again
