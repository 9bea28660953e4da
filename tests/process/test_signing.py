"""Who may sign the decision of a commune, and on which day."""

from __future__ import annotations

from datetime import timedelta

from rasoat.accounts.models import Assignment
from tests.process.test_certificates import CLOSED, DAY, certified, refused
from tests.world import World, answers


def test_the_signer_holds_the_office_on_the_day_of_the_decision(world: World) -> None:
    """A chairman whose term began after the day of the paper does not sign it (A004)."""
    world.household("01", "poor_income")
    Assignment.objects.filter(user=world.people["commune_chairman"]).update(
        starts_on=CLOSED + timedelta(days=1)
    )
    with refused("A004"):
        certified(world, {"01": answers()}, DAY, CLOSED)


def test_a_decision_dated_before_the_opinion_is_refused(world: World) -> None:
    """The day of the opinion is the earliest (P004)."""
    world.household("01", "poor_income")
    with refused("P004"):
        certified(world, {"01": answers()}, DAY, CLOSED, signed=CLOSED - timedelta(days=1))
