"""Requests 1a and 1b: from the citizen or on paper to the list, and every step in every state of a request."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, connection, transaction

from rasoat.audit.action import Action
from rasoat.errors import NotAllowed, RasoatError
from rasoat.roster.identity import unseal
from rasoat.rounds.models import VillageRound
from rasoat.survey.listing import BuildList, CloseList, ProposeHousehold
from rasoat.survey.models import Group, Inclusion, Listing, Request
from rasoat.survey.paper import faults, questions
from rasoat.survey.request_papers import PrintRequest
from rasoat.survey.request_queries import lines, matches
from rasoat.survey.requests import (
    ConfirmRequest,
    FileRequest,
    ReceiveRequest,
    RefuseRequest,
    TakeInRequest,
)
from rasoat.yearround.actions import HandOver, MatchHousehold
from tests.world import DAY, World

PAPER = {
    "applicant_name": "Triệu Văn 02 0", "sex": "male", "birth_date": "1975", "ethnic_group": "Tày",
    "identity_card": "095123456", "permanent_residence": "Nà Thử", "present_residence": "Nà Thử",
    "applied_to_be": "poor", "reason": "disaster", "reason_text": "Lũ cuốn trôi nhà",
}  # fmt: skip
ESCAPE = {**PAPER, "applied_to_leave": "escaped_poor"}


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


@pytest.fixture
def asking(world: World) -> World:
    """A world with one household of the current list, 01, and one that is not on it, 02."""
    world.household("01", "poor_income")
    world.household("02")
    return world


def file(world: World, **changes: Any) -> Request:
    """File form 1a on the public pages, of the first village."""
    given = {"village": world.village_round(), "form": "1a", "answers": PAPER, **changes}
    return FileRequest(**given).run()


def confirm(world: World, request: Request) -> None:
    """The village head confirms it."""
    ConfirmRequest(actor=world.people["village_head"], request=fresh(request)).run()


def fresh(request: Request) -> Request:
    """The request, read afresh."""
    rows = Request.objects.select_related("commune__round__unit", "commune__unit", "village__unit")
    return rows.get(pk=request.pk)


def taking_in(world: World, request: Request, code: str = "02", **changes: Any) -> TakeInRequest:
    """The officer's action, not yet run."""
    given = {"actor": world.people["commune_officer"], "request": fresh(request)}
    return TakeInRequest(**{**given, "household": world.households[code], **changes})


def test_a_request_from_the_web_waits_until_the_officer_takes_it_in(asking: World) -> None:
    """Filed, confirmed by the village head, matched, listed: group 2, with the reason it ticked, waiting for Phiếu A."""
    filed = file(asking)
    assert (filed.state, filed.listing, Listing.objects.count()) == ("waiting", None, 0)
    confirm(asking, filed)
    taken = taking_in(asking, filed).run()
    listing = asking.listing("02")
    assert (taken.state, taken.listing, taken.household) == ("taken_in", listing, asking.households["02"])
    assert (listing.group, listing.inclusion, listing.hardship) == (
        Group.REQUEST,
        Inclusion.PENDING,
        "disaster",
    )


def test_a_request_from_the_web_needs_the_village_head_before_the_amendment(asking: World) -> None:
    """Without his confirmation, on the page or on paper, it is not taken in (TT17 Art. 4.2) and goes on waiting."""
    filed = file(asking)
    with refused("P015"):
        taking_in(asking, filed).run()
    assert fresh(filed).state == "waiting"
    assert taking_in(asking, filed, confirmed_on_paper=True).run().confirmed_by_village_head


def test_identity_numbers_are_sealed_and_shown_masked(asking: World) -> None:
    """The number stands nowhere in the clear; a page shows its last digits; another column's key does not open it."""
    filed = file(asking)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, answers FROM survey_request")
        sealed, answers = cursor.fetchone()
    assert "095123456" not in f"{sealed} {json.dumps(answers) if isinstance(answers, dict) else answers}"
    form = asking.round.rules.form("1a")
    assert "••••••456" in [line.value for line in lines(form, fresh(filed), "vi")]
    with pytest.raises(InvalidTag):
        unseal(sealed)


def test_printing_whole_identity_numbers_is_on_record(asking: World) -> None:
    """Who prints the paper with its numbers stands in the log; a stranger may not."""
    filed = file(asking)
    pdf = PrintRequest(actor=asking.people["village_head"], request=fresh(filed)).run()
    assert pdf.startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        PrintRequest(actor=asking.people["village_head_1"], request=fresh(filed)).run()


