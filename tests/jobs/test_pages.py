"""The pages of background work: found again by the owner, by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Role
from rasoat.areas.models import Unit
from rasoat.documents import store
from rasoat.jobs.models import Job
from rasoat.jobs.tasks import SHELF
from tests.world import person

Ask = Callable[..., Job]


def going(job: Job) -> Job:
    """Put a finished job back to its middle."""
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        finished_at=None, file="", file_name="", told="", leads_to="", done=1, total=3, beat_at=now
    )
    return job


def test_owner_finds_what_is_going_on(ask: Ask, desk: Client) -> None:
    """The list leads to the job, which says how far it is and how to come back."""
    job = going(ask("test.count", names=["An", "Bình", "Chi"]))
    listed = desk.get(reverse("jobs")).content.decode()
    page = desk.get(reverse("job", args=[job.pk])).content.decode()
    assert reverse("job", args=[job.pk]) in listed
    assert all(part in page for part in ("1 / 3", 'hx-trigger="every 2s"', 'http-equiv="refresh"', "33,33"))


def test_fragment_is_only_the_part_that_changes(ask: Ask, desk: Client) -> None:
    """htmx gets the part alone; when the job is done it does not ask again."""
    job = ask("test.count", names=["An"])
    part = desk.get(reverse("job", args=[job.pk]), headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in part, "hx-get" in part, "1 tên" in part) == (False, False, True)


def test_result_is_read_under_its_name(ask: Ask, desk: Client) -> None:
    """The file comes with its Vietnamese name, as what it is, and the browser may not guess."""
    job = ask("test.count", names=["An"])
    response = desk.get(reverse("job-file", args=[job.pk]), {"tai": "1"})
    assert (response.content, response["Content-Type"], response["X-Content-Type-Options"]) == (
        b"%PDF-1.7 gia", "application/pdf", "nosniff",
    )  # fmt: skip
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''T%C3%AAn.pdf"


def test_changed_result_is_not_shown(ask: Ask, desk: Client) -> None:
    """A result that is no longer what was made is J003, not a file."""
    job = ask("test.count", names=["An"])
    store.path_of(job.file, "pdf", SHELF).write_bytes(b"khac")
    response = desk.get(reverse("job-file", args=[job.pk]))
    assert (response.status_code, "J003" in response.content.decode()) == (410, True)


def test_job_without_a_file_has_none(ask: Ask, desk: Client) -> None:
    """A failed job leads to no file."""
    assert desk.get(reverse("job-file", args=[ask("test.refuse").pk])).status_code == 404


def test_failed_job_offers_to_be_done_again(ask: Ask, desk: Client) -> None:
    """The page tells the sentence and the button leads to the new job."""
    job = ask("test.refuse")
    page = desk.get(reverse("job", args=[job.pk])).content.decode()
    response = desk.post(reverse("job-again", args=[job.pk]))
    assert ("P013: " in page, 'id="job-again"' in page) == (True, True)
    assert response.url == reverse("job", args=[Job.objects.get(repeats=job).pk])


def test_doing_a_finished_job_again_is_refused(ask: Ask, desk: Client) -> None:
    """The refusal is told on the job's page."""
    job = ask("test.count", names=["An"])
    page = desk.post(reverse("job-again", args=[job.pk]), follow=True).content.decode()
    assert "J004: " in page


def test_nobody_else_sees_a_job(ask: Ask, client: Client, district: Unit) -> None:
    """Another officer of the same district finds nothing, neither the job nor its file."""
    job = ask("test.count", names=["An"])
    other = person("other", Role.DISTRICT_OFFICER, district)
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    addresses = [reverse(name, args=[job.pk]) for name in ("job", "job-file")]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.post(reverse("job-again", args=[job.pk])).status_code == 404
    assert reverse("job", args=[job.pk]) not in client.get(reverse("jobs")).content.decode()


def test_result_needs_the_permission_it_was_started_with(
    ask: Ask, desk: Client, officer: User, district: Unit
) -> None:
    """Somebody who has lost his role keeps his list but reads no result any more (403)."""
    job = ask("test.count", names=["An"])
    Assignment.objects.filter(user=officer).update(ends_on=timezone.localdate() - timedelta(days=1))
    Assignment.objects.create(
        user=officer, role=Role.ADMINISTRATOR, unit=district, starts_on=timezone.localdate()
    )
    assert desk.get(reverse("job", args=[job.pk])).status_code == 200
    assert desk.get(reverse("job-file", args=[job.pk])).status_code == 403
