"""The roles of the review and what each permits: the single table that pages, actions and commands ask."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role, held for one unit and one period."""

    VILLAGE_HEAD = "village_head", _("Trưởng thôn")
    REVIEWER = "reviewer", _("Rà soát viên")
    COMMUNE_OFFICER = "commune_officer", _("Cán bộ giảm nghèo xã")
    COMMUNE_COMMITTEE = "commune_committee", _("Thành viên Ban giảm nghèo xã")
    COMMUNE_CHAIRMAN = "commune_chairman", _("Chủ tịch UBND xã")
    DISTRICT_OFFICER = "district_officer", _("Cán bộ Phòng LĐTBXH huyện")
    DISTRICT_INSPECTOR = "district_inspector", _("Cán bộ kiểm tra huyện")
    DISTRICT_CHAIRMAN = "district_chairman", _("Chủ tịch UBND huyện")
    SUPERVISOR = "supervisor", _("Thành viên Ban Chỉ đạo phụ trách xã")
    SUPPORT_STAFF = "support_staff", _("Cán bộ tăng cường cho xã")
    PROVINCE_OFFICER = "province_officer", _("Cán bộ Sở LĐTBXH")
    PROVINCE_CHAIRMAN = "province_chairman", _("Chủ tịch UBND tỉnh")
    AUDITOR = "auditor", _("Kiểm toán (chỉ đọc)")
    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")


class Permission(models.TextChoices):
    """What a role may permit; the value is what the log and the routes name."""

    ROUND_VIEW = "round.view", _("Xem đợt rà soát")
    ROUND_OPEN = "round.open", _("Mở đợt rà soát")
    PROGRESS_VIEW = "progress.view", _("Xem tiến độ")
    HOUSEHOLD_VIEW = "household.view", _("Xem hộ")
    ROSTER_IMPORT = "roster.import", _("Nhập danh sách hộ")
    ROSTER_EDIT = "roster.edit", _("Ghi biến động hộ")
    LIST_BUILD = "list.build", _("Lập danh sách hộ cần rà soát")
    LIST_DECIDE = "list.decide", _("Quyết định hộ Phiếu A loại có được khảo sát")
    REQUEST_RECEIVE = "request.receive", _("Nhận giấy đề nghị")
    REQUEST_CONFIRM = "request.confirm", _("Xác nhận giấy đề nghị")
    SURVEY_ANSWER = "survey.answer", _("Ghi phiếu khảo sát")
    SURVEY_RETURN = "survey.return", _("Trả phiếu khảo sát")
    MEETING_HOLD = "meeting.hold", _("Tổ chức họp thôn")
    MINUTES_KEEP = "minutes.keep", _("Lưu biên bản đã ký")
    POSTING_OPEN = "posting.open", _("Niêm yết công khai")
    COMPLAINT_RECEIVE = "complaint.receive", _("Nhận khiếu nại")
    COMPLAINT_DECIDE = "complaint.decide", _("Giải quyết khiếu nại")
    REPORT_SUBMIT = "report.submit", _("Báo cáo kết quả của xã")
    INSPECTION_RECORD = "inspection.record", _("Kiểm tra, phúc tra")
    FINDING_MEND = "finding.mend", _("Khắc phục phát hiện kiểm tra")
    APPRAISAL_GIVE = "appraisal.give", _("Thẩm định")
    DECISION_SIGN = "decision.sign", _("Ký quyết định công nhận")
    CERTIFICATE_ISSUE = "certificate.issue", _("Cấp giấy chứng nhận")
    DISTRICT_APPROVE = "district.approve", _("Phê duyệt kết quả toàn huyện")
    RESULT_SEND = "result.send", _("Gửi kết quả lên tỉnh")
    RESULT_RECEIVE = "result.receive", _("Nhận kết quả gửi lên tỉnh")
    CORRECTION_REQUEST = "correction.request", _("Đề nghị đính chính")
    CORRECTION_CHECK = "correction.check", _("Kiểm tra đề nghị đính chính")
    PROVINCE_VIEW = "province.view", _("Xem kết quả toàn tỉnh")
    PROVINCE_TOTAL = "province.total", _("Tổng hợp kết quả toàn tỉnh")
    PROVINCE_APPROVE = "province.approve", _("Phê duyệt kết quả toàn tỉnh")
    REPORT_VIEW = "report.view", _("Xem báo cáo tổng hợp")
    REPORT_FREEZE = "report.freeze", _("Chốt bộ số liệu báo cáo")
    REPORT_CHECK = "report.check", _("Ký xác nhận bộ số liệu báo cáo")
    MAP_IMPORT = "map.import", _("Nhập ranh giới bản đồ")
    DATA_PUBLISH = "data.publish", _("Xuất dữ liệu mở")
    DOCUMENT_VIEW = "document.view", _("Xem văn bản")
    SCAN_KEEP = "scan.keep", _("Lưu bản đã ký của văn bản")
    LAW_VIEW = "law.view", _("Xem quy định")
    LAW_PROPOSE = "law.propose", _("Đề xuất giá trị của quy định")
    LAW_VERIFY = "law.verify", _("Đối chiếu quy định với văn bản gốc")
    PLAN_VIEW = "plan.view", _("Xem kế hoạch, phân công")
    PLAN_MAKE = "plan.make", _("Lập kế hoạch")
    PLAN_APPROVE = "plan.approve", _("Phê duyệt kế hoạch")
    PLAN_LIMIT = "plan.limit", _("Đặt hạn cho cấp dưới")
    COMMITTEE_KEEP = "committee.keep", _("Ghi Ban Chỉ đạo và phân công")
    REMINDER_SEND = "reminder.send", _("Đôn đốc")
    REMINDER_SEE = "reminder.see", _("Xác nhận đã xem đôn đốc")
    TRAINING_VIEW = "training.view", _("Xem tập huấn")
    TRAINING_LEARN = "training.learn", _("Học và thực hành")
    TRAINING_KEEP = "training.keep", _("Tổ chức tập huấn, điểm danh")
    AUDIT_VIEW = "audit.view", _("Xem nhật ký")
    UNITS_CHANGE = "units.change", _("Thay đổi đơn vị hành chính")
    PEOPLE_MANAGE = "people.manage", _("Quản lý người dùng và vai trò")


