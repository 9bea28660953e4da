"""Pages of the reports: which there are, one as it will print, its files, the households behind a figure."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import language, page
from rasoat.errors import InputError, Refused
from rasoat.reports.checks import problems, warnings
from rasoat.reports.definitions import Definition, definition, of_round
from rasoat.reports.facts import read_communes
from rasoat.reports.files import FORMATS, file_name, format_called
from rasoat.reports.kept import current
from rasoat.reports.ownform.queries import reports_with_own_form
from rasoat.reports.printed import printed
from rasoat.reports.table import Table
from rasoat.reports.tables import Depth
from rasoat.rounds.crumbs import Crumb
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round, visible
from rasoat.rounds.views import CHOSEN

CONFLICT = 409


@permitted(Permission.REPORT_VIEW)
@require_GET
def begin(request: Visit) -> HttpResponse:
    """Go to the reports of the visitor's own unit, in the round he looks at."""
    rounds = visible(scope(request))
    seen = request.session.get(CHOSEN)
    chosen = next((each for each in rounds if each.pk == seen), rounds.first())
    unit = own_unit(request, chosen)
    if chosen is None or unit is None:
        return page(request, "reports/none.html", {"crumbs": [Crumb(_("Báo cáo"))]})
    return redirect("reports", chosen.pk, unit.code)


def own_unit(request: Visit, round_: Round | None) -> Unit | None:
    """Return the first unit of the visitor's area, of those that stood when the round was held."""
    day = round_.reference_date if round_ else request.access.on
    return Unit.objects.within(scope(request)).in_force(day).order_by("path").first()


@permitted(Permission.REPORT_VIEW)
@require_GET
def choose(request: Visit, round_id: int, code: str) -> HttpResponse:
    """The reports of one unit, and the units around it."""
    round_, unit = place_of(request, round_id, code)
    below = Unit.objects.in_force(round_.reference_date).filter(parent=unit).order_by("path")
    context: dict[str, Any] = {
        "round": round_,
        "unit": unit,
        "definitions": [(each, each.title(language())) for each in of_round(round_).values()],
        "formats": list(FORMATS),
        "undecided": read_communes(round_, unit).undecided,
        "below": [each for each in below if in_round(each, round_)],
        "crumbs": crumbs_of(request, round_, unit),
    }
    return page(request, "reports/reports.html", context)


@permitted(Permission.REPORT_VIEW)
@require_GET
def show(request: Visit, round_id: int, code: str, key: str) -> HttpResponse:
    """One report as it will print; every figure leads to its households."""
    round_, unit = place_of(request, round_id, code)
    return _page(request, _table(request, round_, unit, key))


@permitted(Permission.REPORT_VIEW)
@require_GET
def download(request: Visit, round_id: int, code: str, key: str, extension: str) -> HttpResponse:
    """The report as a file; a table that may not be printed shows why instead (409)."""
    round_, unit = place_of(request, round_id, code)
    table = _table(request, round_, unit, key)
    try:
        chosen = format_called(extension)
        content = chosen.write(table)
    except InputError as error:
        raise Http404(str(error)) from error
    except Refused:
        return _page(request, table, status=CONFLICT)
    name = file_name(table, extension)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=chosen.media_type, headers=headers)


def refused_page(request: Visit, round_: Round, unit: Unit, key: str) -> HttpResponse:
    """Return the page of a report that may not be printed, with the reasons (409)."""
    return _page(request, _table(request, round_, unit, key), status=CONFLICT)


def place_of(request: Visit, round_id: int, code: str) -> tuple[Round, Unit]:
    """Return round and unit inside the visitor's scope (404 otherwise)."""
    round_ = find_round(request, round_id)
    units = Unit.objects.in_force(round_.reference_date).select_related("parent__parent__parent")
    unit = find(request, units, code=code)
    if not in_round(unit, round_):
        raise Http404(str(InputError("T009", unit=str(unit), round=round_.code)))
    return round_, unit


