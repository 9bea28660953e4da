"""The monthly report of requests in the year: a page, and the same as a file."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import language, page
from rasoat.documents.pages import file_response
from rasoat.errors import sentence
from rasoat.reports.monthly import FORMATS, Monthly, columns, file_name, monthly
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round


def _report(request: Visit, round_: Round, code: str) -> Monthly:
    units = Unit.objects.in_force(round_.reference_date).select_related("parent")
    unit: Unit = find(request, units, code=code) if code else _own(request, round_)
    return monthly(round_, unit, _month(request.GET.get("thang", ""), today(round_)))


def _own(request: Visit, round_: Round) -> Unit:
    """The highest unit of the visitor that lies in the round, or the round's own."""
    paths = request.access.scope(request.permission).paths
    root = round_.unit.path
    wanted = next((path for path in paths if path.startswith(root)), root)
    return Unit.objects.in_force(round_.reference_date).select_related("parent").get(path=wanted)


def _month(typed: str, day: date) -> date:
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError:
        return day.replace(day=1)


@permitted(Permission.REPORT_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """The month of the visitor's unit (``?thang=2019-02``, ``?don-vi=`` code), and its files (``?dang=csv``)."""
    round_ = find_round(request, pk)
    report = _report(request, round_, request.GET.get("don-vi", ""))
    ending = request.GET.get("dang", "")
    if ending:
        if ending not in FORMATS:
            raise Http404(f"A003 {sentence('A003')}")
        write, media = FORMATS[ending]
        return file_response(request, write(report), file_name(report, ending), media, download=True)
    context = {"report": report, "round": round_, "columns": columns(language()), "formats": list(FORMATS)}
    return page(request, "reports/monthly.html", context)
