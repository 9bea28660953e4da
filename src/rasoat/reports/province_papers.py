"""The papers of a province: the preliminary report and the chairman's decision, from the sets that were received."""

from __future__ import annotations

from datetime import date

from rasoat.accounts.models import User
from rasoat.documents.common import chairman, committee, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import ProvinceDecision, ReportUp, UnitTotals
from rasoat.recognition.papers import bases_of
from rasoat.reports.models import ProvinceResult
from rasoat.reports.table import Table
from rasoat.rounds.models import Round
from rasoat.text_vi import date as print_date
from rasoat.text_vi import number as print_number

MINISTRY = "Bộ Lao động - Thương binh và Xã hội"
MINISTRY_NOW = "Bộ Nông nghiệp và Môi trường"
MOVED = date(2025, 3, 1)
"""Poverty reduction is a matter of the other ministry since (Nghị định 35/2025/NĐ-CP)."""


def ministry(on: date) -> str:
    """Return the ministry that poverty reduction belongs to on a day."""
    return MINISTRY_NOW if on >= MOVED else MINISTRY


def issue_province_decision(
    result: ProvinceResult, table: Table, round_: Round, signed_on: date, signer: User
) -> Document:
    """Number and register the chairman's decision that approves the official result."""
    number = next_number(result.unit, Kind.PROVINCE, signed_on.year, practice=result.practice)
    corrected = "đính chính " if result.corrects_id else ""
    return issue(
        Kind.PROVINCE,
        result.unit,
        title=f"Quyết định {number:02d}/QĐ-UBND phê duyệt {corrected}kết quả rà soát năm {result.year} của {lower(result.unit)}",
        issued_on=signed_on,
        issued_by=signer,
        practice=result.practice,
        number=number,
        items=[decision_of(result, table, round_, signed_on, signer, number)],
    )


def decision_of(
    result: ProvinceResult, table: Table, round_: Round, signed_on: date, signer: User, number: int
) -> ProvinceDecision:
    """Return the data of the decision."""
    unit = result.unit
    return ProvinceDecision(
        practice=result.practice,
        head=letterhead(unit, signed_on, f"{number:02d}/QĐ-UBND"),
        year=result.year,
        authority=f"CHỦ TỊCH {committee(unit)}".replace("\n", " "),
        province=lower(unit),
        subject=f"Về việc phê duyệt {_again(result)}kết quả rà soát hộ nghèo, hộ cận nghèo,\n"
        f"hộ có mức sống trung bình năm {result.year}",
        bases=[*bases_of(round_), *_corrects(result), "Theo đề nghị của cơ quan tổng hợp của tỉnh."],
        rows=_rows(table),
        duties="Các sở, ban, ngành có liên quan và Ủy ban nhân dân các đơn vị có tên trong biểu chịu trách nhiệm thi hành "
        "Quyết định này.",
        effect="Quyết định này có hiệu lực kể từ ngày ký.",
        recipients=["Như Điều 2;", f"{ministry(signed_on)} (b/c);", "Lưu: VT."],
        signature=chairman(signer.full_name),
    )


def _again(result: ProvinceResult) -> str:
    return "đính chính " if result.corrects_id else ""


def _corrects(result: ProvinceResult) -> list[str]:
    before = result.corrects
    if before is None or before.document is None or before.approved_on is None:
        return []
    return [
        f"Thay số liệu đã phê duyệt tại Quyết định số {before.document.number:02d}/QĐ-UBND ngày "
        f"{print_date(before.approved_on)};"
    ]


def _rows(table: Table) -> list[UnitTotals]:
    return [
        UnitTotals(
            unit=row["unit_name"],
            households=row["c1"],
            poor=row["c3"],
            near_poor=row["c5"],
            average=row["c7"],
        )
        for row in table.rows
        if row["unit_code"] != table.unit.code
    ] or [
        UnitTotals(
            unit=str(table.unit),
            households=table.total["c1"],
            poor=table.total["c3"],
            near_poor=table.total["c5"],
            average=table.total["c7"],
        )
    ]


def issue_preliminary(
    result: ProvinceResult, table: Table, round_: Round, signed_on: date, signer: User
) -> Document:
    """Number and register the preliminary report to the ministry; it says whose figures are missing."""
    number = next_number(result.unit, Kind.REPORT_UP, signed_on.year, practice=result.practice)
    return issue(
        Kind.REPORT_UP,
        result.unit,
        title=f"Báo cáo sơ bộ kết quả rà soát năm {result.year} của {lower(result.unit)}",
        issued_on=signed_on,
        issued_by=signer,
        practice=result.practice,
        number=number,
        items=[_preliminary(result, table, round_, signed_on, signer, number)],
    )


def _preliminary(
    result: ProvinceResult, table: Table, round_: Round, signed_on: date, signer: User, number: int
) -> ReportUp:
    unit, total = result.unit, table.total
    told = (
        f"Kết quả sơ bộ trên địa bàn {lower(unit)}: {print_number(total['c3'])} hộ nghèo, "
        f"{print_number(total['c5'])} hộ cận nghèo, trên tổng số {print_number(total['c1'])} hộ."
    )
    missing = f"Chưa có số liệu của: {', '.join(result.missing)}; tổng số trên không gồm các đơn vị này."
    return ReportUp(
        practice=result.practice,
        head=letterhead(unit, signed_on, f"{number:02d}/BC"),
        year=result.year,
        title="BÁO CÁO",
        subject=f"Kết quả sơ bộ rà soát hộ nghèo, hộ cận nghèo năm {result.year}",
        addressees=[ministry(signed_on)],
        bases=bases_of(round_),
        paragraphs=[told, *([missing] if result.missing else [])],
        rows=_rows(table),
        closing=["Kính báo cáo."],
        recipients=["Như trên;", "Lưu: VT."],
        signature={"capacity": "NGƯỜI KÝ BÁO CÁO", "name": signer.full_name},
    )
