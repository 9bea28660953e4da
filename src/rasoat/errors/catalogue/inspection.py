"""Errors of the inspection and its findings (codes P700–P729)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES = {
    "P700": Entry(
        vi="Độ tin cậy phải là một trong {confidences} %, sai số từ 1 đến {largest} điểm phần trăm (đang ghi {margin}). Hãy chọn lại.",
        en="The confidence is one of {confidences} %, the margin from 1 to {largest} points (it says {margin}). Choose again.",
    ),
    "P701": Entry(
        vi="{person} đã tự ghi phiếu của hộ {household}, không tự kiểm tra mình được. Hãy phân công người khác.",
        en="{person} filled a form of household {household} and cannot be appointed to check himself. Appoint another person.",
    ),
    "P702": Entry(
        vi="{person} không có vai trò kiểm tra tại {unit}. Hãy chọn cán bộ kiểm tra của huyện, hoặc cấp vai trò trước.",
        en="{person} holds no role to inspect in {unit}. Choose an inspector of the district, or grant the role first.",
    ),
    "P703": Entry(
        vi="Hộ {household} đã kiểm tra xong, không đổi người kiểm tra được nữa. Hãy bỏ hộ này ra.",
        en="Household {household} is inspected already; its inspector is no longer changed. Leave it out.",
    ),
    "P704": Entry(
        vi="Hộ {household} được phân công cho người khác ({person}). Chỉ người được phân công ghi phiếu kiểm tra; hãy phân công lại nếu cần.",
        en="Household {household} is appointed to another person ({person}), who alone records it; appoint anew if need be.",
    ),
    "P705": Entry(
        vi="Trang này cho thấy kết quả khảo sát của {count} hộ bạn được phân công kiểm tra mà chưa kiểm tra (hộ đầu tiên: {first}). Hãy ghi phiếu kiểm tra trước, rồi mở lại trang.",
        en="This page shows the survey of {count} households you are appointed to and have not inspected (the first: {first}). Record your inspection, then open it again.",
    ),
    "P710": Entry(
        vi="Còn {count} phát hiện kiểm tra chưa xong (đầu tiên: «{first}», {state}). Hãy khắc phục và xác nhận xong, rồi mới nhất trí; vẫn trả lại báo cáo được.",
        en="{count} findings of the inspection are open (the first: “{first}”, {state}). Have them mended and closed before agreeing; the report can still be returned.",
    ),
    "P711": Entry(
        vi="Chưa ghi nội dung. Hãy ghi rõ sự việc hoặc việc đã làm.",
        en="Nothing is written. Say what is the matter, or what was done.",
    ),
    "P712": Entry(
        vi="{unit} không thuộc {commune}. Hãy chọn thôn hoặc hộ của xã này.",
        en="{unit} does not belong to {commune}. Choose a village or household of this commune.",
    ),
    "P713": Entry(
        vi="Hạn khắc phục {due} đã qua (hôm nay {day}). Hãy đặt hạn từ hôm nay trở đi.",
        en="The last day {due} has passed (today is {day}). Set one from today on.",
    ),
    "P714": Entry(
        vi="{person} không phụ trách việc này ở {unit}. Hãy chọn cán bộ, Ban giảm nghèo hoặc trưởng thôn của xã.",
        en="{person} does not answer for this in {unit}. Choose the officer, the committee or a village head of the commune.",
    ),
    "P715": Entry(
        vi="Phát hiện «{finding}» giao cho người khác ({person}). Hãy để người đó báo đã khắc phục.",
        en="Finding “{finding}” is charged to another person ({person}), who tells that it is mended.",
    ),
    "P716": Entry(
        vi="Người báo đã khắc phục không tự xác nhận. Hãy để cán bộ kiểm tra khác xác nhận.",
        en="Who mended it does not confirm it. Let another inspector do it.",
    ),
    "P720": Entry(
        vi="Biên bản kiểm tra của báo cáo này đã lập. Hãy mở biên bản đã lập.",
        en="The record of this report's inspection is made already. Open it.",
    ),
    "P721": Entry(
        vi="Chưa có kế hoạch kiểm tra của {commune}. Hãy lập kế hoạch và rút mẫu trước.",
        en="There is no inspection plan of {commune}. Plan it and draw the sample first.",
    ),
    "P722": Entry(
        vi="{commune} không có hộ nào đã khảo sát, không có gì để rút mẫu. Hãy thẩm định hồ sơ mà không rút mẫu.",
        en="{commune} has no surveyed household, so there is nothing to draw. Appraise the papers without a sample.",
    ),
}
