"""Errors of the conference, the course and practice (codes P450 to P479)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "P450": Entry(
        vi="Hội nghị chưa có nội dung nào. Hãy ghi ít nhất một dòng chương trình.",
        en="The conference has no agenda. Enter at least one item.",
    ),
    "P451": Entry(
        vi="Ngày {day} không thuộc năm {year} của đợt rà soát. Hãy sửa ngày hội nghị.",
        en="{day} does not lie in {year}, the year of the round. Correct the day of the conference.",
    ),
    "P452": Entry(
        vi="Giờ của “{item}” ({time}) sớm hơn dòng trước hoặc sớm hơn giờ khai mạc. Hãy xếp chương trình theo giờ.",
        en="“{item}” ({time}) begins before the item above it or before the opening. Put the agenda in order of time.",
    ),
    "P453": Entry(
        vi="Không có ai được mời: các nhóm đã chọn chưa có người giữ vai trò. Hãy chọn nhóm khác hoặc ghi tên khách mời.",
        en="Nobody would be invited: the groups chosen hold nobody. Choose others or name guests.",
    ),
    "P454": Entry(
        vi="{person} không có trong danh sách mời của hội nghị này nên chưa điểm danh được. Hãy thêm người đó làm khách mời ở trang hội nghị rồi điểm danh.",
        en="{person} was not invited to this conference and cannot be marked present. Add the person as a guest on the page of the conference, then mark.",
    ),
    "P455": Entry(
        vi="Mã này không phải giấy mời của hội nghị nào trong địa bàn của bạn. Hãy tìm tên trong danh sách của xã; không có tên thì thêm làm khách mời.",
        en="This code is no invitation to a conference in your area. Look for the name in the list of the commune; if it is not there, add a guest.",
    ),
    "P456": Entry(
        vi="Hội nghị họp ngày {day}, hôm nay là {today}: chưa điểm danh được. Hãy điểm danh từ ngày họp.",
        en="The conference is on {day} and today is {today}: nobody can be marked yet. Mark from that day on.",
    ),
    "P457": Entry(
        vi="Chưa có ai được điểm danh có mặt nên chưa có giấy chứng nhận nào để in. Hãy điểm danh trước.",
        en="Nobody has been marked present, so there is no certificate to print. Mark attendance first.",
    ),
    "P458": Entry(
        vi="{person} đã có trong danh sách mời. Hãy điểm danh ở danh sách của đơn vị.",
        en="{person} is on the list already. Mark attendance in the list of the unit.",
    ),
    "P459": Entry(
        vi="Bộ quy tắc {pack} còn thiếu giá trị nên không chấm được hộ nào để thực hành. Hãy nhập đủ bảng điểm trước.",
        en="The pack {pack} lacks values, so no household can be scored for practice. Enter its tables first.",
    ),
    "P460": Entry(
        vi="Không có bài thực hành số {number}. Hãy chọn một hộ từ 1 đến {last}.",
        en="There is no practice household {number}. Choose one from 1 to {last}.",
    ),
    "P461": Entry(
        vi="{unit} không tổ chức hội nghị trong đợt này. Hãy chọn huyện hoặc một xã của đợt.",
        en="{unit} holds no conference in this round. Choose its district or one of its communes.",
    ),
    "P462": Entry(
        vi="Còn {count} câu chưa trả lời. Hãy trả lời hết rồi nộp bài.",
        en="{count} questions are not answered. Answer them all, then hand in.",
    ),
}
