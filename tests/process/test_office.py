"""Who signs holds the office on the day of the paper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rasoat.accounts.models import Assignment
from rasoat.accounts.office import holds_office, require_office
from rasoat.accounts.roles import Role
from rasoat.errors import Refused
from tests.world import START, World

ENDED = date(2018, 6, 30)


@pytest.fixture
def term(world: World) -> World:
    """A district chairman whose term ended in June."""
    Assignment.objects.filter(user=world.people["district_chairman"]).update(ends_on=ENDED)
    return world


@pytest.mark.parametrize(
    ("day", "expected"),
    [(START - timedelta(1), False), (START, True), (ENDED, True), (ENDED + timedelta(1), False)],
)
def test_an_office_is_held_from_its_first_to_its_last_day(term: World, day: date, expected: bool) -> None:
    """Both edges of a term count as within it."""
    chairman = term.people["district_chairman"]
    assert holds_office(chairman, [Role.DISTRICT_CHAIRMAN], term.district, day) is expected


def test_an_office_is_of_one_unit_and_one_name(world: World) -> None:
    """A chairman of the district is none of the commune below it, and no officer."""
    chairman = world.people["district_chairman"]
    assert not holds_office(chairman, [Role.DISTRICT_CHAIRMAN], world.communes[0], START)
    assert not holds_office(chairman, [Role.DISTRICT_OFFICER], world.district, START)


def test_a_signer_without_the_office_on_that_day_is_refused(term: World) -> None:
    """The refusal names person, office, unit and day (A004)."""
    chairman = term.people["district_chairman"]
    with pytest.raises(Refused, match=r"^A004 .*Chủ tịch UBND huyện.*01/07/2018"):
        require_office(chairman, [Role.DISTRICT_CHAIRMAN], term.district, ENDED + timedelta(1))
