"""The chain of approval is data: with and without the district, and with the opinion that nobody was found to give."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rasoat import law
from rasoat.accounts.models import Assignment
from rasoat.appraisal.actions import GiveOpinion
from rasoat.errors import LawError, RasoatError, Refused
from rasoat.law import Act
from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.reports.actions import ApproveDistrict, ConcludeCommune, ReceiveResult, SendResult
from rasoat.rounds.models import Round
from rasoat.rounds.states import TRANSITIONS, CommuneState, RoundState, Transition
from rasoat.rounds.step import require
from tests.twotier import make_two_tier, play_to_the_report
from tests.world import DAY, World

WITH = law.load("vn-2016").on(date(2018, 10, 10)).chain
SIGNED = DAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("pack", "day", "opinion", "feeds", "missing"),
    [
        ("vn-2016", date(2018, 10, 10), ("district",), "district", ()),
        ("vn-2022", date(2025, 6, 30), ("district",), "district", ()),
        ("vn-2022", date(2025, 7, 1), (), "commune", ("opinion",)),
        ("vn-2022", date(2026, 9, 1), (), "commune", ("opinion",)),
    ],
)
def test_the_chain_of_a_day(
    pack: str, day: date, opinion: tuple[str, ...], feeds: str, missing: tuple[str, ...]
) -> None:
    """The commune decides always; the district ends with 30/06/2025, and who gives its opinion since is missing."""
    chain = law.load(pack).on(day).chain
    assert (chain.decider, chain.levels(Act.OPINION), chain.below("province")) == ("commune", opinion, feeds)
    assert tuple(link.key for link in chain.missing) == missing


def test_a_regime_without_a_known_chain_takes_no_step_that_asks_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is guessed: the decision is refused with L065, and the other steps go on."""
    monkeypatch.setattr(Round, "rules", property(lambda _self: law.load("vn-2027").on(date(2027, 1, 1))))
    commune = world.commune_round()
    require(commune, "report.submit")
    with pytest.raises(LawError, match=r"^L065|L065") as caught:
        require(commune, "decision.sign")
    assert caught.value.code == "L065"


CASES = [
    (step, state)
    for step in TRANSITIONS
    if step.of == "commune" and step.asks_chain
    for state in CommuneState
]


TAKEN = {
    "decision.sign": (CommuneState.REPORTED,),
    "commune.conclude": (RoundState.OPEN,),
    "commune.correct": (RoundState.APPROVED, RoundState.SENT, RoundState.RECEIVED),
    "province.close": (RoundState.OPEN,),
}
"""The steps there are without a district, and the states from which they are taken."""


@pytest.mark.parametrize(("step", "state"), CASES, ids=[f"{t.action}-{s}" for t, s in CASES])
def test_every_step_that_asks_the_chain_in_every_state_of_one_without_opinion(
    two_tier: World, step: Transition, state: str
) -> None:
    """The decision follows the report, the commune concludes; of appraisal and district there is nothing (P053)."""
    row = two_tier.commune_round() if step.of == "commune" else two_tier.round
    type(row).objects.filter(pk=row.pk).update(state=state)
    expected = TAKEN.get(step.action, ())
    if state in expected:
        require(row, step.action)
    else:
        with pytest.raises(RasoatError, match=r"^P001 " if expected else r"^P053 "):
            require(row, step.action)


@pytest.fixture(scope="module")
def two_tier(module_rows: None) -> World:
    """A commune without a district, its round just opened."""
    return make_two_tier("commune")


def test_a_commune_without_district_goes_from_its_report_to_the_province(db: None) -> None:
    """Report, decision without an opinion, certificates, total, province: each by its own hand, and no other step."""
    world = make_two_tier("commune")
    play_to_the_report(world)
    people = world.people
    with pytest.raises(RasoatError, match=r"^A001|^P053"):
        GiveOpinion(
            actor=people["province_officer"], commune=world.commune_round(), outcome="agreed", opinion="",
            appraised_on=SIGNED,
        ).run()  # fmt: skip
    with pytest.raises(Refused, match=r"^P004 "):
        SignDecision(
            actor=people["commune_chairman"], commune=world.commune_round(), signed_on=SIGNED - timedelta(1)
        ).run()
    decision = SignDecision(
        actor=people["commune_chairman"], commune=world.commune_round(), signed_on=SIGNED
    ).run()
    assert decision.appraised_by is None
    IssueCertificates(actor=people["commune_officer"], commune=world.commune_round(), issued_on=SIGNED).run()
    round_ = Round.objects.get(pk=world.round.pk)
    approval = ConcludeCommune(
        actor=people["commune_chairman"], round=round_, approved_on=SIGNED, prepared_by=people["commune_officer"]
    ).run()  # fmt: skip
    SendResult(actor=people["commune_officer"], round=round_, sent_on=SIGNED).run()
    ReceiveResult(actor=people["province_officer"], round=round_, received_on=SIGNED).run()
    assert (approval.poor, approval.near_poor, round_.state) == (2, 0, "received")


def test_each_round_is_approved_by_its_own_level(world: World, db: None) -> None:
    """With a district no commune concludes a round; without one no district approves (P053)."""
    chairman = world.people["commune_chairman"]
    Assignment.objects.filter(user=chairman).update(unit=world.district)
    with pytest.raises(Refused, match=r"^P053 "):
        ConcludeCommune(
            actor=chairman, round=world.round, approved_on=DAY, prepared_by=world.people["district_officer"]
        ).run()
    other = make_two_tier("commune")
    district = world.people["district_chairman"]
    Assignment.objects.create(user=district, role="district_chairman", unit=other.province, starts_on=DAY)
    with pytest.raises(Refused, match=r"^P053 "):
        ApproveDistrict(
            actor=district, round=other.round, approved_on=DAY, prepared_by=other.people["commune_officer"]
        ).run()
