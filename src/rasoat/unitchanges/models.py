"""An order that changes units: proposed by one person from a file, confirmed by another, carried out whole."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import AreaType, Unit
from rasoat.areas.scope import ScopedQuerySet


class OrderState(models.TextChoices):
    """Where an order stands."""

    PROPOSED = "proposed", _("Chờ người thứ hai xác nhận")
    DONE = "done", _("Đã thực hiện")
    WITHDRAWN = "withdrawn", _("Đã rút")


class OrderQuerySet(ScopedQuerySet["ChangeOrder"]):
    """Orders, by area."""

    scope_field = "unit__path"


class ChangeOrder(models.Model):
    """One decision that changes units on one day (``effective_on`` is the first day of the new ones).

    ``unit`` is the smallest unit that holds everything it touches. The counts are those of the day it was carried out.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="change_orders")
    decision = models.CharField(max_length=200)
    signed_on = models.DateField()
    effective_on = models.DateField()
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    households = models.PositiveIntegerField(default=0)
    persons = models.PositiveIntegerField(default=0)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file_sha256"], condition=~Q(state="withdrawn"), name="change_order_file_once"
            ),
            models.CheckConstraint(
                condition=Q(effective_on__gte=F("signed_on")), name="change_order_after_decision"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True)
                | Q(state="withdrawn", decided_by__isnull=False)
                | Q(state="done", decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="change_order_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.decision


class ChangeLine(models.Model):
    """One line of an order: an old unit, and the unit it becomes (part of), as the file said it.

    Empty columns mean “as it was”; ``households`` are the codes that go to this successor of a divided village.
    """

    order = models.ForeignKey(ChangeOrder, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(help_text="row of the file")
    old_code = models.CharField(max_length=20)
    new_code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    parent_code = models.CharField(max_length=20, blank=True)
    area_type = models.CharField(max_length=5, choices=AreaType, blank=True)
    region = models.CharField(max_length=3, blank=True)
    households = models.TextField(blank=True)
    abolished = models.BooleanField(default=False)
    name_is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="change_line_once"),
            models.CheckConstraint(
                condition=Q(abolished=True, new_code="") | Q(abolished=False) & ~Q(new_code=""),
                name="change_line_becomes_or_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"
