"""The decision that corrects a recognition, as a paper (quyết định đính chính)."""

from __future__ import annotations

from datetime import date

from rasoat.accounts.models import User
from rasoat.corrections.models import Correction
from rasoat.documents.common import chairman, committee, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import CorrectedResult
from rasoat.documents.shapes import Correction as CorrectionPaper
from rasoat.law import Class
from rasoat.recognition.certificates import CERTIFIED
from rasoat.recognition.models import Recognition
from rasoat.recognition.papers import bases_of
from rasoat.survey.standing import head_names
from rasoat.text_vi import date as print_date


def issue_correction(row: Correction, decided_on: date, signer: User) -> Document:
    """Number the decision in the register of the commune's decisions, and register it."""
    commune, round_ = row.village.commune.unit, row.village.round
    number = next_number(commune, Kind.CORRECTION, decided_on.year, practice=round_.practice)
    return issue(
        Kind.CORRECTION,
        commune,
        title=f"Quyết định {number:02d}/QĐ-UBND đính chính kết quả rà soát năm {round_.year} ({row.receipt})",
        issued_on=decided_on,
        issued_by=signer,
        practice=round_.practice,
        number=number,
        items=[correction_of(row, decided_on, signer, number)],
    )


def correction_of(row: Correction, decided_on: date, signer: User, number: int) -> CorrectionPaper:
    """Return the data of the decision."""
    commune, village, round_ = row.village.commune.unit, row.village.unit, row.village.round
    decision, _form = row.recognition.by_season
    household = row.recognition.household
    head = head_names([household.pk]).get(household.pk, household.code)
    assert row.made is not None
    assert row.checked_on is not None
    corrected = f"Quyết định số {decision.document.number:02d}/QĐ-UBND ngày {print_date(decision.signed_on)}"
    return CorrectionPaper(
        practice=round_.practice,
        head=letterhead(commune, decided_on, f"{number:02d}/QĐ-UBND"),
        year=round_.year,
        authority=f"CHỦ TỊCH {committee(commune)}".replace("\n", " "),
        commune=lower(commune),
        bases=[
            *bases_of(round_),
            f"Căn cứ {corrected} công nhận kết quả rà soát năm {round_.year};",
            f"Xét đề nghị đính chính {row.receipt} ngày {print_date(row.requested_on)} và kết quả kiểm tra ngày "
            f"{print_date(row.checked_on)};",
        ],
        corrected=corrected,
        household=head,
        village=lower(village),
        persons=row.made.persons,
        before=_result(row.recognition),
        after=_result(row.made),
        reason=row.reason,
        consequence=_consequence(row.recognition, row.made),
        duties=f"Ban giảm nghèo xã, trưởng {lower(village)} và hộ có tên chịu trách nhiệm thi hành Quyết định này.",
        effect="Quyết định này có hiệu lực kể từ ngày ký; các nội dung khác của quyết định được đính chính không thay đổi.",
        recipients=["Như Điều 3;", f"UBND {lower(commune.parent or commune)} (b/c);", "Lưu: VT."],
        signature=chairman(signer.full_name),
    )


def _result(recognition: Recognition) -> CorrectedResult:
    _decision, form = recognition.by_season
    return CorrectedResult(
        result=Class(recognition.result).label_vi,
        kind=in_vietnamese(Recognition.Kind(recognition.kind).label),
        b1=form.score.b1,
        b2=form.score.b2,
    )


def _consequence(before: Recognition, after: Recognition) -> str:
    was, now = before.result in CERTIFIED, after.result in CERTIFIED
    if was and not now:
        return "Thu hồi Giấy chứng nhận đã cấp cho hộ."
    if now and not was:
        return "Cấp Giấy chứng nhận cho hộ theo kết quả đính chính."
    if now:
        return "Xác nhận kết quả đính chính vào Giấy chứng nhận của hộ."
    return "Hộ không có Giấy chứng nhận phải thay đổi."
