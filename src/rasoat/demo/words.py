"""What people say and write in the practice season."""

from __future__ import annotations

REQUEST_REASONS = (
    "Lao động chính bị ốm nặng, phải nghỉ việc từ tháng 6/2018.",
    "Mưa lũ tháng 7/2018 làm mất trắng ruộng lúa của gia đình.",
    "Nhà bị sạt lở đất, phải ở nhờ người thân.",
    "Trâu, bò chết dịch, không còn sức kéo.",
    "Gia đình mới sinh con, thiếu lao động, thu nhập giảm.",
    "Người con đi làm xa mất việc, không còn tiền gửi về.",
)
PROPOSAL_REASONS = (
    "Thôn thấy gia đình gặp khó khăn đột xuất nhưng chưa làm đơn.",
    "Chủ hộ già yếu, không biết chữ nên thôn đề xuất thay.",
    "Hộ bị thiệt hại do thiên tai trong năm.",
)
SEND_BACK_REASONS = (
    "Dân cho biết hộ đã bán trâu trong tháng 9.",
    "Diện tích nhà ghi trong phiếu chưa tính phần mới làm.",
    "Số điện tiêu thụ ghi chưa khớp với hóa đơn.",
)
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
AGREED = "Nhất trí với kết quả rà soát của xã; hồ sơ đầy đủ, đúng trình tự."
RETURNED = "Đề nghị xã bổ sung biên bản họp của các thôn còn thiếu chữ ký đại diện hộ dân rồi gửi lại."
CONCLUSION = "Cuộc họp thống nhất kết quả rà soát của thôn."
MORE_VISITS = "Cuộc họp thống nhất kết quả, trừ các hộ đề nghị khảo sát lại."
MEETING_PLACE = "Nhà văn hóa {village}"
INCLUDED_AGAINST_RULE = "Ban giảm nghèo xã thấy hộ đang gặp hoạn nạn nên vẫn đưa vào khảo sát."
ASKED_AGAIN = "Đã hỏi lại chủ hộ và xem tận nơi, phiếu ghi đúng."
"""The reason given for a check that speaks."""
