"""Make the opening list of a round from what earlier rounds decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import DeskForm, carry_out
from rasoat.errors import sentence
from rasoat.recognition.opening import BuildOpening
from rasoat.rounds.queries import find_round
from rasoat.text_vi import number


@permitted(Permission.ROSTER_IMPORT)
@require_POST
def build(request: Visit, pk: int) -> HttpResponse:
    """Build the list; a refusal is told on the page of the import."""
    round_, form = find_round(request, pk), DeskForm(request.POST)
    if not scope(request).covers(round_.unit):
        raise Http404(f"A003 {sentence('A003')}")
    made = carry_out(form, lambda _typed: BuildOpening(actor=request.user, round=round_))
    if made is None:
        for told in form.non_field_errors():
            messages.warning(request, str(told))
    else:
        messages.success(request, _("Đã đưa %(n)s hộ vào danh sách đầu kỳ.") % {"n": number(made)})
    return redirect("roster-import", pk)
