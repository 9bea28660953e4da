"""A small world that learns."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from rasoat import law
from rasoat.training.conferences import CallConference, Guest, Item
from rasoat.training.households import Invented, household
from tests.world import DAY, World, make_world

ON = date(2018, 10, 10)
PLACE = {"area_type": "rural", "region": "NT2"}


@pytest.fixture
def world(db: None) -> World:
    """A fresh small world."""
    return make_world()


@pytest.fixture(scope="session")
def rules() -> law.Rules:
    """The rules of the demonstration's round."""
    return law.load("vn-2016").on(ON)


@pytest.fixture(scope="session")
def home(rules: law.Rules) -> Invented:
    """An invented household."""
    return household(rules, PLACE, "somebody", 3)


def calling(world: World, who: str = "district_officer", **changes: Any) -> CallConference:
    """The action that calls the district's conference for its village heads and commune officers."""
    given: dict[str, Any] = {
        "actor": world.people[who],
        "round": world.round,
        "at": world.district,
        "title": "Hội nghị tập huấn rà soát",
        "held_on": DAY,
        "begins_at": time(8),
        "place": "Hội trường huyện",
        "host": "UBND huyện",
        "agenda": [
            Item(time(8), "Quy trình rà soát", "Người A", "quy-trinh"),
            Item(time(9), "Phiếu B", "", "phieu-b"),
        ],
        "groups": ["village_heads", "officers"],
        "guests": [Guest("Ông Khách Mời", "Báo huyện")],
    }
    return CallConference(**{**given, **changes})
