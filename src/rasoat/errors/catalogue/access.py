"""Errors of sign-in, roles and areas (codes A001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "A001": Entry(
        vi="Bạn không có quyền “{permission}” ở {unit}. Nếu cần, hãy nhờ quản trị viên giao vai trò cho đúng đơn vị.",
        en="You may not do “{permission}” in {unit}. Ask the administrator for a role in the right unit.",
    ),
    "A002": Entry(
        vi="Vai trò của bạn không có quyền “{permission}”. Hãy trở về trang Việc của tôi.",
        en="Your role does not permit “{permission}”. Go back to My tasks.",
    ),
    "A003": Entry(
        vi="Không tìm thấy trang hoặc hồ sơ này trong địa bàn của bạn. Hãy trở về trang Việc của tôi.",
        en="There is no such page or record in your area. Go back to My tasks.",
    ),
    "A004": Entry(
        vi="{person} không giữ chức vụ “{office}” của {unit} vào ngày {day}. Hãy ghi ngày ký trong nhiệm kỳ, hoặc để người giữ chức vụ ngày đó ký.",
        en="{person} did not hold the office “{office}” of {unit} on {day}. Give a day within the term, or let the one who held the office sign.",
    ),
}
