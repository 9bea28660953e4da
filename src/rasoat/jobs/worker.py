"""The worker: a process beside the pages that does what is in the queue; ``rasoat serve`` keeps one running.

``python -m rasoat.jobs.worker PID`` ends by itself when the process PID, which started it, is gone.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

_KINDNESS = 5
_KEPT = timedelta(days=30)


def main(parent: int) -> None:
    """Do jobs until told to stop, or until the parent process is gone."""
    import django
    from django.core.management import call_command

    os.nice(_KINDNESS)  # pages come first
    django.setup()
    call_command("prune_db_task_results", verbosity=0, min_age_days=_KEPT.days)
    tidy()
    threading.Thread(target=_beat, args=(parent,), name="pulse", daemon=True).start()
    call_command("db_worker", verbosity=0, startup_delay=False, reload=False)


def beat() -> None:
    """Say that the jobs of this process are alive."""
    from rasoat.jobs.models import Job
    from rasoat.jobs.tasks import now_doing

    Job.objects.filter(pk__in=list(now_doing), finished_at__isnull=True).update(beat_at=timezone.now())


def _beat(parent: int) -> None:
    from rasoat.jobs.models import BEAT

    rest = threading.Event()
    while not rest.wait(BEAT.total_seconds()):
        if os.getppid() != parent:
            os._exit(1)
        try:
            beat()
        except DatabaseError:  # somebody writes for longer than the database waits; the next beat tells it
            continue
        finally:
            connection.close()


def tidy() -> None:
    """Forget jobs that ended long ago, with their files: what matters of them stands elsewhere."""
    from rasoat.documents import store
    from rasoat.jobs.models import Job
    from rasoat.jobs.tasks import SHELF

    old = Job.objects.filter(asked_at__lt=timezone.now() - _KEPT)
    while leaves := list(old.filter(repeated_by__isnull=True)):
        for job in leaves:
            job.delete()
            if job.file and not Job.objects.filter(file=job.file).exists():
                store.path_of(job.file, job.ending, SHELF).unlink(missing_ok=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
