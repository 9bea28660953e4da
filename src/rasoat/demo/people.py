"""People of an invented household: who lives there, how old they are, and what the review will ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rasoat.demo.facts import OPENING_AS_OF
from rasoat.demo.names import family_name, full_name
from rasoat.roster.models import Precision, Relation, Sex

SINGLE_OLD, SINGLE, COUPLE_OLD, COUPLE, ONE_PARENT, NUCLEAR, THREE_GENERATIONS = range(7)
_SHAPES = (SINGLE_OLD, SINGLE, COUPLE_OLD, COUPLE, ONE_PARENT, NUCLEAR, THREE_GENERATIONS)
_SHAPE_WEIGHTS = (25, 15, 45, 45, 60, 500, 310)
_CHILD_WEIGHTS = {False: (4, 24, 46, 19, 6, 1), True: (2, 12, 34, 30, 16, 6)}


@dataclass(slots=True)
class Person:
    """One invented person; the last five are what Phiếu B asks about a member."""

    full_name: str
    relation: str
    sex: str
    birth_date: date
    birth_precision: str
    ethnic_group: str
    identity_number: str
    able_to_work: bool = True
    health_insurance: bool = True
    sick_no_care: bool = False
    finished_lower_secondary: bool = True
    in_school: bool = False

    @property
    def head(self) -> bool:
        """Whether he heads his household."""
        return self.relation == Relation.HEAD

    def age(self, on: date) -> int:
        """Return the completed years of age on a day."""
        born = self.birth_date
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class Maker:
    """Makes the people of one village: names and identity numbers that occur once."""

    def __init__(self, rng: Random, village_number: int) -> None:
        self.rng = rng
        self._village = village_number
        self._identities = 0
        self._heads: set[str] = set()

    def household(self, ethnic_group: str, poverty: float) -> list[Person]:
        """Return the members of a new household, head first; ``poverty`` from 0 to 1 shifts what they have."""
        home = _Family(self, ethnic_group, poverty)
        return home.compose(self.rng.choices(_SHAPES, _SHAPE_WEIGHTS)[0])

    def head_name(self, draw: Callable[[], str]) -> str:
        """Return a name no other head of the village bears, as officials tell namesakes apart."""
        for _ in range(200):
            name = draw()
            if name not in self._heads:
                self._heads.add(name)
                return name
        raise RuntimeError("the village has more heads than there are names")

    def identity(self, age: int) -> str:
        """Return an invented number for somebody of 14 or over: no province has the codes 99 and 999."""
        if age < 14 or self.rng.random() < 0.04:
            return ""
        self._identities += 1
        if self.rng.random() < 0.85:
            return f"99{self._village:03d}{self._identities:04d}"
        return f"999{self._village:03d}{self._identities:06d}"

    def person(
        self,
        relation: str,
        family: str,
        ethnic_group: str,
        *,
        male: bool,
        age: int,
        poverty: float,
        taken: set[str],
    ) -> Person:
        """Return one person of an age in whole years on the day of the opening list."""
        born = OPENING_AS_OF - timedelta(days=int(age * 365.25) + self.rng.randrange(1, 365))
        draw = self._namer(family, ethnic_group, male, born.year)
        name = self.head_name(draw) if relation == Relation.HEAD else unused(draw, taken)
        taken.add(name)
        birth, precision = self._known(born, age)
        person = Person(
            name,
            relation,
            Sex.MALE if male else Sex.FEMALE,
            birth,
            precision,
            ethnic_group,
            self.identity(age),
        )
        self._traits(person, age, poverty)
        return person

    def _namer(self, family: str, ethnic_group: str, male: bool, born: int) -> Callable[[], str]:
        return lambda: full_name(self.rng, family, ethnic_group, male=male, born=born)

    def _known(self, born: date, age: int) -> tuple[date, str]:
        """Return what the papers say: of the old often the year only, of some the month."""
        roll = self.rng.random()
        if age >= 60 and roll < 0.2:
            return born.replace(month=1, day=1), Precision.YEAR
        if age >= 40 and roll > 0.97:
            return born.replace(day=1), Precision.MONTH
        return born, Precision.DAY

    def _traits(self, person: Person, age: int, poverty: float) -> None:
        rng = self.rng
        person.able_to_work = rng.random() > 0.015 + 0.06 * poverty
        person.health_insurance = rng.random() > 0.03
        person.sick_no_care = rng.random() < 0.002 + 0.012 * poverty
        if age >= 15:
            person.finished_lower_secondary = rng.random() > (0.02 + 0.28 * poverty)
            person.in_school = age < 19 and rng.random() > 0.25 + 0.4 * poverty
        else:
            person.finished_lower_secondary = False
            person.in_school = age >= 3 and rng.random() > 0.01 + 0.05 * poverty


def unused(draw: Callable[[], str], taken: set[str]) -> str:
    """Return a name that nobody of the household bears."""
    for _ in range(200):
        name = draw()
        if name not in taken:
            return name
    raise RuntimeError("the household has more members than there are names")


class _Family:
    """Puts one household together around its head."""

    def __init__(self, maker: Maker, ethnic_group: str, poverty: float) -> None:
        self.maker, self.rng, self.group, self.poverty = maker, maker.rng, ethnic_group, poverty
        self.family = family_name(self.rng, ethnic_group)
        self.taken: set[str] = set()

    def _add(self, relation: str, *, male: bool, age: int, marries_in: bool = False) -> Person:
        family = family_name(self.rng, self.group) if marries_in else self.family
        return self.maker.person(
            relation, family, self.group, male=male, age=max(age, 0), poverty=self.poverty, taken=self.taken
        )

    def compose(self, shape: int) -> list[Person]:
        """Return the members."""
        return list(self._members(shape))

    def _members(self, shape: int) -> Iterator[Person]:
        rng = self.rng
        male = rng.random() < (0.35 if shape in (SINGLE_OLD, ONE_PARENT) else 0.85)
        age = self._head_age(shape)
        yield self._add(Relation.HEAD, male=male, age=age)
        if shape in (SINGLE_OLD, SINGLE):
            return
        mother_age = age + (rng.randint(-4, 1) if male else 0)
        if shape != ONE_PARENT:
            mother_age = mother_age if male else age
            yield self._add(Relation.SPOUSE, male=not male, age=age + rng.randint(-4, 3), marries_in=True)
        if shape in (ONE_PARENT, NUCLEAR):
            yield from self._children(mother_age)
        elif shape == THREE_GENERATIONS:
            yield from self._with_parents(age, mother_age) if age < 45 else self._with_grandchildren(age)

    def _head_age(self, shape: int) -> int:
        low, high = {
            SINGLE_OLD: (61, 88),
            SINGLE: (24, 60),
            COUPLE_OLD: (56, 82),
            COUPLE: (22, 34),
            ONE_PARENT: (28, 55),
            NUCLEAR: (26, 55),
            THREE_GENERATIONS: (30, 74),
        }[shape]
        return self.rng.randint(low, high)

    def _children(self, mother_age: int) -> Iterator[Person]:
        many = self.poverty > 0.5
        count = self.rng.choices(range(6), _CHILD_WEIGHTS[many])[0]
        oldest = min(mother_age - self.rng.randint(19, 26), 27)
        for number in range(max(count, 1)):
            age = oldest - number * self.rng.randint(2, 4)
            if age >= 0:
                yield self._add(Relation.CHILD, male=self.rng.random() < 0.52, age=age)

    def _with_parents(self, age: int, mother_age: int) -> Iterator[Person]:
        older = age + self.rng.randint(20, 28)
        if self.rng.random() < 0.55:
            yield self._add(Relation.PARENT, male=True, age=older)
        yield self._add(Relation.PARENT, male=False, age=older - self.rng.randint(0, 3), marries_in=True)
        yield from self._children(mother_age)

    def _with_grandchildren(self, age: int) -> Iterator[Person]:
        son = min(age - self.rng.randint(20, 26), 46)
        yield self._add(Relation.CHILD, male=True, age=son)
        wife = max(son - self.rng.randint(0, 4), 19)
        yield self._add(Relation.CHILD_IN_LAW, male=False, age=wife, marries_in=True)
        oldest = wife - self.rng.randint(19, 23)
        for number in range(self.rng.choices((1, 2, 3), (40, 48, 12))[0]):
            if oldest - 3 * number >= 0:
                yield self._add(Relation.GRANDCHILD, male=self.rng.random() < 0.52, age=oldest - 3 * number)
