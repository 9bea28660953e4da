"""Corrections after publication: asked, checked, decided by three hands; one live recognition, and everything stays readable."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasoat.accounts.models import Assignment
from rasoat.corrections.actions import CheckCorrection, DecideCorrection, RequestCorrection
from rasoat.corrections.models import Correction
from rasoat.corrections.queries import chain_of
from rasoat.documents.attachments import checked
from rasoat.errors import RasoatError
from rasoat.recognition.models import Certificate, Recognition
from rasoat.reports.checks import problems
from rasoat.reports.files import set_bytes
from rasoat.reports.models import ReportSet
from rasoat.reports.set_actions import FreezeReports
from rasoat.reports.sets import frozen_tables
from rasoat.reports.sources import Source
from rasoat.reports.tables import build_set
from rasoat.roster.actions import AddMember, NewPerson
from rasoat.rounds.states import CORRECTION_STEPS, CorrectionState, Transition
from rasoat.rounds.step import require
from tests.process.test_certificates import certified
from tests.world import DAY, NEAR, RICH, World, answers, person

CLOSED = DAY + timedelta(days=7)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
FORMS = {"poor": answers(), "near": answers(**NEAR), "rich": answers(**RICH)}


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


@pytest.fixture(scope="module")
def played(made_world: World) -> World:
    """The first commune with its certificates and a frozen official set: one poor, one near-poor, one that escaped."""
    world = deepcopy(made_world)
    for code, opening in {"01": "poor_income", "02": "near_poor", "03": "poor_income"}.items():
        world.household(code, opening)
    world.household("09", village=1)
    certified(world, {"01": FORMS["poor"], "02": FORMS["near"], "03": FORMS["rich"]}, DAY, CLOSED)
    world.people["commune_committee_2"] = person("ban-2", "commune_committee", world.communes[0])
    FreezeReports(
        actor=world.people["commune_officer"], round=world.round, at=world.communes[0], official=True
    ).run()
    return world


@pytest.fixture
def world(played: World, db: None) -> World:
    """A copy of the played world."""
    return deepcopy(played)


def ask(world: World, code: str = "02", **changes: Any) -> RequestCorrection:
    """A request of the commune's officer, not yet run."""
    given = {
        "actor": world.people["commune_officer"], "village": world.village_round(),
        "household": world.households[code], "wrong": "Ghi nhầm xe máy", "reason": "Trưởng thôn xác nhận",
        "requested_on": CLOSED, "evidence": checked(PDF, "xac-nhan.pdf"),
    }  # fmt: skip
    return RequestCorrection(**{**given, **changes})


def check(world: World, row: Correction, form: dict[str, Any], **changes: Any) -> CheckCorrection:
    """The check of a committee member, not yet run."""
    given = {
        "actor": world.people["commune_committee"], "correction": row, "answers": form, "opinion": "Đúng là ghi nhầm",
        "checked_on": CLOSED, "respondent": "Chủ hộ",
    }  # fmt: skip
    return CheckCorrection(**{**given, **changes})


def decide(world: World, row: Correction, **changes: Any) -> DecideCorrection:
    """The chairman's decision, not yet run."""
    given = {
        "actor": world.people["commune_chairman"], "correction": row, "grant": True, "decided_on": CLOSED,
    }  # fmt: skip
    return DecideCorrection(**{**given, **changes})


def corrected(world: World, code: str, form: dict[str, Any]) -> Correction:
    """One correction from request to decision."""
    row = ask(world, code).run()
    check(world, row, form).run()
    return decide(world, row).run()


def test_a_correction_recognises_anew_and_the_old_stays(world: World) -> None:
    """Near-poor becomes poor: a numbered decision, a live recognition, and the one before behind it."""
    row = corrected(world, "02", FORMS["poor"])
    assert row.document is not None
    assert (row.document.kind, row.document.number) == ("correction", 2)
    chain = chain_of(world.households["02"])
    assert [(link.recognition.result, link.live) for link in chain] == [
        ("poor_income", True),
        ("near_poor", False),
    ]
    assert chain[0].recognition.kind == "poor_from_near"


def test_the_set_is_frozen_again_and_the_earlier_prints_as_it_did(world: World) -> None:
    """The commune's set number 2 corrects number 1, whose files are the same bytes as before."""
    first = ReportSet.objects.get(unit=world.communes[0])
    before = set_bytes(list(frozen_tables(first).values()), "xlsx", whole=True)[0]
    corrected(world, "02", FORMS["poor"])
    second = ReportSet.objects.get(corrects=first)
    totals = [frozen_tables(each, keys=["results"])["results"].total["c3"] for each in (first, second)]
    assert (second.number, second.official, totals) == (2, True, [1, 2])
    assert second.checked_by == world.people["commune_chairman"]
    assert set_bytes(list(frozen_tables(first).values()), "xlsx", whole=True)[0] == before


def test_certificates_follow(world: World) -> None:
    """Who is no longer poor or near-poor loses the certificate; who becomes poor gets one."""
    corrected(world, "01", FORMS["rich"])
    corrected(world, "03", FORMS["poor"])
    states = dict(Certificate.objects.values_list("household__code", "state"))
    assert states == {"01": "withdrawn", "02": "valid", "03": "valid"}


def test_what_is_missing_open_or_too_early_is_refused(world: World) -> None:
    """Evidence and reason (P172), one at a time (P173), before the decision a complaint is the way (P170)."""
    with refused("P172"):
        ask(world, evidence=None).run()
    with refused("P172"):
        ask(world, reason=" ").run()
    with refused("P004"):
        ask(world, requested_on=DAY).run()
    ask(world).run()
    with refused("P173"):
        ask(world).run()
    with refused("P170"):
        ask(world, "09", village=world.village_round(1)).run()