P = Permission

_READ = {P.ROUND_VIEW, P.PROGRESS_VIEW, P.REPORT_VIEW, P.LAW_VIEW, P.PLAN_VIEW, P.TRAINING_VIEW}
_READ_HOUSEHOLDS = _READ | {P.HOUSEHOLD_VIEW, P.DOCUMENT_VIEW}

PERMITS: dict[Role, frozenset[Permission]] = {
    Role.VILLAGE_HEAD: frozenset(
        _READ_HOUSEHOLDS
        | {
            P.LIST_BUILD,
            P.REQUEST_RECEIVE,
            P.REQUEST_CONFIRM,
            P.SURVEY_ANSWER,
            P.MEETING_HOLD,
            P.MINUTES_KEEP,
            P.COMPLAINT_RECEIVE,
            P.FINDING_MEND,
            P.ROSTER_EDIT,
            P.CORRECTION_REQUEST,
            P.REMINDER_SEE,
            P.TRAINING_LEARN,
        }
    ),
    Role.REVIEWER: frozenset(_READ_HOUSEHOLDS | {P.SURVEY_ANSWER, P.TRAINING_LEARN}),
    Role.COMMUNE_OFFICER: frozenset(
        _READ_HOUSEHOLDS
        | {
            P.ROSTER_IMPORT,
            P.ROSTER_EDIT,
            P.LIST_BUILD,
            P.REQUEST_RECEIVE,
            P.SURVEY_RETURN,
            P.MINUTES_KEEP,
            P.POSTING_OPEN,
            P.COMPLAINT_RECEIVE,
        }
        | {P.REPORT_SUBMIT, P.CERTIFICATE_ISSUE, P.REPORT_FREEZE, P.RESULT_SEND, P.FINDING_MEND}
        | {P.CORRECTION_REQUEST}
        | {P.PLAN_MAKE, P.COMMITTEE_KEEP, P.REMINDER_SEND, P.REMINDER_SEE, P.TRAINING_KEEP, P.SCAN_KEEP}
    ),
    Role.COMMUNE_COMMITTEE: frozenset(
        _READ_HOUSEHOLDS
        | {P.LIST_DECIDE, P.COMPLAINT_RECEIVE, P.COMPLAINT_DECIDE, P.FINDING_MEND, P.CORRECTION_CHECK}
    ),
    Role.COMMUNE_CHAIRMAN: frozenset(_READ_HOUSEHOLDS | {P.DECISION_SIGN, P.PLAN_APPROVE, P.REPORT_CHECK}),
    Role.DISTRICT_OFFICER: frozenset(
        _READ_HOUSEHOLDS
        | {P.ROUND_OPEN, P.ROSTER_IMPORT, P.APPRAISAL_GIVE, P.RESULT_SEND, P.LAW_PROPOSE, P.AUDIT_VIEW}
        | {P.PLAN_MAKE, P.COMMITTEE_KEEP, P.REMINDER_SEND, P.MAP_IMPORT, P.DATA_PUBLISH}
        | {P.REPORT_FREEZE, P.TRAINING_KEEP, P.SCAN_KEEP}
    ),
    Role.DISTRICT_INSPECTOR: frozenset(_READ_HOUSEHOLDS | {P.INSPECTION_RECORD}),
    Role.DISTRICT_CHAIRMAN: frozenset(
        _READ_HOUSEHOLDS | {P.DISTRICT_APPROVE, P.PLAN_APPROVE, P.REPORT_CHECK}
    ),
    Role.SUPERVISOR: frozenset(_READ_HOUSEHOLDS),
    Role.SUPPORT_STAFF: frozenset(_READ_HOUSEHOLDS | {P.SURVEY_ANSWER, P.TRAINING_LEARN}),
    Role.PROVINCE_OFFICER: frozenset(
        _READ_HOUSEHOLDS
        | {P.RESULT_RECEIVE, P.LAW_PROPOSE, P.LAW_VERIFY, P.PLAN_LIMIT, P.MAP_IMPORT, P.DATA_PUBLISH}
        | {P.REPORT_FREEZE, P.REPORT_CHECK, P.ROUND_OPEN, P.PROVINCE_TOTAL, P.UNITS_CHANGE, P.ROSTER_IMPORT}
        | {P.PROVINCE_VIEW}
    ),
    Role.PROVINCE_CHAIRMAN: frozenset(
        _READ_HOUSEHOLDS | {P.PROVINCE_APPROVE, P.PROVINCE_VIEW, P.REPORT_CHECK}
    ),
    Role.AUDITOR: frozenset(_READ_HOUSEHOLDS | {P.LAW_VERIFY, P.AUDIT_VIEW, P.PROVINCE_VIEW}),
    Role.ADMINISTRATOR: frozenset({P.ROUND_VIEW, P.LAW_VIEW, P.PEOPLE_MANAGE, P.UNITS_CHANGE, P.AUDIT_VIEW}),
}

