"""The household page and its events."""

from __future__ import annotations

import pytest
from django.urls import reverse

from rasoat.roster.models import Event, EventKind, Household, Member
from rasoat.web.household import ladder
from tests.web.conftest import SignIn
from tests.world import World


def address(world: World, code: str = "H1") -> str:
    """The page of a household in the world's round."""
    return f"{reverse('household', args=[world.households[code].pk])}?vong={world.round.pk}"


def test_the_page_explains_the_score(sign_in: SignIn, surveyed: World) -> None:
    """Every B1 item and all ten indicators stand there, and the points add up to the score."""
    context = sign_in("village_head").get(address(surveyed)).context
    lines = context["lines"] + context["zero_lines"]
    assert len(lines) == len(surveyed.round.rules.items)
    assert sum(line.points for line in lines) == context["score"].b1
    assert len(context["told"].deprivations) == 10


def test_a_household_without_a_form_has_no_class(sign_in: SignIn, surveyed: World) -> None:
    """Not scored is shown as such, never as poor."""
    text = sign_in("village_head").get(address(surveyed, "H2")).content.decode()
    assert 'data-class="none"' in text
    assert 'data-class="poor' not in text


def test_identity_numbers_are_masked(sign_in: SignIn, surveyed: World) -> None:
    """Only the last three digits reach the page."""
    member = Member.objects.filter(household=surveyed.households["H1"]).first()
    assert member is not None
    member.identity_number = "095123456789"
    member.save()
    text = sign_in("village_head").get(address(surveyed)).content.decode()
    assert "095123456789" not in text
    assert "•••••••••789" in text


def test_the_ladder_marks_the_thresholds_of_the_area(surveyed: World) -> None:
    """Rural cuts lie at 120, 150 and 200; the score stands between the right two."""
    drawn = ladder(surveyed.round.rules, "rural", 130)
    assert [cut for _, cut in drawn.ticks] == [120, 150, 200]
    assert drawn.ticks[0][0] < drawn.at < drawn.ticks[1][0]
    assert [segment.kind for segment in drawn.segments] == ["poor", "between", "average", "better_off"]


def test_a_birth_is_recorded(sign_in: SignIn, surveyed: World) -> None:
    """The child is a member, the event is dated."""
    typed = {
        "full_name": "Triệu  Thị Bé", "relation": "child", "sex": "female", "birth": "05/10/2018",
        "ethnic_group": "Tày", "identity_number": "", "on": "05/10/2018",
    }  # fmt: skip
    url = reverse("event", args=[surveyed.households["H1"].pk, "sinh"])
    assert sign_in("village_head").post(url, typed).status_code == 302
    assert Event.objects.get().kind == EventKind.BIRTH
    assert Member.objects.get(full_name="Triệu Thị Bé").household == surveyed.households["H1"]


def test_a_head_who_dies_is_followed_by_another(sign_in: SignIn, surveyed: World) -> None:
    """Without a new head P073 stands beside its field; with one the death is kept."""
    client, household = sign_in("village_head"), surveyed.households["H1"]
    first, second = household.members.all()[:2]
    url = reverse("event", args=[household.pk, "chet"])
    typed = {"member": str(first.pk), "on": "06/10/2018"}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert [error.code for error in refused.context["form"].errors.as_data()["new_head"]] == ["P073"]
    assert client.post(url, {**typed, "new_head": str(second.pk)}).status_code == 302
    second.refresh_from_db()
    assert second.relation == "head"


def test_a_split_makes_a_household(sign_in: SignIn, surveyed: World) -> None:
    """Two members leave under a new code."""
    household = surveyed.households["H1"]
    third, fourth = household.members.all()[2:4]
    typed = {
        "members": [str(third.pk), str(fourth.pk)], "head": str(third.pk), "code": "H1B", "on": "06/10/2018",
    }  # fmt: skip
    url = reverse("event", args=[household.pk, "tach-ho"])
    assert sign_in("village_head").post(url, typed).status_code == 302
    assert Household.objects.get(code="H1B").members.count() == 2


def test_a_merge_goes_only_into_the_same_village(sign_in: SignIn, surveyed: World) -> None:
    """A household of another village is no choice; one of this village is."""
    client, household = sign_in("village_head"), surveyed.households["H1"]
    url = reverse("event", args=[household.pk, "nhap-ho"])
    far = client.post(url, {"into": str(surveyed.households["H9"].pk), "on": "06/10/2018"})
    assert far.status_code == 422
    assert (
        client.post(url, {"into": str(surveyed.households["H2"].pk), "on": "06/10/2018"}).status_code == 302
    )
    household.refresh_from_db()
    assert household.ended_on is not None


@pytest.mark.parametrize("kind", ["sinh", "chet", "vao-ho", "ra-khoi-ho", "tach-ho", "nhap-ho", "chuyen-di"])
def test_every_event_has_its_form(sign_in: SignIn, surveyed: World, kind: str) -> None:
    """The page opens for the village head, and is not permitted to a reviewer."""
    url = reverse("event", args=[surveyed.households["H1"].pk, kind])
    assert sign_in("village_head").get(url).status_code == 200
    assert sign_in("reviewer").get(url).status_code == 403
