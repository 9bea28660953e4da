"""Set the stage: the units of the district, the people of the review, and the practice round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Role
from rasoat.areas.models import AreaType, Level, Unit
from rasoat.audit.people import GrantRole
from rasoat.demo import facts
from rasoat.demo.households import Hamlet, World
from rasoat.demo.names import TAY, family_name, full_name
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind

OFFICER, INSPECTOR, CHAIRMAN = "huyen-can-bo", "huyen-kiem-tra", "huyen-chu-tich"
PROVINCE, AUDITOR, ADMINISTRATOR = "tinh-can-bo", "kiem-toan", "quan-tri"
PROVINCE_CHAIRMAN, PROVINCE_SECOND = "tinh-chu-tich", "tinh-can-bo-2"
HELPER = "tang-cuong-1"
AGENCY_COUNT = 8


class Post(NamedTuple):
    """One role of one person."""

    username: str
    role: Role
    unit: Unit


@dataclass
class Stage:
    """Units by code and people by user name."""

    units: dict[str, Unit]
    people: dict[str, User] = field(default_factory=dict)

    @property
    def district(self) -> Unit:
        """The district."""
        return self.units[facts.DISTRICT_CODE]


def agency_of(number: int) -> str:
    """Return the user name of the head of an agency in the steering committee."""
    return f"phu-trach-{number + 1}"


def head_of(village: str) -> str:
    """Return the user name of a village's head."""
    return f"truong-thon-{village}"


def reviewer_of(village: str) -> str:
    """Return the user name of a village's reviewer, who also stands in for that of the village before."""
    return f"ra-soat-{village}"


def officer_of(commune: str) -> str:
    """Return the user name of a commune's officer."""
    return f"can-bo-{commune}"


def committee_of(commune: str) -> str:
    """Return the user name of a commune's committee member."""
    return f"ban-giam-ngheo-{commune}"


def chairman_of(commune: str) -> str:
    """Return the user name of a commune's chairman."""
    return f"chu-tich-{commune}"


def set_stage(world: World) -> Stage:
    """Create units and people; every role but the first administrator's is granted by an action."""
    stage = Stage(_units(world))
    posts = list(_posts(stage, world))
    stage.people = _people(
        {post.username for post in posts} | {ADMINISTRATOR, HELPER, *_agencies()}, world.seed
    )
    first = stage.people[ADMINISTRATOR]
    province = stage.units[facts.PROVINCE_CODE]
    Assignment.objects.create(user=first, role=Role.ADMINISTRATOR, unit=province, starts_on=facts.UNITS_FROM)
    for post in posts:
        user = stage.people[post.username]
        GrantRole(actor=first, user=user, role=post.role, at=post.unit, starts_on=facts.UNITS_FROM).run()
    return stage


def _agencies() -> list[str]:
    return [agency_of(number) for number in range(AGENCY_COUNT)]


def _units(world: World) -> dict[str, Unit]:
    province = _unit(None, facts.PROVINCE_CODE, Level.PROVINCE, "Tỉnh", facts.PROVINCE_NAME)
    district = _unit(province, facts.DISTRICT_CODE, Level.DISTRICT, "Huyện", facts.DISTRICT_NAME)
    units = {unit.code: unit for unit in (province, district)}
    for hamlet in world.hamlets:
        commune = hamlet.commune
        if commune.code not in units:
            units[commune.code] = _unit(
                district, commune.code, Level.COMMUNE, commune.kind, commune.name, urban=commune.urban
            )
        units[hamlet.code] = _unit(
            units[commune.code],
            hamlet.code,
            Level.VILLAGE,
            commune.village_kind,
            hamlet.name,
            urban=commune.urban,
            invented=True,
        )
    return units


