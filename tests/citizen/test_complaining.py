"""A citizen's complaint: from the posted list to the answer, without signing in."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from rasoat.posting.actions import AssignRecheck, DecideComplaint, OpenPosting, RecheckHousehold
from rasoat.posting.models import Complaint, Posting
from tests.world import DAY, RICH, World, answers, make_world

TOLD = {
    "kind": "should_not_be_on",
    "text": "Hộ này có xe tải.",
    "complainant": "Nông Thị Mới",
    "contact": "0912",
}


@pytest.fixture
def posted(db: None) -> World:
    """A village whose lists hang: one household fell into poverty, one left it, one stays poor."""
    world = make_world()
    for code, opening in (("01", "near_poor"), ("02", "poor_income"), ("03", "poor_income")):
        world.household(code, opening)
    world.surveyed(**{"01": answers(), "02": answers(**RICH), "03": answers()})
    world.met()
    OpenPosting(actor=world.people["commune_officer"], village=world.village_round(), opened_on=DAY).run()
    return world


def address(world: World, token: str = "") -> str:
    """The page of the complaint, with the link of the posting or without."""
    query = f"?niem-yet={token}" if token else ""
    return f"/cong-dan/thon/{world.village_round().pk}/y-kien/{query}"


def send(client: Client, world: World, **more: Any) -> Any:
    """Send a complaint about the household on the list."""
    token = Posting.objects.get().token
    return client.post(address(world, token), {**TOLD, "listing": world.listing("01").pk, **more})


def test_the_four_lists_are_public_and_who_remains_is_not(posted: World, client: Client) -> None:
    """The page of the link shows what the circular has posted, and nobody who simply stays poor."""
    page = client.get(f"/cong-khai/{Posting.objects.get().token}/").content.decode()
    names = {
        code: posted.households[code].members.get(relation="head").full_name for code in ("01", "02", "03")
    }
    assert {code: name in page for code, name in names.items()} == {"01": True, "02": True, "03": False}


def test_names_can_be_chosen_only_with_the_link(posted: World, client: Client) -> None:
    """Without the link, or with a guessed one, the form holds no name of anybody."""
    token = Posting.objects.get().token
    named = [
        posted.households["01"].members.get(relation="head").full_name
        in client.get(address(posted, each)).content.decode()
        for each in (token, "", "doan-mo")
    ]
    assert named == [True, False, False]


def test_a_complaint_gets_its_receipt_once(posted: World, client: Client) -> None:
    """The number and the code are shown after sending, and open the state of the complaint."""
    page = send(client, posted)
    complaint = Complaint.objects.get()
    assert (page.status_code, complaint.channel, complaint.listing) == (200, "web", posted.listing("01"))
    code = page.context["complaint"].code
    found = client.post("/cong-dan/bien-nhan/", {"number": complaint.receipt.lower(), "code": code})
    assert found.context["progress"].state == "Đã nhận, đang xem xét"


def test_script_in_a_complaint_is_only_text(posted: World, client: Client) -> None:
    """What was written is shown as it was written, to the citizen and to the committee."""
    send(client, posted, text="<script>alert(1)</script> xe tải", complainant="<b>A</b>")
    client.force_login(posted.people["commune_committee"])
    page = client.get(f"/khieu-nai/{Complaint.objects.get().pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_same_again_tells_nothing_of_the_first(posted: World, client: Client) -> None:
    """A second sending is refused with a code, keeps what was typed, and names no receipt."""
    send(client, posted)
    again = send(client, posted)
    page = again.content.decode()
    assert (again.status_code, "K012" in page, Complaint.objects.get().receipt in page) == (422, True, False)
    assert "Hộ này có xe tải." in page


def photo(pixels: int = 64) -> bytes:
    """A noisy picture as a phone makes it: large when ``pixels`` is."""
    out = io.BytesIO()
    Image.effect_noise((pixels, pixels), 90).convert("RGB").save(out, "JPEG", quality=100)
    return out.getvalue()


def test_a_photo_of_ten_megabytes_comes_along(posted: World, client: Client) -> None:
    """A large photo is taken in, made small, and seen by the committee."""
    picture = photo(3600)
    assert len(picture) > 10 * 2**20
    page = send(client, posted, file=SimpleUploadedFile("nhà.jpg", picture, "image/jpeg"))
    kept = Complaint.objects.get().files.get().attachment
    assert (page.status_code, kept.uploaded_by, kept.size < len(picture)) == (200, None, True)
    client.force_login(posted.people["commune_committee"])
    assert client.get(f"/khieu-nai/{Complaint.objects.get().pk}/").content.decode().count("nhà.jpg") == 1


def test_a_program_that_calls_itself_a_picture_is_refused(posted: World, client: Client) -> None:
    """Known by its content: nothing is kept, and what was typed stays."""
    page = send(client, posted, file=SimpleUploadedFile("anh.jpg", b"MZ" + bytes(500), "image/jpeg"))
    assert (page.status_code, "D072" in page.content.decode(), Complaint.objects.count()) == (422, True, 0)
    assert "Hộ này có xe tải." in page.content.decode()


def test_after_the_window_it_is_taken_and_marked(posted: World, client: Client) -> None:
    """A late complaint is received and says so; no name can be chosen any more."""
    posted.on(DAY + timedelta(days=9))
    page = client.post(address(posted, Posting.objects.get().token), {**TOLD, "about": "hộ ở đầu thôn"})
    assert "gửi sau thời gian niêm yết" in page.content.decode()
    assert Complaint.objects.get().late


def test_before_the_posting_there_is_no_form(db: None, client: Client) -> None:
    """A village that has posted nothing says when one can complain."""
    world = make_world()
    page = client.get(address(world))
    assert (page.status_code, "complain-form" in page.content.decode()) == (200, False)


def test_an_unknown_village_is_not_there(db: None, client: Client) -> None:
    """A guessed number finds nothing."""
    assert client.get("/cong-dan/thon/999999/y-kien/").status_code == 404


def test_the_answer_is_read_with_the_code_only(posted: World, client: Client) -> None:
    """The letter opens with number and code; any other code gets the one answer all wrong ones get."""
    code = send(client, posted).context["complaint"].code
    complaint = Complaint.objects.get()
    committee, other = posted.people["commune_committee"], posted.people["reviewer_2"]
    AssignRecheck(actor=committee, complaint=complaint, rechecker=other).run()
    RecheckHousehold(
        actor=other, complaint=complaint, answers=answers(), visited_on=DAY, respondent="Chủ hộ"
    ).run()
    DecideComplaint(
        actor=committee, complaint=complaint, answer="Xe đã bán từ năm ngoái.", decided_on=DAY
    ).run()
    asked = {"number": complaint.receipt, "code": code}
    page = client.post("/cong-dan/bien-nhan/", asked).content.decode()
    assert "Xe đã bán từ năm ngoái." in page
    letter = client.post("/cong-dan/bien-nhan/", {**asked, "paper": "1"})
    assert (letter.headers["Content-Type"], letter.content[:4]) == ("application/pdf", b"%PDF")
    wrong = client.post("/cong-dan/bien-nhan/", {**asked, "code": "AAAA-AAAA-AAAA", "paper": "1"})
    assert (wrong.status_code, "N002" in wrong.content.decode()) == (422, True)
