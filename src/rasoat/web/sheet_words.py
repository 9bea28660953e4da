"""The words of the explanation sheet, Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping

from rasoat.law import Provenance

Words = Mapping[str, str]

SHEET: Mapping[str, Words] = {
    "vi": {
        "title": "PHIẾU GIẢI THÍCH KẾT QUẢ RÀ SOÁT",
        "subtitle": "Năm {year}, hộ ông (bà) {head}",
        "second": "theo chuẩn thứ hai, để đối chiếu, không dùng để công nhận",
        "head": "Chủ hộ",
        "place": "Nơi ở",
        "code": "Mã hộ",
        "persons": "Số người trong hộ",
        "visited": "Ngày khảo sát",
        "law": "Quy định áp dụng",
        "reference": "{title} (tính đến ngày {day})",
        "scores": "B1 = {b1} điểm, B2 = {b2} điểm, hộ ở vùng {area}.",
        "because": "Xếp loại như trên vì {threshold} ({ref}).",
        "no_recognition": "Điểm không phải là công nhận: hộ được công nhận bằng quyết định của Chủ tịch UBND xã.",
        "other_first": "Theo chuẩn để công nhận ({title}): {result}, B1 = {b1}, B2 = {b2}.",
        "other_second": "Theo chuẩn thứ hai, để đối chiếu ({title}): {result}, B1 = {b1}, B2 = {b2}.",
        "b1": "1. B1 = {b1} điểm: ước lượng thu nhập của hộ",
        "b1_means": (
            "B1 cộng điểm của từng câu trả lời về người, việc làm, nhà ở, đồ dùng, đất và vật nuôi. Điểm càng cao, thu "
            "nhập ước lượng càng cao."
        ),
        "b2": "2. B2 = {b2} điểm: thiếu hụt dịch vụ xã hội cơ bản",
        "b2_means": "B2 cộng điểm của những chỉ số hộ còn thiếu hụt. Điểm càng cao, hộ càng thiếu nhiều.",
        "b2_each": "Mỗi chỉ số thiếu hụt tính {points} điểm.",
        "item": "Mục",
        "answer": "Trả lời",
        "indicator": "Chỉ số thiếu hụt, và vì sao",
        "points": "Điểm",
        "source": "Căn cứ",
        "sum": "Tổng điểm {name}",
        "waived": "không tính điểm",
        "zero": "Các mục 0 điểm: {items}.",
        "none": "Hộ không thiếu hụt chỉ số nào.",
        "not_deprived": "Không thiếu hụt: {indicators}.",
        "more": "và {n} người khác",
        "ends_if": "Hết thiếu hụt nếu: {answers}",
        "near": "3. Còn cách loại hộ khác bao xa",
        "b1_up": "– Thêm {points} điểm B1 thì thành: {label}.",
        "b1_down": "– Bớt {points} điểm B1 thì thành: {label}.",
        "b2_up": "– Thiếu hụt thêm {count} chỉ số thì thành: {label}.",
        "b2_down": "– Hết thiếu hụt {count} chỉ số thì thành: {label}.",
        "changes": "– Thành «{label}» nếu chỉ một điều sau khác đi: {answers}.",
        "no_change": "– Không có câu trả lời nào, một mình nó, làm đổi loại hộ.",
        "or": " hoặc ",
        "wrong": "4. Nếu thấy chưa đúng",
        "wrong_answer": "Câu trả lời ghi sai thì báo cho rà soát viên hoặc trưởng thôn để khảo sát lại.",
        "open": "Danh sách đang niêm yết đến hết ngày {day}. Khiếu nại, phản ánh gửi đến {to}, trước hết ngày đó.",
        "closed": "Thời gian niêm yết đã hết ngày {day}. Khiếu nại, phản ánh đến sau vẫn được nhận: gửi đến {to}.",
        "later": "Khi danh sách được niêm yết công khai, khiếu nại, phản ánh gửi đến {to} trong thời gian niêm yết{days}.",
        "to": "{to}",
        "days": " ({n} ngày)",
        "working_days": " ({n} ngày làm việc)",
        "practice": (
            "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ: các giá trị của quy định dùng ở đây chưa được hai người đối chiếu đủ "
            "với văn bản gốc."
        ),
    },
    "en": {
        "title": "WHY THE HOUSEHOLD HAS THIS RESULT",
        "subtitle": "Review of {year}, household of {head}",
        "second": "by the second standard, for comparison, not for recognition",
        "head": "Head of the household",
        "place": "Lives in",
        "code": "Code",
        "persons": "Persons in the household",
        "visited": "Day of the survey",
        "law": "Law applied",
        "reference": "{title} (as of {day})",
        "scores": "B1 = {b1} points, B2 = {b2} points, area: {area}.",
        "because": "It has this class because {threshold} ({ref}).",
        "no_recognition": (
            "Points are not recognition: a household is recognised by the decision of the chairman of the commune."
        ),
        "other_first": "By the standard for recognition ({title}): {result}, B1 = {b1}, B2 = {b2}.",
        "other_second": "By the second standard, for comparison ({title}): {result}, B1 = {b1}, B2 = {b2}.",
        "b1": "1. B1 = {b1} points: an estimate of the household's income",
        "b1_means": (
            "B1 adds up the points of each answer about people, work, dwelling, goods, land and animals. The more points, "
            "the higher the estimated income."
        ),
        "b2": "2. B2 = {b2} points: basic social services the household lacks",
        "b2_means": "B2 adds up the points of the indicators in which the household is deprived. The more, the worse.",
        "b2_each": "Each deprived indicator counts {points} points.",
        "item": "Item",
        "answer": "Answer",
        "indicator": "Deprived indicator, and why",
        "points": "Points",
        "source": "Source",
        "sum": "Sum of {name}",
        "waived": "gives no points",
        "zero": "Items with 0 points: {items}.",
        "none": "The household is deprived in no indicator.",
        "not_deprived": "Not deprived: {indicators}.",
        "more": "and {n} others",
        "ends_if": "No longer deprived if: {answers}",
        "near": "3. How far the other classes are",
        "b1_up": "– {points} B1 points more make it: {label}.",
        "b1_down": "– {points} B1 points fewer make it: {label}.",
        "b2_up": "– {count} more deprived indicators make it: {label}.",
        "b2_down": "– {count} fewer deprived indicators make it: {label}.",
        "changes": "– It would be “{label}” if only one of these were different: {answers}.",
        "no_change": "– No single answer would change the class.",
        "or": " or ",
        "wrong": "4. If this seems wrong",
        "wrong_answer": "If an answer is wrong, tell the reviewer or the head of the village, who have it surveyed again.",
        "open": "The list is posted until {day}. Complaints go to {to}, by the end of that day.",
        "closed": "The posting ended on {day}. A complaint that comes later is still taken in: {to}.",
        "later": "Once the list is posted in public, complaints go to {to} while it is posted{days}.",
        "to": "the poverty reduction board of the commune (Ban giảm nghèo) or the head of the village",
        "days": " ({n} days)",
        "working_days": " ({n} working days)",
        "practice": (
            "PRACTICE – NO LEGAL VALUE: two people have not yet compared all the values of the law used here with the "
            "official text."
        ),
    },
}
MARKS = {
    Provenance.SISTER_FORM: "¹",
    Provenance.RECALLED: "²",
    Provenance.ILLUSTRATIVE: "³",
    Provenance.SECONDARY: "⁴",
}
"""The mark behind a source that is not the text of the law."""
