"""Urge those who are late: a reminder on their task page, and one dispatch on paper to all of them (đôn đốc)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from rasoat.accounts.models import Assignment
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.areas.scope import Scope
from rasoat.audit.action import Action
from rasoat.documents.common import in_full, in_vietnamese
from rasoat.documents.models import Document
from rasoat.documents.shapes import LateUnit
from rasoat.errors import Refused
from rasoat.jobs.starting import start
from rasoat.planning.board import Line, board, late_lines
from rasoat.planning.jobs import DELIVER, channels
from rasoat.planning.models import Contact, Reminder
from rasoat.planning.papers import issue_dispatch
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_open


@dataclass(kw_only=True)
class SendReminders(Action[list[Reminder]]):
    """Remind the late among ``to`` (units of the round under the sender's own); those in time get nothing."""

    name: ClassVar[str] = "reminder.send"
    permission: ClassVar[Permission] = Permission.REMINDER_SEND

    round: Round
    sender: Unit
    to: Collection[int]
    words: str = ""

    def unit(self) -> Unit:
        """The unit that urges."""
        return self.sender

    def check(self) -> None:
        """Somebody among them is late."""
        require_open(self.round)
        late = late_lines(board(self.round, Scope((self.sender.path,))))
        self._lines = [line for line in late if line.unit.pk in self.to and line.unit != self.sender]
        if not self._lines:
            raise Refused("P430")

    def execute(self) -> list[Reminder]:
        """Issue the dispatch and keep a reminder for each."""
        day = today(self.round)
        rows = [_row(line) for line in self._lines]
        document = issue_dispatch(self.round, self.sender, rows, self.words, self.actor, day)
        sent = Reminder.objects.bulk_create(
            self._reminder(lines, document, day) for lines in _by_step(self._lines)
        )
        if channels():
            start(
                DELIVER,
                owner=self.actor,
                unit=self.sender,
                permission=Permission.REMINDER_SEND,
                title=document.title,
                document=document.pk,
            )
        return sent

    def _reminder(self, lines: list[Line], document: Document, day: date) -> Reminder:
        """One of a unit at a step; its words name what is not the step itself."""
        first = lines[0]
        also = [in_vietnamese(line.title) for line in lines if line.order_to_mend]
        return Reminder(
            round=self.round,
            unit=first.unit,
            step=first.step or "",
            due_on=first.deadline.due_on if first.deadline else day,
            done=first.done,
            of=first.of,
            words="\n".join(filter(None, [*also, self.words.strip()])),
            sent_on=day,
            sent_by=self.actor,
            document=document,
        )

    def subject(self, result: list[Reminder]) -> str:
        """The dispatch."""
        return f"document:{result[0].document_id}"

    def facts(self, result: list[Reminder]) -> Mapping[str, Any]:
        """How many were reminded."""
        return {"count": len(result)}


def _by_step(lines: Collection[Line]) -> list[list[Line]]:
    """Group lines by unit and step: a unit is reminded of a step once."""
    found: dict[tuple[int, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.unit.pk, line.step or ""), []).append(line)
    return list(found.values())


def _row(line: Line) -> LateUnit:
    assert line.step is not None
    assert line.deadline is not None
    return LateUnit(
        unit=in_full(line.unit) if line.unit.level == Level.VILLAGE else str(line.unit),
        step=in_vietnamese(line.title),
        due_on=line.deadline.due_on,
        done=line.done,
        of=line.of,
        days=line.late,
    )


@dataclass(kw_only=True)
class SeeReminder(Action[Reminder]):
    """Mark a reminder as seen: somebody who holds a role for the very unit does."""

    name: ClassVar[str] = "reminder.see"
    permission: ClassVar[Permission] = Permission.REMINDER_SEE

    reminder: Reminder

    def unit(self) -> Unit:
        """The unit that was reminded."""
        return self.reminder.unit

    def check(self) -> None:
        """Held by the unit itself, and not yet seen."""
        held = Assignment.objects.in_force(today(self.reminder.round)).filter(
            user=self.actor, unit=self.reminder.unit
        )
        if not held.exists():
            raise Refused("P431", unit=str(self.reminder.unit))
        if self.reminder.seen_on is not None:
            raise Refused("P432")

    def execute(self) -> Reminder:
        """Store who and when."""
        self.reminder.seen_on, self.reminder.seen_by = today(self.reminder.round), self.actor
        self.reminder.save(update_fields=["seen_on", "seen_by"])
        return self.reminder


@dataclass(kw_only=True)
class SetContact(Action[Unit]):
    """Keep the e-mail address of a unit's office for reminders; an empty one takes it away."""

    name: ClassVar[str] = "reminder.contact"
    permission: ClassVar[Permission] = Permission.REMINDER_SEND

    at: Unit
    email: str

    def unit(self) -> Unit:
        """The unit."""
        return self.at

    def execute(self) -> Unit:
        """Store or remove it."""
        if self.email:
            defaults = {"email": self.email, "kept_by": self.actor}
            Contact.objects.update_or_create(unit=self.at, defaults=defaults)
        else:
            Contact.objects.filter(unit=self.at).delete()
        return self.at

    def subject(self, result: Unit) -> str:
        """The unit, not its address."""
        return f"unit:{result.code}"
