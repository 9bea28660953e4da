"""Invented households and their marking."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat import law, scoring
from rasoat.areas.scope import Scope
from rasoat.errors import NotAllowed, Refused
from rasoat.training.course import TOPICS
from rasoat.training.households import HOUSEHOLDS, Invented, asked_of, household
from rasoat.training.learning import Practise, ReadTopic, practice_home
from rasoat.training.marking import mistakes
from rasoat.training.models import Attempt, Reading
from rasoat.training.queries import learners_of, standing_of
from rasoat.training.stories import story_of
from tests.training.conftest import PLACE
from tests.world import DAY, World


@given(
    person=st.integers(1, 10**6),
    number=st.integers(1, HOUSEHOLDS),
    region=st.sampled_from(["NT1", "NT2", "TT"]),
)
def test_every_household_is_sound_and_its_story_answers_every_question(
    rules: law.Rules, person: int, number: int, region: str
) -> None:
    """The key scores, no check of the pack speaks, the story has a sentence for each question, twice the same."""
    place = (
        {"area_type": "urban", "region": ""} if region == "TT" else {"area_type": "rural", "region": region}
    )
    home = household(rules, place, person, number)
    asked = {question.id for question in asked_of(rules, place)}
    members = [each.member() for each in home.people]
    assert isinstance(scoring.score(rules, home.all_answers()), scoring.Scored)
    assert scoring.findings(rules, home.all_answers(), members) == ()
    assert asked == set(home.answers) == set(story_of(home, "vi").said) & asked
    assert household(rules, place, person, number) == home


def test_two_mistakes_are_two_explained_marks(home: Invented) -> None:
    """Each says what the story says, both answers, and the points by scoring."""
    wall = "durable" if home.answers["wall"] == "other" else "other"
    given_ = {**home.answers, "wall": wall, "cattle": int(home.answers["cattle"]) + 2}
    found = mistakes(home, given_, "vi")
    assert [each.question.id for each in found] == ["wall", "cattle"]
    for each in found:
        alone = scoring.score(home.rules, home.all_answers(**{each.question.id: given_[each.question.id]}))
        assert isinstance(alone, scoring.Scored)
        assert (each.with_given.b1, each.with_given.cls) == (alone.b1, alone.cls)
        assert each.said
        assert each.given != each.right
        assert each.with_right.b1 == home.explained("vi").b1


def test_points_of_a_mark_follow_the_pack(home: Invented) -> None:
    """A point edited in the pack moves the explanation."""
    wall = "durable" if home.answers["wall"] == "other" else "other"
    key = ("wall", wall, "NT2")
    points = {**home.rules._points, key: dataclasses.replace(home.rules._points[key], value=77)}
    edited = dataclasses.replace(home, rules=dataclasses.replace(home.rules, _points=points))
    (found,) = mistakes(edited, {**home.answers, "wall": wall}, "vi")
    assert found.with_given.points == 77


def test_a_number_written_another_way_is_no_mistake(home: Invented) -> None:
    """48 and 48,0 are one floor area."""
    given_ = {**home.answers, "floor_area_m2": f"{home.answers['floor_area_m2']},0"}
    assert mistakes(home, given_, "vi") == []


def practise(world: World, who: str = "village_head", number: int = 1, **changes: Any) -> Practise:
    """The action that hands in a form filled by the key, with changes."""
    person = world.people[who]
    key = practice_home(world.round, world.villages[0], person.pk, number).answers
    return Practise(
        actor=person, round=world.round, at=world.villages[0], household=number, answers={**key, **changes}
    )


def test_attempts_are_kept_and_the_best_counts(world: World) -> None:
    """Two mistakes, then none: two attempts, one household solved."""
    first = practise(world, poultry=40_000, cattle=97).run()
    second = practise(world).run()
    assert [(first.number, first.wrong), (second.number, second.wrong)] == [(1, 2), (2, 0)]
    assert standing_of(world.people["village_head"], world.round).solved == 1


def test_an_unanswered_form_is_refused(world: World) -> None:
    """P462, and nothing is kept."""
    with pytest.raises(Refused, match="P462"):
        practise(world, wall=None).run()
    assert not Attempt.objects.exists()


def test_there_are_only_so_many_households(world: World) -> None:
    """P460."""
    with pytest.raises(Refused, match="P460"):
        practice_home(world.round, world.villages[0], 1, HOUSEHOLDS + 1)


def test_a_pack_without_points_cannot_be_practised() -> None:
    """P459 says what to do; the page of the course still stands."""
    bare = law.load("vn-2022").on(DAY.replace(year=2023))
    with pytest.raises(Refused, match="P459"):
        household(bare, PLACE, 1, 1)


def test_who_does_not_learn_does_not_practise(world: World) -> None:
    """A001 for the chairman."""
    with pytest.raises(NotAllowed):
        practise(world, "commune_chairman").run()


def test_reading_twice_is_one_reading(world: World) -> None:
    """And stands in the progress of the commune, whose officer sees no other."""
    head = world.people["village_head"]
    for _time in range(2):
        ReadTopic(actor=head, round=world.round, at=world.villages[0], topic=TOPICS[0]).run()
    assert Reading.objects.count() == 1
    found = learners_of(world.round, Scope((world.communes[0].path,)), DAY)
    assert [(each.commune, [len(one.standing.read) for one in each.learners]) for each in found] == [
        (world.communes[0], [1, 0])
    ]
