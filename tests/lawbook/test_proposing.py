"""Proposing values: what is refused before anybody has to verify it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rasoat import law
from rasoat.accounts.roles import PERMITS, Permission, Role
from rasoat.areas.models import Unit
from rasoat.audit.models import Entry
from rasoat.errors import InputError, LawError, NotAllowed, RasoatError
from rasoat.law import amendments
from rasoat.lawbook import editions, sources
from rasoat.lawbook.drafting import Wanted, draft
from rasoat.lawbook.models import Proposal, ProposedCell, State
from rasoat.lawbook.proposing import CorrectCell, WithdrawProposal, propose
from rasoat.lawbook.verifying import DisputeCell
from rasoat.lawbook.workbook_draft import Draft, Point
from tests.lawbook.conftest import DECIDED, DECISION, FIRST, LAW, PACK, PDF, adopted, proposing
from tests.world import World

KEY = "b1.points.motorbike.yes.NT2"
VALUE = LAW._replace(kind="value")


def refusal(action: Any) -> str:
    """Return the code with which an action is refused."""
    with pytest.raises(RasoatError) as caught:
        action.run()
    return caught.value.code


def test_a_proposal_holds_each_cell_before_and_after(world: World) -> None:
    """Old and new text, the proposer, the source's hash and kind; nothing counts yet."""
    proposal = proposing(world, {KEY: "33"}).run()
    cell = proposal.cells.get()
    old = str(law.load(PACK).cell(KEY, FIRST).value)
    assert (cell.old, cell.new, cell.proposed_by, cell.verified_by) == (old, "33", proposal.proposed_by, None)
    assert (proposal.source, proposal.source_kind) == (sources.sha256_of(PDF), "pdf")
    assert editions.current(PACK, world.province).hash == proposal.base_hash


def test_the_log_says_what_was_proposed(world: World) -> None:
    """Pack, base, source and the number of cells stand in the log."""
    proposing(world, {KEY: "33"}).run()
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.facts["cells"], entry.facts["sha256"]) == (
        "law.propose",
        1,
        sources.sha256_of(PDF),
    )


def test_a_district_officer_proposes_for_his_province(world: World) -> None:
    """The desk is his district, the edition will be the province's."""
    proposal = proposing(world, {KEY: "33"}, who="district_officer").run()
    assert (proposal.desk, proposal.province) == (world.district, world.province)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROVINCE_OFFICER, Role.DISTRICT_OFFICER}))
def test_nobody_else_proposes(world: World, role: str) -> None:
    """Only officers of the province and of its districts hold the permission."""
    assert Permission.LAW_PROPOSE not in PERMITS[Role(role)]
    with pytest.raises(NotAllowed, match=r"^A001 "):
        proposing(world, {KEY: "33"}, who=role).run()


def test_numbers_are_stored_as_numbers_are_written(world: World) -> None:
    """``033`` is 33, and spaces around a value are none."""
    assert proposing(world, {KEY: " 033 "}).run().cells.get().new == "33"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "P120"),
        ({"b1.points.spaceship.yes.NT2": "3"}, "P123"),
        ({"b1.points.motorbike.yes.NT9": "3"}, "P123"),
        ({KEY: ""}, "L021"),
        ({KEY: "mười"}, "L005"),
        ({KEY: "-5"}, "L005"),
        ({KEY: "3,5"}, "L005"),
        ({"b1.rural_only": "spaceship"}, "L005"),
        ({"class.near_poor.rural": "b1_above=120;b1_to=150"}, "L019"),
        ({"class.near_poor.rural": "b1_above=130;b1_to=150;b2_below=30"}, "L018"),
        ({"form.B": "khác"}, "L026"),
    ],
)
def test_values_the_pack_cannot_take_are_refused(world: World, changes: dict[str, str], code: str) -> None:
    """Unknown cells, impossible values, rules that give no class or two: nothing is recorded."""
    assert refusal(proposing(world, changes, VALUE)) == code
    assert Proposal.objects.count() == 0


def test_a_value_that_stands_verified_already_is_no_change(world: World) -> None:
    """What two people have found in the law is not proposed again; the same value not yet verified is."""
    adopted(world, {KEY: "33"})
    assert refusal(proposing(world, {KEY: "33"})) == "P120"
    assert refusal(proposing(world, {KEY: "="}, VALUE)) == "P120"
    same = str(law.load(PACK).cell("b1.points.tv.yes.NT2", FIRST).value)
    assert proposing(world, {"b1.points.tv.yes.NT2": same}).run().cells.get().new == same


def test_a_cell_stands_once_in_a_proposal(world: World) -> None:
    """The same cell of the same day twice is P136, whatever days were typed to confirm it."""
    twice = [Wanted(KEY, FIRST, "33"), Wanted(KEY, FIRST, "34")]
    confirmed = [Wanted(KEY, FIRST, "="), Wanted(KEY, DECIDED, "=")]
    for wanted in (twice, confirmed):
        assert refusal(proposing(world, {}, VALUE, wanted=wanted)) == "P136"


