"""People, and the roles they hold for a unit and a period."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from rasoat.accounts.roles import Role
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet

PUBLIC_NAME = "(nguoi-dan)"


class UserManager(BaseUserManager["User"]):
    """Creates people; there is no superuser."""

    def create_user(self, username: str, full_name: str, password: str | None = None) -> User:
        """Create one person with a hashed password."""
        user = self.model(username=username, full_name=full_name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def the_public(self) -> User:
        """Return the one account that stands in the log for whoever uses the public pages; nobody can sign in as it."""
        closed = {
            "full_name": "Người dân (qua mạng)",
            "is_active": False,
            "password": UNUSABLE_PASSWORD_PREFIX,
        }
        return self.get_or_create(username=PUBLIC_NAME, defaults=closed)[0]


class User(AbstractBaseUser):
    """Somebody who signs in. What he may do follows from his assignments only."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi")
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name


class AssignmentQuerySet(ScopedQuerySet["Assignment"]):
    """Assignments, by day and by area."""

    scope_field = "unit__path"

    def in_force(self, on: date) -> AssignmentQuerySet:
        """Assignments that hold on the day ``on``; an office ends with its unit."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gt=on),
            starts_on__lte=on,
        )


class Assignment(models.Model):
    """One role, for one unit, from a day to a day (both included); nobody grants himself a role."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="granted")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit", "starts_on"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="assignment_span_is_forward",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")),
                name="assignment_not_by_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.unit}"
