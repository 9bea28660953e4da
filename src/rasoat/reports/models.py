"""The district's approval of the total and its way to the province."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rasoat.accounts.models import User
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Document
from rasoat.rounds.models import Round


class DistrictApprovalQuerySet(ScopedQuerySet["DistrictApproval"]):
    """Approvals, by area."""

    scope_field = "round__unit__path"


class DistrictApproval(models.Model):
    """The district chairman's approval of the total, then its way to the province.

    Counts are of recognised households on the day of approval; ``figures_sha256`` is the hash of the report tables
    that were approved.
    """

    round = models.OneToOneField(Round, models.PROTECT, related_name="approval")
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_on = models.DateField()
    households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    poor = models.PositiveIntegerField()
    near_poor = models.PositiveIntegerField()
    average = models.PositiveIntegerField()
    figures_sha256 = models.CharField(max_length=64)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DistrictApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(prepared_by=F("approved_by")), name="approval_by_another"),
            models.CheckConstraint(
                condition=Q(received_by__isnull=True) | ~Q(received_by=F("sent_by")),
                name="approval_received_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.approved_on}"
