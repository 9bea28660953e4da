"""The actions as the log names them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "round.open": _("Mở đợt rà soát"),
    "round.practice-day": _("Chuyển ngày thực hành"),
    "roster.import": _("Nhập danh sách hộ"),
    "roster.add-member": _("Ghi người vào hộ"),
    "roster.remove-member": _("Ghi người ra khỏi hộ"),
    "roster.move-in": _("Ghi hộ chuyển đến"),
    "roster.move-out": _("Ghi hộ chuyển đi"),
    "roster.split": _("Ghi tách hộ"),
    "roster.merge": _("Ghi nhập hộ"),
    "list.build": _("Lập danh sách rà soát"),
    "list.request": _("Nhận giấy đề nghị"),
    "list.propose": _("Thôn đề xuất hộ"),
    "list.screen": _("Lập Phiếu A"),
    "list.close": _("Chốt danh sách"),
    "survey.answer": _("Ghi Phiếu B"),
    "survey.finish": _("Kết thúc khảo sát"),
    "meeting.hold": _("Họp thôn"),
    "posting.open": _("Niêm yết"),
    "posting.close": _("Kết thúc niêm yết"),
    "complaint.receive": _("Nhận khiếu nại"),
    "complaint.assign": _("Phân công phúc tra"),
    "complaint.recheck": _("Phúc tra"),
    "complaint.decide": _("Trả lời khiếu nại"),
    "report.submit": _("Xã báo cáo huyện"),
    "inspection.draw": _("Rút mẫu kiểm tra"),
    "inspection.record": _("Kiểm tra hộ"),
    "appraisal.give": _("Thẩm định"),
    "decision.sign": _("Ký quyết định công nhận"),
    "certificate.issue": _("Cấp giấy chứng nhận"),
    "district.approve": _("Phê duyệt kết quả toàn huyện"),
    "result.send": _("Gửi kết quả lên tỉnh"),
    "result.receive": _("Tỉnh nhận kết quả"),
    "law.propose": _("Đề xuất giá trị của quy định"),
    "law.correct": _("Sửa ô đề xuất chưa khớp"),
    "law.withdraw": _("Rút đề xuất quy định"),
    "law.verify": _("Đối chiếu quy định với văn bản gốc"),
    "law.dispute": _("Ghi ô quy định không khớp"),
    "law.adopt": _("Áp dụng bản mới của bộ quy tắc"),
    "people.create": _("Tạo tài khoản"),
    "people.grant": _("Giao vai trò"),
    "people.end-role": _("Kết thúc vai trò"),
}

FACTS = {
    "added": _("thêm"),
    "agrees": _("giống khảo sát"),
    "answers": _("dấu của phiếu"),
    "average": _("mức sống trung bình"),
    "base": _("dấu của bản trước"),
    "cell": _("ô"),
    "cells": _("ô"),
    "closes_on": _("hết hạn"),
    "confirmed": _("ô xác nhận"),
    "count": _("số mục"),
    "day": _("ngày"),
    "discussed": _("hộ được bàn"),
    "disputed": _("ô không khớp"),
    "document": _("văn bản"),
    "drawn": _("hộ rút mẫu"),
    "entries": _("hộ niêm yết"),
    "from": _("từ"),
    "households": _("hộ"),
    "included": _("hộ khảo sát"),
    "inclusion": _("đưa vào khảo sát"),
    "issued": _("giấy"),
    "kind": _("loại"),
    "late": _("gửi muộn"),
    "members": _("người"),
    "near_poor": _("hộ cận nghèo"),
    "number": _("số"),
    "outcome": _("kết luận"),
    "pack": _("bộ quy tắc"),
    "pack_hash": _("dấu của bộ quy tắc"),
    "persons": _("người"),
    "poor": _("hộ nghèo"),
    "recognised": _("hộ được công nhận"),
    "reference_date": _("ngày áp dụng"),
    "repeated": _("gửi lại"),
    "report": _("báo cáo"),
    "reviewed": _("hộ đã khảo sát"),
    "role": _("vai trò"),
    "rows": _("dòng"),
    "scored": _("hộ có điểm"),
    "seed": _("số gốc"),
    "sent_back": _("khảo sát lại"),
    "sha256": _("dấu của tệp"),
    "to": _("đến"),
    "user": _("người dùng"),
    "verified": _("ô đã đối chiếu"),
    "version": _("lần"),
}


def fact_of(key: str) -> str:
    """Return what a fact beside an action is called; one without a name keeps its own."""
    return str(FACTS.get(key, key))


def name_of(action: str) -> str:
    """Return what an action is called; one without a name keeps its own."""
    return str(NAMES.get(action, action))
