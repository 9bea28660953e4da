"""How a page of this door is declared: public, in no search engine, in a cache only when it says so, its posts counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from rasoat.accounts.access import public
from rasoat.citizen.kept import may_be_kept
from rasoat.citizen.limits import knock
from rasoat.errors import Refused

OK, TOO_MANY = 200, 429
View = Callable[..., HttpResponse]


def open_to_all(
    *, door: str = "", an_hour: int = 0, kept: bool = False, reads: bool = False
) -> Callable[[View], View]:
    """Declare a page anyone may see without signing in; it must show no household's data but the visitor's own.

    With ``door`` an address may post ``an_hour`` times to all pages of that door together (N001, 429); with ``reads`` it may
    not open them more often either, and the page tells no other site its address. A ``kept`` page has no form that is
    posted and is the same for everybody: it may be cached for a minute.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = _answer(request, view, args, kwargs)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            if reads:
                response.headers["Referrer-Policy"] = "no-referrer"
            if kept and response.status_code == OK:
                may_be_kept(request, response)
            else:
                add_never_cache_headers(response)
            return response

        return public(opened)

    def _answer(request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse:
        if door and (reads or request.method == "POST"):
            try:
                knock(request, door, an_hour)
            except Refused as error:
                return render(request, "citizen/too_many.html", {"error": error}, status=TOO_MANY)
        return view(request, *args, **kwargs)

    return declare
