"""The list of households to review, the forms filled for them, and the scores that follow."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.scope import Scope, ScopedQuerySet
from rasoat.law import Class
from rasoat.roster.identity import SealedField
from rasoat.roster.models import Household
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.survey.draft_models import Draft as Draft
from rasoat.survey.draft_models import DraftClash as DraftClash
from rasoat.survey.draft_models import Evidence as Evidence
from rasoat.survey.draft_models import FormReturn as FormReturn

CLASS_CHOICES = [(c.value, c.label_vi) for c in Class]


class Group(models.TextChoices):
    """Why a household is considered (group 1: the current list; group 2: it asks, or the village proposes it)."""

    CURRENT = "current", _("Đang trong danh sách nghèo, cận nghèo")
    REQUEST = "request", _("Có giấy đề nghị")
    PROPOSED = "proposed", _("Thôn đề xuất")


class Inclusion(models.TextChoices):
    """Whether a considered household is on the list to be surveyed."""

    PENDING = "pending", _("Chờ Phiếu A")
    ASKED = "asked", _("Chờ Ban xem xét")
    INCLUDED = "included", _("Khảo sát")
    LEFT_OUT = "left_out", _("Không khảo sát")


class ListingQuerySet(ScopedQuerySet["Listing"]):
    """Households considered for review, by area."""

    scope_field = "village__unit__path"

    def included(self) -> ListingQuerySet:
        """Those on the list to be surveyed."""
        return self.filter(inclusion=Inclusion.INCLUDED)


class Listing(models.Model):
    """A household considered for review in a round: why, and whether it is surveyed; nobody drops off unseen.

    ``hardship`` is why, as a key of the pack's list of reasons; ``reason`` says it in words.
    ``answered`` points to the submission that counts now (the newest); ``resurvey_reason`` is set while a form
    has been sent back and no newer one has come.
    """

    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="listings")
    household = models.ForeignKey(Household, models.PROTECT, related_name="listings")
    group = models.CharField(max_length=10, choices=Group)
    hardship = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    inclusion = models.CharField(max_length=10, choices=Inclusion)
    inclusion_reason = models.TextField(
        blank=True, help_text="why it is left out, or included against Phiếu A"
    )
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    resurvey_reason = models.TextField(blank=True)
    answered = models.OneToOneField(
        "Submission", models.PROTECT, null=True, blank=True, related_name="counts_for", editable=False
    )

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "household"], name="listing_once_a_household"),
            models.CheckConstraint(
                condition=Q(group="current", inclusion="included") | ~Q(group="current"),
                name="listing_current_list_is_surveyed",
            ),
            models.CheckConstraint(
                condition=Q(group="current") | ~Q(reason=""), name="listing_group_two_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(group="current", hardship="") | ~Q(group="current") & ~Q(hardship=""),
                name="listing_group_two_has_hardship",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household} ({self.get_group_display()})"


class RequestQuerySet(ScopedQuerySet["Request"]):
    """Requests, by area: each belongs to the commune it is addressed to, and to the village it is about."""

    scope_field = "commune__unit__path"

    def within(self, scope: Scope) -> RequestQuerySet:
        """Those addressed to a commune inside ``scope``, or about a village inside it."""
        return self.filter(scope.q(self.scope_field) | scope.q("village__unit__path"))

    def waiting(self) -> RequestQuerySet:
        """Those nobody has taken in or refused yet."""
        return self.filter(state=Request.State.WAITING)


class Request(models.Model):
    """A request (giấy đề nghị) to be added (1a) or to be recognised as escaped (1b), as it was received.

    ``answers`` holds what stands on the paper by the pack's question ids, with ``members`` for its table; what the pack
    calls sealed (identity numbers) is in ``sealed``, as JSON. ``household`` is the one of the roster it was matched with;
    ``listing`` is empty for a request that no list of a round takes up. ``sent_as`` is the key the sender's form carried.
    """

    class Form(models.TextChoices):
        """Which form it is."""

        ADDED = "1a", _("Đề nghị bổ sung hộ nghèo, hộ cận nghèo")
        ESCAPED = "1b", _("Đề nghị thoát nghèo, thoát cận nghèo")

    class Channel(models.TextChoices):
        """How it came."""

        PERSON = "person", _("Nộp trực tiếp")
        POST = "post", _("Gửi bưu điện")
        WEB = "web", _("Gửi qua mạng")

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Chờ xã tiếp nhận")
        TAKEN_IN = "taken_in", _("Đã tiếp nhận")
        REFUSED = "refused", _("Không tiếp nhận")
        MOVED = "moved", _("Chuyển xét trong năm")

    commune = models.ForeignKey(CommuneRound, models.PROTECT, related_name="requests")
    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="requests", null=True)
    household = models.ForeignKey(Household, models.PROTECT, related_name="requests", null=True)
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="requests", null=True)
    form = models.CharField(max_length=2, choices=Form)
    receipt = models.CharField(max_length=20, unique=True)
    sent_as = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    applicant = models.CharField(max_length=120)
    reason = models.TextField()
    answers = models.JSONField(default=dict, blank=True)
    members = models.JSONField(default=list, blank=True)
    sealed = SealedField(blank=True, default="", purpose="rasoat.request.sealed")
    received_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)
    confirmed_by_village_head = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    answer = models.TextField(blank=True, help_text="why it is refused")

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "form"], name="request_once_a_form"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(state="waiting") & Q(decided_by__isnull=False, decided_on__isnull=False),
                name="request_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_in") | Q(household__isnull=False),
                name="request_taken_in_for_household",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="request_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class QuickScreen(models.Model):
    """Phiếu A of a household of group 2: what it has, how many items count, and what the rule says.

    ``asked_reason`` is why the village wants it surveyed all the same; the committee decides that, another person than
    the one who filled the form, with a reason of its own.
    """

    listing = models.OneToOneField(Listing, models.PROTECT, related_name="screen")
    answers = models.JSONField()
    count = models.PositiveSmallIntegerField()
    rule_leaves_out = models.BooleanField()
    filled_on = models.DateField()
    filled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_on__isnull=True, decision_reason="")
                | Q(decided_by__isnull=False, decided_on__isnull=False, rule_leaves_out=True)
                & ~Q(decision_reason=""),
                name="screen_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("filled_by")),
                name="screen_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {self.count}"


class SubmissionQuerySet(ScopedQuerySet["Submission"]):
    """Submissions, by area."""

    scope_field = "listing__village__unit__path"


class Submission(models.Model):
    """One filled Phiếu B: immutable. A corrected form is a new version; a re-check is by another reviewer.

    ``members`` is the member table, in the order of the roster: for each person ``member`` (the roster's key),
    ``birth_date`` as it was judged (yyyy-mm-dd, yyyy-mm or yyyy) and the 0/1 answers; empty when only the ticks were
    keyed. ``remarks`` holds the reason given for each check that spoke, by the key of the check.
    """

    class Origin(models.TextChoices):
        """What the form was filled for."""

        SURVEY = "survey", _("Khảo sát")
        RESURVEY = "resurvey", _("Khảo sát lại")
        RECHECK = "recheck", _("Phúc tra")
        CORRECTION = "correction", _("Đính chính")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=10, choices=Origin)
    answers = models.JSONField()
    members = models.JSONField(default=list, blank=True)
    remarks = models.JSONField(default=dict, blank=True)
    answers_hash = models.CharField(max_length=64)
    form_version = models.CharField(max_length=40)
    persons = models.PositiveSmallIntegerField()
    visited_on = models.DateField()
    respondent = models.CharField(max_length=120)
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    first_reviewer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "version"], name="submission_version_once"),
            models.CheckConstraint(
                condition=Q(origin="recheck", first_reviewer__isnull=False) & ~Q(reviewer=F("first_reviewer"))
                | ~Q(origin="recheck") & Q(first_reviewer__isnull=True),
                name="submission_recheck_by_another",
            ),
            models.CheckConstraint(condition=Q(persons__gte=1), name="submission_has_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.listing} v{self.version}"


class ScoreQuerySet(ScopedQuerySet["Score"]):
    """Scores, by area."""

    scope_field = "submission__listing__village__unit__path"


class Score(models.Model):
    """The score of one submission; it exists only for complete, valid answers, and pins what it was computed with.

    Units: ``b1`` and ``b2`` in points; ``deprivations`` indicator numbers joined by ``;``.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, primary_key=True, related_name="score")
    b1 = models.PositiveSmallIntegerField()
    b2 = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=16, choices=CLASS_CHOICES)
    deprivations = models.CharField(max_length=40, blank=True)
    pack = models.CharField(max_length=20)
    pack_hash = models.CharField(max_length=64)
    reference_date = models.DateField()
    code_version = models.CharField(max_length=20)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=[c.value for c in Class]), name="score_known_class"
            ),
            models.CheckConstraint(condition=Q(b2__lte=120), name="score_b2_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.b1}/{self.b2} {self.result}"


class SecondScoreQuerySet(ScopedQuerySet["SecondScore"]):
    """Scores by the second standard, by area."""

    scope_field = "submission__listing__village__unit__path"


class SecondScore(models.Model):
    """What the same form gives by the round's second standard; it stands beside the score and decides nothing.

    Units: ``b1`` and ``b2`` in points; ``deprivations`` indicator numbers joined by ``;``.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, primary_key=True, related_name="second")
    b1 = models.PositiveSmallIntegerField()
    b2 = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=16, choices=CLASS_CHOICES)
    deprivations = models.CharField(max_length=40, blank=True)
    pack = models.CharField(max_length=20)
    pack_hash = models.CharField(max_length=64)
    reference_date = models.DateField()
    code_version = models.CharField(max_length=20)

    objects = SecondScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=[c.value for c in Class]), name="second_score_known_class"
            ),
            models.CheckConstraint(condition=Q(b2__lte=120), name="second_score_b2_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.b1}/{self.b2} {self.result} ({self.pack})"
