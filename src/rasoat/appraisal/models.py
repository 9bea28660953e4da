"""The commune's report, the district's inspection and its opinion."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Document
from rasoat.rounds.models import CommuneRound
from rasoat.survey.models import CLASS_CHOICES, Listing, Submission


class CommuneReportQuerySet(ScopedQuerySet["CommuneReport"]):
    """Commune reports, by area."""

    scope_field = "commune__unit__path"


class CommuneReport(models.Model):
    """What a commune sent to the district, and the district's opinion on it; a returned report is sent anew.

    Counts are of households as scored on the day of the report.
    """

    class Outcome(models.TextChoices):
        """The district's opinion (ý kiến thẩm định)."""

        AGREED = "agreed", _("Nhất trí")
        RETURNED = "returned", _("Trả lại")

    commune = models.ForeignKey(CommuneRound, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    submitted_on = models.DateField()
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    reviewed = models.PositiveIntegerField()
    poor = models.PositiveIntegerField()
    near_poor = models.PositiveIntegerField()
    average = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    opinion = models.TextField(blank=True)
    appraised_on = models.DateField(null=True, blank=True)
    appraised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CommuneReportQuerySet.as_manager()

    class Meta:
        ordering = ["commune", "number"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "number"], name="commune_report_number_once"),
            models.CheckConstraint(
                condition=Q(outcome="", appraised_by__isnull=True)
                | ~Q(outcome="") & Q(appraised_by__isnull=False),
                name="commune_report_appraised_whole",
            ),
            models.CheckConstraint(
                condition=Q(appraised_by__isnull=True) | ~Q(appraised_by=F("submitted_by")),
                name="commune_report_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(opinion=""), name="commune_report_return_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(appraised_on__isnull=True) | Q(appraised_on__gte=F("submitted_on")),
                name="commune_report_opinion_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune} {self.number}"


class InspectionQuerySet(ScopedQuerySet["Inspection"]):
    """Inspections, by area."""

    scope_field = "listing__village__unit__path"


class Inspection(models.Model):
    """A household drawn for inspection (seed recorded), and what the inspector found without seeing the first form.

    ``members`` and ``remarks`` as in ``Submission``.
    """

    report = models.ForeignKey(CommuneReport, models.PROTECT, related_name="inspections")
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="inspections")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="inspections")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    inspector = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    inspected_on = models.DateField(null=True, blank=True)
    answers = models.JSONField(null=True, blank=True)
    members = models.JSONField(default=list, blank=True)
    remarks = models.JSONField(default=dict, blank=True)
    b1 = models.PositiveSmallIntegerField(null=True, blank=True)
    b2 = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.CharField(max_length=16, choices=CLASS_CHOICES, blank=True)
    finding = models.TextField(blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "listing"], name="inspection_once"),
            models.CheckConstraint(
                condition=Q(inspector__isnull=True) | ~Q(inspector=F("reviewer")),
                name="inspection_by_another",
            ),
            models.CheckConstraint(
                condition=Q(inspector__isnull=True, result="") | Q(inspector__isnull=False) & ~Q(result=""),
                name="inspection_done_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing}"
