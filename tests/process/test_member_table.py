"""The member table of Phiếu B, the checks that want a reason, and the same form sent again."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from rasoat.errors import RasoatError
from rasoat.roster.models import Member
from rasoat.survey.answers import SubmitAnswers
from rasoat.survey.models import Submission
from tests.world import DAY, START, World, answers

WELL = {
    "in_school": 0,
    "finished_lower_secondary": 1,
    "health_insurance": 1,
    "sick_no_care": 0,
    "able_to_work": 1,
}


@pytest.fixture
def surveying(world: World) -> World:
    """A village whose list is closed, with one household of four grown-ups."""
    world.household("01", "poor_income")
    world.surveyed()
    return world


def table(world: World, **odd: Any) -> list[dict[str, Any]]:
    """Everybody is well and insured; ``odd`` are the answers of the first person that differ."""
    people = world.households["01"].members.order_by("pk")
    rows = [{"member": member.pk, **WELL} for member in people]
    rows[0] |= odd
    return rows


def submit(world: World, form: dict[str, Any] | None = None, **more: Any) -> Submission:
    """Hand in the form of the household."""
    given = {"answers": form or blank(), "visited_on": DAY, "respondent": "Chủ hộ", **more}
    village = world.village_round()
    return SubmitAnswers(
        actor=world.people["reviewer"], village=village, listing=world.listing("01"), **given
    ).run()


def blank() -> dict[str, Any]:
    """A form whose answers about people are left to the member table."""
    follows = ("household_size", "dependants", "all_dependent", "d_health_access", "d_health_insurance")
    return {**answers(), **dict.fromkeys((*follows, "d_adult_education", "d_child_schooling"))}


def refused(world: World, form: dict[str, Any] | None = None, **more: Any) -> str:
    """The code with which a form is refused."""
    with pytest.raises(RasoatError) as caught:
        submit(world, form, **more)
    return caught.value.code


def test_answers_follow_from_the_members(surveying: World) -> None:
    """Size, dependants and the indicators are worked out, and the table is kept as it was judged."""
    kept = submit(surveying, members=table(surveying, health_insurance=0))
    assert (kept.answers["household_size"], kept.answers["d_health_insurance"]) == (4, 1)
    assert kept.members[0]["birth_date"] == "1975-01-01"
    assert kept.score.deprivations.split(";")[0] == "2"


def test_a_tick_against_the_members_is_refused(surveying: World) -> None:
    """The paper says insured, the member table does not."""
    form = {**blank(), "d_health_insurance": 0}
    assert refused(surveying, form, members=table(surveying, health_insurance=0)) == "P020"


def test_an_open_question_about_a_person_is_refused(surveying: World) -> None:
    """A table that is begun is filled for everybody."""
    assert refused(surveying, members=table(surveying, health_insurance=None)) == "P020"


def test_a_stranger_in_the_table_is_refused(surveying: World) -> None:
    """Only people of the household, each once."""
    assert refused(surveying, members=[*table(surveying), {"member": 0, **WELL}]) == "P103"
    assert refused(surveying, members=[*table(surveying), table(surveying)[0]]) == "P103"


def test_a_warning_wants_a_reason(surveying: World) -> None:
    """Much electricity and no goods: with a reason the form is taken, and the reason is kept."""
    form = answers(electricity_kwh=300)
    assert refused(surveying, form) == "P101"
    assert refused(surveying, form, remarks={"electricity_without_goods": "x" * 501}) == "P102"
    kept = submit(surveying, form, remarks={"electricity_without_goods": "Xay xát thuê", "other": "x"})
    assert kept.remarks == {"electricity_without_goods": "Xay xát thuê"}


def test_an_error_is_not_made_good_by_a_reason(surveying: World) -> None:
    """Nobody of ten has finished lower secondary school."""
    first = surveying.households["01"].members.order_by("pk").first()
    assert first is not None
    Member.objects.filter(pk=first.pk).update(birth_date=date(2008, 1, 1))
    reasons = {"finished_school_too_young": "Đúng"}
    assert refused(surveying, members=table(surveying, in_school=1), remarks=reasons) == "P100"


def test_fewer_dependants_than_the_ages_give_want_a_reason(surveying: World) -> None:
    """A child of the roster is a dependant whatever is typed."""
    first = surveying.households["01"].members.order_by("pk").first()
    assert first is not None
    Member.objects.filter(pk=first.pk).update(birth_date=date(2010, 1, 1))
    assert refused(surveying, answers()) == "P104"
    assert submit(surveying, answers(), remarks={"dependants_by_age": "Đã đi học xa"}).remarks


def test_a_newborn_counts_as_aged_nought(surveying: World) -> None:
    """A child born after the reference date is one of the household and a dependant."""
    surveying.households["01"].members.create(
        full_name="Triệu Thị Mới", relation="child", sex="female", birth_date=DAY, joined_on=START
    )
    rows = table(surveying)
    rows[-1] |= {"finished_lower_secondary": 0}
    kept = submit(surveying, members=rows)
    assert (kept.answers["household_size"], kept.answers["dependants"]) == (5, 1)
    assert kept.members[-1]["birth_date"] == "2018-10-10"


def test_the_same_form_again_has_no_effect_whatever_the_roster_says_by_now(surveying: World) -> None:
    """A form that comes twice is one form; other answers under its number are refused."""
    number, rows = uuid.uuid4(), table(surveying)
    first = submit(surveying, members=rows, submission_id=number)
    surveying.households["01"].members.filter(pk=rows[-1]["member"]).update(left_on=DAY)
    assert submit(surveying, members=rows, submission_id=number).pk == first.pk
    other = [{**rows[0], "health_insurance": 0}, *rows[1:]]
    assert refused(surveying, members=other, submission_id=number) == "P021"
    assert Submission.objects.count() == 1
