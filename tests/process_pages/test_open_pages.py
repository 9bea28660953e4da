"""The desk pages of the open review: texts for the people, the list of postings and its printing, the monthly report."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from rasoat.jobs.models import Job, State
from rasoat.posting.actions import OpenPosting
from rasoat.posting.models import Notice
from tests.process_pages.conftest import Season, Visitor, codes
from tests.world import DAY, World, answers


def test_commune_prints_its_posted_lists_in_the_background(
    season: Season, visitor: Visitor, world: World
) -> None:
    """The page tells where lists hang; printing is a job whose one PDF begins each village on a sheet of its own."""
    season.posted()
    page = visitor.get("commune_officer", "postings", world.round.pk)
    assert [str(posting.village.unit) for posting, _left in page.context["postings"]] == [
        "Thôn Nà Thử",
        "Thôn Bản Thử",
    ]
    response = visitor.post("commune_officer", "postings", world.round.pk)
    job = Job.objects.get()
    content = visitor.client.get(f"{response.url}tep/").content
    assert (job.state, job.done, job.file_name) == (
        State.DONE,
        2,
        "Danh sách niêm yết - Xã Xã thử 01906.pdf",
    )
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    firsts = [next(n for n, text in enumerate(pages) if name in text) for name in ("Nà Thử", "Bản Thử")]
    assert (firsts[0], firsts[1] % 2, firsts[1] > 0) == (0, 0, True)


def test_district_prints_a_file_of_lists_for_each_commune(
    season: Season, visitor: Visitor, world: World
) -> None:
    """Two communes are two PDFs in one zip; the officer of one commune sees only his own lists."""
    season.posted_open()
    world.household("C1", "poor_income", village=2)
    world.surveyed(2, C1=answers())
    world.met(2)
    OpenPosting(actor=world.people["other_officer"], village=world.village_round(2), opened_on=DAY).run()
    visitor.post("district_officer", "postings", world.round.pk)
    job = Job.objects.get()
    content = visitor.client.get(f"/viec-dang-chay/{job.pk}/tep/").content
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == [
        "01906 Xã Xã thử 01906.pdf", "01909 Xã Xã thử 01909.pdf",
    ]  # fmt: skip
    assert len(visitor.get("other_officer", "postings", world.round.pk).context["postings"]) == 1


def test_printing_before_anything_is_posted_fails_with_its_sentence(
    season: Season, visitor: Visitor, world: World
) -> None:
    """Where nothing hangs the job says so (K004)."""
    season.met()
    visitor.post("commune_officer", "postings", world.round.pk)
    assert Job.objects.get().error == "K004"


def test_a_desk_prints_nothing_of_another(season: Season, visitor: Visitor, world: World) -> None:
    """Another commune's unit in the form is not looked at: the job is of one's own commune."""
    season.posted_open()
    visitor.post("other_officer", "postings", world.round.pk, unit=world.communes[0].pk)
    job = Job.objects.get()
    assert (job.unit, job.error) == (world.communes[1], "K004")


def write(visitor: Visitor, world: World, text: str, language: str = "vi") -> Notice:
    """The village head saves a text of the posting."""
    visitor.post(
        "village_head", "notice-write", world.village_round().pk, "posting", language=language, text=text
    )
    return Notice.objects.latest("pk")


def test_a_text_is_drafted_saved_and_read_out(world: World, visitor: Visitor) -> None:
    """The draft stands in the form; each saving is a version; the reading is listed with its place; the sheet is a PDF."""
    village = world.village_round().pk
    draft = visitor.get("village_head", "notice-write", village, "posting").context["form"]["text"].value()
    assert draft.startswith("Kính thưa bà con thôn Nà Thử!")
    write(visitor, world, draft)
    notice = write(visitor, world, "Mời bà con xem danh sách.")
    visitor.post("village_head", "notice-read", notice.pk, read_on=DAY, place="Loa thôn")
    page = visitor.get("commune_officer", "notice", notice.pk).content.decode()
    assert (notice.version, "Loa thôn" in page, "20/10/2018" in page) == (2, True, True)
    assert "đã đọc 1 lần" in visitor.get("commune_officer", "notices", village).content.decode()
    sheet = PdfReader(
        io.BytesIO(visitor.client.get(f"/thong-bao/bai/{notice.pk}/", {"in": "1"}).content)
    ).pages
    assert "Mời bà con xem danh sách." in " ".join(sheet[0].extract_text().split())


def test_another_tongue_begins_empty_and_markup_is_text(world: World, visitor: Visitor) -> None:
    """Nothing is translated by machine; what is typed is shown as it was typed."""
    form = visitor.get("village_head", "notice-write", world.village_round().pk, "posting", tieng="tyz")
    assert form.context["form"]["text"].value() == ""
    notice = write(visitor, world, "<b>Nà</b>", "tyz")
    page = visitor.get("village_head", "notice", notice.pk).content.decode()
    assert ("&lt;b&gt;Nà&lt;/b&gt;" in page, "<b>Nà</b>" in page) == (True, False)


def test_wrong_words_and_days_stay_beside_their_code(world: World, visitor: Visitor) -> None:
    """An empty text, a reading without a place, a reading of tomorrow: nothing is kept."""
    empty = visitor.post(
        "village_head", "notice-write", world.village_round().pk, "posting", language="vi", text=" "
    )
    notice = write(visitor, world, "Mời bà con.")
    placeless = visitor.post("village_head", "notice-read", notice.pk, read_on=DAY, place="")
    early = visitor.post(
        "village_head", "notice-read", notice.pk, read_on=DAY + timedelta(days=1), place="Loa thôn"
    )
    assert [empty.status_code, placeless.status_code, early.status_code] == [422, 422, 422]
    assert (codes(early), notice.readings.count(), Notice.objects.count()) == (["P003"], 0, 1)


def test_who_only_reads_cannot_write(world: World, visitor: Visitor) -> None:
    """The reviewer reads the texts without a button and is refused the form; another commune finds nothing."""
    notice, village = write(visitor, world, "Mời bà con."), world.village_round().pk
    page = visitor.get("reviewer", "notices", village)
    assert (page.status_code, "/soan/" in page.content.decode()) == (200, False)
    assert visitor.get("reviewer", "notice-write", village, "posting").status_code == 403
    assert visitor.get("other_officer", "notice", notice.pk).status_code == 404
    assert visitor.get("village_head", "notice-write", village, "no-step").status_code == 404


@pytest.fixture
def decided(world: World, visitor: Visitor) -> World:
    """Two households asked in October; one is recognised, one refused."""
    for code, grant, answer in (("Y1", "1", ""), ("Y2", "0", "Vượt chuẩn.")):
        asked = {
            "kind": "1a", "household": str(world.household(code).pk), "received_on": DAY, "applicant": code,
            "contact": "", "channel": "person", "reason": "Nhà cháy", "confirmed_by_village_head": "on",
        }  # fmt: skip
        visitor.post("commune_officer", "case-take-in", world.village_round().pk, **asked)
        pk = world.village_round().cases.latest("pk").pk
        visitor.post("reviewer", "case-fill", pk, **{**answers(), "visited_on": DAY, "respondent": "Chủ hộ"})
        visitor.post("commune_chairman", "case-decide", pk, grant=grant, decided_on=DAY, answer=answer)
    return world


def test_the_monthly_report_counts_the_month(decided: World, visitor: Visitor) -> None:
    """Commune and district see one added and one refused in October, nothing in November."""
    for who in ("commune_officer", "district_officer"):
        page = visitor.get(who, "monthly", decided.round.pk, thang="2018-10")
        assert (page.status_code, page.context["report"].total) == (200, (1, 0, 0, 0, 0, 1))
    later = visitor.get("district_officer", "monthly", decided.round.pk, thang="2018-11")
    assert later.context["report"].total == (0, 0, 0, 0, 0, 0)
    nonsense = visitor.get("district_officer", "monthly", decided.round.pk, thang="tháng mười")
    assert f"{nonsense.context['report'].month:%Y-%m}" == "2018-10"


@pytest.mark.parametrize(("ending", "begins"), [("csv", b"unit_code"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_monthly_report_is_a_file(decided: World, visitor: Visitor, ending: str, begins: bytes) -> None:
    """Each format comes as a file of the visitor's unit; an unknown one is not there."""
    file = visitor.get("commune_officer", "monthly", decided.round.pk, thang="2018-10", dang=ending)
    assert (file.status_code, file.content[: len(begins)]) == (200, begins)
    assert visitor.get("commune_officer", "monthly", decided.round.pk, dang="exe").status_code == 404


def test_the_monthly_report_of_another_commune_is_not_there(decided: World, visitor: Visitor) -> None:
    """A code outside the visitor's area finds nothing."""
    asked = {"thang": "2018-10", "don-vi": "01906"}
    visitor.get("other_officer", "monthly", decided.round.pk)
    assert visitor.client.get(f"/bao-cao-thang/{decided.round.pk}/", asked).status_code == 404
