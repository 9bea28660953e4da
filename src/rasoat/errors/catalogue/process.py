"""Errors of the steps of the review (codes P001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "P001": Entry(
        vi="{what} đang ở bước “{state}”, việc này chỉ làm được ở bước: {wanted}. Hãy tải lại trang để xem việc cần làm tiếp theo.",
        en="{what} is at the step “{state}”; this can only be done at: {wanted}. Reload the page to see what is next.",
    ),
    "P002": Entry(
        vi="Đợt “{round}” không còn mở ({state}). Muốn sửa kết quả đã công bố phải làm thủ tục điều chỉnh.",
        en="The round “{round}” is no longer open ({state}). A published result is changed by a correction.",
    ),
    "P003": Entry(
        vi="{what} là {day}, sau ngày {latest}. Hãy nhập ngày không muộn hơn {latest}.",
        en="{what} is {day}, after {latest}. Enter a day no later than {latest}.",
    ),
    "P004": Entry(
        vi="{what} là {day}, trước ngày {earliest}. Hãy nhập ngày không sớm hơn {earliest}.",
        en="{what} is {day}, before {earliest}. Enter a day no earlier than {earliest}.",
    ),
    "P005": Entry(
        vi="Bộ quy tắc {pack} còn {count} ô chưa được hai người khác nhau đối chiếu với văn bản gốc (ô đầu tiên: {first}). "
        "Đợt chính thức chưa mở được; hãy đối chiếu cho đủ, hoặc mở đợt thực hành.",
        en="The rule pack {pack} has {count} cells that two different people have not verified (the first: {first}). "
        "An official round cannot open; verify them, or open a practice round.",
    ),
    "P006": Entry(
        vi="Đợt rà soát “{code}” đã có. Hãy chọn mã khác, hoặc mở đợt đã có.",
        en="The round “{code}” exists already. Choose another code, or open the one that exists.",
    ),
    "P007": Entry(
        vi="Đợt thực hành cần một ngày thực hành. Hãy nhập ngày bắt đầu.",
        en="A practice round needs its practice day. Enter the first day.",
    ),
    "P008": Entry(
        vi="Lịch của bước “{step}” có ngày kết thúc trước ngày bắt đầu. Hãy sửa lại hai ngày.",
        en="The calendar of the step “{step}” ends before it starts. Correct the two days.",
    ),
    "P009": Entry(
        vi="Đợt chính thức chạy theo lịch thật, không đổi ngày được. Chỉ đợt thực hành mới sang ngày được.",
        en="An official round runs on the real calendar; only a practice round can be turned forward.",
    ),
    "P010": Entry(
        vi="Ngày thực hành chỉ đi tới. Hãy chọn ngày sau {day}.",
        en="The practice day only moves forward. Choose a day after {day}.",
    ),
    "P011": Entry(
        vi="Hộ {household} không (còn) ở {village}. Hãy kiểm tra lại hộ, hoặc ghi biến động chuyển đi, nhập hộ.",
        en="Household {household} does not live in {village} (any more). Check the household, or record its move.",
    ),
    "P012": Entry(
        vi="Hộ {household} đã có trong danh sách xem xét. Hãy mở hộ đó trong danh sách.",
        en="Household {household} is already being considered. Open it in the list.",
    ),
    "P013": Entry(vi="Thiếu lý do. Hãy ghi lý do đề nghị.", en="The reason is missing. Write down why."),
    "P014": Entry(
        vi="Hộ {household} đang trong danh sách hộ nghèo, cận nghèo nên đương nhiên được rà soát; không cần đề nghị.",
        en="Household {household} is on the current list and is reviewed anyway; no request is needed.",
    ),
    "P015": Entry(
        vi="Giấy đề nghị cần có xác nhận của trưởng thôn (quy định áp dụng trước 10/11/2018). Hãy xin xác nhận rồi nhận lại.",
        en="The request needs the village head's confirmation (rule before 10/11/2018). Have it confirmed, then take it in.",
    ),
    "P016": Entry(
        vi="Hộ {household} không chờ Phiếu A. Hãy chọn hộ trong danh sách chờ.",
        en="Household {household} does not wait for Phiếu A. Choose one from the waiting list.",
    ),
    "P017": Entry(
        vi="Còn {count} hộ đang trong danh sách nghèo, cận nghèo chưa được đưa vào (hộ đầu tiên: {first}). Hãy bấm “Lập danh sách” lần nữa.",
        en="{count} households of the current list are missing (the first: {first}). Build the list again.",
    ),
    "P018": Entry(
        vi="Còn {count} hộ chờ Phiếu A. Hãy làm Phiếu A cho từng hộ rồi chốt danh sách.",
        en="{count} households wait for Phiếu A. Fill it for each of them, then close the list.",
    ),
    "P019": Entry(
        vi="Hộ {household} không có trong danh sách khảo sát của thôn. Hãy kiểm tra lại danh sách đã chốt.",
        en="Household {household} is not on the village's survey list. Check the closed list.",
    ),
    "P020": Entry(
        vi="Phiếu B chưa đủ hoặc có câu trả lời không thể có: {columns}. Hãy sửa các câu đó; chưa có điểm nào được ghi.",
        en="Phiếu B has missing or impossible answers: {columns}. Mend those answers; no score was recorded.",
    ),
    "P021": Entry(
        vi="Phiếu {submission} đã được nhận với nội dung khác. Hãy mở phiếu đã nhận, so sánh, rồi gửi thành phiếu mới.",
        en="Form {submission} was received before with other content. Open that one, compare, and send a new form.",
    ),
    "P022": Entry(
        vi="Còn {count} hộ chưa có phiếu (hộ đầu tiên: {first}). Hãy khảo sát đủ các hộ rồi kết thúc.",
        en="{count} households have no form yet (the first: {first}). Survey them all, then finish.",
    ),
    "P023": Entry(
        vi="Thư ký phải là người khác chủ trì. Hãy ghi tên thư ký cuộc họp.",
        en="The secretary must be another person than the chair. Enter the secretary's name.",
    ),
    "P024": Entry(
        vi="Cuộc họp phải có đại diện hộ dân dự và ký biên bản. Hãy ghi số hộ dự họp và tên người đại diện.",
        en="Households must be represented at the meeting and sign. Enter how many came and who signs for them.",
    ),
    "P025": Entry(
        vi="Hộ đề nghị khảo sát lại phải là hộ đã chấm điểm của thôn và có lý do. Hãy ghi lý do cho từng hộ.",
        en="A household that is sent back must be a scored one of the village, with a reason. Write a reason for each.",
    ),
    "P026": Entry(
        vi="Thời gian niêm yết đến hết ngày {closes}. Hãy kết thúc niêm yết sau ngày đó.",
        en="The lists stay posted to the end of {closes}. Close the posting after that day.",
    ),
    "P027": Entry(
        vi="Còn {count} khiếu nại chưa trả lời. Hãy giải quyết xong rồi làm bước này.",
        en="{count} complaints are not answered yet. Answer them, then take this step.",
    ),
    "P028": Entry(
        vi="Hộ bị khiếu nại không thuộc thôn này. Hãy chọn lại hộ, hoặc nhận khiếu nại ở thôn của hộ.",
        en="The household complained about is of another village. Choose again, or take the complaint in there.",
    ),
    "P029": Entry(
        vi="Thiếu tên người khiếu nại hoặc nội dung. Hãy ghi đủ hai mục.",
        en="The complainant's name or the text is missing. Enter both.",
    ),
    "P030": Entry(
        vi="Khiếu nại {receipt} đã được trả lời. Nếu còn ý kiến, hãy nhận thành khiếu nại mới.",
        en="Complaint {receipt} has been answered. Take in a new one if there is more to say.",
    ),
    "P031": Entry(
        vi="Khiếu nại không nêu hộ đã khảo sát nên không phúc tra được. Hãy trả lời bằng văn bản.",
        en="The complaint names no surveyed household, so there is nothing to re-check. Answer it in writing.",
    ),
    "P032": Entry(
        vi="{person} không phúc tra được hộ này vì là người khảo sát lần đầu hoặc là người phân công. Hãy chọn người khác.",
        en="{person} cannot re-check this household: he filled the first form, or assigns the re-check. Choose another.",
    ),
    "P033": Entry(
        vi="Khiếu nại {receipt} không được phân công cho bạn, hoặc đã phúc tra xong. Hãy xem lại danh sách việc.",
        en="Complaint {receipt} is not assigned to you, or is re-checked already. See your task list.",
    ),
    "P034": Entry(
        vi="Thiếu nội dung trả lời. Hãy ghi câu trả lời cho người khiếu nại.",
        en="The answer is missing. Write the answer to the complainant.",
    ),
    "P035": Entry(
        vi="Khiếu nại {receipt} đang chờ phúc tra. Hãy đợi phiếu phúc tra rồi trả lời.",
        en="Complaint {receipt} waits for its re-check. Answer it when the form has come.",
    ),
    "P036": Entry(
        vi="Người phúc tra không tự quyết định khiếu nại. Hãy để thành viên khác của Ban giảm nghèo trả lời.",
        en="Who re-checked does not decide. Let another member of the committee answer.",
    ),
    "P037": Entry(
        vi="Xã đã ra quyết định công nhận, nên khiếu nại {receipt} không đổi danh sách niêm yết được nữa. Hãy làm thủ tục điều chỉnh.",
        en="The commune has signed its decision, so complaint {receipt} can no longer change the posting. A correction is needed.",
    ),
    "P040": Entry(
        vi="Còn {count} thôn chưa niêm yết xong (thôn đầu tiên: {first}, đang ở bước “{state}”). Hãy hoàn thành các thôn đó trước.",
        en="{count} villages are not posted through (the first: {first}, at “{state}”). Finish them first.",
    ),
    "P041": Entry(
        vi="Báo cáo này của {commune} đã rút mẫu, hoặc cỡ mẫu nhỏ hơn 1. Mẫu chỉ rút một lần để không ai chọn lại được.",
        en="The sample of this report of {commune} is drawn already, or its size is below 1. It is drawn once only.",
    ),
    "P042": Entry(
        vi="Hộ này đã kiểm tra xong. Hãy chọn hộ khác trong mẫu.",
        en="This household is inspected already. Choose another of the sample.",
    ),
    "P043": Entry(
        vi="Người khảo sát không tự kiểm tra phiếu của mình. Hãy để cán bộ khác kiểm tra.",
        en="A reviewer does not inspect his own form. Let another person do it.",
    ),
    "P044": Entry(
        vi="Kết quả kiểm tra khác kết quả khảo sát. Hãy ghi rõ chỗ khác nhau.",
        en="The inspection differs from the survey. Write down what differs.",
    ),
    "P045": Entry(
        vi="Người gửi báo cáo không tự thẩm định. Hãy để cán bộ khác của huyện thẩm định.",
        en="Who submitted the report does not appraise it. Let another district officer do it.",
    ),
    "P046": Entry(
        vi="Trả lại báo cáo phải có lý do. Hãy ghi lý do.",
        en="A report is returned with a reason. Write it down.",
    ),
    "P047": Entry(
        vi="Còn {count} hộ trong mẫu chưa kiểm tra. Hãy kiểm tra đủ rồi thẩm định.",
        en="{count} households of the sample are not inspected yet. Inspect them, then give the opinion.",
    ),
    "P048": Entry(
        vi="Chưa có ý kiến nhất trí của huyện. Hãy chờ ý kiến thẩm định rồi ký quyết định.",
        en="The district has not agreed yet. Wait for its opinion, then sign.",
    ),
    "P049": Entry(
        vi="Người lập hoặc người thẩm định không ký quyết định. Người ký phải là người khác.",
        en="Who prepared or appraised does not sign. The signer must be another person.",
    ),
    "P050": Entry(
        vi="Còn {count} xã chưa xong (xã đầu tiên: {first}, đang ở bước “{state}”). Hãy đợi đủ các xã rồi phê duyệt.",
        en="{count} communes are not done (the first: {first}, at “{state}”). Wait for them, then approve.",
    ),
    "P051": Entry(
        vi="Người lập tổng hợp không tự phê duyệt. Hãy chọn người lập là cán bộ khác.",
        en="Who prepared the total does not approve it. Name another person as preparer.",
    ),
    "P052": Entry(
        vi="Người gửi không tự nhận kết quả. Hãy để cán bộ tỉnh nhận.",
        en="Who sent the result does not receive it. Let an officer of the province do it.",
    ),
    "P053": Entry(
        vi="Chuỗi phê duyệt của đợt này ({pack}, ngày {day}) không có bước này. Hãy xem chuỗi ở trang Quy định và làm bước tiếp theo của chuỗi.",
        en="The chain of approval of this round ({pack}, {day}) has no such step. See the chain on the page Law and take its next step.",
    ),
    "P054": Entry(
        vi="Đợt rà soát này là của {unit}, không phải của cấp làm bước này. Hãy mở đợt của đúng cấp, hoặc làm bước của cấp đó.",
        en="This round is of {unit}, not of the level that takes this step. Open the round of the right level, or take that level's step.",
    ),
    "P055": Entry(
        vi="Bộ số liệu số {number} chưa gửi sơ bộ được: phải là bộ sơ bộ của đúng đợt và đơn vị này, đã có người khác ký xác nhận. Hãy chốt bộ sơ bộ, ký xác nhận rồi gửi.",
        en="Set no. {number} cannot be sent as preliminary: it must be a preliminary set of this round and unit, signed off by another. Freeze one, have it signed off, then send it.",
    ),
    "P056": Entry(
        vi="Không hộ nào của {round} khác lần phê duyệt trước, nên không có gì để đính chính. Hãy ký các quyết định đính chính của xã trước.",
        en="No household of {round} differs from the approval before, so there is nothing to correct. Let the communes decide their corrections first.",
    ),
    "P057": Entry(
        vi="Số liệu sơ bộ của đợt này đã gửi tỉnh. Khác biệt sau đó nằm trong số liệu chính thức.",
        en="The preliminary figures of this round were sent already. What differs since then stands in the official figures.",
    ),
    "P058": Entry(
        vi="Không có số liệu sơ bộ nào đang chờ nhận. Hãy đợi huyện gửi.",
        en="No preliminary figures wait to be received. Wait until they are sent.",
    ),
    "P060": Entry(
        vi="Người này đang giữ vai trò “{other}”, không kiêm được “{role}” (người làm không tự kiểm tra). Hãy kết thúc vai trò kia hoặc chọn người khác.",
        en="This person holds the role “{other}”, which excludes “{role}”. End that role, or choose another person.",
    ),
    "P061": Entry(
        vi="Không ai tự giao vai trò hay tự sửa vai trò của mình. Hãy nhờ quản trị viên khác.",
        en="Nobody grants or changes his own role. Ask another administrator.",
    ),
    "P062": Entry(
        vi="Vai trò “{role}” chỉ giao cho đơn vị cấp {level}. Hãy chọn lại đơn vị.",
        en="The role “{role}” is held at the level {level}. Choose another unit.",
    ),
    "P063": Entry(
        vi="Tên đăng nhập “{username}” đã có. Hãy chọn tên khác.",
        en="The user name “{username}” exists already. Choose another.",
    ),
    "P070": Entry(
        vi="Hộ {household} đã kết thúc ngày {day}, không ghi thêm biến động được. Hãy kiểm tra lại hộ.",
        en="Household {household} ended on {day}; nothing more can be recorded. Check the household.",
    ),
    "P071": Entry(
        vi="Số người của biến động không khớp với hộ: hộ có {have} người. Hãy chọn lại người.",
        en="The number of persons does not fit: the household has {have}. Choose the persons again.",
    ),
    "P072": Entry(
        vi="Biến động loại này cần chọn hộ liên quan cùng đợt. Hãy chọn hộ kia.",
        en="This kind of event needs the other household. Choose it.",
    ),
    "P073": Entry(
        vi="Chủ hộ ra khỏi hộ thì phải có chủ hộ mới. Hãy chọn chủ hộ mới trong những người còn lại.",
        en="When the head leaves, another member becomes head. Choose the new head.",
    ),
    "P074": Entry(
        vi="Phiếu ghi {size} người, sổ hộ có {have} người. Hãy ghi biến động (sinh, chết, đến, đi) cho hộ, hoặc sửa số người trong phiếu.",
        en="The form says {size} persons, the roster has {have}. Record the birth, death or move, or correct the form.",
    ),
    "P075": Entry(
        vi="Mã hộ “{code}” đã có ở {village}. Hãy chọn mã khác.",
        en="Household code “{code}” exists already in {village}. Choose another.",
    ),
    "P076": Entry(
        vi="Phiếu A chưa đủ hoặc có câu trả lời không thể có: {columns}. Hãy sửa các câu đó.",
        en="Phiếu A has missing or impossible answers: {columns}. Mend those answers.",
    ),
    "P077": Entry(
        vi="Giờ kết thúc phải sau giờ bắt đầu. Hãy sửa giờ họp.",
        en="The meeting must end after it began. Correct the times.",
    ),
    "P100": Entry(
        vi="Phiếu ghi điều không thể đúng: {said} Hãy sửa câu trả lời.",
        en="The form says what cannot be: {said} Correct the answers.",
    ),
    "P101": Entry(
        vi="Cần nêu lý do: {said} Hãy ghi lý do, hoặc sửa câu trả lời.",
        en="A reason is needed: {said} Write the reason, or correct the answers.",
    ),
    "P102": Entry(
        vi="Lý do dài {length} ký tự, chỉ được {limit}. Hãy ghi ngắn lại.",
        en="The reason is {length} characters long; {limit} are allowed. Write it shorter.",
    ),
    "P103": Entry(
        vi="Bảng thành viên có người không ở hộ {household}, hoặc một người ghi hai lần. Hãy mở lại phiếu của hộ rồi ghi lại.",
        en="The member table names somebody who is not of household {household}, or one person twice. Open the household's form again.",
    ),
    "P104": Entry(
        vi="Phiếu ghi {typed} người phụ thuộc, riêng tính theo tuổi trong sổ hộ đã có {by_age} người; đếm lại, hoặc nêu lý do.",
        en="The form says {typed} dependants; by the ages of the roster alone there are {by_age}. Count again, or say why.",
    ),
    "P140": Entry(
        vi=(
            "Bộ quy tắc {pack} còn {count} giá trị chưa tìm thấy cho địa bàn này, đầu tiên là «{first}»; nhập bảng điểm "
            "chính thức ở trang Quy định rồi mở đợt."
        ),
        en=(
            "The pack {pack} lacks {count} values for this area, the first is “{first}”; bring in the official table "
            "on the page of the law, then open the round."
        ),
    ),
    "P141": Entry(
        vi="Hai chuẩn {first} và {second} hỏi khác nhau ở câu: {questions}; không chấm chung một phiếu được.",
        en="The standards {first} and {second} ask differently: {questions}; one form cannot serve both.",
    ),
    "P142": Entry(
        vi="Chuẩn thứ hai {pack} trùng với chuẩn thứ nhất; chọn chuẩn khác hoặc bỏ trống.",
        en="The second standard {pack} is the first; choose another or leave it empty.",
    ),
}
