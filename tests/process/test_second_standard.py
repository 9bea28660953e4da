"""A round with two standards: every form is scored by both, the first decides, and there is a report by each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from rasoat import law
from rasoat.errors import InputError, LawError, Refused
from rasoat.lawbook import editions
from rasoat.lawbook.drafting import Basis, Wanted
from rasoat.lawbook.local import FoundStandard
from rasoat.lawbook.models import Edition, Kind
from rasoat.lawbook.proposing import ProposeCells
from rasoat.lawbook.verifying import VerifyCells
from rasoat.reports.tables import build, households_behind
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind
from rasoat.survey.models import SecondScore
from tests.lawbook.conftest import PDF
from tests.world import DAY, NEAR, OPENED, RICH, START, World, answers, person

LOCAL = "thu-tinh"
DECIDED = date(2016, 1, 1)


def local_standard(world: World, **bounds: str) -> Edition:
    """Found an invented standard of the province on the pack of 2016, and bring in other bounds with two people."""
    first, second = world.people["province_officer"], person("so-2", "province_officer", world.province)
    FoundStandard(
        actor=first, province=world.province, base="vn-2016", pack=LOCAL, title_vi="Chuẩn thử", title_en=""
    ).run()
    proposal = ProposeCells(
        actor=first,
        at=world.province,
        pack=LOCAL,
        base=editions.current(LOCAL, world.province).hash,
        basis=Basis(Kind.PROVINCIAL_OVERLAY, DECIDED, "QĐ thử", "Quyết định thử về chuẩn riêng", "Điều 1"),
        wanted=[
            Wanted(f"class.{name}.rural", version.since, value)
            for name, value in bounds.items()
            for version in law.load("vn-2016").versions
        ],
        source=PDF,
        source_name="quyet-dinh.pdf",
    ).run()
    cells = [cell.pk for cell in proposal.cells.all()]
    edition = VerifyCells(actor=second, proposal=proposal, read={}, confirmed=cells).run().edition
    assert edition is not None
    return edition


HIGHER = {
    "poor_income": "b1_to=140",
    "poor_deprivation": "b1_above=140;b1_to=170;b2_from=20",
    "near_poor": "b1_above=140;b1_to=170;b2_below=20",
    "average": "b1_above=170;b1_to=200",
}


def carry_second(world: World, pack: str = LOCAL) -> Round:
    """Open a second round of the district that carries two standards, and play in it."""
    round_ = OpenRound(
        actor=world.people["district_officer"],
        root=world.district,
        code="hai-chuan",
        title="Đợt hai chuẩn",
        kind=RoundKind.PRACTICE,
        year=2018,
        pack="vn-2016",
        second_pack=pack,
        reference_date=world.round.reference_date,
        opening_as_of=START,
        opened_on=OPENED,
        practice_day=DAY,
    ).run()
    world.round = round_
    return round_


@pytest.fixture
def played(world: World) -> World:
    """Three households of one village, scored by both standards."""
    local_standard(world, **HIGHER)
    carry_second(world)
    for code in ("01", "02", "03"):
        world.household(code, "poor_income")
    world.surveyed(**{"01": answers(), "02": answers(**NEAR), "03": answers(**RICH)})
    return world


def test_a_form_is_scored_by_both_standards(played: World) -> None:
    """The same answers, two results; each pins the pack it was computed with."""
    submission = played.listing("02").answered
    assert submission is not None
    assert (submission.score.b1, submission.score.pack) == (submission.second.b1, "vn-2016")
    assert (submission.second.pack, submission.second.pack_hash) == (LOCAL, played.round.second_pack_hash)
    assert played.round.second_rules is not None
    expected = played.round.second_rules.classify("rural", submission.second.b1, submission.second.b2)
    assert submission.second.result == expected.cls


def test_reports_exist_for_each_standard(played: World) -> None:
    """The table by the second standard counts its own classes and leads to its own households."""
    first = build("results", played.round, played.villages[0], preliminary=True).total
    second = build("results_second", played.round, played.villages[0], preliminary=True).total
    counted = [score.result for score in SecondScore.objects.all()]
    assert (first["c1"], second["c1"]) == (3, 3)
    assert second["c3"] == sum(law.Class(result).is_poor for result in counted)
    behind = households_behind("results_second", played.round, played.villages[0], "c3", preliminary=True)
    assert len(behind) == second["c3"]


def test_without_a_second_standard_there_is_no_report_by_it(world: World) -> None:
    """A round with one standard reports by one."""
    with pytest.raises(InputError) as caught:
        build("results_second", world.round, world.district)
    assert caught.value.code == "T013"


def test_second_scores_can_be_neither_changed_nor_deleted(played: World) -> None:
    """The second result is a fact like the first."""
    for sql in ("UPDATE survey_secondscore SET b1 = 1", "DELETE FROM survey_secondscore"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_the_second_standard_is_another(world: World) -> None:
    """The same pack twice is no second standard."""
    with pytest.raises(Refused) as caught:
        carry_second(world, "vn-2016")
    assert caught.value.code == "P142"


def test_an_unknown_second_standard_is_refused(world: World) -> None:
    """A pack nobody keeps cannot be carried."""
    with pytest.raises(LawError) as caught:
        carry_second(world, "vn-1945")
    assert caught.value.code == "L001"


def test_standards_that_ask_in_different_ways_are_refused(world: World, monkeypatch: Any) -> None:
    """One answer cannot serve two questions of one name."""
    edition = local_standard(world, **HIGHER)
    files = dict(edition.files)
    files["b1-items.yaml"] = files["b1-items.yaml"].replace(
        "key: other, label_vi: Nguồn khác", "key: rest, label_vi: Nguồn khác"
    )
    files["b1-points.csv"] = files["b1-points.csv"].replace("water,other,", "water,rest,")
    files["b2-indicators.yaml"] = files["b2-indicators.yaml"].replace(
        "{question: water, options: [other]}", "{question: water, options: [rest]}"
    )
    changed = law.from_files(LOCAL, files)
    known = editions.current
    monkeypatch.setattr(
        editions, "current", lambda pack, province: changed if pack == LOCAL else known(pack, province)
    )
    with pytest.raises(Refused) as caught:
        carry_second(world)
    assert (caught.value.code, caught.value.where["questions"]) == ("P141", "water")


def test_a_standard_nobody_has_verified_carries_no_round(world: World) -> None:
    """Founded is not adopted: until two people have read the decision, no round scores by it."""
    FoundStandard(
        actor=world.people["province_officer"], province=world.province, base="vn-2016", pack=LOCAL,
        title_vi="Chuẩn thử", title_en="",
    ).run()  # fmt: skip
    with pytest.raises(Refused) as caught:
        carry_second(world)
    assert caught.value.code == "P143"
