"""The pages of the law: looking, proposing, verifying, and who sees what."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rasoat import law
from rasoat.accounts.roles import Role
from rasoat.lawbook import editions, sources, workbook
from rasoat.lawbook import shelf as drafts
from rasoat.lawbook.models import Edition, Proposal, ProposedCell, State
from rasoat.lawbook.workbook_layout import FIRST_ROW, Column
from tests.lawbook.conftest import DECISION, FIRST, LAW, PACK, PDF, adopted, proposing, verifying
from tests.world import ELSEWHERE, World, make_world

KEY, OTHER = "b1.points.motorbike.yes.NT2", "b1.points.tv.yes.NT2"
VALUE = LAW._replace(kind="value")


@pytest.fixture(autouse=True)
def _static_files_where_they_lie(settings: Any) -> None:
    """Static files are not collected for a test."""
    settings.WHITENOISE_AUTOREFRESH = True


class Reader:
    """Opens pages of the law as somebody of the world."""

    def __init__(self, world: World) -> None:
        self.world, self.client = world, Client()

    def get(self, who: str, page: str, *args: Any, **query: Any) -> Any:
        """Open a page."""
        self.client.force_login(self.world.people[who])
        return self.client.get(reverse(page, args=args), query)

    def post(self, who: str, page: str, *args: Any, **typed: Any) -> Any:
        """Send a form; names may hold dots and dashes when given as a dictionary under ``fields``."""
        self.client.force_login(self.world.people[who])
        return self.client.post(reverse(page, args=args), {**typed.pop("fields", {}), **typed})


@pytest.fixture
def reader(world: World) -> Reader:
    """Somebody at the pages."""
    return Reader(world)


def text(response: Any) -> str:
    """Return the page."""
    return response.content.decode()


def basis(**more: Any) -> dict[str, Any]:
    """Return a filled form of what a proposal rests on."""
    scan = SimpleUploadedFile("quyet-dinh.pdf", PDF)
    given = {
        "kind": "provincial_overlay", "document": "15/QĐ-BCĐ", "document_title": "Quyết định thử", "article": "Điều 1",
        "since": "01/12/2018", "source": scan,
    }  # fmt: skip
    return {**given, **more}


@pytest.mark.parametrize("role", Role)
def test_everybody_may_read_the_law(reader: Reader, role: str) -> None:
    """Each role opens the packs and one pack of its own province; its first page leads there."""
    assert f'href="{reverse("law")}"' in text(reader.get(role, "home"))
    assert reader.get(role, "law").status_code == 200
    assert reader.get(role, "law-pack", "06", PACK).status_code == 200


def test_the_pack_page_counts_by_provenance(reader: Reader) -> None:
    """The rows of the status table add up to the cells of the pack."""
    page = reader.get("province_officer", "law-pack", "06", PACK)
    cells = tuple(law.load(PACK).cells())
    rows = [row for row, _label in page.context["statuses"]]
    assert sum(row.cells for row in rows) == len(cells) == page.context["page"].paginator.count
    assert {row.provenance: row.cells for row in rows} == {
        each: sum(cell.provenance is each for cell in cells) for each in {cell.provenance for cell in cells}
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"loai": "class"}, {"class"}),
        ({"loai": "b1.points", "vung": "NT4", "tim": "xe may"}, {"b1.points.motorbike"}),
        ({"trang-thai": "missing"}, {"process"}),
        ({"nguon": "not-found", "loai": "b1.points"}, set()),
        ({"tim": "dieu 9 khoan 1 diem c"}, {"process.official_report_before", "chain."}),
    ],
)
def test_cells_are_filtered(reader: Reader, query: dict[str, str], expected: set[str]) -> None:
    """By kind, area, state, provenance and words without marks; nothing found is said."""
    page = reader.get("auditor", "law-pack", "06", PACK, **query)
    keys = [row.cell.key for row in page.context["rows"]]
    assert all(any(key.startswith(start) for start in expected) for key in keys)
    assert bool(keys) is bool(expected)


@pytest.mark.parametrize("pack", law.packs())
def test_every_cell_has_a_name_and_a_value_in_words(reader: Reader, pack: str) -> None:
    """No cell of any pack shows its key for a name or an empty value, in Vietnamese or English."""
    cells = tuple(law.load(pack).cells())
    for language in ("vi", "en"):
        reader.client.cookies["django_language"] = language
        shown = []
        for number in range(1, -(-len(cells) // 50) + 1):
            page = reader.get("auditor", "law-pack", "06", pack, trang=str(number))
            shown += page.context["rows"]
        assert len(shown) == len(cells)
        assert [row.cell.key for row in shown if row.name == row.cell.key or row.value in ("", "–")] == []


def test_a_verified_cell_names_who_and_the_scan(world: World, reader: Reader) -> None:
    """Names, day and the beginning of the scan's hash stand beside the value."""
    adopted(world, {KEY: "33"})
    page = text(reader.get("village_head", "law-pack", "06", PACK, tim=KEY))
    assert "Người province_officer, Người province_officer_2" in page
    assert sources.sha256_of(PDF)[:12] in page


