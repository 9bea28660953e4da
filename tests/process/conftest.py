"""The world of the process tests."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.world import World


@pytest.fixture
def world(made_world: World, db: None) -> World:
    """A fresh small world."""
    return deepcopy(made_world)
