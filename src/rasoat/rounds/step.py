"""The base of the actions that move a village, a commune or a round through the state table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from rasoat.areas.models import Unit
from rasoat.audit.action import Action, ResultT
from rasoat.errors import Refused
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound, Round, VillageRound
from rasoat.rounds.states import RoundState, Transition, transition

StrOrPromise = str | Promise
Stateful = Any
"""A row with a state: of a village, a commune or a round; one of a later step names its part of the table in ``table``."""

_KINDS = {VillageRound: "village", CommuneRound: "commune", Round: "round"}


def _step(row: Stateful, action: str) -> Transition:
    return transition(getattr(row, "table", "") or _KINDS[type(row)], action)


def require(row: Stateful, action: str) -> None:
    """Raise ``Refused`` (P001) unless the state table allows ``action`` for the row as it now stands, or (P053) where the
    round's chain of approval has no such step.

    The row is locked and read again, so that two people cannot take the same step at once.
    """
    row.state = type(row)._default_manager.select_for_update().values_list("state", flat=True).get(pk=row.pk)
    sources = _sources(row, _step(row, action))
    if row.state not in sources:
        labels = dict(row._meta.get_field("state").flatchoices)
        wanted = ", ".join(str(labels[source]) for source in sources)
        raise Refused("P001", what=str(row), state=row.get_state_display(), wanted=wanted)


def _sources(row: Stateful, step: Transition) -> tuple[str, ...]:
    if not step.asks_chain:
        return step.sources
    round_ = row if isinstance(row, Round) else row.round
    chain = round_.chain
    if not step.open_in(chain):
        raise Refused("P053", pack=round_.pack, day=f"{round_.reference_date:%d/%m/%Y}")
    return step.sources_in(chain)


def move(row: Stateful, action: str) -> None:
    """Put the row into the state to which ``action`` leads."""
    target = _step(row, action).to
    if target is not None and target != row.state:
        row.state = target
        row.save(update_fields=["state"])


@dataclass(kw_only=True)
class VillageStep(Action[ResultT]):
    """A step taken in one village of a round; its name is its row in the state table."""

    village: VillageRound

    def unit(self) -> Unit:
        """The village."""
        return self.village.unit

    def check(self) -> None:
        """The round is open and the village is in a state that allows the step."""
        require_open(self.village.round)
        require(self.village, self.name)

    @property
    def day(self) -> date:
        """Today in the round's calendar."""
        return today(self.village.round)


@dataclass(kw_only=True)
class CommuneStep(Action[ResultT]):
    """A step taken in one commune of a round."""

    commune: CommuneRound

    def unit(self) -> Unit:
        """The commune."""
        return self.commune.unit

    def check(self) -> None:
        """The round is open and the commune is in a state that allows the step."""
        require_open(self.commune.round)
        require(self.commune, self.name)

    @property
    def day(self) -> date:
        """Today in the round's calendar."""
        return today(self.commune.round)


@dataclass(kw_only=True)
class RoundStep(Action[ResultT]):
    """A step taken for a whole round."""

    round: Round

    def unit(self) -> Unit:
        """The unit of the round."""
        return self.round.unit

    def check(self) -> None:
        """The round is in a state that allows the step."""
        require(self.round, self.name)

    @property
    def day(self) -> date:
        """Today in the round's calendar."""
        return today(self.round)


def require_open(round_: Round) -> None:
    """Raise ``Refused`` (P002) unless the round is still open."""
    if round_.state != RoundState.OPEN:
        raise Refused("P002", round=round_.name, state=round_.get_state_display())


def require_not_after(day: date, latest: date, what: StrOrPromise) -> None:
    """Raise ``Refused`` (P003) when ``day`` lies after ``latest``."""
    if day > latest:
        raise Refused("P003", what=what, day=f"{day:%d/%m/%Y}", latest=f"{latest:%d/%m/%Y}")


def require_not_before(day: date, earliest: date, what: StrOrPromise) -> None:
    """Raise ``Refused`` (P004) when ``day`` lies before ``earliest``."""
    if day < earliest:
        raise Refused("P004", what=what, day=f"{day:%d/%m/%Y}", earliest=f"{earliest:%d/%m/%Y}")
