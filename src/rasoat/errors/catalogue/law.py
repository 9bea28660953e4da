"""Errors of rule packs (codes L001 and up); every sentence names the file and the line."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "L001": Entry(
        vi="{file}:{line}: không có bộ quy tắc «{pack}»; xem các bộ đang có bằng lệnh «rasoat law list».",
        en="{file}:{line}: there is no rule pack “{pack}”; `rasoat law list` shows those there are.",
    ),
    "L002": Entry(
        vi="{file}:{line}: không đọc được tệp ({problem}); sửa tệp tại dòng này và lưu bằng mã UTF-8, hoặc đặt lại tệp nếu không còn.",
        en="{file}:{line}: the file cannot be read ({problem}); mend this line and save it as UTF-8, or put the file back if it is gone.",
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
        vi=(
            "{file}:{line}: «{pack}» không có giá trị cho ngày {day}; chọn ngày khác, các ngày áp dụng xem bằng "
            "lệnh «rasoat law list»."
        ),
        en=(
            "{file}:{line}: “{pack}” has no value for {day}; choose another day, `rasoat law list` shows from "
            "which days packs apply."
        ),
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
    "L026": Entry(
        vi="{file}:{line}: giá trị của «{key}» chỉ kiểm tra được (ghi «=»), không sửa được bằng tệp này.",
        en="{file}:{line}: the value of “{key}” can be verified here (write `=`), but not changed by this file.",
    ),
    "L027": Entry(
        vi="{file}:{line}: bộ quy tắc không có ô «{key}»; sửa tên ô hoặc bỏ dòng này.",
        en="{file}:{line}: the pack has no cell “{key}”; correct its name or remove the row.",
    ),
    "L028": Entry(
        vi="{file}:{line}: mỗi dòng của tệp bổ sung phải có các cột: {expected}.",
        en="{file}:{line}: each row of the amendments must have the columns: {expected}.",
    ),
    "L029": Entry(
        vi=(
            "{file}:{line}: giá trị «{key}» từ ngày {day} đã ban hành là «{value}», nay không còn như vậy; giữ nguyên "
            "giá trị cũ, thêm một giá trị mới với ngày mới."
        ),
        en=(
            "{file}:{line}: the value “{key}” from {day} was published as “{value}” and is no longer so; keep the "
            "old value and add a new one with a new date."
        ),
    ),
    "L040": Entry(
        vi=(
            "{file}: không đọc được như một tệp Excel .xlsx ({problem}); bỏ mật khẩu nếu có, mở bằng Excel hoặc "
            "LibreOffice rồi lưu lại với đuôi .xlsx."
        ),
        en=(
            "{file}: this cannot be read as an Excel .xlsx file ({problem}); remove any password, open it in Excel or "
            "LibreOffice and save it as .xlsx."
        ),
    ),
    "L041": Entry(
        vi="Bộ quy tắc «{pack}» chưa có mục nào của Phiếu B1 để ghi điểm; thêm các mục vào b1-items.yaml trước.",
        en="The pack “{pack}” has no items of Form B1 to give points to; add them to b1-items.yaml first.",
    ),
    "L042": Entry(
        vi=(
            "{file}: tệp giải nén ra quá {limit} MB, bảng điểm không thể lớn như vậy; dùng tệp lấy bằng lệnh "
            "«rasoat law template»."
        ),
        en=(
            "{file}: the file unpacks to more than {limit} MB, which no point table needs; use the file written by "
            "`rasoat law template`."
        ),
    ),
    "L043": Entry(
        vi=(
            "{file}, trang {sheet}, ô {cells}: không còn như mẫu, ở đây phải là «{expected}»; lấy mẫu mới bằng "
            "«rasoat law template» rồi chép điểm sang."
        ),
        en=(
            "{file}, sheet {sheet}, cell {cells}: not as in the template, which has “{expected}” here; write a new "
            "one with `rasoat law template` and copy the points."
        ),
    ),
    "L044": Entry(
        vi="{file}: đây là mẫu của bộ quy tắc «{found}», không phải «{pack}»; chọn đúng bộ hoặc đúng tệp.",
        en="{file}: this is a workbook of the pack “{found}”, not “{pack}”; choose the other pack or file.",
    ),
    "L045": Entry(
        vi=(
            "{file}: từ khi lập mẫu ({found}), bộ quy tắc «{pack}» đã đổi ({now}) và các dòng không còn khớp; lấy mẫu "
            "mới rồi chép điểm sang."
        ),
        en=(
            "{file}: since this workbook was made ({found}) the pack “{pack}” has changed ({now}) and the rows no "
            "longer match; write a new one and copy the points."
        ),
    ),
    "L046": Entry(
        vi=(
            "{file}, trang {sheet}, ô {cells}: «{day}» không phải ngày bộ quy tắc «{pack}» có hiệu lực; ghi "
            "ngày/tháng/năm, từ {first} đến {last}."
        ),
        en=(
            "{file}, sheet {sheet}, cell {cells}: “{day}” is no day on which the pack “{pack}” holds; write "
            "dd/mm/yyyy, from {first} to {last}."
        ),
    ),
    "L047": Entry(
        vi="{file}: thiếu trang {sheet}; lấy lại trang này từ mẫu, tệp phải có đủ: {expected}.",
        en="{file}: the sheet {sheet} is missing; take it from the template again, the file must have: {expected}.",
    ),
    "L048": Entry(
        vi="{file}: trang «{sheet}» không có trong mẫu; xóa trang này, chỉ giữ: {expected}.",
        en="{file}: the sheet “{sheet}” is not in the template; delete it and keep only: {expected}.",
    ),
    "L049": Entry(
        vi="{file}, trang {sheet}: các ô {cells} bị gộp; bỏ gộp rồi điền lại từng ô.",
        en="{file}, sheet {sheet}: the cells {cells} are merged; unmerge them and fill in each again.",
    ),
    "L050": Entry(
        vi="{file}, trang {sheet}: có dòng, cột hoặc trang bị ẩn ({cells}); cho hiện lại rồi xem từng ô.",
        en="{file}, sheet {sheet}: rows, columns or the sheet are hidden ({cells}); unhide them and look at each cell.",
    ),
    "L051": Entry(
        vi=(
            "{file}, trang {sheet}, dòng {rows}: mã, câu hỏi, phương án hoặc điểm bị lệch dòng; so với mẫu và đặt lại "
            "đúng dòng."
        ),
        en=(
            "{file}, sheet {sheet}, row {rows}: keys, questions, options or points are shifted against each other; "
            "compare with the template and put them back."
        ),
    ),
    "L052": Entry(
        vi="{file}, trang {sheet}, ô {cells}: mã đã có ở một dòng trên; xóa dòng lặp.",
        en="{file}, sheet {sheet}, cell {cells}: the key stands in a row above already; delete the repeated row.",
    ),
    "L053": Entry(
        vi="{file}, trang {sheet}, ô {cells}: nằm ngoài bảng của mẫu hoặc có mã lạ; xóa các ô này.",
        en="{file}, sheet {sheet}, cell {cells}: outside the template's table or with an unknown key; clear them.",
    ),
    "L054": Entry(
        vi="{file}, trang {sheet}: thiếu {count} dòng ({keys}); lấy lại các dòng này từ mẫu.",
        en="{file}, sheet {sheet}: {count} rows are missing ({keys}); take them from the template again.",
    ),
    "L055": Entry(
        vi="{file}, trang {sheet}, ô {cells}: còn {count} ô trống; điền đúng điểm trong văn bản, kể cả điểm 0.",
        en="{file}, sheet {sheet}, cell {cells}: {count} cells are empty; type the points of the text, zeros too.",
    ),
    "L056": Entry(
        vi="{file}, trang {sheet}, ô {cells}: là công thức; gõ thẳng giá trị trong văn bản.",
        en="{file}, sheet {sheet}, cell {cells}: a formula; type the value that stands in the text.",
    ),
    "L057": Entry(
        vi=(
            "{file}, trang {sheet}, ô {cells}: là chữ, kể cả khi trông như số; xóa ô, đặt kiểu ô là Số (Number) rồi gõ "
            "lại điểm."
        ),
        en=(
            "{file}, sheet {sheet}, cell {cells}: text, even if it looks like a number; clear the cell, format it as "
            "Number and type the points again."
        ),
    ),
    "L058": Entry(
        vi="{file}, trang {sheet}, ô {cells}: điểm phải là số nguyên từ 0 đến {most}; gõ lại theo văn bản.",
        en="{file}, sheet {sheet}, cell {cells}: points must be whole numbers from 0 to {most}; correct from the text.",
    ),
    "L059": Entry(
        vi=(
            "{file}, trang {sheet}, ô {cells}: có kiểu phần trăm, ngày, tiền hoặc kiểu lạ khác; đặt kiểu ô là Chung "
            "(General) rồi gõ lại điểm."
        ),
        en=(
            "{file}, sheet {sheet}, cell {cells}: formatted as percent, date, money or in another odd way; format it "
            "as General and type the points again."
        ),
    ),
    "L060": Entry(
        vi=(
            "{file}:{line}: chưa tìm thấy giá trị «{key}» ({ref}), nên chưa làm được bước này; bổ sung giá trị kèm "
            "văn bản vào bộ quy tắc trước."
        ),
        en=(
            "{file}:{line}: the value “{key}” ({ref}) was not found, so this step cannot be done yet; add it to the "
            "pack with its document first."
        ),
    ),
    "L061": Entry(
        vi="Chưa biết ngày {day} có phải ngày làm việc không, nên chưa tính được hạn; bổ sung lịch nghỉ lễ của năm đó.",
        en="It is not known whether {day} is a working day, so no deadline follows; add that year's public holidays.",
    ),
    "L062": Entry(
        vi=(
            "{file}:{line}: chuỗi phê duyệt phải có đúng một mắt xích «decide» trong ngày {day}, đang có {count}; "
            "sửa «act» hoặc ngày của mắt xích «{key}»."
        ),
        en=(
            "{file}:{line}: the chain of approval must have exactly one link “decide” on {day}, it has {count}; "
            "mend the act or the days of the link “{key}”."
        ),
    ),
    "L063": Entry(
        vi=(
            "{file}:{line}: mắt xích «{key}» không đúng thứ tự (từ {day}): ý kiến đứng trước và ở cấp trên của cấp "
            "quyết định, sau quyết định chỉ đi lên; sửa cấp hoặc chỗ của nó."
        ),
        en=(
            "{file}:{line}: the link “{key}” is out of order (from {day}): an opinion stands before the decision and above "
            "its level, after the decision the chain only goes up; mend its level or its place."
        ),
    ),
    "L064": Entry(
        vi=(
            "{file}:{line}: mắt xích «{key}» (từ {day}) phê duyệt ở cấp chưa tổng hợp; thêm mắt xích «consolidate» của "
            "cấp đó ở trước."
        ),
        en=(
            "{file}:{line}: the link “{key}” (from {day}) approves at a level that has not consolidated; put a link "
            "“consolidate” of that level before it."
        ),
    ),
    "L065": Entry(
        vi="Chưa tìm thấy chuỗi phê duyệt của bộ quy tắc {pack} ngày {day}, nên chưa biết ai làm bước này; bổ sung «chain» kèm văn bản trước.",
        en="No chain of approval was found for the pack {pack} on {day}, so nobody is known to take this step; add it with its document first.",
    ),
}
