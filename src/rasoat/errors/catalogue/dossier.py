"""Errors of the dossier, of signed copies and of certificates (codes H001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "H001": Entry(
        vi="Cấp lại, thay hay thu hồi giấy chứng nhận phải có lý do. Hãy ghi lý do.",
        en="A certificate is copied, replaced or withdrawn with a reason. Write it down.",
    ),
    "H002": Entry(
        vi="Hộ {household} không còn từ ngày {day}, nên không cấp giấy mới. Hãy thu hồi giấy cũ nếu cần.",
        en="Household {household} ended on {day}; it gets no new certificate. Withdraw the old one if need be.",
    ),
    "H003": Entry(
        vi="{unit} chưa có giấy chứng nhận nào trong đợt này để in. Hãy cấp giấy chứng nhận trước.",
        en="{unit} has no certificate in this round to print. Issue the certificates first.",
    ),
    "H004": Entry(
        vi="Giấy đề nghị {receipt}: quyết định không công nhận hộ nghèo, hộ cận nghèo, hoặc đã ghi giấy chứng nhận rồi. Hãy xem sổ giấy chứng nhận.",
        en="Request {receipt}: the decision finds the household neither poor nor near-poor, or it is certified already. See the register.",
    ),
    "H010": Entry(
        vi="Còn {count} hộ trong danh sách chưa có Phiếu B (hộ đầu tiên: {first}). Hãy khảo sát đủ các hộ.",
        en="{count} listed households have no Phiếu B yet (the first: {first}). Survey them all.",
    ),
    "H011": Entry(
        vi="Còn {count} thôn chưa có biên bản họp (thôn đầu tiên: {first}). Hãy họp thôn và ghi biên bản.",
        en="{count} villages have no minutes of a meeting (the first: {first}). Hold the meeting and record it.",
    ),
    "H012": Entry(
        vi="Còn {count} lần phúc tra chưa xong (khiếu nại đầu tiên: {first}). Hãy đợi phiếu phúc tra.",
        en="{count} re-checks are not done (the first complaint: {first}). Wait for the forms.",
    ),
    "H013": Entry(
        vi="Còn {count} biên bản họp chưa có bản đã ký trong hồ sơ (đầu tiên: {first}). Hãy quét bản đã ký rồi gửi vào trang biên bản.",
        en="{count} minutes have no signed copy in the dossier (the first: {first}). Scan the signed copy and send it in on the page of the minutes.",
    ),
    "H014": Entry(
        vi="Còn {count} nơi niêm yết chưa có người xác nhận (đầu tiên: {first}). Hãy ghi ai đã thấy danh sách, ngày nào, ở trang niêm yết.",
        en="{count} places of posting have nobody on record who saw the lists (the first: {first}). Record who saw them and when on the page of the posting.",
    ),
    "H015": Entry(
        vi="Bảng biến động của xã chưa khớp ở {count} chỗ (đầu tiên: {first}). Hãy ghi đủ biến động của các hộ đó.",
        en="The commune's flow tables do not close in {count} places (the first: {first}). Record the missing events of those households.",
    ),
    "H020": Entry(
        vi="“{title}” không phải loại văn bản ký tay nên không có bản đã ký. Hãy chọn văn bản khác.",
        en="“{title}” is not signed by hand, so it has no signed copy. Choose another document.",
    ),
    "H021": Entry(
        vi="Trang “{name}” đã có trong bản ký của văn bản này. Hãy chỉ gửi những trang còn thiếu.",
        en="The page “{name}” is already part of the signed copy of this document. Send only the pages that are missing.",
    ),
    "H022": Entry(
        vi="Trang này đã được rút trước đó. Hãy tải lại trang.",
        en="This page was withdrawn before. Reload the page.",
    ),
    "H023": Entry(
        vi="Rút một trang phải có lý do. Hãy ghi vì sao gửi nhầm.",
        en="A page is withdrawn with a reason. Write why it was sent by mistake.",
    ),
}