def test_a_base_that_is_no_longer_current_is_refused(world: World) -> None:
    """Who looked at an older edition looks again."""
    late = proposing(world, {"b1.points.tv.yes.NT2": "4"})
    adopted(world, {KEY: "33"})
    assert refusal(late) == "P121"


@pytest.mark.parametrize(
    "basis",
    [LAW._replace(document=""), LAW._replace(article=""), DECISION._replace(document_title="")],
    ids=["number", "article", "title"],
)
def test_the_document_is_named_in_full(world: World, basis: Any) -> None:
    """Number and article always; the title of a document the pack does not know."""
    assert refusal(proposing(world, {KEY: "33"}, basis)) == "P133"


def test_a_day_before_the_pack_is_refused(world: World) -> None:
    """Before its first day the pack has no value to change."""
    assert refusal(proposing(world, {KEY: "33"}, LAW._replace(since=FIRST.replace(year=2015)))) == "L016"


def empty_table() -> dict[str, str]:
    """Files of a pack whose table of points was not found: its rows are left out, its cells have no value."""
    files = law.shipped_files(PACK)
    files["b1-points.csv"] = files["b1-points.csv"].partition("\n")[0] + "\n"
    mark = "points_not_found: {ref: {document: TT17, article: Phụ lục 3b}, provenance: not-found}\n"
    files["b1-items.yaml"] = mark + files["b1-items.yaml"]
    return files


def test_an_area_is_brought_in_whole(world: World) -> None:
    """One region's table is enough, but not a part of it (P122); a gap cannot be confirmed (P134)."""
    files = empty_table()
    pack = law.from_files(PACK, files)
    wanted = [Wanted(cell.key, FIRST, "5") for cell in pack.on(FIRST).gaps(["NT2"])]
    assert len(draft(pack, files, LAW, wanted)) == len(wanted) == 82
    with pytest.raises(RasoatError, match=r"^P122 .*NT2.* 1 ô"):
        draft(pack, files, LAW, wanted[1:])
    with pytest.raises(RasoatError, match=r"^P134 "):
        draft(pack, files, VALUE, [wanted[0]._replace(new="=")])


def test_that_the_law_sets_no_value_is_proposed_as_none(world: World) -> None:
    """A value that was not found cannot be confirmed (P134); that the text sets none is said by ``none``."""
    key = "process.meeting_vote_percent"
    assert refusal(proposing(world, {key: "="}, VALUE)) == "P134"
    adopted(world, {key: "none"}, VALUE)
    cell = editions.current(PACK, world.province).cell(key, FIRST)
    assert (cell.value, cell.known, cell.verified) == (None, True, True)


def test_a_confirmed_cell_takes_the_day_its_value_begins(world: World) -> None:
    """However late a day is typed, the cell in force on it is the one confirmed."""
    basis = VALUE._replace(since=DECIDED)
    cells = proposing(world, {"process.posting_days": "=", KEY: "="}, basis).run().cells.all()
    assert {cell.key: str(cell.since) for cell in cells} == {
        KEY: "2016-01-01",
        "process.posting_days": "2018-11-10",
    }


