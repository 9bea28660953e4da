"""Households and their members, what they were at the start of the year, and what happened to them in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet
from rasoat.roster.identity import SealedField, lookup
from rasoat.rounds.models import Round
from rasoat.text_vi import fold, sort_key

PlacedT = TypeVar("PlacedT", bound="Placed")


class HouseholdQuerySet(ScopedQuerySet["Household"]):
    """Households, by area and by day."""

    scope_field = "village__path"

    def living(self) -> HouseholdQuerySet:
        """Households that have not ended (moved away, merged, died out)."""
        return self.filter(ended_on__isnull=True)


class Household(models.Model):
    """A household (hộ dân cư) of a village; ``code`` is the imported code, unique only within the village."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey(Unit, models.PROTECT, related_name="households")
    code = models.CharField(max_length=40)
    address = models.CharField(max_length=200, blank=True)
    registered_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["village__path", "code"]
        constraints = [
            models.UniqueConstraint(fields=["village", "code"], name="household_code_once_a_village"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("registered_on")),
                name="household_span_is_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PastVillageQuerySet(ScopedQuerySet["PastVillage"]):
    """Villages of the past, by where the household lives now."""

    scope_field = "household__village__path"


class PastVillage(models.Model):
    """A village to which a household belonged until units changed on the day ``until``: it did not move, its unit did.

    ``code`` and ``persons`` are what the household was called there, and how many lived in it when the change was
    carried out. Together with ``Household.village`` this is where it belonged on every day.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="past_villages")
    village = models.ForeignKey(Unit, models.PROTECT, related_name="past_households")
    until = models.DateField()
    code = models.CharField(max_length=40)
    persons = models.PositiveSmallIntegerField()

    objects = PastVillageQuerySet.as_manager()

    class Meta:
        ordering = ["household", "until"]
        constraints = [
            models.UniqueConstraint(fields=["household", "village"], name="past_village_once"),
            models.UniqueConstraint(fields=["household", "until"], name="past_village_one_a_day"),
            models.UniqueConstraint(fields=["village", "code"], name="past_village_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.village} – {self.until}"


class Placed(models.Model):
    """A row of a household in a round that keeps the village to which the household belonged then."""

    household_id: uuid.UUID
    village_id: int | None

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Save in the village where the household is, unless told otherwise; bulk paths say it themselves."""
        self.place()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def place(self) -> None:
        """Fill in the village."""
        if self.village_id is None:
            self.village_id = self.household.village_id  # type: ignore[attr-defined]


class PlacedQuerySet(ScopedQuerySet[PlacedT]):
    """Rows that keep the village of their household."""

    def bulk_create(self, objs: Iterable[PlacedT], *args: Any, **kwargs: Any) -> list[PlacedT]:
        """Create many, each in its village."""
        placed = list(objs)
        for each in placed:
            each.place()
        return super().bulk_create(placed, *args, **kwargs)


class Relation(models.TextChoices):
    """Relation to the head of household (quan hệ với chủ hộ)."""

    HEAD = "head", _("Chủ hộ")
    SPOUSE = "spouse", _("Vợ/chồng")
    CHILD = "child", _("Con")
    PARENT = "parent", _("Bố/mẹ")
    GRANDPARENT = "grandparent", _("Ông/bà")
    GRANDCHILD = "grandchild", _("Cháu")
    SIBLING = "sibling", _("Anh/chị/em")
    CHILD_IN_LAW = "child_in_law", _("Con dâu/con rể")
    OTHER = "other", _("Khác")


class Sex(models.TextChoices):
    """Sex as on the form."""

    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")


class Precision(models.TextChoices):
    """How much of a birth date is known."""

    DAY = "day", _("Ngày")
    MONTH = "month", _("Tháng")
    YEAR = "year", _("Năm")


class MemberQuerySet(ScopedQuerySet["Member"]):
    """Members, by area and by day."""

    scope_field = "household__village__path"

    def present(self) -> MemberQuerySet:
        """Members who have not left the household."""
        return self.filter(left_on__isnull=True)

    def present_on(self, day: date) -> MemberQuerySet:
        """Members at the end of ``day``, as the roster knows it by now."""
        gone_later = Q(left_on__isnull=True) | Q(left_on__gt=day)
        return self.filter(gone_later, joined_on__lte=day)


class Member(models.Model):
    """A person of a household. ``birth_date`` holds the first day of what is known (see ``birth_precision``).

    The identity number is sealed (AES-GCM); ``identity_lookup`` is its keyed hash, by which the same person is
    found twice. ``name_fold`` and ``name_sort`` make search and order alike on every database.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    full_name = models.CharField(max_length=120)
    name_fold = models.CharField(max_length=120, editable=False, db_index=True)
    name_sort = models.CharField(max_length=400, editable=False)
    relation = models.CharField(max_length=15, choices=Relation)
    sex = models.CharField(max_length=6, choices=Sex)
    birth_date = models.DateField()
    birth_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ethnic_group = models.CharField(max_length=30, blank=True)
    identity_number = SealedField(blank=True, default="")
    identity_lookup = models.CharField(max_length=64, blank=True, default="", editable=False)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["household", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation="head", left_on__isnull=True),
                name="member_one_head_a_household",
            ),
            models.UniqueConstraint(
                fields=["identity_lookup"],
                condition=~Q(identity_lookup="") & Q(left_on__isnull=True),
                name="member_one_household_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="member_span_is_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save with the derived search columns; bulk paths call ``prepare`` themselves."""
        self.prepare()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def prepare(self) -> Member:
        """Fill the search, order and look-up columns from the name and the identity number."""
        self.name_fold = fold(self.full_name)
        self.name_sort = sort_key(self.full_name)
        self.identity_lookup = lookup(self.identity_number)
        return self


class OpeningQuerySet(PlacedQuerySet["OpeningEntry"]):
    """Opening entries, by area."""

    scope_field = "household__village__path"


class OpeningEntry(Placed):
    """A household on the list that the round starts from, with the class last decided and its persons then.

    The two ``once_`` kinds are on no list now: they were poor (near-poor) and recognised as escaped, so that they
    would count as fallen back (tái nghèo, tái cận nghèo). The look-back is not in the law read; every recorded
    escape counts.
    """

    class Kind(models.TextChoices):
        """What the household is at the start; which kinds there are is the standard's."""

        POOR_INCOME = "poor_income", _("Hộ nghèo về thu nhập")
        POOR_DEPRIVATION = "poor_deprivation", _("Hộ nghèo thiếu hụt tiếp cận dịch vụ xã hội cơ bản")
        POOR = "poor", _("Hộ nghèo")
        NEAR_POOR = "near_poor", _("Hộ cận nghèo")
        ONCE_POOR = "once_poor", _("Đã thoát nghèo trước đây")
        ONCE_NEAR_POOR = "once_near_poor", _("Đã thoát cận nghèo trước đây")

    round = models.ForeignKey(Round, models.PROTECT, related_name="opening")
    household = models.ForeignKey(Household, models.PROTECT, related_name="openings")
    village = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    persons = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True, help_text="decision or list it was taken from")

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "household"], name="opening_once_a_household"),
            models.CheckConstraint(condition=Q(persons__gte=1), name="opening_has_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.kind}"


class EventKind(models.TextChoices):
    """What can happen to a household or a member in a year."""

    BIRTH = "birth", _("Sinh")
    DEATH = "death", _("Chết")
    JOINED = "joined", _("Vào hộ (kết hôn, trở về …)")
    LEFT = "left", _("Ra khỏi hộ (kết hôn, đi làm …)")
    MOVED_IN = "moved_in", _("Hộ chuyển đến")
    MOVED_OUT = "moved_out", _("Hộ chuyển đi")
    SPLIT_FROM = "split_from", _("Tách ra từ hộ khác")
    SPLIT_OFF = "split_off", _("Có người tách hộ")
    MERGED_INTO = "merged_into", _("Nhập vào hộ khác")
    MERGED_IN = "merged_in", _("Nhận hộ khác nhập vào")
    DIED_OUT = "died_out", _("Hộ đơn thân chết")


ENDS_HOUSEHOLD = (EventKind.MOVED_OUT, EventKind.MERGED_INTO, EventKind.DIED_OUT)
BRINGS_HOUSEHOLD = (EventKind.MOVED_IN, EventKind.SPLIT_FROM)
ADDS_PERSONS = (EventKind.BIRTH, EventKind.JOINED, EventKind.MERGED_IN)
TAKES_PERSONS = (EventKind.DEATH, EventKind.LEFT, EventKind.SPLIT_OFF)


class EventQuerySet(ScopedQuerySet["Event"]):
    """Events, by area."""

    scope_field = "household__village__path"


class Event(models.Model):
    """A dated change of a household: every flow column of every report comes from these and from recognitions.

    ``persons`` is how many people the event added to, took from, brought or ended with the household.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    on = models.DateField()
    persons = models.PositiveSmallIntegerField()
    other = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(persons__gte=1), name="event_has_persons"),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("household")), name="event_other_is_another"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(kind__in=["moved_out", "merged_into", "died_out"]),
                name="event_household_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.kind} {self.on}"


class RosterImport(models.Model):
    """One file brought in: what it was, and what became of its rows."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    households = models.PositiveIntegerField()
    members = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    repaired = models.PositiveIntegerField()
    imported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "file_sha256"], name="import_same_file_once")]

    def __str__(self) -> str:
        return self.file_name
