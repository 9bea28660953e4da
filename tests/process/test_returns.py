"""A form goes back with a reason, and what is filled then is a new version."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from rasoat.errors import RasoatError
from rasoat.survey.answers import FinishSurvey, SubmitAnswers
from rasoat.survey.differences import differences
from rasoat.survey.models import FormReturn, Listing
from rasoat.survey.returning import ReturnForm, return_of
from tests.world import DAY, World, answers


@pytest.fixture
def world(world: World) -> World:
    """One household with its form."""
    world.household("A1", "poor_income")
    world.surveyed(0, A1=answers())
    return world


def send_back(world: World, reason: str = "Hỏi lại số trâu", who: str = "commune_officer") -> FormReturn:
    """Send the form of A1 back."""
    listing = world.listing("A1")
    return ReturnForm(actor=world.people[who], village=listing.village, listing=listing, reason=reason).run()


def test_a_returned_form_is_filled_as_a_new_version(world: World) -> None:
    """The old form stays as it was; the new one counts, and the reason is done with."""
    send_back(world)
    assert world.listing("A1").resurvey_reason == "Hỏi lại số trâu"
    world.answer("A1", answers(cattle=2))
    listing = world.listing("A1")
    assert (listing.resurvey_reason, listing.answered.version, listing.answered.origin) == ("", 2, "resurvey")
    assert list(listing.submissions.order_by("version").values_list("answers__cattle", flat=True)) == [0, 2]


def test_a_village_that_waits_for_its_meeting_is_surveyed_again(world: World) -> None:
    """And cannot finish before the form has come."""
    FinishSurvey(actor=world.people["village_head"], village=world.village_round()).run()
    send_back(world)
    assert world.village_round().state == "surveying"
    with pytest.raises(RasoatError, match=r"^P022 "):
        FinishSurvey(actor=world.people["village_head"], village=world.village_round()).run()


@pytest.mark.parametrize(
    ("reason", "who", "code"), [(" ", "commune_officer", "P258"), ("x", "reviewer", "A001")]
)
def test_what_cannot_be_sent_back(world: World, reason: str, who: str, code: str) -> None:
    """Without a reason, or by somebody who may not."""
    with pytest.raises(RasoatError, match=rf"^{code} "):
        send_back(world, reason, who)
    assert not FormReturn.objects.exists()


def test_a_form_goes_back_once(world: World) -> None:
    """P257 while it is on its way."""
    send_back(world)
    with pytest.raises(RasoatError, match=r"^P257 "):
        send_back(world)


def test_after_the_meeting_no_form_goes_back(world: World) -> None:
    """P001: from then on a complaint is the way."""
    world.met()
    with pytest.raises(RasoatError, match=r"^P001 "):
        send_back(world)


def test_who_filled_the_form_does_not_judge_it(world: World) -> None:
    """The database refuses it whatever the code does."""
    form = world.listing("A1").answered
    with pytest.raises(IntegrityError), transaction.atomic():
        FormReturn.objects.create(
            submission=form, reason="x", returned_on=DAY, returned_by=form.reviewer, filled_by=form.reviewer
        )


def test_the_reason_of_the_commune_is_told_from_the_meetings(world: World) -> None:
    """Whoever fills the form sees who asked for it."""
    returned = send_back(world)
    assert return_of(world.listing("A1")) == returned
    Listing.objects.filter(pk=world.listing("A1").pk).update(resurvey_reason="")
    assert return_of(world.listing("A1")) is None


def test_versions_are_told_apart_answer_by_answer_with_points(world: World) -> None:
    """Only what changed is marked; its points before and after stand beside it, and they add up to the scores."""
    send_back(world)
    world.answer("A1", answers(cattle=2, motorbike=1))
    listing = world.listing("A1")
    older, newer = listing.submissions.order_by("version").select_related("score")
    found = differences(listing, older, newer)
    assert [each.name for each in found if each.changed] == ["motorbike", "cattle"]
    assert next((each.before, each.after) for each in found if each.name == "motorbike") == ("Không", "Có")
    b1 = {item.column for item in world.round.rules.items}
    sums = [sum(each[at] or 0 for each in found if each.name in b1) for at in (4, 5)]
    assert sums == [older.score.b1, newer.score.b1]


def test_somebody_else_than_the_page_thinks_was_first(world: World) -> None:
    """A reviewer who kept the page of the first version open learns that a second one exists."""
    send_back(world)
    world.answer("A1", answers(cattle=2))
    listing = world.listing("A1")
    with pytest.raises(RasoatError, match=r"^P250 "):
        SubmitAnswers(
            actor=world.people["reviewer_2"], village=listing.village, listing=listing, answers=answers(),
            visited_on=DAY, respondent="Chủ hộ", version=2,
        ).run()  # fmt: skip
