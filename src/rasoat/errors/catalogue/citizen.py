"""Errors at the citizens' door (codes N001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "N001": Entry(
        vi="Địa chỉ mạng này đã gửi quá {times} lần trong một giờ. Hãy đợi sang giờ sau rồi gửi lại, hoặc đến UBND xã nộp trực tiếp.",
        en="This network address has sent more than {times} times within an hour. Wait until the next hour, or come to the commune office.",
    ),
    "N002": Entry(
        vi="Không có biên nhận nào khớp với số và mã này. Hãy xem lại từng chữ trên biên nhận rồi nhập lại.",
        en="No receipt matches this number and this code. Compare both with the receipt, and type them again.",
    ),
}
