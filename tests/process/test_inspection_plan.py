"""The inspection plan: size, strata, seed, picks with their reasons, and who inspects."""

from __future__ import annotations

from copy import copy
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rasoat.accounts.models import Assignment
from rasoat.appraisal.inspecting import AppointInspector, RecordInspection, frame_of
from rasoat.appraisal.models import Inspection, InspectionPlan
from rasoat.appraisal.risk import choose, lines_of, risky
from rasoat.errors import RasoatError
from rasoat.law import Class
from rasoat.measure import draw, frame_hash
from rasoat.roster.models import Event, Household
from rasoat.survey.known import scoring
from rasoat.survey.models import Submission
from rasoat.survey.standing import Standing, standings
from tests.process.inspected import AFTER, plan, record, reported, second_inspector
from tests.world import START, World, answers


@pytest.fixture
def inspected(world: World) -> World:
    """The first commune has reported."""
    reported(world)
    return world


def test_size_follows_from_confidence_and_margin(inspected: World) -> None:
    """Four households, 90 % and 30 points: three are needed, drawn by village and class."""
    rows = plan(inspected, confidence=90, margin=30)
    kept = InspectionPlan.objects.get()
    assert (kept.frame_size, kept.needed, kept.size, len(rows)) == (4, 3, 3, 3)
    strata = {(each.village.unit.code, each.result): (each.size, each.drawn) for each in kept.strata.all()}
    poor = next(result for _village, result in strata if Class(result).is_poor)
    assert strata == {
        ("01906-01", poor): (2, 1),
        ("01906-01", "better_off"): (1, 1),
        ("01906-02", poor): (1, 1),
    }


def test_anybody_draws_the_same_again(inspected: World) -> None:
    """Seed and size on record give the same households, and the hash says that the frame is the same."""
    drawn = {str(row.listing.household_id) for row in plan(inspected, size=2, seed=4711)}
    kept = InspectionPlan.objects.get()
    frame = frame_of(standings(inspected.round, inspected.communes[0]))
    assert set(draw(reversed(frame), kept.size, kept.seed).keys) == drawn
    assert kept.frame_hash == frame_hash(frame)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"confidence": 80}, "P700"),
        ({"margin": 0}, "P700"),
        ({"margin": 31}, "P700"),
        ({"size": 0}, "P041"),
        ({"inspectors": ["commune_officer"]}, "P702"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(inspected: World, changes: dict[str, Any], code: str) -> None:
    """And nothing of it is kept."""
    if "inspectors" in changes:
        changes = {"inspectors": [inspected.people[name] for name in changes["inspectors"]]}
    with pytest.raises(RasoatError, match=f"^{code} "):
        plan(inspected, **changes)
    assert (InspectionPlan.objects.count(), Inspection.objects.count()) == (0, 0)


def test_a_commune_without_a_surveyed_household_has_nothing_to_draw(world: World) -> None:
    """P722, and no empty plan is kept."""
    reported(world, {"01": answers()})
    Household.objects.update(ended_on=AFTER)
    with pytest.raises(RasoatError, match=r"^P722 "):
        plan(world)
    assert InspectionPlan.objects.count() == 0


def surveyed_by(world: World, code: str, person: str) -> None:
    """Make ``person`` the one who filled a household's form (the roles forbid it today; they may not have then)."""
    other = Submission.objects.get(listing=world.listing(code))
    Submission.objects.bulk_create(
        [
            Submission(
                listing=other.listing, version=2, origin="resurvey", answers=other.answers, answers_hash="x",
                form_version="x", persons=4, visited_on=other.visited_on, respondent="A",
                reviewer=world.people[person],
            )
        ]
    )  # fmt: skip


def test_nobody_is_appointed_to_check_himself(inspected: World) -> None:
    """Refused in the plan and in the appointment (P701), and by the database where he filled the form that counts."""
    inspector, other = inspected.people["district_inspector"], second_inspector(inspected)
    surveyed_by(inspected, "01", "district_inspector")
    with pytest.raises(RasoatError, match=r"^P701 "):
        plan(inspected)
    rows = plan(inspected, inspectors=[inspector, other])
    row = next(row for row in rows if row.listing.household.code == "01")
    assert row.appointed == other
    with pytest.raises(RasoatError, match=r"^P701 "):
        AppointInspector(
            actor=other, commune=inspected.commune_round(), inspections=[row], inspector=inspector
        ).run()
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=row.pk).update(appointed=row.reviewer)


def test_only_the_appointed_person_records(inspected: World) -> None:
    """Another inspector is refused (P704) until he is appointed; a done household stays with who did it (P703)."""
    (row, *_) = plan(inspected)
    other = second_inspector(inspected)
    given: dict[str, Any] = {
        "inspection": row,
        "answers": answers(),
        "inspected_on": AFTER,
        "finding": "Khác",
    }
    with pytest.raises(RasoatError, match=r"^P704 "):
        RecordInspection(actor=other, **given).run()
    appointing = {"actor": row.appointed, "commune": inspected.commune_round(), "inspections": [row]}
    AppointInspector(**appointing, inspector=other).run()
    RecordInspection(actor=other, **given).run()
    with pytest.raises(RasoatError, match=r"^P703 "):
        AppointInspector(**appointing, inspector=inspected.people["district_inspector"]).run()


def test_a_person_without_the_role_is_not_appointed(inspected: World) -> None:
    """P702, also when the role has ended."""
    rows, other = plan(inspected), second_inspector(inspected)
    Assignment.objects.filter(user=other).update(ends_on=START)
    for person in (inspected.people["reviewer_2"], other):
        with pytest.raises(RasoatError, match=r"^P702 "):
            AppointInspector(
                actor=rows[0].appointed, commune=inspected.commune_round(), inspections=rows, inspector=person
            ).run()