def test_three_hands(world: World) -> None:
    """Who asks, checks and decides are three; who surveyed does not check."""
    row = ask(world).run()
    Assignment.objects.create(
        user=world.people["reviewer"], role="commune_committee", unit=world.communes[0], starts_on=DAY
    )
    with refused("P175"):
        check(world, row, FORMS["poor"], actor=world.people["reviewer"]).run()
    with refused("P176"):
        check(world, row, FORMS["poor"], opinion=" ").run()
    with refused("P177"):
        check(world, row, answers(5)).run()
    with refused("P178"):
        check(world, row, FORMS["near"]).run()
    with refused("P001"):
        decide(world, row).run()
    check(world, row, FORMS["poor"]).run()
    with refused("P180"):
        decide(world, row, grant=False).run()
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=row.pk).update(checked_by=row.requested_by)
    Assignment.objects.filter(user=world.people["commune_chairman"]).update(starts_on=date(2018, 12, 31))
    Assignment.objects.create(
        user=world.people["commune_chairman"], role="commune_chairman", unit=world.villages[0], starts_on=DAY
    )
    with refused("A004"):
        decide(world, row).run()


def test_a_person_forgotten_at_the_visit_is_corrected(world: World) -> None:
    """Entered in the roster on the true day, the person may stand on the form; who came after the visit may not."""
    household, officer = world.households["02"], world.people["commune_officer"]
    row = ask(world).run()
    form = answers(5)
    for day in (DAY + timedelta(days=1), DAY):  # after the visit, on its day
        with refused("P177"):
            check(world, row, form).run()
        join = NewPerson(
            full_name="Nông Thị Mới", relation="child", sex="female", birth_date=date(1990, 1, 1)
        )
        AddMember(actor=officer, household=household, person=join, on=day).run()
    check(world, row, form).run()
    decide(world, row).run()
    assert Recognition.objects.live().get(household=household).persons == 5
    tables = build_set(Source.of(world.round, world.communes[0], preliminary=False))
    assert [list(problems(table)) for table in tables.values()] == [[] for _ in tables]


def test_a_refused_correction_changes_nothing(world: World) -> None:
    """The recognition, the form that counts and the set stay; another request may follow."""
    listing = world.listing("02").answered_id
    row = ask(world).run()
    check(world, row, FORMS["poor"]).run()
    assert decide(world, row, grant=False, answer="Không đúng").run().state == "refused"
    live = Recognition.objects.live().get(household=world.households["02"])
    assert (live.result, world.listing("02").answered_id) == ("near_poor", listing)
    assert ReportSet.objects.filter(unit=world.communes[0]).count() == 1
    assert ask(world).run().state == "requested"


def test_what_was_asked_for_never_changes(world: World) -> None:
    """The database refuses to rewrite or delete a request."""
    row = ask(world).run()
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=row.pk).update(wrong="khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=row.pk).delete()


CASES = [(step, state) for step in CORRECTION_STEPS for state in CorrectionState]


@pytest.mark.parametrize(("step", "state"), CASES, ids=[f"{t.action}-{s}" for t, s in CASES])
def test_every_step_in_every_state(world: World, step: Transition, state: str) -> None:
    """A step leads where the table says, or is refused with P001 and the state stays."""
    row = at_state(world, state)
    if state in step.sources:
        require(row, step.action)
        assert step.to not in (None, state)
    else:
        with refused("P001"):
            require(row, step.action)
    assert Correction.objects.get(pk=row.pk).state == state


def at_state(world: World, state: str) -> Correction:
    """A correction that has come to ``state`` by its actions."""
    row = ask(world).run()
    if state in (CorrectionState.CHECKED, CorrectionState.DECIDED):
        check(world, row, FORMS["poor"]).run()
    if state == CorrectionState.DECIDED:
        decide(world, row).run()
    if state == CorrectionState.REFUSED:
        decide(world, row, grant=False, answer="Không khác").run()
    return row


def other_hand(world: World, code: str) -> Any:
    """A member of the committee who did not fill the form that counts."""
    filled = Recognition.objects.live().get(household=world.households[code]).submission
    assert filled is not None
    members = (world.people["commune_committee"], world.people["commune_committee_2"])
    return next(each for each in members if each != filled.reviewer)


@given(
    st.lists(
        st.tuples(st.sampled_from(["01", "02", "03"]), st.sampled_from(sorted(FORMS)), st.booleans()),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_corrections_one_recognition_lives_and_the_tables_close(
    world: World, steps: list[tuple[str, str, bool]]
) -> None:
    """Whatever is corrected in whatever order: one live recognition a household, closed tables, first set intact."""
    with transaction.atomic():
        first = ReportSet.objects.get(unit=world.communes[0], number=1)
        before = set_bytes(list(frozen_tables(first).values()), "xlsx", whole=True)[0]
        now = {"01": "poor", "02": "near", "03": "rich"}
        for code, form, grant in steps:
            row = ask(world, code).run()
            action = check(world, row, FORMS[form], actor=other_hand(world, code))
            if form == now[code]:
                with refused("P178"):
                    action.run()
                grant = False
            else:
                action.run()
            decide(world, row, grant=grant, answer="" if grant else "Không khác").run()
            now[code] = form if grant else now[code]
        live = Recognition.objects.live().filter(round=world.round).values_list("household", flat=True)
        assert len(live) == len(set(live)) == 3
        tables = build_set(Source.of(world.round, world.communes[0], preliminary=False))
        assert [list(problems(table)) for table in tables.values()] == [[] for _ in tables]
        again = ReportSet.objects.get(pk=first.pk)
        assert set_bytes(list(frozen_tables(again).values()), "xlsx", whole=True)[0] == before
        transaction.set_rollback(True)
