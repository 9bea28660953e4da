"""The world of the page tests, and a browser that is signed in."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest
from django.test import Client

from rasoat.survey.listing import ProposeHousehold
from rasoat.survey.models import Listing
from tests.world import NEAR, World, answers

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _static_files_where_they_lie(settings: object) -> None:
    """Static files are not collected for a test: they are served from where they lie."""
    settings.WHITENOISE_AUTOREFRESH = True  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def made(made_world: World) -> World:
    """The small world with four households on the current list of the first village."""
    made = made_world
    made.household("H1", "poor_income", 4)
    made.household("H2", "near_poor", 3)
    made.household("H3", "", 2)
    made.household("H9", "poor_income", 4, village=2)
    return made


@pytest.fixture
def world(made: World, db: None) -> World:
    """That world, fresh for each test."""
    return deepcopy(made)


@pytest.fixture
def sign_in(world: World) -> SignIn:
    """Return a client signed in as somebody of the world."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name])
        return client

    return signed_in


@pytest.fixture
def surveyed(world: World) -> World:
    """The first village in its survey: H1 has a form, H2 waits."""
    world.surveyed(0, H1=answers(4, **NEAR))
    return world


@pytest.fixture
def proposed(world: World) -> Listing:
    """H3 proposed by the village, waiting for Phiếu A."""
    return ProposeHousehold(
        actor=world.people["village_head"],
        village=world.village_round(),
        household=world.households["H3"],
        hardship="disaster",
        reason="Nhà bị sạt lở",
    ).run()
