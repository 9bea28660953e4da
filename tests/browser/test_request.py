"""A citizen files a request on a phone; the commune takes it in; Phiếu A; the household is surveyed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit

FIND = """
import json
from rasoat.demo import stage
from rasoat.rounds.models import VillageRound
from rasoat.survey.queries import candidates
for village in VillageRound.objects.filter(state="listing").select_related("unit", "commune__unit", "round"):
    found = candidates(village).filter(openings=None).first()
    if found is not None:
        print(json.dumps({"commune": village.commune_id, "village": village.pk, "code": found.code,
            "head": found.head_name, "born": found.members.get(relation="head").birth_date.year,
            "chief": stage.head_of(village.unit.code), "officer": stage.officer_of(village.commune.unit.code)}))
        break
"""
STANDING = """
from rasoat.survey.models import Listing, Request
print(Listing.objects.get(household__code="{code}", village={village}).inclusion, Request.objects.get(receipt="{receipt}").state)
"""


@pytest.fixture(scope="module")
def asking(site: Site) -> dict[str, Any]:
    """A household that is on no list, and the people of its village and commune."""
    found: dict[str, Any] = json.loads(site.run(FIND).splitlines()[-1])
    return found


def fill(page: Page, asking: dict[str, Any]) -> None:
    """Answer form 1a."""
    page.select_option("[name=village]", str(asking["village"]))
    typed = {
        "applicant_name": asking["head"], "birth_date": str(asking["born"]), "ethnic_group": "Tày",
        "identity_card": "095 123 456", "permanent_residence": "Thôn", "present_residence": "Thôn",
        "reason_text": "Lũ cuốn trôi nhà và trâu.", "0-member_name": asking["head"],
        "0-member_relation": "Chủ hộ",
    }  # fmt: skip
    for name, text in typed.items():
        page.fill(f'[name="{name}"]', text)
    for name, option in {"sex": "female", "applied_to_be": "poor", "reason": "disaster"}.items():
        page.check(f"[name={name}][value={option}]")


def test_from_the_phone_to_the_survey_list(visit: Visit, site: Site, asking: dict[str, Any]) -> None:
    """Nothing typed is lost on the way, the receipt tells how far it is, and the household comes onto the list."""
    phone = visit("", f"/cong-dan/de-nghi/{asking['commune']}/1a/", width=390)
    phone.click("#request-send")
    expect(phone.locator("#errors").first).to_be_visible()
    fill(phone, asking)
    phone.click("#more-people")
    expect(phone.locator("[name=applicant_name]")).to_have_value(asking["head"])
    expect(phone.locator("fieldset.person")).to_have_count(6)
    phone.click("#request-send")
    number, code = phone.inner_text("#receipt-number"), phone.inner_text("#receipt-code")
    assert Axe().run(phone).response["violations"] == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 390

    head = visit(asking["chief"], f"/thon/{asking['village']}/xac-nhan-giay/", width=390)
    head.locator("section.card", has_text=number).get_by_role("button", name="Xác nhận").click()
    desk = visit(asking["officer"], f"/xa/{asking['commune']}/giay-de-nghi/")
    desk.get_by_role("link", name=number).click()
    assert Axe().run(desk).response["violations"] == []
    desk.get_by_role("radio", name=asking["head"]).first.check()
    desk.click("#take-in-save")
    expect(desk.locator(".notice")).to_contain_text(number)

    head.goto(f"/thon/{asking['village']}/?buoc=pending")
    head.locator(f'[data-household="{asking["code"]}"] a.button').click()
    questions = head.locator("#screen-form [data-question]")
    for place in range(questions.count()):
        questions.nth(place).locator("label", has_text="Không").click()
        head.locator(".wizard-next").click()
    with head.expect_navigation():
        head.click("#screen-save")
    assert site.run(STANDING.format(**asking, receipt=number)).split()[-2:] == ["included", "taken_in"]

    phone.goto("/cong-dan/bien-nhan/")
    phone.fill("[name=number]", number)
    phone.fill("[name=code]", code.lower())
    phone.click("#receipt-show")
    expect(phone.locator("#progress")).to_contain_text("rà soát viên sẽ đến nhà")