# Who prepares may not check, who checks may not approve; the same person may hold no two of one group
# at the same time, anywhere.
EXCLUSIVE: tuple[frozenset[Role], ...] = (
    frozenset({Role.VILLAGE_HEAD, Role.DISTRICT_INSPECTOR}),
    frozenset({Role.REVIEWER, Role.DISTRICT_INSPECTOR}),
    frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIRMAN}),
    frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_COMMITTEE}),
    frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER}),
    frozenset({Role.COMMUNE_CHAIRMAN, Role.DISTRICT_OFFICER}),
    frozenset({Role.DISTRICT_OFFICER, Role.DISTRICT_CHAIRMAN}),
    frozenset({Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER}),
    frozenset({Role.PROVINCE_OFFICER, Role.PROVINCE_CHAIRMAN}),
    frozenset({Role.DISTRICT_CHAIRMAN, Role.PROVINCE_CHAIRMAN}),
    frozenset({Role.SUPPORT_STAFF, Role.DISTRICT_INSPECTOR}),
    *(
        frozenset({Role.SUPERVISOR, role})
        for role in (Role.VILLAGE_HEAD, Role.REVIEWER, Role.COMMUNE_OFFICER, Role.SUPPORT_STAFF)
    ),
    *(frozenset({Role.AUDITOR, role}) for role in Role if role is not Role.AUDITOR),
    *(frozenset({Role.ADMINISTRATOR, role}) for role in Role if role is not Role.ADMINISTRATOR),
)

LEVEL_OF: dict[Role, str] = {
    Role.VILLAGE_HEAD: "village",
    Role.REVIEWER: "village",
    Role.COMMUNE_OFFICER: "commune",
    Role.COMMUNE_COMMITTEE: "commune",
    Role.COMMUNE_CHAIRMAN: "commune",
    Role.DISTRICT_OFFICER: "district",
    Role.DISTRICT_INSPECTOR: "district",
    Role.DISTRICT_CHAIRMAN: "district",
    Role.SUPERVISOR: "commune",
    Role.SUPPORT_STAFF: "commune",
    Role.PROVINCE_OFFICER: "province",
    Role.PROVINCE_CHAIRMAN: "province",
    Role.AUDITOR: "",
    Role.ADMINISTRATOR: "",
}


def excluded_with(role: str) -> set[str]:
    """Return the roles that nobody may hold together with ``role``."""
    return {str(other) for pair in EXCLUSIVE if role in pair for other in pair if other != role}


def roles_permitting(permission: str) -> set[str]:
    """Return the roles that permit ``permission``."""
    return {str(role) for role, permits in PERMITS.items() if permission in permits}
