"""Charts come alive when asked to: same figures as the table, no word from the content policy, a click leads on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_pages import found

__all__ = ["found"]
CELL = re.compile(r"(?P<unit>[^:]+): (?P<name>.+) – (?P<said>[\d.]+ \([\d,]+ %\))")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_living_chart_says_what_the_table_says(visit: Visit, found: dict[str, Any], width: int) -> None:
    """Nothing is fetched before the tap; then a cell says its figure, which stands in the table, and leads to its list.

    ``visit`` fails on every error in the console, so on every refusal by the content policy too.
    """
    page = visit("huyen-can-bo", f"/bieu-do/{found['round']}/061/thieu-hut/", width=width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    figure = page.locator("figure.chart").first
    expect(figure.locator(".drawing:not(.live):visible")).to_have_count(1)
    assert not any("vega" in url for url in asked)
    figure.get_by_role("button", name="Xem tương tác").click()
    expect(figure).to_have_attribute("data-live", "yes", timeout=60_000)
    expect(figure.locator(".drawing:not(.live):visible")).to_have_count(0)
    cell = figure.locator(".live .mark-rect path[aria-label*='(']:not([aria-label*='– 0 ('])").first
    cell.hover(force=True)
    line = figure.locator(".pointed")
    expect(line).to_contain_text("%)")
    told = CELL.fullmatch(line.inner_text().strip())
    assert told is not None
    figure.locator("summary").click()
    row = figure.locator("tbody tr").filter(has=page.locator("th", has_text=told["unit"]))
    assert told["said"].replace(" %)", "") in row.first.inner_text().replace(" %)", "")
    with page.expect_navigation():
        cell.click(force=True)
    assert "/ho/" in page.url


def test_without_a_script_the_drawing_stays(visit: Visit, found: dict[str, Any]) -> None:
    """No button, and the picture from the server, in its place from the beginning."""
    page = visit("huyen-can-bo", f"/bieu-do/{found['round']}/061/dien-bien/", java_script_enabled=False)
    expect(page.locator("button[data-spec]:visible")).to_have_count(0)
    picture = page.locator("picture.drawing img").first
    expect(picture).to_be_visible()
    drawn = "element => element.complete && element.naturalWidth > 0"
    page.wait_for_function(f"({drawn})(document.querySelector('picture.drawing img'))", timeout=60_000)
    given = picture.evaluate("element => [element.naturalWidth, element.naturalHeight]")
    assert given == [
        820,
        int(picture.evaluate("element => element.previousElementSibling.getAttribute('height')")),
    ]
