"""Start a job, or do a failed one again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.errors import Refused
from rasoat.jobs.kinds import unasked, work_of
from rasoat.jobs.models import Job, State
from rasoat.jobs.tasks import run

_LAST = -50
"""The place in the queue of work that nobody asked for."""


def start(kind: str, *, owner: User, unit: Unit, permission: Permission, title: str, **arguments: Any) -> Job:
    """Have the work of ``kind`` done in the background with ``arguments`` (JSON); return its job.

    The caller has checked ``permission`` for ``unit``; the result is read under the same permission. What the owner
    has started already and is not yet finished is not started twice: the job that is going on is returned.
    Raises ``KeyError`` for a kind that nothing declares.
    """
    work_of(kind)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)  # two clicks at once wait for one another
        same = Job.objects.going().filter(kind=kind, owner=owner, unit=unit, arguments=arguments).first()
        if same is not None:
            return same
        job = Job.objects.create(
            kind=kind, owner=owner, unit=unit, permission=permission, title=title[:200], arguments=arguments
        )
        run.using(priority=_LAST if kind in unasked() else 0).enqueue(job.pk)
    job.refresh_from_db()
    return job


def again(job: Job) -> Job:
    """Do a failed or dead job again as a new one; asked twice, the same new job is returned.

    Raises ``Refused`` J004 for one that is going on or done.
    """
    with transaction.atomic():
        Job.objects.select_for_update().get(pk=job.pk)
        made = Job.objects.filter(repeats=job).first()
        if made is not None:
            return made
        if job.state not in (State.FAILED, State.DEAD):
            raise Refused("J004", title=job.title, state=job.state.label)
        made = Job.objects.create(
            kind=job.kind,
            owner=job.owner,
            unit=job.unit,
            permission=job.permission,
            title=job.title,
            arguments=job.arguments,
            repeats=job,
        )
        run.enqueue(made.pk)
    made.refresh_from_db()
    return made
