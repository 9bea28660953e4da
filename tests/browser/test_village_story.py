"""One village from its list to its signed minutes, on a phone: a form returned, a household sent back by the meeting."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Site, Visit
from tests.browser.test_story import fill_in

PHONE = 390
VILLAGE = """
import json
from datetime import date
from django.contrib.auth.hashers import make_password
from rasoat.accounts.models import Assignment, User
from rasoat.areas.models import Unit
from rasoat.demo import facts, stage
from rasoat.roster.models import Household, Member, OpeningEntry
from rasoat.rounds.models import CommuneRound, VillageRound
commune = CommuneRound.objects.filter(state="collecting", round__unit__code=facts.DISTRICT_CODE).select_related("unit", "round").order_by("-unit__path").first()
parent = commune.unit
unit = Unit.objects.create(code=parent.code + "-99", valid_from=facts.UNITS_FROM, level="village", kind="Thôn",
    name="Nà Chuyện", parent=parent, path=parent.path + parent.code + "-99/", area_type=parent.area_type, region=parent.region)
village = VillageRound.objects.create(round=commune.round, commune=commune, unit=unit)
password = make_password(facts.PASSWORD)
for name, role, full in (("truong-thon-chuyen", "village_head", "Nông Văn Chuyện"), ("ra-soat-chuyen", "reviewer", "Lý Thị Hỏi")):
    user = User.objects.create(username=name, full_name=full, password=password)
    Assignment.objects.create(user=user, role=role, unit=unit, starts_on=facts.UNITS_FROM)
for number, (head, kind) in enumerate((("Triệu Văn Ấm", "poor_income"), ("Hoàng Thị Bền", "near_poor"), ("Lò Thị Côi", "")), start=1):
    home = Household.objects.create(village=unit, code=f"C{number}", registered_on=facts.UNITS_FROM)
    for order in range(3):
        Member.objects.create(household=home, full_name=head if order == 0 else f"{head} {order}", sex="male",
            relation="head" if order == 0 else "child", birth_date=date(1975 + order, 1, 1), ethnic_group="Tày",
            joined_on=facts.UNITS_FROM)
    if kind:
        OpeningEntry.objects.create(round=commune.round, household=home, kind=kind, persons=3)
print(json.dumps({"village": village.pk, "officer": stage.officer_of(parent.code), "day": commune.round.practice_day.isoformat()}))
"""
LISTED = """
import json
from rasoat.survey.models import Listing
rows = Listing.objects.filter(village={village}).select_related("household", "village").order_by("household__code")
print(json.dumps([[row.pk, row.submissions.count(), row.village.state, row.inclusion] for row in rows]))
"""
PAPERS = """
import json
from rasoat.meeting.models import Meeting
rows = Meeting.objects.filter(village={village}).order_by("number")
print(json.dumps([[row.pk, row.minutes_id, row.items.filter(outcome="send_back").count(),
    [page.attachment.sha256 for page in row.signed_pages.all()]] for row in rows]))
"""


def told(site: Site, script: str) -> Any:
    """Return what a script on the site's database prints."""
    return json.loads(site.run(script).splitlines()[-1])


