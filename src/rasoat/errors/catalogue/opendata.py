"""Errors of open data (codes O001 and up)."""

from __future__ import annotations

from rasoat.errors.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    "O001": Entry(
        vi="{unit}: còn {count} xã chưa có quyết định công nhận (xã đầu tiên: {first}). Số liệu sơ bộ không công bố thành dữ liệu mở; hãy chờ đủ quyết định.",
        en="{unit}: {count} communes have no decision yet (the first: {first}). Preliminary figures are not published; wait for the decisions.",
    ),
    "O002": Entry(
        vi="{unit} là {level}: dữ liệu mở chỉ có đến cấp xã, của huyện hoặc của tỉnh. Hãy chọn huyện hoặc tỉnh.",
        en="{unit} is a {level}: open data goes down to communes, for a district or a province. Choose one of these.",
    ),
    "O003": Entry(
        vi="{unit}: còn {count} thôn chưa có sổ hộ (thôn đầu tiên: {first}) nên không có tổng số hộ. Hãy nhập sổ hộ trước.",
        en="{unit}: {count} villages have no roster yet (the first: {first}), so there is no total. Bring the roster in first.",
    ),
    "O004": Entry(
        vi="Không biết định dạng “{format}”. Hãy dùng: {known}.",
        en="There is no format “{format}”. Use: {known}.",
    ),
}
