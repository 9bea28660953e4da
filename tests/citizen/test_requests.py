"""Filing a request on the public pages, and the pages of those who work on it."""

from __future__ import annotations

import io
import uuid
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from rasoat.audit.models import Entry
from rasoat.audit.receipt import code_of
from rasoat.rounds.models import VillageRound
from rasoat.survey.listing import BuildList, ProposeHousehold
from rasoat.survey.models import Listing, Request
from rasoat.survey.screening import ScreenHousehold
from rasoat.yearround.models import Case
from tests.routes.played import PAPER
from tests.world import DAY, World, make_world


@pytest.fixture
def world(db: None) -> World:
    """A world with a household of the current list, 01, and one that is on no list, 02."""
    made = make_world()
    made.household("01", "poor_income")
    made.household("02")
    return made


def signed_in(world: World, role: str) -> Client:
    """A client for the person."""
    client = Client()
    client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_page(world: World) -> str:
    """The address of form 1a of the first commune."""
    return reverse("citizen-request", args=[world.commune_round().pk, "1a"])


def typed(world: World, **changes: str) -> dict[str, Any]:
    """What a citizen types."""
    return {**PAPER, "village": str(world.village_round().pk), "sent_as": str(uuid.uuid4()), **changes}


def text_of(pdf: bytes) -> str:
    """The words of a PDF."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_communes_of_open_rounds_are_found_without_marks(client: Client, world: World) -> None:
    """Search is by name, and a practice round says what it is."""
    html = client.get(reverse("citizen-places"), {"tim": "xa thu 01909"}).content.decode()
    assert ("Xã thử 01909" in html, "Xã thử 01906" in html, "đợt thực hành" in html) == (True, False, True)


def test_a_citizen_gets_a_receipt_and_the_same_form_again_gives_the_same(
    client: Client, world: World
) -> None:
    """A second click or a reload makes no second request."""
    sent = typed(world)
    pages = [client.post(form_page(world), sent).content.decode() for _ in range(2)]
    filed = Request.objects.get()
    assert all(filed.receipt in page and code_of(filed.receipt) in page for page in pages)
    assert "THỰC HÀNH" in pages[0]


def test_what_was_typed_stays_when_something_is_missing(client: Client, world: World) -> None:
    """422 with N003 beside its field, markup shown as text, and nothing stored."""
    answer = client.post(form_page(world), typed(world, applicant_name="<b>Nông</b>", reason_text=""))
    html = answer.content.decode()
    assert (answer.status_code, "N003" in html, Request.objects.count()) == (422, True, 0)
    assert "&lt;b&gt;Nông&lt;/b&gt;" in html


def test_more_rows_for_people_lose_nothing(client: Client, world: World) -> None:
    """The button works without a script: what was typed stands again, with three rows more."""
    answer = client.post(form_page(world), typed(world, more="1", **{"0-member_name": "Nông Thị Con"}))
    html = answer.content.decode()
    assert (answer.status_code, html.count('class="person"'), Request.objects.count()) == (200, 6, 0)
    assert ("Nông Thị Con" in html, "Nông Văn Thử" in html) == (True, True)


def test_a_form_the_regime_does_not_have_is_not_there(client: Client, world: World) -> None:
    """404 for another form and for a closed round's commune."""
    assert client.get(reverse("citizen-request", args=[world.commune_round().pk, "9z"])).status_code == 404
    type(world.round).objects.update(state="approved")
    assert client.get(form_page(world)).status_code == 404


@pytest.mark.parametrize(("button", "words"), [("bien-nhan", "GIẤY BIÊN NHẬN"), ("giay", "Mất mùa")])
def test_the_papers_can_be_printed_with_number_and_code(
    client: Client, world: World, button: str, words: str
) -> None:
    """The receipt and the filled form; identity numbers are masked on what the code opens."""
    client.post(form_page(world), typed(world))
    number = Request.objects.get().receipt
    answer = client.post(
        reverse("citizen-receipt"), {"number": number, "code": code_of(number), "in": button}
    )
    text = text_of(answer.content)
    assert (answer.headers["Content-Type"], words in text, "095123456" in text) == (
        "application/pdf",
        True,
        False,
    )


def test_the_officer_sees_it_among_his_tasks_and_refuses_with_a_reason(client: Client, world: World) -> None:
    """The reason he gives is what the receipt tells."""
    client.post(form_page(world), typed(world))
    filed, officer = Request.objects.get(), signed_in(world, "commune_officer")
    assert "Tiếp nhận giấy đề nghị gửi qua mạng" in officer.get("/").content.decode()
    officer.post(reverse("request-refuse", args=[filed.pk]), {"reason": "Hộ ở xã khác"})
    html = client.post(
        reverse("citizen-receipt"), {"number": filed.receipt, "code": code_of(filed.receipt)}
    ).content.decode()
    assert "Lý do: Hộ ở xã khác" in html


