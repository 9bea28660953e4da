"""The public pages of the review, and a request of the year over the net: no sign-in, nobody's data."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.rounds.models import Deadline, Round
from rasoat.yearround.actions import DecideCase, FillCaseForm, MatchHousehold
from rasoat.yearround.models import Case
from tests.routes.played import PAPER
from tests.world import DAY, RICH, World, answers, make_world


@pytest.fixture
def world(db: None) -> World:
    """A world with a calendar, a poor household and one on no list."""
    world = make_world()
    world.household("01", "poor_income")
    world.household("02")
    Deadline.objects.create(round=world.round, step="posting", starts_on=DAY, due_on=date(2018, 10, 30))
    return world


def pages(world: World) -> list[str]:
    """Every public page of the review."""
    village = world.village_round()
    return [
        reverse("citizen-review"),
        reverse("citizen-villages", args=[village.commune_id]),
        reverse("citizen-village", args=[village.pk]),
        reverse("citizen-scoring", args=[world.round.pk, "NT2"]),
        reverse("citizen-request", args=[village.commune_id, "1a"]),
    ]


def test_no_page_shows_anybody(world: World, client: Client) -> None:
    """No name of a household stands on a page of the review, and each is open to all."""
    heads = [row.members.get(relation="head").full_name for row in world.households.values()]
    for address in pages(world):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not any(head in answer.content.decode() for head in heads)


def test_the_village_shows_its_calendar(world: World, client: Client) -> None:
    """The days of the plan, with the step that is on now."""
    page = client.get(reverse("citizen-village", args=[world.village_round().pk])).content.decode()
    assert all(words in page for words in ("Niêm yết công khai", "20/10/2018 – 30/10/2018", "đang làm"))


def test_the_plan_of_the_commune_goes_before_the_rounds(world: World, client: Client) -> None:
    """Each step stands once, with the commune's own days; another commune's are not shown."""
    for commune, day in zip(world.communes, (22, 24), strict=True):
        Deadline.objects.create(
            round=world.round, unit=commune, step="posting", starts_on=DAY, due_on=date(2018, 10, day)
        )
    page = client.get(reverse("citizen-village", args=[world.village_round().pk])).content.decode()
    assert ["22/10/2018" in page, "24/10/2018" in page, "30/10/2018" in page] == [True, False, False]


def test_the_points_come_from_the_pack(world: World, client: Client) -> None:
    """The thresholds and the points of the area are those the scorer reads."""
    page = client.get(reverse("citizen-scoring", args=[world.round.pk, "NT2"])).content.decode()
    car = world.round.rules.points("car", "yes", "NT2").value
    assert all(words in page for words in ("trên 120", "đến 150", f'<td class="number">{car}</td>'))


@pytest.mark.parametrize("area", ["NT9", "x"])
def test_a_guessed_area_or_a_closed_round_is_not_there(world: World, client: Client, area: str) -> None:
    """There is nothing to find by guessing."""
    assert client.get(reverse("citizen-scoring", args=[world.round.pk, area])).status_code == 404
    Round.objects.update(state="approved")
    assert [client.get(address).status_code for address in pages(world)[1:]] == [404] * 4


def test_a_request_over_the_net_to_its_refusal(world: World, client: Client) -> None:
    """Sent, matched, scored, refused with reasons; the citizen reads the letter with number and code."""
    Round.objects.filter(pk=world.round.pk).update(practice_day=date(2018, 11, 12))
    world.surveyed()
    sent: dict[str, Any] = {**PAPER, "village": str(world.village_round().pk), "sent_as": str(uuid.uuid4())}
    address = reverse("citizen-request", args=[world.commune_round().pk, "1a"])
    page, again = client.post(address, sent), client.post(address, sent)
    other = client.post(address, {**sent, "reason_text": "Khác"})
    assert (again.content == page.content, other.status_code, "N008" in other.content.decode()) == (
        True,
        422,
        True,
    )
    case = Case.objects.select_related("village__round", "village__unit__parent__parent").get()
    assert (case.due_on, case.code in page.content.decode()) == (date(2018, 11, 21), True)
    MatchHousehold(actor=world.people["commune_officer"], case=case, household=world.households["02"]).run()
    FillCaseForm(
        actor=world.people["reviewer"],
        case=case,
        answers=answers(**RICH),
        visited_on=date(2018, 11, 12),
        respondent="X",
    ).run()
    DecideCase(
        actor=world.people["commune_chairman"], case=case, grant=False, answer="Vượt chuẩn cận nghèo.",
        decided_on=date(2018, 11, 12),
    ).run()  # fmt: skip
    asked = {"number": case.receipt, "code": case.code}
    assert "Vượt chuẩn cận nghèo." in client.post("/cong-dan/bien-nhan/", asked).content.decode()
    assert client.post("/cong-dan/bien-nhan/", {**asked, "paper": "1"}).content[:4] == b"%PDF"
