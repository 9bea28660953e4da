"""Errors of the province's result (P150 and up) and of corrections after publication (P170 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "P150": Entry(
        vi="{unit} không có đợt rà soát nào của năm {year}. Hãy chọn năm khác.",
        en="{unit} has no round of {year}. Choose another year.",
    ),
    "P151": Entry(
        vi="{unit} không phải là tỉnh. Kết quả toàn tỉnh tổng hợp ở cấp tỉnh.",
        en="{unit} is no province. The result of a province is added up at the province.",
    ),
    "P152": Entry(
        vi="{unit} chưa nhận số liệu nào của năm {year}. Hãy nhận số liệu của cấp dưới rồi tổng hợp.",
        en="{unit} has received no figures of {year} yet. Receive those of the units below, then add up.",
    ),
    "P153": Entry(
        vi="Bản tổng hợp số {number} đang chờ ký. Hãy ký bản đó trước khi lập bản khác.",
        en="Result no. {number} waits to be signed. Have it signed before another is made.",
    ),
    "P154": Entry(
        vi="Bản tổng hợp số {number} đã gồm đúng những số liệu này. Hãy nhận số liệu mới hoặc số liệu đính chính trước.",
        en="Result no. {number} is made of these very figures. Receive new or corrected ones first.",
    ),
    "P155": Entry(
        vi="Số liệu sơ bộ do cán bộ tỉnh ký, số liệu chính thức do Chủ tịch UBND tỉnh phê duyệt. Hãy dùng đúng bước của bản này.",
        en="Preliminary figures are signed by an officer of the province, official ones approved by its chairman. Take the step of this result.",
    ),
    "P156": Entry(
        vi="Còn thiếu số liệu chính thức của {count} đơn vị ({units}). Hãy nhận đủ, tổng hợp lại rồi phê duyệt.",
        en="The official figures of {count} units are missing ({units}). Receive them, add up again, then approve.",
    ),
    "P157": Entry(
        vi="Báo cáo Bộ phải có số văn bản. Hãy ghi số văn bản.",
        en="A report to the ministry has a number. Write it down.",
    ),
    "P158": Entry(
        vi="Người phê duyệt không tự gửi báo cáo Bộ. Hãy để cán bộ tỉnh gửi.",
        en="Who approved does not send the report to the ministry. Let an officer of the province do it.",
    ),
    "P170": Entry(
        vi="Hộ {household} chưa có kết quả đã công bố (xã đang ở bước “{state}”), nên chưa đính chính được. Trước quyết định hãy khiếu nại; sau quyết định hãy chờ xã cấp giấy chứng nhận.",
        en="Household {household} has no published result yet (the commune stands at “{state}”), so there is nothing to correct. Before the decision complain; after it wait for the certificates.",
    ),
    "P171": Entry(
        vi="Kết quả của hộ {household} theo đề nghị trong năm, không theo phiếu của đợt. Hãy nhận giấy đề nghị mới (mẫu 1a hoặc 1b).",
        en="The result of household {household} rests on a request in the year, not on a form of the season. Take in another request (form 1a or 1b).",
    ),
    "P172": Entry(
        vi="Đề nghị đính chính phải nêu sai ở đâu, lý do, và kèm chứng cứ. Hãy ghi đủ và đính kèm tệp.",
        en="A correction says what is wrong and why, and brings evidence. Write both down and attach the file.",
    ),
    "P173": Entry(
        vi="Kết quả của hộ {household} đang có đề nghị đính chính {receipt} chưa xong. Hãy xử lý đề nghị đó trước.",
        en="A correction of household {household} is open already ({receipt}). Finish it first.",
    ),
    "P174": Entry(
        vi="Kết quả mà {receipt} muốn sửa đã được thay bằng kết quả khác. Hãy không đính chính theo đề nghị này và lập đề nghị mới nếu vẫn sai.",
        en="The result that {receipt} is about has been replaced by another. Drop this request, and make a new one if it is still wrong.",
    ),
    "P175": Entry(
        vi="Người đề nghị và người khảo sát hộ không tự kiểm tra đính chính. Hãy để thành viên khác của Ban giảm nghèo kiểm tra.",
        en="Who asked for the correction, or surveyed the household, does not check it. Let another member of the committee do it.",
    ),
    "P176": Entry(
        vi="Kiểm tra phải có ý kiến. Hãy ghi ý kiến.",
        en="A check has an opinion. Write it down.",
    ),
    "P177": Entry(
        vi="Phiếu ghi {size} người, quyết định ghi {had} người, sổ hộ ngày {day} có {present} người. Nếu ngày khảo sát ghi sót hay ghi thừa người, hãy ghi biến động vào sổ hộ với đúng ngày trước, rồi kiểm tra lại; người đến hay đi sau ngày đó không thuộc đính chính.",
        en="The form has {size} people, the decision {had}, the roster on {day} {present}. If somebody was forgotten or counted wrongly at the visit, first enter the event in the roster with its true day, then check again; who came or went after that day is no correction.",
    ),
    "P178": Entry(
        vi="Phiếu kiểm tra không khác phiếu đã quyết định, nên không có gì để đính chính. Hãy trả lời không đính chính, nêu lý do.",
        en="The form of the check does not differ from the one decided on, so there is nothing to correct. Refuse the correction with this reason.",
    ),
    "P179": Entry(
        vi="Người đề nghị hoặc người kiểm tra không ký quyết định đính chính. Người ký phải là người khác.",
        en="Who asked for the correction or checked it does not sign it. The signer must be another person.",
    ),
    "P180": Entry(
        vi="Không đính chính phải có lý do. Hãy ghi lý do.",
        en="A refusal of a correction has a reason. Write it down.",
    ),
}
