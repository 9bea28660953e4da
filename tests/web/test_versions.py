"""A form sent back by the commune, filled again, and compared with what it was."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.survey.people_form import Row
from tests.web.conftest import SignIn
from tests.web.test_sheet import typed
from tests.world import World, answers


def address(world: World, page: str, code: str = "H1") -> str:
    """A page of the form of a household."""
    return reverse(page, args=[world.listing(code).pk])


def send_back(sign_in: SignIn, world: World, reason: str = "Hỏi lại <b>xe máy</b>") -> None:
    """The officer sends the form of H1 back."""
    response = sign_in("commune_officer").post(address(world, "answers-return"), {"reason": reason})
    assert response.status_code == 302


def test_the_reviewer_sees_the_reason_and_the_old_answers(sign_in: SignIn, surveyed: World) -> None:
    """Who sends it back, when and why stands on top; every answer is filled in."""
    send_back(sign_in, surveyed)
    response = sign_in("reviewer").get(address(surveyed, "answers"))
    shown = response.content.decode()
    assert ("Người commune_officer trả phiếu ngày 20/10/2018" in shown, "&lt;b&gt;xe máy" in shown) == (
        True,
        True,
    )
    assert (response.context["form"].initial["motorbike"], response.context["version"]) == ("1", 2)


def test_without_a_reason_the_page_says_so(sign_in: SignIn, surveyed: World) -> None:
    """P258 beside the reason; the form stays where it is."""
    response = sign_in("commune_officer").post(address(surveyed, "answers-return"), {"reason": "  "})
    assert response.context["form"].errors["reason"][0].startswith("P258: ")
    assert (response.status_code, surveyed.listing("H1").resurvey_reason) == (422, "")


def test_the_difference_between_versions(sign_in: SignIn, surveyed: World) -> None:
    """Changed answers with their points first, both versions with who, when, class and why it went back."""
    send_back(sign_in, surveyed)
    client = sign_in("reviewer")
    form = typed(4, **{"motorbike": 0, "fridge": 1, "electricity_kwh": 60, "pensions": 1, "toilet": "septic"})
    assert client.post(address(surveyed, "answers"), form).status_code == 302
    context = client.get(address(surveyed, "answers-versions")).context
    assert [(each.name, each.before, each.after) for each in context["changed"]] == [
        ("motorbike", "Có", "Không")
    ]
    assert (context["older"].version, context["newer"].version) == (1, 2)
    assert context["older"].sent_back.reason == "Hỏi lại <b>xe máy</b>"


def test_any_two_versions_can_be_asked_for(sign_in: SignIn, surveyed: World) -> None:
    """A version that does not exist is not found; the same one twice differs in nothing."""
    client = sign_in("auditor")
    page = address(surveyed, "answers-versions")
    assert client.get(page, {"tu": "1", "den": "1"}).context["changed"] == []
    assert client.get(page, {"tu": "7"}).status_code == 404


def test_a_household_without_form_has_nothing_to_compare(sign_in: SignIn, surveyed: World) -> None:
    """The page says so."""
    assert (
        "Hộ chưa có phiếu nào"
        in sign_in("auditor").get(address(surveyed, "answers-versions", "H2")).content.decode()
    )


@pytest.mark.parametrize("who", ["reviewer", "village_head", "commune_chairman", "auditor"])
def test_only_the_commune_officer_sends_back(sign_in: SignIn, surveyed: World, who: str) -> None:
    """403 for everybody else."""
    assert sign_in(who).get(address(surveyed, "answers-return")).status_code == 403


def test_the_household_page_offers_what_can_be_done(sign_in: SignIn, surveyed: World) -> None:
    """The officer sends the form back from there; once it is on its way the button is gone."""
    page = reverse("household", args=[surveyed.households["H1"].pk])
    client = sign_in("commune_officer")
    before = client.get(page).context["may_return"]
    send_back(sign_in, surveyed)
    assert (before, client.get(page).context["may_return"]) == (True, False)


class Held(HTMLParser):
    """What a browser would send of a page's form: its hidden and typed fields, and the answers marked in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the value of an input."""
        given = dict(attrs)
        marked = given.get("type") not in ("radio", "checkbox") or "checked" in given
        if tag == "input" and given.get("name") and marked and given.get("type") != "file":
            self.values[str(given["name"])] = given.get("value") or ""


def page_people(client: Client, world: World) -> list[Row]:
    """The rows of the member table on the page."""
    rows: list[Row] = client.get(address(world, "answers")).context["people"].rows
    return rows


def test_answers_about_people_that_are_not_asked_are_not_dropped(sign_in: SignIn, surveyed: World) -> None:
    """A form filled elsewhere may tell more of a person than his age asks for: what the page holds is handed in whole."""
    questions = [question.id for question in surveyed.round.rules.member_questions]
    members = [
        {"member": each.pk, **dict.fromkeys(questions, 1), "in_school": 0, "sick_no_care": 0}
        for each in surveyed.households["H1"].members.order_by("pk")
    ]
    surveyed.answer("H1", answers(d_health_insurance=0), members=members)
    client = sign_in("reviewer")
    page = Held(client.get(address(surveyed, "answers")).content.decode())
    about = {name: value for name, value in page.values.items() if name.startswith("m-")}
    assert about == {
        f"m-{row['member']}-{question}": str(row[question]) for row in members for question in questions
    }
    asked = {asked.name for row in page_people(client, surveyed) for asked in row.asked}
    assert asked < about.keys()
    assert client.post(address(surveyed, "answers"), {**page.values, "cattle": "1"}).status_code == 302
    kept = surveyed.listing("H1").answered
    told = [{key: row[key] for key in ("member", *questions)} for row in kept.members]
    assert (kept.answers["cattle"], told) == (1, members)