class Village:
    """The people of the village at their phones."""

    def __init__(self, site: Site, visit: Visit) -> None:
        self.site, self.visit = site, visit
        self.__dict__ |= told(site, VILLAGE)
        self.pk: int = self.__dict__["village"]
        self.today = date.fromisoformat(self.__dict__["day"])

    def open(self, who: str, path: str) -> Page:
        """Open a page on a phone."""
        page: Page = self.visit(who, path, width=PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        return page

    def head(self, path: str = "") -> Page:
        """The village head opens the page of the village, or another."""
        return self.open("truong-thon-chuyen", path or f"/thon/{self.pk}/")

    def listed(self) -> list[list[Any]]:
        """Listing, number of forms, the village's state and whether it is surveyed, for each household on the list."""
        rows: list[list[Any]] = told(self.site, LISTED.format(village=self.pk))
        return rows

    def papers(self) -> list[list[Any]]:
        """Meeting, minutes, households sent back and hashes of the signed pages, for each meeting."""
        rows: list[list[Any]] = told(self.site, PAPERS.format(village=self.pk))
        return rows

    def survey(self, listing: int) -> None:
        """The reviewer fills a form, a question at a time, and hands it in."""
        page = self.open("ra-soat-chuyen", f"/phieu-b/{listing}/")
        fill_in(page)
        forth = page.locator(".wizard-next")
        for _ in range(120):
            if not forth.is_visible():
                break
            forth.click()
        with page.expect_navigation():
            page.locator("#answers-save").click()
        assert "/phieu-b/" not in page.url, page.locator("main").inner_text()[:600]

    def press(self, page: Page, button: str) -> None:
        """Press a button that leads to another page, and find no fault there."""
        with page.expect_navigation():
            page.locator(button).click()
        expect(page.locator("#errors")).to_have_count(0)

    def meet(self, back: int | None = None) -> Page:
        """The village meets; ``back`` is the listing of a household that is surveyed again."""
        page = self.head(f"/hop-thon/{self.pk}/bien-ban/")
        typed = {
            "began_at": "19:30", "ended_at": "21:15", "secretary": "Lý Thị Hỏi", "front": "1", "households": "20",
            "representatives": "Triệu Văn Ấm", "conclusion": "Nhất trí.",
        }  # fmt: skip
        for name, value in typed.items():
            page.fill(f"[name={name}]", value)
        if back is not None:
            page.locator(f"[name=opinion_{back}][value=send_back]").check()
            page.fill(f"[name=reason_{back}]", "Chưa tính chiếc xe máy mới mua")
        self.press(page, "#meeting-save")
        return page


@pytest.fixture
def village(site: Site, visit: Visit) -> Village:
    """A village of two households that begins its review."""
    return Village(site, visit)


def test_from_the_list_to_the_signed_minutes(village: Village) -> None:
    """List, a proposal and its Phiếu A, survey, a form returned by the commune, invitation, a household sent back, a second meeting, signatures."""
    page = village.head()
    village.press(page, "#list-build")
    propose_and_screen(village)
    village.press(village.head(), "#list-close")
    (first, *_), (second, *_), (third, *_) = village.listed()
    for listing in (first, second, third):
        village.survey(listing)

    page = village.open(village.__dict__["officer"], f"/phieu-b/{first}/tra/")
    page.fill("[name=reason]", "Hỏi lại số người phụ thuộc")
    village.press(page, "main form button.primary")
    expect(village.open("ra-soat-chuyen", f"/phieu-b/{first}/").locator("main")).to_contain_text(
        "Hỏi lại số người phụ thuộc"
    )
    village.survey(first)
    assert [row[1] for row in village.listed()] == [2, 1, 1]

    village.press(village.head(), "#survey-finish")
    invite(village)
    show_to_the_room(village)
    village.meet(back=second)
    assert village.listed()[1][2] == "surveying"
    expect(village.open("ra-soat-chuyen", f"/phieu-b/{second}/").locator("main")).to_contain_text("xe máy")
    village.survey(second)
    village.press(village.head(), "#survey-finish")
    village.meet()
    assert [(row[1], row[2]) for row in village.listed()] == [(2, "agreed"), (2, "agreed"), (1, "agreed")]
    sign(village)


def propose_and_screen(village: Village) -> None:
    """The village proposes a household struck by a disaster; Phiếu A, left in the middle and resumed, lets it in."""
    page = village.head(f"/thon/{village.pk}/de-xuat/")
    page.locator("[name=household]").select_option(index=1)
    page.locator("[name=hardship][value=disaster]").check()
    page.fill("[name=reason]", "Bão số 4 làm sập bếp và chuồng trâu")
    village.press(page, "main form button.primary")
    (listing, *_), *_rest = [row for row in village.listed() if row[3] == "pending"]

    page = village.head(f"/phieu-a/{listing}/")
    expect(page.locator("main")).to_contain_text("Bão số 4")
    questions = page.locator("#screen-form [data-question]")
    forth, count = page.locator(".wizard-next"), questions.count()
    for number in range(3):
        with page.expect_response("**/luu/"):
            questions.nth(number).locator("label", has_text="Không").click()
        forth.click()
    page.close()

    page = village.head(f"/phieu-a/{listing}/")
    expect(page.locator("[data-wizard-place]")).to_have_text(f"4/{count + 1}")
    for number in range(3, count):
        questions = page.locator("#screen-form [data-question]")
        questions.nth(number).locator("label", has_text="Không").click()
        page.locator(".wizard-next").click()
    village.press(page, "#screen-save")
    assert [row[3] for row in village.listed()] == ["included"] * 3


def invite(village: Village) -> None:
    """Call the meeting; list and letters are a paper of two sheets."""
    page = village.head(f"/hop-thon/{village.pk}/moi-hop/")
    page.fill("[name=begins_at]", "19:30")
    page.fill("[name=front]", "Lò Thị Mặt")
    village.press(page, "#invitation-save")
    link = page.locator("#invited + ul a").first.get_attribute("href")
    letters = paper(page, str(link))
    text = " ".join(one.extract_text() for one in letters.pages)
    assert (len(letters.pages), text.count("Kính mời: Ông (bà)")) == (3, 4)
    assert all(name in text for name in ("Lò Thị Mặt", "Triệu Văn Ấm", "Lò Thị Côi", "THÔN NÀ CHUYỆN"))


def show_to_the_room(village: Village) -> None:
    """The projector turns with a key, and shows no identity number."""
    page = village.head(f"/hop-thon/{village.pk}/trinh-chieu/")
    expect(page.locator(".shown-nav")).to_contain_text("1 / 3")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".shown-nav")).to_contain_text("2 / 3")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".shown-nav")).to_contain_text("1 / 3")


def sign(village: Village) -> None:
    """Both meetings have minutes; the signed copy of the last is scanned back in and kept byte by byte."""
    (_, first, sent_back, _), (meeting, minutes, agreed, _) = village.papers()
    assert (sent_back, agreed) == (1, 0)
    page = village.head(f"/bien-ban-hop/{meeting}/")
    expect(page.locator("main")).to_contain_text("Chưa có bản ký")
    texts = []
    for pk in (first, minutes):
        read = paper(page, f"/van-ban/{pk}/")
        assert len(read.pages) == 2
        texts.append(" ".join(" ".join(one.extract_text().split()) for one in read.pages))
    assert "Chưa tính chiếc xe máy mới mua" in texts[0]
    assert "2. Hộ đề nghị rà soát lại: Không có." in texts[1]
    assert "THỰC HÀNH" in texts[1]
    scan = page.request.get(f"/van-ban/{minutes}/").body()
    page.set_input_files(
        "[name=pages]", {"name": "bien-ban-da-ky.pdf", "mimeType": "application/pdf", "buffer": scan}
    )
    village.press(page, "#signed-save")
    expect(page.locator("main")).to_contain_text("Bản ký đã được lưu")
    assert village.papers()[1][3] == [hashlib.sha256(scan).hexdigest()]


def paper(page: Page, address: str) -> PdfReader:
    """Read a paper as its pages, every font of it carried inside."""
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    read = PdfReader(io.BytesIO(answer.body()))
    for one in read.pages:
        for font in one["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"]
    return read
