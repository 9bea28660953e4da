"""The real queue in the database, and the real worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django_tasks_db.management.commands.db_worker import Worker

from rasoat.audit.models import Head
from rasoat.jobs.models import Job, State

Ask = Callable[..., Job]
ROOT = Path(__file__).parents[2]
SERVED = """
import threading
from rasoat.jobs.keeper import kept_working
with kept_working():
    print("kept", flush=True)
    threading.Event().wait()
"""


@pytest.fixture(scope="module", autouse=True)
def _log_has_its_head(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A test that commits empties every table behind it, the head of the log with them: put it back."""
    yield
    with django_db_blocker.unblock():
        Head.objects.get_or_create(pk=1)


@pytest.mark.django_db(transaction=True)
def test_job_waits_in_the_queue_until_a_worker_comes(settings: Any, ask: Ask) -> None:
    """Started work waits in the database with the change that asked for it; the worker does it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    job = ask("test.count", names=["An"])
    assert job.state == State.WAITING
    Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="thu", excluded_queue_names=[],
    ).run()  # fmt: skip
    job.refresh_from_db()
    assert (job.state, job.told) == (State.DONE, "1 tên")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    found = Path(f"/proc/{pid}/task").glob("*/children") if listed.exists() else []
    return [int(child) for path in found for child in path.read_text().split()]


def _until(true: Callable[[], Any]) -> Any:
    """Return what ``true`` gives as soon as it is something; fail after four minutes."""
    end = time.monotonic() + 240
    while time.monotonic() < end:
        if found := true():
            return found
        threading.Event().wait(0.02)
    pytest.fail("waited for four minutes")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_killed_worker_is_replaced_and_all_end_together(tmp_path: Path) -> None:
    """A worker that is killed is started anew; when the server is told to stop its worker goes with it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
    environment = {**kept, "RASOAT_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "rasoat.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [sys.executable, "-c", SERVED], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    )
    try:
        (first,) = _until(lambda: _children(server.pid))
        os.kill(first, signal.SIGKILL)
        (second,) = _until(lambda: [pid for pid in _children(server.pid) if pid != first])
        server.send_signal(signal.SIGINT)
        server.wait(timeout=240)
        assert not Path(f"/proc/{second}").exists()
    finally:
        server.kill()
        server.wait()
        assert server.stdout is not None
        server.stdout.close()
