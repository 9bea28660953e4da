"""``rasoat law template`` and ``import-points``: an officer types the official tables in Excel and has them read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from rasoat import law
from rasoat.cli import law_table_commands
from rasoat.cli.law_commands import law_command
from rasoat.lawbook.models import Kind, Proposal
from tests.lawbook.conftest import PDF, adopted
from tests.lawbook.workbooks import without_points
from tests.world import World, person

SIZE_2 = "b1.points.household_size.2.NT1"
BOXES = {"B11": "17/2016/TT-BLĐTBXH", "B12": "Thông tư thử", "B13": "Phụ lục 3b", "B14": date(2018, 11, 10)}


def run(*arguments: object) -> Result:
    """Call ``rasoat law``."""
    return CliRunner().invoke(law_command, [str(argument) for argument in arguments])


def template(folder: Path, *options: object) -> Path:
    """Write a template into ``folder``."""
    file = folder / "mau.xlsx"
    result = run("template", "vn-2016", "--on", "2018-11-10", "--out", file, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    return file


def fill(file: Path, points: Mapping[str, object], boxes: Mapping[str, object] | None = None) -> Path:
    """Type points into the first table, and the boxes of the guide."""
    book = openpyxl.load_workbook(file)
    for sheet, values in (("NT1", points), ("Hướng dẫn", boxes or {})):
        for address, value in values.items():
            book[sheet][address] = value
    book.save(file)
    return file


def test_template_says_how_much_there_is_to_fill(tmp_path: Path) -> None:
    """The file is there, and the command names tables, cells and day."""
    file = tmp_path / "mau.xlsx"
    said = run("template", "vn-2016", "--on", "2018-11-10", "--out", file).stdout
    assert said == f"{file}: 7 bảng, 574 ô điểm, điểm hiện có ngày 10/11/2018.\n"
    assert openpyxl.load_workbook(file).sheetnames[0] == "Hướng dẫn"


def test_template_is_of_today_where_no_day_is_named(tmp_path: Path) -> None:
    """The points of the pack as they are now."""
    file = tmp_path / "mau.xlsx"
    run("template", "vn-2016", "--out", file)
    shown = openpyxl.load_workbook(file)["Hướng dẫn"]["B19"].value
    assert shown == f"{date.today():%d/%m/%Y}"


def test_today_is_the_nearest_day_of_a_pack_not_in_force() -> None:
    """A law that has ended is taken as it was at its end, one to come as it begins."""
    pack = law.load("vn-2016")
    ended = replace(pack, ends=date(2021, 12, 31))
    to_come = replace(pack, versions=(law.Version(date(2190, 1, 1), "", ""),))
    days = [law_table_commands._today_in(each) for each in (pack, ended, to_come)]
    assert days == [date.today(), date(2021, 12, 31), date(2190, 1, 1)]


def test_import_shows_cell_by_cell_and_changes_nothing(tmp_path: Path) -> None:
    """Area, item and option, old and new; then the counts and how to go on."""
    file = fill(template(tmp_path), {"D6": 61, "D9": 21})
    result = run("import-points", file, "--pack", "vn-2016")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "NT1  household_size.2  Số nhân khẩu của hộ – 2 người: 60 → 61",
        "NT1  household_size.5  Số nhân khẩu của hộ – 5 người: 20 → 21",
        "So với vn-2016 ngày 10/11/2018: 574 ô, 572 ô như cũ, 2 ô đổi điểm, 0 ô mới có điểm.",
        "Chưa đổi gì. Để đề xuất, thêm: --propose --as USER --province CODE --source FILE.",
    ]


def test_import_as_json_is_one_object(tmp_path: Path) -> None:
    """Counts, boxes and every change, and nothing else on standard output."""
    file = fill(template(tmp_path), {"D6": 61}, BOXES)
    found = json.loads(run("import-points", file, "--pack", "vn-2016", "--json").stdout)
    change = {"area": "NT1", "item": "household_size", "option": "2", "old": 60, "new": 61}
    assert found["changes"] == [{"key": SIZE_2, **change}]
    assert [found[name] for name in ("cells", "equal", "changed", "new", "proposal")] == [
        574,
        573,
        1,
        0,
        None,
    ]
    assert [found[name] for name in ("document", "title", "article", "from")] == [
        "17/2016/TT-BLĐTBXH", "Thông tư thử", "Phụ lục 3b", "2018-11-10",
    ]  # fmt: skip


def test_points_where_there_were_none_are_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack whose table was not found is filled as a whole."""
    pack = without_points()
    monkeypatch.setattr(law_table_commands.law, "load", lambda _pack_id: pack)
    file = template(tmp_path)
    book = openpyxl.load_workbook(file)
    for area in pack.areas:
        for row in range(5, 87):
            book[area.key][f"D{row}"] = 7
    book.save(file)
    said = run("import-points", file, "--pack", "vn-2016").stdout.splitlines()
    assert said[0] == "NT1  household_size.1  Số nhân khẩu của hộ – 1 người: – → 7"
    assert said[-2].endswith("574 ô, 0 ô như cũ, 0 ô đổi điểm, 574 ô mới có điểm.")


