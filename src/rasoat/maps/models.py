"""Boundaries as imported: a file is a set, valid from a day on; a newer set takes its place from its own day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Level, Unit
from rasoat.areas.scope import ScopedQuerySet


class BoundarySetQuerySet(ScopedQuerySet["BoundarySet"]):
    """Sets of boundaries, by area."""

    scope_field = "root__path"


class BoundarySet(models.Model):
    """One imported file: whose units' boundaries, of which level, since when, from where."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level)
    valid_from = models.DateField(verbose_name=_("Có hiệu lực từ ngày"))
    source = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    units = models.PositiveIntegerField()
    imported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    objects = BoundarySetQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["root", "valid_from", "file_sha256"], name="boundaries_same_file_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.root} {self.valid_from}"


class BoundaryQuerySet(ScopedQuerySet["Boundary"]):
    """Boundaries, by area."""

    scope_field = "unit__path"


class Boundary(models.Model):
    """Where a unit lies: its area (GeoJSON, outer rings counter-clockwise) or nothing, and a point inside it.

    ``x`` and ``y`` are degrees of longitude and latitude; in a set made from neighbours alone they are places in a
    drawing without a scale.
    """

    set = models.ForeignKey(BoundarySet, models.CASCADE, related_name="boundaries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="boundaries")
    geometry = models.JSONField(null=True)
    x = models.FloatField()
    y = models.FloatField()

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["set", "unit"], name="boundary_once_a_unit")]

    def __str__(self) -> str:
        return str(self.unit)
