"""Frozen sets of reports, published figures, and the way of the figures upward: to the province and the ministry."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Document
from rasoat.roster.models import Household
from rasoat.rounds.models import Round
from rasoat.rounds.states import ResultState
from rasoat.survey.models import Submission


class ReportSetQuerySet(ScopedQuerySet["ReportSet"]):
    """Frozen sets, by area."""

    scope_field = "unit__path"


class ReportSet(models.Model):
    """The whole set of reports of a unit, frozen at one moment: numbered from 1 per round and unit, never changed.

    ``official`` figures rest on decisions alone, preliminary ones also on scores. ``units`` are the units of the rows;
    ``sha256`` is the mark of all figures and households. Only the sign-off is added later, by another person. A set made
    after a correction names the one it ``corrects``; both stay.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="report_sets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_sets")
    number = models.PositiveIntegerField()
    official = models.BooleanField()
    as_of = models.DateField()
    units = models.JSONField()
    sha256 = models.CharField(max_length=64)
    code_version = models.CharField(max_length=20)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    objects = ReportSetQuerySet.as_manager()

    class Meta:
        ordering = ["round", "unit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "number"], name="report_set_number_once"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("made_by")),
                name="report_set_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_on__isnull=True)
                | Q(checked_by__isnull=False, checked_on__isnull=False),
                name="report_set_checked_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.number}"


class FrozenTableQuerySet(ScopedQuerySet["FrozenTable"]):
    """Frozen tables, by area."""

    scope_field = "set__unit__path"


class FrozenTable(models.Model):
    """One report of a frozen set as it was: definition and rows, and their hash."""

    set = models.ForeignKey(ReportSet, models.PROTECT, related_name="tables")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    objects = FrozenTableQuerySet.as_manager()

    class Meta:
        ordering = ["set", "position"]
        constraints = [models.UniqueConstraint(fields=["set", "key"], name="frozen_table_once")]

    def __str__(self) -> str:
        return f"{self.set} {self.key}"


class FrozenHouseholdQuerySet(ScopedQuerySet["FrozenHousehold"]):
    """Frozen households, by area."""

    scope_field = "village__path"


class FrozenHousehold(models.Model):
    """What one household was in a frozen set: on the opening list, and by its decision or score, with its form."""

    set = models.ForeignKey(ReportSet, models.PROTECT, related_name="households")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    opening = models.CharField(max_length=20, blank=True)
    opening_persons = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=16, blank=True)
    persons = models.PositiveSmallIntegerField()
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="+")

    objects = FrozenHouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["set", "village__path", "code"]
        constraints = [models.UniqueConstraint(fields=["set", "household"], name="frozen_household_once")]

    def __str__(self) -> str:
        return f"{self.set} {self.code}"


class PublishedQuerySet(ScopedQuerySet["Published"]):
    """Published figures, by area."""

    scope_field = "unit__path"


