"""The answer to a complaint, as a letter to the complainant."""

from __future__ import annotations

from rasoat.documents.common import commune_of, in_full, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import Letter, LetterFact, Signature
from rasoat.law import Class
from rasoat.posting.models import Complaint
from rasoat.survey.standing import head_names
from rasoat.text_vi import date as print_date

AFTER = {
    Complaint.Outcome.UPHELD: "Danh sách của thôn được niêm yết lại theo kết quả này, đủ số ngày theo quy định.",
    Complaint.Outcome.DISMISSED: "Danh sách đã niêm yết được giữ nguyên.",
}
MORE = "Nếu chưa đồng ý, ông/bà có thể gửi ý kiến đến {commune} hoặc Ủy ban nhân dân {district} kèm số biên nhận ghi trên."


def issue_answer(complaint: Complaint) -> Document:
    """Number and register the letter of a decided complaint."""
    assert complaint.decided_on is not None
    assert complaint.decided_by is not None
    commune, practice = commune_of(complaint.village.unit), complaint.village.round.practice
    number = next_number(commune, Kind.LETTER, complaint.decided_on.year, practice=practice)
    return issue(
        Kind.LETTER,
        commune,
        title=f"Trả lời khiếu nại {complaint.receipt}",
        issued_on=complaint.decided_on,
        issued_by=complaint.decided_by,
        practice=practice,
        number=number,
        items=[answer_of(complaint, number)],
    )


def answer_of(complaint: Complaint, number: int) -> Letter:
    """Return the data of the letter: what was complained of, what the re-check found, the answer."""
    assert complaint.decided_on is not None
    assert complaint.decided_by is not None
    village, round_ = complaint.village.unit, complaint.village.round
    commune = commune_of(village)
    return Letter(
        practice=round_.practice,
        head=letterhead(commune, complaint.decided_on, f"{number:02d}/TL-BGN"),
        year=round_.year,
        title="TRẢ LỜI KHIẾU NẠI",
        subject=f"Kết quả rà soát hộ nghèo, hộ cận nghèo năm {round_.year}",
        addressees=[f"Ông/bà {complaint.complainant}"],
        facts=_facts(complaint),
        paragraphs=[*_found(complaint), complaint.answer, AFTER[Complaint.Outcome(complaint.outcome)]],
        closing=MORE.format(
            commune=f"Ban giảm nghèo {lower(commune)}", district=lower(commune.parent or commune)
        ),
        recipients=["Như trên;", f"Trưởng {lower(village)};", "Lưu: BGN."],
        signature=Signature(capacity="TM. BAN GIẢM NGHÈO", name=complaint.decided_by.full_name),
    )


def _facts(complaint: Complaint) -> list[LetterFact]:
    facts = [
        ("Số biên nhận", complaint.receipt),
        (
            "Nhận ngày",
            print_date(complaint.received_on) + (" (sau thời gian niêm yết)" if complaint.late else ""),
        ),
        ("Khiếu nại về", in_vietnamese(complaint.get_kind_display())),
        ("Thôn", in_full(complaint.village.unit)),
    ]
    if complaint.listing is not None:
        head = head_names([complaint.listing.household_id]).get(complaint.listing.household_id, "")
        facts.append(("Hộ được nêu", f"hộ ông/bà {head}"))
    return [LetterFact(label=label, value=value) for label, value in facts]


def _found(complaint: Complaint) -> list[str]:
    """Say what the re-check found, in one sentence; nothing where there was none."""
    recheck = complaint.recheck
    if recheck is None:
        return []
    label = in_vietnamese(Class(recheck.score.result).label_vi)
    return [
        f"Ngày {print_date(recheck.visited_on)}, một rà soát viên khác với người khảo sát lần đầu đã đến phúc tra tại hộ. "
        f"Kết quả phúc tra: {label[:1].lower()}{label[1:]}."
    ]
