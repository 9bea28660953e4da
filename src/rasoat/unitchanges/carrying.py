"""Carry a plan out: new units, the old ones closed, successions, households, offices, and who holds what ended."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from rasoat.accounts.models import Assignment
from rasoat.accounts.roles import LEVEL_OF, Role
from rasoat.areas.models import Succession, Unit, path_of
from rasoat.roster.models import Household, PastVillage
from rasoat.rounds.models import Round
from rasoat.unitchanges.heirs import hand_over
from rasoat.unitchanges.households import Moves
from rasoat.unitchanges.plan import Plan, Successor

_BATCH = 1000


def carry(plan: Plan, moves: Moves, decision: str) -> None:
    """Do everything of the plan; the caller's transaction holds it together."""
    made = _begin(plan)
    Unit.objects.filter(pk__in=[unit.pk for unit in plan.ended]).update(valid_to=plan.on)
    Succession.objects.bulk_create(
        Succession(predecessor=unit, successor=made[id(heir)], on=plan.on, decision=decision)
        for unit in plan.ended
        for heir in plan.heirs_of(unit)
    )
    _move(moves, made)
    ending, going_on = offices(plan)
    _carry_on(plan, going_on, made)
    _close(plan, [*ending, *going_on])
    rounds = Round.objects.filter(villages__unit__in=[unit.pk for unit in plan.ended], regrouped_on=None)
    Round.objects.filter(pk__in=list(rounds.values_list("pk", flat=True))).update(regrouped_on=plan.on)
    hand_over()


def _begin(plan: Plan) -> dict[int, Unit]:
    made: dict[int, Unit] = {}
    for each in plan.begun:
        parent = made[id(each.parent)] if isinstance(each.parent, Successor) else each.parent
        made[id(each)] = Unit.objects.create(
            code=each.code,
            valid_from=plan.on,
            level=each.level,
            area_type=each.area_type,
            region=each.region,
            kind=each.kind,
            name=each.name,
            name_is_invented=each.invented,
            parent=parent,
            path=path_of(parent, each.code, plan.on, lambda path: Unit.objects.filter(path=path).exists()),
        )
    return made


def _move(moves: Moves, made: dict[int, Unit]) -> None:
    PastVillage.objects.bulk_create(
        (
            PastVillage(
                household_id=move.home.pk, village=move.source, until=made[id(move.target)].valid_from, code=move.home.code,
                persons=move.home.persons,
            )
            for move in moves.moves
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    for move in moves.renamed:
        Household.objects.filter(pk=move.home.pk).update(village=made[id(move.target)], code=move.code)
    by_way: defaultdict[tuple[int, int], list[UUID]] = defaultdict(list)
    for move in moves.moves:
        if move.code == move.home.code:
            by_way[move.source.pk, id(move.target)].append(move.home.pk)
    for (_source, target), homes in by_way.items():
        for at in range(0, len(homes), _BATCH):
            Household.objects.filter(pk__in=homes[at : at + _BATCH]).update(village=made[target])


def offices(plan: Plan) -> tuple[list[Assignment], list[Assignment]]:
    """Return the offices that end with their unit, and those that go on in its successor.

    An office goes on when its unit does so alone; what is no office of a unit (audit, administration) goes along to any
    single successor.
    """
    rows = Assignment.objects.filter(unit__in=[unit.pk for unit in plan.ended]).exclude(ends_on__lt=plan.on)
    ending: list[Assignment] = []
    going_on: list[Assignment] = []
    for each in rows.select_related("unit", "user").order_by("unit__path", "role", "pk"):
        of_office = bool(LEVEL_OF[Role(each.role)])
        stays = plan.continues(each.unit) if of_office else len(plan.heirs_of(each.unit)) == 1
        (going_on if stays else ending).append(each)
    return ending, going_on


def _close(plan: Plan, ending: list[Assignment]) -> None:
    last = plan.on - timedelta(days=1)
    for each in ending:
        each.ends_on = max(last, each.starts_on)
    Assignment.objects.bulk_update(ending, ["ends_on"], batch_size=_BATCH)


def _carry_on(plan: Plan, rows: list[Assignment], made: dict[int, Unit]) -> None:
    seen: set[tuple[int, str, int]] = set()
    fresh: list[Assignment] = []
    for each in rows:
        heir = made[id(plan.heirs_of(each.unit)[0])]
        key = (each.user_id, each.role, heir.pk)
        if key not in seen:
            seen.add(key)
            fresh.append(
                Assignment(
                    user=each.user, role=each.role, unit=heir, starts_on=max(plan.on, each.starts_on),
                    ends_on=each.ends_on, granted_by_id=each.granted_by_id,
                )
            )  # fmt: skip
    Assignment.objects.bulk_create(fresh)
