"""Background work: what a job leaves, how it fails, how it is found dead and done again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.documents import store
from rasoat.errors import Refused
from rasoat.jobs import worker
from rasoat.jobs.models import SILENT, Job, State
from rasoat.jobs.progress import Progress
from rasoat.jobs.starting import again
from rasoat.jobs.tasks import SHELF, now_doing, run

Ask = Callable[..., Job]


@pytest.fixture
def dead(district: Unit, officer: User) -> Job:
    """A job whose worker was killed: it was started and nothing was heard since."""
    long_ago = timezone.now() - SILENT - timedelta(seconds=1)
    return Job.objects.create(
        kind="test.count", title="Đếm tên", owner=officer, unit=district, permission="document.view",
        arguments={"names": ["An"]}, total=3, done=1, started_at=long_ago, beat_at=long_ago,
    )  # fmt: skip


def test_job_leaves_its_sentence_its_file_and_its_page(ask: Ask) -> None:
    """Work that is done says so, counts to the end, and its file is kept under its hash."""
    job = ask("test.count", names=["An", "Bình", "Chi"])
    assert (job.state, job.done, job.total, job.told, job.leads_to) == (
        State.DONE, 3, 3, "3 tên", "/van-ban/",
    )  # fmt: skip
    assert store.read(job.file, job.ending, SHELF) == b"%PDF-1.7 gia"


def test_refusal_becomes_the_sentence_of_the_job(ask: Ask) -> None:
    """An error of the catalogue is told with its own code, and nothing else is left."""
    job = ask("test.refuse")
    assert job.trouble is not None
    assert (job.state, job.trouble.code, job.file) == (State.FAILED, "P013", "")


def test_unforeseen_failure_is_told_and_logged(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    """What nobody foresaw is J001 for the owner and a traceback for the administrator."""
    job = ask("test.break")
    assert (job.state, job.error) == (State.FAILED, "J001")
    assert "ZeroDivisionError" in caplog.text


def test_unknown_kind_is_no_job(ask: Ask) -> None:
    """Work that nothing declares is a mistake of the program, found before anything is stored."""
    with pytest.raises(KeyError):
        ask("test.nothing")
    assert Job.objects.count() == 0


def test_silent_worker_leaves_a_dead_job(dead: Job) -> None:
    """Nobody has to say that a job died: after a while without a beat it is dead, and J002 says what to do."""
    assert dead.trouble is not None
    assert (dead.state, dead.trouble.code) == (State.DEAD, "J002")


def test_beat_keeps_a_long_job_alive(dead: Job) -> None:
    """The worker's beat counts for the jobs of its process, also while a job tells nothing."""
    now_doing.add(dead.pk)
    try:
        worker.beat()
    finally:
        now_doing.discard(dead.pk)
    dead.refresh_from_db()
    assert dead.state == State.RUNNING


def test_dead_job_is_done_again_once(dead: Job) -> None:
    """Doing it again makes one new job, however often one asks."""
    first, second = again(dead), again(dead)
    assert (first, first.state, first.repeats) == (second, State.DONE, dead)


def test_finished_job_is_not_done_again(ask: Ask) -> None:
    """What is done stays done (J004)."""
    with pytest.raises(Refused, match=r"^J004 "):
        again(ask("test.count", names=[]))


def test_same_work_is_not_started_twice(dead: Job, ask: Ask) -> None:
    """Two clicks find the one job that is going on; a dead one does not stand in the way."""
    Job.objects.filter(pk=dead.pk).update(beat_at=timezone.now())
    assert ask("test.count", names=["An"]) == dead
    Job.objects.filter(pk=dead.pk).update(beat_at=dead.beat_at)
    assert ask("test.count", names=["An"]) != dead


def test_started_job_is_not_taken_a_second_time(dead: Job) -> None:
    """A queue that hands a job out twice changes nothing."""
    before = dead.beat_at
    run.call(dead.pk)
    dead.refresh_from_db()
    assert (dead.beat_at, dead.finished_at) == (before, None)


def test_worker_that_is_told_to_stop_says_so(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that is cut short ends at once with J002, not after a silence."""

    def stop(_self: Progress, *_args: Any) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(Progress, "expect", stop)
    job = ask("test.count", names=["An"])
    assert (job.state, job.error) == (State.FAILED, "J002")


def test_progress_never_passes_its_end(ask: Ask) -> None:
    """More steps than were expected stay at the whole."""
    job = ask("test.count", names=["An"])
    progress = Progress(job)
    progress.expect(2)
    progress.step(count=5)
    job.refresh_from_db()
    assert (job.done, job.total) == (2, 2)


def test_time_left_follows_the_pace(dead: Job) -> None:
    """One of three in a minute: two minutes are left; nothing is said before the first piece."""
    dead.started_at, dead.beat_at = timezone.now() - timedelta(minutes=1), timezone.now()
    assert dead.left is not None
    assert round(dead.left.total_seconds() / 60) == 2
    dead.done = 0
    assert dead.left is None


@pytest.mark.parametrize(
    "wrong", [{"done": 4}, {"error": "J001"}, {"finished_at": timezone.now(), "started_at": None, "beat_at": None}]
)  # fmt: skip
def test_database_refuses_what_no_job_can_be(dead: Job, wrong: dict[str, Any]) -> None:
    """More done than there is, an error before the end, an end before the start."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=dead.pk).update(**wrong)


def test_old_jobs_are_forgotten_with_their_files(ask: Ask, dead: Job) -> None:
    """After thirty days a job and what repeats it go, and so does a file that no other job names."""
    job, redone = ask("test.count", names=["Xa"]), again(dead)
    Job.objects.update(asked_at=timezone.now() - timedelta(days=31))
    kept = ask("test.count", names=["Mới"])
    worker.tidy()
    assert list(Job.objects.all()) == [kept]
    assert job.file == redone.file == kept.file
    assert store.read(kept.file, "pdf", SHELF) is not None
