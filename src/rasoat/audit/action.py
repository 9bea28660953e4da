"""The action: check, execute, log. Every change of state in the review is one of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from django.db import transaction
from django.utils import timezone

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit import log

ResultT = TypeVar("ResultT")
PUBLIC_ROLE = "public"
_FOLLOWERS: dict[str, list[Callable[[Any], None]]] = {}


@dataclass(kw_only=True)
class Action(Generic[ResultT]):
    """One legal or administrative step by one person.

    ``run`` checks role and area, then state, deadline and maker ≠ checker (``check``), then changes the data
    (``execute``) and appends one log entry, all in one transaction. Web pages, commands, imports and tests call it.
    """

    actor: User

    name: ClassVar[str]
    permission: ClassVar[Permission]

    def unit(self) -> Unit:
        """The unit for which the actor needs the permission."""
        raise NotImplementedError

    def acting_role(self, unit: Unit) -> str:
        """The role in which the actor acts; raises ``NotAllowed`` (A001) when he holds none that permits it."""
        return Access(self.actor, today()).role_for(self.permission, unit)

    def prepare(self) -> None:
        """Read, before the transaction, what others may still change while it is read; ``check`` relies on nothing of it."""

    def check(self) -> None:
        """Raise ``Refused`` when the step may not be taken now."""

    def execute(self) -> ResultT:
        """Change the data."""
        raise NotImplementedError

    def subject(self, result: ResultT) -> str:
        """Name what the step was done to, as ``kind:id``."""
        return f"{type(result).__name__.lower()}:{getattr(result, 'pk', '')}"

    def facts(self, result: ResultT) -> Mapping[str, Any]:
        """What the log keeps beside the subject; never personal data."""
        return {}

    def logged(self, result: ResultT) -> bool:
        """Whether the step gets an entry of its own; one that only repeats an entry already there does not."""
        return True

    def run(self) -> ResultT:
        """Carry the step out; raises ``NotAllowed`` or ``Refused``, and then nothing has changed."""
        self.prepare()
        with transaction.atomic():
            unit = self.unit()
            role = self.acting_role(unit)
            self.check()
            result = self.execute()
            if self.logged(result):
                log.record(
                    actor=self.actor,
                    role=role,
                    action=self.name,
                    unit_path=unit.path,
                    subject=self.subject(result),
                    facts=self.facts(result),
                )
            for follow in _FOLLOWERS.get(self.name, ()):
                transaction.on_commit(partial(follow, self), robust=True)
        return result


def afterwards(names: Iterable[str], follow: Callable[[Any], None]) -> None:
    """Have ``follow`` called with each action of these names once it has taken place; what it does cannot undo the action."""
    for name in names:
        _FOLLOWERS.setdefault(name, []).append(follow)


@dataclass(kw_only=True)
class PublicAction(Action[ResultT]):
    """A step that anyone may take on the public pages, without signing in: it may add, never change or decide."""

    actor: User = field(default_factory=User.objects.the_public)

    def acting_role(self, unit: Unit) -> str:
        """No role is asked for; the log says ``public``."""
        return PUBLIC_ROLE


def today() -> date:
    """The calendar day in Vietnam."""
    return timezone.localdate()
