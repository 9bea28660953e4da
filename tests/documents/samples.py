"""Invented documents of every kind, at any length."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasoat.documents.shapes import (
    Announcement,
    AttendanceList,
    Certificate,
    ChargedCommune,
    Charges,
    Confirmation,
    Correction,
    Decision,
    Dispatch,
    Dossier,
    Drawing,
    Explanation,
    HouseholdList,
    InspectionRecord,
    Invitation,
    Letter,
    Letterhead,
    Minutes,
    Opinion,
    Plan,
    PostedHousehold,
    Posting,
    ProvinceDecision,
    Receipt,
    RecognisedHousehold,
    Report,
    ReportUp,
    RequestPaper,
    Season,
    Signature,
    TrainedCertificate,
    TrainingLetter,
)

FAMILY = ["Nông", "Hoàng", "Triệu", "Bàn", "Đặng", "Lý", "Ma", "Dương", "Nguyễn", "Phùng", "Vàng", "Lương"]
MIDDLE = ["Văn", "Thị", "Ngọc", "Tiến", "Quốc", "A", "Thế", "Hữu"]
GIVEN = [
    "Ánh",
    "Bảo",
    "Cẩm",
    "Dũng",
    "Đượm",
    "Ể",
    "Giàng",
    "Hằng",
    "Khuê",
    "Lưỡng",
    "Mẩy",
    "Ngoãn",
    "Sềnh",
    "Yến",
]
LONG_NAME = "Công Tằng Tôn Nữ Hoàng Thị Nguyệt Ánh Phương Thảo Đoan Trang"
DAY = dt.date(2018, 11, 20)
BASES = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
    "Căn cứ Quyết định số 59/2015/QĐ-TTg ngày 19 tháng 11 năm 2015 của Thủ tướng Chính phủ về việc ban "
    "hành chuẩn "
    "nghèo tiếp cận đa chiều áp dụng cho giai đoạn 2016-2020",
    "Căn cứ Thông tư số 17/2016/TT-BLĐTBXH ngày 28 tháng 6 năm 2016 và Thông tư số 14/2018/TT-BLĐTBXH "
    "ngày 26 tháng "
    "9 năm 2018 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội",
]


def name(n: int) -> str:
    """Return the ``n``-th invented name; every 17th is very long."""
    if n % 17 == 16:
        return LONG_NAME
    return f"{FAMILY[n % len(FAMILY)]} {MIDDLE[n % len(MIDDLE)]} {GIVEN[n % len(GIVEN)]}"


def head(number: str | None = None) -> Letterhead:
    """Return the head of a commune's paper."""
    letterhead: Letterhead = {
        "issuer": "ỦY BAN NHÂN DÂN\nXÃ KHANG NINH",
        "place": "Khang Ninh",
        "dated": DAY,
    }
    if number is not None:
        letterhead["number"] = number
    return letterhead


def district_head(number: str) -> Letterhead:
    """Return the head of a district's paper."""
    return {"issuer": "ỦY BAN NHÂN DÂN\nHUYỆN BA BỂ", "number": number, "place": "Ba Bể", "dated": DAY}


