"""The doorkeeper: no view without a declared permission, nobody past it without a role, no inspector before his own look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rasoat.accounts.access import Access
from rasoat.audit.action import today
from rasoat.errors import NotAllowed
from rasoat.web.blind import refusal

_UNDECLARED = object()


class Doorkeeper:
    """Refuses a view that declares no permission, a visitor who is not signed in, one without a role, one who is to look blind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, _args: Any, kwargs: Any) -> HttpResponse | None:
        """Open the view, send the visitor to sign in, or refuse him."""
        permission: Any = getattr(view, "permission", _UNDECLARED)
        if permission is _UNDECLARED:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no permission")
        if request.user.is_authenticated:
            request.access = Access(request.user, today(), shown=True)
        if permission is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.permission = permission
        if not request.access.scope(permission).paths:
            return refuse(request, NotAllowed("A002", permission=permission.label))
        hidden = refusal(request, kwargs)
        return None if hidden is None else refuse(request, hidden)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show a refusal for want of a role as a page, not as a failure."""
        return refuse(request, error) if isinstance(error, NotAllowed) else None


def refuse(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    """Return the page that says what is not allowed and whom to ask (403)."""
    return render(request, "web/refused.html", {"error": error}, status=403)
