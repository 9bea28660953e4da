"""Errors of answers and scoring: S001–S099 refuse one household, S101 and up refuse a whole file."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "S001": Entry(
        vi="Cột «{column}» chưa có câu trả lời; hỏi lại hộ và điền vào.",
        en="The column “{column}” has no answer; ask the household and fill it in.",
    ),
    "S002": Entry(
        vi=(
            "Cột «{column}» có lựa chọn không có trên phiếu: «{value}»; chọn một trong các lựa chọn của "
            "phiếu."
        ),
        en="The column “{column}” has an option the form does not know: “{value}”; take one of the form's.",
    ),
    "S003": Entry(
        vi="Cột «{column}» phải là số nguyên, không phải «{value}»; sửa lại con số.",
        en="The column “{column}” must be a whole number, not “{value}”; correct the number.",
    ),
    "S004": Entry(
        vi="Cột «{column}» có giá trị quá nhỏ: «{value}»; số không được âm, hộ phải có ít nhất 1 người.",
        en="The column “{column}” is too small: “{value}”; no number is negative, a household has a person.",
    ),
    "S005": Entry(
        vi="Cột «{column}» phải là diện tích tính bằng m², ví dụ 45 hoặc 45.5, không phải «{value}».",
        en="The column “{column}” must be an area in m², such as 45 or 45.5, not “{value}”.",
    ),
    "S006": Entry(
        vi="Cột «{column}» ghi {value}, nhiều hơn số nhân khẩu của hộ; sửa một trong hai số.",
        en="The column “{column}” says {value}, more than the household has members; correct one of the two.",
    ),
    "S007": Entry(
        vi="Cột «{column}» có giá trị quá lớn: «{value}»; sửa lại con số.",
        en="The column “{column}” is too large: “{value}”; correct the number.",
    ),
    "S008": Entry(
        vi="Hộ thành thị không ghi vùng nông thôn ở cột «{column}» («{value}»); để trống hoặc sửa area_type.",
        en="An urban household has no rural region in “{column}” (“{value}”); empty it or correct area_type.",
    ),
    "S009": Entry(
        vi=(
            "Cột «{column}» chỉ tính cho hộ nông thôn, hộ thành thị phải ghi 0 hoặc để trống, không ghi "
            "«{value}»."
        ),
        en="“{column}” counts for rural households only; an urban one has 0 or nothing there, not “{value}”.",
    ),
    "S010": Entry(
        vi=(
            "Cột «{column}» ghi «{value}», trái với các câu trả lời khác của hộ; xóa ô này hoặc sửa câu "
            "trả lời."
        ),
        en="“{column}” says “{value}” against the household's other answers; empty it or correct them.",
    ),
    "S011": Entry(
        vi="Cột «{column}» ghi «{value}», trái với danh sách thành viên; sửa câu trả lời hoặc thành viên.",
        en="“{column}” says “{value}” against the list of members; correct the answer or the members.",
    ),
    "S012": Entry(
        vi="Hộ ở cột «{column}» («{value}») không có thành viên nào trong tệp thành viên; thêm thành viên.",
        en="The household in “{column}” (“{value}”) has no member in the members file; add them.",
    ),
    "S013": Entry(
        vi="Mã hộ «{value}» ở cột «{column}» có trên nhiều dòng; mỗi hộ chỉ được một dòng.",
        en="The household “{value}” in “{column}” stands on several rows; keep one row a household.",
    ),
    "S014": Entry(
        vi="Ngày sinh ở cột «{column}» không có thật: «{value}»; ghi yyyy-mm-dd, yyyy-mm hoặc yyyy.",
        en="The birth date in “{column}” is no real date: “{value}”; write yyyy-mm-dd, yyyy-mm or yyyy.",
    ),
    "S015": Entry(
        vi="Ngày sinh ở cột «{column}» («{value}») sau ngày quy chiếu của đợt rà soát; sửa ngày sinh.",
        en="The birth date in “{column}” (“{value}”) is after the reference date of the review; correct it.",
    ),
    "S016": Entry(
        vi="Bộ quy tắc chưa có đủ bảng điểm, ngưỡng cho vùng {value} («{column}»); nhập bảng điểm chính thức trước.",
        en="The pack lacks points or lines for the area {value} (“{column}”); import the official table first.",
    ),
    "S017": Entry(
        vi="Bộ quy tắc này không có nội dung Phiếu {column}: hộ được đưa thẳng vào danh sách rà soát, không qua sàng lọc.",
        en="The pack does not have the content of Phiếu {column}: the household is listed for review without screening.",
    ),
    "S101": Entry(
        vi="Không mở được tệp {file} ({problem}); kiểm tra đường dẫn và quyền đọc.",
        en="The file {file} cannot be opened ({problem}); check its path and permissions.",
    ),
    "S102": Entry(
        vi="Tệp {file} không phải mã UTF-8 (byte thứ {byte}); lưu lại dạng «CSV UTF-8».",
        en="The file {file} is not UTF-8 (byte {byte}); save it again as “CSV UTF-8”.",
    ),
    "S103": Entry(
        vi="Tệp {file} không có dòng nào; cần một dòng tiêu đề và mỗi hộ một dòng.",
        en="The file {file} holds no row; it needs a heading and one row a household.",
    ),
    "S104": Entry(
        vi="Tệp {file} thiếu cột: {columns}; thêm các cột này.",
        en="The file {file} lacks the columns {columns}; add them.",
    ),
    "S105": Entry(
        vi="Tệp {file} có hai cột cùng tên: {columns}; bỏ bớt một cột.",
        en="The file {file} has two columns of one name: {columns}; remove one.",
    ),
    "S106": Entry(
        vi="Không biết loại tệp {file}; dùng .csv hoặc .parquet.",
        en="The kind of the file {file} is unknown; use .csv or .parquet.",
    ),
    "S107": Entry(
        vi="Tệp {file} không có hộ {household}; kiểm tra mã hộ.",
        en="The file {file} has no household {household}; check its id.",
    ),
    "S108": Entry(
        vi=(
            "Tệp {file} không đọc được thành bảng ({problem}); trong tệp CSV mỗi dòng phải có số ô bằng dòng "
            "tiêu đề, tệp Parquet thì xuất lại."
        ),
        en=(
            "The file {file} cannot be read as a table ({problem}); in a CSV file each row needs as many cells as "
            "the heading, a Parquet file must be exported again."
        ),
    ),
    "S109": Entry(
        vi="Hộ {household} có trên nhiều dòng của tệp {file}; mỗi hộ chỉ được một dòng.",
        en="The household {household} stands on several rows of {file}; keep one row a household.",
    ),
    "S110": Entry(
        vi=(
            "Chưa chấm được bằng bộ {pack}: {count} giá trị chưa tìm thấy, đầu tiên là «{first}»; nhập bảng điểm "
            "chính thức bằng «rasoat law import-points»."
        ),
        en=(
            "The pack {pack} cannot score yet: {count} values were not found, the first is “{first}”; bring in the "
            "official table with `rasoat law import-points`."
        ),
    ),
}
