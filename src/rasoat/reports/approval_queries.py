"""Whether a round can be approved: its communes, and whether its tables close."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Permission, roles_permitting
from rasoat.errors import RasoatError
from rasoat.reports.checks import problems, warnings
from rasoat.reports.closing import contradictions, disagreements
from rasoat.reports.sources import Source
from rasoat.reports.tables import Table, build_set
from rasoat.rounds.models import CommuneRound, Round
from rasoat.rounds.states import CommuneState
from rasoat.text_vi import sort_key


@dataclass(frozen=True)
class TableState:
    """One report table of the whole round, and everything that keeps it from being approved."""

    table: Table
    faults: list[RasoatError]

    @property
    def closed(self) -> bool:
        """Whether it may be approved."""
        return not self.faults


def table_states(round_: Round) -> list[TableState]:
    """Build the whole set of the round and ask of each table whether it closes, alone and against the others."""
    source = Source.of(round_, round_.unit, preliminary=False)
    tables = build_set(source)
    between = [*contradictions(source), *disagreements(source, tables)]
    states = [TableState(table, [*problems(table), *warnings(table)]) for table in tables.values()]
    if between and states:
        states[0].faults.extend(between)
    return states


def commune_states(round_: Round) -> list[tuple[CommuneState, int]]:
    """Return how many communes stand at each state, in the order of the states."""
    counts = Counter(round_.communes.values_list("state", flat=True))
    return [(state, counts[state]) for state in CommuneState if counts[state]]


def undone(round_: Round) -> list[CommuneRound]:
    """Return the communes that have not certified."""
    return list(round_.communes.exclude(state=CommuneState.CERTIFIED).select_related("unit", "round"))


def preparers(round_: Round, approver: User, on: date) -> list[User]:
    """Return the officers of the round's unit who may have prepared the total, by given name."""
    holders = Assignment.objects.in_force(on).filter(
        role__in=roles_permitting(Permission.RESULT_SEND), unit=round_.unit
    )
    people = User.objects.filter(pk__in=holders.values("user"), is_active=True).exclude(pk=approver.pk)
    return sorted(people, key=lambda person: sort_key(person.full_name))
