"""What people say and write in the practice season."""

from __future__ import annotations

REQUEST_REASONS = (
    ("accident", "Lao động chính bị ốm nặng, phải nghỉ việc từ tháng 6/2018."),
    ("disaster", "Mưa lũ tháng 7/2018 làm mất trắng ruộng lúa của gia đình."),
    ("disaster", "Nhà bị sạt lở đất, phải ở nhờ người thân."),
    ("economic", "Trâu, bò chết dịch, không còn sức kéo."),
    ("members", "Gia đình mới sinh con, thiếu lao động, thu nhập giảm."),
    ("economic", "Người con đi làm xa mất việc, không còn tiền gửi về."),
)
"""Why a household asks: the reason it ticks, and its words."""
ESCAPE_REASON = "Gia đình đã có thu nhập ổn định, đề nghị được công nhận thoát nghèo."
OCCUPATION = "Làm ruộng"
PROPOSAL_REASONS = (
    ("other", "Chủ hộ già yếu, không biết chữ nên thôn đề xuất thay."),
    ("disaster", "Hộ bị thiệt hại do mưa lũ tháng 7, chưa làm đơn."),
    ("accident", "Chủ hộ ngã gãy chân, phải nằm viện từ tháng 8."),
    ("earner", "Lao động chính mất đầu năm, còn mẹ già và con nhỏ."),
    ("economic", "Lợn chết dịch cả đàn, còn nợ tiền giống."),
    ("members", "Con trai xuất ngũ về, chưa có việc làm, nhà đông người ăn."),
)
INCLUDED_ASKED = "Thôn thấy hộ đang gặp hoạn nạn, đề nghị Ban xem xét."
LEFT_OUT = "Ban đã hỏi thôn và xem tận nơi: hộ còn khả năng tự vượt qua khó khăn."
NOT_OF_COMMUNE = "Không tìm thấy hộ trong danh sách của xã; đề nghị nộp tại xã nơi đăng ký thường trú."
SEND_BACK_REASONS = (
    "Dân cho biết hộ đã bán trâu trong tháng 9.",
    "Diện tích nhà ghi trong phiếu chưa tính phần mới làm.",
    "Số điện tiêu thụ ghi chưa khớp với hóa đơn.",
)
COMPLAINED_LATE = "Gia đình đi làm xa, hết hạn niêm yết mới biết kết quả, đề nghị cho biết cách chấm điểm."
COMPLAINTS = {
    "should_be_on": "Gia đình tôi còn khó khăn nhưng không có tên trong danh sách hộ nghèo, đề nghị xem lại.",
    "should_not_be_on": "Hộ này đã có xe máy và nhà xây, không còn nghèo, đề nghị kiểm tra lại.",
    "wrong_data": "Phiếu ghi thiếu người già trong nhà, đề nghị khảo sát lại.",
    "procedure": "Cuộc họp thôn báo muộn nên nhiều hộ không kịp dự, đề nghị làm rõ.",
}
UPHELD = "Phúc tra cho kết quả khác lần khảo sát đầu. Kết quả được sửa và niêm yết lại."
DISMISSED = "Phúc tra cho kết quả như cũ, giữ nguyên danh sách đã niêm yết."
EXPLAINED = "Thôn đã thông báo trên loa hai ngày trước cuộc họp; biên bản có đủ đại diện hộ dân ký."
FINDING = "Hộ có thêm thu nhập từ con đi làm xa; chênh lệch so với phiếu khảo sát đã trao đổi với xã."
FOUND_CLASS = "Kiểm tra lại thì hộ có kết quả khác phiếu khảo sát; xã cần xem lại cách hỏi thu nhập của người đi làm xa."
ORDER_CLASS = "Xác minh lại với hộ và trưởng thôn, nhắc rà soát viên hỏi đủ người đi làm xa."
MENDED_CLASS = "Đã xác minh với hộ và trưởng thôn, đã nhắc rà soát viên; các hộ tương tự của thôn đã hỏi lại."
FOUND_PAPERS = "Biên bản họp của một số thôn còn thiếu chữ ký đại diện hộ dân."
ORDER_PAPERS = "Bổ sung đủ chữ ký đại diện hộ dân vào biên bản họp thôn."
MENDED_PAPERS = "Đã bổ sung đủ chữ ký, lưu bản ký tại xã."
CLOSED = "Đã xem lại, đúng như báo cáo."
AGREED = "Nhất trí với kết quả rà soát của xã; hồ sơ đầy đủ, đúng trình tự."
RETURNED = "Đề nghị xã bổ sung biên bản họp của các thôn còn thiếu chữ ký đại diện hộ dân rồi gửi lại."
CONCLUSION = "Cuộc họp thống nhất kết quả rà soát của thôn."
MORE_VISITS = "Cuộc họp thống nhất kết quả, trừ các hộ đề nghị khảo sát lại."
MEETING_PLACE = "Nhà văn hóa {village}"
INCLUDED_AGAINST_RULE = "Ban giảm nghèo xã thấy hộ đang gặp hoạn nạn nên vẫn đưa vào khảo sát."
ASKED_AGAIN = "Đã hỏi lại chủ hộ và xem tận nơi, phiếu ghi đúng."
"""The reason given for a check that speaks."""
SIGNED_MINUTES = "Biên bản họp thôn, bản đã ký"
SIGNED_DECISION = "Quyết định công nhận, bản đã ký"
SEEN = "Đã dán, đã đọc, có trưởng thôn chứng kiến"
RETURN_REASONS = {"signed": "Bản quét mờ ở một số thôn, quét lại cho rõ chữ ký."}
EVIDENCE = "Giấy xác nhận của trưởng thôn"
NOT_WRONG = "Gia đình mới mất một con trâu nên đề nghị công nhận lại là hộ cận nghèo."
NOT_WRONG_BECAUSE = "Trâu chết rét sau ngày công nhận, trưởng thôn xác nhận."
NOT_A_CORRECTION = "Phiếu khảo sát ghi đúng tại ngày đến hộ. Việc xảy ra sau đó không phải sai sót: gia đình nộp giấy đề nghị xét trong năm."
WRONG = "Phiếu ghi nhầm tài sản của gia đình người con đã tách hộ."
WRONG_BECAUSE = "Trưởng thôn và hai hộ liền kề xác nhận tài sản không phải của hộ."
WRONG_INDEED = "Đã đến hộ: tài sản ghi trong phiếu là của người con ở nhà bên. Đề nghị đính chính."
LETTER_TO_MINISTRY = "{number}/BC-UBND"
