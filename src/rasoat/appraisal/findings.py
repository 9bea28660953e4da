"""What an inspection found, the order to mend it, and its end (phát hiện, kiến nghị, theo dõi khắc phục)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.appraisal.models import Finding, FindingNote
from rasoat.appraisal.queries import shortened
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.audit.action import today as real_today
from rasoat.documents.attachments import Upload, attach
from rasoat.errors import Refused
from rasoat.rounds.clock import today
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import transition
from rasoat.rounds.step import CommuneStep, require, require_open
from rasoat.survey.models import Listing

Step = FindingNote.Step


@dataclass(kw_only=True)
class RaiseFinding(CommuneStep[Finding]):
    """Write down what is wrong in the commune, in one of its villages, or at one household."""

    name: ClassVar[str] = "finding.raise"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD

    kind: str
    text: str
    village: VillageRound | None = None
    listing: Listing | None = None

    def check(self) -> None:
        """It says something, about this commune."""
        super().check()
        if not self.text.strip():
            raise Refused("P711")
        if self.listing is not None:
            self.village = self.listing.village
        if self.village is not None and self.village.commune_id != self.commune.pk:
            raise Refused("P712", unit=str(self.village.unit), commune=str(self.commune.unit))

    def execute(self) -> Finding:
        """Store it under the next number of the commune."""
        last = self.commune.findings.order_by("number").last()
        return Finding.objects.create(
            commune=self.commune,
            number=last.number + 1 if last else 1,
            kind=self.kind,
            village=self.village,
            listing=self.listing,
            text=self.text.strip(),
            raised_on=self.day,
            raised_by=self.actor,
        )

    def facts(self, result: Finding) -> Mapping[str, Any]:
        """Number and kind."""
        return {"number": result.number, "kind": result.kind}


@dataclass(kw_only=True)
class _FindingStep(Action[Finding]):
    """A step on one finding; its name is its row in the state table."""

    finding: Finding

    note: ClassVar[str]

    def unit(self) -> Unit:
        """The commune."""
        return self.finding.commune.unit

    @property
    def day(self) -> date:
        """Today in the round's calendar."""
        return today(self.finding.commune.round)

    def check(self) -> None:
        """The round is open and the finding is in a state that allows the step."""
        require_open(self.finding.commune.round)
        require(self.finding, self.name)

    def _keep(self, text: str, upload: Upload | None = None) -> Finding:
        """Move the finding on, and write down what happened."""
        FindingNote.objects.create(
            finding=self.finding,
            step=self.note,
            text=text.strip(),
            attachment=attach(upload, self.unit(), self.actor) if upload else None,
            on=self.day,
            by=self.actor,
        )
        # State and fields in one statement: the database wants every finding whole.
        self.finding.state = transition(self.finding.table, self.name).to or self.finding.state
        self.finding.save()
        return self.finding

    def facts(self, result: Finding) -> Mapping[str, Any]:
        """The number."""
        return {"number": result.number}


def require_responsible(person: User, unit: Unit) -> None:
    """Raise ``Refused`` (P714) unless the person works in the commune and may answer a finding there."""
    scope = Access(person, real_today()).scope(Permission.FINDING_MEND)
    if not any(path.startswith(unit.path) for path in scope.paths):
        raise Refused("P714", person=person.full_name, unit=str(unit))


@dataclass(kw_only=True)
class OrderMending(_FindingStep):
    """Order a named person of the commune to mend it by a day."""

    name: ClassVar[str] = "finding.order"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD
    note: ClassVar[str] = Step.ORDERED

    order: str
    due_on: date
    responsible: User

    def check(self) -> None:
        """It says what to do, by a day that is not past, by somebody of the commune."""
        super().check()
        if not self.order.strip():
            raise Refused("P711")
        require_due(self.due_on, self.day)
        require_responsible(self.responsible, self.unit())

    def execute(self) -> Finding:
        """Store the order."""
        found = self.finding
        found.order, found.due_on = self.order.strip(), self.due_on
        found.responsible, found.ordered_by = self.responsible, self.actor
        return self._keep(self.order)


def require_due(due_on: date, day: date) -> None:
    """Raise ``Refused`` (P713) for a last day that has passed."""
    if due_on < day:
        raise Refused("P713", due=f"{due_on:%d/%m/%Y}", day=f"{day:%d/%m/%Y}")


@dataclass(kw_only=True)
class MendFinding(_FindingStep):
    """The responsible person tells what was done, with a file where there is one."""

    name: ClassVar[str] = "finding.mend"
    permission: ClassVar[Permission] = Permission.FINDING_MEND
    note: ClassVar[str] = Step.MENDED

    reply: str
    file: Upload | None = None

    def unit(self) -> Unit:
        """The place where the actor answers for it: the finding's village where he works there, else the commune."""
        village = self.finding.village
        mends = Access(self.actor, real_today()).scope(Permission.FINDING_MEND)
        if village is not None and not mends.covers(self.finding.commune.unit):
            return village.unit
        return self.finding.commune.unit

    def check(self) -> None:
        """By the person named, with words."""
        super().check()
        if self.finding.responsible != self.actor:
            named = self.finding.responsible
            raise Refused("P715", finding=shortened(self.finding), person=named.full_name if named else "–")
        if not self.reply.strip():
            raise Refused("P711")

    def execute(self) -> Finding:
        """Store who mended it."""
        self.finding.mended_by = self.actor
        return self._keep(self.reply, self.file)


@dataclass(kw_only=True)
class CloseFinding(_FindingStep):
    """Confirm that it is mended: another person than the one who mended it."""

    name: ClassVar[str] = "finding.close"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD
    note: ClassVar[str] = Step.CLOSED

    words: str = ""

    def check(self) -> None:
        """Not by who mended it."""
        super().check()
        if self.finding.mended_by == self.actor:
            raise Refused("P716")

    def execute(self) -> Finding:
        """Store who closed it."""
        self.finding.closed_by = self.actor
        return self._keep(self.words)


@dataclass(kw_only=True)
class ReopenFinding(_FindingStep):
    """Ask again: it was not mended, or broke again; with the reason and a new last day."""

    name: ClassVar[str] = "finding.reopen"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD
    note: ClassVar[str] = Step.REOPENED

    reason: str
    due_on: date

    def check(self) -> None:
        """With a reason, not after the district has agreed, and not by who mended it."""
        super().check()
        require(self.finding.commune, "finding.raise")
        if not self.reason.strip():
            raise Refused("P711")
        if self.finding.mended_by == self.actor:
            raise Refused("P716")
        require_due(self.due_on, self.day)

    def execute(self) -> Finding:
        """Take back who mended and closed it: the notes keep them."""
        found = self.finding
        found.due_on, found.mended_by, found.closed_by = self.due_on, None, None
        return self._keep(self.reason)