def _unit(
    parent: Unit | None,
    code: str,
    level: Level,
    kind: str,
    name: str,
    *,
    urban: bool = False,
    invented: bool = False,
) -> Unit:
    placed = level in (Level.COMMUNE, Level.VILLAGE)
    return Unit.objects.create(
        code=code,
        valid_from=facts.UNITS_FROM,
        level=level,
        kind=kind,
        name=name,
        name_is_invented=invented,
        area_type=(AreaType.URBAN if urban else AreaType.RURAL) if placed else "",
        region=facts.REGION if placed and not urban else "",
        parent=parent,
        path=f"{parent.path if parent else ''}{code}/",
    )


def _posts(stage: Stage, world: World) -> Iterator[Post]:
    district, province = stage.district, stage.units[facts.PROVINCE_CODE]
    yield Post(OFFICER, Role.DISTRICT_OFFICER, district)
    yield Post(INSPECTOR, Role.DISTRICT_INSPECTOR, district)
    yield Post(CHAIRMAN, Role.DISTRICT_CHAIRMAN, district)
    yield Post(PROVINCE, Role.PROVINCE_OFFICER, province)
    yield Post(AUDITOR, Role.AUDITOR, province)
    for code in dict.fromkeys(hamlet.commune.code for hamlet in world.hamlets):
        yield Post(officer_of(code), Role.COMMUNE_OFFICER, stage.units[code])
        yield Post(committee_of(code), Role.COMMUNE_COMMITTEE, stage.units[code])
        yield Post(chairman_of(code), Role.COMMUNE_CHAIRMAN, stage.units[code])
        yield from _village_posts(stage, [hamlet for hamlet in world.hamlets if hamlet.commune.code == code])
    yield Post(PROVINCE_CHAIRMAN, Role.PROVINCE_CHAIRMAN, province)
    yield Post(PROVINCE_SECOND, Role.PROVINCE_OFFICER, province)


def _village_posts(stage: Stage, hamlets: list[Hamlet]) -> Iterator[Post]:
    for place, hamlet in enumerate(hamlets):
        yield Post(head_of(hamlet.code), Role.VILLAGE_HEAD, stage.units[hamlet.code])
        yield Post(reviewer_of(hamlet.code), Role.REVIEWER, stage.units[hamlet.code])
        neighbour = substitute(hamlet, hamlets)
        if neighbour is not hamlets[place]:
            yield Post(reviewer_of(neighbour.code), Role.REVIEWER, stage.units[hamlet.code])


def substitute(hamlet: Hamlet, of_commune: list[Hamlet]) -> Hamlet:
    """Return the next village of the commune, whose reviewer re-checks."""
    return of_commune[(of_commune.index(hamlet) + 1) % len(of_commune)]


def _people(usernames: Iterable[str], seed: int) -> dict[str, User]:
    """Create the accounts with one practice password, hashed once."""
    hashed = make_password(facts.PASSWORD)
    rng = Random(f"{seed}:people")  # noqa: S311  # invented names
    taken: set[str] = set()
    users = [
        User(username=username, full_name=_name(rng, taken), password=hashed)
        for username in sorted(usernames)
    ]
    User.objects.bulk_create(users)
    return {
        user.username: user for user in User.objects.filter(username__in=[user.username for user in users])
    }


def _name(rng: Random, taken: set[str]) -> str:
    while True:
        name = full_name(
            rng, family_name(rng, TAY), TAY, male=rng.random() < 0.6, born=rng.randint(1960, 1990)
        )
        if name not in taken:
            taken.add(name)
            return name


def open_round(stage: Stage) -> Round:
    """Open the practice round in the name of the district officer."""
    return OpenRound(
        actor=stage.people[OFFICER],
        root=stage.district,
        code=facts.ROUND_CODE,
        title=f"Rà soát định kỳ năm 2018 – huyện {facts.DISTRICT_NAME}",
        kind=RoundKind.PRACTICE,
        year=2018,
        pack=facts.PACK,
        reference_date=facts.OPENED_ON,
        opening_as_of=facts.OPENING_AS_OF,
        opened_on=facts.OPENED_ON,
        practice_day=facts.OPENED_ON,
        calendar=facts.CALENDAR,
    ).run()
