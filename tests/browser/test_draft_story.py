"""Phiếu B on a phone, one question at a time: interrupted, resumed, shared by two, sent back and compared."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit
from tests.browser.test_story import answered, fill_in, form

PHONE = 390
SAVED = re.compile("Đã lưu lúc")
OFFICER = """
import json
from rasoat.survey.models import Listing
from rasoat.demo import stage
from rasoat.accounts.models import Assignment
row = Listing.objects.select_related("village__commune__unit").get(pk={pk})
held = Assignment.objects.filter(role="commune_officer", unit=row.village.commune.unit).first()
print(json.dumps([held.user.username, str(row.household_id), row.village.round_id]))
"""


@pytest.fixture(scope="module")
def target(site: Site) -> dict[str, Any]:
    """A household that waits for its form."""
    return form(site)


def open_form(visit: Visit, target: dict[str, Any], **options: Any) -> Page:
    """Open the form, ready to be filled."""
    page = visit(target["reviewer"], f"/phieu-b/{target['pk']}/", **{"width": PHONE, **options})
    page.wait_for_load_state("networkidle")
    return page


def go_to(page: Page, name: str) -> None:
    """Go on by Enter until the question stands on the screen."""
    for _ in range(80):
        if page.locator(f"[data-question={name}].is-now").count():
            return
        page.keyboard.press("Enter")
    pytest.fail(f"the question {name} never came")


def test_a_form_survives_the_page_and_is_finished_later(
    site: Site, visit: Visit, target: dict[str, Any]
) -> None:
    """One question a screen by the keyboard; the page dies while the line is dead; a fresh one goes on where it was."""
    page = open_form(visit, target)
    expect(page.locator(".question.is-now")).to_have_count(1)
    page.locator(".wizard-next").click()
    go_to(page, "wall")
    page.keyboard.press("2")
    expect(page.locator("[data-draft-state]")).to_have_text(SAVED)
    page.context.set_offline(True)
    go_to(page, "column")
    page.keyboard.press("1")
    expect(page.locator("[data-draft-state]")).to_contain_text("đang giữ trên máy này")
    page.evaluate("window.onbeforeunload = null")
    other = page.context.new_page()  # the same phone, after its battery died
    page.close()
    page.context.set_offline(False)
    other.goto(f"/phieu-b/{target['pk']}/")
    other.wait_for_load_state("networkidle")
    expect(other.locator("[name=wall]:checked")).to_have_value("other")
    expect(other.locator("[name=column]:checked")).to_have_count(1)
    expect(other.locator("[data-draft-state]")).to_have_text(SAVED)
    desk = open_form(visit, target, width=1280, java_script_enabled=False)  # another device
    expect(desk.locator("[name=wall]:checked")).to_have_value("other")
    expect(desk.locator("[name=column]:checked")).to_have_count(1)
    fill_in(desk)
    with desk.expect_navigation():
        desk.locator("#answers-save").click()
    assert answered(site, target["pk"])[0] == 1


def test_two_at_one_form_lose_nothing(site: Site, visit: Visit) -> None:
    """Different answers merge before the eyes of both; over the same one a person chooses."""
    target = form(site)
    one = open_form(visit, target, width=1280)
    two = open_form(visit, target)
    one.fill("[name=poultry]", "12")
    expect(one.locator("[data-draft-state]")).to_have_text(SAVED)
    two.evaluate("document.querySelector('.wizard-mode').click()")
    two.fill("[name=cattle]", "5")
    expect(two.locator("[name=poultry]")).to_have_value("12")
    one.fill("[name=cattle]", "3")
    expect(one.locator("[data-draft-state] a")).to_be_visible()
    one.locator("[data-draft-state] a").click()
    expect(one.locator("fieldset.choose")).to_have_count(1)
    one.locator(".sides label", has_text="3").last.click()
    with one.expect_navigation():
        one.locator("#choose-save").click()
    expect(one.locator("[name=cattle]")).to_have_value("3")


def test_the_officer_sends_a_form_back_and_the_versions_are_compared(
    site: Site, visit: Visit, target: dict[str, Any]
) -> None:
    """Reason on top, old answers filled in, a new version, and what differs between both."""
    officer, household, round_ = json.loads(site.run(OFFICER.format(pk=target["pk"])).splitlines()[-1])
    page = visit(officer, f"/ho/{household}/?vong={round_}", width=PHONE)
    page.locator("#go-return").click()
    page.fill("[name=reason]", "Hỏi lại số trâu bò")
    with page.expect_navigation():
        page.locator("#return-save").click()
    again = open_form(visit, target, width=1280)
    expect(again.locator("#returned")).to_contain_text("Hỏi lại số trâu bò")
    expect(again.locator("[name=wall]:checked")).to_have_value("other")
    again.fill("[name=cattle]", "7")
    with again.expect_navigation():
        again.locator("#answers-save").click()
    again.goto(f"/phieu-b/{target['pk']}/cac-lan/")
    expect(again.locator("#changed tbody tr")).to_have_count(1)
    expect(again.locator("#changed [data-name=cattle]")).to_contain_text("7")
