"""Certificates: one for the period, a line a year, kept as issued; copied, replaced and withdrawn on record."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.documents.models import Document
from rasoat.errors import RasoatError
from rasoat.posting.actions import ClosePosting, OpenPosting
from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.recognition.certificate_papers import papers_now
from rasoat.recognition.certificates import (
    DuplicateCertificate,
    ReplaceCertificate,
    WithdrawCertificate,
    next_certificate,
)
from rasoat.recognition.models import Certificate, CertificateEntry
from rasoat.recognition.register import Asked, register, to_csv
from rasoat.roster.models import Member, OpeningEntry
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import RoundKind
from rasoat.rounds.states import CERTIFICATE_STEPS, CertificateState, Transition
from rasoat.rounds.step import move, require
from tests.world import DAY, NEAR, OPENED, RICH, START, World, answers

CLOSED = DAY + timedelta(days=7)
STEPS = {
    "certificate.duplicate": DuplicateCertificate,
    "certificate.replace": ReplaceCertificate,
    "certificate.withdraw": WithdrawCertificate,
}


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


def certified(
    world: World,
    forms: dict[str, dict[str, Any]],
    opened: date,
    closed: date,
    signed: date | None = None,
) -> None:
    """Take the first commune of the world's round from its list to its certificates."""
    officer = world.people["commune_officer"]
    world.on(opened)
    world.surveyed(**forms)
    world.surveyed(1)
    for village in (0, 1):
        world.met(village)
        OpenPosting(actor=officer, village=world.village_round(village), opened_on=opened).run()
    world.on(closed)
    for village in (0, 1):
        ClosePosting(actor=officer, village=world.village_round(village)).run()
    world.papers()
    commune = {"commune": world.commune_round()}
    SubmitReport(actor=officer, submitted_on=closed, **commune).run()
    GiveOpinion(
        actor=world.people["district_officer"], outcome="agreed", opinion="", appraised_on=closed, **commune
    ).run()
    SignDecision(actor=world.people["commune_chairman"], signed_on=signed or closed, **commune).run()
    IssueCertificates(actor=officer, issued_on=closed, **commune).run()


@pytest.fixture(scope="module")
def made_first(made_world: World) -> World:
    """The commune's certificates of 2018: three households, two of them poor, one near-poor; played once for the module."""
    for code in ("01", "02", "03"):
        made_world.household(code, "poor_income")
    certified(made_world, {"01": answers(), "02": answers(), "03": answers(**NEAR)}, DAY, CLOSED)
    return made_world


@pytest.fixture
def first(made_first: World, db: None) -> World:
    """The commune's certificates of 2018, fresh."""
    return deepcopy(made_first)


def of(code: str) -> Certificate:
    """The newest certificate of a household."""
    return Certificate.objects.filter(household__code=code).latest("pk")


def take(step: str, certificate: Certificate, world: World, **given: Any) -> Certificate:
    """The commune's officer copies, replaces or withdraws."""
    action = STEPS[step](
        actor=world.people["commune_officer"],
        certificate=certificate,
        **{"on": CLOSED, "reason": "Giấy bị rách", **given},
    )
    return action.run()


@pytest.mark.parametrize("state", CertificateState)
@pytest.mark.parametrize("step", CERTIFICATE_STEPS, ids=lambda step: step.action)
def test_every_step_in_every_state(first: World, step: Transition, state: str) -> None:
    """A step leads where the table says, or is refused with P001 and the state stays."""
    certificate = of("01")
    Certificate.objects.filter(pk=certificate.pk).update(state=state)
    if state in step.sources:
        require(certificate, step.action)
        move(certificate, step.action)
    else:
        with refused("P001"):
            require(certificate, step.action)
    expected = (step.to or state) if state in step.sources else state
    assert of("01").state == expected


def test_the_period_comes_from_the_pack_and_each_has_its_line(first: World) -> None:
    """Numbers from 1 in order of household; 2016 to 2020; one line of 2018; a token nobody guesses."""
    rows = list(Certificate.objects.order_by("number"))
    assert [(row.number, row.household.code, row.first_year, row.last_year) for row in rows] == [
        (1, "01", 2016, 2020),
        (2, "02", 2016, 2020),
        (3, "03", 2016, 2020),
    ]
    assert len({row.token for row in rows} | {""}) == 4
    lines = [paper["confirmations"] for paper in papers_now(rows)]
    assert [[(line["year"], line["status"]) for line in each] for each in lines] == [
        [(2018, "Hộ nghèo")],
        [(2018, "Hộ nghèo")],
        [(2018, "Hộ cận nghèo")],
    ]


def test_it_prints_as_issued_whoever_lives_there_now(first: World) -> None:
    """Members who came or left later are not certified by an earlier paper."""
    Member.objects.filter(household__code="01", relation="child").first().delete()
    (paper,) = papers_now([of("01")])
    assert len(paper["members"]) == 4


@pytest.fixture
def second(first: World) -> World:
    """The round of 2019 of the same households: one stays poor, one escapes, the third is certified anew."""
    take("certificate.withdraw", of("03"), first, reason="Cấp nhầm")
    world = deepcopy(first)
    world.round = OpenRound(
        actor=world.people["district_officer"], root=world.district, code="thu-2019", title="Năm 2019",
        kind=RoundKind.PRACTICE, year=2019, pack="vn-2016", reference_date=date(2018, 10, 10),
        opening_as_of=START, opened_on=OPENED, practice_day=DAY,
    ).run()  # fmt: skip
    for household in world.households.values():
        OpeningEntry.objects.get_or_create(
            round=world.round, household=household, defaults={"kind": "poor_income", "persons": 4}
        )
    certified(world, {"01": answers(), "02": answers(**RICH), "03": answers()}, DAY, CLOSED)
    return world


