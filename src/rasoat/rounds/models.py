"""A round of review, its calendar, and where each commune and village stands in it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat import law
from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet
from rasoat.errors import LawError
from rasoat.lawbook import editions
from rasoat.rounds.states import CommuneState, RoundState, VillageState


class RoundKind(models.TextChoices):
    """An official round makes law for people; a practice round has no legal value."""

    OFFICIAL = "official", _("Chính thức")
    PRACTICE = "practice", _("Thực hành")


class RoundQuerySet(ScopedQuerySet["Round"]):
    """Rounds: a person sees the rounds whose unit holds his own, or lies inside it."""

    scope_field = "unit__path"


class Round(models.Model):
    """One yearly review (rà soát định kỳ) of a district or province under one rule pack on one reference date.

    A round may carry a second standard (the next regime's, or the province's own): every form is scored by both, the
    first decides. ``practice_day`` is the calendar day of a practice round; an official round runs on the real calendar.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=RoundKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    pack = models.CharField(max_length=20)
    pack_hash = models.CharField(max_length=64)
    second_pack = models.CharField(max_length=20, blank=True)
    second_pack_hash = models.CharField(max_length=64, blank=True)
    reference_date = models.DateField()
    opening_as_of = models.DateField(help_text="the day of the opening list; events after it make the flows")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    practice_day = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    regrouped_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="the first day on which one of its villages was another unit",
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-reference_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(kind="official"), name="round_one_official_a_year"
            ),
            models.CheckConstraint(
                condition=Q(kind="practice", practice_day__isnull=False)
                | Q(kind="official", practice_day__isnull=True),
                name="round_practice_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(opening_as_of__lte=F("opened_on")), name="round_opens_after_its_list"
            ),
            models.CheckConstraint(
                condition=Q(second_pack="", second_pack_hash="")
                | ~Q(second_pack="") & ~Q(second_pack_hash="") & ~Q(second_pack_hash=F("pack_hash")),
                name="round_second_standard_is_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def practice(self) -> bool:
        """Whether every page, document and export must say that it has no legal value."""
        return self.kind == RoundKind.PRACTICE

    @property
    def rules(self) -> law.Rules:
        """The rules on the round's reference date (never today's), of the edition it was opened on."""
        return editions.by_hash(self.pack, self.pack_hash).on(self.reference_date)

    @property
    def chain(self) -> law.Chain:
        """The chain of approval on the reference date; raises ``LawError`` L065 where no source gives one."""
        chain = self.rules.chain
        if not chain:
            raise LawError("L065", pack=self.pack, day=f"{self.reference_date:%d/%m/%Y}")
        return chain

    @property
    def second_rules(self) -> law.Rules | None:
        """The rules of the second standard on the same day, or None when the round has one standard."""
        from rasoat.lawbook import editions

        if not self.second_pack:
            return None
        return editions.by_hash(self.second_pack, self.second_pack_hash).on(self.reference_date)


class CommuneRoundQuerySet(ScopedQuerySet["CommuneRound"]):
    """Communes of a round, by area."""

    scope_field = "unit__path"


class CommuneRound(models.Model):
    """A commune in a round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="communes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=CommuneState, default=CommuneState.COLLECTING)

    objects = CommuneRoundQuerySet.as_manager()

    class Meta:
        ordering = ["unit__path"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="commune_once_a_round")]

    def __str__(self) -> str:
        return f"{self.unit} – {self.round}"


class VillageRoundQuerySet(ScopedQuerySet["VillageRound"]):
    """Villages of a round, by area."""

    scope_field = "unit__path"


class VillageRound(models.Model):
    """A village in a round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="villages")
    commune = models.ForeignKey(CommuneRound, models.PROTECT, related_name="villages")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=VillageState, default=VillageState.LISTING)

    objects = VillageRoundQuerySet.as_manager()

    class Meta:
        ordering = ["unit__path"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="village_once_a_round")]

    def __str__(self) -> str:
        return f"{self.unit} – {self.round}"


class Step(models.TextChoices):
    """The steps that have a day in the calendar of a round."""

    LIST = "list", _("Lập danh sách hộ cần rà soát")
    SURVEY = "survey", _("Khảo sát bằng Phiếu B")
    MEETING = "meeting", _("Họp thôn")
    POSTING = "posting", _("Niêm yết công khai")
    REPORT = "report", _("Xã báo cáo kết quả")
    APPRAISAL = "appraisal", _("Thẩm định")
    DECISION = "decision", _("Quyết định công nhận")
    APPROVAL = "approval", _("Phê duyệt, báo cáo tỉnh")


STEP_ORDER: tuple[str, ...] = tuple(Step.values)


class Deadline(models.Model):
    """The days of one step in a round's calendar (set by plan, not by the circular).

    Without a ``unit`` they hold for the whole round; a unit above the round gives the last days that no plan may pass,
    a commune its own days by its approved plan.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="deadlines")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    step = models.CharField(max_length=10, choices=Step)
    starts_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "step"], condition=Q(unit__isnull=True), name="deadline_once_a_step"
            ),
            models.UniqueConstraint(
                fields=["round", "unit", "step"],
                condition=Q(unit__isnull=False),
                name="deadline_once_a_step_and_unit",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="deadline_span_is_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.due_on}"

    def is_late(self, today: date) -> bool:
        """Whether the step's last day has passed on ``today``."""
        return today > self.due_on
