"""The grid of communes and steps, the practice day, and how few queries the pages need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from rasoat.rounds.models import Deadline, Step
from tests.web.conftest import SignIn
from tests.world import World

Guard = Callable[..., Any]


def test_the_grid_counts_villages_through_each_step(sign_in: SignIn, surveyed: World) -> None:
    """One of two villages of the commune has closed its list; none has finished its survey."""
    grid = sign_in("district_officer").get(reverse("progress", args=[surveyed.round.pk])).context["grid"]
    first = {cell.step: (cell.done, cell.of) for cell in grid.rows[0].cells}
    assert first[Step.LIST] == (1, 2)
    assert first[Step.SURVEY] == (0, 2)
    assert first[Step.REPORT] == (0, 1)
    assert {cell.step: (cell.done, cell.of) for cell in grid.total.cells}[Step.LIST] == (1, 3)


def test_late_is_marked_with_a_word(sign_in: SignIn, world: World) -> None:
    """After the last day of a step, what is not through is late; before it, it is not."""
    Deadline.objects.create(
        round=world.round, step=Step.LIST, starts_on=date(2018, 10, 1), due_on=date(2018, 10, 19)
    )
    client, url = sign_in("district_officer"), reverse("progress", args=[world.round.pk])
    assert client.get(url).content.decode().count("Trễ hạn") == len(world.communes) + 1
    world.on(date(2018, 10, 19))
    assert "Trễ hạn" not in client.get(url).content.decode()


def test_a_village_head_sees_only_his_own_village_counted(sign_in: SignIn, world: World) -> None:
    """The grid and the commune page are held to the area: one commune, one village of it."""
    client = sign_in("village_head")
    (row,) = client.get(reverse("progress", args=[world.round.pk])).context["grid"].rows
    assert [cell.of for cell in row.cells[:4]] == [1, 1, 1, 1]
    rows = client.get(reverse("commune", args=[row.commune.pk])).context["rows"]
    assert [village.unit for village, _ in rows] == [world.villages[0]]


def test_the_commune_page_lists_its_villages(sign_in: SignIn, surveyed: World) -> None:
    """Each village with how many of its households are surveyed."""
    rows = (
        sign_in("commune_officer").get(reverse("commune", args=[surveyed.commune_round().pk])).context["rows"]
    )
    assert [(v.unit.code, v.scored, v.reviewed) for v, _ in rows] == [("01906-01", 1, 2), ("01906-02", 0, 0)]


def test_the_practice_day_moves_forward_only(sign_in: SignIn, world: World) -> None:
    """The district officer turns the calendar; a day before is P010 beside its field."""
    client, url = sign_in("district_officer"), reverse("practice-day", args=[world.round.pk])
    assert client.post(url, {"to": "25/10/2018"}).status_code == 302
    world.round.refresh_from_db()
    assert world.round.practice_day == date(2018, 10, 25)
    refused = client.post(url, {"to": "01/10/2018"})
    assert refused.status_code == 422
    assert [error.code for error in refused.context["form"].errors.as_data()["to"]] == ["P010"]


PAGES: list[tuple[str, str, Callable[[World], list[Any]]]] = [
    ("village_head", "home", lambda world: []),
    ("commune_officer", "home", lambda world: []),
    ("commune_committee", "home", lambda world: []),
    ("district_officer", "home", lambda world: []),
    ("district_inspector", "home", lambda world: []),
    ("district_officer", "progress", lambda world: [world.round.pk]),
    ("commune_officer", "commune", lambda world: [world.commune_round().pk]),
    ("village_head", "village", lambda world: [world.village_round().pk]),
    ("village_head", "household", lambda world: [world.households["H1"].pk]),
    ("reviewer", "answers", lambda world: [world.listing("H2").pk]),
    ("village_head_1", "list-propose", lambda world: [world.village_round(1).pk]),
]


@pytest.mark.parametrize(("role", "name", "key"), PAGES)
def test_a_page_needs_at_most_fifteen_queries(
    role: str,
    name: str,
    key: Callable[[World], list[Any]],
    sign_in: SignIn,
    surveyed: World,
    django_assert_max_num_queries: Guard,
) -> None:
    """However many households there are, a page asks the database fifteen times at most."""
    for number in range(20):
        surveyed.household(f"M{number}", "", 3)
    client, url = sign_in(role), reverse(name, args=key(surveyed))
    with django_assert_max_num_queries(15):
        assert client.get(url).status_code == 200
