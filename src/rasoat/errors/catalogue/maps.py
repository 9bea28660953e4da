"""Errors of boundaries (codes G001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "G001": Entry(
        vi="Tệp ranh giới khoảng {size} MB, chỉ nhận đến {limit} MB. Hãy làm giản đơn đường ranh giới rồi chọn lại.",
        en="The file of boundaries has about {size} MB; {limit} MB are allowed. Simplify the lines and choose it again.",
    ),
    "G002": Entry(
        vi="Không đọc được tệp như JSON mã UTF-8, dòng {line}: {problem}. Hãy xuất lại tệp GeoJSON.",
        en="The file cannot be read as JSON in UTF-8, line {line}: {problem}. Export the GeoJSON again.",
    ),
    "G003": Entry(
        vi="Tệp không phải là FeatureCollection của GeoJSON, hoặc không có đối tượng nào. Hãy xuất lại lớp ranh giới.",
        en="The file is not a GeoJSON FeatureCollection, or holds no feature. Export the layer of boundaries again.",
    ),
    "G004": Entry(
        vi="Đối tượng {feature} không có mã đơn vị. Hãy ghi mã vào một trong các thuộc tính: {names}.",
        en="Feature {feature} has no unit code. Write the code into one of the properties: {names}.",
    ),
    "G005": Entry(
        vi="Đối tượng {feature}: mã “{code}” không phải của đơn vị nào trong địa bàn vào ngày có hiệu lực. Hãy sửa mã hoặc ngày.",
        en="Feature {feature}: no unit of the area has the code “{code}” on that day. Correct the code or the day.",
    ),
    "G006": Entry(
        vi="Đối tượng {feature}: mã “{code}” đã có ở đối tượng {first}. Hãy gộp các phần của một đơn vị thành MultiPolygon.",
        en="Feature {feature}: the code “{code}” stands at feature {first}, too. Join the parts of a unit into a MultiPolygon.",
    ),
    "G007": Entry(
        vi="Đối tượng {feature} ({unit}): hình là {found}; chỉ nhận Polygon, MultiPolygon, Point, hoặc không có hình mà có neighbours.",
        en="Feature {feature} ({unit}): the geometry is {found}; Polygon, MultiPolygon, Point, or none with neighbours, are taken.",
    ),
    "G008": Entry(
        vi="Đối tượng {feature} ({unit}): vòng {ring} không khép kín, ít hơn 4 điểm, diện tích bằng 0 hoặc có tọa độ không phải là số. Hãy vẽ lại vòng đó.",
        en="Feature {feature} ({unit}): ring {ring} is not closed, has fewer than 4 points, no area, or a coordinate that is no number. Draw it again.",
    ),
    "G009": Entry(
        vi="Đối tượng {feature} ({unit}): tọa độ ({x}; {y}) không phải kinh độ, vĩ độ. Hãy chuyển lớp từ VN-2000 sang WGS 84 (EPSG:4326).",
        en="Feature {feature} ({unit}): ({x}; {y}) is no longitude and latitude. Convert the layer from VN-2000 to WGS 84 (EPSG:4326).",
    ),
    "G010": Entry(
        vi="Tệp có đơn vị của nhiều cấp: {levels}. Hãy tách thành mỗi cấp một tệp.",
        en="The file holds units of several levels: {levels}. Make a file for each level.",
    ),
    "G011": Entry(
        vi="Tệp có {count} điểm, chỉ nhận đến {limit}. Hãy làm giản đơn đường ranh giới.",
        en="The file has {count} points; {limit} are allowed. Simplify the lines.",
    ),
    "G012": Entry(
        vi="Đối tượng {feature} ({unit}): đơn vị giáp ranh “{code}” không có trong địa bàn. Hãy sửa danh sách giáp ranh.",
        en="Feature {feature} ({unit}): the neighbour “{code}” is not a unit of the area. Correct the list of neighbours.",
    ),
    "G013": Entry(
        vi="Tệp {file} đã được nhận với ngày hiệu lực {day}. Hãy chọn tệp khác hoặc ngày khác.",
        en="The file {file} was taken before, valid from {day}. Choose another file or another day.",
    ),
}