def chairman() -> Signature:
    """Return the signature of an invented chairman."""
    return {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": "Hoàng Đình Khuê"}


def minutes(n: int, practice: bool = True) -> Minutes:
    """Return minutes that discuss ``n`` households."""
    classes = [
        "Hộ nghèo về thu nhập",
        "Hộ cận nghèo",
        "Hộ nghèo thiếu hụt dịch vụ xã hội cơ bản",
        "Thoát nghèo",
    ]
    return {
        "practice": practice,
        "head": {
            "parent": "XÃ KHANG NINH",
            "issuer": "THÔN NÀ MẰM",
            "place": "Khang Ninh",
            "dated": dt.date(2018, 10, 9),
        },
        "year": 2018,
        "village": "thôn Nà Mằm",
        "commune": "xã Khang Ninh",
        "place": "nhà văn hóa thôn",
        "began_at": dt.datetime(2018, 10, 9, 8, 0),
        "ended_at": dt.datetime(2018, 10, 9, 11, 30),
        "chair": {"name": "Nông Văn Ngoãn", "role": "Trưởng thôn"},
        "secretary": {"name": "Lý Thị Mẩy", "role": "Rà soát viên"},
        "attendance": [
            {"group": "Chi ủy, chi bộ thôn", "count": 3},
            {
                "group": "Ban công tác Mặt trận, các đoàn thể",
                "count": 5,
                "note": "Phụ nữ, Nông dân, Cựu chiến binh",
            },
            {"group": "Rà soát viên", "count": 2},
            {"group": "Đại diện hộ gia đình", "count": 48},
            {"group": "Cán bộ Ủy ban nhân dân xã", "count": 1},
        ],
        "copies": 2,
        "households_in_village": 57,
        "households_present": 48,
        "discussed": [
            {
                "head": name(k),
                "b1": 80 + 7 * k % 90,
                "b2": 10 * (k % 6),
                "result": classes[k % 4],
                "opinion": "Nhất trí" if k % 5 else "Đề nghị xem lại điểm nhà ở và số người phụ thuộc",
                "note": "Hộ mới" if k % 3 == 0 else "",
            }
            for k in range(n)
        ],
        "returned": [
            {"head": name(k), "reason": "Số người trong hộ thay đổi sau ngày điều tra"}
            for k in range(n // 12)
        ],
        "other_opinions": ["Bà Đặng Thị Đượm đề nghị thông báo kết quả trên loa của thôn."] if n else [],
        "conclusion": [
            f"Cuộc họp thống nhất kết quả phân loại của {n} hộ nêu trên, đề nghị Ban giảm nghèo xã niêm "
            "yết công khai."
        ],
        "representatives": ["Dương Thị Yến", "Bàn Tiến Sềnh"] if n > 1 else ["Dương Thị Yến"],
    }


def posted(n: int, start: int = 0) -> list[PostedHousehold]:
    """Return ``n`` posted households."""
    return [{"head": name(k), "village": "Nà Mằm", "persons": 1 + k % 7} for k in range(start, start + n)]


def posting(n: int, practice: bool = True) -> Posting:
    """Return a posting whose first list holds ``n`` households."""
    return {
        "practice": practice,
        "head": head("15/TB-UBND"),
        "year": 2018,
        "area": "thôn Nà Mằm, xã Khang Ninh",
        "posted_from": dt.date(2018, 10, 15),
        "posted_until": dt.date(2018, 10, 21),
        "places": ["Trụ sở Ủy ban nhân dân xã", "nhà văn hóa thôn Nà Mằm"],
        "complain_to": "Ban giảm nghèo xã Khang Ninh, tại trụ sở Ủy ban nhân dân xã",
        "complain_until": dt.date(2018, 10, 21),
        "phone": "0209 000 0000",
        "link": "https://rasoat.example.gov.vn/cong-khai/qQ9yJ2cM7sV0aB4dE6fGhI/",
        "new_poor": posted(n),
        "new_near_poor": posted(n // 2, 3),
        "escaped_poor": posted(n // 3, 7),
        "escaped_near_poor": [],
        "signature": chairman(),
    }


def recognised(n: int, start: int = 0) -> list[RecognisedHousehold]:
    """Return ``n`` recognised households."""
    rows: list[RecognisedHousehold] = []
    for k in range(start, start + n):
        row: RecognisedHousehold = {"head": name(k), "village": "Nà Mằm", "persons": 1 + k % 7}
        if k % 2:
            row["note"] = "Nghèo về thu nhập"
        rows.append(row)
    return rows


def decision(n: int, practice: bool = True) -> Decision:
    """Return a decision whose first list holds ``n`` households."""
    return {
        "practice": practice,
        "head": head("112/QĐ-UBND"),
        "year": 2018,
        "authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ KHANG NINH",
        "commune": "xã Khang Ninh",
        "bases": [
            *BASES,
            "Căn cứ ý kiến thẩm định của Ủy ban nhân dân huyện Ba Bể tại Công văn số 640/UBND-LĐTBXH ngày "
            "15 tháng 11 "
            "năm 2018",
            "Xét đề nghị của Ban giảm nghèo xã Khang Ninh.",
        ],
        "poor": recognised(n),
        "near_poor": recognised(n // 2, 5),
        "escaped_to_near_poor": recognised(n // 6, 2),
        "escaped_above_near_poor": recognised(n // 10),
        "escaped_near_poor": [],
        "duties": "Ban giảm nghèo xã, các trưởng thôn có trách nhiệm thông báo kết quả đến từng hộ gia "
        "đình, cấp Giấy "
        "chứng nhận và cập nhật danh sách theo quy định.",
        "effect": "Quyết định này có hiệu lực kể từ ngày ký. Văn phòng Ủy ban nhân dân, Ban giảm nghèo "
        "xã, các thôn và "
        "các hộ gia đình có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
        "recipients": ["Như Điều 3", "UBND huyện Ba Bể (báo cáo)", "Đảng ủy, HĐND xã", "Các thôn", "Lưu: VT"],
        "signature": {"capacity": "CHỦ TỊCH", "name": "Hoàng Đình Khuê"},
    }


def certificate(n: int, practice: bool = True) -> Certificate:
    """Return a certificate of a household of ``n`` members."""
    confirmations: list[Confirmation] = [
        {
            "year": 2017,
            "status": "Hộ nghèo",
            "decision": "98/QĐ-UBND",
            "decided_on": dt.date(2017, 11, 24),
        },
        {"year": 2018, "status": "Hộ cận nghèo", "decision": "112/QĐ-UBND", "decided_on": DAY},
    ]
    return {
        "practice": practice,
        "head": head("27/GCN-HN.HCN"),
        "year": 2018,
        "bases": [*BASES[1:2], "Căn cứ kết quả rà soát hộ nghèo, hộ cận nghèo hằng năm"],
        "household_head": LONG_NAME if n > 20 else name(n),
        "ethnic_group": "Tày",
        "mark": "Thay giấy số 03/GCN-HN.HCN cấp ngày 25/11/2017; Cấp lại lần 1, ngày 02/12/2018",
        "link": "https://rasoat.example.vn/xac-minh/qE3x0mZp0vU3b1yQ6t1w9A/",
        "identity_number": "•••• ••• 123",
        "residence": "thôn Nà Mằm, xã Khang Ninh, huyện Ba Bể, tỉnh Bắc Kạn",
        "first_year": 2016,
        "last_year": 2020,
        "confirmations": confirmations[: n + 1],
        "members": [
            {
                "name": name(k),
                "birth": ["12/03/1961", "05/1988", "2012"][k % 3],
                "sex": ["Nam", "Nữ"][k % 2],
                "relation": ["Chủ hộ", "Vợ/chồng", "Con đẻ", "Cháu nội/ngoại"][min(k, 3)],
                "ethnic_group": ["Tày", "Sán Chí"][k % 2],
            }
            for k in range(n)
        ],
        "notes": [
            "Giấy chứng nhận là căn cứ để những người có tên trong Giấy được hưởng các chính sách theo "
            "quy định.",
            "Trong cả giai đoạn 2016-2020, mỗi hộ có một Giấy chứng nhận, được xác nhận theo từng năm.",
        ],
        "signature": chairman(),
    }


def inspection(n: int, practice: bool = True) -> InspectionRecord:
    """Return the record of an inspection with ``n`` villages, households, questions and findings."""
    error = {"wrong": 2, "of": 31, "share": "6,45 %", "interval": "1,71 % – 20,30 %"}
    return {
        "practice": practice,
        "head": district_head("03/BB-UBND"),
        "year": 2018,
        "commune": "xã Khang Ninh",
        "reported_on": dt.date(2018, 11, 5),
        "inspected_from": dt.date(2018, 11, 7),
        "inspected_until": dt.date(2018, 11, 9) if n else dt.date(2018, 11, 7),
        "inspectors": [name(k) for k in range(max(n // 20, 1))],
        "method": [
            "Độ tin cậy 95 %, sai số 10 điểm phần trăm: cần 86 hộ trong 812 hộ đã khảo sát. Đã rút 86 hộ, theo thôn và "
            "kết quả xếp loại.",
            "Số gốc 481516; mã của khung mẫu (SHA-256): " + "4c1f09ab " * 7 + "4c1f09ab.",
        ],
        "villages": [
            {
                "village": f"Thôn Nà Mằm {k}",
                "households": 80 + k,
                "drawn": 8,
                "picked": k % 3,
                "differing": k % 2,
            }
            for k in range(n)
        ],
        "errors": [{"label": f"Bỏ sót hộ nghèo {k}", **error} for k in range(min(n, 4))],
        "remarks": [
            "Chỉ xét các hộ đã khảo sát; hộ không có trong danh sách rà soát không nằm trong khung mẫu."
        ],
        "households": [
            {
                "head": LONG_NAME if k == 1 else name(k),
                "village": "thôn Nà Mằm",
                "origin": "Ngẫu nhiên" if k % 2 else "Điểm sát ngưỡng",
                "first": "Hộ nghèo",
                "found": "Hộ cận nghèo",
                "note": "Hộ có thêm xe máy, chưa ghi." if k % 3 else "",
            }
            for k in range(n)
        ],
        "questions": [{"label": f"Số gia cầm {k}", **error} for k in range(min(n, 8))],
        "findings": [
            {
                "where": "thôn Nà Mằm",
                "kind": "Hồ sơ thiếu hoặc sai",
                "text": f"Biên bản họp thôn lần {k + 1} thiếu chữ ký đại diện hộ.",
                "order": f"Bổ sung chữ ký; {name(k)}, trước hết ngày 14/11/2018." if k % 2 else "",
                "state": "Đã xong" if k % 2 else "Mới ghi",
            }
            for k in range(n)
        ],
        "inspector": name(3),
    }


def dossier(n: int, practice: bool = True) -> Dossier:
    """Return the dossier of a commune of ``n`` villages."""
    return {
        "practice": practice,
        "head": head(""),
        "year": 2018,
        "about": "Kết quả rà soát hộ nghèo, hộ cận nghèo năm 2018\nxã Khang Ninh, huyện Ba Bể",
        "state": "Tình trạng ngày 20/11/2018: Đã báo cáo kết quả",
        "papers": [
            {
                "name": f"Biên bản họp thôn Nà Thứ {k}, lần 1",
                "day": "25/10/2018",
                "note": "bản ký: 1 tệp" if k % 3 else "chưa có bản ký",
            }
            for k in range(n)
        ],
        "checks": [
            {"name": "Mọi thôn đã niêm yết đủ ngày", "rule": "quy định", "result": "Đạt"},
            {
                "name": "Biên bản đã ký được quét vào hồ sơ",
                "rule": "quy tắc của phần mềm",
                "result": "Còn 2: Thôn Nà Thứ 0, lần 1",
            },
        ],
    }


def opinion(n: int, practice: bool = True) -> Opinion:
    """Return an appraisal opinion with ``n`` rows and ``n`` requests."""
    labels = ["Hộ nghèo", "Hộ cận nghèo", "Hộ thoát nghèo", "Hộ thoát cận nghèo", "Hộ có mức sống trung bình"]
    return {
        "practice": practice,
        "head": district_head("640/UBND-LĐTBXH"),
        "year": 2018,
        "subject": "ý kiến thẩm định kết quả rà soát hộ nghèo, hộ cận nghèo năm 2018 của xã Khang Ninh",
        "addressees": ["Ủy ban nhân dân xã Khang Ninh"],
        "paragraphs": [
            "Ủy ban nhân dân huyện nhận được Báo cáo số 45/BC-UBND ngày 05 tháng 11 năm 2018 của Ủy ban "
            "nhân dân xã "
            "Khang Ninh về kết quả rà soát hộ nghèo, hộ cận nghèo năm 2018.",
            "Sau khi kiểm tra hồ sơ và phúc tra thực tế tại các thôn, Ủy ban nhân dân huyện có ý kiến như "
            "sau:",
        ],
        "rows": [
            {
                "label": labels[k % 5],
                "submitted": 1200 + k,
                "agreed": 1198 + k,
                "note": "Rút 2 hộ" if k % 2 else "",
            }
            for k in range(n)
        ],
        "requests": [
            f"Rà soát lại {k + 2} hộ của thôn Nà Mằm do điểm B1 chưa khớp với phiếu." for k in range(n)
        ],
        "recipients": ["Như trên", "Phòng LĐ-TB&XH", "Lưu: VT, LĐTBXH"],
        "signature": {
            "capacity": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
            "name": "Triệu Thị Hằng",
        },
    }


def letter(n: int, practice: bool = True) -> Letter:
    """Return an answer with ``n`` facts and paragraphs."""
    return {
        "practice": practice,
        "head": head("07/TL-BGN"),
        "year": 2018,
        "title": "TRẢ LỜI KHIẾU NẠI",
        "subject": "Kết quả rà soát hộ nghèo, hộ cận nghèo năm 2018",
        "addressees": [f"Ông/bà {LONG_NAME if n > 20 else name(n)}"],
        "facts": [{"label": "Số biên nhận", "value": f"KN-2018-{k:05d}"} for k in range(n)],
        "paragraphs": [f"Tổ phúc tra đã đến hộ {name(k)} và hỏi lại từng mục của phiếu." for k in range(n)],
        "closing": "Nếu chưa đồng ý, ông/bà có thể gửi ý kiến đến Ủy ban nhân dân huyện Ba Bể.",
        "recipients": ["Như trên", "Lưu: BGN"],
        "signature": {"capacity": "TM. BAN GIẢM NGHÈO", "name": "Hoàng Đình Khuê"},
    }


def announcement(n: int, practice: bool = True) -> Announcement:
    """Return a text of ``n`` paragraphs and a closing one."""
    return {
        "practice": practice,
        "head": head(),
        "year": 2018,
        "title": "BÀI ĐỌC TRÊN LOA TRUYỀN THANH",
        "about": "thôn Nà Mằm, xã Khang Ninh",
        "use": "Đọc chậm, đọc hai lần.",
        "paragraphs": [
            *(
                f"Hộ {name(k)} thoát nghèo, mời bà con đến xem danh sách tại nhà văn hóa thôn."
                for k in range(n)
            ),
            "Xin cảm ơn bà con đã lắng nghe.",
        ],
        "signature": {"capacity": "TM. BAN GIẢM NGHÈO", "name": "Hoàng Đình Khuê"},
    }


def report_up(n: int, practice: bool = True) -> ReportUp:
    """Return a submission to the province with the totals of ``n`` communes."""
    return {
        "practice": practice,
        "head": district_head("88/TTr-UBND"),
        "year": 2018,
        "title": "TỜ TRÌNH",
        "subject": "Về việc phê duyệt kết quả rà soát hộ nghèo, hộ cận nghèo,\nhộ có mức sống trung bình "
        "năm 2018",
        "addressees": ["Ủy ban nhân dân tỉnh Bắc Kạn", "Sở Lao động - Thương binh và Xã hội"],
        "bases": BASES,
        "paragraphs": [
            "Ủy ban nhân dân huyện Ba Bể trình Ủy ban nhân dân tỉnh xem xét, phê duyệt kết quả rà soát "
            "năm 2018 như sau:"
        ],
        "rows": [
            {
                "unit": f"Xã {name(k).split()[-1]} {name(k + 3).split()[-1]}",
                "households": 700 + 13 * k,
                "poor": 150 + k,
                "near_poor": 90 - k,
                "average": None if k % 5 == 4 else 200,
            }
            for k in range(n)
        ],
        "closing": ["Kính đề nghị Ủy ban nhân dân tỉnh xem xét, phê duyệt."],
        "recipients": ["Như trên", "TT Huyện ủy, HĐND huyện", "Lưu: VT, LĐTBXH"],
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": "Triệu Thị Hằng"},
    }


def province(n: int, practice: bool = True) -> ProvinceDecision:
    """Return a province's decision that approves the totals of ``n`` districts."""
    asked = report_up(n, practice)
    return {
        "practice": practice,
        "head": {
            "issuer": "ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN",
            "number": "2031/QĐ-UBND",
            "place": "Bắc Kạn",
            "dated": dt.date(2018, 12, 12),
        },
        "year": 2018,
        "authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC KẠN",
        "province": "tỉnh Bắc Kạn",
        "subject": "Về việc phê duyệt kết quả rà soát hộ nghèo, hộ cận nghèo,\nhộ có mức sống trung bình năm 2018",
        "bases": BASES,
        "rows": asked["rows"],
        "duties": "Các sở, ban, ngành có liên quan và Ủy ban nhân dân các huyện chịu trách nhiệm thi hành Quyết định này.",
        "effect": "Quyết định này có hiệu lực kể từ ngày ký.",
        "recipients": ["Như Điều 2;", "Bộ Lao động - Thương binh và Xã hội (b/c);", "Lưu: VT."],
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": "Lý Văn Tài"},
    }


def correction(n: int, practice: bool = True) -> Correction:
    """Return a decision that corrects the result of a household of ``n`` people."""
    return {
        "practice": practice,
        "head": {
            "issuer": "ỦY BAN NHÂN DÂN\nXÃ KHANG NINH",
            "number": "47/QĐ-UBND",
            "place": "Khang Ninh",
            "dated": dt.date(2018, 12, 20),
        },
        "year": 2018,
        "authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ KHANG NINH",
        "commune": "xã Khang Ninh",
        "bases": [
            *BASES,
            "Căn cứ Quyết định số 45/QĐ-UBND ngày 30/11/2018 công nhận kết quả rà soát năm 2018;",
            "Xét đề nghị đính chính DC-1-2018-0001 ngày 14/12/2018 và kết quả kiểm tra ngày 18/12/2018;",
        ],
        "corrected": "Quyết định số 45/QĐ-UBND ngày 30/11/2018",
        "household": name(3),
        "village": "thôn Nà Mằm",
        "persons": n,
        "before": {"result": "Hộ cận nghèo", "kind": "Hộ cận nghèo cũ", "b1": 125, "b2": 20},
        "after": {
            "result": "Hộ nghèo về thu nhập",
            "kind": "Cận nghèo thành nghèo",
            "b1": 110,
            "b2": 30,
        },
        "reason": "Phiếu B ghi nhầm một xe máy của hộ bên cạnh, có xác nhận của trưởng thôn.",
        "consequence": "Xác nhận kết quả đính chính vào Giấy chứng nhận của hộ.",
        "duties": "Ban giảm nghèo xã, trưởng thôn Nà Mằm và hộ có tên chịu trách nhiệm thi hành Quyết định này.",
        "effect": "Quyết định này có hiệu lực kể từ ngày ký; các nội dung khác của quyết định được đính chính không thay đổi.",
        "recipients": ["Như Điều 3;", "UBND huyện Ba Bể (b/c);", "Lưu: VT."],
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": "Hoàng Đình Khuê"},
    }


def report(n: int, practice: bool = True) -> Report:
    """Return a report table of ``n`` units with two figures each."""
    heads = ["TT", "Đơn vị", "Tổng số hộ", "Hộ nghèo"]
    return {
        "practice": practice,
        "head": district_head("89/BC-UBND"),
        "year": 2018,
        "title": "TỔNG HỢP KẾT QUẢ RÀ SOÁT",
        "subtitles": ["Huyện Ba Bể, năm 2018"],
        "places": 2,
        "headings": [
            {"text": text, "row": 0, "column": column, "rows": 1, "columns": 1}
            for column, text in enumerate(heads)
        ],
        "numbers": ["A", "B", "1", "2"],
        "lines": [
            {
                "number": str(k + 1),
                "name": name(k),
                "measure": "",
                "figures": ["1.234", "–"],
                "first": True,
                "span": 1,
                "total": False,
                "depth": 0,
            }
            for k in range(n)
        ],
        "prepared_by": "Người lập biểu",
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": "Triệu Thị Hằng"},
    }


def explanation(n: int, practice: bool = True) -> Explanation:
    """Return an explanation sheet with ``n`` items of points and as many deprivations."""
    sum_of_b1 = 5 * n
    return {
        "practice": practice,
        "head": head(),
        "year": 2018,
        "title": "PHIẾU GIẢI THÍCH KẾT QUẢ RÀ SOÁT",
        "subtitle": f"Năm 2018, hộ ông (bà) {name(n)}",
        "facts": [
            {"label": "Chủ hộ", "value": name(n)},
            {"label": "Nơi ở", "value": "thôn Nà Mằm, xã Khang Ninh"},
        ],
        "result": "Hộ nghèo về thu nhập",
        "reasons": [f"B1 = {sum_of_b1} điểm, B2 = {10 * n} điểm."],
        "sections": [
            {
                "title": f"1. B1 = {sum_of_b1} điểm",
                "paragraphs": ["B1 cộng điểm của từng câu trả lời."],
                "table": {
                    "heads": ["Mục", "Trả lời", "Điểm", "Căn cứ"],
                    "rows": [
                        {
                            "cells": [f"Mục số {k}", "Từ 8 đến dưới 20 m²/người", "5", "TT17, Phụ lục 3b ³"],
                            "notes": [],
                        }
                        for k in range(n)
                    ],
                    "total": ["Tổng điểm B1", str(sum_of_b1)],
                },
                "after": ["Các mục 0 điểm: Ti vi màu: Không có ti vi màu."],
            },
            {
                "title": f"2. B2 = {10 * n} điểm",
                "paragraphs": [],
                "table": {
                    "heads": ["Chỉ số", "Điểm", "Căn cứ"],
                    "rows": [
                        {
                            "cells": [f"Chỉ số {k}", "10", "QĐ1614, Phụ lục ²"],
                            "notes": [f"{name(k)}, 8 tuổi, không đi học"],
                        }
                        for k in range(n)
                    ],
                    "total": ["Tổng điểm B2", str(10 * n)],
                },
                "after": [],
            },
            {"title": "3. Nếu thấy chưa đúng", "paragraphs": ["Báo cho trưởng thôn."], "after": []},
        ],
        "legend": ["TT17: Thông tư 17/2016/TT-BLĐTBXH ngày 28/06/2016."],
    }


def invitation(n: int, practice: bool = True) -> Invitation:
    """Return an invitation of ``n`` households and a few others."""
    return {
        "practice": practice,
        "head": {
            "issuer": "ỦY BAN NHÂN DÂN\nXÃ KHANG NINH",
            "place": "Khang Ninh",
            "dated": dt.date(2018, 10, 5),
        },
        "year": 2018,
        "village": "thôn Nà Mằm",
        "commune": "xã Khang Ninh",
        "place": "nhà văn hóa thôn",
        "meets_at": dt.datetime(2018, 10, 9, 19, 30),
        "about": ["thông báo kết quả chấm điểm", "thống nhất kết quả và lập biên bản"],
        "groups": [
            {"group": "Ban công tác Mặt trận", "names": ["Lò Thị Mặt"]},
            {"group": "Đại diện hộ dân", "names": [name(k) for k in range(n)]},
        ],
        "signature": {"capacity": "TRƯỞNG THÔN", "name": "Nông Văn Ngoãn"},
    }


def plan(n: int, practice: bool = True) -> Plan:
    """Return a plan with ``n`` people and sums of money."""
    return {
        "practice": practice,
        "head": head("07/KH-UBND"),
        "year": 2018,
        "subject": "Rà soát hộ nghèo, hộ cận nghèo\nnăm 2018",
        "purpose": ["Đúng, đủ, công khai, dân chủ."],
        "steps": [
            {
                "step": "Khảo sát bằng Phiếu B",
                "starts_on": dt.date(2018, 10, 15),
                "due_on": dt.date(2018, 10, 31),
                "who": "Rà soát viên",
            }
        ],
        "persons": [{"name": name(k), "office": "Trưởng thôn", "task": "Khảo sát"} for k in range(n)],
        "funds": [{"item": f"Khoản {k}", "amount": 1_500_000, "source": "Ngân sách"} for k in range(n)],
        "total": 1_500_000 * n,
        "recipients": ["UBND huyện (b/c);", "Lưu: VT."],
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": name(1)},
    }


def charges(n: int, practice: bool = True) -> Charges:
    """Return a list of charges with ``n`` members, each with a commune."""
    communes: list[ChargedCommune] = [
        {
            "commune": "Xã Khang Ninh",
            "name": name(k),
            "agency": "Phòng Nông nghiệp",
            "task": "Chỉ đạo, đôn đốc",
            "starts_on": dt.date(2018, 10, 10),
            "ends_on": dt.date(2018, 12, 14),
        }
        for k in range(n)
    ]
    return {
        "practice": practice,
        "head": head("03/BPC-BCĐ"),
        "year": 2018,
        "subject": "Thành viên Ban Chỉ đạo rà soát\nhuyện Ba Bể năm 2018",
        "decision": "1009/QĐ-UBND ngày 10/10/2018",
        "seats": [
            {"name": name(k), "office": "Thủ trưởng", "agency": "Huyện đoàn", "part": "Thành viên"}
            for k in range(n)
        ],
        "supervise": communes,
        "support": communes[:1],
        "recipients": ["Thành viên Ban Chỉ đạo;", "Lưu: VT."],
        "signature": {"capacity": "TM. BAN CHỈ ĐẠO\nTRƯỞNG BAN", "name": name(1)},
    }


def dispatch(n: int, practice: bool = True) -> Dispatch:
    """Return a dispatch to ``n`` units that are late."""
    return {
        "practice": practice,
        "head": head("19/UBND-LĐTBXH"),
        "year": 2018,
        "subject": "đôn đốc tiến độ rà soát hộ nghèo, hộ cận nghèo năm 2018",
        "addressees": ["Ủy ban nhân dân các xã, thị trấn có tên dưới đây"],
        "paragraphs": [f"Tính đến ngày 25/11/2018 còn {n} việc chậm so với kế hoạch:"],
        "rows": [
            {
                "unit": f"thôn {name(k)}, xã Khang Ninh",
                "step": "Khảo sát bằng Phiếu B",
                "due_on": dt.date(2018, 11, 20),
                "done": k,
                "of": k + 1,
                "days": 5,
            }
            for k in range(n)
        ],
        "requests": ["Hoàn thành trước ngày 30/11/2018."],
        "recipients": ["Như trên;", "Lưu: VT."],
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": ""},
    }


def household_list(n: int, practice: bool = True) -> HouseholdList:
    """Return a list of step 1 with ``n`` households in each of two tables."""
    heads = ["Chủ hộ", "Mã hộ", "Thôn", "Lý do", "Ngày"]
    rows = [[name(k), f"{k:03d}", "Nà Mằm", "Mất mùa do lũ, trâu chết dịch", "09/10/2018"] for k in range(n)]
    return {
        "practice": practice,
        "head": head(),
        "year": 2018,
        "title": "DANH SÁCH HỘ CẦN RÀ SOÁT",
        "about": "Xã Khang Ninh\nRà soát định kỳ năm 2018",
        "sections": [
            {"title": "Nhóm 1", "heads": heads, "rows": rows},
            {"title": "Nhóm 2", "note": "Có Phiếu A.", "heads": heads[:3], "rows": [row[:3] for row in rows]},
        ],
        "notes": ["Các cột do phần mềm đặt."],
        "signature": {"capacity": "TM. BAN GIẢM NGHÈO", "name": name(3)},
    }


def request(n: int, practice: bool = True) -> RequestPaper:
    """Return a request with ``n`` members."""
    return {
        "practice": practice,
        "head": head(),
        "year": 2018,
        "title": "GIẤY ĐỀ NGHỊ XÉT DUYỆT BỔ SUNG HỘ NGHÈO, HỘ CẬN NGHÈO",
        "annex": "Phụ lục 1a – TT17",
        "addressee": "UBND xã Khang Ninh",
        "lines": [{"label": "Họ và tên", "value": name(n)}, {"label": "Nơi cấp"}],
        "members": {
            "title": "Các thành viên của hộ",
            "heads": ["Họ và tên", "Quan hệ với chủ hộ", "Nghề nghiệp"],
            "rows": [[name(k), "Con", ""] for k in range(n)],
        },
        "confirmation": "Thôn",
        "applicant": name(n),
        "receipt": "DN-2018-000001",
    }


def receipt(n: int, practice: bool = True) -> Receipt:
    """Return a receipt with ``n`` facts."""
    return {
        "practice": practice,
        "head": head(),
        "year": 2018,
        "title": "GIẤY BIÊN NHẬN",
        "number": "DN-2018-000001",
        "code": "K7M2-9QXT-44HD",
        "facts": [{"label": f"Mục {k}", "value": name(k)} for k in range(n)],
        "how": ["Tra cứu tại trang dành cho người dân."],
        "signature": {"capacity": "NGƯỜI NHẬN", "name": name(1)},
    }


def season(n: int, practice: bool = True) -> Season:
    """Return a page of charts with as many figures and drawings as one page takes."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>'
    )
    drawings: list[Drawing] = [{"title": f"Biểu đồ {k}", "svg": drawing} for k in range(min(n, 2))]
    return {
        "practice": practice,
        "head": head(),
        "year": 2018,
        "title": "Tình hình mùa rà soát",
        "subtitles": ["Huyện Ba Bể", "ngày 25/11/2018"],
        "headlines": [{"value": f"{k}.348", "label": "nhân khẩu"} for k in range(min(n, 6))],
        "left": drawings,
        "right": drawings,
    }


def training_letter(n: int, practice: bool = True) -> TrainingLetter:
    """Return the invitations of ``n`` people to a conference."""
    return {
        "practice": practice,
        "head": head(""),
        "year": 2018,
        "title": "Hội nghị tập huấn rà soát hộ nghèo, hộ cận nghèo năm 2018",
        "host": "UBND huyện Ba Bể",
        "meets_at": dt.datetime(2018, 10, 9, 8, 0),
        "place": "Hội trường huyện",
        "agenda": [{"time": "08:00", "title": "Quy trình rà soát", "speaker": name(1)}],
        "guests": [
            {"name": name(k), "office": "Trưởng thôn", "link": f"https://vi-du.vn/diem-danh/{k:022d}/"}
            for k in range(n)
        ],
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": ""},
    }


def attendance(n: int, practice: bool = True) -> AttendanceList:
    """Return the attendance list of a commune with ``n`` people."""
    return {
        "practice": practice,
        "head": head(""),
        "year": 2018,
        "title": "Hội nghị tập huấn rà soát hộ nghèo, hộ cận nghèo năm 2018",
        "unit": "Xã Khang Ninh",
        "meets_at": dt.datetime(2018, 10, 9, 8, 0),
        "place": "Hội trường huyện",
        "attendants": [{"name": name(k), "office": f"Trưởng thôn {k}"} for k in range(n)],
        "signature": {"capacity": "NGƯỜI ĐIỂM DANH", "name": ""},
    }


def trained(n: int, practice: bool = True) -> TrainedCertificate:
    """Return certificates of attendance of ``n`` people."""
    return {
        "practice": practice,
        "head": head(""),
        "year": 2018,
        "title": "Hội nghị tập huấn rà soát hộ nghèo, hộ cận nghèo năm 2018",
        "host": "UBND huyện Ba Bể",
        "held_on": dt.date(2018, 10, 9),
        "topics": ["Quy trình rà soát", "Phiếu B"],
        "attendants": [{"name": name(k), "office": "Trưởng thôn"} for k in range(n)],
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": ""},
    }


SAMPLES: dict[str, Any] = {
    "invitation": invitation,
    "minutes": minutes,
    "posting": posting,
    "decision": decision,
    "certificate": certificate,
    "inspection": inspection,
    "opinion": opinion,
    "dossier": dossier,
    "letter": letter,
    "announcement": announcement,
    "report_up": report_up,
    "province": province,
    "correction": correction,
    "report": report,
    "season": season,
    "explanation": explanation,
    "plan": plan,
    "charges": charges,
    "dispatch": dispatch,
    "household_list": household_list,
    "request": request,
    "receipt": receipt,
    "training_letter": training_letter,
    "attendance": attendance,
    "trained": trained,
}
"""Builders of a sample of each kind, by the number of rows."""
