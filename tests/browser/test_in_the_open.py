"""Citizens on their phones: one objects and wins, one objects and loses, one asks in the year and is refused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Site, Visit
from tests.browser.test_request import fill
from tests.browser.test_story import fill_in

PHONE = 390
STAGE = """
import json
from django.contrib.auth.hashers import make_password
from rasoat.accounts.models import User
from rasoat.demo.facts import PASSWORD
from rasoat.posting.actions import OpenPosting
from rasoat.posting.models import Posting
from tests.world import DAY, ELSEWHERE, RICH, answers, make_world
world = make_world(ELSEWHERE)
world.people = {name.removesuffix("-khac"): user for name, user in world.people.items()}
User.objects.filter(username__endswith="-khac").update(password=make_password(PASSWORD))
for village, code in enumerate(("T", "B")):
    world.household(code + "1", "near_poor", village=village)
    world.household(code + "2", "poor_income", village=village)
    world.surveyed(village, **{code + "1": answers(**RICH), code + "2": answers()})
    world.met(village)
    OpenPosting(actor=world.people["commune_officer"], village=world.village_round(village), opened_on=DAY).run()
world.household("N1", village=2)
world.household("N2", "poor_income", village=2)
world.surveyed(2)
print(json.dumps({
    "round": world.round.pk,
    "villages": [world.village_round(n).pk for n in range(3)],
    "tokens": list(Posting.objects.filter(village__round=world.round).order_by("pk").values_list("token", flat=True)),
}))
"""
ON = """
from datetime import date
from rasoat.rounds.models import Round
Round.objects.filter(pk={round}).update(practice_day=date({day}))
"""
LETTER = "() => Object.fromEntries(new FormData(document.querySelector('#paper-form')))"
BETTER_OFF = """() => {
    for (const box of document.querySelectorAll('[data-question]')) {
        const radios = box.querySelectorAll('input[type=radio]');
        if (radios.length) radios[0].checked = true;
    }
}"""


@pytest.fixture(scope="module")
def place(site: Site) -> dict[str, Any]:
    """Two villages whose lists hang, and a third in which somebody asks in the year."""
    found: dict[str, Any] = json.loads(site.run(STAGE).splitlines()[-1])
    return found


@pytest.fixture
def phone(visit: Visit) -> Callable[..., Page]:
    """Open a page on a phone, as a person or as nobody; it fits the screen."""

    def opened(who: str, path: str) -> Page:
        page: Page = visit(f"{who}-khac" if who else "", path, width=PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        return page

    return opened


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page, and find no fault there."""
    with page.expect_navigation():
        page.locator(button).click()
    assert page.locator("#errors").count() == 0, page.locator("#errors").inner_text()


def receipt_of(page: Page) -> tuple[str, str]:
    """Number and code as the page shows them after sending."""
    return page.inner_text("#receipt-number"), page.inner_text("#receipt-code")


def object_to(page: Page, kind: str, head: str, text: str) -> tuple[str, str]:
    """From the posted list to the receipt."""
    press(page, "#complain")
    page.check(f"[name=kind][value={kind}]")
    page.select_option("[name=listing]", label=head)
    page.fill("[name=text]", text)
    page.fill("[name=complainant]", head)
    press(page, "#complain-form button.primary")
    return receipt_of(page)


def ask_again(phone: Callable[..., Page], number: str, answer: str) -> None:
    """The committee names another reviewer, who fills the form anew; the committee answers."""
    desk = phone("commune_committee", "/khieu-nai/")
    desk.get_by_role("link", name=number).click()
    offered = desk.locator("[name=rechecker] option").all_inner_texts()
    assert "Người reviewer-khac" not in offered
    desk.select_option("[name=rechecker]", label="Người reviewer_2-khac")
    press(desk, "#assign")
    other = phone("reviewer_2", desk.url)
    press(other, "#recheck")
    fill_in(other)
    press(other, "#recheck-save")
    desk.reload()
    desk.fill("[name=answer]", answer)
    press(desk, "#decide")


