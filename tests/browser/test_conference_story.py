"""What the conference of 9/10/2018 asked for: plan, charges, attendance, and the board on the day after a deadline."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rasoat.demo import stage
from tests.browser.conftest import Site, Visit

LATE = """
import json
from rasoat.areas.scope import Scope
from rasoat.planning.board import board, late_lines
from rasoat.rounds.models import Round
round_ = Round.objects.earliest("pk")
line = next(line for line in late_lines(board(round_, Scope((round_.unit.path,)))) if line.unit.level == "village")
print(json.dumps({"village": line.unit.code, "pk": line.unit.pk, "commune": line.unit.parent.code}))
"""
CONFERENCE = """
import json
from rasoat.training.models import Conference
print(json.dumps(Conference.objects.earliest("pk").pk))
"""


def told(site: Site, script: str) -> Any:
    """What a script on the site's database prints."""
    return json.loads(site.run(script).splitlines()[-1])


@pytest.fixture(scope="module")
def late(site: Site) -> Any:
    """A village that is late, and its commune."""
    return told(site, LATE)


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.locator(button).click()


def test_a_commune_plans_and_its_chairman_approves(visit: Visit, late: Any) -> None:
    """Written on a phone, submitted, approved; the paper is there and its days hold."""
    page = visit(stage.officer_of(late["commune"]), f"/ke-hoach/1/soan/{late['commune']}/", width=390)
    page.locator("[name=purpose]").fill("Làm lại lịch cho kịp; mỗi hộ được đến tận nhà.")
    press(page, "#plan-save")
    press(page, "#plan-submit")
    expect(page.locator("#plan-state")).to_have_text("Chờ phê duyệt")
    plan = page.url
    chairman = visit(stage.chairman_of(late["commune"]), "/", width=390)
    chairman.locator("#tasks a", has_text="Phê duyệt kế hoạch").first.click()
    chairman.wait_for_url(plan)
    press(chairman, "#plan-approve")
    expect(chairman.locator("#plan-state")).to_have_text("Đã phê duyệt")
    paper = chairman.request.get(str(chairman.locator("#plan-paper").get_attribute("href")))
    assert paper.body().startswith(b"%PDF-")


def test_a_day_after_the_limit_is_told_and_nothing_is_lost(visit: Visit, late: Any) -> None:
    """P401 on the page, and the purpose typed is still there."""
    page = visit(stage.officer_of(late["commune"]), f"/ke-hoach/1/soan/{late['commune']}/", width=390)
    page.locator("[name=purpose]").fill("Giữ lại lời này")
    page.locator("[name=approval_to]").fill("31/12/2018")
    press(page, "#plan-save")
    expect(page.locator("main")).to_contain_text("P401")
    expect(page.locator("[name=purpose]")).to_have_value("Giữ lại lời này")


def test_a_member_is_charged_with_a_commune_and_sees_it_that_day(visit: Visit, late: Any) -> None:
    """The head of an agency opens the commune that he is charged with; the charge stands on the list."""
    page = visit(stage.OFFICER, "/ban-chi-dao/1/")
    page.locator("summary", has_text="Giao thành viên phụ trách").click()
    form = page.locator("#supervise-form")
    form.locator("[name=member]").select_option(index=3)
    name = form.locator("[name=member] option:checked").inner_text().partition(" (")[0]
    form.locator("[name=commune]").select_option(index=5)
    commune = form.locator("[name=commune] option:checked").inner_text().strip()
    form.locator("[name=starts_on]").fill("11/11/2018")
    form.locator("[name=ends_on]").fill("20/11/2018")
    press(page, "#supervise")
    row = page.locator("table tr", has_text="11/11/2018").first
    expect(row).to_contain_text(name)
    expect(row).to_contain_text(commune)


def test_the_heads_of_one_commune_are_ticked(site: Site, visit: Visit, late: Any) -> None:
    """All present, counted at once on the page of the conference."""
    conference = told(site, CONFERENCE)
    page = visit(stage.OFFICER, f"/hoi-nghi/{conference}/diem-danh/{late['commune']}/", width=390)
    boxes = page.locator("#attendance-form [name=present]")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    press(page, "#attendance-save")
    line = page.locator(f"#attendance [data-unit='{late['commune']}'] .due")
    expect(line).to_have_text(f"{boxes_of(line)} có mặt")


def boxes_of(line: Any) -> str:
    """The count as it stands when everybody is there: the same number twice."""
    all_ = str(line.inner_text()).partition("/")[2].partition(" ")[0]
    return f"{all_}/{all_}"


def test_the_late_are_reminded_and_have_seen_it(visit: Visit, late: Any) -> None:
    """From the board to the task page of the village head, and back as seen."""
    board = visit(stage.OFFICER, "/don-doc/1/")
    expect(board.locator("details.board").first).to_have_class("more board is-late")
    board.locator("#remind summary").click()
    board.evaluate(
        "only => document.querySelectorAll('#remind-form [name=to]').forEach(b => b.checked = b.value === only)",
        str(late["pk"]),
    )
    board.locator("#remind-form [name=words]").fill("Xong trước ngày 15/11.")
    press(board, "#remind-send")
    expect(board.locator("main")).to_contain_text("Chưa xem")
    head = visit(stage.head_of(late["village"]), "/", width=390)
    expect(head.locator("[data-reminder]")).to_contain_text("Xong trước ngày 15/11.")
    press(head, "[data-reminder] button")
    expect(head.locator("[data-reminder]")).to_have_count(0)
    board.reload()
    expect(board.locator("main")).to_contain_text("Đã xem")
