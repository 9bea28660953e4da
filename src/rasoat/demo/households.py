"""The invented households of the district: poverty clustered by village, the opening list, and who will ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import NormalDist

from rasoat.demo import names
from rasoat.demo.facts import COMMUNES, HOUSEHOLDS_PER_VILLAGE, SHARES, Commune
from rasoat.demo.people import Maker, Person
from rasoat.law import Class
from rasoat.roster.models import OpeningEntry

K = OpeningEntry.Kind
POOR_KINDS = (K.POOR_INCOME, K.POOR_DEPRIVATION)
ON_THE_LIST = (*POOR_KINDS, K.NEAR_POOR)

_WELFARE = {
    names.MONG: -1.15,
    names.DAO: -0.7,
    names.SAN_CHI: -0.35,
    names.NUNG: -0.1,
    names.TAY: 0.1,
    names.KINH: 0.7,
    names.HOA: 0.8,
}
_UPLAND_GROUPS = ((names.DAO, 50), (names.MONG, 34), (names.SAN_CHI, 10), (names.NUNG, 6))
_VALLEY_GROUPS = ((names.TAY, 86), (names.NUNG, 9), (names.KINH, 5))
_MIXED_IN = ((names.TAY, 62), (names.KINH, 16), (names.NUNG, 12), (names.DAO, 8), (names.HOA, 2))


@dataclass(slots=True, eq=False)
class Home:
    """One invented household. ``target`` is the class its answers are drawn for; ``group`` why it is considered."""

    code: str
    members: list[Person]
    welfare: float
    opening: str = ""
    group: str = ""
    target: Class = Class.better_off
    signs: int = 0
    living: bool = True

    @property
    def head(self) -> Person:
        """The head of the household."""
        return next(person for person in self.members if person.head)

    @property
    def listed_at_start(self) -> bool:
        """Whether it is on the current list of poor and near-poor."""
        return self.opening in ON_THE_LIST


@dataclass(slots=True, eq=False)
class Hamlet:
    """One invented village and its households."""

    commune: Commune
    number: int
    name: str
    ethnic_group: str
    base: float
    rng: Random
    maker: Maker = field(init=False)
    homes: list[Home] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The village's code, as ``01906-03``."""
        return f"{self.commune.code}-{self.number:02d}"

    def living(self) -> list[Home]:
        """The households that have not ended, in order of code."""
        return sorted((home for home in self.homes if home.living), key=lambda home: home.code)


@dataclass(slots=True, eq=False)
class World:
    """The whole invented district."""

    seed: int
    hamlets: list[Hamlet]

    def homes(self) -> Iterator[Home]:
        """Every household, village by village."""
        return (home for hamlet in self.hamlets for home in hamlet.homes)


def build_world(
    seed: int, households: int = HOUSEHOLDS_PER_VILLAGE, communes: Sequence[Commune] = COMMUNES
) -> World:
    """Return the district as it was on the day of the opening list; the same for the same arguments."""
    hamlets = [hamlet for commune in communes for hamlet in _hamlets(seed, commune)]
    for number, hamlet in enumerate(hamlets, start=1):
        hamlet.maker = Maker(hamlet.rng, number)
        _settle(hamlet, max(1, round(households * hamlet.rng.uniform(0.75, 1.25))))
    world = World(seed, hamlets)
    rng = Random(f"{seed}:shares")  # noqa: S311  # an invented population, the same for the same seed
    _open(list(world.homes()), rng)
    _aim(list(world.homes()), rng)
    return world


def _hamlets(seed: int, commune: Commune) -> list[Hamlet]:
    rng = Random(f"{seed}:{commune.code}")  # noqa: S311
    called = names.village_names(rng, commune.villages)
    return [
        _hamlet(seed, commune, number, called[number - 1], rng) for number in range(1, commune.villages + 1)
    ]


def _hamlet(seed: int, commune: Commune, number: int, name: str, rng: Random) -> Hamlet:
    upland = rng.random() < commune.upland
    group = _pick(rng, _UPLAND_GROUPS if upland else _VALLEY_GROUPS)
    base = _WELFARE[group] + rng.gauss(0, 0.35) + (0.9 if commune.urban else 0)
    own = Random(f"{seed}:{commune.code}:{number}")  # noqa: S311
    label = str(number) if commune.urban else name
    return Hamlet(commune, number, label, group, base, own)


