"""The commune's report, the district's inspection with its findings, and its opinion."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.scope import Scope, ScopedQuerySet
from rasoat.documents.models import Attachment, Document
from rasoat.roster.models import Household
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.rounds.states import FindingState
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


class InspectionPlan(models.Model):
    """How the sample of a report was drawn: all that is needed to draw it again, and how sure it makes us.

    ``confidence`` in percent, ``margin`` in percentage points; ``needed`` households follow from them, ``size`` were drawn
    at random. ``frame_hash`` is the SHA-256 of the households the sample was drawn from (``measure.frame_hash``).
    """

    report = models.OneToOneField(CommuneReport, models.PROTECT, related_name="plan")
    confidence = models.PositiveSmallIntegerField()
    margin = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    frame_size = models.PositiveIntegerField()
    frame_hash = models.CharField(max_length=64)
    needed = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    made_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    record = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__range=(1, 99), margin__range=(1, 99)),
                name="inspection_plan_confidence_and_margin",
            ),
            models.CheckConstraint(
                condition=Q(size__lte=F("frame_size"), needed__lte=F("frame_size")),
                name="inspection_plan_within_frame",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.seed})"


class InspectionStratum(models.Model):
    """The households of one class in one village: how many the first forms count, and how many were drawn of them."""

    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="strata")
    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="+")
    result = models.CharField(max_length=16, choices=CLASS_CHOICES)
    size = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()

    class Meta:
        ordering = ["plan", "village", "result"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "village", "result"], name="inspection_stratum_once"),
            models.CheckConstraint(
                condition=Q(size__gte=1, drawn__lte=F("size")), name="inspection_stratum_holds_its_draw"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.result}"


class InspectionQuerySet(ScopedQuerySet["Inspection"]):
    """Inspections, by area."""

    scope_field = "listing__village__unit__path"

    def waiting_for(self, user: User) -> InspectionQuerySet:
        """Households the person is appointed to and has not yet inspected, in reports the district has not answered."""
        return self.filter(appointed=user, inspector__isnull=True, report__outcome="")


class Inspection(models.Model):
    """A household to inspect (drawn at random, or picked for a reason), and what was found without seeing the first form.

    Only those drawn at random, with their ``stratum``, feed the estimates of errors. ``risk_facts`` are the figures behind a
    picked one's reason. ``members`` and ``remarks`` as in ``Submission``.
    """

    class Origin(models.TextChoices):
        """How it came into the sample."""

        RANDOM = "random", _("Ngẫu nhiên")
        RISK = "risk", _("Theo rủi ro")

    class Risk(models.TextChoices):
        """Why it was picked."""

        NEAR_LINE = "near_line", _("Điểm sát ngưỡng")
        JUMP = "jump", _("Điểm nhảy so với lần trước")
        REVIEWER = "reviewer", _("Rà soát viên khác thường")
        MEETING = "meeting", _("Họp thôn hoặc xã trả phiếu")
        VISIT = "visit", _("Thiếu bằng chứng đến hộ")

    report = models.ForeignKey(CommuneReport, models.PROTECT, related_name="inspections")
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="inspections")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="inspections")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.RANDOM)
    stratum = models.ForeignKey(
        InspectionStratum, models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    risk = models.CharField(max_length=10, choices=Risk, blank=True)
    risk_facts = models.JSONField(default=dict, blank=True)
    seed = models.PositiveIntegerField()
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    appointed = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
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
                condition=Q(appointed__isnull=True) | ~Q(appointed=F("reviewer")),
                name="inspection_appointed_another",
            ),
            models.CheckConstraint(
                condition=Q(inspector__isnull=True) | Q(appointed__isnull=True) | Q(inspector=F("appointed")),
                name="inspection_by_the_appointed",
            ),
            models.CheckConstraint(
                condition=Q(inspector__isnull=True, result="") | Q(inspector__isnull=False) & ~Q(result=""),
                name="inspection_done_whole",
            ),
            models.CheckConstraint(
                condition=Q(origin="random", risk="") | Q(origin="risk", stratum__isnull=True) & ~Q(risk=""),
                name="inspection_pick_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing}"


class FindingQuerySet(ScopedQuerySet["Finding"]):
    """Findings, by area: each belongs to its commune, and to the village it is about."""

    scope_field = "commune__unit__path"

    def within(self, scope: Scope) -> FindingQuerySet:
        """Those of a commune inside ``scope``, or about a village inside it."""
        return self.filter(scope.q(self.scope_field) | scope.q("village__unit__path"))

    def open(self) -> FindingQuerySet:
        """Those not yet closed."""
        return self.exclude(state=FindingState.CLOSED)


class Finding(models.Model):
    """What an inspection found wrong in a household, a village or the commune, the order to mend it, and its end.

    ``responsible`` mends it by ``due_on``; who mended it does not close it. ``notes`` tell all that happened.
    """

    class Kind(models.TextChoices):
        """What is wrong."""

        CLASS = "class", _("Xếp loại hộ không đúng")
        ANSWERS = "answers", _("Ghi phiếu không đúng")
        MISSED = "missed", _("Bỏ sót hộ")
        PROCEDURE = "procedure", _("Làm không đúng quy trình")
        PAPERS = "papers", _("Hồ sơ thiếu hoặc sai")
        ADVICE = "advice", _("Kiến nghị")

    table = "finding"

    commune = models.ForeignKey(CommuneRound, models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    village = models.ForeignKey(VillageRound, models.PROTECT, null=True, blank=True, related_name="findings")
    listing = models.ForeignKey(Listing, models.PROTECT, null=True, blank=True, related_name="findings")
    text = models.TextField()
    raised_on = models.DateField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=FindingState, default=FindingState.OPEN)
    order = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    responsible = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ordered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    mended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["commune", "number"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "number"], name="finding_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_something"),
            models.CheckConstraint(
                condition=Q(listing__isnull=True) | Q(village__isnull=False),
                name="finding_household_in_village",
            ),
            models.CheckConstraint(
                condition=Q(state="open")
                | Q(due_on__isnull=False, responsible__isnull=False, ordered_by__isnull=False) & ~Q(order=""),
                name="finding_ordered_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "ordered"], mended_by__isnull=True)
                | Q(state__in=["mended", "closed"], mended_by__isnull=False),
                name="finding_mended_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed", closed_by__isnull=True)
                & (Q(state="closed") | Q(closed_by__isnull=True)),
                name="finding_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("mended_by")),
                name="finding_closed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Phát hiện %(number)s, %(unit)s") % {"number": self.number, "unit": self.commune.unit})


class FindingNote(models.Model):
    """One thing that happened to a finding, as it was written then; nothing here is changed later."""

    class Step(models.TextChoices):
        """What happened."""

        ORDERED = "ordered", _("Yêu cầu khắc phục")
        MENDED = "mended", _("Báo đã khắc phục")
        REOPENED = "reopened", _("Yêu cầu khắc phục lại")
        CLOSED = "closed", _("Xác nhận đã khắc phục")

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="notes")
    step = models.CharField(max_length=8, choices=Step)
    text = models.TextField(blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step="closed") | ~Q(text=""), name="finding_note_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.step}"


class ReportedHousehold(models.Model):
    """A household as a report counted it: what a report sent again has changed is found by comparing these."""

    report = models.ForeignKey(CommuneReport, models.PROTECT, related_name="listed")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    result = models.CharField(max_length=16, choices=CLASS_CHOICES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "household"], name="reported_household_once")
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.household}"


class ReturnReason(models.Model):
    """Why a report was returned, beside one check of the dossier."""

    report = models.ForeignKey(CommuneReport, models.PROTECT, related_name="reasons")
    check_key = models.CharField(max_length=20, help_text="a check of the dossier")
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "check_key"], name="return_reason_once"),
            models.CheckConstraint(condition=~Q(text=""), name="return_reason_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.check_key}"