def test_the_same_paper_sent_twice_is_one_request(asking: World) -> None:
    """The same form key again gives the same receipt; with other content it is refused (N008), nothing is lost."""
    key = uuid.uuid4()
    first, again = file(asking, sent_as=key), file(asking, sent_as=key)
    with refused("N008"):
        file(asking, sent_as=key, answers={**PAPER, "reason_text": "Khác"})
    assert (first.receipt, Request.objects.count()) == (again.receipt, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"applicant_name": " "}, "N003"),
        ({"reason_text": "x" * 5000}, "N004"),
        ({"birth_date": "31/02/1980"}, "N005"),
        ({"birth_date": "2031"}, "N005"),
        ({"identity_card": "12345"}, "N005"),
        ({"sex": "khác"}, "N005"),
        ({"identity_card_date": "2015"}, "N005"),
    ],
    ids=["missing", "long", "no day", "future", "number", "choice", "half a date"],
)
def test_a_paper_that_cannot_be_is_refused(asking: World, change: dict[str, str], code: str) -> None:
    """Each wrong answer has its code, and nothing is stored."""
    with refused(code):
        file(asking, answers={**PAPER, **change})
    assert not Request.objects.exists()


def test_a_hostile_name_stays_a_name(asking: World) -> None:
    """Markup is text: kept as typed, nothing more."""
    name = "<script>alert(1)</script>=1+1"
    assert file(asking, answers={**PAPER, "applicant_name": name}).applicant == name


def test_fields_follow_the_text_in_force(world: World) -> None:
    """The head's confirmation is asked for until 09/11/2018; the applicant himself is never asked for it."""
    from rasoat import law

    pack = law.load("vn-2016")
    before, after = (pack.on(date(2018, 11, day)).form("1a") for day in (9, 10))
    assert {q.id for q in before.questions} - {q.id for q in after.questions} == {"village_head_confirms"}
    assert [q.id for q in questions(before)] == [q.id for q in questions(after)]
    assert [q.id for q in before.members] == ["member_name", "member_relation", "member_occupation"]
    assert faults(before, PAPER, [], DAY) == []


def test_who_fits_is_found_by_number_and_by_name(asking: World) -> None:
    """An identity number finds its household whatever the name; else the name does, the named village first."""
    member = asking.households["01"].members.first()
    member.identity_number = "095123456"
    member.save()
    found = set(matches(fresh(file(asking))).values_list("code", flat=True))
    assert found == {"01", "02"}
    assert [each.code for each in matches(fresh(file(asking)), "trieu van 02")] == ["02"]


def test_form_1b_is_for_the_current_list_and_makes_no_second_place(asking: World) -> None:
    """It is tied to the household's place of group 1; 1a is refused to it, and 1b to those not on the list."""
    BuildList(actor=asking.people["village_head"], village=asking.village_round()).run()
    filed = file(asking, form="1b", answers=ESCAPE)
    with refused("N009"):
        taking_in(asking, filed, "02", confirmed_on_paper=True).run()
    taken = taking_in(asking, filed, "01", confirmed_on_paper=True).run()
    assert (taken.listing, taken.listing.group, Listing.objects.count()) == (
        asking.listing("01"),
        "current",
        1,
    )
    with refused("P014"):
        taking_in(asking, file(asking), "01", confirmed_on_paper=True).run()


def test_a_household_the_village_proposed_may_ask_as_well(asking: World) -> None:
    """The request is tied to the place it has; a second request of the same form is refused (P012)."""
    ProposeHousehold(
        actor=asking.people["village_head"], village=asking.village_round(),
        household=asking.households["02"], hardship="earner", reason="Chồng mất",
    ).run()  # fmt: skip
    taken = taking_in(asking, file(asking), confirmed_on_paper=True).run()
    assert (taken.listing.group, Listing.objects.count()) == (Group.PROPOSED, 1)
    with refused("P012"):
        taking_in(asking, file(asking), confirmed_on_paper=True).run()


def test_a_refusal_says_why(asking: World) -> None:
    """Without a reason it is not refused (N011); the reason is kept for the applicant."""
    officer, filed = asking.people["commune_officer"], file(asking)
    with refused("N011"):
        RefuseRequest(actor=officer, request=fresh(filed), reason=" ").run()
    RefuseRequest(actor=officer, request=fresh(filed), reason="Hộ ở xã khác").run()
    assert (fresh(filed).state, fresh(filed).answer) == ("refused", "Hộ ở xã khác")


def test_a_household_of_another_commune_is_not_matched(asking: World) -> None:
    """The officer's roster is his commune's (P011)."""
    asking.household("K1", village=2)
    with refused("P011"):
        taking_in(asking, file(asking), "K1", confirmed_on_paper=True).run()


