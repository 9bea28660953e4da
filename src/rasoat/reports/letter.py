"""The district's report of its total to the province, as a paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasoat.accounts.models import User
from rasoat.documents.common import chairman, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import ReportUp, UnitTotals
from rasoat.recognition.papers import bases_of
from rasoat.reports.models import DistrictApproval
from rasoat.rounds.models import Round
from rasoat.text_vi import date as print_date
from rasoat.text_vi import number as print_number


def issue_report_up(
    round_: Round,
    tables: Mapping[str, Any],
    approved_on: date,
    signer: User,
    *,
    preliminary: bool = False,
    corrected: DistrictApproval | None = None,
) -> Document:
    """Number and register the report; ``corrected`` is the approval whose figures this one corrects."""
    number = next_number(round_.unit, Kind.REPORT_UP, approved_on.year, practice=round_.practice)
    data = report_of(round_, tables, approved_on, signer, number)
    what = "kết quả"
    if preliminary:
        what = "kết quả sơ bộ"
        data["subject"] = data["subject"].replace("Kết quả", "Kết quả sơ bộ", 1)
        data["paragraphs"] = [
            text.replace("phê duyệt và báo cáo kết quả", "báo cáo kết quả sơ bộ")
            for text in data["paragraphs"]
        ]
    if corrected is not None:
        what = "kết quả đính chính"
        data["subject"] = data["subject"].replace("Kết quả", "Đính chính kết quả", 1)
        data["paragraphs"] = [*data["paragraphs"], _corrects(corrected)]
    return issue(
        Kind.REPORT_UP,
        round_.unit,
        title=f"Báo cáo {what} rà soát năm {round_.year} của {lower(round_.unit)}",
        issued_on=approved_on,
        issued_by=signer,
        practice=round_.practice,
        number=number,
        items=[data],
    )


def _corrects(before: DistrictApproval) -> str:
    number = before.document.number
    return (
        f"Số liệu này thay số liệu tại Báo cáo số {number:02d}/BC-UBND ngày {print_date(before.approved_on)} "
        f"({print_number(before.poor)} hộ nghèo, {print_number(before.near_poor)} hộ cận nghèo, "
        f"{print_number(before.average)} hộ có mức sống trung bình), sau khi có quyết định đính chính của cấp xã."
    )


def report_of(
    round_: Round, tables: Mapping[str, Any], approved_on: date, signer: User, number: int
) -> ReportUp:
    """Return the data of the report."""
    unit, total = round_.unit, tables["results"].total
    province = unit.parent or unit
    return ReportUp(
        practice=round_.practice,
        head=letterhead(unit, approved_on, f"{number:02d}/BC-UBND"),
        year=round_.year,
        title="BÁO CÁO",
        subject=f"Kết quả rà soát hộ nghèo, hộ cận nghèo, hộ có mức sống trung bình năm {round_.year}",
        addressees=[f"Ủy ban nhân dân {lower(province)}", "Sở Lao động - Thương binh và Xã hội"],
        bases=bases_of(round_),
        paragraphs=[
            f"Ủy ban nhân dân {lower(unit)} phê duyệt và báo cáo kết quả rà soát trên địa bàn: "
            f"{print_number(total['c3'])} hộ nghèo, {print_number(total['c5'])} hộ cận nghèo, "
            f"{print_number(total['c7'])} hộ có mức sống trung bình, trên tổng số {print_number(total['c1'])} hộ."
        ],
        rows=[
            UnitTotals(
                unit=row["unit_name"],
                households=row["c1"],
                poor=row["c3"],
                near_poor=row["c5"],
                average=row["c7"],
            )
            for row in tables["results"].rows
            if row["unit_code"] != unit.code
        ],
        closing=["Kính đề nghị xem xét, tổng hợp."],
        recipients=["Như trên;", "Lưu: VT, LĐTBXH."],
        signature=chairman(signer.full_name),
    )
