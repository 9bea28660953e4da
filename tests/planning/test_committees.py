"""The committee and its charges: what somebody may see follows the charge and ends with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rasoat.accounts.access import Access
from rasoat.accounts.models import Assignment
from rasoat.accounts.roles import Permission, Role
from rasoat.errors import Refused
from rasoat.planning.committees import ChargeCommune, DesignateCommune, EndCharge, IssueCharges, Seat
from rasoat.planning.models import Charge, Committee
from tests.planning.conftest import FIRST, committee
from tests.world import World

LAST = FIRST + timedelta(days=30)


def charge(world: World, **changes: Any) -> ChargeCommune:
    """The head of the agency supervises the first commune for a month."""
    body = changes.pop("committee", None) or committee(world)
    given: dict[str, Any] = {
        "actor": world.people["district_officer"],
        "committee": body,
        "kind": Charge.Kind.SUPERVISE,
        "commune": world.communes[0],
        "task": "Chỉ đạo",
        "starts_on": FIRST,
        "ends_on": LAST,
        "member": body.members.get(part="member"),
    }
    return ChargeCommune(**{**given, **changes})


@pytest.mark.parametrize("heads", [0, 2])
def test_a_committee_has_one_head(world: World, heads: int) -> None:
    """P421 says how many there were; nothing is kept."""
    seats = [Seat("head", f"Người {n}") for n in range(heads)] + [Seat("member", "Thành viên")]
    with pytest.raises(Refused, match=rf"^P421 .*{heads}"):
        committee(world, seats=seats)
    assert not Committee.objects.exists()


def test_nobody_sits_twice(world: World) -> None:
    """P422."""
    twice = [
        Seat("head", "A", user=world.people["auditor"]),
        Seat("member", "A", user=world.people["auditor"]),
    ]
    with pytest.raises(Refused, match=r"^P422 "):
        committee(world, seats=twice)


def test_scope_follows_the_charge_and_ends_with_it(world: World) -> None:
    """The head of the agency sees the commune from the first to the last day, the other commune never."""
    charge(world).run()
    person = world.people["district_inspector"]
    seen = {
        day: [
            any(
                role == Role.SUPERVISOR and unit.path.startswith(path)
                for role, path in Access(person, day).held
            )
            for unit in world.communes
        ]
        for day in (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
    }
    assert list(seen.values()) == [[False, False], [True, False], [True, False], [False, False]]


def test_a_charge_ended_early_closes_the_door_that_day(world: World) -> None:
    """The role ends on the same day as the charge."""
    made = charge(world).run()
    EndCharge(actor=world.people["district_officer"], charge=made, ends_on=FIRST + timedelta(days=3)).run()
    role = Assignment.objects.get(role=Role.SUPERVISOR, user=world.people["district_inspector"])
    assert (role.ends_on, made.ends_on) == (date(2018, 10, 18), date(2018, 10, 18))


def test_staff_sent_to_help_fill_forms_there(world: World) -> None:
    """Named staff of an agency may answer in the commune for their days, and nowhere else."""
    person = world.people["administrator"].__class__.objects.create(
        username="can-bo-moi", full_name="Cán bộ mới"
    )
    charge(
        world, kind=Charge.Kind.SUPPORT, member=None, full_name="Cán bộ mới", agency="Huyện đoàn", user=person
    ).run()
    access = Access(person, FIRST)
    may = [access.may(Permission.SURVEY_ANSWER, unit) for unit in world.communes]
    assert may == [True, False]


def test_a_commune_of_another_district_is_refused(world: World) -> None:
    """P423."""
    with pytest.raises(Refused, match=r"^P423 "):
        charge(world, commune=world.province).run()


def test_roles_that_exclude_each_other_are_refused(world: World) -> None:
    """P060: an inspector is not sent to fill the forms that he inspects."""
    with pytest.raises(Refused, match=r"^P060 "):
        charge(
            world,
            kind=Charge.Kind.SUPPORT,
            member=None,
            full_name="x",
            user=world.people["district_inspector"],
        ).run()


def test_nobody_charges_himself(world: World) -> None:
    """P061."""
    with pytest.raises(Refused, match=r"^P061 "):
        charge(
            world, kind=Charge.Kind.SUPPORT, member=None, full_name="x", user=world.people["district_officer"]
        ).run()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"member": None}, "P425"),
        ({"ends_on": FIRST - timedelta(days=1)}, "P424"),
        ({"kind": "support", "member": None}, "P426"),
    ],
)
def test_a_charge_that_cannot_be_is_refused(world: World, changes: dict[str, Any], code: str) -> None:
    """Each with its code, and nothing is kept."""
    with pytest.raises(Refused, match=f"^{code} "):
        charge(world, **changes).run()
    assert not Charge.objects.exists()


def test_a_member_who_leaves_keeps_his_line_in_the_past(world: World) -> None:
    """Entered again without him he has left; the others keep their seats."""
    first = committee(world)
    head = first.members.get(part="head")
    again = committee(world, seats=[Seat("head", head.full_name, head.office)])
    assert [(m.part, m.left_on) for m in again.members.all()] == [("head", None), ("member", FIRST)]


def test_charges_are_printed(world: World) -> None:
    """The paper names members and communes."""
    body = committee(world)
    charge(world, committee=body).run()
    item = IssueCharges(actor=world.people["district_officer"], committee=body).run().data["items"][0]
    assert (len(item["seats"]), item["supervise"][0]["name"], item["support"]) == (2, "Ma Văn Viên", [])


def test_a_commune_is_named_extremely_difficult_once_a_day(world: World) -> None:
    """P429 the second time."""
    given: dict[str, Any] = {
        "actor": world.people["district_officer"], "commune": world.communes[0], "decision": "1/QĐ", "from_on": FIRST
    }  # fmt: skip
    DesignateCommune(**given).run()
    with pytest.raises(Refused, match=r"^P429 "):
        DesignateCommune(**given).run()
