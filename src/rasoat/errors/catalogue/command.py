"""Errors of the command line (codes C001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "C001": Entry(
        vi="Chưa cài công cụ tính «{engine}»; cài bằng lệnh «{install}», hoặc bỏ --engine để dùng polars.",
        en="The engine “{engine}” is not installed; run `{install}`, or leave out --engine to use polars.",
    ),
    "C002": Entry(
        vi=(
            "Bộ quy tắc {pack} còn {count} giá trị chưa được hai người kiểm tra; "
            "chấm thử thì thêm --allow-unverified (không có giá trị pháp lý)."
        ),
        en=(
            "The pack {pack} has {count} values that two people have not verified; "
            "to practise add --allow-unverified (no legal value)."
        ),
    ),
    "C003": Entry(
        vi="Không ghi được tệp {file} ({problem}); chọn nơi khác hoặc kiểm tra quyền ghi.",
        en="The file {file} cannot be written ({problem}); choose another place or check its permissions.",
    ),
    "C004": Entry(
        vi="«{value}» không phải ngày; ghi yyyy-mm-dd, ví dụ 2018-11-10.",
        en="“{value}” is no date; write yyyy-mm-dd, such as 2018-11-10.",
    ),
    "C005": Entry(
        vi="Không biết công cụ tính «{engine}»; dùng một trong: {known}.",
        en="Unknown engine “{engine}”; use one of: {known}.",
    ),
    "C006": Entry(
        vi="Tệp kết quả {file} trùng với tệp đầu vào; chọn tên khác để không mất dữ liệu.",
        en="The output {file} is one of the inputs; choose another name so that no data is lost.",
    ),
}
