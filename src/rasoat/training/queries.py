"""How far people are with course and practice, and whom a conference invites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Min

from rasoat.accounts.access import Access
from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Level, Unit
from rasoat.areas.scope import Scope
from rasoat.documents.common import commune_of
from rasoat.rounds.models import CommuneRound, Round, VillageRound
from rasoat.training.course import TOPICS
from rasoat.training.households import HOUSEHOLDS
from rasoat.training.models import Attempt, Conference, Invitee, Reading


class Standing(NamedTuple):
    """How far one person is: the topics he has read, and for each household the fewest mistakes so far."""

    read: frozenset[str]
    best: dict[int, int]

    @property
    def solved(self) -> int:
        """How many households he has filled without a mistake."""
        return sum(wrong == 0 for wrong in self.best.values())

    @property
    def left_to_read(self) -> int:
        """How many pages are not yet read."""
        return len(TOPICS) - len(self.read)

    @property
    def left_to_practise(self) -> int:
        """How many households are not yet solved."""
        return HOUSEHOLDS - self.solved

    @property
    def complete(self) -> bool:
        """Whether course and practice are done."""
        return not self.left_to_read and not self.left_to_practise


def standing_of(user: User, round_: Round) -> Standing:
    """Return how far a person is in the course of a round, by its present pack."""
    now = {"round": round_, "user": user, "pack_hash": round_.pack_hash}
    read = Reading.objects.filter(**now).values_list("topic", flat=True)
    best = Attempt.objects.filter(**now).order_by().values_list("household").annotate(least=Min("wrong"))
    return Standing(frozenset(read), dict(best))


class Learner(NamedTuple):
    """A village head and how far he is."""

    user: User
    village: Unit
    standing: Standing


class CommuneLearners(NamedTuple):
    """The village heads of a commune."""

    commune: Unit
    learners: list[Learner]

    @property
    def read(self) -> int:
        """How many have read the whole course."""
        return sum(not each.standing.left_to_read for each in self.learners)

    @property
    def complete(self) -> int:
        """How many are through course and practice."""
        return sum(each.standing.complete for each in self.learners)


def learners_of(round_: Round, within: Scope, on: date) -> list[CommuneLearners]:
    """Return the village heads of the round by commune, with their standing: four queries, whatever the size."""
    villages = VillageRound.objects.filter(round=round_).within(within).values("unit")
    held = (
        Assignment.objects.in_force(on)
        .filter(role=Role.VILLAGE_HEAD, unit__in=villages)
        .select_related("user", "unit__parent")
        .order_by("unit__path")
    )
    rows = list(held)
    people = [each.user_id for each in rows]
    now = {"round": round_, "pack_hash": round_.pack_hash, "user__in": people}
    read: defaultdict[int, set[str]] = defaultdict(set)
    for user, topic in Reading.objects.filter(**now).values_list("user", "topic"):
        read[user].add(topic)
    best: defaultdict[int, dict[int, int]] = defaultdict(dict)
    tried = Attempt.objects.filter(**now).order_by().values_list("user", "household")
    for user, household, least in tried.annotate(least=Min("wrong")):
        best[user][household] = least
    grouped: dict[Unit, list[Learner]] = {}
    for each in rows:
        standing = Standing(frozenset(read[each.user_id]), best[each.user_id])
        grouped.setdefault(commune_of(each.unit), []).append(Learner(each.user, each.unit, standing))
    return [CommuneLearners(commune, learners) for commune, learners in grouped.items()]


def home_of(access: Access, round_: Round, permission: Permission) -> Unit | None:
    """Return the first unit in the round for which the visitor holds the permission."""
    held = {path for path in access.scope(permission).paths if path.startswith(round_.unit.path)}
    return Unit.objects.filter(path__in=held).order_by("path").first()


GROUPS: dict[str, tuple[str, ...]] = {
    "village_heads": (Role.VILLAGE_HEAD,),
    "officers": (Role.COMMUNE_OFFICER,),
    "chairmen": (Role.COMMUNE_CHAIRMAN,),
    "reviewers": (Role.REVIEWER,),
}
"""Whom a conference may invite by role."""


def holders(unit: Unit, groups: Collection[str], on: date) -> list[Assignment]:
    """Return the holders of the groups' roles under a unit on a day, each person once, by commune and village."""
    roles = [role for group in groups for role in GROUPS[group]]
    rows = Assignment.objects.in_force(on).filter(role__in=roles, unit__path__startswith=unit.path)
    found: dict[int, Assignment] = {}
    for each in (
        rows.filter(user__is_active=True).select_related("user", "unit__parent").order_by("unit__path", "pk")
    ):
        found.setdefault(each.user_id, each)
    return list(found.values())


def conferences_of(round_: Round) -> list[Conference]:
    """Return the conferences of a round, the newest first."""
    return list(round_.conferences.select_related("unit"))


class CommuneInvited(NamedTuple):
    """The invited of one commune (or of the units above the communes)."""

    unit: Unit
    invitees: list[Invitee]

    @property
    def present(self) -> int:
        """How many were marked present."""
        return sum(each.present_at is not None for each in self.invitees)


def by_commune(rows: Iterable[Invitee]) -> list[CommuneInvited]:
    """Return invitees by the commune they come from."""
    grouped: dict[Unit, list[Invitee]] = {}
    for each in rows:
        grouped.setdefault(commune_of(each.unit), []).append(each)
    return [CommuneInvited(unit, invitees) for unit, invitees in grouped.items()]


def invited(conference: Conference, within: Scope) -> list[Invitee]:
    """Return the invited of a conference that come from the scope's units."""
    rows: Any = conference.invitees.all()
    found = rows.within(within).select_related("unit__parent", "marked_by")
    return list(found)


def hosts(access: Access, round_: Round) -> list[Unit]:
    """Return the units of the round for which the visitor may hold a conference by a role of that very level."""
    held = set(access.scope(Permission.TRAINING_KEEP).paths)
    return [unit for unit in units_that_host(round_) if unit.path in held]


def units_that_host(round_: Round) -> list[Unit]:
    """Return the units that may hold a conference in the round: its own, and its communes."""
    communes = CommuneRound.objects.filter(round=round_).select_related("unit")
    own = [round_.unit] if round_.unit.level != Level.COMMUNE else []
    return [*own, *(each.unit for each in communes)]