def test_other_provinces_do_not_exist(world: World, reader: Reader) -> None:
    """Neither pack nor proposal nor scan of another province opens, for reading or for acting."""
    make_world(ELSEWHERE)
    proposal = proposing(world, {KEY: "33"}).run()
    cell = proposal.cells.get()
    strangers = {**world.people}
    for name in ("province_officer", "auditor"):
        strangers[name] = type(world.people[name]).objects.get(username=f"{name}-khac")
    reader.world = World(
        world.province, world.district, world.communes, world.villages, strangers, world.round
    )
    for page in ("law-proposal", "law-source"):
        assert reader.get("province_officer", page, proposal.pk).status_code == 404
    for page in ("law-verify", "law-withdraw", "law-dispute"):
        assert reader.post("province_officer", page, proposal.pk, cell=cell.pk).status_code == 404
    assert reader.post("province_officer", "law-correct", cell.pk).status_code == 404
    for page in ("law-pack", "law-history", "law-propose", "law-template", "law-propose-cells"):
        assert reader.get("province_officer", page, "06", PACK).status_code == 404


def test_a_pack_that_does_not_exist_is_not_found(reader: Reader) -> None:
    """404, not a failure."""
    assert reader.get("auditor", "law-pack", "06", "vn-1999").status_code == 404


