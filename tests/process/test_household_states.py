"""The state table of a household: every action in every state is allowed with its effect, or refused with its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction

from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.errors import RasoatError
from rasoat.posting.actions import ClosePosting, DecideComplaint, OpenPosting, ReceiveComplaint
from rasoat.recognition.actions import SignDecision
from rasoat.recognition.household_states import states
from rasoat.roster.models import OpeningEntry
from rasoat.rounds.states import (
    HOUSEHOLD_STEPS,
    HouseholdFacts,
    HouseholdState,
    VillageState,
    household_state,
)
from rasoat.survey.answers import FinishSurvey
from rasoat.survey.listing import BuildList, CloseList, ProposeHousehold
from rasoat.survey.models import Listing
from rasoat.survey.requests import FileRequest, ReceiveRequest, TakeInRequest
from rasoat.survey.returning import ReturnForm
from rasoat.survey.screening import DecideInclusion, ScreenHousehold
from tests.routes.played import PAPER
from tests.world import DAY, World, answers

H = HouseholdState
AFTER = DAY + timedelta(days=7)


def screen_answers(world: World, *, yes: bool) -> dict[str, int]:
    """Phiếu A with every item ticked, or none."""
    questions = world.round.rules.form("A").questions
    return {question.id: int(yes) for question in questions}


def state(world: World) -> HouseholdState:
    """Where household 01 stands."""
    return states(world.village_round())[world.households["01"].pk]


def listing(world: World) -> Listing:
    """Household 01 on the list; an unsaved row where it is not."""
    found = Listing.objects.filter(household__code="01", village__round=world.round).first()
    if found is None:
        return Listing(village=world.village_round(), household=world.households["01"], inclusion="left_out")
    return world.listing("01")


def propose(world: World) -> Any:
    """The village proposes household 01."""
    return ProposeHousehold(
        actor=world.people["village_head"],
        village=world.village_round(),
        household=world.households["01"],
        hardship="disaster",
        reason="Bão làm sập nhà",
    )


def request(world: World) -> Any:
    """Household 01 asks."""
    return ReceiveRequest(
        actor=world.people["village_head"], village=world.village_round(), household=world.households["01"],
        reason="Tai nạn", applicant="Triệu Văn A", received_on=DAY, confirmed_by_village_head=True,
    )  # fmt: skip


def take_in(world: World) -> Any:
    """Household 01 asks on the web, and the commune officer takes it in."""

    class Both:
        def run(self) -> Any:
            filed = FileRequest(village=world.village_round(), form="1a", answers=PAPER).run()
            return TakeInRequest(
                actor=world.people["commune_officer"], request=filed, household=world.households["01"],
                confirmed_on_paper=True,
            ).run()  # fmt: skip

    return Both()


def include(world: World) -> Any:
    """The committee has household 01 surveyed against the rule of Phiếu A."""
    return DecideInclusion(
        actor=world.people["commune_committee"], village=world.village_round(), listing=listing(world),
        include=True, reason="Nhà vừa cháy", decided_on=DAY,
    )  # fmt: skip


def screen(world: World, *, yes: bool = False) -> Any:
    """Phiếu A of household 01."""
    return ScreenHousehold(
        actor=world.people["village_head"], village=world.village_round(), listing=listing(world),
        answers=screen_answers(world, yes=yes), filled_on=DAY,
    )  # fmt: skip


def answer(world: World) -> Any:
    """A form for household 01."""
    from rasoat.survey.answers import SubmitAnswers

    return SubmitAnswers(
        actor=world.people["reviewer"], village=world.village_round(), listing=listing(world),
        answers=answers(), visited_on=DAY, respondent="Chủ hộ",
    )  # fmt: skip


def give_back(world: World) -> Any:
    """The commune sends the form of household 01 back."""
    return ReturnForm(
        actor=world.people["commune_officer"],
        village=world.village_round(),
        listing=listing(world),
        reason="Thiếu ảnh nhà",
    )


def decide(world: World) -> Any:
    """A complaint about household 01 is dismissed, after it could be received at all."""

    class Both:
        def run(self) -> Any:
            complaint = ReceiveComplaint(
                actor=world.people["commune_officer"], village=world.village_round(), listing=listing(world),
                kind="wrong_data", complainant="Lý Thị Hỏi", text="Sai", received_on=DAY,
            ).run()  # fmt: skip
            return DecideComplaint(
                actor=world.people["commune_committee"],
                complaint=complaint,
                answer="Đã xem lại, không sai",
                decided_on=DAY,
            ).run()

    return Both()


def village_step(action: type, who: str, **more: Any) -> Callable[[World], Any]:
    """A step of the whole village."""
    return lambda world: action(actor=world.people[who], village=world.village_round(), **more)


ACTIONS: Mapping[str, Callable[[World], Any]] = {
    "list.build": village_step(BuildList, "village_head"),
    "list.request": request,
    "list.take-in": take_in,
    "list.propose": propose,
    "list.screen": screen,
    "list.decide": include,
    "survey.answer": answer,
    "survey.return": give_back,
    "meeting.hold": lambda world: world.hold_meeting(),
    "posting.open": village_step(OpenPosting, "commune_officer", opened_on=DAY),
    "complaint.decide": decide,
    "decision.sign": lambda world: SignDecision(
        actor=world.people["commune_chairman"], commune=world.commune_round(), signed_on=AFTER
    ),
}


# What is not named here is refused with P001: the village is at another step. "" is allowed; a request of a household
# that is on the list already is tied to its place and changes nothing.
NAMED: Mapping[str, Mapping[str, str]] = {
    "unseen": {
        "list.build": "",
        "list.request": "",
        "list.take-in": "",
        "list.propose": "",
        "list.screen": "P016",
        "list.decide": "N021",
    },
    "pending": {
        "list.build": "",
        "list.request": "",
        "list.take-in": "",
        "list.propose": "P012",
        "list.screen": "",
        "list.decide": "N021",
    },
    "left out": {
        "list.build": "",
        "list.request": "",
        "list.take-in": "",
        "list.propose": "P012",
        "list.screen": "P016",
        "list.decide": "",
    },
    "to survey": {"survey.answer": "", "survey.return": "P257"},
    "surveyed": {"survey.answer": "", "survey.return": ""},
    "surveyed, survey closed": {"survey.return": "", "meeting.hold": ""},
    "sent back": {"survey.answer": "", "survey.return": "P257"},
    "agreed": {"posting.open": ""},
    "posted": {"complaint.decide": ""},
    "posted, appraised": {"complaint.decide": "", "decision.sign": ""},
    "recognised": {"complaint.decide": ""},
}


def considered(world: World) -> None:
    """The village lists its current households; household 01 is proposed."""
    BuildList(actor=world.people["village_head"], village=world.village_round()).run()
    propose(world).run()


def to_survey(world: World) -> None:
    """Phiếu A lets household 01 in, and the list is closed."""
    considered(world)
    screen(world).run()
    CloseList(actor=world.people["village_head"], village=world.village_round()).run()


def surveyed(world: World) -> None:
    """Every household has its form; the survey still runs."""
    to_survey(world)
    world.answer("00", answers())
    answer(world).run()


def at_meeting(world: World) -> None:
    """The survey is closed."""
    surveyed(world)
    FinishSurvey(actor=world.people["village_head"], village=world.village_round()).run()


def posted(world: World) -> None:
    """The lists hang."""
    agreed(world)
    ACTIONS["posting.open"](world).run()


def agreed(world: World) -> None:
    """The village has met."""
    at_meeting(world)
    world.hold_meeting().run()


def appraised(world: World) -> None:
    """Both villages are posted through, the commune has reported, the district agrees."""
    posted(world)
    world.household("B1", "poor_income", village=1)
    world.surveyed(1, B1=answers())
    world.met(1)
    officer = world.people["commune_officer"]
    OpenPosting(actor=officer, village=world.village_round(1), opened_on=DAY).run()
    world.on(AFTER)
    for index in (0, 1):
        ClosePosting(actor=officer, village=world.village_round(index)).run()
    SubmitReport(actor=officer, commune=world.commune_round(), submitted_on=AFTER).run()
    world.papers()
    GiveOpinion(
        actor=world.people["district_officer"], commune=world.commune_round(), outcome="agreed", opinion="",
        appraised_on=AFTER,
    ).run()  # fmt: skip


def left_out(world: World) -> None:
    """Phiếu A leaves household 01 out."""
    considered(world)
    screen(world, yes=True).run()


def sent_back(world: World) -> None:
    """The commune has sent the form of household 01 back."""
    surveyed(world)
    give_back(world).run()


def recognised(world: World) -> None:
    """The chairman has signed."""
    appraised(world)
    ACTIONS["decision.sign"](world).run()


SITUATIONS: Mapping[str, tuple[Callable[[World], None], HouseholdState]] = {
    "unseen": (lambda _world: None, H.UNSEEN),
    "pending": (considered, H.PENDING),
    "left out": (left_out, H.LEFT_OUT),
    "to survey": (to_survey, H.TO_SURVEY),
    "surveyed": (surveyed, H.SURVEYED),
    "surveyed, survey closed": (at_meeting, H.SURVEYED),
    "sent back": (sent_back, H.SENT_BACK),
    "agreed": (agreed, H.AGREED),
    "posted": (posted, H.POSTED),
    "posted, appraised": (appraised, H.POSTED),
    "recognised": (recognised, H.RECOGNISED),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_action_in_every_state_of_a_household(world: World, situation: str) -> None:
    """What the table allows leads where it says; everything else is refused with its code and changes nothing."""
    reach, start = SITUATIONS[situation]
    for code, opening in (("00", "poor_income"), ("01", "")):
        world.household(code, opening)
    reach(world)
    assert state(world) == start
    found = {action: _tried(world, action) for action in ACTIONS}
    steps = {step.action: step for step in HOUSEHOLD_STEPS}
    for action, (end, code) in found.items():
        if start in steps[action].sources and not code:
            assert end in steps[action].outcomes, action
        else:
            assert end == start, action
    codes = {action: code for action, (_end, code) in found.items()}
    assert codes == {**dict.fromkeys(ACTIONS, "P001"), **NAMED[situation]}


def _tried(world: World, action: str) -> tuple[HouseholdState, str]:
    """The state to which the action leads, and the code when it is refused; nothing of it stays."""
    code = ""
    with transaction.atomic():
        if action == "list.build":
            home = world.households["01"]
            OpeningEntry.objects.create(round=world.round, household=home, kind="poor_income", persons=4)
        try:
            with transaction.atomic():
                ACTIONS[action](world).run()
        except RasoatError as error:
            code = error.code
        end = state(world)
        transaction.set_rollback(True)
    return end, code


def test_every_combination_of_facts_is_one_state() -> None:
    """The furthest fact decides, and no state is out of reach."""
    booleans = [False, True]
    seen = set()
    for considered, pending, included, answered, returned, decided in product(booleans, repeat=6):
        for village in VillageState:
            facts = HouseholdFacts(considered, pending, included, answered, returned, village, decided)
            found = household_state(facts)
            seen.add(found)
            assert (found == H.UNSEEN) == (not considered)
            assert (found in (H.PENDING, H.LEFT_OUT)) == (considered and not included)
            assert (found == H.SENT_BACK) == (considered and included and answered and returned)
    assert seen == set(H)


def test_table_names_each_action_once_and_leads_everywhere() -> None:
    """Every state but the first is the outcome of an action; the table has one row an action, all of them tried."""
    assert {outcome for step in HOUSEHOLD_STEPS for outcome in step.outcomes} == set(H) - {H.UNSEEN}
    assert [step.action for step in HOUSEHOLD_STEPS] == list(ACTIONS)
