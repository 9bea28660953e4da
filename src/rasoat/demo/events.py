"""What happens to the invented households between the opening list and the round: at most one event a household."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from rasoat.demo.facts import OPENED_ON, OPENING_AS_OF
from rasoat.demo.households import Hamlet, Home
from rasoat.demo.names import family_name
from rasoat.demo.people import Person
from rasoat.law import Class
from rasoat.roster.models import EventKind, Relation, Sex

_DAYS = (OPENED_ON - OPENING_AS_OF).days


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: of which household, when, who comes or goes, and what follows from it."""

    kind: EventKind
    on: date
    home: Home
    people: tuple[Person, ...]
    other: Home | None = None
    new_head: Person | None = None


def happen(hamlet: Hamlet) -> list[Happening]:
    """Let nine months pass in a village: change its households, and return what happened in order of day."""
    happenings: list[Happening] = []
    since: dict[Home, date] = {}
    for home in list(hamlet.homes):
        if home.living:
            happenings += (_in_order(each, since) for each in _to(hamlet, home))
    if hamlet.rng.random() < 0.005 * len(hamlet.homes):
        happenings.append(_moved_in(hamlet))
    return sorted(happenings, key=lambda each: (each.on, each.home.code))


def _to(hamlet: Hamlet, home: Home) -> Iterator[Happening]:
    for event in _POSSIBLE:
        happening = event(hamlet, home)
        if happening is not None:
            yield happening
            return


def _in_order(each: Happening, since: dict[Home, date]) -> Happening:
    """Let a household that came of another or took one in lose people, take in others or end only after that day."""
    if each.kind in (EventKind.BIRTH, EventKind.JOINED):
        return each
    parties = [home for home in (each.home, each.other) if home is not None]
    on = max([each.on, *(since[home] + timedelta(days=1) for home in parties if home in since)])
    if each.other is not None:
        since[each.other] = on
    return replace(each, on=on)


def _day(rng: Random) -> date:
    return OPENING_AS_OF + timedelta(days=rng.randrange(4, _DAYS - 5))


def _of_age(people: list[Person], low: int, high: int) -> list[Person]:
    return [person for person in people if low <= person.age(OPENING_AS_OF) <= high]


def _next_head(home: Home, leaving: set[str]) -> Person | None:
    """Return who heads the household next: the spouse, or the oldest grown-up who stays."""
    staying = [p for p in home.members if p.full_name not in leaving and p.age(OPENING_AS_OF) >= 18]
    staying.sort(key=lambda p: (p.relation != Relation.SPOUSE, p.birth_date))
    return staying[0] if staying else None


def _moved_out(hamlet: Hamlet, home: Home) -> Happening | None:
    if hamlet.rng.random() >= 0.006:
        return None
    home.living = False
    return Happening(EventKind.MOVED_OUT, _day(hamlet.rng), home, tuple(home.members))


def _death(hamlet: Hamlet, home: Home) -> Happening | None:
    rng = hamlet.rng
    old = _of_age(home.members, 62, 120)
    if not old or rng.random() >= 0.055:
        return None
    dead, head = rng.choice(old), None
    if len(home.members) == 1:
        home.living = False
        return Happening(EventKind.DIED_OUT, _day(rng), home, (dead,))
    if dead.head:
        head = _next_head(home, {dead.full_name})
        if head is None:
            return None
        head.relation = Relation.HEAD
    home.members.remove(dead)
    return Happening(EventKind.DEATH, _day(rng), home, (dead,), new_head=head)


def _split(hamlet: Hamlet, home: Home) -> Happening | None:
    rng = hamlet.rng
    wives = [p for p in home.members if p.relation == Relation.CHILD_IN_LAW]
    sons = [p for p in home.members if p.relation == Relation.CHILD and p.age(OPENING_AS_OF) >= 20]
    if not wives or not sons or rng.random() >= 0.09:
        return None
    going = [sons[0], wives[0], *(p for p in home.members if p.relation == Relation.GRANDCHILD)]
    other = Home(_free_code(hamlet), going, home.welfare)
    home.members = [person for person in home.members if person not in going]
    for person in going:
        person.relation = Relation.HEAD if person is sons[0] else Relation.OTHER
    if home.listed_at_start and rng.random() < 0.8:
        other.group, other.target, other.signs = "request", home.target, rng.randint(0, 2)
    hamlet.homes.append(other)
    return Happening(EventKind.SPLIT_OFF, _day(rng), home, tuple(going), other)