def filled(changes: dict[str, int]) -> SimpleUploadedFile:
    """Return the template with other points for some cells, by key within the area NT2, as an officer fills it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.template(law.load(PACK), FIRST)))
    for row in book["NT2"].iter_rows(min_row=FIRST_ROW + 1):
        if row[Column.KEY].value in changes:
            row[Column.POINTS].value = changes[row[Column.KEY].value]
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("bảng điểm.xlsx", out.getvalue())


def test_a_workbook_is_looked_through_and_sent(world: World, reader: Reader) -> None:
    """Upload, the difference with the changed cell first, and only then the proposal; the draft is gone afterwards."""
    form = basis(kind="official_table", document="TT17", document_title="", since="01/01/2016")
    form["workbook"] = filled({"motorbike.yes": 33})
    uploaded = reader.post("province_officer", "law-propose", "06", PACK, **form)
    assert uploaded.headers["Location"] == reverse("law-draft", args=["06", PACK])
    look = reader.get("province_officer", "law-draft", "06", PACK)
    assert (look.context["changed"], look.context["page"].paginator.count) == (1, 574)
    assert [(each.line.key, each.line.same) for each in look.context["lines"][:1]] == [(KEY, False)]
    assert Proposal.objects.count() == 0
    reader.post("province_officer", "law-send", "06", PACK)
    proposal = Proposal.objects.get()
    cell = proposal.cells.get(key=KEY)
    assert (cell.new, proposal.source, proposal.document) == ("33", sources.sha256_of(PDF), "TT17")
    assert reader.get("province_officer", "law-draft", "06", PACK).status_code == 404


def test_faults_of_a_workbook_stand_beside_its_field(reader: Reader) -> None:
    """Every fault is named with its code; the page keeps what was typed, and asks for the sound scan once more."""
    form = basis(workbook=SimpleUploadedFile("bang.xlsx", PDF))
    page = reader.post("province_officer", "law-propose", "06", PACK, **form)
    assert page.status_code == 422
    assert "L040" in page.context["form"].errors["workbook"][0]
    assert "15/QĐ-BCĐ" in text(page)
    assert text(page).count("Chọn lại tệp này") == 1
    assert "Chọn lại tệp này" not in text(reader.get("province_officer", "law-propose", "06", PACK))


@pytest.mark.parametrize(
    ("source", "code"),
    [(b"MZ\x90 a program", "P125"), (b"", "không có nội dung")],
    ids=["exe-named-pdf", "empty"],
)
def test_a_wrong_scan_is_refused_beside_its_field(reader: Reader, source: bytes, code: str) -> None:
    """A program called .pdf and a file of 0 bytes."""
    form = basis(source=SimpleUploadedFile("../../ban-quet.pdf", source))
    form["fields"] = {"dung": f"{KEY}@2016-01-01"}
    page = reader.post("province_officer", "law-propose-cells", "06", PACK, **form)
    assert (page.status_code, code in page.context["form"].errors["source"][0]) == (422, True)


def test_single_cells_are_confirmed_and_changed(reader: Reader) -> None:
    """A tick confirms the cell as it is, a new value begins on the day typed."""
    fields = {"dung": ["class.poor_income.rural@2018-11-10"], "moi-b1.points.boat.yes.NT2@2016-01-01": " 15 "}
    reader.post("province_officer", "law-propose-cells", "06", PACK, **basis(), fields=fields)
    look = reader.get("province_officer", "law-draft", "06", PACK)
    lines = [(each.line.key, str(each.line.since), each.line.new) for each in look.context["lines"]]
    assert lines == [
        ("b1.points.boat.yes.NT2", "2018-12-01", "15"),
        ("class.poor_income.rural", "2018-11-10", "="),
    ]


def test_nothing_chosen_is_said(reader: Reader) -> None:
    """P120 stands above the form."""
    page = reader.post("province_officer", "law-propose-cells", "06", PACK, **basis())
    assert (page.status_code, "P120" in text(page)) == (422, True)


def test_what_was_typed_stays_after_a_refusal(reader: Reader) -> None:
    """Ticks and values come back with the error."""
    fields = {
        "dung": ["class.poor_income.rural@2016-01-01"],
        "moi-income.poor.rural@2016-01-01": "bảy trăm nghìn",
    }
    page = reader.post("province_officer", "law-propose-cells", "06", PACK, **basis(), fields=fields)
    assert (page.status_code, "L005" in text(page)) == (422, True)
    assert 'value="bảy trăm nghìn"' in text(page)
    assert 'value="class.poor_income.rural@2016-01-01" checked' in text(page)


def test_a_draft_on_an_old_edition_is_told(world: World, reader: Reader) -> None:
    """Between look and send somebody adopted: P121, nothing is sent."""
    fields = {"moi-b1.points.boat.yes.NT2@2016-01-01": "15"}
    reader.post("province_officer", "law-propose-cells", "06", PACK, **basis(), fields=fields)
    adopted(world, {KEY: "33"})
    page = reader.post("province_officer", "law-send", "06", PACK)
    assert (page.status_code, "P121" in text(page), Proposal.objects.open().count()) == (422, True, 0)


def test_drafts_are_thrown_away_after_a_day(reader: Reader, settings: Any, tmp_path: Path) -> None:
    """A draft of the day before is gone when the next one is kept."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    fields = {"moi-b1.points.boat.yes.NT2@2016-01-01": "15"}
    reader.post("province_officer", "law-propose-cells", "06", PACK, **basis(), fields=fields)
    (old,) = (tmp_path / "drafts").glob("*.json")
    os.utime(old, (0, 0))
    drafts.put(drafts.Kept(PACK, "", DECISION, [], PDF, "x"))
    assert (old.exists(), drafts.get(old.stem)) == (False, None)


@pytest.fixture
def proposal(world: World) -> Proposal:
    """Three cells, waiting: two points and a rule."""
    cells = {KEY: "33", OTHER: "4", "class.poor_income.rural": "="}
    return proposing(world, cells, VALUE).run()


def numbers(proposal: Proposal) -> dict[str, int]:
    """Return the cells' numbers by key."""
    return {cell.key: cell.pk for cell in proposal.cells.all()}


def test_the_proposed_value_is_hidden_from_the_verifier(proposal: Proposal, reader: Reader) -> None:
    """He sees a box; the proposer and a village head see the value."""
    pages = {
        who: text(reader.get(who, "law-proposal", proposal.pk, vung="NT2"))
        for who in ("province_officer_2", "province_officer", "village_head")
    }
    box = f'name="doc-{numbers(proposal)[KEY]}"'
    assert {who: ("<strong>33</strong>" in page, box in page) for who, page in pages.items()} == {
        "province_officer_2": (False, True),
        "province_officer": (True, False),
        "village_head": (True, False),
    }
    assert ">33<" not in pages["province_officer_2"]


