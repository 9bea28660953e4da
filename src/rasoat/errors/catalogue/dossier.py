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
    "H024": Entry(
        vi="Tên tệp “{name}” không có số giấy. Hãy đặt tên tệp theo số giấy, ví dụ 05.pdf.",
        en="The file name “{name}” holds no number of a certificate. Name the file by the number, such as 05.pdf.",
    ),
    "H025": Entry(
        vi="Tệp “{name}”: xã không có giấy chứng nhận số {number}. Hãy xem lại số trong sổ và đổi tên tệp.",
        en="File “{name}”: the commune has no certificate number {number}. Look the number up in the register and rename the file.",
    ),
    "H026": Entry(
        vi="Tệp “{name}”: số {number} có trong sổ của nhiều năm ({years}). Hãy ghi cả năm vào tên tệp, ví dụ 05-2018.pdf.",
        en="File “{name}”: number {number} stands in the registers of several years ({years}). Write the year into the file name, too, such as 05-2018.pdf.",
    ),
    "H027": Entry(
        vi="Các tệp cộng lại lớn hơn {most} MB. Hãy chia thành nhiều lần gửi.",
        en="The files together are larger than {most} MB. Send them in several goes.",
    ),
    "H028": Entry(
        vi="Tệp “{name}” không mở được như tệp zip (hỏng hoặc có mật khẩu). Hãy nén lại, không đặt mật khẩu.",
        en="“{name}” cannot be opened as a zip file (it is broken, or has a password). Pack it again without a password.",
    ),
    "H029": Entry(
        vi="Không có tệp nào tìm được giấy của mình nên chưa có gì để lưu. Hãy đổi tên tệp theo số giấy và gửi lại.",
        en="No file has found its certificate, so there is nothing to keep. Name the files by the numbers and send them again.",
    ),
    "H030": Entry(
        vi="Tệp “{name}” không phải PDF, JPG, PNG hay WebP còn nguyên vẹn, hoặc quá lớn. Hãy quét lại và gửi lại tệp đó.",
        en="“{name}” is not an intact PDF, JPG, PNG or WebP file, or is too large. Scan it again and send that file again.",
    ),
}
