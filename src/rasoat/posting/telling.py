"""A short text in plain Vietnamese for each step, made from the round's calendar and its pack (tuyên truyền)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rasoat.areas.models import Unit
from rasoat.documents.common import commune_of, in_full, letterhead, lower
from rasoat.documents.shapes import Announcement, Signature
from rasoat.law import Rules
from rasoat.posting.models import Notice
from rasoat.rounds.clock import today
from rasoat.rounds.models import Deadline, Round, Step
from rasoat.rounds.queries import Calendar
from rasoat.text_vi import long_date

_OPENINGS: Mapping[str, str] = {
    Step.LIST: "Thôn lập danh sách các hộ cần rà soát. Hộ đang nghèo, cận nghèo thì đương nhiên được rà soát. Hộ khác gặp khó "
    "khăn thì làm giấy đề nghị, nộp cho trưởng thôn hoặc Ủy ban nhân dân xã.",
    Step.SURVEY: "Rà soát viên đến từng nhà hỏi theo phiếu. Mời chủ hộ hoặc người lớn hiểu việc nhà ở nhà và trả lời đúng sự "
    "thật. Trả lời xong, bà con được nghe lại những điều đã ghi.",
    Step.MEETING: "Thôn họp dân để bà con cùng bàn kết quả rà soát: hộ nào nghèo, cận nghèo, hộ nào đã thoát nghèo. Mỗi hộ cử "
    "một người đi họp.",
    Step.POSTING: "Danh sách được niêm yết ở trụ sở Ủy ban nhân dân xã, nhà sinh hoạt cộng đồng của thôn và đọc trên loa. Thấy "
    "chưa đúng, ai cũng có quyền khiếu nại.",
    Step.REPORT: "Xã tổng hợp kết quả của các thôn để báo cáo lên trên.",
    Step.APPRAISAL: "Cấp trên thẩm định kết quả, có thể đến kiểm tra một số hộ. Mời bà con giúp đỡ đoàn kiểm tra.",
    Step.DECISION: "Chủ tịch Ủy ban nhân dân xã ký quyết định công nhận hộ nghèo, hộ cận nghèo, hộ thoát nghèo.",
    Step.APPROVAL: "Kết quả của toàn địa bàn được phê duyệt và báo cáo lên tỉnh.",
}


def calendar_of(round_: Round, village: Unit) -> list[Deadline]:
    """Return the days that hold in a village, in the order of the year."""
    return sorted(Calendar(round_).of(village).values(), key=lambda each: (each.starts_on, each.due_on))


def draft(round_: Round, village: Unit, step: str) -> str:
    """Return the text as the programme would write it: greeting, dates, what happens, what the rules add."""
    days = next((each for each in calendar_of(round_, village) if each.step == step), None)
    label = str(Step(step).label)
    when = (
        f"{label}: từ {long_date(days.starts_on)} đến hết {long_date(days.due_on)}."
        if days
        else f"{label}: ngày do xã thông báo."
    )
    rule = _RULES[step](round_.rules) if step in _RULES else ""
    lines = [
        f"Kính thưa bà con {lower(village)}!",
        when,
        _OPENINGS[step],
        rule,
        "Xin cảm ơn bà con đã lắng nghe.",
    ]
    return "\n\n".join(line for line in lines if line)


def _posting(rules: Rules) -> str:
    if rules.posting_days is None:
        return ""
    unit = "ngày làm việc" if rules.posting_in_working_days else "ngày"
    return f"Danh sách được treo đủ {rules.posting_days} {unit}."


def _meeting(rules: Rules) -> str:
    percent = rules.meeting_vote_percent
    return f"Kết quả được thống nhất khi có ít nhất {percent}% số người dự họp tán thành." if percent else ""


def _list(rules: Rules) -> str:
    confirmed = rules.request_needs_village_head
    return "Giấy đề nghị phải có xác nhận của trưởng thôn." if confirmed else ""


_RULES: Mapping[str, Callable[[Rules], str]] = {
    Step.POSTING: _posting,
    Step.MEETING: _meeting,
    Step.LIST: _list,
}


def paper_of(notice: Notice) -> Announcement:
    """Return a text as a sheet for the loudspeaker or the notice board."""
    village, round_ = notice.village.unit, notice.village.round
    return Announcement(
        practice=round_.practice,
        head=letterhead(commune_of(village), today(round_)),
        year=round_.year,
        title="THÔNG BÁO",
        about=f"{Step(notice.step).label}\n{in_full(village)}",
        use="Đọc trên loa, dán ở bảng tin.",
        paragraphs=[part for part in notice.text.split("\n\n") if part.strip()],
        signature=Signature(capacity="TM. BAN GIẢM NGHÈO", name=notice.made_by.full_name),
    )