def test_a_verifier_reads_a_page_and_the_rest_waits(proposal: Proposal, reader: Reader) -> None:
    """What he typed is recorded, what he left empty is not, what differs is disputed."""
    cells = numbers(proposal)
    fields = {f"doc-{cells[KEY]}": "33", f"doc-{cells[OTHER]}": "", "vung": "NT2"}
    sent = reader.post("province_officer_2", "law-verify", proposal.pk, fields=fields)
    assert sent.headers["Location"] == reverse("law-proposal", args=[proposal.pk]) + "?vung=NT2"
    reader.post("auditor", "law-verify", proposal.pk, fields={f"doc-{cells[OTHER]}": "9"})
    states = {cell.key: (cell.verified_by is not None, cell.dispute) for cell in ProposedCell.objects.all()}
    assert states == {KEY: (True, ""), OTHER: (False, "«9»"), "class.poor_income.rural": (False, "")}


def test_the_last_cell_confirmed_on_the_page_adopts(proposal: Proposal, reader: Reader) -> None:
    """Rules are compared and ticked; the page then names the edition."""
    cells = numbers(proposal)
    fields = {
        f"doc-{cells[KEY]}": "33",
        f"doc-{cells[OTHER]}": "4",
        "dung": str(cells["class.poor_income.rural"]),
    }
    reader.post("province_officer_2", "law-verify", proposal.pk, fields=fields)
    assert Edition.objects.get(province__isnull=False).number == 1
    assert "bản số 1" in text(reader.get("village_head", "law-proposal", proposal.pk))


def test_a_row_with_all_its_areas_is_confirmed_at_once(world: World, reader: Reader) -> None:
    """One tick verifies the option in every area."""
    areas = ("NT1", "NT2", "TT")
    proposal = proposing(world, {f"b1.points.car.yes.{area}": "61" for area in areas}).run()
    page = reader.get("province_officer_2", "law-proposal", proposal.pk, cach="dong")
    (row,) = page.context["option_rows"]
    assert [cell.expected for cell in row.cells] == ["61", "61", "61"]
    reader.post("province_officer_2", "law-verify", proposal.pk, fields={"dung": row.ids, "cach": "dong"})
    proposal.refresh_from_db()
    assert proposal.state == State.ADOPTED


def test_a_refused_reading_keeps_what_was_typed(world: World, proposal: Proposal, reader: Reader) -> None:
    """Somebody verified one of the cells meanwhile: P128, and the other number is still in its box."""
    cells = numbers(proposal)
    verifying(world, proposal, {KEY: "33"}, who="auditor").run()
    fields = {f"doc-{cells[KEY]}": "33", f"doc-{cells[OTHER]}": "4", "vung": "NT2"}
    page = reader.post("province_officer_2", "law-verify", proposal.pk, fields=fields)
    assert (page.status_code, "P128" in text(page)) == (422, True)
    assert f'name="doc-{cells[OTHER]}" value="4"' in text(page)


def test_the_proposer_has_no_boxes_and_is_refused(proposal: Proposal, reader: Reader) -> None:
    """P127 for a request made by hand."""
    fields = {f"doc-{numbers(proposal)[KEY]}": "33"}
    page = reader.post("province_officer", "law-verify", proposal.pk, fields=fields)
    assert (page.status_code, "P127" in text(page)) == (422, True)


def test_nonsense_in_a_reading_is_no_failure(proposal: Proposal, reader: Reader) -> None:
    """Names and numbers made up by hand are refused, not crashed on."""
    fields = {"doc-": "1", "doc-x": "1", "doc-²": "1", "doc-99999999999999999999": "1", "dung": "1,x,²,-3"}
    assert reader.post("auditor", "law-verify", proposal.pk, fields=fields).status_code == 422
    assert reader.post("auditor", "law-dispute", proposal.pk, cell="²", note="x").status_code == 404


def test_a_dispute_and_its_correction_on_the_pages(proposal: Proposal, reader: Reader) -> None:
    """The verifier says why, the proposer finds it as a task and mends it."""
    cell = numbers(proposal)[KEY]
    empty = reader.post("auditor", "law-dispute", proposal.pk, cell=cell, note=" ")
    assert empty.status_code == 422
    reader.post("auditor", "law-dispute", proposal.pk, cell=cell, note="trang 3 in 35")
    (task,) = [task for task in reader.get("province_officer", "home").context["tasks"] if task.step == "law"]
    assert (task.count, task.url) == (1, reverse("law-proposal", args=[proposal.pk]))
    assert "trang 3 in 35" in text(reader.get("province_officer", "law-proposal", proposal.pk, vung="NT2"))
    assert reader.post("province_officer", "law-correct", cell, new="ba lăm").status_code == 422
    reader.post("province_officer", "law-correct", cell, new="35")
    assert ProposedCell.objects.get(pk=cell).new == "35"


