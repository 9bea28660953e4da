"""Errors of background work (codes J001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "J001": Entry(
        vi="Việc “{title}” dừng vì một lỗi không lường trước; dữ liệu không bị sửa dở. Hãy bấm “Làm lại”; nếu vẫn lỗi, báo người quản trị xem nhật ký máy chủ.",
        en="“{title}” stopped at an unforeseen error; nothing was left half changed. Press “Do it again”; if it fails again, ask the administrator to read the server's log.",
    ),
    "J002": Entry(
        vi="Việc “{title}” dừng giữa chừng vì máy chủ bị tắt hoặc khởi động lại. Hãy bấm “Làm lại”.",
        en="“{title}” was cut short because the server was stopped or started again. Press “Do it again”.",
    ),
    "J003": Entry(
        vi="Tệp kết quả của việc “{title}” không còn trên máy chủ, hoặc đã bị thay đổi. Hãy làm lại việc này để có tệp mới.",
        en="The result of “{title}” is no longer on the server, or was changed. Start the work anew for a fresh file.",
    ),
    "J004": Entry(
        vi="Việc “{title}” đang ở trạng thái “{state}”, không cần làm lại. Chỉ làm lại việc không xong hoặc dừng giữa chừng.",
        en="“{title}” is “{state}” and need not be done again. Only a job that failed or was cut short is done again.",
    ),
}
