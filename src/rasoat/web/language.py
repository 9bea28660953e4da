"""The language of a page: the one the visitor chose, else Vietnamese, whatever his browser asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

ASKED = "ngon_ngu"
A_YEAR = 31_536_000


class ChosenLanguage:
    """Activates the language of the visitor's cookie; without one, Vietnamese. ``?ngon_ngu=en`` sets the cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        asked = request.GET.get(ASKED, "")
        if asked in dict(settings.LANGUAGES) and request.method == "GET":
            return _keep(request, asked)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = dict(settings.LANGUAGES)
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE or settings.LANGUAGE_CODE)
        return response


def remember(response: HttpResponse, language: str) -> None:
    """Keep the language in the visitor's cookie."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _keep(request: HttpRequest, language: str) -> HttpResponse:
    """Set the cookie and lead back to the same page; the address is relative, so that it leads nowhere else."""
    rest = request.GET.copy()
    del rest[ASKED]
    response = HttpResponseRedirect(f"?{rest.urlencode()}")
    remember(response, language)
    return response
