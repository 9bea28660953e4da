"""Phiếu B counts along in the browser: what it shows is what the server would, and nothing moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit
from tests.browser.test_story import fill_in, form

PREVIEW = "**/phieu-b/*/tinh/"
PLACES = """() => [...document.querySelectorAll('[data-question], [data-member], .group')].map(box => {
    const {x, y, width} = box.getBoundingClientRect();
    return [box.dataset.question ?? box.id, x, y + scrollY, width].map(each => each.toFixed?.(1) ?? each);
})"""
SHOWN = """() => {
    const of = (root, what) => [...root.querySelectorAll(what)].map(each => each.textContent.trim());
    return root => ({
        b1: of(root, '[data-b1]'), b2: of(root, '[data-b2]'), answered: of(root, '[data-answered]'),
        verdict: of(root, '[data-verdict]'), doubts: of(root, '[data-live-doubts] li'), told: of(root, '[data-live-told] li'),
    });
}"""
HERE = f"() => ({SHOWN})()(document)"
ON_SERVER = f"""async () => {{
    const form = document.getElementById('answers-form');
    const answer = await fetch(form.getAttribute('hx-post'), {{method: 'POST', body: new FormData(form)}});
    return ({SHOWN})()(new DOMParser().parseFromString(await answer.text(), 'text/html'));
}}"""
KEPT = """
from rasoat.survey.models import Listing
remarks = Listing.objects.get(pk={pk}).answered.remarks
print(len(remarks), remarks["electricity_without_goods"])
"""
EMPTY = """
from rasoat.survey.draft_models import Draft, DraftClash
DraftClash.objects.all().delete()
Draft.objects.all().delete()
"""
ODD = {
    "dependants": "0",
    "pensions": "99",
    "floor_area_m2": "4000",
    "electricity_kwh": "150",
    "cattle": "x",
    "poultry": "-1",
}
ELECTRIC = ("tv", "hifi", "fridge", "aircon", "washing_machine", "water_heater", "microwave")


@pytest.fixture(scope="module")
def waiting(site: Site) -> dict[str, Any]:
    """A household that waits for its form."""
    return form(site)


@pytest.fixture
def undrafted(site: Site) -> None:
    """No test before this one has left a draft on the server."""
    site.run(EMPTY)


@pytest.fixture
def sheet(waiting: dict[str, Any], visit: Visit) -> Callable[..., Page]:
    """Open the form of the household, ready to count along."""

    def opened(**options: Any) -> Page:
        page = visit(waiting["reviewer"], f"/phieu-b/{waiting['pk']}/", **options)
        page.wait_for_load_state("networkidle")
        return page

    return opened


def type_odd(page: Page) -> None:
    """Answers that cannot be, that contradict each other, and that want a reason."""
    for name, answer in ODD.items():
        page.fill(f"[name={name}]", answer)
    for name in ELECTRIC:
        choose(page, name, "0")


def choose(page: Page, name: str, value: str) -> None:
    """Answer one question with a choice."""
    page.locator(f"label:has([name={name}][value='{value}'])").click()


@pytest.mark.parametrize("members", [False, True], ids=["ticked", "by-member"])
def test_the_page_shows_what_the_server_would(sheet: Callable[..., Page], members: bool) -> None:
    """Points, how many are answered, what to look at again and who makes what deprived: the same, without being asked."""
    page = sheet()
    if members:
        page.evaluate(
            "[...document.querySelectorAll('#group-members input')].filter(each => each.value === '0').forEach(each => each.click())"
        )
    fill_in(page)
    type_odd(page)
    here, there = page.evaluate(HERE), page.evaluate(ON_SERVER)
    assert here == there
    assert (len(here["doubts"]) > 4, bool(here["told"])) == (True, members)


@pytest.mark.usefixtures("undrafted")
def test_a_complete_form_shows_its_class_before_it_is_sent(sheet: Callable[..., Page]) -> None:
    """The class appears with the last answer."""
    page = sheet()
    expect(page.locator("[data-verdict]")).to_contain_text("Chưa đủ")
    fill_in(page)
    page.fill("[name=cattle]", "2")
    here, there = page.evaluate(HERE), page.evaluate(ON_SERVER)
    assert here == there
    expect(page.locator("[data-verdict] .badge")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_when_a_note_speaks(sheet: Callable[..., Page], width: int) -> None:
    """Every question stays where it was, whatever stands beside it."""
    page = sheet(width=width)
    page.evaluate("document.querySelector('#answers-form').classList.remove('js-wizard')")
    before = page.evaluate(PLACES)
    page.evaluate(
        """answers => { for (const [name, value] of Object.entries(answers)) {
            const field = document.querySelector(`[name=${name}]`);
            field.value = value;
            field.dispatchEvent(new Event('input', {bubbles: true}));
        } }""",
        ODD,
    )
    spoken = page.locator(".live-note:not(:empty)")
    assert (spoken.count() >= 4, page.evaluate(PLACES)) == (True, before)


def test_nothing_is_asked_of_the_server_while_typing(sheet: Callable[..., Page]) -> None:
    """The rules come once; afterwards nothing but the draft is sent, and on the next form the rules are not asked for."""
    page = sheet()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    type_odd(page)
    page.wait_for_timeout(1200)
    assert [url for url in asked if not url.endswith("/luu/")] == []
    sizes = "performance.getEntriesByType('resource').filter(e => e.name.includes('/quy-dinh/')).map(e => e.transferSize)"
    assert [0 < size < 12_000 for size in page.evaluate(sizes)] == [True]
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(sizes) == [0]


def test_without_the_rules_the_server_counts(waiting: dict[str, Any], visit: Visit) -> None:
    """Where the rules cannot be loaded the preview of the server goes on as before."""
    page = visit(waiting["reviewer"], "/")
    page.route("**/quy-dinh/**", lambda route: route.fulfill(status=200, body="<html>"))
    page.goto(f"/phieu-b/{waiting['pk']}/")
    page.wait_for_load_state("networkidle")
    with page.expect_response(PREVIEW):
        page.fill("[name=pensions]", "99")
    expect(page.locator("[data-live-doubts]")).to_contain_text("S006")


@pytest.mark.usefixtures("undrafted")
def test_news_are_told_politely_once_the_typing_rests(sheet: Callable[..., Page]) -> None:
    """A screen reader hears what is new and only that; the field names its note."""
    page = sheet()
    heard = page.locator("#live-said")
    assert (heard.get_attribute("role"), heard.inner_text()) == ("status", "")
    page.fill("[name=pensions]", "99")
    expect(heard).to_contain_text("S006")
    page.fill("[name=cattle]", "x")
    expect(heard).to_contain_text("S003")
    assert "S006" not in heard.inner_text()
    note = page.locator("[name=pensions]").get_attribute("aria-describedby")
    expect(page.locator(f"#{note}")).to_contain_text("nhiều hơn số nhân khẩu")


@pytest.mark.usefixtures("undrafted")
def test_a_warning_is_given_its_reason_in_one_go(
    site: Site, waiting: dict[str, Any], sheet: Callable[..., Page]
) -> None:
    """The boxes for the reasons are there before the form is sent, so that it is accepted at once."""
    page = sheet()
    fill_in(page)
    page.fill("[name=electricity_kwh]", "150")
    for name in ELECTRIC:
        choose(page, name, "0")
    expect(page.locator("[data-live-check=electricity_without_goods]")).to_be_visible()
    speaking = [each for each in page.locator("[data-live-check]").all() if each.is_visible()]
    for box in speaking:
        box.locator("textarea").fill("Bơm nước cho ruộng")
    with page.expect_navigation():
        page.locator("#answers-save").click()
    assert site.run(KEPT.format(pk=waiting["pk"])).splitlines()[-1] == f"{len(speaking)} Bơm nước cho ruộng"
