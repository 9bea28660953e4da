"""A village head's and a reviewer's work in a browser, as they would do it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from rasoat.demo.facts import PASSWORD
from tests.browser.conftest import Site, Visit

FORM = """
import json
from rasoat.demo import stage
from rasoat.survey.models import Listing
row = (Listing.objects.filter(village__state="surveying", inclusion="included", answered=None, household__ended_on=None)
       .exclude(pk__in={taken}).select_related("village__unit").order_by("pk")[0])
print(json.dumps({{"pk": row.pk, "reviewer": stage.reviewer_of(row.village.unit.code), "village": row.village_id,
                  "size": row.household.members.filter(left_on=None).count()}}))
"""
ANSWERED = """
import json
from rasoat.survey.models import Listing
row = Listing.objects.select_related("answered__score").get(pk={pk})
print(json.dumps([row.submissions.count(), row.answered.score.result if row.answered else None]))
"""


TAKEN: list[int] = []


def form(site: Site) -> dict[str, Any]:
    """A household that waits for its form, and that no other test of this site has asked for."""
    found: dict[str, Any] = json.loads(site.run(FORM.format(taken=TAKEN)).splitlines()[-1])
    TAKEN.append(found["pk"])
    return found


def answered(site: Site, pk: int) -> list[Any]:
    """How many versions the household's form has, and its class."""
    return json.loads(site.run(ANSWERED.format(pk=pk)).splitlines()[-1])


def fill_in(page: Any) -> None:
    """Choose the last option of every question and type a number that raises no doubt where one is asked for."""
    page.evaluate(
        """() => {
            const size = document.querySelector('[name=household_size]').value;
            for (const box of document.querySelectorAll('[data-question]')) {
                const radios = box.querySelectorAll('input[type=radio]');
                const picked = box.querySelector('input[type=radio]:checked');
                if (radios.length && !picked) radios[radios.length - 1].checked = true;
                for (const input of box.querySelectorAll('input:not([type=radio])'))
                    if (!input.value) input.value = {floor_area_m2: '40', dependants: size}[input.name] ?? '0';
            }
            const respondent = document.querySelector('[name$=respondent]');
            if (respondent) respondent.value = 'Chủ hộ';
        }"""
    )


def test_wrong_password_says_so_and_keeps_the_name(visit: Visit) -> None:
    """A slip at the door costs only the password."""
    page = visit(path="/dang-nhap/")
    page.fill("input[name=username]", "huyen-can-bo")
    page.fill("input[name=password]", "sai-mat-khau")
    page.click("main form button.primary")
    expect(page.locator("input[name=username]")).to_have_value("huyen-can-bo")
    expect(page.locator("main")).to_contain_text("mật khẩu")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_reviewer_fills_a_form(site: Site, visit: Visit, javascript: bool) -> None:
    """From the task list to the scored household, with JavaScript and without."""
    target = form(site)
    page = visit(target["reviewer"], f"/phieu-b/{target['pk']}/", java_script_enabled=javascript)
    fill_in(page)
    save = page.locator("#answers-save")
    with page.expect_navigation():
        save.click()
    assert answered(site, target["pk"])[0] == 1


def test_missing_answers_are_named_and_nothing_typed_is_lost(site: Site, visit: Visit) -> None:
    """An incomplete form comes back with its values and says what is missing."""
    target = form(site)
    page = visit(target["reviewer"], f"/phieu-b/{target['pk']}/")
    page.evaluate("document.querySelector('[name$=electricity_kwh]').value = '77'")
    page.evaluate(
        "document.querySelector('#answers-form').requestSubmit(document.querySelector('#answers-save'))"
    )
    expect(page.locator("[name$=electricity_kwh]")).to_have_value("77")
    assert (
        page.get_by_text("P020").count() > 0 or page.get_by_text("S0").count() > 0,
        answered(site, target["pk"])[0],
    ) == (
        True,
        0,
    )


def test_english_is_in_the_account_menu(visit: Visit) -> None:
    """The language switch turns the whole frame."""
    page = visit("huyen-can-bo", "/")
    page.locator("#who summary").click()
    page.get_by_role("button", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1").first).to_contain_text("My tasks")


def test_keyboard_reaches_the_content(visit: Visit) -> None:
    """The first Tab offers to skip to the content."""
    page = visit("huyen-can-bo", "/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused is not None
    assert focused.startswith("#")


def test_signing_out_closes_the_door(visit: Visit) -> None:
    """After signing out the pages ask for the password again."""
    page = visit("huyen-chu-tich", "/")
    page.locator("form[action='/dang-xuat/'] button").first.evaluate("button => button.form.requestSubmit()")
    page.wait_for_url("**/dang-nhap/**")
    page.goto("/")
    assert "/dang-nhap/" in page.url
    assert PASSWORD not in page.content()
