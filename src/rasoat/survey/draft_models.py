"""The unfinished form, answers over which two people differ, and forms sent back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rasoat.accounts.models import User
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Attachment


class DraftQuerySet(ScopedQuerySet["Draft"]):
    """Drafts, by area."""

    scope_field = "listing__village__unit__path"


class Draft(models.Model):
    """An unfinished Phiếu A, B or C: the draft of the version that comes next; once that exists it is only a record.

    ``answers`` holds every value each field of the form ever had, oldest first, as [revision, value, user, time, page]
    (``merging.Entry``); ``revision`` grows by one with every save that changes something.
    """

    listing = models.ForeignKey("survey.Listing", models.PROTECT, related_name="drafts")
    form = models.CharField(max_length=1, choices=[(letter, letter) for letter in "ABC"], default="B")
    version = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict, blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    photo = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "form", "version"], name="draft_once_a_form_and_version"
            ),
            models.CheckConstraint(condition=Q(form__in=["A", "B", "C"]), name="draft_of_a_known_form"),
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.form} v{self.version} r{self.revision}"


class DraftClash(models.Model):
    """An answer typed against one that somebody else had changed meanwhile: both are kept until a person chooses.

    ``value`` is what was typed by ``typed_by``; what it stands against is the last answer of the draft. ``taken`` tells
    whether it was chosen.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="clashes")
    name = models.CharField(max_length=80)
    value = models.TextField(blank=True)
    editor = models.CharField(max_length=40)
    typed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    taken = models.BooleanField(null=True)
    chosen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    chosen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "name", "editor"],
                condition=Q(taken__isnull=True),
                name="clash_open_once_a_page",
            ),
            models.CheckConstraint(
                condition=Q(taken__isnull=True, chosen_by__isnull=True, chosen_at__isnull=True)
                | Q(taken__isnull=False, chosen_by__isnull=False, chosen_at__isnull=False),
                name="clash_is_open_or_chosen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.name}"


class Evidence(models.Model):
    """What a reviewer brought from a visit beside the answers: a photo, and roughly where it was, both as he likes.

    ``latitude`` and ``longitude`` are degrees to two places (about a kilometre), kept only with the household's consent.
    """

    submission = models.OneToOneField(
        "survey.Submission", models.PROTECT, primary_key=True, related_name="evidence"
    )
    photo = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    longitude = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    consent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False, consent=True),
                name="evidence_place_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(photo__isnull=False) | Q(latitude__isnull=False), name="evidence_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.submission)


class FormReturn(models.Model):
    """A handed-in form that the commune sends back with a reason; who filled it does not send it back."""

    submission = models.OneToOneField("survey.Submission", models.PROTECT, related_name="sent_back")
    reason = models.TextField()
    returned_on = models.DateField()
    returned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    filled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="return_has_reason"),
            models.CheckConstraint(
                condition=~Q(returned_by=F("filled_by")), name="return_by_another_than_filled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.reason}"
