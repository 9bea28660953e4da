"""Requests in the year: added or escaped outside the season, by the rules of the day they were received."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from openpyxl import load_workbook

from rasoat.errors import RasoatError
from rasoat.law import load
from rasoat.recognition.models import Recognition
from rasoat.reports.facts import read_communes, read_years
from rasoat.reports.flows import moves, shortfalls
from rasoat.reports.monthly import monthly, to_csv, to_pdf, to_xlsx
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind
from rasoat.rounds.states import CASE_STEPS
from rasoat.survey.listing import BuildList
from rasoat.yearround.actions import DecideCase, FillCaseForm, MatchHousehold, PostCase, SendCase, TakeInCase
from rasoat.yearround.due import due_of
from rasoat.yearround.models import Case
from tests.routes.played import PAPER
from tests.world import NEAR, RICH, World, answers, make_world

BEFORE_TET = date(2019, 1, 30)
DUE = date(2019, 2, 15)


def refused(code: str) -> Any:
    """Expect a refusal with ``code``."""
    return pytest.raises(RasoatError, match=f"^{code} ")


@pytest.fixture
def world(db: None) -> World:
    """A world whose round of 2019 is open since January: one household poor, one near-poor, one on no list."""
    world = make_world()
    world.round = OpenRound(
        actor=world.people["district_officer"], root=world.district, code="thu-2019", title="Năm 2019",
        kind=RoundKind.PRACTICE, year=2019, pack="vn-2016", reference_date=date(2019, 1, 2),
        opening_as_of=date(2019, 1, 1), opened_on=date(2019, 1, 2), practice_day=date(2019, 12, 30),
    ).run()  # fmt: skip
    for code, opening in (("01", "poor_income"), ("02", "near_poor"), ("03", "")):
        world.household(code, opening)
    return world


def take_in(world: World, code: str = "03", kind: str = "1a", **given: Any) -> Case:
    """The officer takes a request in."""
    return TakeInCase(
        actor=world.people["commune_officer"], village=world.village_round(), household=world.households[code],
        kind=kind, applicant="Triệu Văn Xin", reason="Nhà cháy", **{"received_on": BEFORE_TET, **given},
    ).run()  # fmt: skip


def fill(world: World, case: Case, form: dict[str, Any], **given: Any) -> Case:
    """The reviewer fills the form."""
    return FillCaseForm(
        actor=world.people["reviewer"],
        case=case,
        answers=form,
        visited_on=date(2019, 2, 12),
        respondent="Chủ hộ",
        **given,
    ).run()


def decide(world: World, case: Case, *, grant: bool, **given: Any) -> Case:
    """The chairman decides."""
    return DecideCase(
        actor=world.people["commune_chairman"],
        case=case,
        grant=grant,
        **{"decided_on": date(2019, 2, 14), **given},
    ).run()


@pytest.mark.parametrize(
    ("pack", "received", "due"),
    [
        ("vn-2016", BEFORE_TET, DUE),
        ("vn-2016", date(2018, 11, 9), None),
        ("vn-2016", date(2018, 11, 10), date(2018, 11, 20)),
        ("vn-2022", date(2022, 3, 16), date(2022, 4, 30)),
        ("vn-2022", date(2022, 3, 15), date(2022, 3, 30)),
    ],
    ids=["over Tet", "before the amendment", "its first day", "the next 15th", "on the 15th"],
)
def test_the_day_for_the_decision_follows_the_rules_of_the_day_of_receipt(
    pack: str, received: date, due: date | None
) -> None:
    """Seven working days from 10/11/2018, nothing invented before, fifteen days from the 15th since 2021."""
    assert due_of(load(pack).on(received), received) == due


def test_every_step_leads_only_from_its_states() -> None:
    """A case is open until the chairman decides, and a decided one is only posted and certified."""
    decided = {"recognised", "refused"}
    leave = {step.action for step in CASE_STEPS if set(step.sources) & decided}
    assert (leave, {step.to for step in CASE_STEPS} - {None}) == (
        {"case.post", "case.certify"},
        decided | {"appraised"},
    )


def test_before_the_amendment_the_village_head_confirms(world: World) -> None:
    """A request received before 10/11/2018 bears the confirmation; after it none is asked for."""
    world.round = Round.objects.get(code="thu-2018")
    world.household("05")
    early = {"received_on": date(2018, 10, 9), "code": "05"}
    with refused("P015"):
        take_in(world, **early)
    case = take_in(world, **early, confirmed_by_village_head=True)
    assert case.due_on is None


@pytest.mark.parametrize(("code", "kind", "refusal"), [("01", "1a", "K041"), ("03", "1b", "K042")])
def test_the_form_fits_what_the_household_is(world: World, code: str, kind: str, refusal: str) -> None:
    """Who is on a list cannot ask to be added, who is on none cannot ask to escape."""
    with refused(refusal):
        take_in(world, code, kind)


def test_one_request_at_a_time(world: World) -> None:
    """A second request of the household is refused, by the database, too."""
    first = take_in(world)
    with refused("K043"):
        take_in(world)
    twin = Case.objects.get(pk=first.pk)
    twin.pk, twin.receipt = None, "TX-khac"
    with pytest.raises(DatabaseError), transaction.atomic():
        twin.save()


def test_a_household_is_added_and_posted(world: World) -> None:
    """A poor score, the chairman's decision, a dated recognition, the posting at the office."""
    case = decide(world, fill(world, take_in(world), answers()), grant=True)
    assert case.recognition is not None
    assert (case.state, case.recognition.kind, case.recognition.recognised_on) == (
        "recognised", "poor_new", date(2019, 2, 14),
    )  # fmt: skip
    PostCase(actor=world.people["commune_officer"], case=case, posted_on=date(2019, 2, 15)).run()
    with refused("K049"):
        PostCase(actor=world.people["commune_officer"], case=case, posted_on=date(2019, 2, 15)).run()
    assert not case.is_late(date(2019, 12, 30))


