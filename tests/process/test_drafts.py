"""The unfinished form on the server: saved, resumed, merged, chosen over, handed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from rasoat.audit.models import Entry
from rasoat.errors import RasoatError
from rasoat.survey.answers import FinishSurvey, SubmitAnswers
from rasoat.survey.drafting import (
    Choice,
    ChooseAnswers,
    Saved,
    SaveDraft,
    draft_of,
    open_clashes,
    values_of,
)
from rasoat.survey.filling import SurveyFilling
from rasoat.survey.models import DraftClash, Listing
from tests.world import DAY, World, answers


@pytest.fixture
def world(world: World) -> World:
    """The first village in its survey, two households waiting."""
    world.household("A1", "poor_income")
    world.household("A2", "poor_income")
    world.surveyed(0)
    return world


def save(world: World, typed: dict[str, str], who: str = "reviewer", base: int = 0, **changes: Any) -> Saved:
    """Save some answers of A1 as somebody."""
    listing = world.listing(changes.pop("code", "A1"))
    given: dict[str, Any] = {"version": 1, "editor": who, **changes}
    filling = SurveyFilling(listing)
    return SaveDraft(actor=world.people[who], filling=filling, typed=typed, base=base, **given).run()


def shown(world: World, code: str = "A1") -> dict[str, str]:
    """The form as the next page would show it."""
    filling = SurveyFilling(world.listing(code))
    return values_of(draft_of(filling), filling)


def choose(world: World, take: bool, *, against: int = 1) -> None:
    """Settle the one open clash."""
    filling = SurveyFilling(world.listing("A1"))
    draft = draft_of(filling)
    assert draft is not None
    (clash,) = open_clashes(draft)
    ChooseAnswers(
        actor=world.people["village_head"],
        filling=filling,
        draft=draft,
        choices={clash.pk: Choice(take, against)},
    ).run()


def test_a_draft_is_resumed_by_anybody_who_may_fill_it(world: World) -> None:
    """Half a form of the reviewer is what the village head goes on from; impossible answers are kept, too."""
    save(world, {"wall": "other", "electricity_kwh": "nhiều"})
    assert {name: shown(world)[name] for name in ("wall", "electricity_kwh", "household_size")} == {
        "wall": "other",
        "electricity_kwh": "nhiều",
        "household_size": "4",
    }


def test_two_people_merge_and_the_page_hears_of_the_other(world: World) -> None:
    """Different answers stand side by side; the second page is told what the first has added."""
    save(world, {"wall": "other"})
    saved = save(world, {"cattle": "3"}, "village_head")
    assert ({name: entry.value for name, entry in saved.others.items()}, saved.clashes) == (
        {"wall": "other"},
        0,
    )
    assert (shown(world)["wall"], shown(world)["cattle"]) == ("other", "3")


def test_one_answer_by_two_waits_for_a_choice(world: World) -> None:
    """Both are kept with who and when; the form shows the first until somebody chooses."""
    save(world, {"cattle": "3"})
    saved = save(world, {"cattle": "5"}, "village_head")
    clash = DraftClash.objects.get()
    assert (saved.clashes, shown(world)["cattle"], clash.value) == (1, "3", "5")
    assert clash.typed_by == world.people["village_head"]


@pytest.mark.parametrize(("take", "expected"), [(True, "5"), (False, "3")])
def test_a_choice_settles_it_and_keeps_the_other_on_record(world: World, take: bool, expected: str) -> None:
    """The chosen answer stands, the other stays in the record with who chose."""
    save(world, {"cattle": "3"})
    save(world, {"cattle": "5"}, "village_head")
    choose(world, take)
    clash = DraftClash.objects.get()
    assert (shown(world)["cattle"], clash.value, clash.taken) == (expected, "5", take)
    assert clash.chosen_by == world.people["village_head"]


def test_a_choice_against_something_else_than_shown_is_refused(world: World) -> None:
    """P255: the standing answer has changed since the page was opened."""
    save(world, {"cattle": "3"})
    save(world, {"cattle": "5"}, "village_head")
    save(world, {"cattle": "4"}, base=1)
    with pytest.raises(RasoatError, match=r"^P255 "):
        choose(world, True)
    assert DraftClash.objects.get().taken is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": 2}, "P250"),
        ({"typed": {"<script>": "1"}}, "P251"),
        ({"typed": {"cattle": "9" * 1001}}, "P252"),
        ({"who": "other_reviewer"}, "A001"),
        ({"who": "commune_officer"}, "A001"),
    ],
)
def test_a_draft_that_cannot_be_saved(world: World, changes: dict[str, Any], code: str) -> None:
    """Each with its code, and nothing of it is kept."""
    typed = changes.pop("typed", {"cattle": "1"})
    with pytest.raises(RasoatError, match=rf"^{code} "):
        save(world, typed, **changes)
    assert draft_of(SurveyFilling(world.listing("A1"))) is None


def test_a_household_left_out_has_no_draft(world: World) -> None:
    """P019: only households on the list are surveyed."""
    Listing.objects.create(
        village=world.village_round(), household=world.household("A9"), group="proposed", hardship="other",
        reason="x", inclusion="left_out", inclusion_reason="y", added_by=world.people["village_head"],
    )  # fmt: skip
    with pytest.raises(RasoatError, match=r"^P019 "):
        save(world, {"cattle": "1"}, code="A9")


def test_after_the_survey_nothing_is_saved(world: World) -> None:
    """P001: the village waits for its meeting."""
    for code in ("A1", "A2"):
        world.answer(code, answers())
    FinishSurvey(actor=world.people["village_head"], village=world.village_round()).run()
    with pytest.raises(RasoatError, match=r"^P001 "):
        save(world, {"cattle": "1"}, version=2)


def test_the_form_handed_in_ends_its_draft(world: World) -> None:
    """The next version starts from the form that counts, not from the old draft."""
    save(world, {"cattle": "3"})
    world.answer("A1", answers(cattle=1))
    assert (draft_of(SurveyFilling(world.listing("A1"))), shown(world)["cattle"]) == (None, "1")


def test_a_page_of_an_earlier_version_is_not_handed_in(world: World) -> None:
    """P250: somebody was first; his form is not overwritten unseen."""
    world.answer("A1", answers())
    listing = world.listing("A1")
    with pytest.raises(RasoatError, match=r"^P250 "):
        SubmitAnswers(
            actor=world.people["reviewer"], village=listing.village, listing=listing, answers=answers(cattle=2),
            visited_on=DAY, respondent="Chủ hộ", version=1,
        ).run()  # fmt: skip
    assert world.listing("A1").submissions.count() == 1


def test_the_log_names_each_person_of_a_draft_once(world: World) -> None:
    """Not every answer: who typed what stands in the draft itself."""
    for turn, who in enumerate(["reviewer", "reviewer", "village_head", "reviewer"]):
        save(world, {"cattle": str(turn)}, who, base=turn)
    rows = (
        Entry.objects.filter(action="survey.draft")
        .order_by("number")
        .values_list("actor__username", flat=True)
    )
    assert list(rows) == ["reviewer", "village_head"]


def test_a_clash_is_open_or_chosen_by_somebody(world: World) -> None:
    """The database refuses a choice without a person."""
    saved = save(world, {"cattle": "3"})
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftClash.objects.create(
            draft=saved.draft, name="cattle", value="1", editor="x", typed_by=world.people["reviewer"],
            typed_at=timezone.now(), taken=True,
        )  # fmt: skip
