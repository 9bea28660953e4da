"""Pages of the village meeting: prepare, show to the room, record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, find
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, page
from rasoat.meeting.actions import HoldMeeting
from rasoat.meeting.forms import MeetingForm
from rasoat.meeting.inviting import InviteToMeeting
from rasoat.meeting.models import Meeting, MeetingItem
from rasoat.meeting.queries import agenda, standing_pages
from rasoat.rounds.clock import today
from rasoat.rounds.crumbs import village_trail
from rasoat.rounds.models import VillageRound
from rasoat.rounds.states import RoundState, VillageState, transition
from rasoat.survey.answers import unscored

FIELDS = {
    "P003": "held_on",
    "P004": "held_on",
    "P023": "secretary",
    "P024": "representatives",
    "P077": "ended_at",
    "M001": "in_favour",
    "M002": "in_favour",
}


def find_village(request: Visit, pk: int) -> VillageRound:
    """Return the village inside the visitor's area."""
    rows = VillageRound.objects.select_related("round__unit", "unit__parent", "commune__unit")
    return find(request, rows, pk=pk)


def _may_record(request: Visit, village: VillageRound) -> bool:
    ready = village.state == VillageState.MEETING and village.round.state == RoundState.OPEN
    return ready and request.access.may(Permission.MEETING_HOLD, village.unit)


def _may_invite(request: Visit, village: VillageRound) -> bool:
    ready = village.state in transition("village", InviteToMeeting.name).sources
    return ready and request.access.may(Permission.MEETING_HOLD, village.unit)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def show(request: Visit, pk: int) -> HttpResponse:
    """The agenda and the meetings held."""
    village = find_village(request, pk)
    sent_back = Count("items", filter=Q(items__outcome=MeetingItem.Outcome.SEND_BACK), distinct=True)
    context = {
        "village": village,
        "round": village.round,
        "crumbs": village_trail(village, _("Họp thôn")),
        "agenda": agenda(village),
        "waiting": unscored(village) if village.state == VillageState.SURVEYING else [],
        "meetings": village.meetings.select_related("minutes")
        .annotate(discussed=Count("items", distinct=True), sent_back=sent_back, signed=standing_pages())
        .order_by("number"),
        "invitations": village.invitations.select_related("letters")
        .annotate(invited=Count("invitees"))
        .order_by("-number"),
        "may_invite": _may_invite(request, village),
        "may_record": _may_record(request, village),
        "may_read_documents": request.access.may(Permission.DOCUMENT_VIEW, village.unit),
    }
    return page(request, "meeting/meeting.html", context)


@permitted(Permission.HOUSEHOLD_VIEW)
@require_GET
def projector(request: Visit, pk: int) -> HttpResponse:
    """One household a page, large, for the room: no identity numbers, no answers."""
    village = find_village(request, pk)
    rows = [row for part in agenda(village) for row in part.rows]
    asked = request.GET.get("ho", "1")
    at = min(max(int(asked) if asked.isdecimal() else 1, 1), max(len(rows), 1))
    context = {
        "village": village,
        "round": village.round,
        "row": rows[at - 1] if rows else None,
        "at": at,
        "count": len(rows),
        "previous": at - 1 if at > 1 else None,
        "next": at + 1 if at < len(rows) else None,
    }
    return page(request, "meeting/projector.html", context)


@permitted(Permission.MEETING_HOLD)
@require_http_methods(["GET", "POST"])
def record(request: Visit, pk: int) -> HttpResponse:
    """The form of the minutes."""
    village = find_village(request, pk)
    parts = agenda(village)
    if request.method == "POST":
        form = MeetingForm(request.POST, agenda=parts, rules=village.round.rules)
        meeting = _hold(request, village, form)
        if meeting is not None:
            _tell(request, meeting)
            return redirect("meeting", pk)
    else:
        start = {"held_on": today(village.round), "place": meeting_place(village)}
        form = MeetingForm(agenda=parts, rules=village.round.rules, initial=start)
    return page(request, "meeting/record.html", {**_about(village), "form": form})


def _about(village: VillageRound) -> dict[str, Any]:
    return {"village": village, "round": village.round, "crumbs": village_trail(village, _("Biên bản họp"))}


def meeting_place(village: VillageRound) -> str:
    """Return where the village was called to, or where it usually meets."""
    called = village.invitations.first()
    if called is not None:
        return called.place
    return f"Nhà văn hóa {village.unit}"  # goes into the minutes, which are Vietnamese


def _hold(request: Visit, village: VillageRound, form: MeetingForm) -> Meeting | None:
    def action(typed: dict[str, Any]) -> HoldMeeting:
        return HoldMeeting(
            actor=request.user,
            village=village,
            held_on=typed["held_on"],
            began_at=typed["began_at"],
            ended_at=typed["ended_at"],
            place=typed["place"],
            secretary=typed["secretary"],
            attendance=form.attendance(),
            representatives=form.names(),
            send_back=form.send_back(),
            conclusion=typed["conclusion"],
            opinions=form.opinions(),
        )

    return carry_out(form, action, FIELDS)


def _tell(request: Visit, meeting: Meeting) -> None:
    if meeting.village.state == VillageState.AGREED:
        messages.success(request, _("Đã ghi biên bản. Thôn chuyển sang bước niêm yết."))
    else:
        messages.warning(
            request, _("Đã ghi biên bản. Các hộ phải khảo sát lại đã trở về danh sách khảo sát.")
        )
