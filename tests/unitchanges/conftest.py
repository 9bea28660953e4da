"""A finished practice round with three villages, and orders of one line or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from rasoat.areas.models import Unit
from rasoat.recognition.models import Recognition
from rasoat.roster.models import Household
from rasoat.rounds.models import Round
from rasoat.rounds.states import RoundState
from rasoat.unitchanges.actions import ConfirmOrder, FaultyOrder, ProposeOrder
from rasoat.unitchanges.models import ChangeOrder
from tests.world import World, make_world

DAY = date(2020, 2, 1)
SIGNED = date(2020, 1, 10)
HEADING = (
    "old_code",
    "new_code",
    "name",
    "kind",
    "parent_code",
    "area_type",
    "region",
    "households",
    "abolished",
)


@dataclass
class Land:
    """A world whose round is finished, and orders on it."""

    world: World

    def home(self, code: str, result: str, kind: str, *, village: int = 0, size: int = 4) -> Household:
        """Create a household that the round recognised as ``result``."""
        row = self.world.household(code, size=size, village=village)
        Recognition.objects.create(
            round=self.world.round,
            household=row,
            recognised_on=date(2018, 12, 1),
            result=result,
            kind=kind,
            persons=size,
        )
        return row

    def finish(self) -> None:
        """Let the province have received the round."""
        Round.objects.filter(pk=self.world.round.pk).update(state=RoundState.RECEIVED)

    def propose(self, *rows: Sequence[str], **changes: Any) -> ChangeOrder:
        """Propose an order of ``rows``, each in the order of the heading and cut where it is empty."""
        full = [[*row, *[""] * (len(HEADING) - len(row))] for row in rows]
        given: dict[str, Any] = {
            "actor": self.world.people["province_officer"], "decision": "Nghị quyết số 1/NQ-THU",
            "signed_on": SIGNED, "effective_on": DAY, "file_name": "thay-doi.csv", "content": [list(HEADING), *full],
        }  # fmt: skip
        return ProposeOrder(**{**given, **changes}).run()

    def confirm(self, order: ChangeOrder) -> ChangeOrder:
        """Let the administrator confirm."""
        return ConfirmOrder(actor=self.world.people["administrator"], order=order).run()

    def change(self, *rows: Sequence[str], **changes: Any) -> ChangeOrder:
        """Propose and confirm."""
        return self.confirm(self.propose(*rows, **changes))

    def faults(self, *rows: Sequence[str], **changes: Any) -> list[str]:
        """Return the codes of the faults that keep the order from being taken."""
        with pytest.raises(FaultyOrder) as refused:
            self.propose(*rows, **changes)
        return [line.code for line in refused.value.lines]


def now(code: str) -> Unit:
    """Return the unit in force that has the code."""
    return Unit.objects.get(code=code, valid_to__isnull=True)


@pytest.fixture
def land(db: None) -> Land:
    """A finished round without households."""
    found = Land(make_world())
    found.finish()
    return found
