"""The pages of training, as people use them."""

from __future__ import annotations

import pytest
from django.test import Client

from rasoat.training.course import TOPICS
from rasoat.training.learning import practice_home
from rasoat.training.models import Attempt, Reading
from tests.process_pages.conftest import Visitor
from tests.world import World


@pytest.fixture
def visitor(client: Client, world: World) -> Visitor:
    """A visitor of the world."""
    return Visitor(client, world)


def test_the_course_is_a_task_until_the_list_begins(visitor: Visitor, world: World) -> None:
    """Read page by page, then practise; gone when the list has households."""
    assert "Đọc các bài tập huấn" in visitor.get("village_head", "home").content.decode()
    for topic in TOPICS:
        visitor.post("village_head", "training-read", world.round.pk, topic.key)
    home = visitor.get("village_head", "home").content.decode()
    assert (Reading.objects.count(), "Đọc các bài tập huấn" in home, "Làm các hộ thực hành" in home) == (
        len(TOPICS),
        False,
        True,
    )
    world.household("01", "poor_income")
    world.surveyed(0)
    assert "Làm các hộ thực hành" not in visitor.get("village_head", "home").content.decode()


def test_a_filled_form_is_marked_on_the_page(visitor: Visitor, world: World) -> None:
    """Two wrong answers: two marks; what was typed stays in the form; then none."""
    key = dict(practice_home(world.round, world.villages[0], world.people["village_head"].pk, 2).answers)
    typed = {**key, "cattle": int(key["cattle"]) + 3, "tv": 1 - int(key["tv"])}
    visitor.post("village_head", "training-practice", world.round.pk, 2, **typed)
    page = visitor.get("village_head", "training-practice", world.round.pk, 2).content.decode()
    assert (Attempt.objects.get().wrong, page.count('data-mistake="')) == (2, 2)
    visitor.post("village_head", "training-practice", world.round.pk, 2, **key)
    page = visitor.get("village_head", "training-practice", world.round.pk, 2).content.decode()
    assert ("Đúng hết" in page, page.count('data-mistake="')) == (True, 0)


def test_a_half_filled_form_is_not_an_attempt(visitor: Visitor, world: World) -> None:
    """422; the answers stay."""
    answer = visitor.post("village_head", "training-practice", world.round.pk, 2, poultry=43)
    assert (answer.status_code, 'value="43"' in answer.content.decode(), Attempt.objects.count()) == (
        422,
        True,
        0,
    )


def test_progress_takes_few_queries(
    visitor: Visitor, world: World, django_assert_max_num_queries: object
) -> None:
    """However many villages there are."""
    visitor.get("district_officer", "training-progress", world.round.pk)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        visitor.client.get(f"/tap-huan/{world.round.pk}/tien-do/")
