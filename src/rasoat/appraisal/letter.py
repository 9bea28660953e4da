"""The district's opinion on a commune's report, as a letter (công văn thẩm định)."""

from __future__ import annotations

from rasoat.accounts.models import User
from rasoat.appraisal.dossier import all_checks
from rasoat.appraisal.models import CommuneReport
from rasoat.areas.models import Unit
from rasoat.documents.common import chairman, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import Opinion, OpinionRow
from rasoat.text_vi import date as print_date

ITEM_BY_ITEM = "Hồ sơ chưa đạt ở các mục nêu dưới đây."
"""The reason of a return that names its items only."""


def issue_opinion(report: CommuneReport, actor: User) -> Document:
    """Number and register the letter."""
    round_, commune = report.commune.round, report.commune.unit
    district = commune.parent or commune
    dated = report.appraised_on or report.submitted_on
    number = next_number(district, Kind.OPINION, dated.year, practice=round_.practice)
    data = opinion_of(report, district, number)
    return issue(
        Kind.OPINION,
        district,
        title=f"Ý kiến thẩm định {lower(commune)} (báo cáo lần {report.number})",
        issued_on=dated,
        issued_by=actor,
        practice=round_.practice,
        number=number,
        items=[data],
    )


def opinion_of(report: CommuneReport, district: Unit, number: int) -> Opinion:
    """Return the data of the letter."""
    round_, commune = report.commune.round, report.commune.unit
    agreed = report.outcome == CommuneReport.Outcome.AGREED
    return Opinion(
        practice=round_.practice,
        head=letterhead(district, report.appraised_on or report.submitted_on, f"{number:02d}/UBND-LĐTBXH"),
        year=round_.year,
        subject=f"thẩm định kết quả rà soát hộ nghèo, hộ cận nghèo năm {round_.year}",
        addressees=[f"Ủy ban nhân dân {lower(commune)}"],
        paragraphs=_paragraphs(report, agreed),
        rows=[] if not agreed else _rows(report),
        requests=_requests(report, agreed),
        recipients=["Như trên;", "Lưu: VT, LĐTBXH."],
        signature=chairman(),
    )


def _paragraphs(report: CommuneReport, agreed: bool) -> list[str]:
    commune = report.commune.unit
    inspected = report.inspections.filter(inspector__isnull=False).count()
    lines = [
        f"Ủy ban nhân dân huyện nhận được báo cáo lần {report.number} ngày {print_date(report.submitted_on)} của "
        f"{lower(commune)} về kết quả rà soát hộ nghèo, hộ cận nghèo năm {report.commune.round.year}."
    ]
    if inspected:
        lines.append(f"Huyện đã kiểm tra {inspected} hộ rút mẫu ngẫu nhiên tại xã.")
    lines.append(
        "Sau khi thẩm định, Ủy ban nhân dân huyện nhất trí với kết quả rà soát của xã như sau:"
        if agreed
        else "Sau khi thẩm định, Ủy ban nhân dân huyện trả lại báo cáo để xã hoàn thiện, vì lý do sau:"
    )
    if not agreed:
        lines.append(report.opinion)
    return lines


def _rows(report: CommuneReport) -> list[OpinionRow]:
    named = (
        ("Hộ nghèo", report.poor),
        ("Hộ cận nghèo", report.near_poor),
        ("Hộ có mức sống trung bình", report.average),
    )
    return [OpinionRow(label=label, submitted=count, agreed=count) for label, count in named]


def _requests(report: CommuneReport, agreed: bool) -> list[str]:
    if not agreed:
        labels = {check.key: in_vietnamese(check.label) for check in all_checks()}
        items = [
            f"{labels.get(each.check_key, each.check_key)}: {each.text}" for each in report.reasons.all()
        ]
        return [*items, "Rà soát, bổ sung theo lý do nêu trên và báo cáo lại Ủy ban nhân dân huyện."]
    requests = [
        "Chủ tịch Ủy ban nhân dân xã ban hành quyết định công nhận và cấp giấy chứng nhận theo quy định."
    ]
    return [*requests, report.opinion] if report.opinion else requests
