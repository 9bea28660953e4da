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
    "K040": Entry(
        vi="Hộ {household} đang trong danh sách của đợt rà soát này và sẽ được quyết định trong đợt. Không cần đề nghị riêng.",
        en="Household {household} is on the list of this review and is decided there. No request of its own is needed.",
    ),
    "K041": Entry(
        vi="Hộ {household} đang là hộ nghèo hoặc cận nghèo, nên không đề nghị bổ sung được. Muốn thoát nghèo thì dùng mẫu 1b.",
        en="Household {household} is poor or near-poor already, so it cannot ask to be added. Form 1b asks to escape.",
    ),
    "K042": Entry(
        vi="Hộ {household} không ở trong danh sách hộ nghèo, cận nghèo nên không đề nghị thoát nghèo được. Muốn được bổ sung thì dùng mẫu 1a.",
        en="Household {household} is on no list, so it cannot ask to escape. Form 1a asks to be added.",
    ),
    "K043": Entry(
        vi="Hộ {household} có một giấy đề nghị chưa giải quyết xong. Hãy giải quyết giấy ấy trước.",
        en="Household {household} has a request that is not decided yet. Decide that one first.",
    ),
    "K044": Entry(
        vi="Giấy đề nghị {receipt} đã ghi đúng hộ rồi. Hãy tải lại trang.",
        en="Request {receipt} has its household already. Reload the page.",
    ),
    "K045": Entry(
        vi="Giấy đề nghị {receipt} chưa ghi là của hộ nào trong danh sách. Hãy tìm hộ trước, rồi lập Phiếu B.",
        en="Request {receipt} is not matched with a household yet. Find the household, then fill Phiếu B.",
    ),
    "K046": Entry(
        vi="Kết quả Phiếu B không cho phép công nhận theo giấy đề nghị {receipt}. Hãy trả lời không công nhận, ghi rõ lý do.",
        en="Phiếu B does not bear request {receipt} out. Refuse it, with the reason.",
    ),
    "K047": Entry(
        vi="Không công nhận thì phải nêu rõ lý do bằng văn bản. Hãy ghi lý do.",
        en="A refusal must state the reason in writing. Write the reason.",
    ),
    "K048": Entry(
        vi="Người nhận giấy hoặc người lập Phiếu B không tự quyết định. Hãy để Chủ tịch xã ký.",
        en="Who received the request or filled Phiếu B does not decide it. Leave it to the chairman.",
    ),
    "K050": Entry(
        vi="Thôn của giấy đề nghị {receipt} còn đang lập danh sách, hoặc giấy không ghi thôn. Hãy tiếp nhận giấy vào danh sách của đợt.",
        en="The village of request {receipt} still makes its list, or none is named. Take the request in for the list of the round.",
    ),
    "K049": Entry(
        vi="Quyết định theo giấy đề nghị {receipt} đã niêm yết. Hãy tải lại trang.",
        en="The decision on request {receipt} has been posted. Reload the page.",
    ),
    "K004": Entry(
        vi="{unit} chưa có danh sách niêm yết nào để in. Hãy niêm yết trước.",
        en="{unit} has no posted list to print yet. Post the lists first.",
    ),
    "K005": Entry(
        vi="Bài thông báo chưa có nội dung. Hãy viết ít nhất một câu.",
        en="The text says nothing yet. Write at least one sentence.",
    ),
    "K006": Entry(
        vi="Thiếu nơi đọc hoặc dán bài. Hãy ghi ở đâu.",
        en="The place is missing. Write where it was read out or hung up.",
    ),
}
