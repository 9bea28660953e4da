"""Errors of units that change (codes U001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "U001": Entry(
        vi="Không có đơn vị nào mang mã “{unit}” vào ngày {day}. Hãy kiểm tra mã cũ.",
        en="No unit has the code “{unit}” on {day}. Check the old code.",
    ),
    "U002": Entry(
        vi="Thiếu số và tên văn bản sắp xếp đơn vị. Hãy ghi, ví dụ “Nghị quyết số 855/NQ-UBTVQH14”.",
        en="The number and title of the decision that changes the units is missing. Write it, e.g. “Nghị quyết số 855/NQ-UBTVQH14”.",
    ),
    "U003": Entry(
        vi="Ngày hiệu lực {day} sớm hơn ngày ký {signed}. Hãy sửa một trong hai ngày.",
        en="The effective day {day} is before the day of signing {signed}. Correct one of the two.",
    ),
    "U004": Entry(
        vi="{unit} không có đơn vị kế tiếp. Hãy ghi mã mới, hoặc ghi 1 ở cột “Bãi bỏ” nếu bỏ cấp huyện.",
        en="{unit} has no successor. Write the new code, or 1 in the column “Bãi bỏ” when a district is abolished.",
    ),
    "U005": Entry(
        vi="Đơn vị mới “{unit}” không hình thành từ đơn vị nào. Hãy ghi mã cũ; đơn vị lập mới hoàn toàn thì nhập bằng “rasoat import units”.",
        en="The new unit “{unit}” comes from no unit. Write the old code; a wholly new unit is brought in by “rasoat import units”.",
    ),
    "U006": Entry(
        vi="{unit} thuộc {parent}, đơn vị này chia ra hoặc bãi bỏ, nên phải có dòng riêng nói rõ nó về đâu. Hãy thêm dòng.",
        en="{unit} belongs to {parent}, which is divided or abolished, so a line of its own must say where it goes. Add it.",
    ),
    "U007": Entry(
        vi="Mã “{unit}” vẫn đang dùng cho {other} vào ngày {day}. Nếu đơn vị ấy nhập vào đơn vị mới, hãy thêm dòng cho nó.",
        en="The code “{unit}” is still in use for {other} on {day}. If that unit joins the new one, add a line for it.",
    ),
    "U008": Entry(
        vi="{unit} chỉ có từ {since}, không sớm hơn ngày thay đổi {day}. Hãy chọn ngày hiệu lực sau đó.",
        en="{unit} exists only since {since}, not before the day of the change {day}. Choose a later effective day.",
    ),
    "U009": Entry(
        vi="{unit} đã có ngày kết thúc {day}. Hãy bỏ dòng này hoặc sửa mã.",
        en="{unit} already ends on {day}. Take the line out or correct the code.",
    ),
    "U010": Entry(
        vi="Dòng vừa ghi bãi bỏ vừa ghi mã mới. Hãy bỏ một trong hai.",
        en="The line both abolishes the unit and gives a new code. Take one of them out.",
    ),
    "U011": Entry(
        vi="{unit} không phải cấp huyện nên không bãi bỏ được: phải nói các hộ về đâu. Hãy ghi mã mới.",
        en="{unit} is no district and cannot be abolished: its households must go somewhere. Write the new code.",
    ),
    "U012": Entry(
        vi="Dòng lặp lại dòng {other}: cùng đơn vị cũ và đơn vị mới. Hãy bỏ một dòng.",
        en="The line repeats line {other}: the same old and new unit. Take one out.",
    ),
    "U013": Entry(
        vi="Cột “Các hộ” chỉ dùng cho thôn chia ra nhiều thôn; {unit} không chia. Hãy để trống.",
        en="The column “Các hộ” is only for a village divided into several; {unit} is not. Leave it empty.",
    ),
    "U014": Entry(
        vi="Đơn vị mới “{unit}” được ghi hai cách khác nhau: “{one}” và “{other}”. Hãy ghi thống nhất.",
        en="The new unit “{unit}” is written in two ways: “{one}” and “{other}”. Write one of them.",
    ),
    "U015": Entry(
        vi="Đơn vị mới “{unit}” nhập từ các đơn vị khác cấp: {levels}. Hãy sửa mã.",
        en="The new unit “{unit}” comes from units of different levels: {levels}. Correct the codes.",
    ),
    "U016": Entry(
        vi="Đơn vị mới “{unit}” chưa có tên hoặc loại. Hãy ghi tên và loại.",
        en="The new unit “{unit}” has no name or kind yet. Write both.",
    ),
    "U017": Entry(
        vi="Đơn vị mới “{unit}” nhập từ cả nơi thành thị và nông thôn, hoặc từ nhiều vùng. Hãy ghi khu vực và vùng theo văn bản; từng thôn giữ khu vực của mình nếu văn bản không nói khác.",
        en="The new unit “{unit}” comes from urban and rural places, or from several regions. Write area and region as the decision says; each village keeps its own unless the decision says otherwise.",
    ),
    "U018": Entry(
        vi="Mã cấp trên “{value}” của đơn vị mới “{unit}” không có vào ngày {day}, hoặc không phải cấp trên trực tiếp. Hãy sửa mã cấp trên.",
        en="The unit above, “{value}”, of the new unit “{unit}” does not exist on {day} or cannot hold it. Correct the code.",
    ),
    "U019": Entry(
        vi="Chưa rõ cấp trên của đơn vị mới “{unit}”: các đơn vị cũ thuộc nhiều nơi, hoặc cấp trên bãi bỏ. Hãy ghi mã cấp trên.",
        en="What holds the new unit “{unit}” is not clear: the old ones lie in several places, or what held them is abolished. Write the code above.",
    ),
    "U020": Entry(
        vi="{unit} đang trong đợt “{round}” chưa xong. Hãy kết thúc đợt đó (tỉnh đã nhận kết quả) rồi mới thay đổi đơn vị.",
        en="{unit} is in the round “{round}”, which is not finished. Finish it (the province has received the result) before units change.",
    ),
    "U021": Entry(
        vi="{unit} không có hộ mang mã “{household}” đang ở. Hãy sửa danh sách hộ.",
        en="{unit} has no living household with the code “{household}”. Correct the list.",
    ),
    "U022": Entry(
        vi="Hộ “{household}” của {unit} được ghi vào cả {one} và {other}. Hãy để ở một nơi.",
        en="The household “{household}” of {unit} is put into both {one} and {other}. Leave it in one.",
    ),
    "U023": Entry(
        vi="{unit} chia ra nhưng {count} hộ chưa có nơi về, đầu tiên là hộ “{household}”. Hãy ghi mã hộ, hoặc ghi * cho thôn nhận các hộ còn lại.",
        en="{unit} is divided and {count} households have no place, the first is “{household}”. Write their codes, or * for the village that takes the rest.",
    ),
    "U024": Entry(
        vi="Người đề nghị không được tự xác nhận. Hãy để người khác có quyền xác nhận.",
        en="Who proposed it may not confirm it. Let another person with the permission confirm.",
    ),
    "U025": Entry(
        vi="Văn bản này {state}. Không làm gì thêm được.",
        en="This order stands as “{state}”. Nothing more can be done with it.",
    ),
    "U026": Entry(
        vi="Chưa đến ngày hiệu lực {day}. Hãy xác nhận từ ngày đó.",
        en="The effective day {day} has not come. Confirm from that day on.",
    ),
    "U027": Entry(
        vi="Tệp này đã được đề nghị theo “{decision}”. Hãy mở văn bản đó, hoặc rút lại trước khi gửi lần nữa.",
        en="This file was proposed before for “{decision}”. Open that order, or withdraw it before sending it again.",
    ),
    "U028": Entry(
        vi="{unit} ngoài địa bàn của bạn nên bạn không thay đổi được. Hãy để cấp quản lý cả hai nơi làm.",
        en="{unit} lies outside your area, so you cannot change it. Let somebody who is in charge of both do it.",
    ),
    "U029": Entry(
        vi="Từ ngày {since}, {unit} đã là đơn vị khác, nên không mở được đợt có ngày tham chiếu {day}. Hãy chọn ngày tham chiếu từ {since}.",
        en="Since {since}, {unit} has been another unit, so no round can be opened with the reference date {day}. Choose one from {since} on.",
    ),
    "U030": Entry(
        vi="{unit} chưa có vào ngày {day}. Hãy chọn ngày tham chiếu từ {since}.",
        en="{unit} does not exist on {day}. Choose a reference date from {since} on.",
    ),
    "U031": Entry(
        vi="Có {count} chỗ phải sửa trong tệp nên chưa nhận. Hãy sửa theo từng dòng bên dưới rồi chọn lại.",
        en="{count} places of the file must be mended, so it was not taken. Mend them by the lines below and choose it again.",
    ),
    "U032": Entry(
        vi="Đợt này đã có danh sách đầu kỳ ({count} hộ). Chỉ lập từ kết quả trước khi danh sách còn trống.",
        en="This round has an opening list ({count} households). It is made from earlier results only while it is empty.",
    ),
    "U033": Entry(
        vi="Không có kết quả nào của đợt trước cho các hộ của {unit} đến ngày {day}. Hãy nhập danh sách đầu kỳ từ tệp.",
        en="No result of an earlier round is known for the households of {unit} up to {day}. Bring the opening list in from a file.",
    ),
    "U034": Entry(
        vi="Không có đề nghị số {number}. Hãy xem số bằng “rasoat units orders”.",
        en="There is no order number {number}. See the numbers with “rasoat units orders”.",
    ),
}
