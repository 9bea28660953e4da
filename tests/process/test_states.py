"""The state table: every action in every state is allowed with its effect or refused with its code."""

from __future__ import annotations

import pytest

from rasoat.errors import RasoatError
from rasoat.rounds.models import CommuneRound, Round, VillageRound
from rasoat.rounds.states import TRANSITIONS, CommuneState, RoundState, VillageState
from rasoat.rounds.step import move, require
from tests.world import World

STATES = {"village": VillageState, "commune": CommuneState, "round": RoundState}
CASES = [(t, state) for t in TRANSITIONS for state in STATES[t.of]]


def row_of(world: World, of: str) -> VillageRound | CommuneRound | Round:
    """The village, commune or round of the world."""
    return {"village": world.village_round, "commune": world.commune_round, "round": lambda: world.round}[
        of
    ]()


@pytest.mark.parametrize(("step", "state"), CASES, ids=[f"{t.of}-{t.action}-{s}" for t, s in CASES])
def test_every_step_in_every_state(world: World, step: object, state: str) -> None:
    """A step leads where the table says, or is refused with P001 (P053: not of this chain) and the state stays."""
    row = row_of(world, step.of)
    type(row).objects.filter(pk=row.pk).update(state=state)
    if not step.open_in(world.round.chain):
        with pytest.raises(RasoatError, match=r"^P053 "):
            require(row, step.action)
        expected = state
    elif state in step.sources:
        require(row, step.action)
        move(row, step.action)
        expected = step.to or state
    else:
        with pytest.raises(RasoatError, match=r"^P001 "):
            require(row, step.action)
        expected = state
    assert type(row).objects.get(pk=row.pk).state == expected


@pytest.mark.parametrize("of", STATES)
def test_every_state_can_be_reached_and_left(of: str) -> None:
    """From the first state every other is reached; only the last one of each has no way on but a correction."""
    states = list(STATES[of])
    steps = [t for t in TRANSITIONS if t.of == of and not t.action.endswith(".correct")]
    reached = {states[0]}
    for _ in states:
        reached |= {t.to for t in steps if t.to and reached & set(t.sources)}
    stuck = {
        state for state in states if not any(state in t.sources and t.to not in (None, state) for t in steps)
    }
    assert (reached, stuck - {VillageState.POSTED}) == (set(states), {states[-1]} - {VillageState.POSTED})