def in_round(unit: Unit, round_: Round) -> bool:
    """Whether the unit lies in the round, or holds it."""
    return unit.path.startswith(round_.unit.path) or round_.unit.path.startswith(unit.path)


def definition_of(key: str, round_: Round) -> Definition:
    """Return a report of the round; an unknown one does not exist (404)."""
    try:
        return definition(key, round_)
    except InputError as error:
        raise Http404(str(error)) from error


def _table(request: Visit, round_: Round, unit: Unit, key: str) -> Table:
    """Build the table; while a commune has no decision yet the figures are preliminary, and say so."""
    if definition_of(key, round_).people and not request.access.scope(Permission.HOUSEHOLD_VIEW).covers(unit):
        raise Http404(str(InputError("T006", key=key, known="")))
    return current(key, round_, unit, _depth(request))


def _depth(request: Visit) -> Depth:
    """Return how far down the rows go, as the address asks."""
    asked = request.GET.get("cap")
    if asked == "tree":
        return "tree"
    return "blocks" if asked == "blocks" else "children"


def _page(request: Visit, table: Table, status: int = 200) -> HttpResponse:
    form = printed(table, language())
    faults = list(problems(table))
    context: dict[str, Any] = {
        "round": table.round,
        "unit": table.unit,
        "table": table,
        "form": form,
        "head": [list(cells) for _row, cells in groupby(sorted(form.head, key=_reading), lambda c: c.row)],
        # A narrow column may break its formula after the sign, and nowhere else.
        "numbers": [number.replace("=", "=\u200b") for number in form.numbers],
        "problems": faults,
        "gaps": {(gap.unit.pk, gap.measure) for gap in table.gaps},
        "behind": _broken(table),
        "warnings": list(warnings(table)),
        "formats": list(FORMATS),
        "own_form": table.key in reports_with_own_form(table.round, table.unit),
        "depth": _depth(request),
        "query": "" if _depth(request) == "children" else f"?cap={_depth(request)}",
        "deep": table.unit.level in ("district", "province"),
        "linked": bool(request.access.scope(Permission.HOUSEHOLD_VIEW).paths),
        "crumbs": crumbs_of(request, table.round, table.unit, table.definition),
    }
    return render(request, "reports/report.html", context, status=status)


def _reading(cell: Any) -> tuple[int, int]:
    return cell.row, cell.column


def _broken(table: Table) -> list[tuple[Any, str]]:
    """Return the households that keep the table from closing, each once."""
    return list(dict.fromkeys(pair for gap in table.gaps for pair in gap.households))


def figure_name(wanted: Definition, column: str) -> str:
    """Return the headings above a column, from the top down."""
    names = wanted.column(column)
    index = wanted.columns.index(names)
    above = [cell for cell in wanted.layout(language()) if cell.column <= index < cell.column + cell.columns]
    return " – ".join(cell.text for cell in sorted(above, key=_reading))


def crumbs_of(
    request: Visit, round_: Round, unit: Unit, wanted: Definition | None = None, last: str = ""
) -> list[Crumb]:
    """Name the units above that the visitor may see, the unit, the report, the page."""
    line: list[Unit] = [unit]
    while line[0].parent is not None and scope(request).covers(line[0].parent):
        line.insert(0, line[0].parent)
    crumbs = [
        Crumb(_("Báo cáo") + f": {line[0]}" if each is line[0] else str(each), _url(round_, each))
        for each in line
    ]
    if wanted is not None:
        crumbs.append(
            Crumb(wanted.title(language()), reverse("report", args=[round_.pk, unit.code, wanted.key]))
        )
    if last:
        crumbs.append(Crumb(last))
    return [*crumbs[:-1], Crumb(crumbs[-1].label)]


def _url(round_: Round, unit: Unit) -> str:
    return reverse("reports", args=[round_.pk, unit.code])
