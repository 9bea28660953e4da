"""Sign-in, language, health, and the task list."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted, public
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.planning.queries import reminders_for
from rasoat.web.context import Frame
from rasoat.web.forms import SignInForm
from rasoat.web.language import remember
from rasoat.web.tasks import law_tasks, tasks_of

sign_in = public(
    LoginView.as_view(
        template_name="web/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
    )
)
sign_out = public(LogoutView.as_view())


@permitted(Permission.ROUND_VIEW)
@require_GET
def home(request: Visit) -> HttpResponse:
    """What is due for the visitor now, the latest first."""
    frame = Frame.of(request)
    tasks = tasks_of(request.access, frame.round) if frame.round else []
    tasks += law_tasks(request.access)
    context: dict[str, Any] = {
        "round": frame.round,
        "tasks": tasks,
        "late": sum(task.late for task in tasks),
        "day": frame.day,
        "reminders": reminders_for(request.access, frame.round) if frame.round else [],
    }
    return render(request, "web/home.html", context)


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language and go back to the page."""
    onward = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    response = HttpResponseRedirect(onward)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        remember(response, chosen)
    return response


@public
@never_cache
@require_GET
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 while the database can be written, 503 when it cannot."""
    try:
        with transaction.atomic():
            Session.objects.create(session_key="healthz", session_data="", expire_date=timezone.now())
            transaction.set_rollback(True)
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what is not there, or not in the visitor's area (404)."""
    return render(request, "404.html", {"said": str(exception)}, status=404)
