"""The rules of a round as the browser reads them, loaded once and kept."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.errors import sentence
from rasoat.law import Rules
from rasoat.rounds.queries import visible
from rasoat.rounds.standards import standards
from rasoat.scoring.program import compiled

FOREVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"


@lru_cache(maxsize=8)
def _compiled(rules: Rules) -> tuple[bytes, str]:
    """Return the program and the mark of its content."""
    found = compiled(rules)
    return found, hashlib.sha256(found).hexdigest()[:16]


def program_address(rules: Rules) -> str:
    """Return the address of the program; it ends in the mark of its content, which another release may change."""
    path = reverse("program", args=[rules.pack_id, rules.pack_hash, rules.on.isoformat()])
    return f"{path}?v={_compiled(rules)[1]}"


def _find(request: Visit, pack: str, hash_: str, day: str) -> Rules:
    """Return the rules of a round that the visitor surveys for; 404 (A003) where he has no such round."""
    for round_ in visible(scope(request)):
        for rules in standards(round_):
            if (rules.pack_id, rules.pack_hash, rules.on.isoformat()) == (pack, hash_, day):
                return rules
    raise Http404(f"A003 {sentence('A003')}")


def _etag(request: Visit, pack: str, hash_: str, day: str) -> str:
    return f'"{_compiled(_find(request, pack, hash_, day))[1]}"'


@permitted(Permission.SURVEY_ANSWER)
@require_safe
@gzip_page
@condition(etag_func=_etag)
def show(request: Visit, pack: str, hash_: str, day: str) -> HttpResponse:
    """The compiled rules of one day; an address with the mark of their content never changes what it gives."""
    body, mark = _compiled(_find(request, pack, hash_, day))
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = FOREVER if request.GET.get("v") == mark else ASK_AGAIN
    return response
