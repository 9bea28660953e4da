"""Who may do what, where: the whole matrix of roles, permissions and areas."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from rasoat.accounts.access import Access
from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import EXCLUSIVE, LEVEL_OF, PERMITS, Permission, Role
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.audit.people import CreateUser, EndRole, GrantRole
from rasoat.errors import NotAllowed, RasoatError
from rasoat.roster.models import Household
from tests.world import START, World

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize("role", Role)
def test_a_role_permits_its_permissions_in_its_area_and_nothing_else(world: World, role: Role) -> None:
    """Every permission × own, parent's and another area, for every role."""
    user = world.people[role]
    access = Access(user, TODAY)
    own = access.assignments[0].unit
    for permission in Permission:
        given = permission in PERMITS[role]
        for unit in Unit.objects.all():
            expected = given and unit.path.startswith(own.path)
            assert access.may(permission, unit) is expected
            if not expected:
                with pytest.raises(NotAllowed, match=r"^A001 "):
                    access.role_for(permission, unit)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_auditor_reads_only_and_administrator_sees_no_household(role: Role) -> None:
    """The auditor reads, and is a second pair of eyes on the law; the administrator manages people."""
    writes = {p for p in PERMITS[role] if not p.endswith(".view")}
    of_administrator = {Permission.PEOPLE_MANAGE, Permission.UNITS_CHANGE}
    assert writes == ({Permission.LAW_VERIFY} if role is Role.AUDITOR else of_administrator)
    assert (Permission.HOUSEHOLD_VIEW in PERMITS[role]) is (role is Role.AUDITOR)


def test_an_empty_scope_sees_nothing(world: World) -> None:
    """No area is no rows, never all rows (F10)."""
    world.household("01")
    assert list(Household.objects.within(Scope())) == []


def test_a_path_is_a_whole_unit(world: World) -> None:
    """The path of one unit is no prefix of its neighbour's."""
    paths = list(Unit.objects.values_list("path", flat=True))
    assert all(path.endswith("/") for path in paths)


def test_a_role_ends_with_its_last_day(world: World) -> None:
    """Scope follows the assignment and ends with it."""
    user = world.people[Role.REVIEWER]
    Assignment.objects.filter(user=user).update(ends_on=TODAY)
    scopes = [
        bool(Access(user, TODAY + timedelta(days=day)).scope(Permission.HOUSEHOLD_VIEW).paths)
        for day in (0, 1)
    ]
    assert scopes == [True, False]


def test_an_inactive_person_may_do_nothing(world: World) -> None:
    """Switching an account off takes every role away at once."""
    user = world.people[Role.REVIEWER]
    user.is_active = False
    assert Access(user, TODAY).assignments == []


def grant(world: World, user: User, role: str, at: Unit) -> Assignment:
    """Give a role, as the administrator."""
    return GrantRole(actor=world.people["administrator"], user=user, role=role, at=at, starts_on=START).run()


def test_nobody_touches_his_own_roles(world: World) -> None:
    """Neither by the action nor in the database (F14)."""
    admin = world.people["administrator"]
    with pytest.raises(RasoatError, match=r"^P061 "):
        grant(world, admin, Role.AUDITOR, world.province)
    with pytest.raises(RasoatError, match=r"^P061 "):
        EndRole(actor=admin, assignment=admin.assignments.get(), ends_on=TODAY).run()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            user=admin, role=Role.AUDITOR, unit=world.province, starts_on=START, granted_by=admin
        )


@pytest.mark.parametrize("pair", [tuple(sorted(pair)) for pair in EXCLUSIVE], ids="+".join)
def test_roles_that_exclude_each_other_are_refused(world: World, pair: tuple[str, str]) -> None:
    """The same person is never maker and checker (F15)."""
    place = {"village": world.villages[0], "commune": world.communes[0], "district": world.district}
    units = [place.get(LEVEL_OF[Role(role)], world.province) for role in pair]
    user = User.objects.create(username="moi", full_name="Người mới")
    grant(world, user, pair[0], units[0])
    with pytest.raises(RasoatError, match=r"^P060 "):
        grant(world, user, pair[1], units[1])


def test_a_role_is_held_at_its_level(world: World) -> None:
    """A village head is head of a village."""
    user = User.objects.create(username="moi", full_name="Người mới")
    with pytest.raises(RasoatError, match=r"^P062 "):
        grant(world, user, Role.VILLAGE_HEAD, world.communes[0])


def test_a_user_name_is_used_once(world: World) -> None:
    """CreateUser names the user name that is taken."""
    with pytest.raises(RasoatError, match=r"^P063 "):
        CreateUser(
            actor=world.people["administrator"],
            at=world.province,
            username="reviewer",
            full_name="Khác",
            password="mot-mat-khau-dai",
        ).run()
