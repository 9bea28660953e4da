"""Errors of editions of the law, of proposals and of their verification (codes L030 and up, P120 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "L030": Entry(
        vi="Máy này không giữ bản {hash}… của bộ quy tắc «{pack}»; chép lại dữ liệu từ bản sao lưu, hoặc dùng đúng phiên bản phần mềm đã mở đợt.",
        en="This machine does not keep the edition {hash}… of the pack “{pack}”; bring its data back from a backup, or use the version of the software that opened the round.",
    ),
    "L031": Entry(
        vi="Không có tỉnh nào mang mã «{code}»; các tỉnh đang có: {known}.",
        en="There is no province with the code “{code}”; those there are: {known}.",
    ),
    "L032": Entry(
        vi="Không có đề xuất số {number}; xem các đề xuất bằng lệnh «rasoat law proposals».",
        en="There is no proposal number {number}; `rasoat law proposals` lists them.",
    ),
    "L033": Entry(
        vi="Thư mục {folder} đã có dữ liệu; chọn một thư mục trống cho --out.",
        en="The folder {folder} is not empty; choose an empty one for --out.",
    ),
    "L034": Entry(
        vi="Không đọc được tệp {file} ({problem}); kiểm tra đường dẫn và quyền đọc.",
        en="The file {file} cannot be read ({problem}); check its path and permissions.",
    ),
    "L035": Entry(
        vi="Bộ quy tắc «{pack}» của tỉnh không có bản số {number}; các bản đang có: {known}.",
        en="The province has no edition {number} of the pack “{pack}”; those there are: {known}.",
    ),
    "L036": Entry(
        vi="Tệp {file}, dòng {line}: mỗi dòng cần hai cột key và value (thêm cột from khi một ô có hai ngày); sửa tệp, lưu bằng mã UTF-8.",
        en="File {file}, line {line}: each row needs the two columns key and value (and from where a cell has two days); mend the file, save it as UTF-8.",
    ),
    "L037": Entry(
        vi="Muốn xem bản của tỉnh thì ghi cả --province (mã tỉnh), ví dụ --data var --province 06.",
        en="To look at a province's edition give --province (its code) as well, such as --data var --province 06.",
    ),
    "P120": Entry(
        vi="Chưa có ô nào thay đổi hoặc cần đối chiếu thêm. Hãy chọn ít nhất một ô, hoặc sửa giá trị trong tệp.",
        en="Nothing is changed and nothing is left to verify. Choose at least one cell, or change a value in the file.",
    ),
    "P121": Entry(
        vi="Bộ quy tắc {pack} đã có bản mới ({have}…) sau khi bạn mở bản {base}…. Hãy tải lại trang hoặc lấy lại bản mẫu, rồi đề xuất trên bản mới.",
        en="The pack {pack} has a newer edition ({have}…) than the one you looked at ({base}…). Reload the page or take a fresh workbook, then propose on that.",
    ),
    "P122": Entry(
        vi="Vùng {area} còn {count} ô chưa có điểm (ô đầu tiên: {first}). Hãy nhập đủ bảng của vùng rồi đề xuất lại.",
        en="The area {area} would still lack {count} points (the first: {first}). Enter its whole table, then propose again.",
    ),
    "P123": Entry(
        vi="Bộ quy tắc {pack} không có ô «{key}». Hãy kiểm tra tên ô trong bản mẫu.",
        en="The pack {pack} has no cell “{key}”. Check its name against the workbook.",
    ),
    "P124": Entry(
        vi="Tệp văn bản gốc có {size} byte; phải có nội dung và không quá {most} MB. Hãy chọn tệp khác, hoặc quét lại ở độ nét vừa phải.",
        en="The source has {size} bytes; it must not be empty nor over {most} MB. Choose another file, or scan it again at a lower resolution.",
    ),
    "P125": Entry(
        vi="Tệp văn bản gốc không phải PDF, PNG, JPEG hay Excel (xem theo nội dung, không theo tên tệp), hoặc bị cắt cụt. Hãy chọn đúng bản quét.",
        en="The source is no PDF, PNG, JPEG or Excel file (by its content, not its name), or it is cut off. Choose the scan itself.",
    ),
    "P126": Entry(
        vi="Đề xuất “{document}” không còn mở ({state}). Hãy tải lại trang.",
        en="The proposal “{document}” is no longer open ({state}). Reload the page.",
    ),
    "P127": Entry(
        vi="Bạn là người đề xuất ô {key}, nên không tự đối chiếu được. Hãy nhờ người khác.",
        en="You proposed the cell {key}, so you cannot verify it yourself. Ask somebody else.",
    ),
    "P128": Entry(
        vi="Ô {key} vừa được người khác đối chiếu xong. Chưa ghi gì; hãy bỏ ô đó rồi ghi lại.",
        en="The cell {key} has just been verified by somebody else. Nothing was recorded; leave it out and try again.",
    ),
    "P129": Entry(
        vi="Một bản mới đã đổi {count} ô của đề xuất này (ô đầu tiên: {first}). Người đề xuất hãy rút lại rồi đề xuất trên bản mới.",
        en="A newer edition has changed {count} cells of this proposal (the first: {first}). Its proposer should withdraw it and propose on the new edition.",
    ),
    "P130": Entry(
        vi="Ô {key} không bị ghi là không khớp, nên không sửa được. Muốn đổi, hãy rút đề xuất.",
        en="The cell {key} is not disputed and cannot be corrected. To change it, withdraw the proposal.",
    ),
    "P131": Entry(
        vi="Chưa có ô nào được đọc, hoặc ô không thuộc đề xuất này, hoặc còn ô chưa đối chiếu. Hãy nhập giá trị đọc được trong văn bản gốc.",
        en="No cell was read, or a cell is not of this proposal, or some are not verified yet. Type what stands in the source.",
    ),
    "P132": Entry(
        vi="Chỉ người đề xuất ({person}) mới sửa hoặc rút được đề xuất này. Nếu giá trị sai, hãy ghi là không khớp.",
        en="Only the proposer ({person}) can correct or withdraw this. If a value is wrong, dispute it.",
    ),
    "P133": Entry(
        vi="Thiếu số văn bản, điều khoản, hoặc tên của văn bản chưa có trong bộ quy tắc. Hãy ghi đủ để người sau tra được.",
        en="The document's number, its article, or the title of a document the pack does not know is missing. Give them all, so that others can look it up.",
    ),
    "P134": Entry(
        vi="Ô {key} chưa có giá trị nên không xác nhận được. Hãy nhập giá trị đọc trong văn bản; văn bản không quy định thì ghi none.",
        en="The cell {key} has no value, so it cannot be confirmed. Enter the value from the text; where the text sets none, write none.",
    ),
    "P135": Entry(
        vi="Thiếu ghi chú cho ô {key}. Hãy ghi rõ chỗ không khớp, ví dụ giá trị đọc được và số trang.",
        en="The note for the cell {key} is missing. Say what differs, such as the value read and the page.",
    ),
    "P136": Entry(
        vi="Ô {key} ngày {day} đứng hai lần trong đề xuất. Hãy giữ lại một.",
        en="The cell {key} of {day} stands twice in the proposal. Keep one of them.",
    ),
    "P137": Entry(
        vi="Tệp văn bản gốc của “{document}” bị mất hoặc đã bị sửa ({sha256}…). Hãy lấy lại tệp từ bản sao lưu.",
        en="The source of “{document}” is lost or was changed ({sha256}…). Bring the file back from a backup.",
    ),
    "P138": Entry(
        vi="Tệp bạn cầm ({given}…) không phải văn bản gốc của đề xuất ({kept}…). Hãy đối chiếu với đúng tệp đã gửi kèm.",
        en="The file you hold ({given}…) is not the source of the proposal ({kept}…). Verify against the file that was attached.",
    ),
    "P143": Entry(
        vi="Chuẩn riêng «{pack}» của tỉnh chưa có giá trị nào được hai người đối chiếu với quyết định. Hãy đề xuất và đối chiếu ở trang Quy định trước.",
        en="The province's own standard “{pack}” has no value yet that two people have verified against its decision. Propose and verify on the page of the law first.",
    ),
    "P144": Entry(
        vi="Mã «{pack}» không dùng được: 3 đến 20 ký tự a–z, 0–9 và dấu gạch, bắt đầu bằng chữ, ví dụ dong-nai-2022.",
        en="“{pack}” is no name for a pack: 3 to 20 characters a–z, 0–9 and hyphens, beginning with a letter, such as dong-nai-2022.",
    ),
    "P145": Entry(
        vi="Mã «{pack}» đã có bộ quy tắc khác dùng. Hãy chọn mã khác.",
        en="The name “{pack}” belongs to another pack. Choose another.",
    ),
    "P139": Entry(
        vi="{unit} không thuộc tỉnh nào, nên không có bản quy tắc riêng. Hãy kiểm tra danh mục đơn vị.",
        en="{unit} lies in no province, so it has no edition of its own. Check the list of units.",
    ),
}
