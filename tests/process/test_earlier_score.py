"""The check against a jump compares with the last review of the same kind under the same standard, and with no other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rasoat.errors import RasoatError
from rasoat.roster.models import Event, EventKind, Member
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind
from rasoat.scoring import Earlier
from rasoat.survey.known import known, known_of
from rasoat.survey.models import Listing
from tests.process.test_second_standard import HIGHER, LOCAL, local_standard
from tests.world import DAY, RICH, START, World, answers

NEXT = date(2019, 10, 1)


@pytest.fixture
def reviewed(world: World) -> World:
    """Surveyed in 2018 as very poor."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers()})
    return world


def next_year(world: World, pack: str = "vn-2016") -> Round:
    """Open the practice round of the year after, put the village on its list, and go on in it."""
    world.round = OpenRound(
        actor=world.people["district_officer"], root=world.district, code="thu-2019", title="Rà soát thử 2019",
        kind=RoundKind.PRACTICE, year=2019, pack=pack, reference_date=NEXT, opening_as_of=START, opened_on=NEXT,
        practice_day=NEXT,
    ).run()  # fmt: skip
    world.round.opening.create(household=world.households["01"], kind="poor_income", persons=4)
    world.surveyed()
    return world.round


def earlier(world: World) -> Earlier | None:
    """What the checks of the household's form compare with."""
    return known_of(world.listing("01")).earlier


def test_the_last_review_of_the_same_kind_and_standard_counts(reviewed: World) -> None:
    """B1 of 2018; nothing was on record since."""
    b1 = reviewed.listing("01").answered.score.b1  # type: ignore[union-attr]
    assert earlier(reviewed) is None
    next_year(reviewed)
    assert earlier(reviewed) == Earlier(b1, event_since=False)


def test_a_jump_wants_a_reason_and_an_event_explains_it(reviewed: World) -> None:
    """From very poor to rich within a year is asked about, unless the roster tells of a change."""
    next_year(reviewed)
    reviewed.on(NEXT)
    rich = answers(**RICH)
    with pytest.raises(RasoatError) as caught:
        submit(reviewed, rich)
    assert caught.value.code == "P101"
    Event.objects.create(
        household=reviewed.households["01"], kind=EventKind.JOINED, on=date(2019, 5, 1), persons=1,
        recorded_by=reviewed.people["commune_officer"],
    )  # fmt: skip
    assert earlier(reviewed) == Earlier(earlier_b1(reviewed), event_since=True)
    submit(reviewed, rich)
    assert reviewed.listing("01").answered is not None


def test_a_practice_round_says_nothing_to_an_official_one(reviewed: World) -> None:
    """Forms filled to learn are no review of the year before."""
    next_year(reviewed)
    Round.objects.filter(pk=reviewed.round.pk).update(kind=RoundKind.OFFICIAL, practice_day=None)
    assert earlier(reviewed) is None


def test_points_of_another_standard_are_not_compared(reviewed: World) -> None:
    """A hundred points under one table are not a hundred under another."""
    local_standard(reviewed, **HIGHER)
    next_year(reviewed, LOCAL)
    assert earlier(reviewed) is None


def earlier_b1(world: World) -> int:
    """B1 of the form of 2018."""
    first = world.households["01"].listings.order_by("pk").first()
    assert first is not None
    assert first.answered is not None
    return int(first.answered.score.b1)


def submit(world: World, form: dict[str, object]) -> None:
    """Hand in the form of the second year."""
    from rasoat.survey.answers import SubmitAnswers

    SubmitAnswers(
        actor=world.people["reviewer"], village=world.village_round(), listing=world.listing("01"), answers=form,  # type: ignore[arg-type]
        visited_on=max(NEXT, DAY), respondent="Chủ hộ",
    ).run()  # fmt: skip


@pytest.mark.parametrize(
    "on", [date(2003, 10, 10), date(2003, 10, 11), date(1958, 10, 10), date(1958, 10, 11)]
)
def test_one_household_is_known_as_it_is_among_many(reviewed: World, on: date) -> None:
    """People, dependants by age, head and last review, on both sides of a birthday, and without who has left."""
    for number, born in enumerate((on, on - timedelta(1), on + timedelta(1))):
        Member.objects.create(
            household=reviewed.households["01"], full_name=f"Triệu Thị {number}", relation="child", sex="female",
            birth_date=born, ethnic_group="Tày", joined_on=START, left_on=DAY if number == 2 else None,
        )  # fmt: skip
    next_year(reviewed)
    listing = reviewed.listing("01")
    among = known(listing.village.round, Listing.objects.filter(household=listing.household))
    assert known_of(listing) == among[listing.pk]
