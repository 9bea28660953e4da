"""Plans of a round, the steering committee with what it is charged with, and reminders to those who are late."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import Assignment, User
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Document
from rasoat.rounds.models import Round, Step


class PlanState(models.TextChoices):
    """Where a plan stands."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ phê duyệt")
    RETURNED = "returned", _("Bị trả lại")
    APPROVED = "approved", _("Đã phê duyệt")


OPEN_PLANS = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED)


class PlanQuerySet(ScopedQuerySet["Plan"]):
    """Plans, by area."""

    scope_field = "unit__path"

    def in_force(self) -> PlanQuerySet:
        """Approved plans, the newest of each unit last."""
        return self.filter(state=PlanState.APPROVED).order_by("unit__path", "number")


class Plan(models.Model):
    """The plan of a district or commune for a round (kế hoạch rà soát): people, funds and days of each step.

    A plan that was approved is changed by a new one, which takes its place when it is approved itself.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="plans")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    submitted_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    remark = models.TextField(blank=True, help_text="why it was returned")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["unit__path", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "number"], name="plan_number_once"),
            models.UniqueConstraint(
                fields=["round", "unit"], condition=~Q(state="approved"), name="plan_one_open_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("made_by")), name="plan_two_hands"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(decided_by__isnull=False, decided_on__isnull=False, document__isnull=False),
                name="plan_approved_has_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(remark=""), name="plan_returned_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.round} ({self.number})"


class PlanStep(models.Model):
    """The days of one step by a plan, and who carries it out."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    starts_on = models.DateField()
    due_on = models.DateField()
    who = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "step"], name="plan_step_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="plan_step_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.due_on}"


class PlanPerson(models.Model):
    """Somebody the plan counts on."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="persons")
    order = models.PositiveSmallIntegerField()
    full_name = models.CharField(max_length=120)
    office = models.CharField(max_length=120, blank=True)
    task = models.CharField(max_length=200)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="plan_person_once")]

    def __str__(self) -> str:
        return self.full_name


class PlanFund(models.Model):
    """Money the plan needs, in whole đồng, and where it comes from."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="funds")
    order = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=200)
    amount = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="plan_fund_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_fund_is_money"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.amount}"


class CommitteeQuerySet(ScopedQuerySet["Committee"]):
    """Committees, by area."""

    scope_field = "unit__path"


class Committee(models.Model):
    """The steering committee of a unit for a round (Ban Chỉ đạo rà soát), by a decision on paper."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="committees")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    decision = models.CharField(max_length=120)
    decided_on = models.DateField()
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="committee_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} – {self.round}"


class Part(models.TextChoices):
    """What a person is in the committee."""

    HEAD = "head", _("Trưởng ban")
    STANDING = "standing", _("Phó trưởng ban thường trực")
    DEPUTY = "deputy", _("Phó trưởng ban")
    MEMBER = "member", _("Thành viên")
    SECRETARY = "secretary", _("Thư ký")


class CommitteeMemberQuerySet(ScopedQuerySet["CommitteeMember"]):
    """Members, by area of the committee."""

    scope_field = "committee__unit__path"


class CommitteeMember(models.Model):
    """A member of the committee: often the head of an agency; with an account when he works here himself."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members")
    part = models.CharField(max_length=10, choices=Part)
    full_name = models.CharField(max_length=120)
    office = models.CharField(max_length=120, blank=True)
    agency = models.CharField(max_length=160, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    left_on = models.DateField(null=True, blank=True)

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(part="head", left_on__isnull=True),
                name="committee_one_head",
            ),
            models.UniqueConstraint(
                fields=["committee", "user"],
                condition=Q(user__isnull=False, left_on__isnull=True),
                name="committee_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.get_part_display()})"


class ChargeQuerySet(ScopedQuerySet["Charge"]):
    """Charges, by area of the committee that made them."""

    scope_field = "committee__unit__path"

    def on(self, day: date) -> ChargeQuerySet:
        """Those that hold on a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Charge(models.Model):
    """A commune charged to somebody for a span of days; what he may see there follows it and ends with it.

    A member of the committee supervises (phụ trách xã); named staff of an agency help in an extremely difficult
    commune (tăng cường). ``assignment`` is the role that the charge gives, for people with an account.
    """

    class Kind(models.TextChoices):
        """What for."""

        SUPERVISE = "supervise", _("Phụ trách, chỉ đạo xã")
        SUPPORT = "support", _("Tăng cường cho xã đặc biệt khó khăn")

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=10, choices=Kind)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    member = models.ForeignKey(CommitteeMember, models.PROTECT, null=True, blank=True, related_name="charges")
    full_name = models.CharField(max_length=120)
    agency = models.CharField(max_length=160, blank=True)
    task = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    assignment = models.OneToOneField(
        Assignment, models.PROTECT, null=True, blank=True, related_name="charge"
    )
    charged_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ChargeQuerySet.as_manager()

    class Meta:
        ordering = ["commune__path", "kind", "starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="charge_runs_forward"),
            models.CheckConstraint(
                condition=Q(kind="supervise", member__isnull=False) | Q(kind="support", member__isnull=True),
                name="charge_supervision_is_by_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} → {self.commune}"


class Designation(models.Model):
    """A commune that a decision on paper names extremely difficult (xã đặc biệt khó khăn), from a day on."""

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="designations")
    decision = models.CharField(max_length=160)
    from_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commune", "from_on"], name="designation_once_a_day"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_on")), name="designation_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune} {self.decision}"


class ReminderQuerySet(ScopedQuerySet["Reminder"]):
    """Reminders, by area."""

    scope_field = "unit__path"


class Reminder(models.Model):
    """A word to a village or commune that is late with a step; it stands on its task page until it is seen."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=Step)
    due_on = models.DateField()
    done = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    sent_on = models.DateField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["document", "unit", "step"], name="reminder_once_a_dispatch"),
            models.CheckConstraint(condition=Q(done__lt=F("of")), name="reminder_to_the_late"),
            models.CheckConstraint(
                condition=Q(seen_on__isnull=True, seen_by__isnull=True)
                | Q(seen_on__isnull=False, seen_by__isnull=False),
                name="reminder_seen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.step} {self.sent_on}"


class Contact(models.Model):
    """Where the reminders of a unit are sent by e-mail: an address of the office, not of a person."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    email = models.EmailField()
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.email