def test_villages_go_to_the_inspectors_in_turn(inspected: World) -> None:
    """Two inspectors, two villages: each has one."""
    rows = plan(inspected, inspectors=[inspected.people["district_inspector"], second_inspector(inspected)])
    by_village = {row.listing.village_id: row.appointed for row in rows}
    assert len(set(by_village.values())) == len(by_village) == 2
    assert all(row.appointed == by_village[row.listing.village_id] for row in rows)


def risks(world: World) -> dict[str, set[str]]:
    """The codes of the households each reason speaks of, where there are any."""
    found = risky(world.commune_round(), standings(world.round, world.communes[0]))
    return {risk: {pick.listing.household.code for pick in picks} for risk, picks in found.items() if picks}


@pytest.mark.parametrize(("beside", "named"), [(-5, False), (-4, True), (0, True), (5, True), (6, False)])
def test_a_score_beside_a_line_is_a_reason(world: World, beside: int, named: bool) -> None:
    """Within five points under or over a line that decides; farther away it is none."""
    reported(world)
    (row, *_) = standings(world.round, world.communes[0])
    line = lines_of(world.round.rules, "rural")[0]
    row.listing.answered.score.b1 = line + beside
    found = risky(world.commune_round(), [row])["near_line"]
    assert [pick.facts for pick in found] == ([{"b1": line + beside, "line": line}] if named else [])


def test_a_form_that_was_sent_back_is_a_reason(world: World) -> None:
    """The meeting sent it back, and it was filled anew."""
    reported(world, sent_back="02")
    assert risks(world)["meeting"] == {"02"}


def test_a_form_without_a_respondent_is_a_reason(world: World) -> None:
    """Nobody is named as having answered."""
    reported(world)
    row = standings(world.round, world.communes[0])[0]
    row.listing.answered.respondent = " "
    found = risky(world.commune_round(), [row])
    assert [(pick.listing.household.code, pick.facts) for pick in found["visit"]] == [
        ("01", {"missing": "respondent"})
    ]


@pytest.mark.parametrize(
    ("earlier", "event", "expected"), [(60, False, {"01"}), (60, True, set()), (10, False, set())]
)
def test_a_jump_without_an_event_is_a_reason(
    world: World, monkeypatch: pytest.MonkeyPatch, earlier: int, event: bool, expected: set[str]
) -> None:
    """As many points as the pack's own check calls a jump, and nothing on record that explains it."""
    reported(world)
    listing = world.listing("01")
    b1 = listing.answered.score.b1
    known = {listing.pk: scoring.Earlier(b1 + earlier, event)}
    monkeypatch.setattr("rasoat.appraisal.risk.earlier_scores", lambda *_: known)
    assert risks(world).get("jump", set()) == expected
    assert Event.objects.count() == 0


def test_a_reviewer_unlike_his_neighbours_is_a_reason(world: World) -> None:
    """Twelve forms of one all poor, twelve of another all well off: the forms that make the difference are named."""
    reported(world)
    poor, _second, rich, _other = standings(world.round, world.communes[0])
    found = risky(world.commune_round(), [*_copies(poor, 901), *_copies(rich, 902)])["reviewer"]
    assert len(found) == 12
    assert {pick.facts["share"] - pick.facts["others"] for pick in found} == {100}
    assert risky(world.commune_round(), [*_copies(poor, 901)[:9], *_copies(rich, 902)])["reviewer"] == []


def _copies(row: Standing, reviewer: int) -> list[Standing]:
    """Twelve times the form of a household, by one reviewer."""
    form = copy(row.listing.answered)
    form.reviewer_id = reviewer
    listing = copy(row.listing)
    listing.answered = form
    return [row._replace(listing=listing)] * 12


def test_picks_never_repeat_the_random_sample_and_carry_their_reason(world: World) -> None:
    """A household drawn at random is not picked again; a picked one has no stratum, and stands with its reason."""
    reported(world, sent_back="02")
    for seed in range(6):
        with transaction.atomic():
            rows = plan(world, size=1, seed=seed, picks={"meeting": 5})
            random_ = [row for row in rows if row.origin == "random"]
            picked = [row for row in rows if row.origin == "risk"]
            assert len({row.listing_id for row in rows}) == len(rows)
            assert [row.stratum is None for row in random_] == [False]
            assert all(
                (row.risk, row.stratum, row.listing.household.code) == ("meeting", None, "02")
                for row in picked
            )
            assert len(picked) == (random_[0].listing.household.code != "02")
            transaction.set_rollback(True)


def test_the_seed_chooses_among_too_many_picks(inspected: World) -> None:
    """The same seed picks the same; no more than asked for."""
    rows = standings(inspected.round, inspected.communes[0])
    found = risky(inspected.commune_round(), rows)
    found["visit"] = [pick for risk in found.values() for pick in risk] or found["visit"]
    one = choose(found, {"visit": 1}, (), 3)
    assert one == choose(found, {"visit": 1}, (), 3)
    assert len(one) <= 1


def test_a_done_inspection_is_kept_whole(inspected: World) -> None:
    """The inspector who recorded it is the one appointed, also in the database."""
    (row, *_) = plan(inspected)
    form = row.submission.answers
    record(inspected, row, {key: value for key, value in form.items() if key not in ("area_type", "region")})
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=row.pk).update(inspector=second_inspector(inspected))
