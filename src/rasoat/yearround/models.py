"""A case: one household's request in the year, its form, the chairman's decision and the posting."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.scope import ScopedQuerySet
from rasoat.audit.receipt import code_of
from rasoat.documents.models import Document
from rasoat.law import Rules
from rasoat.lawbook import editions
from rasoat.recognition.models import Recognition
from rasoat.roster.identity import SealedField
from rasoat.roster.models import Household
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import CaseState
from rasoat.survey.models import CLASS_CHOICES, Request


class CaseQuerySet(ScopedQuerySet["Case"]):
    """Cases, by area."""

    scope_field = "village__unit__path"

    def open(self) -> CaseQuerySet:
        """Those not yet decided."""
        return self.filter(state__in=(CaseState.RECEIVED, CaseState.APPRAISED))


class Case(models.Model):
    """A request to be added (PL 1a) or recognised as escaped (PL 1b) in the year (TT17 Điều 5, TT14 Điều 1).

    ``due_on`` is the last day for the decision by the rules of the day it was received; empty where none gives it.
    """

    class Kind(models.TextChoices):
        """Which form."""

        ADDED = "1a", _("Đề nghị bổ sung hộ nghèo, hộ cận nghèo")
        ESCAPED = "1b", _("Đề nghị thoát nghèo, thoát cận nghèo")

    class Channel(models.TextChoices):
        """How it came."""

        PERSON = "person", _("Nộp trực tiếp")
        POST = "post", _("Gửi bưu điện")
        WEB = "web", _("Gửi qua mạng")

    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="cases")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="cases")
    request = models.OneToOneField(
        Request,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case",
        help_text="which came too late for its list",
    )
    kind = models.CharField(max_length=2, choices=Kind)
    receipt = models.CharField(max_length=20, unique=True)
    applicant = models.CharField(max_length=120)
    contact = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    received_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)
    confirmed_by_village_head = models.BooleanField(default=False)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.RECEIVED)
    filled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True, help_text="why it is refused")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recognition = models.OneToOneField(
        Recognition, models.PROTECT, null=True, blank=True, related_name="case"
    )
    posted_on = models.DateField(null=True, blank=True)
    posted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaseQuerySet.as_manager()
    table = "case"

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=["received", "appraised"]),
                name="case_one_open_a_household",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["received", "appraised"], decided_by__isnull=True, decided_on__isnull=True
                )
                | Q(
                    state="recognised",
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                    recognition__isnull=False,
                )
                | Q(state="refused", decided_by__isnull=False, decided_on__isnull=False) & ~Q(answer=""),
                name="case_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("received_by"))
                & (Q(filled_by__isnull=True) | ~Q(decided_by=F("filled_by"))),
                name="case_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(posted_on__isnull=True) | Q(state="recognised", posted_by__isnull=False),
                name="case_posted_when_recognised",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def code(self) -> str:
        """The secret code that opens the receipt; it is stored nowhere."""
        return code_of(self.receipt)

    @property
    def rules(self) -> Rules:
        """The rules on the day the request was received: a request is judged by the text then in force."""
        round_ = self.village.round
        return editions.by_hash(round_.pack, round_.pack_hash).on(self.received_on)

    def is_late(self, day: date) -> bool:
        """Whether the day for the decision has passed, or had when it was decided."""
        return self.due_on is not None and (self.decided_on or day) > self.due_on


class CasePaper(models.Model):
    """The form 1a or 1b of a case as its applicant sent it; never changed.

    ``sealed`` holds what the form calls sealed (identity numbers); ``sent_as`` is the key the sender's form carried.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="paper")
    answers = models.JSONField()
    members = models.JSONField()
    sealed = SealedField(blank=True, default="", purpose="rasoat.case.sealed")
    sent_as = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return str(self.case)


class CaseForm(models.Model):
    """The one Phiếu B of a case with its score, pinned to the rules of the day of the request; never changed.

    Units: ``b1`` and ``b2`` in points; ``deprivations`` indicator numbers joined by ``;``.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="form")
    answers = models.JSONField()
    answers_hash = models.CharField(max_length=64)
    persons = models.PositiveSmallIntegerField()
    b1 = models.PositiveSmallIntegerField()
    b2 = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=16, choices=CLASS_CHOICES)
    deprivations = models.CharField(max_length=40, blank=True)
    pack = models.CharField(max_length=20)
    pack_hash = models.CharField(max_length=64)
    rules_on = models.DateField()
    code_version = models.CharField(max_length=20)
    visited_on = models.DateField()
    respondent = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.case} {self.b1}/{self.b2}"
