"""Errors of what happens in the open: posting, complaints, requests in the year, texts for the people (K001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "K001": Entry(
        vi="Niêm yết đến {day} thì không đủ {days} ngày theo quy định. Hãy để trống, hoặc chọn ngày từ {earliest} trở đi.",
        en="A posting that ends on {day} is shorter than the {days} days of the rules. Leave it empty, or choose {earliest} or later.",
    ),
    "K002": Entry(
        vi="Thiếu nơi niêm yết: {place}. Quy định nêu đủ ba nơi; hãy ghi tên nơi đó.",
        en="A place of the posting is missing: {place}. The rules name three places; write its name.",
    ),
    "K003": Entry(
        vi="Ngày {day} không nằm trong thời gian niêm yết ở “{place}” ({starts} – {ends}). Hãy ghi ngày thật sự treo hoặc đọc.",
        en="{day} lies outside the posting at “{place}” ({starts} – {ends}). Enter the day it really hung or was read out.",
    ),
    "K010": Entry(
        vi="Khiếu nại này đã được nhận cho hộ ấy, số biên nhận {receipt}. Hãy mở khiếu nại đã có; có thêm điều mới thì ghi rõ điều mới.",
        en="This complaint about the household has been received already, receipt {receipt}. Open it; if there is more, say what is new.",
    ),
    "K011": Entry(
        vi="Hạn trả lời {day} không nằm sau ngày nhận {received}. Hãy chọn ngày sau đó.",
        en="The day {day} for the answer is not after the day of receipt {received}. Choose a later day.",
    ),
    "K012": Entry(
        vi="Nội dung giống hệt đã gửi cho lần niêm yết này. Không cần gửi lại; hãy tra cứu bằng số biên nhận đã cấp.",
        en="The same text was sent about this posting before. There is no need to send it again; look it up by its receipt number.",
    ),
    "K013": Entry(
        vi="Hạn trả lời của khiếu nại {receipt} do quy định đặt, không đổi được.",
        en="The day for the answer to complaint {receipt} is set by the rules and cannot be changed.",
    ),
    "K014": Entry(
        vi="Khiếu nại {receipt} đã nêu hộ. Muốn nói về hộ khác, hãy nhận thành khiếu nại mới.",
        en="Complaint {receipt} names its household already. Take in another complaint for another household.",
    ),
}
