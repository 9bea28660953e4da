"""Pages of charts, and the charts as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import page
from rasoat.errors import sentence
from rasoat.reports.dashboards.bundle import VERSION, bundle
from rasoat.reports.dashboards.files import CHART_FORMATS
from rasoat.reports.dashboards.live import live
from rasoat.reports.dashboards.pages import current_page
from rasoat.reports.dashboards.pictures import answer
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.summary import season_pdf
from rasoat.reports.dashboards.topics import FIRST, TOPICS, Topic, topic_called
from rasoat.reports.views import definition_of, own_unit, place_of
from rasoat.rounds.crumbs import Crumb
from rasoat.rounds.models import Round
from rasoat.rounds.queries import visible
from rasoat.rounds.views import CHOSEN


@permitted(Permission.REPORT_VIEW)
@require_GET
def begin(request: Visit) -> HttpResponse:
    """Go to the charts of the visitor's own unit, in the round he looks at."""
    rounds = visible(scope(request))
    seen = request.session.get(CHOSEN)
    chosen = next((each for each in rounds if each.pk == seen), rounds.first())
    unit = own_unit(request, chosen)
    if chosen is None or unit is None:
        return page(request, "reports/none.html", {"crumbs": [Crumb(_("Biểu đồ"))]})
    return redirect("charts", chosen.pk, unit.code)


@permitted(Permission.REPORT_VIEW)
@require_GET
def overview(request: Visit, round_id: int, code: str) -> HttpResponse:
    """The state of the season in one unit."""
    return _page(request, round_id, code, FIRST)


@permitted(Permission.REPORT_VIEW)
@require_GET
def show(request: Visit, round_id: int, code: str, topic: str) -> HttpResponse:
    """The charts of one topic."""
    return _page(request, round_id, code, _topic(topic))


def _topic(slug: str) -> Topic:
    found = topic_called(slug)
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


def sources_of(request: Visit, round_id: int, code: str) -> Sources:
    """Return where the charts of a unit in the visitor's scope take their figures (404 otherwise)."""
    round_, unit = place_of(request, round_id, code)
    definition_of("results", round_)  # an edition from before packs held reports has none, and no charts
    linked = bool(request.access.scope(Permission.HOUSEHOLD_VIEW).paths)
    return Sources(round_, unit, linked)


def _page(request: Visit, round_id: int, code: str, topic: Topic) -> HttpResponse:
    sources = sources_of(request, round_id, code)
    round_, unit = sources.round, sources.unit
    context: dict[str, Any] = {
        "round": round_,
        "unit": unit,
        "topic": topic,
        "topics": [(each, _address(round_, unit, each)) for each in TOPICS],
        "shown": current_page(sources, topic),
        "formats": list(CHART_FORMATS),
        "vega": f"{reverse('vega')}?v={VERSION}",
        "base": reverse("chart-topic", args=[round_.pk, unit.code, topic.slug]),
        "may_import": topic.slug == "ban-do" and request.access.may(Permission.MAP_IMPORT, unit),
        "crumbs": _crumbs(request, round_, unit, topic),
    }
    return page(request, "reports/charts.html", context)


def _address(round_: Round, unit: Unit, topic: Topic) -> str:
    if topic is FIRST:
        return reverse("charts", args=[round_.pk, unit.code])
    return reverse("chart-topic", args=[round_.pk, unit.code, topic.slug])


def _crumbs(request: Visit, round_: Round, unit: Unit, topic: Topic) -> list[Crumb]:
    line: list[Unit] = [unit]
    while line[0].parent is not None and scope(request).covers(line[0].parent):
        line.insert(0, line[0].parent)
    names = [_("Biểu đồ") + f": {line[0]}", *map(str, line[1:])]
    crumbs = [Crumb(name, _address(round_, each, topic)) for name, each in zip(names, line, strict=True)]
    return [*crumbs[:-1], Crumb(crumbs[-1].label)]


@permitted(Permission.REPORT_VIEW)
@require_GET
def download(
    request: Visit, round_id: int, code: str, topic: str, chart: str, extension: str
) -> HttpResponse:
    """One chart as a file."""
    sources = sources_of(request, round_id, code)
    found = next((each for each in _topic(topic).draw(sources) if each.key == chart), None)
    chosen = CHART_FORMATS.get(extension)
    if found is None or found.empty or chosen is None:
        raise Http404(f"A003 {sentence('A003')}")
    if extension == "json" and "song" in request.GET:
        return JsonResponse(live(found.narrow if "hep" in request.GET else found.wide))
    plain = _plain(f"{found.key}-{sources.unit.code}-{sources.round.code}")
    headers = {
        "Content-Disposition": f'attachment; filename="{plain}.{extension}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(chosen.write(found), content_type=chosen.media_type, headers=headers)


@permitted(Permission.REPORT_VIEW)
@require_GET
def picture(
    request: Visit, round_id: int, code: str, topic: str, chart: str, screen: str
) -> HttpResponseBase:
    """One drawing of a page, for a desk or for a phone."""
    found = answer(request, sources_of(request, round_id, code), _topic(topic), chart, screen)
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


@permitted(Permission.REPORT_VIEW)
@require_GET
def vega(_request: Visit) -> HttpResponse:
    """The program that brings a drawing to life; its address carries its version, so it is fetched once."""
    headers = {
        "Content-Encoding": "gzip",
        "Cache-Control": "private, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bundle(), content_type="text/javascript; charset=utf-8", headers=headers)


@permitted(Permission.REPORT_VIEW)
@require_GET
def season(request: Visit, round_id: int, code: str) -> HttpResponse:
    """The state of the season on one page, as PDF."""
    sources = sources_of(request, round_id, code)
    headers = {
        "Content-Disposition": f'attachment; filename="tinh-hinh-{_plain(f"{code}-{sources.round.code}")}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(season_pdf(sources), content_type="application/pdf", headers=headers)


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
