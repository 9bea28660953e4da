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
    "T031": Entry(
        vi="{file} không phải sổ tính Excel .xlsx đọc được (hoặc có mật khẩu). Hãy lưu lại dạng .xlsx không mật khẩu rồi tải lên.",
        en="{file} is not a readable .xlsx workbook (or has a password). Save it as .xlsx without a password and upload it again.",
    ),
    "T032": Entry(
        vi="{file} lớn quá (nhiều nhất {limit} MB, 200.000 ô một trang). Hãy bỏ phần không dùng rồi tải lên lại.",
        en="{file} is too large (at most {limit} MB, 200,000 cells a sheet). Remove what is not used and upload it again.",
    ),
    "T033": Entry(
        vi="{file} có macro. Hãy lưu dạng .xlsx không macro rồi tải lên lại.",
        en="{file} holds macros. Save it as .xlsx without macros and upload it again.",
    ),
    "T034": Entry(
        vi="{file} lấy dữ liệu từ bên ngoài ({part}). Hãy bỏ liên kết, công thức ấy rồi tải lên lại.",
        en="{file} takes data from outside ({part}). Remove that link or formula and upload it again.",
    ),
    "T035": Entry(
        vi="{file} có hình, biểu đồ, ghi chú ô hoặc bảng tổng hợp ({part}); điền vào thì phần ấy mất. Hãy bỏ đi rồi tải lên lại.",
        en="{file} holds pictures, charts, cell comments or pivot tables ({part}), which would be lost. Remove them and upload it again.",
    ),
    "T037": Entry(
        vi="Ô {cell}: “{mark}” không phải dấu được biết. Hãy ghi như {{{{results.c3@tổng}}}}, {{{{results.c3@mỗi dòng}}}}, {{{{tên}}}}.",
        en="Cell {cell}: “{mark}” is no mark that is known. Write it like {{{{results.c3@tổng}}}}, {{{{results.c3@mỗi dòng}}}}, {{{{tên}}}}.",
    ),
    "T038": Entry(
        vi="Ô {cell}: không có báo cáo “{report}”; có: {known}. Hãy sửa dấu trong ô.",
        en="Cell {cell}: there is no report “{report}”; there are: {known}. Mend the mark in the cell.",
    ),
    "T039": Entry(
        vi="Ô {cell}: báo cáo {report} không có cột “{column}”; có: {known}. Hãy sửa dấu trong ô.",
        en="Cell {cell}: the report {report} has no column “{column}”; there are: {known}. Mend the mark in the cell.",
    ),
    "T040": Entry(
        vi="Ô {cell}: báo cáo {report} không có dòng “{line}”; có: {known}. Hãy sửa dấu trong ô.",
        en="Cell {cell}: the report {report} has no line “{line}”; there are: {known}. Mend the mark in the cell.",
    ),
    "T041": Entry(
        vi="Ô {cell}: báo cáo {report} không chia thành thị, nông thôn. Hãy dùng @tổng hoặc @mỗi dòng.",
        en="Cell {cell}: the report {report} is not divided into urban and rural areas. Use @total or @each.",
    ),
    "T042": Entry(
        vi="Ô gộp {cell} vắt qua dòng được lặp ({first}–{last}). Hãy bỏ gộp, hoặc gộp trọn trong các dòng ấy.",
        en="The merged cells {cell} reach over the repeated rows ({first}–{last}). Unmerge them, or merge inside these rows only.",
    ),
    "T043": Entry(
        vi="Ô {cell}: dấu nằm trong công thức, hoặc là công thức mảng. Hãy để dấu một mình trong ô và công thức thường ở ô khác.",
        en="Cell {cell}: a mark stands in a formula, or it is an array formula. Leave marks alone in a cell, plain formulas in others.",
    ),
    "T044": Entry(
        vi="Trang “{sheet}” thiếu dấu {{{{ghi chú}}}}: mỗi tệp phải nói rõ đợt thực hành và số liệu sơ bộ. Hãy thêm dấu ấy vào một ô.",
        en="The sheet “{sheet}” lacks the mark {{{{ghi chú}}}}: every file must say practice and preliminary. Add the mark to a cell.",
    ),
    "T045": Entry(
        vi="{file} không có dấu nào của báo cáo {report}. Hãy ghi dấu vào các ô cần số, hoặc chọn báo cáo khác.",
        en="{file} has no mark of the report {report}. Write marks into the cells that need figures, or choose another report.",
    ),
    "T046": Entry(
        vi="Dòng {cell} vừa lặp cho đơn vị này vừa lặp cho đơn vị khác. Hãy dùng một loại @mỗi dòng trong một dòng.",
        en="Row {cell} is repeated for two kinds of units. Use one kind of @each in a row.",
    ),
    "T047": Entry(
        vi="Bảng “{name}” ({cell}) nằm trên trang có dòng lặp nên không giữ được. Hãy đổi bảng ấy thành vùng ô thường.",
        en="The table “{name}” ({cell}) stands on a sheet with repeated rows and cannot be kept. Turn it into plain cells.",
    ),
    "T048": Entry(
        vi="Chỉ tỉnh và huyện có mẫu bảng tính riêng; {unit} dùng mẫu của cấp trên. Hãy chọn tỉnh hoặc huyện.",
        en="Only provinces and districts have own spreadsheets; {unit} uses that of the unit above. Choose a province or district.",
    ),
    "T049": Entry(
        vi="Người tải mẫu lên không được tự duyệt mẫu ấy. Hãy để người khác duyệt.",
        en="Whoever uploaded the spreadsheet may not approve it. Let another person approve it.",
    ),
    "T050": Entry(
        vi="Mẫu này đã được duyệt ngày {day}. Hãy tải mẫu mới lên nếu cần đổi.",
        en="This spreadsheet was approved on {day}. Upload a new one to change it.",
    ),
    "T051": Entry(
        vi="Đúng tệp này đã được tải lên cho báo cáo và năm này. Hãy dùng mẫu đã có trong danh sách.",
        en="This very file was uploaded for this report and year before. Use the one in the list.",
    ),
    "T052": Entry(
        vi="{unit} chưa có mẫu riêng đã duyệt cho báo cáo {report}. Hãy tải mẫu lên và để người khác duyệt.",
        en="{unit} has no approved spreadsheet of its own for the report {report}. Upload one and let another person approve it.",
    ),
    "T053": Entry(
        vi="Năm {year} chưa tỉnh nào có kết quả chính thức được phê duyệt. Hãy tổng hợp và trình Chủ tịch tỉnh phê duyệt trước.",
        en="No province has an approved official result for {year}. Add it up and have the province's chairman approve it first.",
    ),
}
