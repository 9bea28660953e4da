"""Pages of a conference: call it, its agenda and papers, attendance by list, by name and by code."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import carry_out, page
from rasoat.documents.common import commune_of
from rasoat.errors import sentence
from rasoat.jobs.starting import start
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round, visible
from rasoat.rounds.states import RoundState
from rasoat.survey.forms import PlainForm
from rasoat.training.conferences import (
    AddGuest,
    CallConference,
    MarkOne,
    MarkPresent,
    invited_by_name,
)
from rasoat.training.course import topic_of
from rasoat.training.forms import ByNameForm, ConferenceForm, GuestForm, TicksForm, usual_agenda
from rasoat.training.jobs import CERTIFICATES, LETTERS, SHEETS
from rasoat.training.models import Conference, Invitee, Way
from rasoat.training.papers import link_of
from rasoat.training.queries import by_commune, hosts, invited, units_that_host
from rasoat.training.views import trail

BESIDE = {"P451": "held_on", "P450": "item_0", "P453": "groups", "P461": "at"}


def _find(request: Visit, pk: int) -> Conference:
    """Return a conference of a round the visitor may see."""
    rounds = visible(scope(request))
    found = Conference.objects.filter(pk=pk, round__in=rounds).select_related("round__unit", "unit").first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


@permitted(Permission.TRAINING_KEEP)
@require_http_methods(["GET", "POST"])
def call(request: Visit, pk: int) -> HttpResponse:
    """Call a conference."""
    round_ = find_round(request, pk)
    units = hosts(request.access, round_) if round_.state == RoundState.OPEN else []
    if not units:
        raise Http404(f"A003 {sentence('A003')}")
    sent = request.POST if request.method == "POST" else None
    form = ConferenceForm(sent, units=units, initial=usual_agenda() | _usual(round_, units[0]))
    if sent is not None:
        made = carry_out(
            form,
            lambda typed: CallConference(
                actor=request.user,
                round=round_,
                agenda=form.agenda(),
                guests=form.named(),
                **{
                    key: typed[key]
                    for key in ("at", "title", "held_on", "begins_at", "place", "host", "groups")
                },
            ),
            BESIDE,
        )
        if made is not None:
            messages.success(request, _("Đã mời %(n)s người dự hội nghị.") % {"n": made.invitees.count()})
            return redirect("conference", made.pk)
    title = _("Triệu tập hội nghị tập huấn")
    return page(
        request, "training/call.html", {"round": round_, "form": form, "crumbs": trail(round_, title)}
    )


def _usual(round_: Round, unit: Unit) -> dict[str, Any]:
    return {
        "at": unit.pk,
        "title": f"Hội nghị tập huấn rà soát hộ nghèo, hộ cận nghèo năm {round_.year}",
        "held_on": today(round_),
        "host": f"UBND {unit}",
        "groups": ["village_heads", "officers"],
    }


@permitted(Permission.TRAINING_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """When, where and what; for the registrar, too, who is invited and who came."""
    return _page(request, _find(request, pk))


def _page(request: Visit, found: Conference, **tried: Any) -> HttpResponse:
    keeps = request.access.scope(Permission.TRAINING_KEEP)
    rows = invited(found, keeps)
    mine = found.invitees.filter(user=request.user).first()
    context = {
        "round": found.round,
        "conference": found,
        "agenda": [(item, topic_of(item.topic)) for item in found.agenda.all()],
        "keeps": bool(keeps.paths),
        "communes": by_commune(rows),
        "invited": len(rows),
        "present": sum(each.present_at is not None for each in rows),
        "mine": mine,
        "code": _code(mine) if mine else "",
        "guest_form": GuestForm(units=_units(request, found)) if keeps.paths else None,
        "open": found.round.state == RoundState.OPEN,
        "crumbs": trail(found.round, _("Hội nghị")),
        **tried,
    }
    return page(request, "training/conference.html", context)


def _code(invitee: Invitee) -> str:
    """The code of the visitor's own invitation, to show on his phone; made here, of our own link only."""
    svg = segno.make(link_of(invitee), error="m", micro=False).svg_inline(
        border=2, svgclass="qr", omitsize=True
    )
    return mark_safe(svg)  # noqa: S308


def _units(request: Visit, found: Conference) -> list[Unit]:
    keeps = request.access.scope(Permission.TRAINING_KEEP)
    return [unit for unit in units_that_host(found.round) if keeps.covers(unit)]


