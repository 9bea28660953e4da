"""The list: nobody on the current list can be forgotten, and who is left out is decided by two people, with reasons."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasoat.accounts.models import Assignment
from rasoat.errors import NotAllowed, RasoatError
from rasoat.survey.listing import (
    ON_THE_LIST,
    BuildCommuneLists,
    BuildList,
    CloseList,
    ProposeHousehold,
    current_list,
)
from rasoat.survey.models import Inclusion, Listing, QuickScreen
from rasoat.survey.screening import DecideInclusion, ScreenHousehold
from tests.world import DAY, START, World, make_world

OPENINGS = ["poor", "poor_income", "poor_deprivation", "near_poor", "once_poor", "once_near_poor", ""]


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


def propose(world: World, code: str, **changes: Any) -> Listing:
    """The village proposes the household."""
    given_ = {"hardship": "accident", "reason": "Chủ hộ nằm viện", **changes}
    return ProposeHousehold(
        actor=world.people["village_head"],
        village=world.village_round(),
        household=world.households[code],
        **given_,
    ).run()


def screen(world: World, code: str, signs: int, asks: str = "", *, who: str = "village_head") -> QuickScreen:
    """Fill Phiếu A with ``signs`` signs."""
    items = world.round.rules.form("A").questions
    return ScreenHousehold(
        actor=world.people[who], village=world.village_round(), listing=world.listing(code),
        answers={item.id: int(n < signs) for n, item in enumerate(items)}, filled_on=DAY, include_reason=asks,
    ).run()  # fmt: skip


def decide(
    world: World, code: str, *, include: bool, who: str = "commune_committee", reason: str = "Đã đến xem"
) -> None:
    """The committee decides."""
    DecideInclusion(
        actor=world.people[who], village=world.village_round(), listing=world.listing(code),
        include=include, reason=reason, decided_on=DAY,
    ).run()  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nobody_on_the_current_list_can_be_forgotten(db: None, data: st.DataObject) -> None:
    """Whatever is done in whatever order, a list that closes holds every living household of the current list, surveyed."""
    openings = data.draw(st.lists(st.sampled_from(OPENINGS), min_size=1, max_size=5))
    steps = st.tuples(
        st.sampled_from(["build", "propose", "screen", "ask", "yes", "no", "close"]), st.integers(0, 4)
    )
    with transaction.atomic():
        world = make_world()
        for number, opening in enumerate(openings):
            world.household(f"{number}", opening, size=1)
        for step, number in data.draw(st.lists(steps, max_size=12)):
            _try(world, step, f"{number % len(openings)}")
        village = world.village_round()
        if village.state == "surveying":
            surveyed = set(
                Listing.objects.filter(village=village).included().values_list("household", flat=True)
            )
            assert set(current_list(village).values_list("pk", flat=True)) <= surveyed
        on_list = [opening in ON_THE_LIST for opening in openings]
        assert (
            not Listing.objects.filter(village=village, group="current")
            .exclude(inclusion="included")
            .exists()
        )
        assert Listing.objects.filter(village=village, group="current").count() in (0, sum(on_list))
        transaction.set_rollback(True)


def _try(world: World, step: str, code: str) -> None:
    head = world.people["village_head"]
    steps = {
        "build": lambda: BuildList(actor=head, village=world.village_round()).run(),
        "propose": lambda: propose(world, code),
        "screen": lambda: screen(world, code, int(code)),
        "ask": lambda: screen(world, code, 3, "Đề nghị Ban xem"),
        "yes": lambda: decide(world, code, include=True),
        "no": lambda: decide(world, code, include=False),
        "close": lambda: CloseList(actor=head, village=world.village_round()).run(),
    }
    try:
        steps[step]()
    except (RasoatError, Listing.DoesNotExist):
        return


def test_the_database_keeps_everyone_who_was_considered(world: World) -> None:
    """No row of the list can be deleted, moved to another group or left off while it is of the current list."""
    world.household("01", "poor_income")
    BuildList(actor=world.people["village_head"], village=world.village_round()).run()
    rows = Listing.objects.all()
    for change in ({"group": "proposed"}, {"reason": "khác"}, {"inclusion": "left_out"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete("default")
    assert rows.count() == 1


def test_a_commune_lists_all_its_villages_at_once(world: World) -> None:
    """The villages that still make their list, with one entry in the log; those that closed theirs are left alone."""
    for code, village in (("A", 0), ("B", 1), ("C", 2)):
        world.household(code, "near_poor", village=village)
    officer = world.people["commune_officer"]
    added = [BuildCommuneLists(actor=officer, commune=world.commune_round()).run() for _ in range(2)]
    assert (added, Listing.objects.count()) == ([2, 0], 2)
    with pytest.raises(NotAllowed):
        BuildCommuneLists(actor=officer, commune=world.commune_round(1)).run()


def test_a_proposal_needs_a_reason_of_the_list_and_words(world: World) -> None:
    """A code the pack does not know, or no words, is refused (P013)."""
    world.household("02")
    for change in ({"hardship": "poor"}, {"hardship": ""}, {"reason": " "}):
        with refused("P013"):
            propose(world, "02", **change)
    assert propose(world, "02").hardship == "accident"


@pytest.mark.parametrize("include", [True, False])
def test_the_committee_decides_about_those_it_is_asked_about(world: World, include: bool) -> None:
    """The list waits for it (N020); its decision, by whom and why, stands beside Phiếu A."""
    world.household("02")
    propose(world, "02")
    screen(world, "02", 3, "Nhà vừa cháy")
    with refused("N020"):
        CloseList(actor=world.people["village_head"], village=world.village_round()).run()
    decide(world, "02", include=include)
    listing, kept = world.listing("02"), QuickScreen.objects.get()
    expected = Inclusion.INCLUDED if include else Inclusion.LEFT_OUT
    assert (listing.inclusion, kept.decided_by, kept.decision_reason) == (
        expected,
        world.people["commune_committee"],
        "Đã đến xem",
    )
    assert CloseList(actor=world.people["village_head"], village=world.village_round()).run() == include


def test_the_committee_may_include_one_nobody_asked_about(world: World) -> None:
    """Also a household that was simply left out."""
    world.household("02")
    propose(world, "02")
    screen(world, "02", 4)
    decide(world, "02", include=True)
    assert world.listing("02").inclusion == Inclusion.INCLUDED


def test_a_decision_has_a_reason_and_is_taken_once_and_by_the_committee(world: World) -> None:
    """N023 without a reason, N021 for one that is not left out or already decided, A001 for anybody else."""
    world.household("02")
    propose(world, "02")
    with refused("N021"):
        decide(world, "02", include=True)
    screen(world, "02", 3)
    with refused("N023"):
        decide(world, "02", include=True, reason=" ")
    with pytest.raises(NotAllowed):
        decide(world, "02", include=True, who="commune_officer")
    decide(world, "02", include=False)
    with refused("N021"):
        decide(world, "02", include=True)


def test_who_filled_phieu_a_does_not_decide(world: World) -> None:
    """Maker ≠ checker: N022, and in the database; Phiếu A itself stays as it was filled."""
    world.household("02")
    propose(world, "02")
    both = world.people["commune_committee"]
    Assignment.objects.create(user=both, role="village_head", unit=world.villages[0], starts_on=START)
    kept = screen(world, "02", 3, who="commune_committee")
    with refused("N022"):
        decide(world, "02", include=True)
    row = QuickScreen.objects.filter(pk=kept.pk)
    for change in (
        {"decided_by": both, "decided_on": DAY, "decision_reason": "x"},
        {"filled_by": world.people["village_head"]},
        {"count": 0},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        row._raw_delete("default")