def test_open_proposals_are_a_task_of_who_may_verify(proposal: Proposal, reader: Reader) -> None:
    """Not of the proposer, not of roles without the permission."""
    counts = {}
    for who in ("province_officer_2", "auditor", "province_officer", "district_officer", "commune_officer"):
        tasks = reader.get(who, "home").context["tasks"]
        counts[who] = [task.count for task in tasks if task.step == "law"]
    assert counts == {
        "province_officer_2": [3], "auditor": [3], "province_officer": [], "district_officer": [], "commune_officer": [],
    }  # fmt: skip


def test_the_scan_is_shown_as_what_it_is(proposal: Proposal, reader: Reader) -> None:
    """Type by content, never sniffed, framed only by this site, never cached by others."""
    page = reader.get("village_head", "law-source", proposal.pk)
    headers = {
        name: page.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")
    }
    assert page.content == PDF
    assert headers == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Disposition"].startswith("inline")


def test_a_scan_that_was_changed_is_not_shown(proposal: Proposal, reader: Reader) -> None:
    """409 with P137, and the way back."""
    path = sources.path_of(proposal.source, proposal.source_kind)
    path.write_bytes(b"%PDF-1.4 other %%EOF")
    try:
        page = reader.get("auditor", "law-source", proposal.pk)
    finally:
        path.write_bytes(PDF)
    assert (page.status_code, "P137" in text(page)) == (409, True)


def test_withdrawing_closes_the_proposal(proposal: Proposal, reader: Reader) -> None:
    """Only its proposer has the button, and only he may."""
    assert "withdraw-form" not in text(reader.get("province_officer_2", "law-proposal", proposal.pk))
    assert reader.post("province_officer_2", "law-withdraw", proposal.pk).status_code == 422
    reader.post("province_officer", "law-withdraw", proposal.pk)
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN
    assert reader.get("auditor", "law-proposal", proposal.pk).status_code == 200


def test_a_stale_proposal_says_so(world: World, proposal: Proposal, reader: Reader) -> None:
    """When another edition changed one of its cells the page tells what to do."""
    adopted(world, {KEY: "44"})
    page = reader.get("province_officer", "law-proposal", proposal.pk)
    assert page.context["stale"] == [KEY]


def test_the_history_names_editions_people_and_hashes(world: World, reader: Reader) -> None:
    """Newest first, each with its decision, both people and both hashes; the shipped pack last."""
    edition = adopted(world, {"b1.points.boat.yes.NT2": "15"}, DECISION).edition
    page = text(reader.get("commune_officer", "law-history", "06", PACK))
    wanted = (
        "15/QĐ-BCĐ",
        edition.hash,
        sources.sha256_of(PDF),
        "Người province_officer_2",
        law.load(PACK).hash,
    )
    assert [each for each in wanted if each not in page] == []


def test_the_template_holds_the_points_of_the_province(world: World, reader: Reader) -> None:
    """The workbook is made from the newest edition and reads back against it."""
    adopted(world, {KEY: "33"})
    content = reader.get("province_officer", "law-template", "06", PACK).content
    draft = workbook.read(content, "mau.xlsx", editions.current(PACK, world.province), date(2018, 11, 10))
    assert (draft.changes, draft.outdated) == ((), False)


def test_a_name_with_markup_stays_text(world: World, reader: Reader) -> None:
    """Nothing typed by a proposer runs on the verifier's page."""
    evil = DECISION._replace(document_title="<script>alert(1)</script>")
    proposal = proposing(world, {KEY: "33"}, evil, source_name="<img src=x>.pdf").run()
    page = text(reader.get("province_officer_2", "law-proposal", proposal.pk))
    assert ("<script>alert" in page, "<img src=x>" in page) == (False, False)


def test_pages_of_a_full_table_take_few_queries(
    world: World, reader: Reader, django_assert_max_num_queries: Any
) -> None:
    """574 cells: the page of one area asks no more than of one cell."""
    rules = law.load(PACK).on(FIRST)
    changes = {cell.key: str(cell.value) for cell in rules.cells() if cell.key.startswith("b1.points.")}
    proposal = proposing(world, changes).run()
    reader.get("province_officer_2", "law-proposal", proposal.pk)
    for way in ({"vung": "NT2"}, {"cach": "dong"}):
        with django_assert_max_num_queries(18):
            assert reader.get("province_officer_2", "law-proposal", proposal.pk, **way).status_code == 200