def test_after_the_list_is_closed_a_request_waits_on(asking: World) -> None:
    """A closed list takes nobody in (P001); the request is not lost."""
    filed, head = file(asking), asking.people["village_head"]
    BuildList(actor=head, village=asking.village_round()).run()
    CloseList(actor=head, village=asking.village_round()).run()
    with refused("P001"):
        taking_in(asking, filed, confirmed_on_paper=True).run()
    assert fresh(filed).state == "waiting"


def test_a_request_too_late_for_the_list_is_judged_in_the_year(asking: World) -> None:
    """It keeps its day and its sealed numbers; while the list is open it belongs there (K050)."""
    filed, head, officer = file(asking), asking.people["village_head"], asking.people["commune_officer"]
    with refused("K050"):
        HandOver(actor=officer, request=fresh(filed)).run()
    BuildList(actor=head, village=asking.village_round()).run()
    CloseList(actor=head, village=asking.village_round()).run()
    case = HandOver(actor=officer, request=fresh(filed)).run()
    kept = (
        case.received_on,
        case.reason,
        case.channel,
        case.paper.answers,
        case.paper.sealed,
    )
    was = fresh(filed)
    assert kept == (was.received_on, was.reason, was.channel, was.answers, was.sealed)
    MatchHousehold(
        actor=officer, case=case, household=asking.households["02"], confirmed_by_village_head=True
    ).run()
    assert (case.household, was.state, was.case) == (asking.households["02"], "moved", case)


@pytest.mark.parametrize("who", ["village_head", "commune_committee", "other_officer", "district_officer"])
def test_only_the_officer_of_the_commune_takes_in(asking: World, who: str) -> None:
    """Neither the village head nor the next commune's officer (A001)."""
    with pytest.raises(NotAllowed):
        taking_in(asking, file(asking), actor=asking.people[who], confirmed_on_paper=True).run()


STEPS: dict[str, Callable[[World, Request], Action[Request]]] = {
    "confirm": lambda world, request: ConfirmRequest(actor=world.people["village_head"], request=request),
    "take-in": lambda world, request: taking_in(world, request, confirmed_on_paper=True),
    "refuse": lambda world, request: RefuseRequest(
        actor=world.people["commune_officer"], request=request, reason="Không phải"
    ),
    "hand-over": lambda world, request: handing_over(world, request),
}
AFTER = {"confirm": "waiting", "take-in": "taken_in", "refuse": "refused", "hand-over": "moved"}


def handing_over(world: World, request: Request) -> HandOver:
    """The officer's action, not yet run, when the village has closed its list."""
    VillageRound.objects.filter(pk=world.village_round().pk).update(state="surveying")
    return HandOver(actor=world.people["commune_officer"], request=fresh(request))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", Request.State.values)
def test_every_step_in_every_state_of_a_request(asking: World, step: str, state: str) -> None:
    """A step is taken on a waiting request only; on any other it is refused with N010 and the state stays."""
    filed = file(asking)
    before = {after: name for name, after in AFTER.items() if after != "waiting"}.get(state)
    if before:
        STEPS[before](asking, fresh(filed)).run()
    if state == "waiting":
        STEPS[step](asking, fresh(filed)).run()
    else:
        with refused("N010"):
            STEPS[step](asking, fresh(filed)).run()
    assert fresh(filed).state == (AFTER[step] if state == "waiting" else state)


def test_a_paper_at_the_office_keeps_what_is_keyed(asking: World) -> None:
    """Only applicant and reason are asked for; what else is keyed is kept, what cannot be is refused."""
    given = {
        "actor": asking.people["village_head"], "village": asking.village_round(),
        "household": asking.households["02"], "applicant": "A", "reason": "Mất mùa", "received_on": DAY,
        "confirmed_by_village_head": True,
    }  # fmt: skip
    with refused("N005"):
        ReceiveRequest(**given, answers={"birth_date": "hôm qua"}).run()
    kept = ReceiveRequest(**given, answers={"ethnic_group": "Tày", "reason": "economic"}).run()
    assert (kept.answers, kept.listing.hardship, kept.state) == (
        {"ethnic_group": "Tày", "reason": "economic"},
        "economic",
        "taken_in",
    )


@pytest.mark.parametrize(
    "change",
    [{"state": "refused"}, {"state": "taken_in"}, {"decided_on": DAY}],
    ids=["refused without a reason", "taken in for nobody", "half decided"],
)
def test_the_database_refuses_a_half_decided_request(asking: World, change: dict[str, Any]) -> None:
    """Whatever writes it: a decision is whole."""
    filed = file(asking)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=filed.pk).update(**change)
