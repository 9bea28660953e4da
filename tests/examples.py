"""How many examples Hypothesis tries: enough for every day, and many when ``--exhaustive`` is asked for."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

EXHAUSTIVE = "RASOAT_TEST_EXHAUSTIVE"
"""Set for the workers of a run with ``--exhaustive``."""


def examples(usual: int, exhaustive: int, **more: Any) -> settings:
    """Return settings without a deadline, for the machine may be slow."""
    return settings(max_examples=exhaustive if EXHAUSTIVE in os.environ else usual, deadline=None, **more)
