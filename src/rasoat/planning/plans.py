"""Actions on plans: set the days from above, draft, submit, return, approve."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.db.models import Max

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import Action
from rasoat.audit.action import today as real_today
from rasoat.errors import Refused
from rasoat.planning.models import OPEN_PLANS, Plan, PlanFund, PlanPerson, PlanState, PlanStep
from rasoat.planning.papers import issue_plan
from rasoat.rounds.clock import today
from rasoat.rounds.models import STEP_ORDER, Deadline, Round, Step
from rasoat.rounds.queries import Calendar
from rasoat.rounds.step import require_open


class StepDays(NamedTuple):
    """The first and last day of a step, and who carries it out."""

    starts_on: date
    due_on: date
    who: str = ""


class Person(NamedTuple):
    """Somebody the plan counts on."""

    full_name: str
    office: str
    task: str


class Fund(NamedTuple):
    """Money in whole đồng, and where it comes from."""

    item: str
    amount: int
    source: str


StepMap = Mapping[str, StepDays]


def require_days(days: StepMap) -> None:
    """Raise ``Refused`` unless each step runs forward (P008) and no step ends before the one before it (P402)."""
    for step, span in days.items():
        if span.due_on < span.starts_on:
            raise Refused("P008", step=Step(step).label)
    ordered = [step for step in STEP_ORDER if step in days]
    for earlier, later in itertools.pairwise(ordered):
        if days[later].due_on < days[earlier].due_on:
            raise Refused(
                "P402",
                step=Step(later).label,
                day=f"{days[later].due_on:%d/%m/%Y}",
                before=Step(earlier).label,
                earliest=f"{days[earlier].due_on:%d/%m/%Y}",
            )


def require_within(days: StepMap, round_: Round, unit: Unit) -> None:
    """Raise ``Refused`` (P401) when a last day lies after the one that a unit above has set."""
    limits = Calendar(round_).above(unit)
    for step, span in days.items():
        limit = limits.get(step)
        if limit is not None and span.due_on > limit.due_on:
            raise Refused(
                "P401",
                step=Step(step).label,
                day=f"{span.due_on:%d/%m/%Y}",
                latest=f"{limit.due_on:%d/%m/%Y}",
                unit=str(limit.unit or round_.unit),
            )


def put_days(round_: Round, unit: Unit | None, days: StepMap) -> None:
    """Make ``days`` the calendar of a unit in a round, or of the round itself."""
    Deadline.objects.filter(round=round_, unit=unit).delete()
    Deadline.objects.bulk_create(
        Deadline(round=round_, unit=unit, step=step, starts_on=span.starts_on, due_on=span.due_on)
        for step, span in days.items()
    )


@dataclass(kw_only=True)
class SetLastDays(Action[Round]):
    """Set the last days of the steps for a round from above: the province's plan, which no plan below may pass."""

    name: ClassVar[str] = "plan.last-days"
    permission: ClassVar[Permission] = Permission.PLAN_LIMIT

    round: Round
    above: Unit
    days: StepMap

    def unit(self) -> Unit:
        """The unit that sets them."""
        return self.above

    def check(self) -> None:
        """A unit above the round, days that run forward, and none before what the round has planned."""
        require_open(self.round)
        path = self.round.unit.path
        if not path.startswith(self.above.path) or path == self.above.path:
            raise Refused("P400", unit=str(self.above), round=self.round.name)
        require_days(self.days)
        planned = Calendar(self.round).of(self.round.unit)
        for step, span in self.days.items():
            if step in planned and planned[step].due_on > span.due_on:
                raise Refused(
                    "P403",
                    step=Step(step).label,
                    day=f"{span.due_on:%d/%m/%Y}",
                    planned=f"{planned[step].due_on:%d/%m/%Y}",
                )

    def execute(self) -> Round:
        """Replace the last days."""
        put_days(self.round, self.above, self.days)
        return self.round

    def facts(self, result: Round) -> Mapping[str, Any]:
        """How many steps have a day."""
        return {"count": len(self.days)}


