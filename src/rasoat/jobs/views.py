"""The pages of background work: what the visitor has running, how far it is, its result, and once more."""

from __future__ import annotations

import mimetypes

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.middleware import HtmxDetails

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import in_words, page, sheet
from rasoat.documents import store
from rasoat.documents.pages import file_response
from rasoat.errors import NotAllowed, Refused, sentence
from rasoat.jobs.kinds import unasked
from rasoat.jobs.models import Job, JobQuerySet
from rasoat.jobs.starting import again
from rasoat.jobs.tasks import SHELF

GONE = 410


def _own(request: Visit) -> JobQuerySet:
    asked = Job.objects.filter(owner=request.user).exclude(kind__in=unasked())
    return asked.select_related("unit", "repeats", "repeated_by")


@permitted(Permission.ROUND_VIEW)
@require_GET
def index(request: Visit) -> HttpResponse:
    """The visitor's own jobs, the newest first."""
    found = sheet(request, _own(request).within(scope(request)), 20)
    context = {"jobs": found, "page": found, "going": any(job.going for job in found)}
    return page(request, "jobs/jobs.html", context)


@permitted(Permission.ROUND_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """How far a job is; htmx asks for the part that changes, a browser without scripts loads the page again."""
    job = find(request, _own(request), pk=pk)
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return render(request, "jobs/_job.html" if htmx else "jobs/job.html", {"job": job})


@permitted(Permission.ROUND_VIEW)
@require_GET
def result(request: Visit, pk: int) -> HttpResponse:
    """The file a job made, under the permission it was started with."""
    job = find(request, _own(request), pk=pk)
    _require(request, job)
    if not job.file:
        raise Http404(f"A003 {sentence('A003')}")
    content = store.read(job.file, job.ending, SHELF)
    if content is None:
        error = Refused("J003", title=job.title)
        return render(request, "jobs/job.html", {"job": job, "error": error}, status=GONE)
    media = mimetypes.guess_type(job.file_name)[0] or "application/octet-stream"
    return file_response(request, content, job.file_name, media, download=request.GET.get("tai") == "1")


@permitted(Permission.ROUND_VIEW)
@require_POST
def repeat(request: Visit, pk: int) -> HttpResponse:
    """Do a failed or dead job again."""
    job = find(request, _own(request), pk=pk)
    _require(request, job)
    try:
        made = again(job)
    except Refused as error:
        messages.warning(request, in_words(error))
        return redirect("job", job.pk)
    return redirect("job", made.pk)


def _require(request: Visit, job: Job) -> None:
    """Raise ``NotAllowed`` A001 when the visitor has lost what he needed to start the job."""
    if not request.access.may(job.permission, job.unit):
        raise NotAllowed("A001", permission=Permission(job.permission).label, unit=str(job.unit))
