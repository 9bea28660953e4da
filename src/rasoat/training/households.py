"""Invented households for practice: the same person always gets the same ones, and the pack alone gives the answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from rasoat import scoring
from rasoat.areas.models import Unit
from rasoat.errors import Refused
from rasoat.law import Question, Rules
from rasoat.law.model import Item, Kind
from rasoat.scoring.members import may_be_asked

HOUSEHOLDS = 6
"""How many a person fills before his practice is done."""
EXAMPLE = 0
"""The household of the course page; it is the same for everybody."""
_TRIES = 400
_CARE = 0.18

Value = int | str


class Someone(NamedTuple):
    """A member of an invented household, and what is answered of him by the ids of the pack."""

    name: str
    age: int
    birth_date: date
    answers: Mapping[str, int]

    def member(self) -> dict[str, int | str | date | None]:
        """Return the member as scoring reads him."""
        return {"birth_date": self.birth_date, **self.answers}


@dataclasses.dataclass(frozen=True)
class Invented:
    """An invented household: its people, and the right answer to every question that is asked of it."""

    number: int
    rules: Rules
    people: tuple[Someone, ...]
    answers: Mapping[str, Value]
    place: Mapping[str, str]

    @property
    def head(self) -> str:
        """The head of the household."""
        return self.people[0].name

    def all_answers(self, **changed: Value | None) -> dict[str, Value | None]:
        """Return the answers with area and region, as scoring reads them."""
        return {**self.answers, **self.place, **changed}

    def explained(self, language: str, **changed: Value | None) -> scoring.Explanation:
        """Return why the household has its class, with some answers changed."""
        return scoring.explain(self.rules, self.all_answers(**changed), language)


# Who lives there: (given name, woman, age); how well off it is from 0 to 1.
_KINDS: tuple[tuple[float, tuple[tuple[str, bool, int], ...]], ...] = (
    (0.30, (("Páo", False, 41), ("Nhình", True, 38), ("Tuấn", False, 16), ("Hương", True, 9))),
    (0.12, (("Lâm", False, 71), ("Xuyến", True, 68))),
    (0.10, (("Cường", False, 32), ("Linh", True, 29), ("Thảo", True, 8), ("Nam", False, 4), ("Mười", True, 66))),
    (0.33, (("Thơm", True, 43), ("Huệ", True, 17), ("Phong", False, 12))),
    (0.45, (("Thắng", False, 46), ("Dung", True, 44), ("Quân", False, 20), ("Trang", True, 14))),
    (0.62, (("Vượng", False, 52), ("Hiền", True, 49), ("Ngọc", True, 23), ("Huy", False, 18))),
    (0.28, (("Khoa", False, 70), ("Liễu", True, 66), ("Hùng", False, 40), ("Hà", True, 38), ("Long", False, 13),
            ("Vy", True, 7))),
)  # fmt: skip
_FAMILIES = ("Triệu", "Hoàng", "Nông", "Bàn", "Đặng", "Dương", "Ma", "Lý")
# From which welfare on a house usually has a thing; what is not named here comes late.
_FROM = {
    "tv": 0.15, "motorbike": 0.22, "fridge": 0.42, "washing_machine": 0.6, "water_heater": 0.58, "hifi": 0.7,
    "microwave": 0.8, "aircon": 0.85, "car": 0.9, "boat": 0.95,
}  # fmt: skip
_OFTEN_NONE = {
    "pensions": 0.8, "garden_m2": 0.2, "perennial_m2": 0.5, "forest_m2": 0.4, "water_surface_m2": 0.8, "cattle": 0.3,
}  # fmt: skip


def place_of(unit: Unit) -> dict[str, str]:
    """Return area and region of a unit as scoring reads them."""
    return {
        "area_type": unit.area_type or "rural",
        "region": "" if unit.points_column == "TT" else unit.region,
    }


def asked_of(rules: Rules, place: Mapping[str, str]) -> list[Question]:
    """Return the questions of Phiếu B that are asked in an area."""
    return [
        question
        for question in rules.questions
        if question.relevant is None
        or question.relevant.question != "area_type"
        or question.relevant.answer == place["area_type"]
    ]


def household(rules: Rules, place: Mapping[str, str], person: object, number: int) -> Invented:
    """Return the invented household ``number`` of a person (1 … ``HOUSEHOLDS``, or ``EXAMPLE``).

    The same person, pack and place always give the same household. Raises ``Refused`` P459 where the pack lacks the
    values that its answers would be scored by.
    """
    seed = f"{person}:{rules.pack_hash}:{sorted(place.items())}:{number}"
    rng = Random(seed)  # noqa: S311  # an invented household
    scored = None
    for _try in range(_TRIES):
        made = _invent(rng, rules, place, number)
        outcome = scoring.score(rules, made.all_answers())
        if isinstance(outcome, scoring.Scored):
            scored = made
            if not scoring.findings(rules, made.all_answers(), [each.member() for each in made.people]):
                return made
    if scored is None:
        raise Refused("P459", pack=rules.pack_id)
    return scored


def _invent(rng: Random, rules: Rules, place: Mapping[str, str], number: int) -> Invented:
    welfare, kin = _KINDS[number % len(_KINDS)]
    people = tuple(_people(rng, rules, welfare, kin))
    members = [each.member() for each in people]
    follow = scoring.from_members(rules, members, rules.on)
    answers: dict[str, Value] = {}
    for question in asked_of(rules, place):
        if question.id in follow:
            answers[question.id] = follow[question.id]
        else:
            answers[question.id] = _answer(rng, rules, question, welfare, answers, len(people))
    return Invented(number, rules, people, answers, place)


def _people(
    rng: Random, rules: Rules, welfare: float, kin: tuple[tuple[str, bool, int], ...]
) -> list[Someone]:
    family = rng.choice(_FAMILIES)
    return [
        _someone(
            rng, rules, welfare, f"{family} {'Thị' if woman else 'Văn'} {given}", age + rng.choice((0, 0, 1))
        )
        for given, woman, age in kin
    ]


def _someone(rng: Random, rules: Rules, welfare: float, name: str, age: int) -> Someone:
    on = rules.on
    born = date(on.year - age, on.month, min(on.day, 28)) - timedelta(days=rng.randint(1, 300))
    facts = {
        "in_school": int(6 <= age <= 17 and rng.random() < 0.8 + welfare / 4),
        "finished_lower_secondary": int(
            age >= 15 and rng.random() < (0.25 if age > 45 else 0.6 + welfare / 2)
        ),
        "health_insurance": int(rng.random() < 0.82 + welfare / 4),
        "sick_no_care": int(rng.random() < 0.08 - welfare / 10),
        "able_to_work": int(rng.random() > (0.5 if age > 70 else 0.04)),
    }
    asked = may_be_asked(rules, {"birth_date": born})
    answers = {
        question.id: facts.get(question.id, int(rng.random() < welfare))
        for question in rules.member_questions
        if question.id in asked
    }
    return Someone(name, age, born, answers)


def _answer(
    rng: Random, rules: Rules, question: Question, welfare: float, so_far: Mapping[str, Value], size: int
) -> Value:
    if question.id == "d_housing_quality":
        return int(so_far.get("wall") == "other" and so_far.get("column") == "other")
    if question.id == "d_information":
        return int(not so_far.get("tv") and rng.random() < 0.5)
    if question.id in _OFTEN_NONE and rng.random() < _OFTEN_NONE[question.id]:
        return 0
    item = next((each for each in rules.items if each.column == question.id), None)
    level = min(max(rng.gauss(welfare, _CARE), 0.0), 0.999)
    if question.type == "yes_no":
        if item is None:
            return int(level < 0.12)
        return int(level > _FROM.get(question.id, 0.75))
    if question.type == "choice":
        choices = question.choices
        return choices[len(choices) - 1 - int(level * len(choices))].key
    return _number(rng, item, level, size) if item else (question.minimum or 0)


def _number(rng: Random, item: Item, level: float, size: int) -> int:
    """Return a number that falls into the option of a level: a round one, where the option holds one."""
    option = item.options[int(level * len(item.options))]
    heads = size if item.kind is Kind.per_person else 1
    low = (option.low or 0) * heads
    if option.below is None:
        return low + heads * rng.randint(0, max((option.low or 1) // 4, 1))
    high = option.below * heads - 1
    found = rng.randint(max(low, 2 * heads) if item.kind is Kind.per_person else low, high)
    step = 10 ** max(len(str(high)) - 2, 0)
    rounded = found // step * step
    return rounded if rounded >= low else found
