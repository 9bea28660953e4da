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
from rasoat.rounds.models import Round
from rasoat.text_vi import number as print_number


def issue_report_up(round_: Round, tables: Mapping[str, Any], approved_on: date, signer: User) -> Document:
    """Number and register the report."""
    number = next_number(round_.unit, Kind.REPORT_UP, approved_on.year, practice=round_.practice)
    data = report_of(round_, tables, approved_on, signer, number)
    return issue(
        Kind.REPORT_UP,
        round_.unit,
        title=f"Báo cáo kết quả rà soát năm {round_.year} của {lower(round_.unit)}",
        issued_on=approved_on,
        issued_by=signer,
        practice=round_.practice,
        number=number,
        items=[data],
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
