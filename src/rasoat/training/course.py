"""The course of the village heads: six pages, one for each topic of the conference, written from the round's pack."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rasoat.law import Act
from rasoat.rounds.models import Step
from rasoat.training.course_sheet import phieu_b
from rasoat.training.lesson import Lesson, Section

_ACTORS = {
    "commune": ("Ban giảm nghèo xã cùng trưởng thôn", "the commune's board with the village head"),
    "reviewer": ("rà soát viên", "the reviewer"),
    "village_head": ("trưởng thôn", "the village head"),
    "district": ("UBND xã báo cáo, UBND huyện thẩm định", "the commune reports, the district appraises"),
    "commune_chairman": ("Chủ tịch UBND xã", "the chairman of the commune"),
}
_NOBODY_ASKED = (
    "UBND xã báo cáo, trình Chủ tịch xã quyết định",
    "the commune reports to its chairman, who decides",
)
_PLANNED = {
    "list": Step.LIST, "survey": Step.SURVEY, "meeting": Step.MEETING, "posting": Step.POSTING,
    "appraisal": Step.APPRAISAL, "recognition": Step.DECISION,
}  # fmt: skip


def process(lesson: Lesson) -> None:
    """Topic 1: the steps, who does them, by when."""
    lesson.section("Rà soát để làm gì", "What the review is for")
    lesson.tell(
        "Mỗi năm một lần, cả nước rà soát xem hộ nào nghèo, hộ nào cận nghèo. Hộ được công nhận thì được hưởng chính sách. "
        "Vì vậy phải đúng hộ, đủ hộ, công khai, dân chủ.",
        "Once a year the country reviews which households are poor or near-poor. A recognised household is supported. So "
        "every household must be judged rightly, none left out, in the open.",
    )
    lesson.law(
        "review_opens", "Đợt rà soát hằng năm bắt đầu từ ngày {n}.", "The yearly review begins on {n} (day/month).",
        "Văn bản chưa cho biết ngày bắt đầu đợt rà soát.", "No text gives the day on which the review begins.",
    )  # fmt: skip
    lesson.law(
        "review_closes", "Đợt rà soát kết thúc ngày {n}.", "It ends on {n} (day/month).",
        "Văn bản chưa cho biết ngày kết thúc đợt rà soát.", "No text gives the day on which the review ends.",
    )  # fmt: skip
    lesson.section("Các bước", "The steps")
    for number, step in enumerate(lesson.rules.steps, start=1):
        actor = _actor(lesson, step.actor)
        days = lesson.until(_PLANNED[step.key]) if step.key in _PLANNED else ""
        text = f"{number}. {step.label(lesson.language)} – {lesson.say(*actor)}"
        lesson.add("step", f"{text}. {_in_this_round(lesson, days)}".strip(), source=lesson.source(step.cell))
    if not lesson.rules.steps:
        lesson.add("unknown", lesson.say("Bộ quy tắc này chưa có các bước.", "This pack has no steps yet."))
    lesson.section("Việc của trưởng thôn", "What the village head does")
    lesson.add("list", items=[
        lesson.say("Cùng xã lập danh sách hộ cần rà soát (bài 2).", "Help the commune list the households to review (lesson 2)."),
        lesson.say("Đưa rà soát viên đến từng nhà, xem phiếu đã đủ câu chưa (bài 3).", "Take the reviewer to every house and see that every question is answered (lesson 3)."),
        lesson.say("Chủ trì họp thôn và ký biên bản (bài 5).", "Chair the village meeting and sign its minutes (lesson 5)."),
        lesson.say("Nghe dân khi danh sách niêm yết, báo xã khi có người không đồng ý.", "Listen while the lists hang, and tell the commune when somebody disagrees."),
    ])  # fmt: skip


def _actor(lesson: Lesson, key: str) -> tuple[str, str]:
    """Who does a step; where the chain of approval asks nobody for an opinion, the report goes to who decides."""
    if key == "district" and lesson.rules.chain and not lesson.rules.chain.has(Act.OPINION):
        return _NOBODY_ASKED
    return _ACTORS.get(key, (key, key))


def _in_this_round(lesson: Lesson, days: str) -> str:
    return lesson.say("Đợt này: {days}.", "In this round: {days}.", days=days) if days else ""


def the_list(lesson: Lesson) -> None:
    """Topic 2: which households are reviewed, and Phiếu A."""
    lesson.section("Hộ nào phải rà soát", "Which households are reviewed")
    lesson.add("list", items=[
        lesson.say("Nhóm 1: mọi hộ đang có tên trong danh sách hộ nghèo, hộ cận nghèo. Không bỏ hộ nào, kể cả hộ đã khá lên.", "Group 1: every household now on the list of the poor and near-poor. None is left out, even one that is better off."),
        lesson.say("Nhóm 2: hộ khác làm giấy đề nghị, hoặc hộ mà thôn thấy gặp khó khăn, có thể rơi vào nghèo.", "Group 2: other households that ask, or that the village finds in hardship and at risk of poverty."),
    ])  # fmt: skip
    days = lesson.until(Step.LIST)
    if days:
        lesson.do("Đợt này lập danh sách {days}.", "In this round the list is made {days}.", days=days)
    lesson.section("Giấy đề nghị của hộ", "The household's request")
    needs = lesson.rules.parameters["request_needs_village_head"]
    if needs.known and needs.value is not None:
        lesson.add("text", lesson.say(
            "Giấy đề nghị phải có xác nhận của trưởng thôn." if needs.value else "Giấy đề nghị không cần xác nhận của trưởng thôn.",
            "The request needs the village head's confirmation." if needs.value else "The request needs no confirmation of the village head.",
        ), source=lesson.source(needs))  # fmt: skip
    else:
        lesson.add("unknown", lesson.say("Văn bản chưa cho biết giấy đề nghị có cần trưởng thôn xác nhận không.", "No text says whether the village head confirms a request."), source=lesson.source(needs))  # fmt: skip
    lesson.law(
        "temporary_residence_months", "Hộ tạm trú được đề nghị khi đã ở đủ {n} tháng.", "A household with temporary residence may ask after {n} months.",
        "Văn bản chưa cho biết hộ tạm trú phải ở bao lâu mới được đề nghị.", "No text says after how long a temporary resident may ask.",
    )  # fmt: skip
    lesson.law(
        "request_working_days", "Đề nghị trong năm được giải quyết trong {n} ngày làm việc.", "A request in the year is settled in {n} working days.",
        "Văn bản chưa cho biết số ngày làm việc để giải quyết đề nghị trong năm.", "No text gives the working days in which a request in the year is settled.",
    )  # fmt: skip
    _phieu_a(lesson)


def _phieu_a(lesson: Lesson) -> None:
    form = lesson.rules.forms.get("A")
    lesson.section("Phiếu A: nhận dạng nhanh hộ nhóm 2", "Phiếu A: a quick look at the households of group 2")
    if form is None or not form.questions:
        lesson.add("unknown", lesson.say("Bộ quy tắc này không có Phiếu A.", "This pack has no Phiếu A."))
        return
    lesson.tell(
        "Hỏi hộ từng câu dưới đây, đánh dấu có hoặc không.",
        "Ask the household each question below and mark yes or no.",
    )
    lesson.add(
        "list",
        items=[each.label(lesson.language) for each in form.questions],
        source=lesson.source(form.cell),
    )
    lesson.law(
        "quick_screen_excludes_from", "Có từ {n} dấu hiệu trở lên thì không đưa hộ vào danh sách khảo sát. Nếu thôn thấy vẫn cần khảo sát thì ghi rõ lý do.",
        "With {n} signs or more the household is not put on the list. If the village still finds it should be, the reason is written down.",
        "Văn bản chưa cho biết từ mấy dấu hiệu thì loại.", "No text says from how many signs a household is left out.",
    )  # fmt: skip
    lesson.do(
        "Chưa có Phiếu A thì hộ nhóm 2 chưa được khảo sát. Làm xong Phiếu A của mọi hộ mới chốt danh sách.",
        "Without Phiếu A a household of group 2 is not surveyed. The list is closed when every Phiếu A is done.",
    )


def phieu_c(lesson: Lesson) -> None:
    """Topic 4: the features of recognised households."""
    form = lesson.rules.forms.get("C")
    lesson.section("Phiếu C dùng khi nào", "When Phiếu C is used")
    lesson.tell(
        "Phiếu C chỉ ghi cho hộ đã được công nhận là hộ nghèo, hộ cận nghèo. Phiếu C không cho điểm và không đổi loại hộ: "
        "nó cho biết hộ nghèo vì đâu, cần gì, để hỗ trợ đúng.",
        "Phiếu C is filled only for households recognised as poor or near-poor. It gives no points and changes no class: it "
        "tells why a household is poor and what it needs.",
    )
    lesson.section("Các mục của phiếu", "What the form asks")
    if form is None or not form.questions:
        lesson.add("unknown", lesson.say("Bộ quy tắc này chưa có Phiếu C.", "This pack has no Phiếu C yet."))
        return
    rows = [
        [
            each.label(lesson.language),
            "; ".join(choice.label(lesson.language) for choice in each.choices) or "…",
        ]
        for each in form.questions
    ]
    heads = [lesson.say("Mục", "Asked"), lesson.say("Ghi thế nào", "How it is answered")]
    lesson.add("table", heads=heads, rows=rows, source=lesson.source(form.cell))
    if form.cell.note and lesson.language == "vi":
        lesson.add("unknown", f"{form.cell.note[:1].upper()}{form.cell.note[1:]}.")
    elif form.cell.note:
        lesson.add(
            "unknown", "Not every part of the printed form has been found; the Vietnamese page says which."
        )
    lesson.do(
        "Nguyên nhân nghèo: hỏi hộ, ghi mọi nguyên nhân đúng với hộ, không ghi hộ cho người vắng nhà.",
        "Causes of poverty: ask the household and mark all that hold; never answer for somebody who is out.",
    )


def meeting(lesson: Lesson) -> None:
    """Topic 5: the village meeting, its minutes, the posting."""
    rules = lesson.rules
    lesson.section("Họp thôn để làm gì", "What the village meeting is for")
    lesson.tell(
        "Dân nghe kết quả chấm điểm Phiếu B của từng hộ và thống nhất, trước hết là hộ nghèo mới, cận nghèo mới, hộ thoát "
        "nghèo, thoát cận nghèo. Thấy hộ nào chưa đúng thì đề nghị khảo sát lại, ghi lý do; cuộc họp không tự sửa điểm.",
        "The village hears the points of every Phiếu B and agrees, above all on the newly poor and near-poor and on those who "
        "escaped. A household that seems wrong is sent back to be surveyed again, with a reason; the meeting changes no points.",
    )
    if "TT14" in rules.documents:
        lesson.add(
            "text",
            lesson.say(
                "Trưởng thôn chủ trì. Dự họp: chi bộ, các đoàn thể của thôn, rà soát viên, đại diện các hộ. Khi cần, trưởng thôn đề nghị UBND xã cử người dự.",
                "The village head chairs. Present: party cell, mass organisations, reviewers, representatives of the households. If needed he asks the commune to send somebody.",
            ),
            source=f"TT14 – {lesson.say('đọc ở nơi trích dẫn văn bản', 'read where the text is cited')}",
        )
    days = lesson.until(Step.MEETING)
    if days:
        lesson.do("Đợt này họp thôn {days}.", "In this round villages meet {days}.", days=days)
    lesson.section("Bao nhiêu người tán thành thì được", "How many must agree")
    lesson.law(
        "meeting_vote_percent", "Kết quả được thống nhất khi từ {n} % người dự họp tán thành.", "The result is agreed when {n} % of those present are for it.",
        "Văn bản tìm thấy không nói số người phải có mặt, cũng không nói tỷ lệ tán thành. Biên bản ghi sự thống nhất và số người dự; không tự đặt ra tỷ lệ.",
        "The texts found name neither how many must be present nor what share must agree. The minutes state the agreement and who was present; set no share of your own.",
    )  # fmt: skip
    lesson.section("Biên bản", "The minutes")
    lesson.law(
        "minutes_copies", "Biên bản lập thành {n} bản: thôn giữ một bản, gửi Ban giảm nghèo xã. Chủ trì, thư ký và đại diện hộ cùng ký.",
        "The minutes are made in {n} copies: one stays in the village, one goes to the commune. Chair, secretary and representatives of the households sign.",
        "Văn bản chưa cho biết lập mấy bản biên bản.", "No text says in how many copies the minutes are made.",
    )  # fmt: skip
    lesson.section("Niêm yết sau họp", "Posting after the meeting")
    working = rules.parameters["posting_in_working_days"]
    kind = ("ngày làm việc", "working days") if working.known and working.value else ("ngày", "days")
    lesson.law(
        "posting_days", f"Xã niêm yết danh sách ở trụ sở UBND xã, nhà sinh hoạt cộng đồng và đọc trên loa, trong {{n}} {kind[0]}.",
        f"The commune posts the lists at its office and the village house and has them read out, for {{n}} {kind[1]}.",
        "Văn bản chưa cho biết số ngày niêm yết.", "No text gives the days of posting.",
    )  # fmt: skip
    lesson.law(
        "complaint_days", "Khiếu nại được giải quyết trong {n} ngày.", "A complaint is settled in {n} days.",
        "Văn bản chưa cho biết số ngày giải quyết khiếu nại; nhận rồi báo xã ngay trong ngày.", "No text gives the days in which a complaint is settled; take it and tell the commune the same day.",
    )  # fmt: skip


def totals(lesson: Lesson) -> None:
    """Topic 6: totals and reports."""
    rules = lesson.rules
    lesson.section("Số của thôn đi đâu", "Where the village's figures go")
    lesson.tell(
        "Phần mềm tự cộng số hộ từ phiếu, biên bản và quyết định; không ai gõ lại con số. Thôn đúng thì mọi cấp trên đều đúng.",
        "The software adds up the households from forms, minutes and decisions; nobody types a figure again. If the village "
        "is right, so is every level above.",
    )
    lesson.section("Phép cộng luôn khớp", "The sum always closes")
    lesson.add("sum", lesson.say(
        "Hộ nghèo cuối kỳ = hộ nghèo đầu kỳ − hộ thoát nghèo − hộ giảm vì lý do khác + hộ nghèo mới + hộ tăng vì lý do khác.",
        "Poor at the end = poor at the start − escaped − fewer for other reasons + newly poor + more for other reasons.",
    ))  # fmt: skip
    lesson.add("text", lesson.say(
        "Ví dụ: đầu kỳ {a} hộ nghèo, {b} hộ thoát nghèo, {c} hộ chuyển đi, {d} hộ nghèo mới. Cuối kỳ: {a} − {b} − {c} + {d} = {e} hộ.",
        "Example: {a} poor at the start, {b} escaped, {c} moved away, {d} newly poor. At the end: {a} − {b} − {c} + {d} = {e}.",
        a=21, b=4, c=1, d=3, e=21 - 4 - 1 + 3,
    ))  # fmt: skip
    lesson.do(
        "Hộ chuyển đi, chuyển đến, tách, nhập, người đơn thân mất: báo xã ghi ngay, thì số mới khớp.",
        "Moved in or out, split, merged, a single person died: have the commune record it at once, or the sum will not close.",
    )
    lesson.section("Các biểu báo cáo", "The report forms")
    forms = [each for each in rules.report_forms if each.headings]
    missing = [each for each in rules.report_forms if not each.headings]
    lesson.add("list", items=[each.title(lesson.language) for each in forms])
    if missing:
        names = "; ".join(each.title(lesson.language) for each in missing)
        lesson.add(
            "unknown",
            lesson.say("Chưa tìm thấy mẫu của: {names}.", "The form was not found of: {names}.", names=names),
        )
    lesson.section("Hạn báo cáo", "When reports are due")
    lesson.law(
        "preliminary_report_before", "Báo cáo sơ bộ trước ngày {n}.", "The preliminary report is due before {n} (day/month).",
        "Văn bản chưa cho biết hạn báo cáo sơ bộ.", "No text gives the day of the preliminary report.",
    )  # fmt: skip
    lesson.law(
        "official_report_before", "Báo cáo chính thức trước ngày {n}.", "The official report is due before {n} (day/month).",
        "Văn bản chưa cho biết hạn báo cáo chính thức.", "No text gives the day of the official report.",
    )  # fmt: skip
    days = lesson.until(Step.REPORT)
    if days:
        lesson.do("Đợt này xã báo cáo {days}.", "In this round communes report {days}.", days=days)


class Topic(NamedTuple):
    """One page of the course."""

    number: int
    key: str
    vi: str
    en: str
    write: Callable[[Lesson], None]

    def title(self, language: str) -> str:
        """Return the title in ``language``."""
        return self.vi if language == "vi" else self.en

    def sections(self, lesson: Lesson) -> list[Section]:
        """Return the parts of the page, written from the lesson's pack."""
        lesson.sections = []
        self.write(lesson)
        return lesson.sections


TOPICS = (
    Topic(1, "quy-trinh", "Quy trình rà soát", "The process", process),
    Topic(2, "danh-sach", "Lập danh sách hộ cần rà soát", "The list of households", the_list),
    Topic(3, "phieu-b", "Phiếu B: hỏi, ghi, chấm điểm", "Phiếu B: ask, write, score", phieu_b),
    Topic(4, "phieu-c", "Phiếu C: đặc điểm hộ", "Phiếu C: features of a household", phieu_c),
    Topic(5, "hop-thon", "Họp thôn", "The village meeting", meeting),
    Topic(6, "tong-hop", "Tổng hợp, báo cáo", "Totals and reports", totals),
)


def topic_of(key: str) -> Topic | None:
    """Return the topic called ``key``."""
    return next((each for each in TOPICS if each.key == key), None)
