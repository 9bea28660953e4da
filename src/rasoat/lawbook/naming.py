"""What a cell of a pack is called: its group, and its name in the words of the forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat import law

Text = str | Promise

GROUPS: dict[str, Text] = {
    "b1.points": _("Bảng điểm Phiếu B1"),
    "b1": _("Các mục của Phiếu B1"),
    "b2": _("Chỉ số thiếu hụt (Phiếu B2)"),
    "class": _("Phân loại hộ"),
    "income": _("Mức thu nhập"),
    "process": _("Quy trình, thời hạn"),
    "members": _("Thành viên hộ"),
    "check": _("Kiểm tra khi nhập phiếu"),
    "form": _("Các phiếu"),
    "list": _("Danh mục"),
    "step": _("Các bước rà soát"),
    "chain": _("Chuỗi phê duyệt"),
    "report": _("Biểu báo cáo"),
    "report_check": _("Đối chiếu giữa các biểu"),
    "report_ethnic": _("Cột dân tộc của biểu"),
    "area": _("Vùng"),
}

PARAMETERS: dict[str, Text] = {
    "posting_days": _("Số ngày niêm yết"),
    "posting_in_working_days": _("Niêm yết tính theo ngày làm việc"),
    "request_days": _("Số ngày giải quyết đề nghị trong năm"),
    "request_working_days": _("Số ngày làm việc giải quyết đề nghị trong năm"),
    "request_needs_village_head": _("Giấy đề nghị phải có xác nhận của trưởng thôn"),
    "temporary_residence_months": _("Số tháng tạm trú để được đề nghị"),
    "minutes_copies": _("Số bản biên bản họp thôn"),
    "meeting_vote_percent": _("Tỷ lệ phần trăm tán thành của cuộc họp"),
    "meeting_repeats_below_vote": _("Không đủ tỷ lệ tán thành thì họp lại"),
    "complaint_days": _("Số ngày giải quyết khiếu nại"),
    "appraisal_days": _("Số ngày huyện thẩm định"),
    "review_opens": _("Ngày bắt đầu rà soát hằng năm"),
    "review_closes": _("Ngày kết thúc rà soát hằng năm"),
    "monthly_review_day": _("Ngày rà soát hằng tháng"),
    "monthly_report_first": _("Báo cáo hằng tháng từ ngày"),
    "monthly_report_last": _("Báo cáo hằng tháng đến ngày"),
    "preliminary_report_before": _("Báo cáo sơ bộ trước ngày"),
    "official_report_before": _("Báo cáo chính thức trước ngày"),
    "relapse_years": _("Số năm nhìn lại để gọi là tái nghèo"),
    "certificate_first_year": _("Năm đầu của giấy chứng nhận"),
    "certificate_last_year": _("Năm cuối của giấy chứng nhận"),
    "quick_screen_excludes_from": _("Phiếu A: không đưa vào danh sách khi có từ số dấu hiệu"),
    "age_reference": _("Ngày tính tuổi"),
    "partial_birth_date": _("Cách hiểu ngày sinh không đủ ngày, tháng"),
}

_LINES: dict[str, Text] = {
    "poor": _("Chuẩn nghèo"),
    "near_poor": _("Chuẩn cận nghèo"),
    "average": _("Mức sống trung bình"),
}
AREA_TYPES: dict[str, Text] = {"rural": _("nông thôn"), "urban": _("thành thị")}
_B1_PARTS: dict[str, Text] = {"item": _("câu hỏi và phương án"), "waiver": _("khi nào không tính điểm")}
_B2_PARTS: dict[str, Text] = {
    "indicator": _("tên chỉ số"),
    "points": _("điểm"),
    "rule": _("khi nào thiếu hụt"),
    "how": _("cách suy ra"),
}

_WHOLE: dict[str, str] = {
    "items": "b1",
    "questions": "members",
    "lists": "list",
    "steps": "step",
    "chain": "chain",
    "reports": "report",
}
"""A part of a pack that was not found as a whole, and the group it stands for."""


def group_of(key: str) -> str:
    """Return the group a cell stands in."""
    if key.startswith("b1.points"):
        return "b1.points"
    found = key.partition(".")[0]
    return found if found in GROUPS else _WHOLE.get(key, "")


def area_of(key: str) -> str:
    """Return the column of the point table a cell stands in; empty for any other cell."""
    return key.rpartition(".")[2] if key.startswith("b1.points.") else ""


def name_of(rules: law.Rules, key: str, language: str) -> str:
    """Return what a cell is called; one that the rules do not know keeps its key."""
    rest = key.partition(".")[2]
    if key in _WHOLE:
        return str(GROUPS[_WHOLE[key]])
    try:
        return _NAMES[group_of(key)](rules, rest, language)
    except (KeyError, ValueError, StopIteration):
        return key


def _points(rules: law.Rules, rest: str, language: str) -> str:
    if not rest.startswith("points."):
        return str(_("Bảng điểm"))
    item, option, _area = rest.removeprefix("points.").split(".")
    return f"{rules.item(item).label(language)}: {option_of(rules, item, option, language)}"


def option_of(rules: law.Rules, item: str, option: str, language: str) -> str:
    """Return the label of an option."""
    found = rules.item(item).option(option)
    return option if found is None else found.label(language)


def _b1(rules: law.Rules, rest: str, language: str) -> str:
    if rest == "rural_only":
        return str(_("Các mục chỉ chấm ở nông thôn"))
    part, item = rest.split(".")
    return f"{rules.item(item).label(language)} – {_B1_PARTS[part]}"


def _b2(rules: law.Rules, rest: str, language: str) -> str:
    part, indicator = rest.split(".")
    return f"{rules.indicator(indicator).label(language)} – {_B2_PARTS[part]}"


def _class(_rules: law.Rules, rest: str, language: str) -> str:
    cls, area_type = rest.split(".")
    return f"{law.Class(cls).label(language)}, {AREA_TYPES[area_type]}"


def _income(_rules: law.Rules, rest: str, _language: str) -> str:
    line, area_type = rest.split(".")
    return f"{_LINES[line]}, {AREA_TYPES[area_type]}"


def _process(_rules: law.Rules, rest: str, _language: str) -> str:
    return str(PARAMETERS[rest])


def _members(rules: law.Rules, rest: str, language: str) -> str:
    if rest.startswith("question."):
        asked = rest.removeprefix("question.")
        return next(each for each in rules.member_questions if each.id == asked).label(language)
    if rest.startswith("group."):
        return f"{_('Nhóm người')}: {rest.removeprefix('group.')}"
    return f"{_('Đếm thành viên')}: {_question_label(rules, rest, language)}"


def _question_label(rules: law.Rules, asked: str, language: str) -> str:
    return next(each.label(language) for each in rules.questions if each.id == asked)


def _labelled(of: Callable[[law.Rules], Iterable[Any]]) -> Callable[[law.Rules, str, str], str]:
    def named(rules: law.Rules, rest: str, language: str) -> str:
        return str(next(each for each in of(rules) if each.key == rest).label(language))

    return named


def _form(rules: law.Rules, rest: str, language: str) -> str:
    return rules.form(rest).title(language)


def _report(rules: law.Rules, rest: str, language: str) -> str:
    return next(each.title(language) for each in rules.report_forms if each.key == rest)


def _report_check(rules: law.Rules, rest: str, language: str) -> str:
    check = next(each for each in rules.report_checks if each.key == rest)
    return " = ".join(
        f"{_report(rules, side[0], language)} ({', '.join(side[2])})" for side in (check.left, check.right)
    )


def _report_ethnic(_rules: law.Rules, rest: str, _language: str) -> str:
    return f"{_('Mã tỉnh')} {rest}"


_NAMES: dict[str, Callable[[law.Rules, str, str], str]] = {
    "b1.points": _points,
    "b1": _b1,
    "b2": _b2,
    "class": _class,
    "income": _income,
    "process": _process,
    "members": _members,
    "check": _labelled(lambda rules: rules.checks),
    "form": _form,
    "list": _labelled(lambda rules: rules.lists.values()),
    "step": _labelled(lambda rules: rules.steps),
    "chain": _labelled(lambda rules: rules.chain.links),
    "report": _report,
    "report_check": _report_check,
    "report_ethnic": _report_ethnic,
    "area": _labelled(lambda rules: rules.areas),
}