def letter_of(page: Page, number: str, code: str) -> tuple[str, str]:
    """What the look-up says, and the words of the letter that number and code open."""
    page.goto("/cong-dan/bien-nhan/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code.lower())
    press(page, "#receipt-show")
    told = page.inner_text("#progress")
    answer = page.request.post(page.url, form=page.evaluate(LETTER), headers={"Referer": page.url})
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return told, " ".join(" ".join(each.extract_text() for each in pages).split())


def lists_with(page: Page, head: str) -> list[str]:
    """The posted lists in which the household stands."""
    headings = page.locator("section", has_text=head).locator("h2").all_inner_texts()
    return [heading.rsplit(maxsplit=1)[0] for heading in headings]


def test_one_objects_and_wins(place: dict[str, Any], phone: Callable[..., Page]) -> None:
    """Surveyed again by another, the household is poor: letter, and a new posting in place of the old."""
    head, village, address = "Triệu Văn T1 0", place["villages"][0], f"/cong-khai/{place['tokens'][0]}/"
    citizen = phone("", address)
    before = lists_with(citizen, head)
    number, code = object_to(citizen, "should_be_on", head, "Nhà tôi không có xe, không có việc.")
    ask_again(phone, number, "Phúc tra thấy gia đình khó khăn như đã nêu.")
    told, letter = letter_of(citizen, number, code)
    assert "Phúc tra thấy gia đình khó khăn như đã nêu." in told
    assert "Phúc tra thấy gia đình khó khăn như đã nêu." in letter
    assert phone("", address).locator("section", has_text=head).count() == 0

    officer = phone("commune_officer", f"/niem-yet/{village}/")
    press(officer, "#posting-open")
    new = officer.get_by_role("link", name="Mở trang ai cũng xem được").get_attribute("href")
    assert new != address
    after = lists_with(phone("", str(new)), head)
    assert (before, after) == (["Hộ thoát cận nghèo"], ["Hộ nghèo phát sinh mới", "Hộ thoát cận nghèo"])


def test_one_objects_and_loses(place: dict[str, Any], phone: Callable[..., Page]) -> None:
    """The second survey finds what the first found: the letter says so, and the same lists go on hanging."""
    head, address = "Triệu Văn B1 0", f"/cong-khai/{place['tokens'][1]}/"
    citizen = phone("", address)
    before = lists_with(citizen, head)
    press(citizen, "#complain")
    citizen.check("[name=kind][value=should_not_be_on]")
    citizen.fill("[name=about]", "Triệu Văn B2 0")
    citizen.fill("[name=text]", "Hộ này có xe tải <b>mới</b>.")
    citizen.fill("[name=complainant]", head)
    press(citizen, "#complain-form button.primary")
    number, code = receipt_of(citizen)
    desk = phone("commune_officer", "/khieu-nai/")
    desk.get_by_role("link", name=number).click()
    desk.select_option("#household-listing", index=2)
    press(desk, "#name-household")
    ask_again(phone, number, "Xe tải là của người khác gửi nhờ.")
    told, letter = letter_of(citizen, number, code)
    assert "Xe tải là của người khác gửi nhờ." in told
    assert "Xe tải là của người khác gửi nhờ." in letter
    assert lists_with(phone("", address), head) == before == ["Hộ thoát cận nghèo"]


def test_one_asks_in_the_year_and_is_refused(
    site: Site, place: dict[str, Any], phone: Callable[..., Page]
) -> None:
    """Received on 30/01/2019, due on 15/02/2019 for Tết lies between, refused with reasons on the last day."""
    site.run(ON.format(round=place["round"], day="2019, 1, 30"))
    citizen = phone("", f"/cong-dan/thon/{place['villages'][2]}/")
    press(citizen, "#go-ask")
    press(citizen, "#form-1a")
    expect(citizen.locator("[name=village]")).to_have_value(str(place["villages"][2]))
    fill(citizen, {"village": place["villages"][2], "head": "Triệu Văn N1 0", "born": 1975})
    press(citizen, "#request-send")
    expect(citizen.locator("#receipt-due")).to_contain_text("15/02/2019")
    number, code = receipt_of(citizen)

    desk = phone("other_officer", "/trong-nam/")
    desk.get_by_role("link", name=number).click()
    desk.select_option("[name=household]", index=1)
    press(desk, "#match")
    site.run(ON.format(round=place["round"], day="2019, 2, 15"))
    reviewer = phone("other_reviewer", desk.url)
    press(reviewer, "#fill")
    reviewer.evaluate(BETTER_OFF)
    fill_in(reviewer)
    press(reviewer, "#case-fill-save")
    chairman = phone("other_chairman", desk.url)
    expect(chairman.locator("#case-decide-form")).to_contain_text("không công nhận được")
    assert chairman.locator(".late-mark").count() == 0
    chairman.check("[name=grant][value='0']")
    chairman.fill("[name=answer]", "Điểm Phiếu B vượt mức của hộ cận nghèo.")
    press(chairman, "#case-decide")

    told, letter = letter_of(citizen, number, code)
    assert "Trả lời ngày 15/02/2019." in told
    assert "Điểm Phiếu B vượt mức của hộ cận nghèo." in told
    assert "Điểm Phiếu B vượt mức của hộ cận nghèo." in letter
