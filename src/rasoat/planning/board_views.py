"""The board of the season: who is late, who will be, and the word to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import DeskForm, carry_out, page
from rasoat.errors import sentence
from rasoat.planning.board import Line, board, late_lines
from rasoat.planning.forms import ContactForm, RemindForm
from rasoat.planning.models import Contact, Reminder
from rasoat.planning.queries import units_for
from rasoat.planning.reminders import SeeReminder, SendReminders, SetContact
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import round_trail
from rasoat.rounds.models import Round
from rasoat.rounds.queries import find_round
from rasoat.rounds.states import RoundState


@permitted(Permission.PROGRESS_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """Planned against done, the late first."""
    return _page(request, find_round(request, pk))


def _page(request: Visit, round_: Round, form: RemindForm | None = None, **tried: Any) -> HttpResponse:
    lines = board(round_, request.access.scope(Permission.PROGRESS_VIEW))
    late = late_lines(lines)
    sender = _sender(request, round_)
    every = [line for each in lines for line in each.every]
    context = {
        "round": round_,
        "lines": lines,
        "late": _by_unit(line for line in late if line.unit != sender),
        "communes_late": sum(each.late > 0 for each in lines),
        "villages_late": sum(line.late > 0 for each in lines for line in each.villages),
        "threatened": sum(line.threatened for line in every),
        "sender": sender,
        "form": form or (RemindForm(units=dict.fromkeys(line.unit for line in late)) if sender else None),
        "chosen": set(form.data.getlist("to")) if form is not None else None,  # type: ignore[attr-defined]
        "sent": Reminder.objects.filter(round=round_)
        .within(request.access.scope(Permission.PROGRESS_VIEW))
        .select_related("unit", "sent_by", "seen_by")[:30],
        "day": today(round_),
        "crumbs": round_trail(round_, _("Đôn đốc")),
        **(_contacts(sender, every) if sender and settings.EMAIL_HOST else {}),
        **tried,
    }
    return page(request, "planning/board.html", context)


def _by_unit(lines: Iterable[Line]) -> list[tuple[Unit, list[Line]]]:
    """Group lines by unit, in the order in which each unit comes first."""
    found: dict[int, tuple[Unit, list[Line]]] = {}
    for line in lines:
        found.setdefault(line.unit.pk, (line.unit, []))[1].append(line)
    return list(found.values())


def _contacts(sender: Unit, every: list[Line]) -> dict[str, Any]:
    units = [line.unit for line in every if line.unit.path.startswith(sender.path)]
    kept = Contact.objects.filter(unit__in=units).select_related("unit")
    return {"contacts": list(kept), "contact_form": ContactForm(units=units)}


def _sender(request: Visit, round_: Round) -> Unit | None:
    if round_.state != RoundState.OPEN:
        return None
    return next(iter(units_for(request.access, Permission.REMINDER_SEND, round_)), None)


@permitted(Permission.REMINDER_SEND)
@require_POST
def send(request: Visit, pk: int) -> HttpResponse:
    """Remind those chosen who are late."""
    round_ = find_round(request, pk)
    sender = _sender(request, round_)
    if sender is None:
        raise Http404(f"A003 {sentence('A003')}")
    late = late_lines(board(round_, request.access.scope(Permission.REMINDER_SEND)))
    form = RemindForm(request.POST, units=dict.fromkeys(line.unit for line in late))
    sent = carry_out(
        form, lambda typed: SendReminders(actor=request.user, round=round_, sender=sender, **typed)
    )
    if sent is None:
        return _page(request, round_, form)
    messages.success(
        request,
        _("Đã đôn đốc %(n)s nơi và ban hành công văn. Lời nhắc hiện ở trang việc của họ.") % {"n": len(sent)},
    )
    return redirect("board", pk)


@permitted(Permission.REMINDER_SEND)
@require_POST
def contact(request: Visit, pk: int) -> HttpResponse:
    """Keep the e-mail address of a unit's office."""
    round_ = find_round(request, pk)
    units = Unit.objects.within(request.access.scope(Permission.REMINDER_SEND)).under(round_.unit)
    form = ContactForm(request.POST, units=units)
    if carry_out(form, lambda typed: SetContact(actor=request.user, **typed)) is None:
        return _page(request, round_, contact_form=form)
    messages.success(request, _("Đã ghi địa chỉ nhận đôn đốc."))
    return redirect("board", pk)


@permitted(Permission.REMINDER_SEE)
@require_POST
def seen(request: Visit, pk: int) -> HttpResponse:
    """Mark a reminder as seen."""
    found = find(request, Reminder.objects.select_related("unit", "round"), pk=pk)
    form = DeskForm(request.POST)
    if carry_out(form, lambda _typed: SeeReminder(actor=request.user, reminder=found)) is None:
        for error in form.non_field_errors():
            messages.error(request, str(error))
    return redirect("home")
