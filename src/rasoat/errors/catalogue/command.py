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
    "C050": Entry(
        vi="Thư mục {folder} đã có dữ liệu; chọn một thư mục trống cho --data.",
        en="The folder {folder} holds data already; choose an empty one for --data.",
    ),
    "C051": Entry(
        vi="Thư mục {folder} có dữ liệu khác, không phải đợt thực hành; mở bằng «rasoat serve», hoặc chọn --data khác.",
        en="The folder {folder} holds other data than the practice season; run `rasoat serve`, or choose another --data.",
    ),
    "C052": Entry(
        vi="Không mở được máy chủ ở {address} ({problem}); chọn --port khác hoặc dừng chương trình đang dùng cổng đó.",
        en="Cannot listen on {address} ({problem}); choose another --port or stop what uses it.",
    ),
    "C053": Entry(
        vi="Chỉ dùng một trong hai: --data hoặc --database.",
        en="Give either --data or --database, not both.",
    ),
    "C054": Entry(
        vi="Không có cơ sở dữ liệu trong {folder}; kiểm tra --data.",
        en="There is no database in {folder}; check --data.",
    ),
    "C055": Entry(
        vi="Tệp {file} đã có; chọn tên khác để không mất bản sao lưu cũ.",
        en="The file {file} exists already; choose another name so that no older backup is lost.",
    ),
    "C056": Entry(
        vi="Tệp {file} không phải bản sao lưu của rasoat; chọn tệp do «rasoat backup» tạo ra.",
        en="The file {file} is no backup of rasoat; choose one made by `rasoat backup`.",
    ),
    "C057": Entry(
        vi="Bản sao lưu {file} hỏng hoặc đã bị sửa: {count} tệp không khớp (đầu tiên: {name}); dùng bản khác. Chưa ghi gì.",
        en="The backup {file} is damaged or was changed: {count} files differ (first: {name}); use another. Nothing written.",
    ),
    "C058": Entry(
        vi="Thư mục {folder} không trống (có {held}); phục hồi vào một thư mục trống.",
        en="The folder {folder} is not empty (it has {held}); restore into an empty one.",
    ),
    "C059": Entry(
        vi="Cơ sở dữ liệu là PostgreSQL: hãy sao lưu bằng pg_dump, phục hồi bằng pg_restore, và chép thư mục documents.",
        en="The database is PostgreSQL: back up with pg_dump, restore with pg_restore, and copy the folder documents.",
    ),
    "C060": Entry(
        vi="Nhật ký: dòng {number} đã bị sửa, hoặc dòng trước nó đã mất. Hãy so với bản sao lưu gần nhất.",
        en="Log: entry {number} was changed, or the one before it is missing. Compare with the latest backup.",
    ),
    "C061": Entry(
        vi="Văn bản «{title}» mất tệp hoặc tệp đã bị sửa ({sha256}). Hãy lấy lại tệp từ bản sao lưu.",
        en="The document “{title}” lost its file, or it was changed ({sha256}). Bring the file back from a backup.",
    ),
    "C062": Entry(
        vi="Điểm đã lưu của hộ {household} (phiếu {submission}) khác điểm tính lại. Hãy so với bản sao lưu gần nhất.",
        en="The stored score of household {household} (form {submission}) differs from the recomputed one. Compare with "
        "the latest backup.",
    ),
    "C063": Entry(
        vi="Phiếu {submission} của hộ {household} chấm theo bộ quy tắc {pack} ({stored}), máy này có bản {have}; hãy dùng "
        "đúng phiên bản đã chấm để tính lại.",
        en="Form {submission} of household {household} was scored with pack {pack} ({stored}), this machine has {have}; "
        "recompute with the version that scored it.",
    ),
    "C064": Entry(
        vi="Hộ {household}: quyết định {decision} ghi loại khác với phiếu làm căn cứ. Hãy so với bản sao lưu gần nhất.",
        en="Household {household}: decision {decision} names another class than its form. Compare with the latest backup.",
    ),
    "C065": Entry(
        vi="Các biểu của đợt {round} khác với biểu huyện đã phê duyệt. Hãy so với bản sao lưu gần nhất.",
        en="The tables of the round {round} differ from those the district approved. Compare with the latest backup.",
    ),
    "C066": Entry(
        vi="Thư mục {folder} chưa có đúng tệp secrets.json của máy cũ; chép tệp đó vào trước khi mở máy chủ, nếu không sẽ "
        "không đọc được số CMND/CCCD.",
        en="The folder {folder} lacks the secrets.json of the old machine; copy it there before serving, or identity "
        "numbers cannot be read.",
    ),
    "C067": Entry(
        vi="Cơ sở dữ liệu thiếu trigger {name} giữ cho dữ kiện không bị sửa. Hãy so với bản sao lưu gần nhất, rồi phục hồi "
        "bản đó vào một thư mục trống.",
        en="The database lacks the trigger {name} that keeps facts from being changed. Compare with the latest backup, then "
        "restore that into an empty folder.",
    ),
    "C070": Entry(
        vi="Đã có người giữ vai trò quản trị. Hãy nhờ người đó giao vai trò trên trang Người dùng.",
        en="Somebody holds the administrator's role already. Ask him to grant roles on the People page.",
    ),
    "C071": Entry(
        vi="Không có đơn vị nào mang mã {code} trong hôm nay. Hãy nhập đơn vị trước (rasoat import units), rồi làm lại.",
        en="No unit has the code {code} today. Import the units first (rasoat import units), then try again.",
    ),
}
