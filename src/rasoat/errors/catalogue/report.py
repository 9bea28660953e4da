"""Errors of reports (codes T001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "T001": Entry(
        vi=(
            "{report}, {unit}, dòng {measure}: cột {column} là {printed} nhưng {formula} = {computed}. "
            "Bảng chưa khép nên không in. Hãy kiểm tra biến động và phiếu của hộ: {households}."
        ),
        en=(
            "{report}, {unit}, row {measure}: column {column} is {printed} but {formula} = {computed}. The "
            "table does not close and is not printed. Check events and forms of: {households}."
        ),
    ),
    "T002": Entry(
        vi=(
            "{unit}, dòng {measure}: {report} cột {column} là {printed} nhưng {other} cột {other_column} "
            "là {computed}. Hai bảng phải bằng nhau; hãy lập lại cả hai báo cáo."
        ),
        en=(
            "{unit}, row {measure}: {report} column {column} is {printed} but {other} column "
            "{other_column} is {computed}. The two must be equal; build both reports again."
        ),
    ),
    "T003": Entry(
        vi=(
            "{report}, {unit}: còn {count} xã chưa có quyết định công nhận (xã đầu tiên: {first}) nên "
            "chưa có số chính thức. Hãy chờ đủ quyết định, hoặc xem số sơ bộ."
        ),
        en=(
            "{report}, {unit}: {count} communes have no decision yet (the first: {first}), so there are "
            "no official figures. Wait for the decisions, or look at the preliminary figures."
        ),
    ),
    "T004": Entry(
        vi=(
            "{unit}: còn {count} thôn chưa có sổ hộ (thôn đầu tiên: {first}) nên không có tổng số hộ và "
            "không tính được tỷ lệ. Hãy nhập danh sách hộ của thôn rồi lập lại báo cáo."
        ),
        en=(
            "{unit}: {count} villages have no roster (the first: {first}), so there is no total of "
            "households and no rate. Import the villages' households, then build the report again."
        ),
    ),
    "T005": Entry(
        vi=(
            "{report}, {unit}, dòng {measure}: tổng khép được chỉ vì các sai lệch bù trừ nhau. Bảng không "
            "in. Hãy kiểm tra biến động và phiếu của hộ: {households}."
        ),
        en=(
            "{report}, {unit}, row {measure}: the total closes only because differences cancel out. The "
            "table is not printed. Check events and forms of: {households}."
        ),
    ),
    "T006": Entry(
        vi="Không có báo cáo “{key}”. Hãy chọn một trong các báo cáo: {known}.",
        en="There is no report “{key}”. Choose one of: {known}.",
    ),
    "T007": Entry(
        vi="Không có đơn vị mang mã “{code}” trong ngày {day}. Hãy kiểm tra lại mã đơn vị.",
        en="There is no unit with the code “{code}” on {day}. Check the code.",
    ),
    "T008": Entry(
        vi="Không có đợt rà soát “{code}”. Các đợt đang có: {known}.",
        en="There is no round “{code}”. The rounds are: {known}.",
    ),
    "T009": Entry(
        vi="{unit} không thuộc đợt rà soát “{round}”. Hãy chọn một đơn vị của đợt.",
        en="{unit} is not part of the round “{round}”. Choose a unit of the round.",
    ),
    "T010": Entry(
        vi="Báo cáo “{key}” không có cột “{column}”. Hãy chọn một trong các cột: {known}.",
        en="The report “{key}” has no column “{column}”. Choose one of: {known}.",
    ),
    "T011": Entry(
        vi="Không ghi được tệp {file} ({problem}). Hãy kiểm tra thư mục và quyền ghi.",
        en="The file {file} cannot be written ({problem}). Check the folder and its permissions.",
    ),
    "T012": Entry(
        vi="Không có dạng tệp “{format}”. Hãy chọn một trong các dạng: {known}.",
        en="There is no file format “{format}”. Choose one of: {known}.",
    ),
    "T013": Entry(
        vi="Đợt {round} chỉ có một chuẩn, không có báo cáo theo chuẩn thứ hai; chọn báo cáo khác.",
        en="The round {round} has one standard only and no report by a second; choose another report.",
    ),
    "T014": Entry(
        vi=(
            "{round} chưa có danh sách hộ nghèo, hộ cận nghèo đầu kỳ nên không tính được diễn biến. Hãy nhập "
            "danh sách đầu kỳ rồi chốt số liệu."
        ),
        en=(
            "{round} has no list of poor and near-poor households to start from, so no change can be counted. "
            "Import the opening list, then freeze the figures."
        ),
    ),
    "T015": Entry(
        vi=(
            "{unit}: {count} hộ có biến động trái ngược nhau (chuyển đi hai lần, có biến động sau khi hộ đã chuyển "
            "đi, hoặc đã chuyển đi mà vẫn có quyết định): {households}. Hãy sửa biến động của các hộ này."
        ),
        en=(
            "{unit}: {count} households have events that contradict each other (moved out twice, events after they "
            "moved out, or a decision although they had gone): {households}. Mend the events of these households."
        ),
    ),
    "T016": Entry(
        vi=(
            "{unit}: {report} cột {columns} là {printed} nhưng {other} cột {other_columns} là {computed}. Hai số "
            "phải bằng nhau; hãy mở các hộ đứng sau hai số và kiểm tra."
        ),
        en=(
            "{unit}: {report} column {columns} is {printed} but {other} column {other_columns} is {computed}. The "
            "two must be equal; open the households behind both and check them."
        ),
    ),
    "T017": Entry(
        vi="Người chốt bộ số liệu không được ký xác nhận. Hãy để người khác ký.",
        en="Whoever froze the set may not sign it off. Let another person sign.",
    ),
    "T018": Entry(
        vi="Bộ số liệu số {number} của {unit} đã được ký xác nhận ngày {day}; không ký lại được.",
        en="Set no. {number} of {unit} was signed off on {day}; it cannot be signed again.",
    ),
    "T019": Entry(
        vi=(
            "Bộ số liệu số {number} của {unit} không còn đúng với dấu của nó. Đừng dùng; hãy khôi phục từ bản sao "
            "lưu."
        ),
        en="Set no. {number} of {unit} no longer fits its mark. Do not use it; restore it from a backup.",
    ),
    "T020": Entry(
        vi="{first} và {second} không cùng đợt hoặc không cùng đơn vị nên không so được. Hãy chọn hai bộ của một đơn vị.",
        en="{first} and {second} are of different rounds or units and cannot be compared. Choose two sets of one unit.",
    ),
    "T021": Entry(
        vi="“{figure}” không phải con số như giấy tờ in. Hãy ghi số như 17.435 hoặc 21,88 (dấu chấm hàng nghìn, dấu phẩy thập phân).",
        en="“{figure}” is not a figure as papers print it. Write it like 17.435 or 21,88 (point for thousands, decimal comma).",
    ),
    "T022": Entry(
        vi="Số của {decision} cho cột này của {unit} đã được ghi. Hãy mở dòng đã có.",
        en="The figure of {decision} for this column of {unit} is already recorded. Open the line that is there.",
    ),
    "T023": Entry(
        vi="{unit}: chưa có bộ số liệu nào để cộng. Hãy chốt và ký xác nhận bộ số liệu của các đơn vị bên dưới trước.",
        en="{unit}: there is no set of figures to add up. Freeze and sign off the sets of the units below first.",
    ),
    "T024": Entry(
        vi=(
            "{report}: biểu của {first} và của {second} khác mẫu, khác bộ quy tắc hoặc khác năm nên không cộng được. Hãy "
            "lập biểu này riêng cho từng đơn vị."
        ),
        en=(
            "{report}: the tables of {first} and {second} differ in form, rule pack or year and cannot be added up. Print "
            "this report for each unit on its own."
        ),
    ),
    "T025": Entry(
        vi="{report}: {count} bộ số liệu không có biểu này ({units}) nên không cộng được. Hãy chốt lại bộ số liệu của các đơn vị ấy.",
        en="{report}: {count} sets lack this table ({units}), so it cannot be added up. Freeze the sets of these units again.",
    ),
    "T026": Entry(
        vi="{second} nằm trong {first}; cộng cả hai thì đếm hai lần. Hãy chọn các đơn vị không nằm trong nhau.",
        en="{second} lies in {first}; adding up both would count it twice. Choose units that do not lie in one another.",
    ),
    "T027": Entry(
        vi="{unit} không có bộ số liệu số {number} trong đợt {round}; đang có: {known}. Hãy xem bằng rasoat report-set list.",
        en="{unit} has no set no. {number} in the round {round}; there are: {known}. See them with rasoat report-set list.",
    ),
    "T028": Entry(
        vi="{report} không có trong bộ số liệu số {number}; bộ này có: {known}. Danh sách chi tiết thì lập không kèm --set.",
        en="{report} is not in the set no. {number}; it holds: {known}. Make a detailed list without --set.",
    ),
    "T029": Entry(
        vi="Báo cáo {report} không có dòng “{line}”; có: {known}. Hãy ghi một trong các dòng ấy, hoặc để trống lấy dòng đầu.",
        en="The report {report} has no line “{line}”; there are: {known}. Write one of these, or leave it empty for the first.",
    ),
    "T030": Entry(
        vi="Số quyết định trống hoặc dài quá {limit} ký tự. Hãy ghi như 219/QĐ-UBND.",
        en="The number of the decision is empty or longer than {limit} characters. Write it like 219/QĐ-UBND.",
    ),
}
