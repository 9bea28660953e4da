"""``rasoat verify`` in the middle of a season: what is decided must close, what is under way cannot yet."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest

from rasoat.cli.checking import CHECKS
from tests.process.test_certificates import certified
from tests.world import DAY, World, answers


@pytest.fixture
def world(made_world: World, db: None) -> World:
    """The first commune is certified; in the second one a household of the opening list waits for its survey."""
    world = deepcopy(made_world)
    world.household("01", "poor_income")
    world.household("05", "near_poor", village=2)
    certified(world, {"01": answers()}, DAY, DAY + timedelta(days=7))
    return world


def test_a_season_under_way_is_sound(world: World) -> None:
    """The household that waits is no fault."""
    assert list(CHECKS["tables"]()) == []


def test_a_decided_commune_must_close(world: World) -> None:
    """A household of the opening list of which nothing was decided is named, with its table."""
    world.household("02", "poor_income")
    found = list(CHECKS["tables"]())
    assert {error.code for error in found} == {"T001"}
    assert all(world.communes[0].name in str(error) or "02" in str(error) for error in found)
