"""The conference with its agenda, invitations and attendance; what each person has read and practised."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet
from rasoat.rounds.models import Round


def new_code() -> str:
    """Return a code nobody can guess: 128 bits, as it stands in the QR code of an invitation."""
    return secrets.token_urlsafe(16)


class Conference(models.Model):
    """A training conference of a unit for a round (hội nghị tập huấn)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="conferences")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    begins_at = models.TimeField()
    place = models.CharField(max_length=200)
    host = models.CharField(max_length=160)
    called_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    called_on = models.DateField()

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item of the agenda: from when, what, by whom; ``topic`` is the course page of the same matter, if any."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    title = models.CharField(max_length=200)
    speaker = models.CharField(max_length=120, blank=True)
    topic = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["conference", "order"], name="agenda_item_once")]

    def __str__(self) -> str:
        return self.title


class InviteeQuerySet(ScopedQuerySet["Invitee"]):
    """The invited, by the unit they come from: a commune sees its own."""

    scope_field = "unit__path"


class Way(models.TextChoices):
    """How somebody was marked present."""

    LIST = "list", _("Đánh dấu trên danh sách")
    CODE = "code", _("Quét mã giấy mời")


class Invitee(models.Model):
    """Somebody invited to a conference, and when he was marked present."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="invitees")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    full_name = models.CharField(max_length=120)
    office = models.CharField(max_length=160, blank=True)
    guest = models.BooleanField(default=False)
    code = models.CharField(max_length=32, unique=True, default=new_code)
    present_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=4, choices=Way, blank=True)

    objects = InviteeQuerySet.as_manager()

    class Meta:
        ordering = ["unit__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "user"], condition=Q(user__isnull=False), name="invitee_once"
            ),
            models.CheckConstraint(
                condition=Q(present_at__isnull=True, marked_by__isnull=True, way="")
                | Q(present_at__isnull=False, marked_by__isnull=False) & ~Q(way=""),
                name="invitee_marked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Reading(models.Model):
    """A person has read a page of the course, as the pack of ``pack_hash`` wrote it; never changed."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, models.PROTECT, related_name="readings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20)
    pack_hash = models.CharField(max_length=64)
    read_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user", "topic", "pack_hash"], name="reading_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.topic}"


class AttemptQuerySet(ScopedQuerySet["Attempt"]):
    """Attempts, by the unit of the person."""

    scope_field = "unit__path"


class Attempt(models.Model):
    """One filled form of an invented household; never changed, a correction is the next attempt.

    ``wrong`` of ``of`` answers were not those of the key, which follows from person, pack and number.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="attempts")
    user = models.ForeignKey(User, models.PROTECT, related_name="attempts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    household = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    wrong = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    pack_hash = models.CharField(max_length=64)
    made_on = models.DateField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["household", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "user", "household", "number"], name="attempt_once"),
            models.CheckConstraint(condition=Q(wrong__lte=F("of")), name="attempt_wrong_within"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.household}.{self.number}"
