"""Errors of the village meeting (codes M001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "M001": Entry(
        vi="Hộ {household}: {hands} người tán thành, nhiều hơn số người dự họp ({present}). Hãy đếm lại số người tán thành hoặc số người dự.",
        en="Household {household}: {hands} in favour is more than were present ({present}). Count the hands or the people again.",
    ),
    "M002": Entry(
        vi="Hộ {household} chưa có số người tán thành. Quy định của đợt này cần ít nhất {percent} % số người dự họp tán thành; hãy ghi số người tán thành.",
        en="Household {household} has no count of hands. The rules of this round ask for at least {percent} % of those present; enter the count.",
    ),
    "M003": Entry(
        vi="Hộ {household} có số người tán thành, nhưng quy định của đợt này không có tỷ lệ biểu quyết: biên bản chỉ ghi sự thống nhất. Hãy bỏ con số này.",
        en="Household {household} has a count of hands, but the rules of this round ask for no share: the minutes record agreement only. Leave the count out.",
    ),
    "M004": Entry(
        vi="Hộ {household}: họp đề nghị kết quả khác với điểm phiếu. Họp không sửa điểm; hãy chọn “Khảo sát lại” và ghi lý do.",
        en="Household {household}: the meeting asks for another result than the score's. A meeting changes no points; choose “Survey again” and give the reason.",
    ),
    "M005": Entry(
        vi="Hộ {household}: {hands} trong {present} người dự tán thành, dưới {percent} %. Theo quy định phải rà soát lại và họp lại: hãy chọn “Khảo sát lại” và ghi lý do.",
        en="Household {household}: {hands} of {present} present are in favour, below {percent} %. The rules ask for a new review and a new meeting: choose “Survey again” and give the reason.",
    ),
    "M006": Entry(
        vi="Chưa mời ai dự họp. Hãy ghi ít nhất một người, hoặc để nguyên các hộ được rà soát.",
        en="Nobody is invited to the meeting. Name at least one person, or leave the reviewed households in.",
    ),
    "M007": Entry(
        vi="Trang “{name}” đã có trong bản ký của cuộc họp này. Hãy chỉ gửi những trang còn thiếu.",
        en="The page “{name}” is already part of the signed copy of this meeting. Send only the pages that are missing.",
    ),
    "M008": Entry(
        vi="Đợt này ở {unit} chưa có biên bản họp nào để in. Hãy in sau khi các thôn họp.",
        en="There are no minutes in {unit} in this round yet. Print them when the villages have met.",
    ),
}