@permitted(Permission.TRAINING_KEEP)
@require_POST
def guest(request: Visit, pk: int) -> HttpResponse:
    """Add somebody who was not invited."""
    found = _find(request, pk)
    form = GuestForm(request.POST, units=_units(request, found))
    added = carry_out(
        form, lambda typed: AddGuest(actor=request.user, conference=found, **typed), {"P458": "full_name"}
    )
    if added is None:
        return _page(request, found, guest_form=form)
    messages.success(request, _("Đã thêm %(who)s. Hãy điểm danh trong danh sách.") % {"who": added})
    return redirect("attendance", pk, commune_of(added.unit).code)


@permitted(Permission.TRAINING_KEEP)
@require_http_methods(["GET", "POST"])
def attendance(request: Visit, pk: int, code: str) -> HttpResponse:
    """Tick who of one commune (or of the hosting unit) came."""
    found = _find(request, pk)
    rows = invited(found, request.access.scope(Permission.TRAINING_KEEP))
    group = next((each for each in by_commune(rows) if each.unit.code == code), None)
    if group is None:
        raise Http404(f"A003 {sentence('A003')}")
    form = TicksForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = carry_out(
            form,
            lambda typed: MarkPresent(
                actor=request.user,
                conference=found,
                at=group.unit,
                present=typed["present"],
                shown=[each.pk for each in group.invitees if each.pk in typed["shown"]],
            ),
        )
        if done is not None:
            messages.success(request, _("Đã lưu điểm danh của %(unit)s.") % {"unit": group.unit})
            return redirect("conference", pk)
    context = {
        "round": found.round,
        "conference": found,
        "group": group,
        "form": form,
        "crumbs": trail(found.round, str(group.unit)),
    }
    return page(request, "training/attendance.html", context)


@permitted(Permission.TRAINING_KEEP)
@require_POST
def by_name(request: Visit, pk: int) -> HttpResponse:
    """Mark somebody present by his name; who was not invited is refused with what to do."""
    found = _find(request, pk)
    form = ByNameForm(request.POST)
    rows = invited(found, scope(request))
    done = carry_out(
        form,
        lambda typed: MarkOne(
            actor=request.user, invitee=invited_by_name(rows, typed["person"]), way=Way.LIST
        ),
        {"P454": "person"},
    )
    if done is None:
        return _page(request, found, name_form=form)
    messages.success(request, _("%(who)s có mặt.") % {"who": done})
    return redirect("conference", pk)


@permitted(Permission.TRAINING_KEEP)
@require_http_methods(["GET", "POST"])
def by_code(request: Visit, code: str) -> HttpResponse:
    """The page a scanned invitation opens: who it is, and the button that marks him present."""
    rows: Any = Invitee.objects.select_related("conference__round__unit", "unit__parent", "marked_by")
    found = rows.within(scope(request)).filter(code=code).first()
    if found is None:
        raise Http404(f"P455 {sentence('P455')}")
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = carry_out(form, lambda _typed: MarkOne(actor=request.user, invitee=found))
        if done is not None:
            messages.success(request, _("%(who)s có mặt.") % {"who": done})
            return redirect("attendance-code", code)
    round_ = found.conference.round
    context = {
        "round": round_,
        "conference": found.conference,
        "invitee": found,
        "plain": form,
        "crumbs": trail(round_, _("Điểm danh")),
    }
    return page(request, "training/code.html", context)


def _print(request: Visit, pk: int, kind: str, title: str) -> HttpResponse:
    found = _find(request, pk)
    unit = next(iter(_units(request, found)), found.unit)
    job = start(
        kind,
        owner=request.user,
        unit=unit,
        permission=Permission.TRAINING_KEEP,
        title=f"{title}: {found.title}",
        conference=found.pk,
        path=unit.path,
    )
    return redirect("job", job.pk)


@permitted(Permission.TRAINING_KEEP)
@require_POST
def print_letters(request: Visit, pk: int) -> HttpResponse:
    """Print the invitations of the visitor's area in the background."""
    return _print(request, pk, LETTERS, _("Giấy mời"))


@permitted(Permission.TRAINING_KEEP)
@require_POST
def print_sheets(request: Visit, pk: int) -> HttpResponse:
    """Print the attendance lists to sign."""
    return _print(request, pk, SHEETS, _("Danh sách điểm danh"))


@permitted(Permission.TRAINING_KEEP)
@require_POST
def print_certificates(request: Visit, pk: int) -> HttpResponse:
    """Print the certificates of those who came."""
    return _print(request, pk, CERTIFICATES, _("Giấy chứng nhận tham dự"))
