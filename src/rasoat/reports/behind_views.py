"""The households behind a figure: as a page with a search, and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import AreaType, Unit
from rasoat.audit.desk import language, page
from rasoat.errors import InputError, sentence
from rasoat.reports.behind import Behind, behind, narrowed
from rasoat.reports.definitions import Definition
from rasoat.reports.facts import read_communes
from rasoat.reports.list_files import LIST_FORMATS, HouseholdList
from rasoat.reports.people import people_behind
from rasoat.reports.views import crumbs_of, definition_of, figure_name, in_round, place_of
from rasoat.rounds.models import Round

A_PAGE = 100


@dataclass(frozen=True)
class _Asked:
    """One figure, the households behind it, and the part of them that the visitor looks for."""

    round: Round
    unit: Unit
    wanted: Definition
    column: str
    measure: str
    area: AreaType | None
    all: Behind
    text: str
    units: list[Unit]
    below: Unit | None

    @property
    def figure(self) -> str:
        return figure_name(self.wanted, self.column)

    @property
    def measure_label(self) -> str:
        return self.wanted.line(self.measure).label(language()) if self.measure else ""

    @property
    def place(self) -> str:
        """The unit, and of which kind of area in it."""
        return f"{self.unit} · {self.area.label}" if self.area else str(self.unit)

    @property
    def row(self) -> str:
        """The query that names the row of the table, without what the visitor narrows by."""
        named = {"dong": self.measure, "khu-vuc": str(self.area or "")}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.below)

    def found(self) -> Behind:
        return narrowed(self.all, self.round, self.unit, self.text, self.below) if self.narrowed else self.all


def _asked(request: Visit, round_id: int, code: str, key: str, column: str) -> _Asked:
    round_, unit = place_of(request, round_id, code)
    wanted = definition_of(key, round_)
    measure = request.GET.get("dong", "")
    measure = measure if measure in wanted.measures and len(wanted.measures) > 1 else ""
    kind = request.GET.get("khu-vuc", "")
    area = AreaType(kind) if kind in AreaType.values else None
    try:
        everybody = behind(key, round_, unit, column, measure=measure, block=area or "")
    except InputError as error:
        raise Http404(str(error)) from error
    units = _units_below(round_, unit)
    below = next((each for each in units if each.code == request.GET.get("don-vi")), None)
    text = request.GET.get("tim", "").strip()
    return _Asked(round_, unit, wanted, column, measure, area, everybody, text, units, below)


def _units_below(round_: Round, unit: Unit) -> list[Unit]:
    below = Unit.objects.in_force(round_.reference_date).filter(parent=unit).order_by("path")
    return [each for each in below if in_round(each, round_)]


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, round_id: int, code: str, key: str, column: str) -> HttpResponse:
    """The households that one figure counts, with what each adds to it."""
    asked = _asked(request, round_id, code, key, column)
    found = asked.found()
    part: Page[Any] = Paginator(found.shares, A_PAGE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {
        "round": asked.round,
        "unit": asked.unit,
        "place": asked.place,
        "area": asked.area,
        "row": asked.row,
        "figure": asked.figure,
        "measure": asked.measure_label,
        "all": asked.all,
        "found": found,
        "narrowed": asked.narrowed,
        "text": asked.text,
        "below": asked.below,
        "units": asked.units,
        "page": part,
        "people": _people(request, asked.round, Behind(list(part.object_list))),
        "formats": list(LIST_FORMATS),
        "column": column,
        "crumbs": crumbs_of(request, asked.round, asked.unit, asked.wanted, _("Các hộ")),
    }
    return page(request, "reports/households.html", context)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def download(request: Visit, round_id: int, code: str, key: str, column: str, extension: str) -> HttpResponse:
    """The list as a file, narrowed as the page is."""
    asked = _asked(request, round_id, code, key, column)
    chosen = LIST_FORMATS.get(extension)
    if chosen is None:
        raise Http404(f"T012 {sentence('T012', format=extension, known=', '.join(LIST_FORMATS))}")
    found = HouseholdList(
        title=asked.figure,
        subtitle=f"{asked.below or asked.place} – {asked.round.name}",
        round=asked.round,
        people=_people(request, asked.round, asked.found()),
        preliminary=bool(read_communes(asked.round, asked.unit).undecided),
        language=language(),
    )
    parts = ["danh-sach-ho", key, column, asked.unit.code, asked.round.code]
    plain = "-".join(parts).encode("ascii", "ignore").decode()
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in plain) + f".{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(chosen.write(found), content_type=chosen.media_type, headers=headers)


def _people(request: Visit, round_: Round, found: Behind) -> list[Any]:
    """Return the households with their persons; those outside the visitor's scope do not exist."""
    people = people_behind(round_, [share.id for share in found.shares], scope(request))
    persons = {share.id: share.persons for share in found.shares}
    for each in people:
        each.persons = persons[each.pk]
    return people
