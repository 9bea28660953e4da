"""The village page: what is shown, searched and filtered, and the steps taken from it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from rasoat.rounds.states import VillageState
from rasoat.survey.models import Inclusion, Listing, Request
from tests.web.conftest import SignIn
from tests.world import World


def village(world: World) -> str:
    """The address of the first village."""
    return reverse("village", args=[world.village_round().pk])


def test_the_village_shows_its_households_with_class_score_and_state(
    sign_in: SignIn, surveyed: World
) -> None:
    """A scored household has its badge, one that waits is not scored, one outside the list stands apart."""
    context = sign_in("village_head").get(village(surveyed)).context
    assert {row.household.code: row.state for row in context["sections"].current} == {
        "H1": "scored",
        "H2": "waiting",
    }
    assert [row.household.code for row in context["sections"].others] == ["H3"]
    assert [row.result for row in context["sections"].current if row.state == "waiting"] == [""]


@pytest.mark.parametrize("typed", ["trieu van h1", "Triệu Văn H1", "H1"])
def test_search_needs_no_marks(sign_in: SignIn, surveyed: World, typed: str) -> None:
    """A name without marks, with marks, or a code finds the household."""
    context = sign_in("village_head").get(village(surveyed), {"tim": typed}).context
    assert [row.household.code for row in context["sections"].current + context["sections"].others] == ["H1"]


def test_filters_stay_in_the_address(sign_in: SignIn, surveyed: World) -> None:
    """The state and class filters narrow the list and stand again in the form."""
    page = sign_in("village_head").get(village(surveyed), {"buoc": "waiting", "loai": "none"})
    assert [row.household.code for row in page.context["sections"].current] == ["H2"]
    assert '<option value="waiting" selected>' in page.content.decode()


def test_a_filter_that_finds_nothing_offers_the_way_back(sign_in: SignIn, surveyed: World) -> None:
    """Nothing found is a designed page, not an empty table."""
    text = sign_in("village_head").get(village(surveyed), {"tim": "không ai"}).content.decode()
    assert "Bỏ lọc" in text


def test_the_list_is_built_and_closed_from_the_page(sign_in: SignIn, world: World) -> None:
    """Two buttons bring the village to its survey."""
    client, key = sign_in("village_head"), [world.village_round().pk]
    assert client.post(reverse("list-build", args=key)).status_code == 302
    assert Listing.objects.included().count() == 2
    assert client.post(reverse("list-close", args=key)).status_code == 302
    assert world.village_round().state == VillageState.SURVEYING


def test_closing_too_early_says_why_in_place(sign_in: SignIn, world: World) -> None:
    """The refusal stands on the village page with its code (422), and nothing has changed."""
    response = sign_in("village_head").post(reverse("list-close", args=[world.village_round().pk]))
    assert response.status_code == 422
    assert [error.code for error in response.context["plain"].non_field_errors().as_data()] == ["P017"]
    assert world.village_round().state == VillageState.LISTING


def test_the_survey_is_not_finished_while_a_household_waits(sign_in: SignIn, surveyed: World) -> None:
    """P022 names the first household without a form."""
    response = sign_in("village_head").post(reverse("survey-finish", args=[surveyed.village_round().pk]))
    assert response.status_code == 422
    assert "P022" in response.content.decode()
    assert "H2" in response.content.decode()


def test_a_request_is_taken_in_with_its_receipt(sign_in: SignIn, world: World) -> None:
    """Form 1a from the page makes a request that waits for Phiếu A."""
    typed = {
        "household": str(world.households["H3"].pk), "applicant_name": "Triệu Văn H3", "reason_text": "Mất mùa",
        "received_on": "15/10/2018", "channel": "person", "confirmed_by_village_head": "on",
    }  # fmt: skip
    response = sign_in("commune_officer").post(
        reverse("list-request", args=[world.village_round().pk]), typed
    )
    assert response.status_code == 302
    assert Request.objects.get().listing.inclusion == Inclusion.PENDING


def test_a_refused_request_keeps_what_was_typed(sign_in: SignIn, world: World) -> None:
    """Without the confirmation of the village head: P015 beside its field, the reason still there."""
    typed = {
        "household": str(world.households["H3"].pk), "applicant_name": "Triệu Văn H3", "reason_text": "Mất mùa vì lũ",
        "received_on": "15/10/2018", "channel": "person",
    }  # fmt: skip
    response = sign_in("commune_officer").post(
        reverse("list-request", args=[world.village_round().pk]), typed
    )
    assert response.status_code == 422
    assert [e.code for e in response.context["intake"].errors.as_data()["confirmed_by_village_head"]] == [
        "P015"
    ]
    assert "Mất mùa vì lũ" in response.content.decode()
    assert not Request.objects.exists()


def test_a_household_is_proposed_and_screened(sign_in: SignIn, world: World) -> None:
    """Proposal, then Phiếu A without any sign, puts the household on the survey list."""
    client, key = sign_in("village_head"), [world.village_round().pk]
    typed = {
        "household": str(world.households["H3"].pk),
        "hardship": "accident",
        "reason": "Chủ hộ bệnh nặng",
    }
    assert client.post(reverse("list-propose", args=key), typed).status_code == 302
    listing = Listing.objects.get(household=world.households["H3"])
    answers = {question.id: "0" for question in world.round.rules.form("A").questions}
    screen = reverse("screen", args=[listing.pk])
    assert client.post(screen, {**answers, "filled_on": "16/10/2018"}).status_code == 302
    listing.refresh_from_db()
    assert listing.inclusion == Inclusion.INCLUDED


def test_an_unanswered_phieu_a_names_each_question(sign_in: SignIn, world: World, proposed: Listing) -> None:
    """Every open question carries S001; nothing is kept."""
    response = sign_in("village_head").post(
        reverse("screen", args=[proposed.pk]), {"filled_on": "16/10/2018"}
    )
    assert response.status_code == 422
    codes = {error.code for errors in response.context["form"].errors.as_data().values() for error in errors}
    assert codes == {"S001"}
    assert len(response.context["form"].errors) == len(world.round.rules.form("A").questions)


def test_a_reviewer_has_no_buttons_of_the_list(sign_in: SignIn, world: World) -> None:
    """He sees the village, and may not build its list (403)."""
    client = sign_in("reviewer")
    assert 'id="list-build"' not in client.get(village(world)).content.decode()
    assert client.post(reverse("list-build", args=[world.village_round().pk])).status_code == 403
