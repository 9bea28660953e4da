"""The one task of the queue: do a job, and store what became of it."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone
from django_tasks import task

from rasoat.documents import store
from rasoat.errors import RasoatError
from rasoat.jobs.kinds import Outcome, work_of
from rasoat.jobs.models import Job
from rasoat.jobs.progress import Progress

SHELF = "viec"
"""Where results are kept: they can be made again, so no backup carries them."""

_log = logging.getLogger(__name__)
now_doing: set[int] = set()
"""The jobs of this process; the worker's pulse beats for them."""


@task()
def run(pk: int) -> None:
    """Do the job, once: a job that was started before is left alone."""
    now = timezone.now()
    taken = Job.objects.filter(pk=pk, started_at__isnull=True).update(started_at=now, beat_at=now)
    if not taken:
        return
    job = Job.objects.select_related("owner", "unit").get(pk=pk)
    now_doing.add(pk)
    try:
        outcome = work_of(job.kind)(Progress(job), **job.arguments)
    except RasoatError as error:
        _fail(job, error)
    except Exception:
        _log.exception("job %s (%s) failed", pk, job.kind)
        _fail(job, RasoatError("J001", title=job.title))
    except BaseException:  # the worker is told to stop
        _fail(job, RasoatError("J002", title=job.title))
        raise
    else:
        _finish(job, outcome)
    finally:
        now_doing.discard(pk)


def _finish(job: Job, outcome: Outcome) -> None:
    job.told, job.leads_to = outcome.told, outcome.leads_to
    if outcome.file:
        job.file_name = outcome.file_name
        job.file = store.keep(outcome.file, job.ending, SHELF)
    if job.total is not None:
        job.done = job.total
    _end(job)


def _fail(job: Job, error: RasoatError) -> None:
    job.error, job.error_where = error.code, {key: _plain(value) for key, value in error.where.items()}
    _end(job)


def _plain(value: Any) -> int | str:
    return value if isinstance(value, int) else str(value)


def _end(job: Job) -> None:
    job.finished_at = job.beat_at = timezone.now()
    job.save()
