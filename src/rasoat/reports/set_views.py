"""Pages of frozen sets: which there are, one with its files and sign-off, two side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayForm, DeskForm, carry_out, language, page
from rasoat.errors import InputError
from rasoat.reports import difference_files
from rasoat.reports.differences import Comparison, compare
from rasoat.reports.facts import read_communes
from rasoat.reports.files import FORMATS, attachment, set_bytes
from rasoat.reports.models import ReportSet
from rasoat.reports.ownform.queries import reports_with_own_form
from rasoat.reports.set_actions import FreezeReports, SignOffReports
from rasoat.reports.sets import frozen_tables, units_of
from rasoat.reports.tables import Depth
from rasoat.reports.views import crumbs_of, place_of
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round

WHOLE = "ca-bo"
DATES = {"P003": "day", "P004": "day", "T017": "day", "T018": "day"}


def _sets(round_: Round, unit: Unit) -> list[ReportSet]:
    rows = ReportSet.objects.filter(round=round_, unit=unit).select_related("made_by", "checked_by", "unit")
    return list(rows.defer("units").order_by("-number"))


@permitted(Permission.REPORT_VIEW)
@require_GET
def show_all(request: Visit, round_id: int, code: str) -> HttpResponse:
    """The frozen sets of a unit, newest first; whoever may freezes another."""
    return _all(request, *place_of(request, round_id, code), form=DeskForm())


@permitted(Permission.REPORT_FREEZE)
@require_POST
def freeze(request: Visit, round_id: int, code: str) -> HttpResponse:
    """Freeze the set as it is now."""
    round_, unit = place_of(request, round_id, code)
    form = DeskForm(request.POST)
    official = request.POST.get("official") == "1"
    made = carry_out(
        form, lambda _typed: FreezeReports(actor=request.user, round=round_, at=unit, official=official)
    )
    if made is None:
        return _all(request, round_, unit, form=form)
    messages.success(request, _("Đã chốt bộ số liệu số %(number)s.") % {"number": made.number})
    return redirect("report-set", made.pk)


def _all(request: Visit, round_: Round, unit: Unit, form: DeskForm) -> HttpResponse:
    found = _sets(round_, unit)
    context: dict[str, Any] = {
        "round": round_,
        "unit": unit,
        "sets": found,
        "pairs": list(pairwise(found)),
        "freeze_form": form,
        "may_freeze": request.access.may(Permission.REPORT_FREEZE, unit),
        "linked": request.access.may(Permission.HOUSEHOLD_VIEW, unit),
        "undecided": read_communes(round_, unit).undecided,
        "crumbs": crumbs_of(request, round_, unit, last=_("Bộ số liệu")),
    }
    return page(request, "reports/sets.html", context)


def _find(request: Visit, pk: int) -> ReportSet:
    rows = ReportSet.objects.select_related(
        "round__unit", "unit__parent", "made_by", "checked_by", "corrects"
    )
    return find(request, rows, pk=pk)


@permitted(Permission.REPORT_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """One frozen set: who made it, who signed it, its totals and its files."""
    return _page(request, _find(request, pk), DayForm(label=_("Ngày ký")))


@permitted(Permission.REPORT_CHECK)
@require_POST
def sign_off(request: Visit, pk: int) -> HttpResponse:
    """Sign the set off."""
    kept = _find(request, pk)
    form = DayForm(request.POST, label=_("Ngày ký"))
    done = carry_out(form, lambda typed: SignOffReports(actor=request.user, set=kept, on=typed["day"]), DATES)
    if done is None:
        return _page(request, kept, form)
    messages.success(request, _("Đã ký xác nhận bộ số liệu."))
    return redirect("report-set", pk)


def _page(request: Visit, kept: ReportSet, form: DayForm) -> HttpResponse:
    tables = frozen_tables(kept, depth="self")
    others = ReportSet.objects.filter(round=kept.round, unit=kept.unit).exclude(pk=kept.pk)
    if not form.is_bound:
        form.initial["day"] = today(kept.round)
    context: dict[str, Any] = {
        "round": kept.round,
        "unit": kept.unit,
        "set": kept,
        "total": tables["results"].total,
        "tables": [
            (table.key, table.definition.title(language()), table.definition.number)
            for table in tables.values()
        ],
        "formats": list(FORMATS),
        "own_forms": reports_with_own_form(kept.round, kept.unit),
        "others": others.order_by("number"),
        "sign_form": form,
        "may_sign": kept.checked_on is None
        and kept.made_by_id != request.user.pk
        and request.access.may(Permission.REPORT_CHECK, kept.unit),
        "linked": request.access.may(Permission.HOUSEHOLD_VIEW, kept.unit),
        "crumbs": crumbs_of(
            request, kept.round, kept.unit, last=_("Bộ số liệu số %(n)s") % {"n": kept.number}
        ),
    }
    return page(request, "reports/set.html", context)


@permitted(Permission.REPORT_VIEW)
@require_GET
def download(request: Visit, pk: int, key: str, extension: str) -> HttpResponse:
    """One report of the set as a file, or all of them; the same set gives the same bytes."""
    kept = _find(request, pk)
    unit = _below(request, kept)
    keys = [] if key == WHOLE else [key]
    tables = list(frozen_tables(kept, unit, _depth(request, key), keys).values())
    try:
        content, media_type = set_bytes(tables, extension, whole=key == WHOLE)
    except InputError as error:
        raise Http404(str(error)) from error
    name = f"{key}-{unit.code}-{kept.round.code}-so-{kept.number}"
    return attachment(content, media_type, name, extension)


def _below(request: Visit, kept: ReportSet) -> Unit:
    """Return the unit asked for, of those in the set and within the visitor's scope."""
    asked = request.GET.get("don-vi", "")
    if not asked:
        return kept.unit
    for unit in units_of(kept).values():
        if unit.code == asked and Unit.objects.within(scope(request)).filter(pk=unit.pk).exists():
            return unit
    raise Http404(str(InputError("T007", code=asked, day=f"{kept.round.reference_date:%d/%m/%Y}")))


