"""Administrative units keyed by (code, first day), and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.areas.scope import ScopedQuerySet


class Level(models.TextChoices):
    """The levels of the administrative tree."""

    PROVINCE = "province", _("Tỉnh")
    DISTRICT = "district", _("Huyện")
    COMMUNE = "commune", _("Xã")
    VILLAGE = "village", _("Thôn")


PARENTS: Mapping[Level, tuple[Level, ...]] = {
    Level.DISTRICT: (Level.PROVINCE,),
    Level.COMMUNE: (Level.DISTRICT, Level.PROVINCE),
    Level.VILLAGE: (Level.COMMUNE,),
}
"""What may hold a unit of each level: since 01/7/2025 communes stand directly under the province."""


class AreaType(models.TextChoices):
    """Rural (nông thôn) or urban (thành thị)."""

    RURAL = "rural", _("Nông thôn")
    URBAN = "urban", _("Thành thị")


class UnitQuerySet(ScopedQuerySet["Unit"]):
    """Units, by day and by place in the tree."""

    scope_field = "path"

    def in_force(self, on: date) -> UnitQuerySet:
        """Units that exist on the day ``on``."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)

    def under(self, unit: Unit) -> UnitQuerySet:
        """``unit`` itself and everything below it."""
        return self.filter(path__startswith=unit.path)


class Unit(models.Model):
    """A province, district, commune or village during one span of its life.

    ``path`` is the materialised place in the tree (``06/061/01906/01906-03/``): everything under a unit is one
    indexed prefix query. A path names one unit for ever: of a code that is used again at the same place the later unit
    carries its first day (``06/061/01912@20200201/``). ``heir_path`` is the path of the smallest unit in force that
    holds the whole area now: its own while it lasts. ``name_is_invented`` marks names made up for practice.
    """

    code = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=10, choices=Level)
    area_type = models.CharField(max_length=5, choices=AreaType, blank=True)
    region = models.CharField(max_length=3, blank=True, help_text="NT1…NT6 for rural units")
    kind = models.CharField(max_length=30, help_text="Tỉnh, Huyện, Thị trấn, Xã, Thôn, Tiểu khu …")
    name = models.CharField(max_length=120)
    name_is_invented = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=100, unique=True)
    heir_path = models.CharField(max_length=100, db_index=True, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unit_span_is_forward",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["province", "district"], area_type="")
                | Q(level__in=["commune", "village"], area_type__in=["rural", "urban"]),
                name="unit_area_type_fits_level",
            ),
            models.CheckConstraint(
                condition=~Q(area_type="rural") | Q(region__in=["NT1", "NT2", "NT3", "NT4", "NT5", "NT6"]),
                name="unit_rural_has_region",
            ),
            models.CheckConstraint(
                condition=Q(level="province", parent__isnull=True)
                | ~Q(level="province") & Q(parent__isnull=False),
                name="unit_only_province_is_root",
            ),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new unit is its own heir."""
        super().__init__(*args, **kwargs)
        if self.__dict__.get("heir_path") == "":
            self.heir_path = self.path

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    def stands(self, on: date) -> bool:
        """Whether the unit exists on the day ``on``."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @property
    def province_code(self) -> str:
        """The code of the province the unit lies in."""
        return self.path.partition("/")[0].partition("@")[0]

    @property
    def points_column(self) -> str:
        """The column of the point tables: the region of a rural unit, ``TT`` for an urban one."""
        return "TT" if self.area_type == AreaType.URBAN else self.region


def path_of(parent: Unit | None, code: str, since: date, taken: Callable[[str], bool]) -> str:
    """Return the place of a new unit; a path that was ``taken`` before gets the unit's first day."""
    above = parent.path if parent else ""
    plain = f"{above}{code}/"
    return f"{above}{code}@{since:%Y%m%d}/" if taken(plain) else plain


class Succession(models.Model):
    """One unit became (part of) another on a day, by a decision."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    on = models.DateField()
    decision = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