@dataclass(kw_only=True)
class DraftPlan(Action[Plan]):
    """Write the plan of a district or commune, or write it anew after it was returned."""

    name: ClassVar[str] = "plan.draft"
    permission: ClassVar[Permission] = Permission.PLAN_MAKE

    round: Round
    at: Unit
    purpose: str
    days: StepMap
    persons: Sequence[Person]
    funds: Sequence[Fund]

    def unit(self) -> Unit:
        """The unit of the plan."""
        return self.at

    def check(self) -> None:
        """A district or commune of the round, days within those above, and no plan under approval."""
        require_open(self.round)
        require_planner(self.round, self.at)
        require_own(self.actor, self.permission, self.at)
        require_days(self.days)
        require_within(self.days, self.round, self.at)
        if any(fund.amount <= 0 for fund in self.funds):
            raise Refused("P404")
        self._open = Plan.objects.filter(round=self.round, unit=self.at, state__in=OPEN_PLANS).first()
        if self._open is not None and self._open.state == PlanState.SUBMITTED:
            raise Refused("P405", plan=str(self._open.number))

    def execute(self) -> Plan:
        """Store what is planned."""
        plan = self._open or Plan(round=self.round, unit=self.at, number=self._next())
        plan.purpose, plan.state, plan.made_by = self.purpose.strip(), PlanState.DRAFT, self.actor
        plan.decided_by = plan.decided_on = None
        plan.save()
        for rows in (plan.steps, plan.persons, plan.funds):
            rows.all().delete()
        PlanStep.objects.bulk_create(
            PlanStep(plan=plan, step=step, **span._asdict()) for step, span in self.days.items()
        )
        PlanPerson.objects.bulk_create(
            PlanPerson(plan=plan, order=order, **person._asdict())
            for order, person in enumerate(self.persons)
        )
        PlanFund.objects.bulk_create(
            PlanFund(plan=plan, order=order, **fund._asdict()) for order, fund in enumerate(self.funds)
        )
        return plan

    def _next(self) -> int:
        earlier = Plan.objects.filter(round=self.round, unit=self.at)
        return (earlier.aggregate(last=Max("number"))["last"] or 0) + 1

    def facts(self, result: Plan) -> Mapping[str, Any]:
        """Its number, and how much it plans."""
        return {"number": result.number, "persons": len(self.persons), "count": len(self.days)}


def require_own(actor: User, permission: Permission, unit: Unit) -> None:
    """Raise ``Refused`` (P411) unless the actor has the permission by a role for the very unit, not for one above it."""
    if unit.path not in Access(actor, real_today()).scope(permission).paths:
        raise Refused("P411", unit=str(unit))


def require_planner(round_: Round, unit: Unit) -> None:
    """Raise ``Refused`` (P406) unless the unit is the round's own, or a commune of the round."""
    own = unit.path == round_.unit.path
    commune = unit.level == Level.COMMUNE and round_.communes.filter(unit=unit).exists()
    if not own and not commune:
        raise Refused("P406", unit=str(unit), round=round_.name)


@dataclass(kw_only=True)
class _PlanStepAction(Action[Plan]):
    """A step on one plan, which must stand in one of ``sources``."""

    sources: ClassVar[tuple[PlanState, ...]]

    plan: Plan

    def unit(self) -> Unit:
        """The unit of the plan."""
        return self.plan.unit

    def check(self) -> None:
        """The round is open and the plan stands where the step begins."""
        require_open(self.plan.round)
        require_own(self.actor, self.permission, self.plan.unit)
        self.plan.state = (
            Plan.objects.select_for_update().values_list("state", flat=True).get(pk=self.plan.pk)
        )
        if self.plan.state not in self.sources:
            wanted = ", ".join(str(state.label) for state in self.sources)
            raise Refused("P001", what=str(self.plan), state=self.plan.get_state_display(), wanted=wanted)

    def facts(self, result: Plan) -> Mapping[str, Any]:
        """Its number."""
        return {"number": result.number}


