"""The answer to the address of a picture: at once where it is drawn, never so many waiting that pages wait with them."""

from __future__ import annotations

import re
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from rasoat.reports.dashboards import pages
from rasoat.reports.dashboards.pages import Picture
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.topics import Topic

WAITING = 2
"""How many of a process's threads may wait for a drawing at a time; the others are for pages."""
_places = BoundedSemaphore(WAITING)
_NAME = re.compile(r"[0-9a-f]{40}")
_A_YEAR = "private, max-age=31536000, immutable"
_ASK_AGAIN = "private, no-cache"
_BEING_DRAWN = 202


def answer(
    request: HttpRequest, sources: Sources, topic: Topic, key: str, screen: str
) -> HttpResponseBase | None:
    """Return a picture of a page; None when the page has no such chart.

    ``?v=`` is the picture's name: one that is drawn is sent without a look at the figures and never asked for again.
    Without it, or when the figures have changed since, it is the picture of now.
    """
    asked = request.GET.get("v", "")
    if _NAME.fullmatch(asked) and pages.is_drawn(sources.round, sources.unit, asked):
        return _sent(request, pages.drawn(sources.round, sources.unit, asked), asked, _A_YEAR)
    chart = pages.current_page(sources, topic).chart(key)
    picture = chart.picture(screen) if chart else None
    if picture is None:
        return None
    content = _in_turn(sources, topic, picture)
    if content is None:
        return HttpResponse(status=_BEING_DRAWN, headers={"Retry-After": "1", "Cache-Control": "no-store"})
    return _sent(request, content, picture.name, _A_YEAR if asked == picture.name else _ASK_AGAIN)


def _in_turn(sources: Sources, topic: Topic, picture: Picture) -> bytes | None:
    if pages.is_drawn(sources.round, sources.unit, picture.name):
        return pages.image(sources, topic, picture)
    if not _places.acquire(blocking=False):
        return None
    try:
        return pages.image(sources, topic, picture)
    finally:
        _places.release()


def _sent(request: HttpRequest, content: bytes, name: str, caching: str) -> HttpResponseBase:
    headers = {
        "Content-Encoding": "gzip",
        "Cache-Control": caching,
        "ETag": f'"{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    response = HttpResponse(content, content_type="image/svg+xml", headers=headers)
    found = get_conditional_response(request, etag=headers["ETag"], response=response)
    return found or response