def _pick(rng: Random, weighted: Sequence[tuple[str, int]]) -> str:
    return rng.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def _settle(hamlet: Hamlet, count: int) -> None:
    rng = hamlet.rng
    for number in range(1, count + 1):
        group = hamlet.ethnic_group if rng.random() < 0.9 else _pick(rng, _MIXED_IN)
        welfare = hamlet.base + 0.3 * (_WELFARE[group] - _WELFARE[hamlet.ethnic_group]) + rng.gauss(0, 1)
        poverty = 1 - NormalDist().cdf(welfare + 0.5)
        home = Home(f"{number:03d}", hamlet.maker.household(group, poverty), welfare)
        hamlet.homes.append(home)


def _count(total: int, per_mille: float) -> int:
    return round(total * per_mille / 1000)


def _open(homes: Sequence[Home], rng: Random) -> None:
    """Give the opening list: the poorest by a welfare seen with some error, and those who were once on it."""
    ranked = sorted(homes, key=lambda home: home.welfare + rng.gauss(0, 0.25))
    poor, near = _count(len(homes), SHARES.poor), _count(len(homes), SHARES.near_poor)
    for home in ranked[:poor]:
        home.opening = K.POOR_INCOME
    upper = ranked[poor // 2 : poor]
    for home in rng.sample(upper, min(len(upper), _count(len(homes), SHARES.poor_by_deprivation))):
        home.opening = K.POOR_DEPRIVATION
    for home in ranked[poor : poor + near]:
        home.opening = K.NEAR_POOR
    above = ranked[poor + near : 2 * (poor + near)]
    once = (K.ONCE_POOR, SHARES.once_poor), (K.ONCE_NEAR_POOR, SHARES.once_near_poor)
    for kind, share in once:
        chosen = rng.sample(above, min(len(above), _count(len(homes), share)))
        for home in chosen:
            home.opening = kind
        above = [home for home in above if not home.opening]


C = Class
_FROM: dict[str, tuple[tuple[Class, int], ...]] = {
    K.POOR_INCOME: (
        (C.poor_income, 745),
        (C.poor_deprivation, 60),
        (C.near_poor, 118),
        (C.average, 62),
        (C.better_off, 15),
    ),
    K.POOR_DEPRIVATION: (
        (C.poor_income, 200),
        (C.poor_deprivation, 560),
        (C.near_poor, 150),
        (C.average, 75),
        (C.better_off, 15),
    ),
    K.NEAR_POOR: (
        (C.poor_income, 52),
        (C.poor_deprivation, 18),
        (C.near_poor, 650),
        (C.average, 225),
        (C.better_off, 55),
    ),
    K.ONCE_POOR: ((C.poor_income, 130), (C.near_poor, 120), (C.better_off, 750)),
    K.ONCE_NEAR_POOR: ((C.poor_income, 40), (C.near_poor, 180), (C.better_off, 780)),
    "": (
        (C.poor_income, 18),
        (C.poor_deprivation, 4),
        (C.near_poor, 15),
        (C.average, 14),
        (C.better_off, 949),
    ),
}
"""Per mille: from what a household was at the start to the class its answers will give."""


def _aim(homes: Sequence[Home], rng: Random) -> None:
    """Give every household the class to aim at, in exact shares, the poorest of each opening kind first."""
    for kind, shares in _FROM.items():
        group = sorted(
            (home for home in homes if home.opening == kind), key=lambda h: h.welfare + rng.gauss(0, 0.5)
        )
        targets = _spread(len(group), shares, rng)
        for home, target in zip(group, targets, strict=True):
            home.target = target
            _consider(home, rng)


def _spread(count: int, shares: Sequence[tuple[Class, int]], rng: Random) -> list[Class]:
    """Return ``count`` classes in the given shares, poorest first, rounded so that small groups are not empty."""
    wanted: Counter[Class] = Counter()
    carried = rng.random()
    for cls, share in shares:
        exact = count * share / 1000 + carried
        wanted[cls] = int(exact)
        carried = exact - int(exact)
    wanted[shares[-1][0]] += count - wanted.total()
    order = sorted(wanted, key=list(C).index)
    return [cls for cls in order for _ in range(wanted[cls])]


def _consider(home: Home, rng: Random) -> None:
    """Say whether a household off the list asks or is proposed, and how well off it looks on Phiếu A."""
    if home.listed_at_start:
        home.group = "current"
        return
    poorer = home.target not in (C.average, C.better_off)
    asks = 1.0 if poorer or home.target is C.average else 0.012
    if rng.random() < asks:
        home.group = "request" if rng.random() < 0.7 else "proposed"
        home.signs = (
            rng.choices((0, 1, 2), (50, 35, 15))[0] if poorer else rng.choices((2, 3, 4), (60, 30, 10))[0]
        )
