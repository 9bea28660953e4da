"""Errors of the citizens' door, of requests and of what the committee decides on the list (codes N001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "N001": Entry(
        vi="Địa chỉ mạng này đã gửi quá {times} lần trong một giờ. Hãy đợi sang giờ sau rồi gửi lại, hoặc đến UBND xã nộp trực tiếp.",
        en="This network address has sent more than {times} times within an hour. Wait until the next hour, or come to the commune office.",
    ),
    "N002": Entry(
        vi="Không có biên nhận nào khớp với số và mã này. Hãy xem lại từng chữ trên biên nhận rồi nhập lại.",
        en="No receipt matches this number and this code. Compare both with the receipt, and type them again.",
    ),
    "N003": Entry(
        vi="Chưa có “{field}”. Hãy điền mục này.",
        en="“{field}” is missing. Fill it in.",
    ),
    "N004": Entry(
        vi="“{field}” dài quá. Hãy viết ngắn lại.",
        en="“{field}” is too long. Write it shorter.",
    ),
    "N005": Entry(
        vi="“{field}” chưa đúng: ngày ghi dạng dd/mm/yyyy và không ở tương lai, số giấy tờ có 9 hoặc 12 chữ số, mục chọn phải có trong danh sách. Hãy sửa lại.",
        en="“{field}” cannot be right: a day is dd/mm/yyyy and not in the future, an identity number has 9 or 12 digits, a choice is one of the list. Correct it.",
    ),
    "N006": Entry(
        vi="Quy định của đợt rà soát này không có mẫu giấy đề nghị {form}. Hãy hỏi UBND xã.",
        en="The rules of this round have no request form {form}. Ask the commune office.",
    ),
    "N008": Entry(
        vi="Giấy này đã gửi rồi (biên nhận {receipt}) với nội dung khác. Muốn đổi nội dung, hãy mở trang mới và gửi giấy khác.",
        en="This paper was sent before (receipt {receipt}) with other content. To change it, open the page anew and send another.",
    ),
    "N009": Entry(
        vi="Hộ {household} không ở trong danh sách hộ nghèo, cận nghèo hiện có nên không có gì để thoát. Hãy kiểm tra lại hộ hoặc mẫu giấy.",
        en="Household {household} is not on the current list, so there is nothing to escape from. Check the household or the form.",
    ),
    "N010": Entry(
        vi="Giấy đề nghị {receipt} không còn chờ ({state}). Hãy tải lại trang.",
        en="Request {receipt} does not wait any more ({state}). Reload the page.",
    ),
    "N011": Entry(
        vi="Không tiếp nhận giấy thì phải nói rõ lý do để người dân biết. Hãy ghi lý do.",
        en="A request that is not taken in needs its reason, which the applicant will read. Write it down.",
    ),
    "N020": Entry(
        vi="Còn {count} hộ chờ Ban giảm nghèo xã xem xét. Hãy đợi Ban quyết định rồi chốt danh sách.",
        en="{count} households wait for the commune's committee. Close the list after it has decided.",
    ),
    "N021": Entry(
        vi="Hộ {household} không phải hộ Phiếu A loại đang chờ quyết định. Hãy tải lại trang.",
        en="Household {household} is not one that Phiếu A leaves out and that waits for a decision. Reload the page.",
    ),
    "N022": Entry(
        vi="Bạn đã lập Phiếu A của hộ {household}; người khác trong Ban phải quyết định. Hãy nhờ người đó.",
        en="You filled Phiếu A of household {household}; somebody else of the committee has to decide. Ask that person.",
    ),
    "N023": Entry(
        vi="Quyết định của Ban phải có lý do. Hãy ghi vì sao đưa vào hoặc không đưa vào khảo sát.",
        en="The committee's decision needs a reason. Write why the household is surveyed or not.",
    ),
}
