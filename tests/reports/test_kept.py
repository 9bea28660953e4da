"""A table is kept until the next action, and not a moment longer."""

from __future__ import annotations

from copy import deepcopy

import pytest

from rasoat.reports import kept
from rasoat.survey.listing import BuildList
from tests.world import World


@pytest.fixture
def world(made_world: World, db: None) -> World:
    """A small world with one poor household."""
    made = deepcopy(made_world)
    made.household("01", "poor_income")
    return made


def test_the_same_page_again_is_not_computed_again(world: World, django_assert_num_queries: object) -> None:
    """Asked again with nothing done between, only the head of the log is read."""
    first = kept.current("results", world.round, world.district, "children")
    with django_assert_num_queries(1):  # type: ignore[operator]
        again = kept.current("results", world.round, world.district, "children")
    assert again.rows == first.rows


def test_an_action_makes_it_anew(world: World) -> None:
    """After an action the table counts what the action changed."""
    before = kept.current("results", world.round, world.district, "children").rows[-1]["unscored"]
    BuildList(actor=world.people["village_head"], village=world.village_round()).run()
    after = kept.current("results", world.round, world.district, "children").rows[-1]["unscored"]
    assert (before, after) == (0, 1)