class Published(models.Model):
    """One figure as a decision published it: the number of the decision, its day, and the figure as it is printed.

    ``report``, ``line`` and ``column`` name the figure of ours that it stands beside.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="published")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    decision = models.CharField(max_length=120)
    decided_on = models.DateField()
    report = models.CharField(max_length=40)
    line = models.CharField(max_length=30)
    column = models.CharField(max_length=20)
    printed = models.CharField(max_length=20)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "decision", "report", "line", "column"], name="published_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.report}.{self.column}: {self.printed}"


class OwnFormQuerySet(ScopedQuerySet["OwnForm"]):
    """Own spreadsheets, by area."""

    scope_field = "unit__path"


class OwnForm(models.Model):
    """A province's or district's own spreadsheet for a report, with marks, from a year on; never changed.

    It counts for rounds of its ``year`` and later ones, once another person than its maker has approved it; the newest
    takes the place of those before.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    report = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    marks = models.PositiveIntegerField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)

    objects = OwnFormQuerySet.as_manager()

    class Meta:
        ordering = ["unit__path", "report", "-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "report", "year", "sha256"], name="own_form_same_file_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")),
                name="own_form_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_on__isnull=True)
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="own_form_approved_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.report} {self.year}"


class DistrictApprovalQuerySet(ScopedQuerySet["DistrictApproval"]):
    """Approvals, by area."""

    scope_field = "round__unit__path"


class DistrictApproval(models.Model):
    """The approval of a round's total by the chairman of its unit (the district, or a commune without one), then its
    way to the province.

    Counts are of recognised households on the day of approval; ``figures_sha256`` is the mark of the
    frozen set that was approved. ``number`` counts from 1; a further one ``corrects`` the one before, and both stay.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="approvals")
    number = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
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
    report_set = models.OneToOneField(
        ReportSet, models.PROTECT, null=True, blank=True, related_name="approval"
    )
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DistrictApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="approval_number_once"),
            models.CheckConstraint(
                condition=Q(number=1, corrects__isnull=True) | Q(number__gt=1, corrects__isnull=False),
                name="approval_first_or_corrects",
            ),
            models.CheckConstraint(condition=~Q(prepared_by=F("approved_by")), name="approval_by_another"),
            models.CheckConstraint(
                condition=Q(received_by__isnull=True) | ~Q(received_by=F("sent_by")),
                name="approval_received_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.approved_on}"


class PreliminaryQuerySet(ScopedQuerySet["Preliminary"]):
    """Preliminary figures sent, by area."""

    scope_field = "round__unit__path"


class Preliminary(models.Model):
    """The preliminary figures of a round as they went to the province: a signed-off preliminary set, sent once."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="preliminary")
    report_set = models.OneToOneField(ReportSet, models.PROTECT, related_name="sent_as_preliminary")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    sent_on = models.DateField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PreliminaryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_by__isnull=True) | ~Q(received_by=F("sent_by")),
                name="preliminary_received_by_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.sent_on}"


class ProvinceResultQuerySet(ScopedQuerySet["ProvinceResult"]):
    """Results of provinces, by area."""

    scope_field = "unit__path"


class ProvinceResult(models.Model):
    """The result of a whole province of one year, preliminary or official, from the sets that were received.

    Numbered from 1 per province, year and kind; a further one ``corrects`` the one before. ``missing`` names the units
    whose figures were not there. The official one is approved by the province's chairman, the preliminary one signed by
    another officer of the province; then it is reported to the ministry.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="province_results")
    year = models.PositiveSmallIntegerField()
    practice = models.BooleanField()
    official = models.BooleanField()
    number = models.PositiveSmallIntegerField()
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    state = models.CharField(max_length=10, choices=ResultState, default=ResultState.PREPARED)
    households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    poor = models.PositiveIntegerField()
    near_poor = models.PositiveIntegerField()
    average = models.PositiveIntegerField(null=True, blank=True)
    missing = models.JSONField(default=list, blank=True)
    figures_sha256 = models.CharField(max_length=64)
    prepared_on = models.DateField()
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reported_as = models.CharField(
        max_length=60, blank=True, help_text="number of the letter to the ministry"
    )

    objects = ProvinceResultQuerySet.as_manager()
    table = "province"

    class Meta:
        ordering = ["unit", "year", "official", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "practice", "official", "number"], name="province_result_number_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "practice", "official"],
                condition=Q(state="prepared"),
                name="province_result_one_prepared",
            ),
            models.CheckConstraint(
                condition=(Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")))
                & (Q(reported_by__isnull=True) | ~Q(reported_by=F("approved_by"))),
                name="province_result_other_hands",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", approved_by__isnull=True, reported_by__isnull=True)
                | Q(
                    state="approved",
                    approved_by__isnull=False,
                    document__isnull=False,
                    reported_by__isnull=True,
                )
                | Q(
                    state="reported",
                    approved_by__isnull=False,
                    document__isnull=False,
                    reported_by__isnull=False,
                )
                & ~Q(reported_as=""),
                name="province_result_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.number}"


class ProvinceLineQuerySet(ScopedQuerySet["ProvinceLine"]):
    """Lines of results, by area."""

    scope_field = "result__unit__path"


class ProvinceLine(models.Model):
    """One received set in the result of a province."""

    result = models.ForeignKey(ProvinceResult, models.PROTECT, related_name="lines")
    report_set = models.ForeignKey(ReportSet, models.PROTECT, related_name="+")

    objects = ProvinceLineQuerySet.as_manager()

    class Meta:
        ordering = ["result", "report_set__unit__path"]
        constraints = [models.UniqueConstraint(fields=["result", "report_set"], name="province_line_once")]

    def __str__(self) -> str:
        return f"{self.result}: {self.report_set}"
