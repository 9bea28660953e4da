"""The commune lists as officers keep them: csv or xlsx, in their own words, and with the slips of real lists."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

import xlsxwriter

from rasoat.demo.households import Hamlet, Home
from rasoat.demo.people import Person
from rasoat.roster.models import OpeningEntry, Precision, Relation, Sex

HEADINGS = ("Mã hộ", "Họ và tên thành viên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "CMND/CCCD", "Dân tộc",
            "Mã xã", "Xã", "Mã thôn", "Thôn", "Phân loại hộ")  # fmt: skip
_CODE, _NAME, _BIRTH, _SEX, _VILLAGE = 0, 1, 3, 4, 9
_CLASSES = {kind.value: str(kind.label) for kind in OpeningEntry.Kind} | {"": "Hộ không nghèo"}
_RELATIONS = {
    (Relation.SPOUSE, Sex.MALE): "Chồng", (Relation.SPOUSE, Sex.FEMALE): "Vợ",
    (Relation.CHILD, Sex.MALE): "Con trai", (Relation.CHILD, Sex.FEMALE): "Con gái",
    (Relation.PARENT, Sex.MALE): "Bố đẻ", (Relation.PARENT, Sex.FEMALE): "Mẹ đẻ",
    (Relation.CHILD_IN_LAW, Sex.FEMALE): "Con dâu", (Relation.CHILD_IN_LAW, Sex.MALE): "Con rể",
}  # fmt: skip
_PRECISION = {Precision.DAY.value: "%d/%m/%Y", Precision.MONTH.value: "%m/%Y", Precision.YEAR.value: "%Y"}

Line = list[str]


class RosterFile(NamedTuple):
    """A list as a file."""

    name: str
    content: bytes


def roster_file(
    name: str,
    hamlets: Sequence[Hamlet],
    *,
    workbook: bool,
    slips: Random | None = None,
    only: Iterable[Home] | None = None,
) -> RosterFile:
    """Return the list of some villages, with slips when ``slips`` draws them, of ``only`` some households if given."""
    kept = None if only is None else set(only)
    lines: list[Line] = [list(HEADINGS)]
    homes: dict[int, Home] = {}
    for hamlet in hamlets:
        for home in hamlet.homes:
            if kept is None or home in kept:
                for person in home.members:
                    lines.append(_line(hamlet, home, person))
                    homes[len(lines)] = home
    if slips is not None:
        _slip(lines, homes, slips)
    content = _workbook(lines) if workbook else _csv(lines)
    return RosterFile(f"{name}.{'xlsx' if workbook else 'csv'}", content)


def _line(hamlet: Hamlet, home: Home, person: Person) -> Line:
    commune = hamlet.commune
    return [
        home.code, person.full_name, _relation(person), person.birth_date.strftime(_PRECISION[person.birth_precision]),
        str(Sex(person.sex).label), person.identity_number, person.ethnic_group, commune.code, commune.name, hamlet.code,
        f"{commune.village_kind} {hamlet.name}" if commune.urban else hamlet.name, _CLASSES[home.opening] if person.head else "",
    ]  # fmt: skip


def _relation(person: Person) -> str:
    relation = Relation(person.relation)
    return _RELATIONS.get((relation, Sex(person.sex))) or str(relation.label)


def _slip(lines: list[Line], homes: dict[int, Home], rng: Random) -> None:
    """Put in what real lists hold: some the import repairs, some it refuses until they are corrected."""
    rows = rng.sample(range(2, len(lines) + 1), min(6, len(lines) - 1))
    for row in rows[:3]:
        lines[row - 1][_NAME] = unicodedata.normalize("NFD", lines[row - 1][_NAME])
    if len(rows) > 4:
        lines[rows[3] - 1][_BIRTH] = "31/02/1990"
        lines[rows[4] - 1][_SEX] = "Nan"
    _repeat_a_code(lines, homes, rng)


def _repeat_a_code(lines: list[Line], homes: dict[int, Home], rng: Random) -> None:
    """Give one household the code of another that stands further up in the same village."""
    by_village: dict[str, list[Home]] = {}
    for row, home in homes.items():
        kept = by_village.setdefault(lines[row - 1][_VILLAGE], [])
        if home not in kept:
            kept.append(home)
    repeatable = [of_village for of_village in by_village.values() if len(of_village) > 2]
    if repeatable:
        of_village = rng.choice(repeatable)
        for row, home in homes.items():
            if home is of_village[-1]:
                lines[row - 1][_CODE] = of_village[0].code


def _csv(lines: Sequence[Line]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _workbook(lines: Sequence[Line]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Danh sách hộ")
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text)
    return content.getvalue()
