"""The task list: for each role, what is due now."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from rasoat.rounds.models import CommuneRound, Deadline, Round, Step, VillageRound
from rasoat.rounds.states import CommuneState, RoundState, VillageState
from rasoat.survey.models import Listing
from tests.web.conftest import SignIn
from tests.world import DAY, World


def tasks(sign_in: SignIn, role: str) -> list[Any]:
    """The tasks on the home page of a role."""
    response = sign_in(role).get(reverse("home"))
    assert response.status_code == 200
    return list(response.context["tasks"])


def test_a_village_head_first_builds_his_list(sign_in: SignIn, world: World) -> None:
    """Before anything is listed one task leads to the course, one to the village page."""
    task, learning = sorted(tasks(sign_in, "village_head"), key=lambda each: each.step != Step.LIST)
    assert learning.url == reverse("training", args=[world.round.pk])
    assert task.url == reverse("village", args=[world.village_round().pk])
    assert (task.step, task.count) == (Step.LIST, None)


def test_a_household_that_waits_for_phieu_a_is_counted(
    sign_in: SignIn, world: World, proposed: Listing
) -> None:
    """A proposed household makes the Phiếu A task, one tap from the work."""
    (task,) = tasks(sign_in, "village_head")
    assert task.count == 1
    assert task.url.endswith("?buoc=pending")


def test_households_to_survey_are_counted_for_head_and_reviewer(sign_in: SignIn, surveyed: World) -> None:
    """One of two households is surveyed: one waits, for both."""
    assert [task.count for task in tasks(sign_in, "village_head")] == [1]
    assert [task.count for task in tasks(sign_in, "reviewer")] == [1]


def test_late_work_stands_first(sign_in: SignIn, world: World) -> None:
    """A step whose last day has passed is late and sorts before what is not."""
    on = {"starts_on": date(2018, 10, 1)}
    Deadline.objects.create(round=world.round, step=Step.LIST, due_on=date(2018, 10, 19), **on)
    Deadline.objects.create(round=world.round, step=Step.SURVEY, due_on=date(2018, 10, 25), **on)
    VillageRound.objects.filter(unit=world.villages[1]).update(state=VillageState.AGREED)
    found = tasks(sign_in, "commune_officer")
    assert [task.late for task in found] == sorted((task.late for task in found), reverse=True)
    assert found[0].late
    assert found[0].due == date(2018, 10, 19)
    assert world.round.practice_day == DAY


def test_a_village_that_met_waits_to_be_posted(sign_in: SignIn, world: World) -> None:
    """The commune officer posts it; the village head has nothing to do."""
    VillageRound.objects.filter(unit=world.villages[0]).update(state=VillageState.AGREED)
    assert reverse("posting", args=[world.village_round().pk]) in {
        t.url for t in tasks(sign_in, "commune_officer")
    }
    assert tasks(sign_in, "village_head") == []


@pytest.mark.parametrize(
    ("state", "role", "name"),
    [
        (CommuneState.COLLECTING, "commune_officer", "decision"),
        (CommuneState.REPORTED, "district_officer", "appraisal"),
        (CommuneState.REPORTED, "district_inspector", "inspections"),
        (CommuneState.APPRAISED, "commune_chairman", "decision"),
        (CommuneState.DECIDED, "commune_officer", "decision"),
    ],
)
def test_each_state_of_a_commune_is_somebodys_task(
    sign_in: SignIn, world: World, state: str, role: str, name: str
) -> None:
    """Whoever has the next step sees it, with the page where it is done."""
    VillageRound.objects.update(state=VillageState.POSTED)
    CommuneRound.objects.filter(pk=world.commune_round().pk).update(state=state)
    urls = [task.url for task in tasks(sign_in, role)]
    assert reverse(name, args=[world.commune_round().pk]) in urls


@pytest.mark.parametrize(
    ("state", "role"),
    [
        (RoundState.OPEN, "district_chairman"),
        (RoundState.APPROVED, "district_officer"),
        (RoundState.SENT, "province_officer"),
    ],
)
def test_the_way_up_is_somebodys_task(sign_in: SignIn, world: World, state: str, role: str) -> None:
    """Approve, send, receive: one person each, on the approval page."""
    CommuneRound.objects.update(state=CommuneState.CERTIFIED)
    Round.objects.filter(pk=world.round.pk).update(state=state)
    assert [task.url for task in tasks(sign_in, role)] == [reverse("approval", args=[world.round.pk])]


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_only_reads_has_no_task(sign_in: SignIn, world: World, role: str) -> None:
    """The auditor and the administrator get the empty page that says so."""
    response = sign_in(role).get(reverse("home"))
    assert response.context["tasks"] == []
    assert 'id="no-tasks"' in response.content.decode()
