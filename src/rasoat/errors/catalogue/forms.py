"""Errors of unfinished forms, of forms sent back, and of Phiếu C (codes P250–P279)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "P250": Entry(
        vi=(
            "Lần ghi {version} của hộ {household} đã được nộp từ trang khác. Những gì vừa nhập vẫn còn trên trang này; "
            "hãy bấm lại để ghi sang lần tiếp theo, hoặc mở lại phiếu để xem."
        ),
        en=(
            "Version {version} of household {household}'s form was handed in from another page. What you typed is still on "
            "this page; press again to save it to the next version, or open the form again to look."
        ),
    ),
    "P251": Entry(
        vi="Trang gửi một câu không có trên phiếu: «{field}». Hãy tải lại trang rồi ghi lại.",
        en="The page sent a field the form does not have: “{field}”. Reload the page and save again.",
    ),
    "P252": Entry(
        vi="Có câu trả lời dài quá {limit} ký tự. Hãy ghi ngắn lại.",
        en="An answer is longer than {limit} characters. Write it shorter.",
    ),
    "P253": Entry(
        vi="Còn {count} câu hai người ghi khác nhau. Hãy mở trang «Chọn câu trả lời» để chọn, rồi ghi phiếu.",
        en="Two people answered {count} questions differently. Open “Choose the answers”, choose, then hand in the form.",
    ),
    "P254": Entry(
        vi="{who} vừa ghi thêm {count} câu trong lúc bạn làm. Các câu đó đã được đưa vào phiếu; hãy xem lại rồi bấm ghi lần nữa.",
        en="{who} answered {count} more questions meanwhile. They are in the form now; look at them and hand it in again.",
    ),
    "P255": Entry(
        vi="Câu trả lời đã thay đổi sau khi trang này mở. Hãy xem lại hai bên rồi chọn.",
        en="The answers have changed since this page was opened. Look at both again, then choose.",
    ),
    "P256": Entry(
        vi="Chưa chọn câu nào. Hãy chọn một trong hai câu trả lời.",
        en="Nothing is chosen. Choose one of the two answers.",
    ),
    "P257": Entry(
        vi="Hộ {household} chưa có phiếu để trả, hoặc phiếu đã được trả và đang chờ ghi lại.",
        en="Household {household} has no form to send back, or it was sent back and waits to be filled again.",
    ),
    "P258": Entry(
        vi="Trả phiếu phải nêu lý do. Hãy ghi rõ câu nào cần hỏi lại.",
        en="Sending a form back needs a reason. Say which answers to ask again.",
    ),
    "P259": Entry(
        vi="Bạn là người ghi phiếu này nên không tự trả phiếu được. Hãy nhờ cán bộ khác xem.",
        en="You filled this form, so you cannot send it back yourself. Ask another officer to look.",
    ),
    "P260": Entry(
        vi="Hộ {household} không được công nhận là hộ nghèo, hộ cận nghèo nên không có Phiếu C. Hãy xem lại hộ.",
        en="Household {household} is not recognised as poor or near-poor, so it has no form C. Check the household.",
    ),
    "P261": Entry(
        vi="Bộ quy tắc {pack} không có Phiếu C. Không phải thu thập đặc điểm hộ bằng phiếu này.",
        en="The pack {pack} has no form C. Features are not collected with it.",
    ),
    "P262": Entry(
        vi="Phiếu C chưa ghi được, có câu chưa trả lời hoặc không thể có: {columns}. Hãy sửa các câu đó.",
        en="Form C was not saved; answers are missing or impossible: {columns}. Mend those answers.",
    ),
    "P263": Entry(
        vi="Câu «{column}» dài quá {limit} ký tự. Hãy ghi ngắn lại.",
        en="“{column}” is longer than {limit} characters. Write it shorter.",
    ),
    "P264": Entry(
        vi="Câu «{column}» có nội dung nhưng chưa đánh dấu lựa chọn đi kèm. Hãy đánh dấu lựa chọn đó, hoặc xóa nội dung.",
        en="“{column}” is filled in but the choice it belongs to is not ticked. Tick that choice, or empty it.",
    ),
    "P265": Entry(
        vi="Chỉ ghi vị trí khi hộ đồng ý. Hãy đánh dấu hộ đồng ý, hoặc xóa vĩ độ và kinh độ.",
        en="A place is kept only with the household's consent. Tick the consent, or empty latitude and longitude.",
    ),
    "P266": Entry(
        vi="Vị trí phải có đủ vĩ độ và kinh độ, là số độ thập phân, ví dụ 22,41 và 105,72.",
        en="A place needs latitude and longitude in decimal degrees, such as 22.41 and 105.72.",
    ),
}
