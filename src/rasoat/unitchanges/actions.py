"""Propose an order from a file, confirm it by a second person, or withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone

from rasoat.accounts.access import Access
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, today
from rasoat.errors import Refused
from rasoat.roster.importing.action import digest
from rasoat.roster.importing.reading import Content
from rasoat.roster.importing.report import ImportResult, Line, Report
from rasoat.text_vi import clean_cell
from rasoat.unitchanges.carrying import carry
from rasoat.unitchanges.heirs import common
from rasoat.unitchanges.models import ChangeLine, ChangeOrder, OrderState
from rasoat.unitchanges.preview import Preview
from rasoat.unitchanges.reading import read_lines

_FILE_NAME_LIMIT = 200


class FaultyOrder(Refused):
    """A file with faults is not taken at all (U031); ``report`` holds every one of them."""

    def __init__(self, report: Report) -> None:
        errors = ImportResult({}, report.sorted()).errors
        super().__init__("U031", count=len(errors))
        self.report = report
        self.lines = errors


def require_in_charge(access: Access, preview: Preview) -> None:
    """Raise ``Refused`` (U028) unless the person is in charge of everything the order touches."""
    within = access.scope(Permission.UNITS_CHANGE)
    for unit in preview.plan.reaches():
        if not within.covers(unit):
            raise Refused("U028", unit=str(unit))


def scope_unit(preview: Preview) -> Unit:
    """Return the smallest unit that holds everything the order touches; the first of several provinces."""
    reached = sorted(preview.plan.reaches(), key=lambda unit: unit.path)
    shared = common(unit.path for unit in reached) or reached[0].path
    return Unit.objects.get(path=shared)


@dataclass(kw_only=True)
class ProposeOrder(Action[ChangeOrder]):
    """Propose the changes of one decision from a file (xlsx, csv) or rows in memory, heading row first.

    Nothing changes yet. A file with a fault is not taken: ``FaultyOrder`` (U031) holds every fault. ``dry_run`` takes
    the proposal back. Raises ``InputError`` (R001 … R016) and ``Refused`` (U002, U003, U027, U028).
    """

    name: ClassVar[str] = "units.propose"
    permission: ClassVar[Permission] = Permission.UNITS_CHANGE

    decision: str
    signed_on: date
    effective_on: date
    file_name: str
    content: Content
    dry_run: bool = False
    faults: list[Line] = field(init=False, default_factory=list)

    def run(self) -> ChangeOrder:
        """Propose, or try to."""
        with transaction.atomic():
            made = super().run()
            if self.dry_run:
                transaction.set_rollback(True)
        return made

    @cached_property
    def preview(self) -> Preview:
        """What the file will do; raises ``FaultyOrder``."""
        report = Report()
        lines = read_lines(self._name, self.content, report)
        found = Preview(lines, self.effective_on, report)
        if found.faults:
            self.faults = found.faults
            raise FaultyOrder(report)
        return found

    @property
    def _name(self) -> str:
        return clean_cell(PurePath(self.file_name.replace("\\", "/")).name)[-_FILE_NAME_LIMIT:] or "?"

    def unit(self) -> Unit:
        """The smallest unit that holds everything the order touches."""
        if not self.decision.strip():
            raise Refused("U002")
        if self.effective_on < self.signed_on:
            raise Refused("U003", day=f"{self.effective_on:%d/%m/%Y}", signed=f"{self.signed_on:%d/%m/%Y}")
        return scope_unit(self.preview)

    def check(self) -> None:
        """In charge of all of it, and not a file that waits or is done already."""
        require_in_charge(Access(self.actor, today()), self.preview)
        self._sha256 = digest(self.content)
        earlier = (
            ChangeOrder.objects.exclude(state=OrderState.WITHDRAWN).filter(file_sha256=self._sha256).first()
        )
        if earlier is not None:
            raise Refused("U027", decision=earlier.decision)

    def execute(self) -> ChangeOrder:
        """Keep the order and its lines as the file says them."""
        order = ChangeOrder.objects.create(
            unit=scope_unit(self.preview),
            decision=self.decision.strip(),
            signed_on=self.signed_on,
            effective_on=self.effective_on,
            file_name=self._name,
            file_sha256=self._sha256,
            proposed_by=self.actor,
        )
        for line in self.preview.lines:
            line.order = order
        ChangeLine.objects.bulk_create(self.preview.lines)
        return order

    def facts(self, result: ChangeOrder) -> Mapping[str, Any]:
        """The decision, the day and the file."""
        return {
            "decision": result.decision,
            "effective_on": str(result.effective_on),
            "sha256": result.file_sha256,
            **self.preview.counts,
        }


@dataclass(kw_only=True)
class _OrderStep(Action[ChangeOrder]):
    """A step with a proposed order."""

    permission: ClassVar[Permission] = Permission.UNITS_CHANGE

    order: ChangeOrder

    def unit(self) -> Unit:
        """The unit that holds everything the order touches."""
        return self.order.unit

    def check(self) -> None:
        """The order still waits (U025)."""
        self.order = ChangeOrder.objects.select_for_update().get(pk=self.order.pk)
        if self.order.state != OrderState.PROPOSED:
            raise Refused("U025", state=str(self.order.get_state_display()).lower())

    def _decide(self, state: OrderState) -> ChangeOrder:
        self.order.state, self.order.decided_by, self.order.decided_at = state, self.actor, timezone.now()
        self.order.save()
        return self.order


@dataclass(kw_only=True)
class ConfirmOrder(_OrderStep):
    """A second person confirms; then everything is done at once, or nothing."""

    name: ClassVar[str] = "units.confirm"

    faults: list[Line] = field(init=False, default_factory=list)

    def check(self) -> None:
        """Another hand, on or after the day, and still without a fault in the data as they are now."""
        super().check()
        if self.actor == self.order.proposed_by:
            raise Refused("U024")
        if self.order.effective_on > today():
            raise Refused("U026", day=f"{self.order.effective_on:%d/%m/%Y}")
        self._preview = Preview.of(self.order)
        if self._preview.faults:
            self.faults = self._preview.faults
            raise FaultyOrder(self._preview.report)
        require_in_charge(Access(self.actor, today()), self._preview)

    def execute(self) -> ChangeOrder:
        """Close the old units, make the new ones, and take everything along."""
        self._counts = self._preview.counts
        self.order.households = len(self._preview.moves.moves)
        self.order.persons = self._preview.moves.persons
        carry(self._preview.plan, self._preview.moves, self.order.decision)
        return self._decide(OrderState.DONE)

    def facts(self, result: ChangeOrder) -> Mapping[str, Any]:
        """The decision, the day and what it changed."""
        return {"decision": result.decision, "effective_on": str(result.effective_on), **self._counts}


@dataclass(kw_only=True)
class WithdrawOrder(_OrderStep):
    """Withdraw a proposal; the proposer may do it himself."""

    name: ClassVar[str] = "units.withdraw"

    def execute(self) -> ChangeOrder:
        """Close the proposal without doing anything."""
        return self._decide(OrderState.WITHDRAWN)

    def facts(self, result: ChangeOrder) -> Mapping[str, Any]:
        """The decision."""
        return {"decision": result.decision}
