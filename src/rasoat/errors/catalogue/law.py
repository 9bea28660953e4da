"""Errors of rule packs (codes L001 and up); every sentence names the file and the line."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "L001": Entry(
        vi="{file}:{line}: không có bộ quy tắc «{pack}»; xem các bộ đang có bằng lệnh «rasoat law list».",
        en="{file}:{line}: there is no rule pack “{pack}”; `rasoat law list` shows those there are.",
    ),
    "L002": Entry(
        vi="{file}:{line}: không đọc được tệp ({problem}); sửa tệp tại dòng này, lưu bằng mã UTF-8.",
        en="{file}:{line}: the file cannot be read ({problem}); mend this line and save it as UTF-8.",
    ),
    "L003": Entry(
        vi="{file}:{line}: không biết khóa «{key}»; xóa khóa này hoặc viết đúng tên.",
        en="{file}:{line}: unknown key “{key}”; remove it or correct its name.",
    ),
    "L004": Entry(
        vi="{file}:{line}: thiếu khóa «{key}»; thêm khóa này vào.",
        en="{file}:{line}: the key “{key}” is missing; add it.",
    ),
    "L005": Entry(
        vi="{file}:{line}: giá trị của «{key}» phải là {expected}.",
        en="{file}:{line}: the value of “{key}” must be {expected}.",
    ),
    "L006": Entry(
        vi="{file}:{line}: «{key}» đã có ở trên; mỗi khóa chỉ được viết một lần.",
        en="{file}:{line}: “{key}” already stands above; write each key once.",
    ),
    "L007": Entry(
        vi=(
            "{file}:{line}: các khoảng của «{key}» bị hở trước {low}; khoảng sau phải bắt đầu đúng chỗ "
            "khoảng trước dừng."
        ),
        en=(
            "{file}:{line}: the bands of “{key}” leave a gap before {low}; each band must begin where the "
            "last one ends."
        ),
    ),
    "L008": Entry(
        vi=(
            "{file}:{line}: các khoảng của «{key}» chồng lên nhau tại {low}; khoảng sau phải bắt đầu đúng "
            "chỗ khoảng trước dừng."
        ),
        en=(
            "{file}:{line}: the bands of “{key}” overlap at {low}; each band must begin where the last "
            "one ends."
        ),
    ),
    "L009": Entry(
        vi="{file}:{line}: «{key}» không có giá trị cho những ngày trước {day}; thêm giá trị hoặc sửa ngày.",
        en="{file}:{line}: “{key}” has no value for the days before {day}; add one or correct the date.",
    ),
    "L010": Entry(
        vi="{file}:{line}: «{key}» có hai giá trị cho ngày {day}; sửa «to» của giá trị trước.",
        en="{file}:{line}: “{key}” has two values for {day}; correct “to” of the earlier one.",
    ),
    "L011": Entry(
        vi="{file}:{line}: «{key}» thiếu căn cứ; ghi «ref» gồm văn bản (document) và điều khoản (article).",
        en="{file}:{line}: “{key}” has no reference; give “ref” with document and article.",
    ),
    "L012": Entry(
        vi="{file}:{line}: văn bản «{document}» chưa được khai báo trong «documents» của pack.yaml.",
        en="{file}:{line}: the document “{document}” is not declared under “documents” in pack.yaml.",
    ),
    "L013": Entry(
        vi="{file}:{line}: không biết nguồn gốc «{provenance}»; dùng một trong: {known}.",
        en="{file}:{line}: unknown provenance “{provenance}”; use one of: {known}.",
    ),
    "L014": Entry(
        vi=(
            "{file}:{line}: thiếu điểm của «{item}», lựa chọn «{option}», vùng «{area}»; thêm một dòng "
            "vào bảng điểm."
        ),
        en=(
            "{file}:{line}: the points of “{item}”, option “{option}”, area “{area}” are missing; add a "
            "row to the table."
        ),
    ),
    "L015": Entry(
        vi=(
            "{file}:{line}: bảng điểm nêu «{name}» ở cột «{column}», nhưng b1-items.yaml và pack.yaml "
            "không có."
        ),
        en=(
            "{file}:{line}: the point table names “{name}” in column “{column}”, unknown to b1-items.yaml "
            "and pack.yaml."
        ),
    ),
    "L016": Entry(
        vi="{file}:{line}: bộ quy tắc «{pack}» không có giá trị cho ngày {day}.",
        en="{file}:{line}: the pack “{pack}” has no value for {day}.",
    ),
    "L017": Entry(
        vi=(
            "{file}:{line}: «{key}» đổi giá trị ngày {day}, không phải ngày có hiệu lực nào trong "
            "«versions» của pack.yaml."
        ),
        en="{file}:{line}: “{key}” changes on {day}, which is no date under “versions” in pack.yaml.",
    ),
    "L018": Entry(
        vi="{file}:{line}: quy tắc phân loại {area_type} không có loại hộ nào cho B1 = {b1}, B2 = {b2}.",
        en="{file}:{line}: the {area_type} class rules give no class for B1 = {b1}, B2 = {b2}.",
    ),
    "L019": Entry(
        vi="{file}:{line}: quy tắc phân loại {area_type} cho hai loại hộ khi B1 = {b1}, B2 = {b2}.",
        en="{file}:{line}: the {area_type} class rules give two classes for B1 = {b1}, B2 = {b2}.",
    ),
    "L020": Entry(
        vi="{file}:{line}: «{name}» được nhắc đến nhưng không có trong {where_from}.",
        en="{file}:{line}: “{name}” is referred to but is not in {where_from}.",
    ),
    "L021": Entry(
        vi="{file}:{line}: «{key}» không có giá trị; chỉ nguồn gốc not-found mới được để trống.",
        en="{file}:{line}: “{key}” has no value; only the provenance not-found may leave it empty.",
    ),
    "L022": Entry(
        vi="{file}:{line}: «{key}» ghi not-found nhưng lại có giá trị; bỏ giá trị hoặc sửa nguồn gốc.",
        en=(
            "{file}:{line}: “{key}” is marked not-found and yet has a value; remove it or correct the "
            "provenance."
        ),
    ),
    "L023": Entry(
        vi=(
            "{file}:{line}: «{key}» ghi người kiểm tra mà thiếu ngày, hoặc ngược lại; ghi đủ verified_by "
            "và verified_on."
        ),
        en=(
            "{file}:{line}: “{key}” names who verified it without the day, or the reverse; give "
            "verified_by and verified_on."
        ),
    ),
    "L024": Entry(
        vi="{file}:{line}: tên bộ quy tắc «{pack}» khác tên thư mục «{folder}».",
        en="{file}:{line}: the pack is called “{pack}” but its folder “{folder}”.",
    ),
    "L025": Entry(
        vi="{file}:{line}: dòng tiêu đề của bảng điểm phải là: {expected}.",
        en="{file}:{line}: the heading of the point table must be: {expected}.",
    ),
}