def test_every_fault_is_one_line_on_standard_error(tmp_path: Path) -> None:
    """Exit code 2, nothing on standard output."""
    result = run("import-points", fill(template(tmp_path), {"D6": "60", "D7": None}), "--pack", "vn-2016")
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line[:4] for line in result.stderr.splitlines()] == ["L055", "L057"]
    assert "mau.xlsx, trang NT1, ô D7" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("template", "vn-1945", "--out", "{folder}/mau.xlsx"), "L001"),
        (("template", "vn-2016", "--on", "2015-12-31", "--out", "{folder}/mau.xlsx"), "L016"),
        (("template", "vn-2016", "--on", "hôm nay", "--out", "{folder}/mau.xlsx"), "C004"),
        (("template", "vn-2016", "--out", "{folder}/no/mau.xlsx"), "C003"),
        (("import-points", "{folder}/no.xlsx", "--pack", "vn-2016"), "L040"),
        (("import-points", "{folder}", "--pack", "vn-2016"), "L040"),
        (("import-points", "{folder}/no.xlsx", "--pack", "vn-1945"), "L001"),
    ],
)
def test_wrong_arguments_are_one_line(tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    """Exit code 2 and the code."""
    result = run(*(argument.format(folder=tmp_path) for argument in arguments))
    assert (result.exit_code, result.stdout, result.stderr[:4]) == (2, "", code)
    assert result.stderr.count("\n") == 1


@pytest.fixture
def world(made_world: World, db: None) -> World:
    """A province with two officers."""
    made = deepcopy(made_world)
    made.people["province_officer_2"] = person("province_officer_2", "province_officer", made.province)
    return made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A scan of the text."""
    file = tmp_path / "ban-quet.pdf"
    file.write_bytes(PDF)
    return file


def propose(world: World, file: Path, scan: Path, *more: object) -> Result:
    """Import with ``--propose`` as the officer of the province."""
    who = world.people["province_officer"].username
    return run(
        *("import-points", file, "--pack", "vn-2016", "--propose", "--as", who, "--source", scan),
        *("--data", os.environ["RASOAT_DATA"], "--province", world.province.code, *more),
    )  # fmt: skip


def test_propose_keeps_the_whole_table_for_a_second_person(world: World, tmp_path: Path, scan: Path) -> None:
    """The words come from the boxes; every cell waits for its verifier; the pack is as it was."""
    result = propose(world, fill(template(tmp_path), {"D6": 61}, BOXES), scan)
    assert (result.exit_code, result.stderr) == (0, "")
    made = Proposal.objects.get()
    assert f"Đã đề xuất số {made.pk}" in result.stdout
    assert (made.document, made.document_title, made.article) == (
        "17/2016/TT-BLĐTBXH", "Thông tư thử", "Phụ lục 3b",
    )  # fmt: skip
    assert (made.since, made.kind, made.source_name) == (
        date(2018, 11, 10),
        Kind.OFFICIAL_TABLE,
        "ban-quet.pdf",
    )
    cell = made.cells.get(key=SIZE_2)
    assert (made.cells.count(), cell.old, cell.new) == (574, "60", "61")
    assert law.load("vn-2016").cell(SIZE_2, date(2018, 11, 10)).value == 60


def test_words_and_day_on_the_command_line_count_before_the_boxes(
    world: World, tmp_path: Path, scan: Path
) -> None:
    """A decision of the province: only the cells that differ are proposed, from the day named."""
    words = ("--document", "15/QĐ-BCĐ", "--title", "Quyết định thử", "--article", "Điều 1")
    file = fill(template(tmp_path), {"D6": 61}, BOXES)
    result = propose(world, file, scan, "--overlay", "--from", "2018-12-01", *words, "--json")
    made = Proposal.objects.get(pk=json.loads(result.stdout)["proposal"])
    assert (made.kind, made.document, made.since) == (Kind.PROVINCIAL_OVERLAY, "15/QĐ-BCĐ", date(2018, 12, 1))
    assert [(cell.key, cell.since, cell.new) for cell in made.cells.all()] == [
        (SIZE_2, date(2018, 12, 1), "61")
    ]


def test_a_proposal_must_say_who_where_whence_and_from_when(world: World, tmp_path: Path, scan: Path) -> None:
    """Without them the usage is wrong; an unknown person or province has its code; nothing is proposed."""
    file = fill(template(tmp_path), {"D6": 61}, {**BOXES, "B14": None})
    assert "--as, --province, --source" in run("import-points", file, "--pack", "vn-2016", "--propose").stderr
    for more, said in (
        ((), "--from"),
        (("--from", "2018-12-01", "--as", "nobody"), "R015"),
        (("--from", "2018-12-01", "--province", "99"), "C071"),
        (("--from", "2018-12-01", "--source", tmp_path / "no.pdf"), "L034"),
        (("--from", "2015-12-01"), "L016"),
    ):
        result = propose(world, file, scan, *more)
        assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert Proposal.objects.count() == 0


def test_the_edition_of_a_province_is_written_and_compared_with(world: World, tmp_path: Path) -> None:
    """Where two people have brought in a value, the template of the province holds it, the shipped pack does not."""
    adopted(world, {SIZE_2: "61"})
    place = ("--province", world.province.code)
    file = template(tmp_path, *place)
    assert openpyxl.load_workbook(file)["NT1"]["D6"].value == 61
    same = run("import-points", file, "--pack", "vn-2016", *place, "--json")
    assert json.loads(same.stdout)["changed"] == 0
    shipped = run("import-points", file, "--pack", "vn-2016")
    assert (shipped.exit_code, shipped.stderr[:4]) == (2, "L045")
