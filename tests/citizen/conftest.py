"""What all tests of the citizens' door begin with."""

from __future__ import annotations

import pytest

from rasoat.citizen import kept


@pytest.fixture(autouse=True)
def always_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask at each request whether the kept pages still hold, not once a second."""
    monkeypatch.setattr(kept, "LOOK_AGAIN", 0.0)