def _merged(hamlet: Hamlet, home: Home) -> Happening | None:
    rng = hamlet.rng
    if len(home.members) > 2 or rng.random() >= 0.018:
        return None
    names = {person.full_name for person in home.members}
    hosts = [
        other
        for other in hamlet.homes
        if other is not home
        and other.living
        and len(other.members) > 2
        and not names & {person.full_name for person in other.members}
    ]
    if not hosts:
        return None
    host = rng.choice(hosts)
    home.living = False
    host.members += home.members
    for person in home.members:
        person.relation = Relation.OTHER
    return Happening(EventKind.MERGED_INTO, _day(rng), home, tuple(home.members), host)


def _birth(hamlet: Hamlet, home: Home) -> Happening | None:
    rng = hamlet.rng
    mothers = [
        p
        for p in _of_age(home.members, 18, 40)
        if p.sex == Sex.FEMALE and p.relation in (Relation.SPOUSE, Relation.CHILD_IN_LAW)
    ]
    if not mothers or rng.random() >= 0.11:
        return None
    on, male = _day(rng), rng.random() < 0.52
    relation = Relation.CHILD if mothers[0].relation == Relation.SPOUSE else Relation.GRANDCHILD
    family = home.head.full_name.split()[0]
    baby = hamlet.maker.person(
        relation,
        family,
        home.head.ethnic_group,
        male=male,
        age=0,
        poverty=0,
        taken={person.full_name for person in home.members},
    )
    baby.birth_date, baby.in_school, baby.able_to_work, baby.sick_no_care = on, False, True, False
    home.members.append(baby)
    return Happening(EventKind.BIRTH, on, home, (baby,))


def _joined(hamlet: Hamlet, home: Home) -> Happening | None:
    rng = hamlet.rng
    married = any(person.relation == Relation.CHILD_IN_LAW for person in home.members)
    sons = [p for p in _of_age(home.members, 20, 30) if p.relation == Relation.CHILD and p.sex == Sex.MALE]
    if married or not sons or rng.random() >= 0.14:
        return None
    group = home.head.ethnic_group
    taken = {person.full_name for person in home.members}
    bride = hamlet.maker.person(
        Relation.CHILD_IN_LAW,
        family_name(rng, group),
        group,
        male=False,
        age=rng.randint(19, 27),
        poverty=0.3,
        taken=taken,
    )
    home.members.append(bride)
    return Happening(EventKind.JOINED, _day(rng), home, (bride,))


def _left(hamlet: Hamlet, home: Home) -> Happening | None:
    rng = hamlet.rng
    daughters = [
        p for p in _of_age(home.members, 18, 27) if p.relation == Relation.CHILD and p.sex == Sex.FEMALE
    ]
    if not daughters or rng.random() >= 0.12:
        return None
    home.members.remove(daughters[0])
    return Happening(EventKind.LEFT, _day(rng), home, (daughters[0],))


_POSSIBLE: tuple[Callable[[Hamlet, Home], Happening | None], ...] = (
    _moved_out,
    _death,
    _split,
    _merged,
    _birth,
    _joined,
    _left,
)


def _moved_in(hamlet: Hamlet) -> Happening:
    rng = hamlet.rng
    home = Home(_free_code(hamlet), hamlet.maker.household(hamlet.ethnic_group, 0.4), hamlet.base)
    if rng.random() < 0.25:
        home.group, home.target, home.signs = "request", Class.near_poor, 1
    hamlet.homes.append(home)
    return Happening(EventKind.MOVED_IN, _day(rng), home, tuple(home.members))


def _free_code(hamlet: Hamlet) -> str:
    taken = [int(home.code) for home in hamlet.homes if home.code.isdigit()]
    return f"{max(taken) + 1:03d}"
