"""A sound workbook read back: which cells changed, and the document it rests on."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from rasoat.lawbook import workbook
from rasoat.lawbook.workbook import Point
from tests.examples import examples
from tests.lawbook.workbooks import (
    DAY,
    FIRST,
    LAST,
    PACK,
    changed_pack,
    edited,
    faults,
    on_sheet,
    read,
    rewritten,
    template,
    typed,
    with_points,
    without_points,
)

CELLS = 7 * (LAST - FIRST + 1)
SIZE_2 = "b1.points.household_size.2.NT1"
slow = examples(8, 50, suppress_health_check=list(HealthCheck))


def test_an_untouched_template_changes_nothing() -> None:
    """Every cell is equal, and the boxes are empty."""
    draft = read(template())
    assert (len(draft.points), len(draft.equal), draft.changes, draft.filled) == (CELLS, CELLS, (), ())
    assert (draft.pack, draft.pack_hash, draft.outdated, draft.on) == ("vn-2016", PACK.hash, False, DAY)
    assert (draft.document, draft.document_title, draft.article, draft.since) == ("", "", "", None)


def test_changes_stand_in_the_order_of_the_pack() -> None:
    """Areas, items, options; each change says what it was and what it is now."""
    draft = read(edited(typed({"D6": 25}, "TT"), typed({"D9": 21, "D6": 61})))
    assert draft.changes == (
        Point(SIZE_2, DAY, "NT1", "household_size", "2", 60, 61),
        Point("b1.points.household_size.5.NT1", DAY, "NT1", "household_size", "5", 20, 21),
        Point("b1.points.household_size.2.TT", DAY, "TT", "household_size", "2", 55, 25),
    )
    assert (len(draft.equal), draft.filled) == (CELLS - 3, ())


def test_points_of_a_table_nobody_had_are_new() -> None:
    """A pack without points gets all of them: each was nothing before."""
    pack = without_points()
    book = workbook.template(pack, DAY)
    filled = edited(
        *(typed({f"D{row}": row for row in range(FIRST, LAST + 1)}, area.key) for area in pack.areas),
        content=book,
    )
    draft = read(filled, pack=pack)
    assert (len(draft.filled), draft.equal) == (CELLS, ())
    assert draft.changes[0] == Point(
        "b1.points.household_size.1.NT1", DAY, "NT1", "household_size", "1", None, 5
    )


def test_boxes_are_read_as_typed() -> None:
    """Number, title and article in NFC and without stray blanks; the day as a date or in words."""
    boxes = {
        "B11": unicodedata.normalize("NFD", " 17/2016/TT-BLĐTBXH "),
        "B12": "Thông tư hướng dẫn",
        "B13": "Phụ lục 3b",
        "B14": dt.datetime(2019, 1, 1),
    }
    draft = read(edited(typed(boxes, "Hướng dẫn")))
    assert (draft.document, draft.document_title, draft.article, draft.since) == (
        "17/2016/TT-BLĐTBXH",
        "Thông tư hướng dẫn",
        "Phụ lục 3b",
        dt.date(2019, 1, 1),
    )
    assert read(edited(typed({"B11": 2018, "B14": "02/03/2019"}, "Hướng dẫn"))).since == dt.date(2019, 3, 2)
    assert read(edited(typed({"B11": 2018}, "Hướng dẫn"))).document == "2018"


def test_the_day_of_the_box_is_the_day_compared_with() -> None:
    """Without a day asked for, the box counts; without a box, the day the workbook was made for."""
    box = edited(typed({"B14": "01/01/2020"}, "Hướng dẫn"))
    assert (read(box).on, read(box, on=dt.date(2018, 12, 1)).on) == (
        dt.date(2020, 1, 1),
        dt.date(2018, 12, 1),
    )


def test_old_points_are_those_of_the_day_compared_with() -> None:
    """A value amended later is compared with the later one, though the workbook shows the earlier."""
    pack = changed_pack(**{"amendments.csv": AMENDED})
    draft = read(workbook.template(pack, DAY), pack=pack, on=dt.date(2020, 1, 1))
    assert draft.changes == (Point(SIZE_2, dt.date(2020, 1, 1), "NT1", "household_size", "2", 61, 60),)


AMENDED = (
    "key,from,value,document,document_title,article,provenance,verified_by,verified_on,source,quote\n"
    f"{SIZE_2},2019-06-01,61,TT17,,Phụ lục 3b,law-text,,,,\n"
)


def test_a_workbook_of_an_earlier_edition_with_the_same_rows_is_read() -> None:
    """The pack has changed elsewhere since: the draft says that it is outdated, and is compared with the pack of now."""
    now = changed_pack("process.yaml", "value: 7", "value: 8")
    draft = read(edited(typed({"D6": 61})), pack=now)
    assert (draft.outdated, draft.made_from, draft.pack_hash) == (True, PACK.hash, now.hash)
    assert [(point.old, point.new) for point in draft.changes] == [(60, 61)]


def test_rows_in_another_order_are_found_by_their_key() -> None:
    """A sorted table is still the same table."""

    def reversed_rows(sheet: object) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST, LAST)]  # type: ignore[attr-defined]
        for number, values in enumerate(reversed(rows), start=FIRST):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column, value)  # type: ignore[attr-defined]

    draft = read(edited(typed({"D6": 61}), on_sheet(reversed_rows)))
    assert [(point.key, point.new) for point in draft.changes] == [(SIZE_2, 61)]


@pytest.mark.parametrize("code", ["General", "0", "#,##0", "@"])
def test_formats_that_show_the_number_are_welcome(code: str) -> None:
    """Other programs write other formats; what counts is that one sees the number there is."""

    def formatted(sheet: object) -> None:
        sheet["D6"] = 61  # type: ignore[index]
        sheet["D6"].number_format = code  # type: ignore[index]

    assert [point.new for point in read(edited(on_sheet(formatted))).changes] == [61]


def test_text_decomposed_by_another_system_is_the_same_text() -> None:
    """Labels and names of sheets in NFD are read as in NFC."""

    def decompose(book: object) -> None:
        for sheet in book.worksheets:  # type: ignore[attr-defined]
            for row in sheet:
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = unicodedata.normalize("NFD", cell.value)

    content = edited(decompose, typed({"D6": 61}))
    name = unicodedata.normalize("NFD", "Hướng dẫn")
    renamed = rewritten("xl/workbook.xml", lambda xml: xml.replace("Hướng dẫn", name), content)
    assert len(read(renamed).changes) == 1


def test_a_blank_row_and_a_note_above_the_table_do_no_harm() -> None:
    """Nothing is shifted by them."""
    content = edited(on_sheet(lambda sheet: sheet.insert_rows(10)), typed({"D2": "đã dò"}))
    assert faults(content) == []


AREAS = st.sampled_from([area.key for area in PACK.areas])
ADDRESS = st.integers(FIRST, LAST).map("D{}".format)
EDITS = st.dictionaries(AREAS, st.dictionaries(ADDRESS, st.integers(0, 999), max_size=20), max_size=3)


@slow
@given(EDITS)
def test_any_edits_come_back_as_exactly_those_changes(edits: dict[str, dict[str, int]]) -> None:
    """Template, random points in random cells, read: what differs is what was typed, no more and no less."""
    content, expected = template(), dict[str, tuple[int | None, int]]()
    for area, points in edits.items():
        content = with_points(points, area, content)
        rows = [(i.key, o.key) for i in PACK.items for o in i.options]
        for address, new in points.items():
            cell = PACK.on(DAY).points(*rows[int(address[1:]) - FIRST], area)
            if cell.value != new:
                expected[cell.key] = (cell.value, new)
    draft = read(content)
    assert {point.key: (point.old, point.new) for point in draft.changes} == expected
    assert len(draft.points) == CELLS


@slow
@given(AREAS, st.sets(ADDRESS, min_size=1))
def test_any_empty_cells_are_a_gap_of_that_area(area: str, addresses: set[str]) -> None:
    """However many cells are empty, the workbook is refused once for the area, and the count is right."""
    content = with_points(dict.fromkeys(addresses), area)
    with pytest.raises(workbook.WorkbookRefused) as caught:
        read(content)
    found = [(f.code, f.where["sheet"], f.where["count"]) for f in caught.value.faults]
    assert found == [("L055", area, len(addresses))]


@slow
@given(st.integers(0, len(template()) - 1), st.binary(min_size=1, max_size=8))
def test_damage_is_refused_and_never_crashes(at: int, bytes_: bytes) -> None:
    """A few bytes changed anywhere give a code, or the same draft when they say nothing."""
    broken = template()[:at] + bytes_ + template()[at + len(bytes_) :]
    codes = {fault[:4] for fault in faults(broken)}
    assert codes <= {f"L{number:03}" for number in range(40, 60)}


XML_PARTS = st.sampled_from(
    [
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    ]
)


@slow
@given(
    XML_PARTS, st.floats(0, 1), st.integers(1, 40), st.sampled_from(["", "9", "<f/>", "r", "&x;", "-1", '"'])
)
def test_damaged_xml_is_refused_and_never_crashes(part: str, where: float, size: int, put: str) -> None:
    """The same for a package that is whole and holds damaged XML."""

    def damage(xml: str) -> str:
        at = int(len(xml) * where)
        return xml[:at] + put + xml[at + size :]

    codes = {fault[:4] for fault in faults(rewritten(part, damage))}
    assert codes <= {f"L{number:03}" for number in range(40, 60)}
