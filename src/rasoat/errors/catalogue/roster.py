"""Errors of files and rosters: R001 and up refuse a file, R020 and up concern rows, R070 units, R080 answers, R090 forms against the log."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

_FILE: dict[str, Entry] = {
    "R001": Entry(
        vi="Tệp {file} rỗng. Hãy kiểm tra lại tệp đã lưu rồi nhập lại.",
        en="The file {file} is empty. Check what was saved and import again.",
    ),
    "R002": Entry(
        vi="Tệp {file} không phải mã UTF-8 (từ dòng {line}, byte {byte}), chữ Việt sẽ sai (TCVN3, VNI hoặc "
        "Windows-1258). Hãy mở bằng Excel, đổi sang phông Unicode và lưu dạng “CSV UTF-8” hoặc .xlsx.",
        en="The file {file} is not UTF-8 (from line {line}, byte {byte}), so its letters would be wrong (TCVN3, VNI "
        "or Windows-1258). Open it in Excel, change to a Unicode font and save as “CSV UTF-8” or .xlsx.",
    ),
    "R003": Entry(
        vi="Tệp {file} là Excel kiểu cũ (.xls) hoặc có đặt mật khẩu. Hãy bỏ mật khẩu và lưu lại dạng .xlsx.",
        en="The file {file} is an old Excel file (.xls) or has a password. Remove it and save as .xlsx.",
    ),
    "R004": Entry(
        vi="Tệp {file} không mở được như một bảng tính: tệp hỏng, hoặc đuôi tệp không đúng loại. Hãy mở bằng Excel "
        "và lưu lại dạng .xlsx.",
        en="The file {file} cannot be opened as a workbook: damaged, or named wrongly. Open it in Excel and save as .xlsx.",
    ),
    "R005": Entry(
        vi="Không nhập được loại tệp này: {file}. Hãy dùng .xlsx hoặc .csv.",
        en="Files of this kind cannot be imported: {file}. Use .xlsx or .csv.",
    ),
    "R006": Entry(
        vi="Không tìm thấy dòng tiêu đề trong {rows} dòng đầu của {file}. Hãy đặt một dòng tiêu đề, ví dụ: {example}.",
        en="No heading row in the first {rows} rows of {file}. Give it one, for example: {example}.",
    ),
    "R007": Entry(
        vi="Dòng tiêu đề {row} của {file} thiếu cột: {columns}. Hãy thêm các cột này.",
        en="The heading row {row} of {file} lacks: {columns}. Add these columns.",
    ),
    "R008": Entry(
        vi="Dòng tiêu đề {row} của {file} có hai cột cùng nghĩa: {columns}. Hãy bỏ bớt hoặc đổi tên một cột.",
        en="The heading row {row} of {file} has two columns of one meaning: {columns}. Remove or rename one.",
    ),
    "R009": Entry(
        vi="Tệp {file} chỉ có tiêu đề, không có dòng dữ liệu nào. Hãy điền dữ liệu bên dưới tiêu đề.",
        en="The file {file} has headings only and no rows. Fill in the rows below.",
    ),
    "R010": Entry(
        vi="Tệp {file} đã được nhập cho đợt này lúc {at}. Không cần nhập lại; nếu đã sửa thì hãy chọn tệp đã sửa.",
        en="The file {file} was imported for this round at {at}. Nothing to do; if you mended it, choose the mended one.",
    ),
    "R011": Entry(
        vi="Tệp {file} không đọc được thành bảng, từ khoảng dòng {line}: có thể thiếu dấu ngoặc kép đóng. Hãy mở "
        "bằng Excel và lưu lại dạng .xlsx.",
        en="The file {file} cannot be read as a table near line {line}: a closing quote may be missing. Open it in "
        "Excel and save as .xlsx.",
    ),
    "R012": Entry(
        vi="Tệp {file} quá lớn ({megabytes} MB sau khi mở, tối đa {limit} MB). Hãy chia theo xã rồi nhập từng tệp.",
        en="The file {file} is too large ({megabytes} MB unpacked, {limit} MB at most). Split it by commune.",
    ),
    "R013": Entry(
        vi="Không mở được tệp {file} ({problem}). Hãy kiểm tra đường dẫn và quyền đọc.",
        en="The file {file} cannot be opened ({problem}). Check its path and permissions.",
    ),
    "R014": Entry(
        vi="Không có đợt rà soát “{round}”. Các đợt hiện có: {known}.",
        en="There is no round “{round}”. The rounds are: {known}.",
    ),
    "R015": Entry(
        vi="Không có người dùng “{username}”. Hãy ghi đúng tên đăng nhập sau --actor.",
        en="There is no user “{username}”. Give the user name after --actor.",
    ),
    "R016": Entry(
        vi="Dữ liệu vừa được một lần nhập khác thay đổi, nên tệp {file} chưa được nhập. Hãy nhập lại.",
        en="Another import changed the data just now, so {file} was not imported. Import it again.",
    ),
}

_ROW: dict[str, Entry] = {
    "R020": Entry(
        vi="Cột “{heading}” không dùng đến và được bỏ qua. Nếu cần, hãy đổi tên cột theo mẫu.",
        en="The column “{heading}” is not known and is left out. Rename it if it is needed.",
    ),
    "R021": Entry(
        vi="Tệp không có cột “Phân loại hộ”: các hộ được nhập nhưng không hộ nào vào danh sách nghèo, cận nghèo đầu kỳ.",
        en="There is no column for the class: households go in, and none is on the opening list.",
    ),
    "R022": Entry(
        vi="Chỉ trang tính “{sheet}” được nhập, các trang khác không được đọc: {others}. Nếu cần, hãy lưu riêng từng trang.",
        en="Only the sheet “{sheet}” is imported; not read: {others}. Save the others as files of their own if needed.",
    ),
    "R023": Entry(
        vi="Ô trộn {cells}: giá trị của ô trên được ghi xuống từng dòng. Nên bỏ trộn ô trong tệp gốc.",
        en="Merged cells {cells}: the upper value was filled down. Better unmerge them in the file.",
    ),
    "R024": Entry(
        vi="Ô trộn {cells} nằm ở cột của từng người hoặc qua nhiều cột, không biết giá trị thuộc dòng nào. Hãy bỏ "
        "trộn ô và điền từng dòng.",
        en="Merged cells {cells} lie in a column of single persons or across columns. Unmerge and fill each row.",
    ),
    "R025": Entry(
        vi="Chữ viết bằng Unicode tổ hợp, đã đổi sang dựng sẵn (NFC). Không cần làm gì.",
        en="The text was in decomposed Unicode and was put into NFC. Nothing to do.",
    ),
    "R026": Entry(
        vi="Có ký tự ẩn hoặc xuống dòng trong ô, đã bỏ. Hãy xem lại giá trị nếu cần.",
        en="Invisible characters or line breaks in the cell were removed. Look at the value if needed.",
    ),
    "R027": Entry(
        vi="Dòng này giống hệt dòng {first}, đã bỏ. Không cần làm gì.",
        en="This row is exactly like row {first} and was dropped. Nothing to do.",
    ),
    "R028": Entry(
        vi="Mã hộ “{old}” trong {village} dùng cho hai chủ hộ (dòng {first}); hộ này được cấp mã “{new}”. Hãy ghi mã "
        "mới vào sổ.",
        en="Household code “{old}” in {village} has two heads (row {first}); this household has the new code “{new}”. "
        "Note it in the book.",
    ),
    "R029": Entry(
        vi="Excel đã bỏ số 0 ở đầu; đã thêm lại thành {value}. Hãy kiểm tra lại.",
        en="Excel had dropped the leading zero; it was put back: {value}. Please check.",
    ),
    "R030": Entry(
        vi="Thiếu họ tên (ô trống, hoặc ô là công thức chưa có giá trị). Hãy gõ họ và tên.",
        en="The name is missing (an empty cell, or a formula without a value). Type the full name.",
    ),
    "R031": Entry(
        vi="Ô bắt đầu bằng “{sign}” nên có thể là công thức, không được nhận. Hãy gõ lại đúng nội dung.",
        en="The cell begins with “{sign}” and may be a formula; it is not accepted. Type the text itself.",
    ),
    "R032": Entry(
        vi="Chữ trong ô có vẻ là phông cũ (TCVN3, VNI): “{value}”. Hãy đổi cả cột sang Unicode rồi nhập lại.",
        en="The cell seems to be in an old font encoding (TCVN3, VNI): “{value}”. Convert the column to Unicode.",
    ),
    "R033": Entry(
        vi="Ô dài {length} ký tự, tối đa {limit}. Hãy rút gọn.",
        en="The cell has {length} characters, {limit} at most. Shorten it.",
    ),
    "R034": Entry(
        vi="“{value}” không phải ngày có thật. Hãy ghi dd/mm/yyyy, mm/yyyy hoặc yyyy.",
        en="“{value}” is no real date. Write dd/mm/yyyy, mm/yyyy or yyyy.",
    ),
    "R035": Entry(
        vi="Ngày sinh {value} sau ngày {today}. Hãy sửa ngày sinh.",
        en="The birth date {value} is after {today}. Correct it.",
    ),
    "R036": Entry(
        vi="Ngày sinh {value} cho tuổi trên {limit}. Vẫn nhập; hãy kiểm tra lại.",
        en="The birth date {value} makes the person older than {limit}. Imported; please check.",
    ),
    "R037": Entry(
        vi="Người này sinh sau ngày của danh sách đầu kỳ ({day}). Vẫn nhập; lần sau hãy ghi là biến động sinh.",
        en="The person was born after the day of the opening list ({day}). Imported; record births as events.",
    ),
    "R038": Entry(
        vi="Không hiểu giới tính “{value}”. Hãy ghi một trong: {accepted}.",
        en="Sex “{value}” is not known. Write one of: {accepted}.",
    ),
    "R039": Entry(
        vi="Không hiểu quan hệ với chủ hộ “{value}”. Hãy ghi một trong: {accepted}.",
        en="Relation “{value}” is not known. Write one of: {accepted}.",
    ),
    "R040": Entry(
        vi="Không hiểu phân loại hộ “{value}”. Hãy ghi một trong: {accepted}.",
        en="Class “{value}” is not known. Write one of: {accepted}.",
    ),
    "R041": Entry(
        vi="“{value}” không nói rõ loại hộ nghèo; đã ghi là hộ nghèo về thu nhập. Nếu là hộ nghèo thiếu hụt, hãy "
        "sửa tệp trước khi nhập.",
        en="“{value}” does not say which kind of poor; recorded as poor by income. If it is by deprivation, mend "
        "the file before importing.",
    ),
    "R042": Entry(
        vi="Dân tộc “{value}” không có trong danh mục 54 dân tộc; vẫn ghi như trong tệp. Hãy kiểm tra chính tả.",
        en="Ethnic group “{value}” is not in the list of 54; kept as written. Check the spelling.",
    ),
    "R043": Entry(
        vi="Số CMND/CCCD phải có 9 hoặc 12 chữ số, ô này có {length} ký tự. Hãy sửa, hoặc để trống nếu chưa có.",
        en="An identity number has 9 or 12 digits, this cell has {length} characters. Correct it, or leave it empty.",
    ),
    "R044": Entry(
        vi="Số CMND/CCCD {number} có cả ở dòng {other}. Hãy xem người này thuộc hộ nào và bỏ dòng kia.",
        en="Identity number {number} stands in row {other}, too. See where the person belongs; remove the other row.",
    ),
    "R045": Entry(
        vi="Số CMND/CCCD {number} đang thuộc hộ {other} ở {village}. Hãy ghi biến động chuyển hộ, hoặc sửa số.",
        en="Identity number {number} belongs to household {other} in {village}. Record the move, or correct the number.",
    ),
    "R046": Entry(
        vi="Người này (cùng họ tên, ngày sinh) đã có trong hộ ở dòng {other}. Hãy bỏ một dòng, hoặc ghi số CMND/CCCD "
        "của cả hai nếu là hai người.",
        en="The same person (name and birth date) is in the household in row {other}. Remove one row, or give both "
        "identity numbers.",
    ),
    "R050": Entry(
        vi="Hộ có hai chủ hộ (dòng {other} và dòng này). Hãy giữ một chủ hộ, sửa quan hệ của người kia.",
        en="The household has two heads (row {other} and this one). Keep one, correct the other's relation.",
    ),
    "R051": Entry(
        vi="Hộ không có chủ hộ. Hãy ghi “Chủ hộ” ở cột quan hệ của một người.",
        en="The household has no head. Write “Chủ hộ” in the relation of one person.",
    ),
    "R052": Entry(
        vi="Cột chủ hộ ghi một tên, người có quan hệ “Chủ hộ” lại là tên khác. Hãy sửa cho khớp.",
        en="The head's name differs from the person whose relation is head. Make them agree.",
    ),
    "R053": Entry(
        vi="Dòng này không có mã hộ (hoặc STT hộ) và không nối tiếp hộ nào. Hãy ghi mã hộ.",
        en="The row has no household code (or number) and follows no household. Write the code.",
    ),
    "R054": Entry(
        vi="Không có thôn “{village}” trong địa bàn của bạn ở đợt này. Gần giống: {nearest}.",
        en="There is no village “{village}” in your area of this round. Similar: {nearest}.",
    ),
    "R055": Entry(
        vi="Hộ chưa ghi thôn. Hãy ghi tên thôn (kèm xã) hoặc mã thôn.",
        en="The household has no village. Write the village's name (and commune), or its code.",
    ),
    "R056": Entry(
        vi="Tên thôn “{village}” có ở nhiều nơi: {places}. Hãy ghi thêm xã hoặc mã thôn.",
        en="The village name “{village}” stands for several: {places}. Add the commune, or the village's code.",
    ),
    "R057": Entry(
        vi="Mã thôn {unit_code} thuộc {commune}, không khớp với tên thôn hoặc xã trong tệp. Hãy sửa một trong hai.",
        en="Village code {unit_code} lies in {commune} and does not fit the village or commune written. Correct one of them.",
    ),
    "R058": Entry(
        vi="{village} đã qua bước lập danh sách ({state}), không nhập thêm hộ được. Hãy ghi biến động hoặc đề nghị.",
        en="{village} is past the listing step ({state}); no household can be imported. Record events or requests.",
    ),
    "R059": Entry(
        vi="Hộ này đã có ở dòng {other} với cùng mã và chủ hộ nhưng nội dung khác. Hãy giữ một bản đúng.",
        en="The household stands in row {other}, too, with the same code and head but other content. Keep the right one.",
    ),
    "R060": Entry(
        vi="Các dòng của hộ ghi khác nhau ở cột này: “{one}” và “{other}”. Hãy ghi thống nhất.",
        en="The household's rows differ in this column: “{one}” and “{other}”. Make them agree.",
    ),
    "R061": Entry(
        vi="Số nhân khẩu ghi “{value}”, tệp liệt kê {have} người. Hãy ghi đủ thành viên, hoặc sửa số nhân khẩu.",
        en="The number of persons is “{value}”, the file lists {have}. List all members, or correct the number.",
    ),
    "R062": Entry(
        vi="Dòng có nhiều ô hơn tiêu đề, có thể bị lệch cột. Hãy kiểm tra dấu phân cách trong ô.",
        en="The row has more cells than the heading and may be shifted. Check for separators within cells.",
    ),
    "R063": Entry(
        vi="Mã hộ {wanted} ở {village} đã có với chủ hộ khác. Nếu đổi chủ hộ, hãy ghi biến động; nếu là hộ khác, hãy "
        "cấp mã khác.",
        en="Household code {wanted} in {village} exists with another head. If the head changed, record the event; "
        "otherwise give another code.",
    ),
    "R064": Entry(
        vi="Hộ {wanted} ở {village} đã kết thúc ngày {day} (chuyển đi, nhập hộ …). Hãy bỏ khỏi tệp, hoặc cấp mã mới.",
        en="Household {wanted} in {village} ended on {day} (moved, merged …). Remove it, or give a new code.",
    ),
    "R065": Entry(
        vi="Hộ đã có, được giữ nguyên; tệp khác sổ: thêm {added}, thiếu {missing} người. Hãy ghi biến động nếu đúng.",
        en="The household exists and is kept; the file has {added} persons more and {missing} fewer. Record the events.",
    ),
    "R066": Entry(
        vi="Hộ đã có trong danh sách đầu kỳ là “{kept}”, được giữ nguyên; tệp ghi “{value}”. Hãy kiểm tra.",
        en="The household is on the opening list as “{kept}”, which is kept; the file says “{value}”. Please check.",
    ),
    "R068": Entry(
        vi="Dòng {other} ghi cùng mã hộ nhưng đứng riêng, không có chủ hộ, nên không rõ thuộc hộ nào; hộ này chưa được "
        "nhập. Hãy sửa thôn hoặc mã hộ của dòng đó.",
        en="Row {other} has the same household code but stands alone without a head, so it is not clear whose it is; "
        "this household was not imported. Correct that row's village or code.",
    ),
    "R067": Entry(
        vi="Dòng không có mã hộ; đã dùng số thứ tự hộ “{value}” làm mã. Nên ghi mã hộ.",
        en="The row has no household code; the running number “{value}” was used. Better write the code.",
    ),
}

_UNITS: dict[str, Entry] = {
    "R070": Entry(
        vi="Ô bắt buộc bị trống. Hãy điền {missing}.",
        en="A required cell is empty. Fill in {missing}.",
    ),
    "R071": Entry(
        vi="Không hiểu “{value}”. Hãy ghi một trong: {accepted}.",
        en="“{value}” is not known. Write one of: {accepted}.",
    ),
    "R072": Entry(
        vi="Không có đơn vị cấp trên “{value}” (đúng cấp, còn hiệu lực ngày {day}). Hãy thêm đơn vị đó hoặc sửa mã.",
        en="There is no parent unit “{value}” (of the level above, in force on {day}). Add it, or correct the code.",
    ),
    "R073": Entry(
        vi="Đơn vị {unit_code} từ ngày {day} đã có ở dòng {other} hoặc trong dữ liệu với nội dung khác. Hãy sửa mã hoặc ngày.",
        en="Unit {unit_code} from {day} exists in row {other} or in the data with other content. Correct code or day.",
    ),
    "R074": Entry(
        vi="Ngày hết hiệu lực {value} không sau ngày bắt đầu {day}. Hãy sửa.",
        en="The last day {value} is not after the first day {day}. Correct it.",
    ),
    "R075": Entry(
        vi="Loại khu vực và vùng không hợp với cấp {unit_level}: xã và thôn nông thôn cần NT1–NT6, thành thị để trống vùng, "
        "tỉnh và huyện để trống cả hai. Hãy sửa.",
        en="Area type and region do not fit the level {unit_level}: rural communes and villages need NT1–NT6, urban ones no "
        "region, provinces and districts neither. Correct them.",
    ),
    "R076": Entry(
        vi="Mã “{value}” chỉ được gồm chữ không dấu, chữ số, dấu chấm, gạch ngang, tối đa {limit} ký tự. Hãy sửa mã.",
        en="The code “{value}” may hold letters without marks, digits, dots and hyphens, {limit} at most. Correct it.",
    ),
    "R077": Entry(
        vi="Đơn vị {unit_code} đã có với đúng nội dung này; giữ nguyên.",
        en="Unit {unit_code} exists with just this content; it is kept.",
    ),
    "R078": Entry(
        vi="Đơn vị {unit_code} nằm ngoài địa bàn của bạn hoặc của đợt. Hãy nhờ người quản trị của cấp trên nhập.",
        en="Unit {unit_code} lies outside your area or the round's. Ask the administrator of the level above.",
    ),
}

_ANSWERS: dict[str, Entry] = {
    "R080": Entry(
        vi="Không có hộ “{wanted}” trong đợt và địa bàn của bạn. Hãy ghi household_id, hoặc village_code và "
        "household_code.",
        en="There is no household “{wanted}” in your area of this round. Give household_id, or village_code and "
        "household_code.",
    ),
    "R081": Entry(
        vi="Hộ này đã có ở dòng {other} của tệp. Mỗi hộ chỉ được một dòng.",
        en="The household stands in row {other} of the file already. Keep one row a household.",
    ),
    "R082": Entry(
        vi="Cột này ghi “{value}”, thôn của hộ là “{have}”. Hãy sửa hoặc để trống ô này.",
        en="The column says “{value}”, the household's village is “{have}”. Correct it, or leave it empty.",
    ),
    "R083": Entry(
        vi="Phiếu này đã được nhận trước đó với đúng các câu trả lời này; giữ nguyên.",
        en="This form was received before with just these answers; it is kept.",
    ),
    "R084": Entry(
        vi="Hộ {wanted} chưa có trong danh sách khảo sát của thôn. Hãy lập và chốt danh sách trước.",
        en="Household {wanted} is not on the village's survey list. Build and close the list first.",
    ),
    "R090": Entry(
        vi="Phiếu {submission} đã mất hoặc khác với phiếu ghi ở nhật ký, dòng {number}. Hãy so với bản sao lưu gần nhất.",
        en="Form {submission} is lost, or is not the one in entry {number} of the log. Compare with the latest backup.",
    ),
    "R091": Entry(
        vi="Nhật ký, dòng {number}: {count} phiếu nhập từ tệp không còn đúng như khi nhập. Hãy so với bản sao lưu gần nhất.",
        en="Log, entry {number}: the {count} forms of that import are not as they came in. Compare with the latest backup.",
    ),
    "R092": Entry(
        vi="Phiếu {submission} không có trong nhật ký. Hãy so với bản sao lưu gần nhất.",
        en="Form {submission} is not in the log. Compare with the latest backup.",
    ),
}

ENTRIES: dict[str, Entry] = {**_FILE, **_ROW, **_UNITS, **_ANSWERS}
