"""The papers of a case: the decision of recognition, or the refusal with its reasons."""

from __future__ import annotations

from rasoat.documents.common import chairman, committee, commune_of, in_full, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import Decision, Letter, LetterFact, RecognisedHousehold
from rasoat.law import Class, Rules
from rasoat.recognition.models import Recognition
from rasoat.recognition.papers import NEAR_KINDS, POOR_KINDS
from rasoat.survey.request_papers import receipt_paper
from rasoat.survey.standing import head_names
from rasoat.text_vi import date as print_date
from rasoat.yearround.models import Case

K = Recognition.Kind
ASKED = {Case.Kind.ADDED: "bổ sung hộ nghèo, hộ cận nghèo", Case.Kind.ESCAPED: "thoát nghèo, thoát cận nghèo"}


def bases_of(rules: Rules) -> list[str]:
    """Return the legal bases in force on the day of the request."""
    return [f"Căn cứ {rules.documents[key]};" for key in rules.bases]


def receipt_of(case: Case) -> bytes:
    """Return the receipt of a case as PDF, with the code by which its applicant looks it up."""
    facts = [
        ("Loại giấy", f"Đề nghị {ASKED[Case.Kind(case.kind)]}"),
        ("Người đề nghị", case.applicant),
        ("Nơi ở", in_full(case.village.unit)),
        ("Ngày nhận", print_date(case.received_on)),
    ]
    if case.due_on is not None:
        facts.append(("Hạn giải quyết", print_date(case.due_on)))
    receiver = "" if case.channel == Case.Channel.WEB else str(case.received_by)
    return receipt_paper(case.village.commune, case.receipt, case.received_on, facts, receiver)


def issue_year_decision(case: Case, kind: Recognition.Kind) -> Document:
    """Number and register the decision about one household."""
    assert case.decided_on is not None
    assert case.decided_by is not None
    commune, round_ = commune_of(case.village.unit), case.village.round
    number = next_number(commune, Kind.DECISION, case.decided_on.year, practice=round_.practice)
    return issue(
        Kind.DECISION,
        commune,
        title=f"Quyết định {number:02d}/QĐ-UBND theo đề nghị trong năm {case.receipt}",
        issued_on=case.decided_on,
        issued_by=case.decided_by,
        practice=round_.practice,
        number=number,
        items=[_decision(case, kind, number)],
    )


def _decision(case: Case, kind: Recognition.Kind, number: int) -> Decision:
    assert case.decided_on is not None
    assert case.decided_by is not None
    village, round_ = case.village.unit, case.village.round
    commune = commune_of(village)
    row = RecognisedHousehold(head=head_of(case), village=lower(village), persons=case.form.persons)
    asked = f"Xét giấy đề nghị {case.receipt} nhận ngày {print_date(case.received_on)} và kết quả thẩm định bằng Phiếu B;"
    return Decision(
        practice=round_.practice,
        head=letterhead(commune, case.decided_on, f"{number:02d}/QĐ-UBND"),
        year=case.decided_on.year,
        authority=f"CHỦ TỊCH {committee(commune)}".replace("\n", " "),
        commune=lower(commune),
        bases=[*bases_of(case.rules), asked],
        poor=[row] if kind in POOR_KINDS else [],
        near_poor=[row] if kind in NEAR_KINDS else [],
        escaped_to_near_poor=[row] if kind == K.NEAR_FROM_POOR else [],
        escaped_above_near_poor=[row] if kind == K.ESCAPED_POOR else [],
        escaped_near_poor=[row] if kind == K.ESCAPED_NEAR else [],
        duties=f"Ban giảm nghèo xã, trưởng {lower(village)} và hộ có tên chịu trách nhiệm thi hành Quyết định này; "
        "danh sách được niêm yết tại trụ sở Ủy ban nhân dân xã.",
        effect="Quyết định này có hiệu lực kể từ ngày ký.",
        recipients=["Như Điều 2;", f"UBND {lower(commune.parent or commune)} (b/c);", "Lưu: VT."],
        signature=chairman(case.decided_by.full_name),
    )


def issue_refusal(case: Case) -> Document:
    """Number and register the refusal with its reasons."""
    assert case.decided_on is not None
    assert case.decided_by is not None
    commune, round_ = commune_of(case.village.unit), case.village.round
    number = next_number(commune, Kind.LETTER, case.decided_on.year, practice=round_.practice)
    return issue(
        Kind.LETTER,
        commune,
        title=f"Trả lời giấy đề nghị {case.receipt}",
        issued_on=case.decided_on,
        issued_by=case.decided_by,
        practice=round_.practice,
        number=number,
        items=[_refusal(case, number)],
    )


def _refusal(case: Case, number: int) -> Letter:
    assert case.decided_on is not None
    assert case.decided_by is not None
    village, round_ = case.village.unit, case.village.round
    commune = commune_of(village)
    asked = ASKED[Case.Kind(case.kind)]
    return Letter(
        practice=round_.practice,
        head=letterhead(commune, case.decided_on, f"{number:02d}/TL-UBND"),
        year=case.decided_on.year,
        title="TRẢ LỜI GIẤY ĐỀ NGHỊ",
        subject=f"Về việc đề nghị {asked}",
        addressees=[f"Ông/bà {case.applicant}"],
        facts=_facts(case),
        paragraphs=[
            f"Ủy ban nhân dân {lower(commune)} không công nhận theo giấy đề nghị, vì lý do sau:",
            case.answer,
        ],
        closing=f"Nếu chưa đồng ý, ông/bà có thể gửi khiếu nại đến Ủy ban nhân dân {lower(commune)}. Khi hoàn cảnh thay "
        "đổi, ông/bà có thể gửi giấy đề nghị mới.",
        recipients=["Như trên;", f"Trưởng {lower(village)};", "Lưu: VT."],
        signature=chairman(case.decided_by.full_name),
    )


def _facts(case: Case) -> list[LetterFact]:
    facts = [
        ("Số biên nhận", case.receipt),
        ("Nhận ngày", print_date(case.received_on)),
        ("Thôn", in_full(case.village.unit)),
    ]
    if case.due_on is not None:
        facts.append(("Hạn giải quyết", print_date(case.due_on)))
    if case.filled_by_id is not None:
        form = case.form
        points = f"B1: {form.b1} điểm; B2: {form.b2} điểm – {Class(form.result).label_vi}"
        facts.append((f"Kết quả Phiếu B ngày {print_date(form.visited_on)}", points))
    return [LetterFact(label=label, value=value) for label, value in facts]


def head_of(case: Case) -> str:
    """Return the name of the household's head, or of the applicant while the household is not known."""
    if case.household_id is None:
        return case.applicant
    return str(head_names([case.household_id]).get(case.household_id, case.applicant))
