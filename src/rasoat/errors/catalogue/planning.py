"""Errors of plans, the steering committee and reminders (codes P400 to P449)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "P400": Entry(
        vi="{unit} không phải là cấp trên của đợt “{round}”. Hạn của cấp trên do tỉnh đặt cho đợt của huyện trong tỉnh; hãy chọn đúng đợt.",
        en="{unit} does not stand above the round “{round}”. Last days are set by the province for its districts; choose the right round.",
    ),
    "P401": Entry(
        vi="Bước “{step}” xong ngày {day}, sau hạn {latest} mà {unit} đã đặt. Hãy chọn ngày không muộn hơn {latest}, hoặc đề nghị cấp trên đổi hạn.",
        en="The step “{step}” ends on {day}, after {latest} that {unit} has set. Choose a day no later than {latest}, or ask for another.",
    ),
    "P402": Entry(
        vi="Bước “{step}” xong ngày {day}, trước bước “{before}” ({earliest}). Hãy xếp ngày theo thứ tự các bước.",
        en="The step “{step}” ends on {day}, before “{before}” ({earliest}). Put the days in the order of the steps.",
    ),
    "P403": Entry(
        vi="Hạn {day} của bước “{step}” sớm hơn kế hoạch đang có hiệu lực của huyện ({planned}). Hãy yêu cầu huyện sửa kế hoạch trước.",
        en="The last day {day} of “{step}” is earlier than the district's plan in force ({planned}). Have the plan changed first.",
    ),
    "P404": Entry(
        vi="Số tiền phải là số nguyên đồng lớn hơn 0. Hãy sửa dòng kinh phí, hoặc xóa dòng đó.",
        en="An amount is a whole number of đồng above 0. Correct the line, or remove it.",
    ),
    "P405": Entry(
        vi="Kế hoạch số {plan} đang chờ phê duyệt nên chưa sửa được. Hãy đề nghị người phê duyệt trả lại.",
        en="Plan {plan} waits for approval and cannot be changed. Ask for it to be returned.",
    ),
    "P406": Entry(
        vi="{unit} không lập kế hoạch trong đợt “{round}”: chỉ địa bàn của đợt và các xã trong đó có kế hoạch. Hãy chọn đơn vị khác.",
        en="{unit} makes no plan in the round “{round}”: only the round's own unit and its communes do. Choose another unit.",
    ),
    "P407": Entry(
        vi="Kế hoạch chưa có ngày cho: {steps}. Hãy ghi ngày bắt đầu và ngày xong của các bước đó rồi trình lại.",
        en="The plan has no days for: {steps}. Enter the first and last day of these steps, then submit.",
    ),
    "P408": Entry(
        vi="Kế hoạch chưa có ai thực hiện. Hãy ghi ít nhất một người và việc được giao.",
        en="The plan names nobody to carry it out. Enter at least one person with a task.",
    ),
    "P409": Entry(
        vi="Người lập kế hoạch không tự phê duyệt hay trả lại kế hoạch của mình. Hãy để người có thẩm quyền khác quyết định.",
        en="Whoever made a plan does not decide on it. Somebody else must.",
    ),
    "P410": Entry(
        vi="Bước “{step}” xong ngày {day}, nhưng kế hoạch đã phê duyệt của {unit} xong ngày {planned}. Hãy cho xã sửa kế hoạch trước, hoặc chọn ngày từ {planned}.",
        en="The step “{step}” ends on {day}, but the approved plan of {unit} ends on {planned}. Have it changed first, or choose {planned} or later.",
    ),
    "P411": Entry(
        vi="Kế hoạch của {unit} do chính {unit} lập, trình và phê duyệt. Hãy để người giữ vai trò ở đó làm việc này.",
        en="The plan of {unit} is made, submitted and approved by {unit} itself. Leave it to somebody with a role there.",
    ),
    "P420": Entry(
        vi="Thiếu số quyết định. Hãy ghi số và cơ quan ban hành, ví dụ 1234/QĐ-UBND.",
        en="The number of the decision is missing. Enter it with its issuer, such as 1234/QĐ-UBND.",
    ),
    "P421": Entry(
        vi="Ban Chỉ đạo phải có đúng một Trưởng ban; danh sách này có {count}. Hãy chọn lại chức danh trong ban.",
        en="A committee has exactly one head; this list has {count}. Choose the parts again.",
    ),
    "P422": Entry(
        vi="{person} đứng hai lần trong Ban Chỉ đạo. Mỗi người chỉ giữ một chức danh; hãy bỏ một dòng.",
        en="{person} stands twice in the committee. Each person holds one part; remove one line.",
    ),
    "P423": Entry(
        vi="{unit} không phải là xã thuộc địa bàn của Ban Chỉ đạo {committee}. Hãy chọn một xã trong địa bàn.",
        en="{unit} is not a commune of the committee of {committee}. Choose one of its communes.",
    ),
    "P424": Entry(
        vi="Ngày cuối {day} đứng trước ngày đầu {earliest}. Hãy sửa lại hai ngày.",
        en="The last day {day} is before the first, {earliest}. Correct the two days.",
    ),
    "P425": Entry(
        vi="Phụ trách xã phải là thành viên đang có trong Ban Chỉ đạo. Hãy chọn một thành viên của ban.",
        en="A commune is supervised by a member who sits in the committee now. Choose one.",
    ),
    "P426": Entry(
        vi="Thiếu họ tên người được cử đi tăng cường. Hãy ghi họ và tên.",
        en="The name of the person sent to help is missing. Enter the full name.",
    ),
    "P427": Entry(
        vi="{person} đã được giao {commune} từ đúng ngày này. Hãy chọn ngày khác, hoặc kết thúc phân công cũ.",
        en="{person} is already charged with {commune} from that day. Choose another day, or end the earlier charge.",
    ),
    "P428": Entry(
        vi="Phân công chỉ kết thúc được từ ngày {earliest} đến ngày {latest}. Hãy chọn một ngày trong khoảng đó.",
        en="A charge ends on a day from {earliest} to {latest}. Choose one of them.",
    ),
    "P429": Entry(
        vi="{commune} đã được ghi là xã đặc biệt khó khăn từ ngày {day}. Hãy kiểm tra lại ngày và số quyết định.",
        en="{commune} is already entered as extremely difficult from {day}. Check the day and the decision.",
    ),
    "P430": Entry(
        vi="Không có nơi nào trong số đã chọn đang chậm. Hãy chọn nơi có dấu “Trễ”, hoặc tải lại trang để xem nơi đang chậm.",
        en="None of the chosen places is late. Choose those marked “late”, or reload the page to see who is.",
    ),
    "P431": Entry(
        vi="Lời đôn đốc này gửi cho {unit}, chỉ người làm việc ở đó mới xác nhận đã xem. Hãy để họ tự mở.",
        en="This reminder is for {unit}; only somebody who works there marks it as seen.",
    ),
    "P432": Entry(
        vi="Lời đôn đốc đã được xác nhận. Không cần làm gì thêm.",
        en="The reminder has been marked as seen already. Nothing more is needed.",
    ),
    "P433": Entry(
        vi="Không gửi được thư qua máy chủ {host}: {problem}. Lời nhắc vẫn hiện trong chương trình; hãy kiểm tra RASOAT_SMTP rồi bấm chạy lại.",
        en="No e-mail could be sent through {host}: {problem}. The reminders stand in the program all the same; check RASOAT_SMTP and run it again.",
    ),
    "P434": Entry(
        vi="Không báo được tới {address}: {problem}. Lời nhắc vẫn hiện trong chương trình; hãy kiểm tra RASOAT_WEBHOOK rồi bấm chạy lại.",
        en="{address} could not be told: {problem}. The reminders stand in the program all the same; check RASOAT_WEBHOOK and run it again.",
    ),
}