@dataclass(kw_only=True)
class SubmitPlan(_PlanStepAction):
    """Submit a plan to the one who approves it."""

    name: ClassVar[str] = "plan.submit"
    permission: ClassVar[Permission] = Permission.PLAN_MAKE
    sources = (PlanState.DRAFT, PlanState.RETURNED)

    def check(self) -> None:
        """Days for every step that is the unit's, somebody to do the work, and still within the days above."""
        super().check()
        days = {each.step: StepDays(each.starts_on, each.due_on) for each in self.plan.steps.all()}
        missing = [Step(step).label for step in STEP_ORDER if step not in days]
        if missing:
            raise Refused("P407", steps=", ".join(str(label) for label in missing))
        if not self.plan.persons.exists():
            raise Refused("P408")
        require_within(days, self.plan.round, self.plan.unit)

    def execute(self) -> Plan:
        """Hand it over."""
        self.plan.state, self.plan.submitted_on = PlanState.SUBMITTED, today(self.plan.round)
        self.plan.made_by, self.plan.remark = self.actor, ""
        self.plan.save(update_fields=["state", "submitted_on", "made_by", "remark"])
        return self.plan


@dataclass(kw_only=True)
class _DecidePlan(_PlanStepAction):
    """A decision on a submitted plan, by somebody of the unit itself who did not make it."""

    permission: ClassVar[Permission] = Permission.PLAN_APPROVE
    sources = (PlanState.SUBMITTED,)

    def check(self) -> None:
        """Not by its maker."""
        super().check()
        if self.plan.made_by_id == self.actor.pk:
            raise Refused("P409")

    def _decided(self, state: PlanState) -> Plan:
        self.plan.state = state
        self.plan.decided_by, self.plan.decided_on = self.actor, today(self.plan.round)
        return self.plan


@dataclass(kw_only=True)
class ReturnPlan(_DecidePlan):
    """Give a plan back with the reason."""

    name: ClassVar[str] = "plan.return"

    remark: str

    def check(self) -> None:
        """With a reason."""
        super().check()
        if not self.remark.strip():
            raise Refused("P013")

    def execute(self) -> Plan:
        """Store the reason."""
        plan = self._decided(PlanState.RETURNED)
        plan.remark = self.remark.strip()
        plan.save(update_fields=["state", "decided_by", "decided_on", "remark"])
        return plan


@dataclass(kw_only=True)
class ApprovePlan(_DecidePlan):
    """Approve a plan: it is printed as an official document, and its days become the calendar of its unit."""

    name: ClassVar[str] = "plan.approve"

    def check(self) -> None:
        """Its days still lie within those above."""
        super().check()
        self._days = {each.step: StepDays(each.starts_on, each.due_on) for each in self.plan.steps.all()}
        require_within(self._days, self.plan.round, self.plan.unit)
        if self._whole:
            self._check_communes()

    @property
    def _whole(self) -> bool:
        return self.plan.unit.path == self.plan.round.unit.path

    def _check_communes(self) -> None:
        """A commune whose approved plan ends later would break the plan above it."""
        for theirs in self.plan.round.deadlines.filter(unit__level=Level.COMMUNE).select_related("unit"):
            mine = self._days.get(theirs.step)
            if mine is not None and theirs.due_on > mine.due_on:
                day, planned = f"{mine.due_on:%d/%m/%Y}", f"{theirs.due_on:%d/%m/%Y}"
                step = Step(theirs.step).label
                raise Refused("P410", step=step, day=day, unit=str(theirs.unit), planned=planned)

    def execute(self) -> Plan:
        """Issue the paper and put the calendar in force."""
        plan = self._decided(PlanState.APPROVED)
        plan.document = issue_plan(plan, self.actor)
        plan.save(update_fields=["state", "decided_by", "decided_on", "document"])
        put_days(plan.round, None if self._whole else plan.unit, self._days)
        return plan