def test_the_village_head_confirms_and_the_officer_takes_in(client: Client, world: World) -> None:
    """Each by his own page; the household is chosen among those that fit."""
    client.post(form_page(world), typed(world, applicant_name="Triệu Văn 02 0"))
    filed, head = Request.objects.get(), signed_in(world, "village_head")
    assert "Xác nhận giấy đề nghị gửi qua mạng" in head.get("/").content.decode()
    head.post(reverse("requests-confirm", args=[world.village_round().pk]), {"request": filed.pk})
    officer = signed_in(world, "commune_officer")
    page = officer.get(reverse("request", args=[filed.pk])).content.decode()
    assert ("Triệu Văn 02 0 – 02" in page, "••••••456" in page) == (True, True)
    chosen = {"household": str(world.households["02"].pk)}
    assert officer.post(reverse("request-take-in", args=[filed.pk]), chosen).status_code == 302
    assert world.listing("02").inclusion == "pending"


def test_a_request_too_late_for_the_list_is_told_by_its_old_receipt(client: Client, world: World) -> None:
    """The officer moves it to the requests of the year with one button, and prints its new receipt."""
    client.post(form_page(world), typed(world))
    VillageRound.objects.filter(pk=world.village_round().pk).update(state="surveying")
    filed, officer = Request.objects.get(), signed_in(world, "commune_officer")
    assert 'id="hand-over"' in officer.get(reverse("request", args=[filed.pk])).content.decode()
    shown = officer.post(reverse("case-from-request", args=[filed.pk]), follow=True).content.decode()
    case = Case.objects.get(request=filed)
    told = {"number": filed.receipt, "code": code_of(filed.receipt)}
    answer = client.post(reverse("citizen-receipt"), told).content.decode()
    printed = text_of(officer.get(reverse("case-receipt", args=[case.pk])).content)
    assert ('id="print-receipt"' in shown, case.receipt in answer, case.receipt in printed) == (
        True,
        True,
        True,
    )
    again = officer.post(reverse("case-from-request", args=[filed.pk]), follow=True).content.decode()
    assert ("N010" in again, Case.objects.count()) == (True, 1)


def test_printing_the_whole_numbers_goes_into_the_log(client: Client, world: World) -> None:
    """The officer's paper has the number; the log has the officer."""
    client.post(form_page(world), typed(world))
    pdf = signed_in(world, "commune_officer").post(reverse("request-paper", args=[Request.objects.get().pk]))
    assert "095123456" in text_of(pdf.content)
    assert Entry.objects.latest("number").action == "request.print"


def test_the_committee_decides_on_its_page(world: World) -> None:
    """It sees who asks and why; its decision and its reason stand on the printed list."""
    head = world.people["village_head"]
    ProposeHousehold(
        actor=head, village=world.village_round(), household=world.households["02"],
        hardship="earner", reason="=Chồng mất",
    ).run()  # fmt: skip
    items = world.round.rules.form("A").questions
    ScreenHousehold(
        actor=head, village=world.village_round(), listing=world.listing("02"), filled_on=DAY,
        answers={item.id: 1 for item in items}, include_reason="Nhà vừa cháy",
    ).run()  # fmt: skip
    committee, commune = signed_in(world, "commune_committee"), world.commune_round().pk
    assert "Xem xét hộ Phiếu A loại" in committee.get("/").content.decode()
    page = reverse("left-out", args=[commune])
    assert "Nhà vừa cháy" in committee.get(page).content.decode()
    decide = reverse("list-decide", args=[world.listing("02").pk])
    assert (
        committee.post(decide, {"include": "0", "reason": "", "decided_on": "20/10/2018"}).status_code == 422
    )
    committee.post(decide, {"include": "0", "reason": "Còn đất cho thuê", "decided_on": "20/10/2018"})
    files = {
        suffix: committee.get(reverse("commune-list", args=[commune, "khong-khao-sat", suffix])).content
        for suffix in ("pdf", "xlsx")
    }
    who = f"{world.people['commune_committee']} (Ban giảm nghèo xã)"
    assert ("Còn đất cho thuê" in text_of(files["pdf"]), who in text_of(files["pdf"])) == (True, True)
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("=Chồng mất" in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@pytest.mark.parametrize("which", ["ra-soat", "2a", "2b"])
def test_lists_name_who_is_on_them(client: Client, world: World, which: str) -> None:
    """By village and by commune; the list to review has group 1, 2a the request."""
    BuildList(actor=world.people["village_head"], village=world.village_round()).run()
    client.post(form_page(world), typed(world))
    officer = signed_in(world, "commune_officer")
    places = [("village-list", world.village_round().pk), ("commune-list", world.commune_round().pk)]
    texts = [text_of(officer.get(reverse(name, args=[pk, which, "pdf"])).content) for name, pk in places]
    wanted = {"ra-soat": "Triệu Văn 01 0", "2a": "Nông Văn Thử", "2b": "Không có hộ nào"}[which]
    assert [wanted in text for text in texts] == [True, True]
    assert officer.get(reverse("village-list", args=[places[0][1], "9z", "pdf"])).status_code == 404


def test_the_village_page_shows_that_nobody_is_forgotten(world: World) -> None:
    """Before the list is built it says how many are missing, afterwards that all are there."""
    head, page = signed_in(world, "village_head"), reverse("village", args=[world.village_round().pk])
    before = head.get(page).content.decode()
    signed_in(world, "commune_officer").post(reverse("list-build-commune", args=[world.commune_round().pk]))
    after = head.get(page).content.decode()
    assert ("Còn 1 hộ của danh sách" in before, "Đủ 1/1 hộ" in after, Listing.objects.count()) == (
        True,
        True,
        1,
    )
