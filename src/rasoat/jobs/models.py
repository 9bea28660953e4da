"""A job: who asked for what, how far it is, and what became of it."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet
from rasoat.errors import RasoatError

BEAT = timedelta(seconds=5)
SILENT = timedelta(seconds=45)
"""A worker says every ``BEAT`` that it lives; after ``SILENT`` without a word its job is dead."""


class State(models.TextChoices):
    """Where a job stands; it follows from its times and its error and is stored nowhere."""

    WAITING = "waiting", _("Chờ đến lượt")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không xong")
    DEAD = "dead", _("Dừng giữa chừng")


class JobQuerySet(ScopedQuerySet["Job"]):
    """Jobs, by area."""

    scope_field = "unit__path"

    def going(self) -> JobQuerySet:
        """Those that wait or run, and are not dead."""
        heard = Q(beat_at__isnull=True) | Q(beat_at__gt=timezone.now() - SILENT)
        return self.filter(heard, finished_at__isnull=True)


class Job(models.Model):
    """One piece of background work for one person, in one unit, under the permission it was started with.

    ``total`` is None while nobody knows how much there is to do. ``error`` is a code of the catalogue with the places
    of its sentence in ``error_where``. ``repeats`` is the failed or dead job that this one does again.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(User, models.PROTECT, related_name="jobs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    permission = models.CharField(max_length=30, help_text="a value of ``Permission``")
    arguments = models.JSONField(default=dict)
    total = models.PositiveIntegerField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(max_length=300, blank=True)
    leads_to = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the result")
    file_name = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=10, blank=True)
    error_where = models.JSONField(default=dict, blank=True)
    repeats = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="repeated_by")

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(done__lte=F("total")), name="job_does_no_more_than_all"
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, beat_at__isnull=True)
                | Q(started_at__isnull=False, beat_at__isnull=False),
                name="job_beats_once_started",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, error="", file="", told="", leads_to="")
                | Q(finished_at__isnull=False, started_at__isnull=False),
                name="job_has_no_result_before_its_end",
            ),
            models.CheckConstraint(
                condition=Q(error="") | Q(file="", told="", leads_to=""), name="job_fails_or_has_a_result"
            ),
            models.CheckConstraint(
                condition=Q(file="", file_name="") | ~Q(file="") & ~Q(file_name=""), name="job_names_its_file"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """Where it stands now."""
        if self.finished_at is not None:
            return State.FAILED if self.error else State.DONE
        if self.beat_at is None:
            return State.WAITING
        return State.RUNNING if timezone.now() - self.beat_at < SILENT else State.DEAD

    @property
    def going(self) -> bool:
        """Whether it waits or runs, so that looking again later is worth while."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def trouble(self) -> RasoatError | None:
        """What went wrong, with its sentence: the work's own error, or that the worker fell silent (J002)."""
        if self.state == State.DEAD:
            return RasoatError("J002", title=self.title)
        return RasoatError(self.error, **self.error_where) if self.error else None

    @property
    def ending(self) -> str:
        """The ending of the result's file: what it is."""
        return self.file_name.rpartition(".")[2].lower()

    @property
    def left(self) -> timedelta | None:
        """About how long it will still take, from the pace so far; None while nobody can tell."""
        if self.state != State.RUNNING or not (self.total and self.done and self.started_at):
            return None
        spent = timezone.now() - self.started_at
        return spent * ((self.total - self.done) / self.done)