def test_the_next_round_confirms_the_year_on_the_same_certificate(second: World) -> None:
    """One certificate a household for the period: a second line, no second number."""
    certificate = of("01")
    (paper,) = papers_now([certificate])
    assert (certificate.number, certificate.year, certificate.state) == (1, 2018, "valid")
    assert [line["year"] for line in paper["confirmations"]] == [2018, 2019]


def test_who_escapes_has_his_certificate_withdrawn_by_the_decision(second: World) -> None:
    """The state, the reason and the decision stand in the history."""
    certificate = of("02")
    entry = certificate.entries.latest("pk")
    assert (certificate.state, entry.kind) == ("withdrawn", "withdrawn")
    assert (entry.decision.kind, entry.by.username) == ("decision", "commune_chairman")


def test_who_lost_his_certificate_gets_the_next_number_and_each_year_begins_at_one(second: World) -> None:
    """The household whose certificate was withdrawn is certified anew; nothing of 2019 has a number yet."""
    assert (of("03").number, of("03").year) == (4, 2018)
    with transaction.atomic():
        assert next_certificate(second.communes[0], 2019, practice=True) == 1


def test_a_copy_keeps_its_number_and_says_so(first: World) -> None:
    """The same token, and a mark on the paper."""
    before = of("01")
    take("certificate.duplicate", before, first)
    after = of("01")
    (paper,) = papers_now([after])
    assert (after.pk, after.token, after.state) == (before.pk, before.token, "valid")
    assert paper["mark"] == "Cấp lại lần 1, ngày 27/10/2018"


def test_a_new_certificate_takes_the_place_of_the_old_with_the_members_of_today(first: World) -> None:
    """The old one is void, the new one has the next number, another token, the lines of the old and its own members."""
    old = of("01")
    Member.objects.filter(household__code="01", relation="child").first().delete()
    new = take("certificate.replace", old, first, reason="Mất giấy")
    old.refresh_from_db()
    (paper,) = papers_now([new])
    assert (old.state, new.number, new.replaces_id) == ("replaced", 4, old.pk)
    assert new.token != old.token
    assert [line["year"] for line in paper["confirmations"]] == [2018]
    assert (len(paper["members"]), paper["mark"]) == (3, f"Thay giấy số {old} cấp ngày 27/10/2018")
    assert paper["signature"]["name"] == "Người commune_chairman"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": "  "}, "H001"),
        ({"on": CLOSED - timedelta(days=1)}, "P004"),
        ({"on": CLOSED + timedelta(days=1)}, "P003"),
    ],
    ids=["no reason", "before its issue", "in the future"],
)
def test_a_step_has_its_reason_and_its_day(first: World, step: str, given: dict[str, Any], code: str) -> None:
    """Refused, and nothing is entered."""
    with refused(code):
        take(step, of("01"), first, **given)
    assert (of("01").state, CertificateEntry.objects.count()) == ("valid", 3)


def test_a_household_that_ended_gets_no_new_certificate(first: World) -> None:
    """The old one can be withdrawn."""
    certificate = of("01")
    type(certificate.household).objects.filter(pk=certificate.household_id).update(ended_on=CLOSED)
    with refused("H002"):
        take("certificate.replace", Certificate.objects.get(pk=certificate.pk), first)


def test_another_commune_changes_nothing(first: World) -> None:
    """The officer next door may not withdraw (A001)."""
    action = WithdrawCertificate(
        actor=first.people["other_officer"], certificate=of("01"), on=CLOSED, reason="Nhầm"
    )
    with refused("A001"):
        action.run()


def test_the_database_refuses_a_number_used_twice_and_a_second_valid_one(first: World) -> None:
    """Not even a program without actions can write them; the history is append-only."""
    one, two = of("01"), of("02")
    copy = Certificate.objects.get(pk=one.pk)
    copy.pk, copy.place, copy.token, copy.household = None, 99, "x", two.household
    copy.state = "withdrawn"
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    copy.number, copy.state = 99, "valid"
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateEntry.objects.update(reason="khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=one.pk).update(number=98)


def test_numbers_count_on_and_practice_has_its_own(first: World) -> None:
    """The next number of the year; official papers begin at 1."""
    with transaction.atomic():
        found = [next_certificate(first.communes[0], 2018, practice=practice) for practice in (True, False)]
    assert found == [4, 1]


def test_the_register_is_searched_and_leaves_as_inert_csv(first: World) -> None:
    """By number, head and household, with state; a name that looks like a formula stays a text."""
    take("certificate.withdraw", of("02"), first, reason="=Cấp nhầm")
    unit = first.communes[0]
    whole = register(unit, practice=True)
    assert [line.certificate.number for line in whole] == [1, 2, 3]
    found = register(unit, practice=True, asked=Asked(words="trieu van 02"))
    assert [line.certificate.state for line in found] == ["withdrawn"]
    assert register(unit, practice=True, asked=Asked(state="valid", year="2017")) == []
    text = to_csv(whole, practice=True).decode("utf-8-sig")
    assert "02/GCN-HN.HCN,2018,Triệu Văn 02 0,02" in text
    assert all(not cell.startswith("=") for line in text.splitlines() for cell in line.split(","))


def test_a_decision_has_its_number_once_a_commune_and_year(first: World) -> None:
    """The first of the year is 01; the database refuses a second one of the same number (document_number_once)."""
    paper = first.commune_round().decision.document
    assert (paper.number, paper.year, paper.title[:21]) == (1, 2018, "Quyết định 01/QĐ-UBND")
    again = Document.objects.get(pk=paper.pk)
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