def test_nobody_is_recognised_against_the_score(world: World) -> None:
    """The chairman cannot add a household that is not poor; he refuses, and must say why."""
    case = fill(world, take_in(world), answers(**RICH))
    with refused("K046"):
        decide(world, case, grant=True)
    with refused("K047"):
        decide(world, case, grant=False)
    case = decide(world, case, grant=False, answer="Thu nhập vượt chuẩn.")
    assert (case.state, Recognition.objects.count()) == ("refused", 0)
    assert case.document is not None
    assert case.document.data["items"][0]["paragraphs"][-1] == "Thu nhập vượt chuẩn."


def test_who_received_or_filled_does_not_decide(world: World) -> None:
    """Maker and checker are two, in the database, too."""
    case = take_in(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(
            state="refused", decided_on=DUE, decided_by=case.received_by, answer="Không"
        )


@pytest.mark.parametrize(
    ("code", "form", "kind"),
    [
        ("01", answers(**NEAR), "near_from_poor"),
        ("01", answers(**RICH), "escaped_poor"),
        ("02", answers(**RICH), "escaped_near"),
    ],
)
def test_the_kinds_of_escape(world: World, code: str, form: dict[str, Any], kind: str) -> None:
    """A poor household may escape to near-poor or beyond, a near-poor one only beyond."""
    case = decide(world, fill(world, take_in(world, code, "1b"), form), grant=True)
    assert case.recognition is not None
    assert case.recognition.kind == kind


def test_the_season_starts_from_what_the_year_decided(world: World) -> None:
    """Who was added is on the list to review, who escaped is not."""
    decide(world, fill(world, take_in(world), answers()), grant=True)
    decide(world, fill(world, take_in(world, "01", "1b"), answers(**RICH)), grant=True)
    BuildList(actor=world.people["village_head"], village=world.village_round()).run()
    listed = world.village_round().listings.values_list("household__code", flat=True)
    assert sorted(listed) == ["02", "03"]


def test_the_monthly_report_adds_up_from_commune_to_province(world: World) -> None:
    """One added, one escaped, one refused in February: the same figures for commune, district and province."""
    decide(world, fill(world, take_in(world), answers()), grant=True)
    decide(world, fill(world, take_in(world, "01", "1b"), answers(**RICH)), grant=True)
    world.household("04")
    decide(world, take_in(world, "04"), grant=False, answer="Đã chuyển hộ khẩu đi nơi khác.")
    for unit in (world.communes[0], world.district):
        report = monthly(world.round, unit, date(2019, 2, 1))
        assert report.total == (1, 0, 0, 1, 0, 1)
        assert to_csv(report).decode().splitlines()[-1].split(",")[4:10] == ["1", "0", "0", "1", "0", "1"]
        assert to_pdf(report)[:4] == b"%PDF"
        book = load_workbook(BytesIO(to_xlsx(report)))
        assert [cell.value for cell in book.active[6]][2:] == [1, 0, 0, 1, 0, 1]
    assert monthly(world.round, world.district, date(2019, 3, 1)).total == (0,) * 6


def test_the_flow_tables_close_over_the_year(world: World) -> None:
    """Who was added enters the table, who escaped leaves it, and no household keeps it open."""
    decide(world, fill(world, take_in(world), answers()), grant=True)
    decide(world, fill(world, take_in(world, "01", "1b"), answers(**RICH)), grant=True)
    found = read_communes(world.round, world.district)
    years = {year.code: year for year in read_years(world.round, world.district, found, preliminary=True)}
    assert {code: shortfalls(moves(years[code])) for code in ("01", "03")} == {"01": {}, "03": {}}


def test_a_request_over_the_net_waits_for_its_household(world: World) -> None:
    """The officer matches it with the roster; before that no form can be filled."""
    world.on(BEFORE_TET)
    case = SendCase(
        village=world.village_round(), kind="1a", applicant="Triệu Văn Xin", reason="Nhà cháy",
        received_on=BEFORE_TET, channel="web", answers=PAPER,
    ).run()  # fmt: skip
    world.on(BEFORE_TET + timedelta(days=20))
    case = Case.objects.select_related("village__round", "village__unit__parent").get(pk=case.pk)
    with refused("K045"):
        fill(world, case, answers())
    officer = world.people["commune_officer"]
    MatchHousehold(actor=officer, case=case, household=world.households["03"]).run()
    with refused("K044"):
        MatchHousehold(actor=officer, case=case, household=world.households["03"]).run()
    assert fill(world, case, answers()).state == "appraised"
