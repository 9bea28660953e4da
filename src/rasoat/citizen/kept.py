"""Public pages kept ready: rendered once, given to every reader until an action is carried out or the day turns."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from rasoat.audit import log
from rasoat.audit.action import today
from rasoat.rounds.models import Round
from rasoat.rounds.states import RoundState

HERE = "/cong-dan/"
LOOK_AGAIN = 1.0
"""Seconds after which a process asks the database again whether what it keeps still holds."""
MOST = 2000
"""Pages one process keeps; a page is about 10 kB."""
MARK = "_kept"
Mark = tuple[str, date, tuple[tuple[int, date | None], ...]]


class Kept(NamedTuple):
    """A page as it went out."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


def may_be_kept(request: HttpRequest, response: HttpResponse) -> None:
    """Let browsers and caches keep a public page for a minute: it holds no form of anybody and nothing of a household."""
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    patch_vary_headers(response, ["Cookie"])  # the language
    setattr(response, MARK, not request.GET)


class KeptPages:
    """Outermost: answers from what is kept; what is kept falls with the next action, the next day, a practice day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: dict[tuple[str, str], Kept] = {}
        self.mark: Mark | None = None
        self.looked = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the kept page, or make it."""
        if request.method != "GET" or request.META.get("QUERY_STRING") or not request.path.startswith(HERE):
            return self.get_response(request)
        pages, key = self._pages(), (request.path, _language(request))
        found = pages.get(key)
        if found is None:
            response = self.get_response(request)
            if not getattr(response, MARK, False) or response.status_code != 200 or response.cookies:
                return response
            found = Kept(tuple(response.headers.items()), response.content)
            if len(pages) < MOST:
                pages[key] = found
        return _answer(request, found)

    def _pages(self) -> dict[tuple[str, str], Kept]:
        """What still holds. A page made while an action runs goes into the old dictionary and falls with it."""
        now = time.monotonic()
        if now - self.looked >= LOOK_AGAIN:
            mark = _mark()
            if mark != self.mark:
                self.mark, self.pages = mark, {}
            self.looked = now
        return self.pages


def _mark() -> Mark:
    """What changes with every action and every day: the head of the log, today, and the days of practice rounds."""
    days = Round.objects.filter(state=RoundState.OPEN).values_list("pk", "practice_day").order_by("pk")
    return log.head()[1], today(), tuple(days)


def _language(request: HttpRequest) -> str:
    chosen: str = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    headers: dict[str, Any] = dict(kept.headers)
    if request.headers.get("If-None-Match") == headers["ETag"]:
        answer: HttpResponse = HttpResponseNotModified()
        for name in ("Cache-Control", "ETag", "Vary"):
            answer.headers[name] = headers[name]
        return answer
    return HttpResponse(kept.body, headers=headers)
