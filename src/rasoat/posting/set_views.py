"""The posted lists of a whole round: which villages hang, and all of them printed in the background."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import page
from rasoat.jobs.starting import start
from rasoat.posting.jobs import POSTING_SET, newest
from rasoat.posting.queries import days_left
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import round_trail
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round


@permitted(Permission.DOCUMENT_VIEW)
@require_http_methods(["GET", "POST"])
def of_round(request: Visit, pk: int) -> HttpResponse:
    """The newest list of each village in the visitor's area; a button prints all of a desk's."""
    round_ = find_round(request, pk)
    desks = _desks(request, round_)
    if request.method == "POST" and desks:
        asked = request.POST.get("unit", "")
        desk = next((unit for unit in desks if str(unit.pk) == asked), desks[0])
        return redirect("job", _print(request, round_, desk))
    day = today(round_)
    rows = [posting for desk in desks for posting in newest(round_.pk, desk.path)]
    context = {
        "round": round_,
        "crumbs": round_trail(round_, _("Danh sách niêm yết")),
        "desks": desks,
        "postings": [(posting, days_left(posting, day)) for posting in rows],
    }
    return page(request, "posting/of_round.html", context)


def _desks(request: Visit, round_: Round) -> list[Unit]:
    root = round_.unit.path
    paths = {root if root.startswith(path) else path for path in scope(request).paths}
    return list(Unit.objects.within(scope(request)).filter(path__in=paths).order_by("path"))


def _print(request: Visit, round_: Round, desk: Unit) -> int:
    title = _("In danh sách niêm yết: %(unit)s") % {"unit": desk}
    return start(
        POSTING_SET, owner=request.user, unit=desk, permission=Permission.DOCUMENT_VIEW, title=title,
        round_pk=round_.pk, path=desk.path,
    ).pk  # fmt: skip
