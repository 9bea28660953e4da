"""Errors of documents (codes D001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "D001": Entry(
        vi="Không có loại văn bản “{kind}”. Hãy chọn một trong các loại: {known}.",
        en="There is no document kind “{kind}”. Choose one of: {known}.",
    ),
    "D002": Entry(
        vi="Văn bản “{kind}” thiếu trường “{field}”. Hãy bổ sung trường này rồi in lại.",
        en="Document “{kind}” lacks the field “{field}”. Supply it and print again.",
    ),
    "D003": Entry(
        vi="Văn bản “{kind}” không có trường “{field}”. Hãy sửa tên trường hoặc bỏ trường này.",
        en="Document “{kind}” has no field “{field}”. Correct its name or leave it out.",
    ),
    "D004": Entry(
        vi="Văn bản “{kind}”, trường “{field}”: cần kiểu {expected}, nhận được {found}. Hãy sửa giá trị.",
        en="Document “{kind}”, field “{field}”: {expected} is needed, {found} was given. Correct the value.",
    ),
    "D005": Entry(
        vi="Không có văn bản “{kind}” nào để in. Hãy chọn ít nhất một mục rồi in lại.",
        en="There is no “{kind}” document to print. Choose at least one item and print again.",
    ),
    "D050": Entry(
        vi="Tệp của văn bản “{title}” bị mất hoặc đã thay đổi so với lúc ban hành. Hãy khôi phục từ bản sao lưu.",
        en="The file of “{title}” is missing or was changed since it was issued. Restore it from a backup.",
    ),
    "D060": Entry(
        vi="Hộ {household} chưa có kết quả chấm điểm trong đợt này; ghi Phiếu B trước, rồi in phiếu giải thích.",
        en="The household {household} has no score in this review; fill in Phiếu B first, then print the explanation.",
    ),
    "D061": Entry(
        vi=(
            "Kết quả đã lưu của hộ {household} ({kept}) khác với kết quả tính lại để giải thích ({again}); không in lời giải "
            "thích sai. Hãy báo cho người quản trị, kèm mã hộ."
        ),
        en=(
            "The kept result of the household {household} ({kept}) is not what explaining it gives ({again}); a wrong "
            "explanation is not printed. Tell the administrator, with the code of the household."
        ),
    ),
    "D070": Entry(
        vi="Tệp “{name}” không có nội dung. Hãy chọn tệp khác.",
        en="The file “{name}” is empty. Choose another one.",
    ),
    "D071": Entry(
        vi="Tệp “{name}” lớn hơn {most} MB. Hãy chụp hoặc quét lại ở độ nét vừa phải, hoặc chia thành nhiều tệp.",
        en="The file “{name}” is over {most} MB. Take or scan it again at a lower resolution, or split it.",
    ),
    "D072": Entry(
        vi="Tệp “{name}” không phải loại được nhận ({allowed}; xem theo nội dung, không theo tên tệp), hoặc bị cắt cụt. Hãy chọn đúng tệp.",
        en="The file “{name}” is of no accepted kind ({allowed}; by its content, not its name), or it is cut off. Choose the right file.",
    ),
    "D073": Entry(
        vi="Ảnh “{name}” bị hỏng, không đọc được. Hãy chụp hoặc quét lại rồi gửi tệp mới.",
        en="The picture “{name}” is damaged and cannot be read. Take or scan it again and send the new file.",
    ),
    "D074": Entry(
        vi="Ảnh “{name}” quá lớn ({width} × {height} điểm ảnh; tối đa 80 triệu). Hãy chụp hoặc quét lại ở độ nét vừa phải.",
        en="The picture “{name}” is too large ({width} × {height} pixels; at most 80 million). Take or scan it at a lower resolution.",
    ),
    "D075": Entry(
        vi="Tệp “{name}” bị mất hoặc đã thay đổi so với lúc gửi ({sha256}…). Hãy khôi phục từ bản sao lưu.",
        en="The file “{name}” is lost or was changed since it was sent ({sha256}…). Restore it from a backup.",
    ),
}
