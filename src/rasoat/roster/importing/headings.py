"""Which column holds what: headings in any order, with or without accents, on one row or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from rasoat.errors import InputError
from rasoat.roster.importing.reading import LOOK_AHEAD, SheetRow, Table
from rasoat.text_vi import clean_cell, fold

_PARENTHESES = re.compile(r"\([^)]*\)")
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Z])\)?")
_ENOUGH = 2

# Canonical name: the headings it is known by. Row 1 of the ministry's export holds keys (family.code), row 2 labels.
ROSTER: Mapping[str, tuple[str, ...]] = {
    "household_number": ("STT hộ", "STT", "Số thứ tự hộ", "TT hộ", "TT"),
    "household_code": ("Mã hộ", "family.code", "Mã số hộ", "Mã hộ gia đình"),
    "head_name": (
        "Chủ hộ", "family.hostName", "Họ và tên chủ hộ", "Họ tên chủ hộ", "Tên chủ hộ", "Chủ hộ / Họ và tên",
    ),
    "full_name": ("Thành viên", "Họ và tên thành viên", "Họ tên thành viên", "Tên thành viên"),
    "relation": ("Quan hệ với chủ hộ", "Quan hệ", "QH với chủ hộ", "relation_to_head"),
    "sex": ("Giới tính", "family.hostGender", "Giới", "Nam/Nữ"),
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "date_of_birth"),
    "identity_number": (
        "CMND/CCCD", "CCCD", "CMND", "Số CMND", "Số CCCD", "Số CMND/CCCD", "CCCD/CMND", "Số định danh cá nhân",
        "Số định danh", "CMND/CCCD/Số định danh",
    ),
    "commune_name": ("Xã", "Tên xã", "Xã/phường/thị trấn", "Xã, phường, thị trấn", "Xã/Thị trấn", "commune"),
    "commune_code": ("Mã xã",),
    "village_name": (
        "Thôn", "Tên thôn", "Thôn/bản", "Thôn, bản", "Thôn/xóm", "Tiểu khu", "Tổ dân phố", "Thôn/tổ dân phố",
        "Thôn/bản/tổ dân phố", "Thôn/tiểu khu", "village",
    ),
    "village_code": ("Mã thôn",),
    "ethnic_group": ("Dân tộc", "Thành phần dân tộc"),
    "address": ("Địa chỉ", "Nơi ở"),
    "opening_class": ("Phân loại hộ", "classify", "Kết quả rà soát", "Phân loại", "Loại hộ", "class"),
    "persons": ("Số nhân khẩu", "family.numberOfMembers", "Số khẩu", "Nhân khẩu", "number_of_members"),
    "decision": ("Số quyết định công nhận", "Số quyết định", "Quyết định công nhận"),
    "decision_date": ("Ngày ban hành quyết định", "Ngày quyết định"),
}  # fmt: skip

# Known columns of such lists that the roster does not take in.
UNUSED = (
    "date", "Thời gian rà soát", "family.coDanTocTaiCho", "Dân tộc tại chỗ", "quickReview.result", "Phiếu A",
    "b1Point", "Phiếu B1", "Điểm B1", "B1", "b2Point", "Phiếu B2", "Điểm B2", "B2", "reviewer", "Người rà soát",
    "Tỉnh", "Mã tỉnh", "Huyện", "Mã huyện", "Tuổi", "Ghi chú", "Hộ DTTS", "Không có khả năng lao động",
    "Có thành viên có công", "Nguyên nhân nghèo",
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """Where each canonical column stands (0-based), and how the file itself calls it."""

    row: int
    index: Mapping[str, int]
    titles: Mapping[str, str]
    unknown: tuple[str, ...]
    width: int

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.index

    def title(self, column: str) -> str:
        """Return the file's own heading of a canonical column."""
        return self.titles.get(column, column)


def key(heading: str) -> str:
    """Return a heading without case, accents, punctuation and what stands in parentheses."""
    return _NOT_WORD.sub(" ", fold(_PARENTHESES.sub(" ", heading))).strip()


def known(aliases: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the look-up from folded headings to canonical names."""
    return {key(name): column for column, names in aliases.items() for name in (column, *names)}


def locate(
    file_name: str, table: Table, aliases: Mapping[str, Sequence[str]], ignored: Iterable[str] = ()
) -> tuple[Layout, Iterator[SheetRow]]:
    """Find the heading row(s) among the first 30 rows; return the layout and the rows below.

    Raises ``InputError``: R006 (no heading row), R008 (a column twice).
    """
    lookup, passed = known(aliases), {key(name) for name in ignored}
    head = list(islice(table.rows, LOOK_AHEAD))
    scores = [sum(key(cell) in lookup for cell in row.cells) for row in head]
    best = max(scores, default=0)
    if best < _ENOUGH:
        raise InputError("R006", file=file_name, rows=LOOK_AHEAD, example=", ".join(list(aliases)[:5]))
    at = next(i for i, score in enumerate(scores) if score >= _ENOUGH and score * 2 >= best)
    rows = [head[at]]
    while at + len(rows) < len(head) and _also_heading(head[at + len(rows)], lookup, passed):
        rows.append(head[at + len(rows)])
    rest = head[at + len(rows) :]
    if rest and _is_numbering(rest[0]):
        rest = rest[1:]
    return _layout(file_name, rows, lookup, passed), chain(rest, table.rows)


def _also_heading(row: SheetRow, lookup: Mapping[str, str], passed: set[str]) -> bool:
    keys = [key(cell) for cell in row.cells if cell.strip()]
    hits = sum(each in lookup or each in passed for each in keys)
    return hits >= _ENOUGH and hits * 2 >= len(keys)


def _is_numbering(row: SheetRow) -> bool:
    """Tell the row (1) (2) (3) … that printed forms carry under their headings."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    return len(cells) > _ENOUGH and all(_NUMBERING.fullmatch(cell) for cell in cells)


def _layout(file_name: str, rows: Sequence[SheetRow], lookup: Mapping[str, str], passed: set[str]) -> Layout:
    index: dict[str, int] = {}
    titles: dict[str, str] = {}
    unknown: list[str] = []
    twice: list[str] = []
    width = max(len(row.cells) for row in rows)
    for place in range(width):
        # The lower of two heading rows is the one people read.
        names = [clean_cell(row.cells[place]) for row in reversed(rows) if place < len(row.cells)]
        column = next((lookup[key(name)] for name in names if key(name) in lookup), None)
        if column is None:
            unknown += [name for name in names if name and key(name) not in passed][:1]
        elif column in index:
            twice.append(f"{titles[column]} / {names[0]}")
        else:
            index[column] = place
            titles[column] = next(name for name in names if name and lookup.get(key(name)) == column)
    if twice:
        raise InputError("R008", file=file_name, row=rows[-1].number, columns=", ".join(twice))
    return Layout(rows[-1].number, index, titles, tuple(unknown), width)


def require_columns(file_name: str, layout: Layout, *wanted: str | tuple[str, ...]) -> None:
    """Raise ``InputError`` R007 unless every column is there; of a tuple one is enough."""
    groups = [(each,) if isinstance(each, str) else each for each in wanted]
    missing = [" | ".join(group) for group in groups if not any(layout.has(column) for column in group)]
    if missing:
        raise InputError("R007", file=file_name, row=layout.row, columns=", ".join(missing))