def zipped(*names: str) -> bytes:
    """Return a zip file that holds empty files of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in names:
            parts.writestr(name, "")
    return out.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + bytes(40) + b"\xff\xd9"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "pdf"), (PNG, "png"), (JPEG, "jpg"), (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx")],
    ids=["pdf", "png", "jpeg", "xlsx"],
)
def test_a_source_is_known_by_its_content(world: World, content: bytes, kind: str) -> None:
    """Whatever the file is called, its content says what it is, and it is kept under its hash."""
    proposal = proposing(world, {KEY: "33"}, source=content, source_name="bat-ky.exe").run()
    assert (proposal.source_kind, sources.read(proposal)) == (kind, content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "P124"),
        (b"%PDF-1.4" + bytes(sources.LARGEST), "P124"),
        (b"MZ\x90\x00 an executable called scan.pdf", "P125"),
        (b"%PDF-1.4 cut off", "P125"),
        (PNG[:40], "P125"),
        (JPEG[:20], "P125"),
        (b"PK\x03\x04 no zip", "P125"),
        (zipped("word/document.xml", "[Content_Types].xml"), "P125"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "P125"),
        (b"<html><script>alert(1)</script>%PDF-1.4 %%EOF", "P125"),
        (b"GIF89a", "P125"),
    ],
    ids=[
        "empty",
        "large",
        "exe",
        "cut-pdf",
        "cut-png",
        "cut-jpeg",
        "no-zip",
        "docx",
        "macros",
        "html",
        "gif",
    ],
)
def test_what_is_no_source_is_refused(world: World, content: bytes, code: str) -> None:
    """An empty, huge, cut off, renamed or running file is refused, and nothing is recorded."""
    assert refusal(proposing(world, {KEY: "33"}, source=content, source_name="ban-quet.pdf")) == code
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ha\\bảng.pdf", "bảng.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("\x00\r\n", "?"),
        ("", "?"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_hostile_file_name_becomes_harmless(world: World, given: str, kept: str) -> None:
    """The name is shown and never opened: no folders, no control characters, no direction marks."""
    assert proposing(world, {KEY: "33"}, source_name=given).run().source_name == kept


def test_a_source_changed_on_disk_is_not_shown(world: World) -> None:
    """P137 names the document whose scan was changed."""
    proposal = proposing(world, {KEY: "33"}, source=PNG).run()
    path = sources.path_of(proposal.source, proposal.source_kind)
    kept = path.read_bytes()
    path.write_bytes(kept + b" ")
    try:
        with pytest.raises(RasoatError, match=r"^P137 "):
            sources.read(proposal)
    finally:
        path.write_bytes(kept)


def test_only_the_proposer_withdraws(world: World) -> None:
    """Another officer of the province disputes; he does not withdraw (P132)."""
    proposal = proposing(world, {KEY: "33"}).run()
    people = world.people
    assert refusal(WithdrawProposal(actor=people["province_officer_2"], proposal=proposal)) == "P132"
    WithdrawProposal(actor=people["province_officer"], proposal=proposal).run()
    assert Proposal.objects.get().state == State.WITHDRAWN
    assert refusal(WithdrawProposal(actor=people["province_officer"], proposal=proposal)) == "P126"


def test_a_disputed_cell_is_corrected_by_its_proposer(world: World) -> None:
    """Only his own, only a disputed one, only with a value the pack accepts; the dispute goes away."""
    proposal = proposing(world, {KEY: "33", "b1.points.tv.yes.NT2": "4"}).run()
    first, other = world.people["province_officer"], world.people["province_officer_2"]
    cell = proposal.cells.get(key=KEY)
    assert refusal(CorrectCell(actor=first, cell=cell, new="35")) == "P130"
    DisputeCell(actor=other, cell=cell, note="trang 3 ghi 35").run()
    assert refusal(CorrectCell(actor=other, cell=cell, new="35")) == "P132"
    assert refusal(CorrectCell(actor=first, cell=cell, new="nhiều")) == "L005"
    CorrectCell(actor=first, cell=cell, new="35").run()
    cell = ProposedCell.objects.get(key=KEY)
    assert (cell.new, cell.dispute, cell.verified_by) == ("35", "", None)


def workbook_draft(world: World) -> Draft:
    """A workbook that changes one cell and leaves another as it is."""
    pack = editions.current(PACK, world.province)
    old = {key: pack.cell(key, FIRST).value for key in (KEY, "b1.points.tv.yes.NT2")}
    points = tuple(
        Point(key, FIRST, "NT2", key.split(".")[2], "yes", value, value + (key == KEY))
        for key, value in old.items()
    )
    return Draft(
        pack=PACK, pack_hash=pack.hash, on=FIRST, made_from=pack.hash, points=points, document="TT17",
        document_title="", article="Phụ lục 3b", since=FIRST,
    )  # fmt: skip


def from_workbook(world: World, source: Path, **more: Any) -> Proposal:
    """Propose the workbook as the province's officer."""
    given: dict[str, Any] = {
        "actor": world.people["province_officer"], "province": world.province, "document": "TT17",
        "document_title": "", "article": "Phụ lục 3b", "since": FIRST, "source": source,
    }  # fmt: skip
    return propose(workbook_draft(world), **{**given, **more})


def test_an_official_table_is_proposed_whole_and_an_overlay_where_it_differs(
    world: World, tmp_path: Path
) -> None:
    """Every cell of the table is to be verified, the equal ones too; an overlay changes only what it names."""
    scan = tmp_path / "bảng điểm.pdf"
    scan.write_bytes(PDF)
    whole = from_workbook(world, scan)
    overlay = from_workbook(world, scan, kind="provincial_overlay")
    assert (whole.cells.count(), overlay.cells.count(), whole.source_name) == (2, 1, "bảng điểm.pdf")


def test_a_district_officer_brings_in_a_workbook(world: World, tmp_path: Path) -> None:
    """He proposes from his district; somebody of another province may not."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    proposal = from_workbook(world, scan, actor=world.people["district_officer"])
    assert proposal.desk == world.district
    elsewhere = Unit.objects.create(
        code="08", valid_from=FIRST, level="province", kind="Tỉnh", name="X", path="08/"
    )
    with pytest.raises(NotAllowed, match=r"^A001 "):
        from_workbook(world, scan, province=elsewhere)


def test_a_scan_that_cannot_be_read_is_named(world: World, tmp_path: Path) -> None:
    """L034 names the file."""
    with pytest.raises(InputError, match=r"^L034 .*khong-co\.pdf"):
        from_workbook(world, tmp_path / "khong-co.pdf")


def test_amendments_made_by_a_proposal_are_read_as_text(world: World) -> None:
    """Commas, quotes and a title that looks like a formula come back as they were typed."""
    title = '=HYPERLINK("x"); "Quyết định", số 1'
    adopted(world, {KEY: "33"}, DECISION._replace(document_title=title))
    files = editions.files_of(PACK, world.province)
    assert amendments.read(files[amendments.FILE])[0].document_title == title


def test_a_value_the_pack_refuses_is_named_with_its_cell(world: World) -> None:
    """The sentence says which cell could not be read."""
    with pytest.raises(LawError, match=KEY):
        proposing(world, {KEY: "x"}).run()