def _depth(request: Visit, key: str) -> Depth:
    asked = request.GET.get("cap")
    if asked == "tree" and key != WHOLE:
        return "tree"
    return "blocks" if asked == "blocks" else "children"


# ---- two sets ------------------------------------------------------------------------------------------------


def _compared(request: Visit, pk: int, other: int) -> Comparison:
    first, second = sorted((_find(request, other), _find(request, pk)), key=lambda kept: kept.number)
    try:
        return compare(first, second)
    except InputError as error:
        raise Http404(str(error)) from error


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def differences(request: Visit, pk: int, other: int) -> HttpResponse:
    """Two sets side by side, and every household that makes the difference."""
    found = _compared(request, pk, other)
    context: dict[str, Any] = {
        "round": found.first.round,
        "unit": found.first.unit,
        "found": found,
        "names": difference_files.NAMES,
        "kinds": difference_files.KINDS,
        "sides": [(difference_files.NAMES[side.of], side) for side in found.sides],
        "changes": [(change, difference_files.KINDS[change.kind]) for change in found.changes],
        "formats": list(difference_files.FORMATS),
        "crumbs": crumbs_of(request, found.first.round, found.first.unit, last=_("So hai bộ số liệu")),
    }
    return page(request, "reports/differences.html", context)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def differences_file(request: Visit, pk: int, other: int, extension: str) -> HttpResponse:
    """The comparison as a file."""
    found = _compared(request, pk, other)
    chosen = difference_files.FORMATS.get(extension)
    if chosen is None:
        raise Http404(str(InputError("T012", format=extension, known=", ".join(difference_files.FORMATS))))
    write, media_type = chosen
    name = f"khac-biet-{found.first.unit.code}-{found.first.number}-{found.second.number}"
    return attachment(write(found), media_type, name, extension)
