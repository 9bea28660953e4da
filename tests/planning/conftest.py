"""A small world with plans and a committee."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rasoat.planning.committees import EnterCommittee, Seat
from rasoat.planning.models import Committee, Plan
from rasoat.planning.plans import ApprovePlan, DraftPlan, Fund, Person, StepDays, SubmitPlan
from rasoat.rounds.models import STEP_ORDER
from tests.world import World, make_world

FIRST = date(2018, 10, 15)


@pytest.fixture
def world(db: None) -> World:
    """A fresh small world."""
    return make_world()


def days(last: date = date(2018, 11, 30), **changes: StepDays) -> dict[str, StepDays]:
    """Every step until ``last``, with changes."""
    return {step: StepDays(FIRST, last, "Thôn") for step in STEP_ORDER} | changes


def draft(world: World, who: str = "commune_officer", at: Any = None, **changes: Any) -> DraftPlan:
    """The action that writes a plan of the first commune."""
    given: dict[str, Any] = {
        "actor": world.people[who],
        "round": world.round,
        "at": at or world.communes[0],
        "purpose": "Đúng, đủ, công khai, dân chủ.",
        "days": days(),
        "persons": [Person("Hoàng Văn Thử", "Phó Chủ tịch", "Chỉ đạo chung")],
        "funds": [Fund("In phiếu", 1_500_000, "Ngân sách xã")],
    }
    return DraftPlan(**{**given, **changes})


def approved(world: World, **changes: Any) -> Plan:
    """A plan of the first commune, written, submitted and approved."""
    plan = draft(world, **changes).run()
    plan = SubmitPlan(actor=world.people["commune_officer"], plan=plan).run()
    return ApprovePlan(actor=world.people["commune_chairman"], plan=plan).run()


def committee(world: World, **changes: Any) -> Committee:
    """The district's committee: a head, and the head of an agency with an account."""
    given: dict[str, Any] = {
        "actor": world.people["district_officer"],
        "round": world.round,
        "at": world.district,
        "decision": "1234/QĐ-UBND",
        "decided_on": FIRST,
        "seats": [
            Seat("head", "Nông Thị Trưởng", "Phó Chủ tịch UBND huyện"),
            Seat(
                "member",
                "Ma Văn Viên",
                "Trưởng phòng",
                "Phòng Nông nghiệp",
                world.people["district_inspector"],
            ),
        ],
    }
    return EnterCommittee(**{**given, **changes}).run()
