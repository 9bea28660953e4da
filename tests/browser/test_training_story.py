"""A village head learns on his phone: the whole course, one invented household with two mistakes, both corrected."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit

PHONE = 390
KEY = """
import json
from rasoat.accounts.models import Assignment
from rasoat.demo import facts
from rasoat.rounds.models import Round, VillageRound
from rasoat.training.learning import practice_home
round_ = Round.objects.get(code=facts.ROUND_CODE)
villages = VillageRound.objects.filter(round=round_, unit__area_type="rural").values("unit")
held = Assignment.objects.filter(role="village_head", unit__in=villages).select_related("user", "unit").order_by("pk").first()
home = practice_home(round_, held.unit, held.user_id, 1)
print(json.dumps({"who": held.user.username, "answers": dict(home.answers), "head": home.head, "round": round_.pk}))
"""
ATTEMPTS = """
import json
from rasoat.training.models import Attempt, Reading
rows = Attempt.objects.filter(user__username="{who}", household=1).order_by("number")
kept = list(rows.values_list("number", "wrong"))
fresh = kept[-2:]
print(json.dumps([Reading.objects.filter(user__username="{who}").count(), [wrong for _n, wrong in fresh]]))
"""


def told(site: Site, script: str) -> Any:
    """What a script on the site's database prints."""
    return json.loads(site.run(script).splitlines()[-1])


def answer(page: Page, question: str, value: Any) -> None:
    """Answer the question that is shown."""
    shown = page.locator(f"[data-question='{question}']")
    if shown.locator("input[type=radio]").count():
        shown.locator(f"input[value='{value}']").check()
    else:
        shown.locator("input").fill(str(value))


def fits(page: Page) -> None:
    """Nothing stands beyond the edge of the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_the_course_and_a_household_with_two_mistakes(site: Site, visit: Visit) -> None:
    """Six lessons read; two wrong answers are explained, corrected, and the household is right."""
    learner = told(site, KEY)
    page = visit(learner["who"], f"/tap-huan/{learner['round']}/?tu-dau", width=PHONE)
    for lesson in range(1, 7):
        page.goto(f"/tap-huan/{learner['round']}/")
        page.locator("#course + ol a").nth(lesson - 1).click()
        expect(page.locator("article.lesson")).to_be_visible()
        fits(page)
        with page.expect_navigation():
            page.locator("#training-read").click()
    page.goto(f"/tap-huan/{learner['round']}/thuc-hanh/1/?lai=1")
    expect(page.locator("h1")).to_contain_text(learner["head"])
    fits(page)
    right = learner["answers"]
    wrong = {**right, "tv": 1 - right["tv"], "poultry": right["poultry"] + 500}
    fill(page, wrong)
    with page.expect_navigation():
        page.locator("#practice-save").click()
    marks = page.locator("[data-mistake]")
    expect(marks).to_have_count(2)
    fits(page)
    for question in ("tv", "poultry"):
        mark = page.locator(f"[data-mistake='{question}']")
        expect(mark).to_contain_text("Câu chuyện nói")
        expect(mark).to_contain_text("điểm")
        mark.locator("a.button").click()
        answer(page, question, right[question])
    with page.expect_navigation():
        page.locator("#practice-save").click()
    expect(page.locator("#solved")).to_contain_text("Đúng hết")
    assert told(site, ATTEMPTS.format(who=learner["who"])) == [6, [2, 0]]


def fill(page: Page, answers: dict[str, Any]) -> None:
    """Answer one question a screen to the last."""
    forth = page.locator(".wizard-next")
    for _ in range(len(answers)):
        now = page.locator(".question.is-now")
        question = str(now.get_attribute("data-question"))
        answer(page, question, answers[question])
        if forth.is_visible():
            forth.click()
