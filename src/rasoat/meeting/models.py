"""The village meeting (họp dân): who was there, and what it said of each household."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Document
from rasoat.rounds.models import VillageRound
from rasoat.survey.models import Submission


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    """Meetings, by area."""

    scope_field = "village__unit__path"


class Meeting(models.Model):
    """One meeting of a village; a village may meet again after forms were sent back."""

    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    began_at = models.TimeField()
    ended_at = models.TimeField()
    place = models.CharField(max_length=200)
    chair = models.CharField(max_length=120, help_text="the village head")
    secretary = models.CharField(max_length=120)
    party_cell = models.PositiveSmallIntegerField(default=0)
    organisations = models.PositiveSmallIntegerField(default=0)
    reviewers = models.PositiveSmallIntegerField(default=0)
    households = models.PositiveSmallIntegerField()
    conclusion = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    minutes = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["village", "number"]
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=Q(households__gte=1), name="meeting_has_households"),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="meeting_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.held_on}"


class MeetingItem(models.Model):
    """What the meeting said of one household's form: agreed, or back to be surveyed again with a reason."""

    class Outcome(models.TextChoices):
        """The opinion of the meeting; it never changes points."""

        AGREED = "agreed", _("Thống nhất")
        SEND_BACK = "send_back", _("Đề nghị khảo sát lại")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="meeting_items")
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "submission"], name="meeting_item_once"),
            models.CheckConstraint(
                condition=Q(outcome="agreed") | ~Q(note=""), name="meeting_send_back_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.outcome}"
