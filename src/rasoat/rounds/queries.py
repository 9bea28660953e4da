"""Which rounds somebody sees, and how far its communes and villages are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import Http404

from rasoat.accounts.doors import Visit, find
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.errors import sentence
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound, Deadline, Round, RoundQuerySet, Step, VillageRound
from rasoat.rounds.states import CommuneState, RoundState, VillageState

V, C = VillageState, CommuneState
_VILLAGE_ORDER = list(VillageState)
_COMMUNE_ORDER = list(CommuneState)
_ROUND_ORDER = list(RoundState)

# A village (commune, round) is through a step when its state lies behind it in the order of the states.
AFTER_VILLAGE_STEP = {
    Step.LIST: V.SURVEYING,
    Step.SURVEY: V.MEETING,
    Step.MEETING: V.AGREED,
    Step.POSTING: V.POSTED,
}
AFTER_COMMUNE_STEP = {Step.REPORT: C.REPORTED, Step.APPRAISAL: C.APPRAISED, Step.DECISION: C.DECIDED}


def visible(within: Scope) -> RoundQuerySet:
    """Rounds of a unit that holds one of the scope's units, or lies inside one."""
    return Round.objects.filter(within.around("unit__path")).select_related("unit")


def find_round(request: Visit, pk: int) -> Round:
    """Return a round the visitor may see; any other does not exist for him (404, A003)."""
    found = visible(request.access.scope(request.permission)).filter(pk=pk).first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


def find_commune(request: Visit, pk: int) -> CommuneRound:
    """Return the commune of a round inside the visitor's scope (404 otherwise)."""
    return find(request, CommuneRound.objects.select_related("round__unit", "unit__parent"), pk=pk)


@dataclass(frozen=True)
class Cell:
    """One step of one commune: how many of its villages (or the commune itself) are through."""

    step: str
    done: int
    of: int
    late: bool
    begun: bool

    @property
    def complete(self) -> bool:
        """Whether all are through."""
        return self.of > 0 and self.done == self.of

    @property
    def counted(self) -> bool:
        """Whether villages are counted (a commune step is done or not)."""
        return self.step in AFTER_VILLAGE_STEP


@dataclass(frozen=True)
class GridRow:
    """A commune (or all of them) across the steps."""

    commune: CommuneRound | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """Communes × steps of a round, with the calendar."""

    deadlines: tuple[tuple[Step, Deadline | None], ...]
    rows: tuple[GridRow, ...]
    total: GridRow


STEPS = (*AFTER_VILLAGE_STEP, *AFTER_COMMUNE_STEP)


class Calendar:
    """The days of a round, read once: its own, those of communes with a plan of their own, and those set from above."""

    def __init__(self, round_: Round) -> None:
        self._root = round_.unit.path
        self._by_unit: defaultdict[str, dict[str, Deadline]] = defaultdict(dict)
        for each in round_.deadlines.select_related("unit"):
            self._by_unit[each.unit.path if each.unit else self._root][each.step] = each

    def of(self, unit: Unit) -> dict[str, Deadline]:
        """Return the days that hold for ``unit``, by step: the nearest plan at or above it, within the round."""
        held = dict(self._by_unit.get(self._root, {}))
        for path in sorted(path for path in self._by_unit if len(path) > len(self._root)):
            if unit.path.startswith(path):
                held |= self._by_unit[path]
        return held

    def above(self, unit: Unit) -> dict[str, Deadline]:
        """Return the last days that a plan of ``unit`` may not pass, by step: the earliest that a unit above it has set."""
        limits: dict[str, Deadline] = {}
        for path in sorted(self._by_unit):
            if unit.path.startswith(path) and path != unit.path:
                for step, deadline in self._by_unit[path].items():
                    if step not in limits or deadline.due_on <= limits[step].due_on:
                        limits[step] = deadline
        return limits


def progress(round_: Round, within: Scope) -> Grid:
    """Return the grid of the communes that hold villages inside the scope: three queries, whatever the size."""
    calendar, day = Calendar(round_), today(round_)
    plan = calendar.of(round_.unit)
    counts = _village_counts(round_, within)
    communes = CommuneRound.objects.filter(pk__in=counts).select_related("unit", "round")
    rows = tuple(
        GridRow(commune, _cells(counts[commune.pk], [commune], calendar.of(commune.unit), day))
        for commune in communes
    )
    everything: Counter[str] = sum(counts.values(), Counter())
    total = GridRow(None, _cells(everything, [row.commune for row in rows if row.commune], plan, day))
    return Grid(tuple((step, plan.get(step)) for step in STEPS), rows, total)


def _village_counts(round_: Round, within: Scope) -> Mapping[int, Counter[str]]:
    found = VillageRound.objects.filter(round=round_).within(within).order_by()
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for commune, state, number in found.values_list("commune", "state").annotate(number=Count("pk")):
        counts[commune][state] = number
    return counts


def _cells(
    villages: Counter[str], communes: Iterable[CommuneRound], plan: Mapping[str, Deadline], day: date
) -> tuple[Cell, ...]:
    total = villages.total()
    states = [commune.state for commune in communes]
    cells = [
        _cell(step, _past(villages, after), total, plan, day) for step, after in AFTER_VILLAGE_STEP.items()
    ]
    for step, after in AFTER_COMMUNE_STEP.items():
        done = sum(_COMMUNE_ORDER.index(C(state)) >= _COMMUNE_ORDER.index(after) for state in states)
        cells.append(_cell(step, done, len(states), plan, day))
    return tuple(cells)


def _past(villages: Counter[str], after: VillageState) -> int:
    return sum(villages[state] for state in _VILLAGE_ORDER[_VILLAGE_ORDER.index(after) :])


def _cell(step: Step, done: int, of: int, plan: Mapping[str, Deadline], day: date) -> Cell:
    deadline = plan.get(step)
    late = deadline is not None and deadline.is_late(day) and done < of
    return Cell(step, done, of, late, deadline is None or day >= deadline.starts_on)


def village_done(village: VillageRound, step: Step) -> bool:
    """Whether a village is through a village step."""
    return _VILLAGE_ORDER.index(V(village.state)) >= _VILLAGE_ORDER.index(AFTER_VILLAGE_STEP[step])


def commune_done(commune: CommuneRound, step: Step) -> bool:
    """Whether a commune is through one of its own steps."""
    return _COMMUNE_ORDER.index(C(commune.state)) >= _COMMUNE_ORDER.index(AFTER_COMMUNE_STEP[step])


def late_steps(villages: Iterable[VillageRound], plan: Mapping[str, Deadline], day: date) -> dict[int, Step]:
    """Return the first step each late village is late with."""
    over = [step for step in AFTER_VILLAGE_STEP if step in plan and plan[step].is_late(day)]
    late = {v.pk: next((step for step in over if not village_done(v, step)), None) for v in villages}
    return {pk: step for pk, step in late.items() if step is not None}
