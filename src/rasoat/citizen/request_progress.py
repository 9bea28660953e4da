"""How far a request stands, as its applicant reads it by his receipt; and his papers again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rasoat.audit.desk import language
from rasoat.citizen.progress import Progress
from rasoat.survey.models import Inclusion, Request
from rasoat.survey.request_papers import paper_of, receipt_of


def find(number: str) -> Request | None:
    """Return the request with this receipt number."""
    rows = Request.objects.select_related("commune__round", "commune__unit", "village__unit", "listing")
    return rows.filter(receipt=number).first()


def request_progress(number: str) -> Progress | None:
    """Return how far the request with this number stands."""
    request = find(number)
    if request is None:
        return None
    form = request.commune.round.rules.form(request.form)
    return Progress(
        receipt=request.receipt,
        title=form.title(language()),
        received_on=request.received_on,
        state=_(str(request.get_state_display())),
        told=_told(request),
        practice=request.commune.round.practice,
        papers={"bien-nhan": lambda: receipt_of(request), "giay": lambda: paper_of(request, masked=True)},
    )


def _told(request: Request) -> list[str]:
    if request.state == Request.State.WAITING:
        return [_("Cán bộ xã sẽ đối chiếu với danh sách hộ rồi tiếp nhận, hoặc trả lời lý do.")]
    if request.state == Request.State.REFUSED:
        return [_("Lý do: %(reason)s") % {"reason": request.answer}]
    listing = request.listing
    if listing is None:
        return []
    said = {
        Inclusion.PENDING: _("Hộ đã vào danh sách xem xét và chờ Phiếu A (nhận dạng nhanh)."),
        Inclusion.ASKED: _("Ban giảm nghèo xã đang xem xét có khảo sát hộ hay không."),
        Inclusion.INCLUDED: _("Hộ được khảo sát bằng Phiếu B; rà soát viên sẽ đến nhà."),
        Inclusion.LEFT_OUT: _("Hộ không được đưa vào khảo sát. Lý do: %(reason)s")
        % {"reason": listing.inclusion_reason},
    }
    return [said[Inclusion(listing.inclusion)]]
