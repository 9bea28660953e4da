"""The unfinished form in a browser without JavaScript, and what the script asks of the server."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.survey.drafting import draft_of
from rasoat.survey.filling import SurveyFilling
from rasoat.survey.models import DraftClash, Submission
from tests.web.conftest import SignIn
from tests.web.test_sheet import sheet, typed
from tests.world import World, answers


def page_of(client: Client, world: World) -> dict[str, str]:
    """Open the form and return what the page would send about itself."""
    context = client.get(sheet(world)).context
    return {name: str(context[name]) for name in ("version", "base", "editor")}


def autosave(client: Client, world: World, page: dict[str, str], **given: str) -> Any:
    """Send single answers as the script does."""
    address = reverse("answers-draft", args=[world.listing("H2").pk])
    return client.post(address, {**page, **given})


def fields(client: Client, world: World) -> dict[str, Any]:
    """The answers the form shows when it is opened."""
    form = client.get(sheet(world)).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_half_a_form_is_saved_and_resumed_on_another_device(sign_in: SignIn, surveyed: World) -> None:
    """Without JavaScript: the button keeps what is there, whatever it is, and somebody else goes on from it."""
    client = sign_in("reviewer")
    half = {**page_of(client, surveyed), "wall": "other", "electricity_kwh": "bốn mươi", "luu": "1"}
    assert client.post(sheet(surveyed), half).status_code == 302
    found = fields(sign_in("village_head"), surveyed)
    assert (found["wall"], found["electricity_kwh"], found["household_size"]) == ("other", "bốn mươi", "3")
    assert Submission.objects.filter(listing__household__code="H2").count() == 0


def test_single_answers_are_saved_as_they_are_given(sign_in: SignIn, surveyed: World) -> None:
    """The reply says at which revision the form now is."""
    client = sign_in("reviewer")
    page = page_of(client, surveyed)
    replies = [autosave(client, surveyed, page, cattle=number).json() for number in ("1", "2")]
    assert [reply["revision"] for reply in replies] == [1, 2]
    assert fields(client, surveyed)["cattle"] == "2"


def test_the_visit_and_the_people_are_saved_too(sign_in: SignIn, surveyed: World) -> None:
    """Day, respondent and the answers about each person come back as they were typed."""
    client = sign_in("reviewer")
    member = surveyed.households["H2"].members.first()
    question = surveyed.round.rules.member_questions[0].id
    given = {"visited_on": "19/10", "respondent": "Bà Hoa", f"m-{member.pk}-{question}": "1"}
    autosave(client, surveyed, page_of(client, surveyed), **given)
    context = client.get(sheet(surveyed)).context
    assert (context["visit"]["visited_on"].value(), context["visit"]["respondent"].value()) == (
        "19/10",
        "Bà Hoa",
    )
    assert context["people"].given[0][question] == 1


def test_another_persons_answers_come_with_the_reply(sign_in: SignIn, surveyed: World) -> None:
    """Different questions merge; the page is told so that it can show them."""
    one, two = sign_in("reviewer"), sign_in("village_head")
    first, second = page_of(one, surveyed), page_of(two, surveyed)
    autosave(one, surveyed, first, wall="other")
    reply = autosave(two, surveyed, second, cattle="2").json()
    assert (reply["others"], reply["who"], reply["clashes"]) == ({"wall": "other"}, "Người reviewer", 0)


def test_one_question_by_two_leads_to_the_choice(sign_in: SignIn, surveyed: World) -> None:
    """The second one who saves sees both answers with who and when, and chooses; the form then holds the chosen one."""
    one, two = sign_in("reviewer"), sign_in("village_head")
    first, second = page_of(one, surveyed), page_of(two, surveyed)
    one.post(sheet(surveyed), {**first, "cattle": "1", "luu": "1"})
    response = two.post(sheet(surveyed), {**second, "cattle": "7", "luu": "1"})
    choose = reverse("answers-choose", args=[surveyed.listing("H2").pk])
    assert response.headers["Location"] == choose
    (question,) = two.get(choose).context["questions"]
    assert [(side.answer, side.who) for side in question.sides] == [
        ("1", "Người reviewer"),
        ("7", "Người village_head"),
    ]
    two.post(choose, {"cattle": question.sides[1].key, "against-cattle": question.against})
    assert (fields(two, surveyed)["cattle"], two.get(choose).context["questions"]) == ("7", [])


def test_a_choice_of_nothing_is_told(sign_in: SignIn, surveyed: World) -> None:
    """P256, and the choice is still open."""
    one, two = sign_in("reviewer"), sign_in("village_head")
    first, second = page_of(one, surveyed), page_of(two, surveyed)
    autosave(one, surveyed, first, cattle="1")
    autosave(two, surveyed, second, cattle="7")
    response = two.post(reverse("answers-choose", args=[surveyed.listing("H2").pk]), {})
    assert (response.status_code, "P256" in response.content.decode()) == (422, True)
    assert DraftClash.objects.get().taken is None


def test_with_a_clash_the_form_is_not_handed_in(sign_in: SignIn, surveyed: World) -> None:
    """P253: the page comes back with what stands, the other answer waits for the choice."""
    one, two = sign_in("reviewer"), sign_in("village_head")
    first, second = page_of(one, surveyed), page_of(two, surveyed)
    autosave(one, surveyed, first, cattle="1")
    response = two.post(sheet(surveyed), {**typed(), **second, "cattle": "7"})
    assert (response.status_code, "P253" in response.content.decode()) == (422, True)
    assert (response.context["form"]["cattle"].value(), DraftClash.objects.get().value) == ("1", "7")


def test_answers_added_meanwhile_are_seen_before_the_form_is_handed_in(
    sign_in: SignIn, surveyed: World
) -> None:
    """P254 names who and shows them; handed in again, they are part of the form."""
    one, two = sign_in("reviewer"), sign_in("village_head")
    whole = {**typed(), **page_of(two, surveyed)}
    page = page_of(one, surveyed)
    autosave(one, surveyed, page, respondent="Bà Hoa")
    whole["respondent"] = "Triệu Văn H2 0"  # as the page was opened: nobody has typed another
    refused = two.post(sheet(surveyed), whole)
    assert (refused.status_code, "P254" in refused.content.decode()) == (422, True)
    again = {
        **whole,
        "respondent": refused.context["visit"]["respondent"].value(),
        "base": refused.context["base"],
    }
    assert two.post(sheet(surveyed), again).status_code == 302
    assert surveyed.listing("H2").answered.respondent == "Bà Hoa"


def test_a_refused_form_is_kept_as_a_draft(sign_in: SignIn, surveyed: World) -> None:
    """Nothing is lost, even if the page is closed in anger: 422, and the answers are there on the next visit."""
    client = sign_in("reviewer")
    response = client.post(
        sheet(surveyed), {**typed(), **page_of(client, surveyed), "wall": "", "cattle": "x"}
    )
    found = fields(client, surveyed)
    assert (response.status_code, found["cattle"], found["tv"]) == (422, "x", "0")


def test_a_page_of_an_earlier_version_loses_nothing(sign_in: SignIn, surveyed: World) -> None:
    """P250: the form was handed in elsewhere; what was typed stays on the page and is saved at the next press."""
    client = sign_in("reviewer")
    page = page_of(client, surveyed)
    surveyed.answer("H2", answers(3))
    sent = {**page, "cattle": "7", "luu": "1"}
    refused = client.post(sheet(surveyed), sent)
    assert (refused.status_code, "P250" in refused.content.decode()) == (422, True)
    assert refused.context["form"]["cattle"].value() == "7"
    again = {**sent, "version": refused.context["version"], "base": refused.context["base"]}
    assert client.post(sheet(surveyed), again).status_code == 302
    assert fields(client, surveyed)["cattle"] == "7"


def test_two_forms_of_one_version_do_not_overwrite_each_other(sign_in: SignIn, surveyed: World) -> None:
    """P250 for the second, whose answers stay on the page and in the draft of the next version."""
    one, two = sign_in("reviewer"), sign_in("village_head")
    first, second = page_of(one, surveyed), page_of(two, surveyed)
    done = one.post(sheet(surveyed), {**typed(), **first})
    late = two.post(sheet(surveyed), {**typed(cattle=9), **second})
    assert (done.status_code, late.status_code, "P250" in late.content.decode()) == (302, 422, True)
    assert late.context["form"]["cattle"].value() == "9"
    assert surveyed.listing("H2").submissions.count() == 1


def test_a_script_in_a_name_is_only_text(sign_in: SignIn, surveyed: World) -> None:
    """It is kept as typed and shown as text, in the form, its draft and the choice."""
    client, evil = sign_in("reviewer"), "<script>alert(1)</script>"
    autosave(client, surveyed, page_of(client, surveyed), respondent=evil)
    shown = client.get(sheet(surveyed)).content.decode()
    assert ("<script>alert" in shown, "&lt;script&gt;alert(1)&lt;/script&gt;" in shown) == (False, True)


@pytest.mark.parametrize(
    ("page", "code"), [({}, None), ({"version": "9", "base": "0", "editor": "x"}, "P250")]
)
def test_what_the_script_is_told_when_it_cannot_be_saved(
    sign_in: SignIn, surveyed: World, page: dict[str, str], code: str | None
) -> None:
    """422 with the code and its sentence, or the field of the page that is wrong."""
    response = autosave(sign_in("reviewer"), surveyed, page, cattle="1")
    told = json.loads(response.content)
    assert (response.status_code, told.get("code")) == (422, code)
    assert draft_of(SurveyFilling(surveyed.listing("H2"))) is None


def test_a_ghost_id_is_refused_at_its_field(sign_in: SignIn, surveyed: World) -> None:
    """A submission id that is none does not break the page."""
    response = sign_in("reviewer").post(sheet(surveyed), {**typed(), "submission_id": "không phải mã"})
    assert response.status_code == 422
    assert Submission.objects.filter(pk=uuid.UUID(int=0)).count() == 0
