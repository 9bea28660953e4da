"""The papers of a request: its receipt with the look-up code, and the form as filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.audit.receipt import code_of
from rasoat.documents.common import in_full, letterhead, lower
from rasoat.documents.render import render
from rasoat.documents.shapes import ListedSection, PaperLine, Receipt, RequestPaper, Signature
from rasoat.rounds.models import CommuneRound
from rasoat.survey.models import Request
from rasoat.survey.request_queries import lines
from rasoat.text_vi import date as written

_HOW = (
    "Tra cứu tại trang dành cho người dân (mục Tra cứu biên nhận), nhập số biên nhận và mã tra cứu.",
    "Giữ kín mã tra cứu: ai có mã cũng xem được tình trạng giải quyết.",
)


def receipt_of(request: Request) -> bytes:
    """Return the receipt as PDF."""
    place = in_full(request.village.unit) if request.village else lower(request.commune.unit)
    facts = [
        ("Loại giấy", request.commune.round.rules.form(request.form).title_vi),
        ("Người đề nghị", request.applicant),
        ("Nơi ở", place),
        ("Ngày nhận", written(request.received_on)),
    ]
    receiver = "" if request.channel == Request.Channel.WEB else str(request.received_by)
    return receipt_paper(request.commune, request.receipt, request.received_on, facts, receiver)


def receipt_paper(
    commune: CommuneRound, number: str, received_on: date, facts: Sequence[tuple[str, str]], receiver: str
) -> bytes:
    """Return a receipt with its look-up code as PDF; ``receiver`` is empty for what came over the net."""
    data = Receipt(
        practice=commune.round.practice,
        head=letterhead(commune.unit, received_on),
        year=commune.round.year,
        title="GIẤY BIÊN NHẬN",
        number=number,
        code=code_of(number),
        facts=[PaperLine(label=label, value=value) for label, value in facts],
        how=list(_HOW),
        signature=Signature(capacity="NGƯỜI NHẬN", name=receiver),
    )
    return render("receipt", data)


def paper_of(request: Request, *, masked: bool) -> bytes:
    """Return the form as filled as PDF; with ``masked`` identity numbers show their last digits only."""
    round_, form = request.commune.round, request.commune.round.rules.form(request.form)
    people = ListedSection(
        title="Các thành viên của hộ",
        heads=[question.label_vi for question in form.members],
        rows=[[member.get(question.id, "") for question in form.members] for member in request.members],
    )
    data = RequestPaper(
        practice=round_.practice,
        head=letterhead(request.commune.unit, request.received_on),
        year=round_.year,
        title=form.title_vi.upper(),
        annex=f"{form.cell.ref.article} – {form.cell.ref.document}",
        addressee=f"UBND {lower(request.commune.unit)}",
        lines=[
            PaperLine(label=line.label, value=line.value)
            for line in lines(form, request, "vi", masked=masked)
        ],
        applicant=request.applicant,
        receipt=request.receipt,
    )
    if form.members:
        data["members"] = people
    if round_.rules.request_needs_village_head:
        data["confirmation"] = request.village.unit.kind if request.village else "thôn"
    return render("request", data)


@dataclass(kw_only=True)
class PrintRequest(Action[bytes]):
    """Print a request with the whole identity numbers: who did it is on record."""

    name: ClassVar[str] = "request.print"
    permission: ClassVar[Permission] = Permission.REQUEST_RECEIVE

    request: Request

    def unit(self) -> Unit:
        """The village the request is about, or the commune it is addressed to."""
        return self.request.village.unit if self.request.village else self.request.commune.unit

    def execute(self) -> bytes:
        """Return the PDF."""
        return paper_of(self.request, masked=False)

    def subject(self, result: bytes) -> str:
        """The request."""
        return f"request:{self.request.pk}"

    def facts(self, result: bytes) -> Mapping[str, Any]:
        """Which form it is."""
        return {"form": self.request.form}
