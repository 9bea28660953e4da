"""One correction of one recognition: what is said to be wrong, the check, the decision, what took its place."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rasoat.accounts.models import User
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Attachment, Document
from rasoat.recognition.models import Recognition
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import CorrectionState
from rasoat.survey.models import Submission

OPEN = (CorrectionState.REQUESTED, CorrectionState.CHECKED)


class CorrectionQuerySet(ScopedQuerySet["Correction"]):
    """Corrections, by area."""

    scope_field = "village__unit__path"

    def open(self) -> CorrectionQuerySet:
        """Those that wait for a check or a decision."""
        return self.filter(state__in=OPEN)


class Correction(models.Model):
    """The correction (đính chính) of a recognition after its decision: three hands, and nothing is taken away.

    ``recognition`` is the one said to be wrong, ``submission`` the form as it should have been, filled by the checker,
    ``made`` the recognition that takes its place once the chairman has decided.
    """

    receipt = models.CharField(max_length=40, unique=True)
    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="corrections")
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="corrections")
    wrong = models.TextField()
    reason = models.TextField()
    evidence = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    requested_on = models.DateField()
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.REQUESTED)
    submission = models.OneToOneField(
        Submission, models.PROTECT, null=True, blank=True, related_name="correction"
    )
    opinion = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="correction"
    )
    made = models.OneToOneField(
        Recognition, models.PROTECT, null=True, blank=True, related_name="made_by_correction"
    )

    objects = CorrectionQuerySet.as_manager()
    table = "correction"

    class Meta:
        ordering = ["-requested_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recognition"],
                condition=Q(state__in=["requested", "checked"]),
                name="correction_one_open_a_recognition",
            ),
            models.CheckConstraint(
                condition=(Q(checked_by__isnull=True) | ~Q(checked_by=F("requested_by")))
                & (Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")))
                & (Q(decided_by__isnull=True) | Q(checked_by__isnull=True) | ~Q(decided_by=F("checked_by"))),
                name="correction_three_hands",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", submission__isnull=True, made__isnull=True)
                | Q(state="checked", submission__isnull=False, made__isnull=True)
                | Q(state="decided", submission__isnull=False, made__isnull=False, document__isnull=False)
                | Q(state="refused", made__isnull=True) & ~Q(answer=""),
                name="correction_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt
