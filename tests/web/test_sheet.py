"""Phiếu B on the web: filled, refused, filled again, and its running points."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from rasoat.roster.models import Member
from rasoat.survey.models import Score, Submission
from tests.web.conftest import SignIn
from tests.world import RICH, World, answers


def typed(size: int = 3, **changes: Any) -> dict[str, str]:
    """A complete form as a browser sends it."""
    given = {key: str(value) for key, value in answers(size, **changes).items()}
    visit = {"visited_on": "20/10/2018", "respondent": "Triệu Văn H2", "submission_id": str(uuid.uuid4())}
    return {**given, **visit}


def sheet(world: World) -> str:
    """The address of the form of H2, which waits."""
    return reverse("answers", args=[world.listing("H2").pk])


def test_the_form_asks_every_question_of_the_pack_once(sign_in: SignIn, surveyed: World) -> None:
    """The groups of the page hold the question list of the law, no more and no less."""
    form = sign_in("reviewer").get(sheet(surveyed)).context["form"]
    shown = [each.question.id for group in form.groups() for each in group.fields]
    assert sorted(shown) == sorted(question.id for question in surveyed.round.rules.form("B").questions)


def test_the_roster_fills_in_what_it_knows(sign_in: SignIn, surveyed: World) -> None:
    """The number of people is a fact; dependants are not guessed while somebody is of working age."""
    form = sign_in("reviewer").get(sheet(surveyed)).context["form"]
    assert form.initial == {"household_size": "3"}
    assert "dependants" in form.notes


def test_a_household_of_elders_has_its_dependants_filled_in(sign_in: SignIn, surveyed: World) -> None:
    """Where age alone decides for everybody, the answers follow from the roster."""
    Member.objects.filter(household=surveyed.households["H2"]).update(birth_date="1930-01-01")
    form = sign_in("reviewer").get(sheet(surveyed)).context["form"]
    assert form.initial == {"household_size": "3", "dependants": "3", "all_dependent": "1"}


def test_a_complete_form_is_scored(sign_in: SignIn, surveyed: World) -> None:
    """The answers are stored as version 1 with their score, and the household page shows it."""
    client = sign_in("reviewer")
    response = client.post(sheet(surveyed), typed(**RICH), follow=True)
    listing = surveyed.listing("H2")
    assert listing.answered is not None
    assert listing.answered.version == 1
    assert listing.answered.answers["car"] == 1
    assert response.redirect_chain[0][0].startswith(reverse("household", args=[listing.household_id]))
    assert response.context["result"].score.result == "better_off"


def test_the_same_form_twice_is_one_submission(sign_in: SignIn, surveyed: World) -> None:
    """A form posted again by a nervous thumb has no second effect."""
    client, form = sign_in("reviewer"), typed()
    assert [client.post(sheet(surveyed), form).status_code for _ in range(2)] == [302, 302]
    assert Submission.objects.filter(listing=surveyed.listing("H2")).count() == 1


def test_other_answers_under_one_id_are_refused(sign_in: SignIn, surveyed: World) -> None:
    """P021: a form that was received with other content is not overwritten."""
    client, form = sign_in("reviewer"), typed()
    client.post(sheet(surveyed), form)
    response = client.post(sheet(surveyed), {**form, "cattle": "5"})
    assert response.status_code == 422
    assert "P021" in response.content.decode()


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("wall", "", "S001"),
        ("wall", "gold", "S002"),
        ("electricity_kwh", "nhiều", "S003"),
        ("household_size", "0", "S004"),
        ("floor_area_m2", "bốn mươi", "S005"),
        ("dependants", "9", "S006"),
        ("poultry", "12345678901", "S007"),
        ("household_size", "5", "P074"),
    ],
)
def test_each_fault_stands_beside_its_question(
    sign_in: SignIn, surveyed: World, column: str, value: str, code: str
) -> None:
    """The code is beside the answer at fault, what was typed stays, and no score exists."""
    response = sign_in("reviewer").post(sheet(surveyed), {**typed(), column: value})
    assert response.status_code == 422
    assert [error.code for error in response.context["form"].errors.as_data()[column]] == [code]
    assert response.context["form"][column].value() == value
    assert not Score.objects.filter(submission__listing__household__code="H2").exists()


def test_a_visit_in_the_future_keeps_all_answers(sign_in: SignIn, surveyed: World) -> None:
    """P003 beside the day; every answer is still on the form."""
    form = {**typed(), "visited_on": "25/12/2018"}
    response = sign_in("reviewer").post(sheet(surveyed), form)
    assert response.status_code == 422
    assert [error.code for error in response.context["visit"].errors.as_data()["visited_on"]] == ["P003"]
    shown = response.context["form"]
    assert {name: shown[name].value() for name in shown.fields} == {name: form[name] for name in shown.fields}


def test_a_corrected_form_starts_from_the_last_one(sign_in: SignIn, surveyed: World) -> None:
    """The page of a household that has a form shows its answers."""
    form = sign_in("reviewer").get(reverse("answers", args=[surveyed.listing("H1").pk])).context["form"]
    assert form.initial["motorbike"] == "1"


def test_the_preview_counts_and_keeps_nothing(sign_in: SignIn, surveyed: World) -> None:
    """Running points equal the score of the same answers; half a form has points but no class."""
    client, before = sign_in("reviewer"), Submission.objects.count()
    url = reverse("answers-preview", args=[surveyed.listing("H2").pk])
    whole = client.post(url, typed(**RICH)).context["running"]
    half = client.post(url, {"household_size": "3", "car": "1"}).context["running"]
    assert whole.scored is not None
    assert (whole.b1, whole.b2) == (whole.scored.b1, whole.scored.b2)
    assert half.scored is None
    assert half.answered == 2
    assert Submission.objects.count() == before


def test_the_preview_tells_contradictions(sign_in: SignIn, surveyed: World) -> None:
    """More dependants than people is told while it is typed."""
    url = reverse("answers-preview", args=[surveyed.listing("H2").pk])
    response = sign_in("reviewer").post(url, {"household_size": "3", "dependants": "4"})
    assert "S006" in response.content.decode()


def test_the_auditor_fills_no_form(sign_in: SignIn, surveyed: World) -> None:
    """Reading only: 403 on the form."""
    assert sign_in("auditor").get(sheet(surveyed)).status_code == 403
