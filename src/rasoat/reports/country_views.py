"""The page of the country: which provinces are in the sum, which are not, the totals, and the files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import language, page
from rasoat.errors import InputError, RasoatError
from rasoat.reports.country import COUNTRY, Country, country, parts_of
from rasoat.reports.files import FORMATS, attachment, file_name, format_called
from rasoat.reports.tables import Depth
from rasoat.rounds.crumbs import Crumb
from rasoat.rounds.models import Round
from rasoat.rounds.queries import visible


def _years(request: Visit) -> list[tuple[int, bool]]:
    rounds = Round.objects.filter(pk__in=visible(scope(request)).values("pk"), report_sets__official=True)
    return sorted({(each.year, each.practice) for each in rounds}, reverse=True)


def _asked(request: Visit, years: list[tuple[int, bool]]) -> tuple[int, bool]:
    """Return the year asked for, or the newest there is."""
    year, practice = request.GET.get("nam", ""), request.GET.get("thuc-hanh") == "1"
    if year.isdigit() and len(year) == 4:
        return int(year), practice
    return years[0] if years else (0, False)


def _found(request: Visit, year: int, practice: bool, depth: Depth) -> Country | None:
    try:
        return country(year, practice=practice, depth=depth, scope=scope(request))
    except InputError:
        return None


@permitted(Permission.REPORT_VIEW)
@require_GET
def show(request: Visit) -> HttpResponse:
    """The country in one year, of the provinces within the visitor's sight."""
    years = _years(request)
    year, practice = _asked(request, years)
    found = _found(request, year, practice, "children") if year else None
    missing = parts_of(year, practice=practice, scope=scope(request))[1] if year else ()
    own = 1 if language() == "en" else 0
    tables = found.tables if found else {}
    results = tables.get("results")
    context: dict[str, Any] = {
        "years": years,
        "year": year,
        "practice": practice,
        "found": found,
        "missing": [(each.province, each.why[own]) for each in missing],
        "results": results,
        "tables": [(key, table.definition.title(language())) for key, table in tables.items()],
        "formats": list(FORMATS),
        "crumbs": [Crumb(_("Báo cáo"), "/bao-cao/"), Crumb(str(COUNTRY))],
    }
    return page(request, "reports/country.html", context)


@permitted(Permission.REPORT_VIEW)
@require_GET
def download(request: Visit) -> HttpResponse:
    """One table of the country as a file."""
    year, practice = _asked(request, [])
    depth: Depth = "blocks" if request.GET.get("cap") == "blocks" else "children"
    found = _found(request, year, practice, depth) if year else None
    table = found.tables.get(request.GET.get("bieu", "")) if found else None
    if table is None:
        raise Http404(str(InputError("T053", year=year)))
    extension = request.GET.get("dang", "")
    try:
        chosen = format_called(extension)
        content = chosen.write(table)
    except RasoatError as error:
        raise Http404(str(error)) from error
    return attachment(content, chosen.media_type, file_name(table, extension).rpartition(".")[0], extension)
