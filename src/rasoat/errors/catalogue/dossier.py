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
}
