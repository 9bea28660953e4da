"""The village meeting (họp dân): who was there, and what it said of each household."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Attachment, Document, Withdrawable
from rasoat.rounds.models import VillageRound
from rasoat.survey.models import CLASS_CHOICES, Listing, Submission


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
    front = models.PositiveSmallIntegerField(default=0)
    organisations = models.PositiveSmallIntegerField(default=0)
    reviewers = models.PositiveSmallIntegerField(default=0)
    officials = models.PositiveSmallIntegerField(default=0)
    households = models.PositiveSmallIntegerField()
    vote_percent = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="of all present, from the pack; null: agreement is recorded, not counted",
    )
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
            models.CheckConstraint(
                condition=Q(vote_percent__isnull=True) | Q(vote_percent__range=(1, 100)),
                name="meeting_vote_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.held_on}"

    @property
    def present(self) -> int:
        """Everybody who was there."""
        groups = (self.party_cell, self.front, self.organisations, self.reviewers, self.officials)
        return sum(groups) + self.households


class MeetingItem(models.Model):
    """What the meeting said of one household's form: agreed, or back to be surveyed again with a reason.

    ``proposed`` is the class the room asks for when it is not the score's; it changes no points and sends the form
    back. ``in_favour`` counts hands only where the pack has a share to reach; triggers hold it to those present and
    to the share.
    """

    class Outcome(models.TextChoices):
        """The opinion of the meeting; it never changes points."""

        AGREED = "agreed", _("Thống nhất")
        SEND_BACK = "send_back", _("Đề nghị khảo sát lại")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="meeting_items")
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.TextField(blank=True)
    objection = models.TextField(blank=True)
    proposed = models.CharField(max_length=16, choices=CLASS_CHOICES, blank=True)
    in_favour = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "submission"], name="meeting_item_once"),
            models.CheckConstraint(
                condition=Q(outcome="agreed") | ~Q(note=""), name="meeting_send_back_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(proposed="") | Q(outcome="send_back"), name="meeting_departs_only_by_resurvey"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.outcome}"


class SignedPageQuerySet(ScopedQuerySet["SignedPage"]):
    """Pages of signed minutes, by area."""

    scope_field = "meeting__village__unit__path"

    def standing(self) -> SignedPageQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class SignedPage(Withdrawable):
    """A page of the signed minutes as it was scanned back in; who sent it and when stands with the file."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="signed_pages")
    number = models.PositiveSmallIntegerField()
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="signed_page")

    objects = SignedPageQuerySet.as_manager()

    class Meta(Withdrawable.Meta):
        ordering = ["meeting", "number"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "number"], name="signed_page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class InvitationQuerySet(ScopedQuerySet["Invitation"]):
    """Invitations, by area."""

    scope_field = "village__unit__path"


class Invitation(models.Model):
    """One calling of a village meeting: when, where, and (in ``invitees``) who was asked to come."""

    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    meets_on = models.DateField()
    begins_at = models.TimeField()
    place = models.CharField(max_length=200)
    invited_on = models.DateField()
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    letters = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["village", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="invitation_number_once"),
            models.CheckConstraint(
                condition=Q(meets_on__gte=F("invited_on")), name="invitation_comes_before_the_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.meets_on}"


class InvitedGroup(models.TextChoices):
    """The parts of a village meeting (thành phần dự họp)."""

    PARTY_CELL = "party_cell", _("Chi bộ")
    FRONT = "front", _("Ban công tác Mặt trận")
    ORGANISATIONS = "organisations", _("Các đoàn thể")
    REVIEWERS = "reviewers", _("Rà soát viên")
    OFFICIALS = "officials", _("Cán bộ xã")
    HOUSEHOLDS = "households", _("Đại diện hộ dân")


class Invitee(models.Model):
    """Somebody who was invited; a household under review is named by its head."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="invitees")
    group = models.CharField(max_length=14, choices=InvitedGroup)
    name = models.CharField(max_length=120)
    listing = models.ForeignKey(Listing, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "listing"],
                condition=Q(listing__isnull=False),
                name="invited_once_a_household",
            ),
            models.CheckConstraint(
                condition=Q(listing__isnull=True) | Q(group="households"),
                name="invited_listing_is_a_household",
            ),
        ]

    def __str__(self) -> str:
        return self.name
