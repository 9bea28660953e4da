"""What the log page and the people pages show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Role
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.audit.action import PUBLIC_ROLE
from rasoat.audit.models import Entry, EntryQuerySet
from rasoat.audit.names import fact_of, name_of
from rasoat.text_vi import fold, sort_key

HASH_DIGITS = 64


class LogFilter(NamedTuple):
    """What the visitor looks for in the log."""

    action: str = ""
    unit: Unit | None = None
    person: User | None = None
    start: date | None = None
    end: date | None = None


def filtered(rows: EntryQuerySet, wanted: LogFilter) -> QuerySet[Entry]:
    """Return the entries that fit, the newest first."""
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.unit is not None:
        rows = rows.filter(unit_path__startswith=wanted.unit.path)
    if wanted.person is not None:
        rows = rows.filter(actor=wanted.person)
    if wanted.start is not None:
        rows = rows.filter(at__gte=_midnight(wanted.start))
    if wanted.end is not None:
        rows = rows.filter(at__lt=_midnight(wanted.end + timedelta(days=1)))
    return rows.select_related("actor").order_by("-number")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _short(value: Any) -> str:
    """Return a fact in a few characters: a hash by its beginning, yes and no in words."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    text = str(value)
    return f"{text[:12]}…" if len(text) == HASH_DIGITS and text.isalnum() else text


class LogLine(NamedTuple):
    """An entry as the page shows it."""

    entry: Entry
    action: str
    role: str
    unit: str
    facts: list[tuple[str, Any]]


def lines(entries: Iterable[Entry]) -> list[LogLine]:
    """Name the unit and the role of each entry."""
    listed = list(entries)
    roles = {**dict(Role.choices), PUBLIC_ROLE: _("Người dân")}
    units = Unit.objects.filter(path__in={entry.unit_path for entry in listed})
    names = {unit.path: str(unit) for unit in units}
    return [
        LogLine(
            entry,
            name_of(entry.action),
            str(roles.get(entry.role, entry.role)),
            names.get(entry.unit_path, entry.unit_path),
            [
                (fact_of(key), _short(value))
                for key, value in entry.facts.items()
                if value not in ("", None, "None")
            ],
        )
        for entry in listed
    ]


def people_within(scope: Scope, on: date) -> QuerySet[User]:
    """Return the accounts of an area: those with a role in it, and those created in it that have no role yet."""
    assignments = Assignment.objects.within(scope)
    inside = Exists(assignments.filter(user=OuterRef("pk")))
    created = [
        int(subject.partition(":")[2])
        for subject in Entry.objects.within(scope)
        .filter(action="people.create")
        .values_list("subject", flat=True)
    ]
    free = Q(pk__in=created) & ~Exists(Assignment.objects.filter(user=OuterRef("pk")))
    held = Prefetch(
        "assignments",
        queryset=assignments.in_force(on).select_related("unit").order_by("unit__path", "role"),
        to_attr="held",
    )
    return User.objects.filter(inside | free).prefetch_related(held)


def found_by(people: Iterable[User], text: str, role: str) -> list[User]:
    """Return the people whose name or sign-in name holds ``text`` (without marks), by given name."""
    wanted = fold(text)
    found = [
        person
        for person in people
        if (not wanted or wanted in fold(person.full_name) or wanted in person.username)
        and (not role or any(held.role == role for held in person.held))  # type: ignore[attr-defined]
    ]
    return sorted(found, key=lambda person: sort_key(person.full_name))
