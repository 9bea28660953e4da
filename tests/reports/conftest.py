"""The world of the report tests."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings

from tests.reports.season import Season
from tests.world import World


@pytest.fixture
def season(made_world: World, db: None) -> Season:
    """An opened round of two communes and three villages without any household yet."""
    return Season(deepcopy(made_world))


@pytest.fixture(autouse=True)
def _static_folder() -> None:
    """The folder that whitenoise looks for."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
