"""The pages of an inspection: plan, sample, appointment, errors, record on paper, findings to their end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rasoat.appraisal.comparing import compared_answers
from rasoat.appraisal.inspecting import RecordInspection
from rasoat.appraisal.models import Finding, Inspection, InspectionPlan
from rasoat.documents.models import Document, Kind
from tests.process.inspected import second_inspector
from tests.process_pages.conftest import CLOSED, Season, Visitor, codes
from tests.world import RICH, World, answers

PLAN = {"confidence": 90, "margin": 25, "seed": 7}


def test_the_plan_shows_its_size_without_a_script_and_the_picks_without_names(
    season: Season, visitor: Visitor
) -> None:
    """The table has the size of each confidence and margin; reasons are counted, and nobody is named."""
    commune = season.reported()
    response = visitor.get("district_inspector", "inspections", commune.pk)
    text = response.content.decode()
    assert dict(response.context["sizes"])[90] == [5, 5, 5, 5, 4, 4]
    assert [field.name for field in response.context["draw_form"].picks()] == [
        "pick_near_line", "pick_jump", "pick_reviewer", "pick_meeting", "pick_visit",
    ]  # fmt: skip
    assert "Triệu Văn A1 0" not in text


def test_the_plan_is_drawn_with_its_inspectors(season: Season, visitor: Visitor, world: World) -> None:
    """Confidence and margin give the size; two inspectors share the villages."""
    commune, other = season.reported(), second_inspector(world)
    mine = world.people["district_inspector"]
    response = visitor.post(
        "district_inspector", "inspection-draw", commune.pk, inspectors=[mine.pk, other.pk], **PLAN
    )
    assert response.status_code == 302
    kept = InspectionPlan.objects.get()
    assert (kept.confidence, kept.margin, kept.size, kept.made_by) == (90, 25, 4, mine)
    assert set(Inspection.objects.values_list("appointed", flat=True)) == {mine.pk, other.pk}


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"margin": 31}, "margin"), ({"confidence": 80}, "confidence"), ({"seed": ""}, "seed")],
)
def test_a_wrong_plan_stays_on_the_page(
    season: Season, visitor: Visitor, changes: dict[str, Any], field: str
) -> None:
    """422, the error beside its field, nothing drawn."""
    commune = season.reported()
    response = visitor.post("district_inspector", "inspection-draw", commune.pk, **{**PLAN, **changes})
    assert (response.status_code, list(response.context["draw_form"].errors)) == (422, [field])
    assert Inspection.objects.count() == 0


def test_only_the_appointed_inspector_opens_the_form(season: Season, visitor: Visitor, world: World) -> None:
    """Another one is led back with the sentence that names who is appointed (P704), until he is appointed himself."""
    (inspection,) = season.drawn()
    commune, other = inspection.report.commune, second_inspector(world)
    response = visitor.get("district_inspector_2", "inspection", inspection.pk)
    assert response.url == f"/tham-dinh/{commune.pk}/kiem-tra/"
    assert "P704" in visitor.get("district_inspector_2", "inspections", commune.pk).content.decode()
    visitor.post(
        "district_inspector_2", "inspection-appoint", commune.pk, rows=[inspection.pk], person=other.pk
    )
    assert visitor.get("district_inspector_2", "inspection", inspection.pk).status_code == 200
    assert visitor.get("district_inspector", "inspection", inspection.pk).status_code == 302


def test_the_reason_of_a_pick_is_hidden_from_its_inspector(
    season: Season, visitor: Visitor, world: World
) -> None:
    """The district's officer reads why; the inspector only afterwards."""
    (inspection,) = season.drawn()
    facts = {"b1": 118, "line": 120}
    Inspection.objects.filter(pk=inspection.pk).update(
        origin="risk", stratum=None, risk="near_line", risk_facts=facts
    )
    commune = inspection.report.commune
    told = [
        "118 điểm, ngưỡng 120" in visitor.get(who, "inspections", commune.pk).content.decode()
        for who in ("district_officer", "district_inspector")
    ]
    assert told == [True, False]


def inspect_all(season: Season, **differing: Any) -> list[Inspection]:
    """Draw everybody and inspect them as they were surveyed, the first with ``differing`` answers."""
    rows = season.drawn(size=5)
    for number, row in enumerate(rows):
        form = {
            key: value for key, value in row.submission.answers.items() if key not in ("area_type", "region")
        }
        RecordInspection(
            actor=row.appointed, inspection=row, answers={**form, **(differing if not number else {})},
            inspected_on=CLOSED, finding="Khác",
        ).run()  # fmt: skip
    return rows


def test_errors_stand_by_village_and_reviewer(season: Season, visitor: Visitor) -> None:
    """One poor household is not poor: an inclusion error of the whole sample, without width, for everybody was asked."""
    first, *_ = inspect_all(season, **RICH)
    commune = first.report.commune
    shown = visitor.get("district_officer", "inspection-errors", commune.pk).context["shown"]
    assert {name for _key, _heading, _first, rows in shown.tables for name, *_rest in rows} == {
        "Thôn Nà Thử", "Thôn Bản Thử", "Người reviewer",
    }  # fmt: skip
    (figures,) = [row.figures for row in shown.tables[1][3]]
    assert [(each.part, each.of) for each in figures] == [(0, 2), (1, 3), (0, 3), (1, 4)]
    assert figures[1].share == "33,33 %"
    assert figures[1].interval == "33,33 % – 33,33 %"
    assert {each.part for each in shown.questions} == {1}
    assert visitor.get("commune_officer", "inspection-errors", commune.pk).status_code == 404


def test_the_comparison_tells_the_points_of_each_answer(season: Season, visitor: Visitor) -> None:
    """Each differing answer with the points it gave on both forms, and what it changes."""
    first, *_ = inspect_all(season, motorbike=1)
    first.refresh_from_db()
    (moto,) = [row for row in compared_answers(first) if row.differs]
    points = (moto.now_points or 0) - (moto.first_points or 0)
    assert points > 0
    assert moto.change == f"B1 +{points}"
    assert f"B1 +{points}" in visitor.get("district_officer", "inspection-result", first.pk).content.decode()


def test_the_record_is_made_once_when_all_are_inspected(season: Season, visitor: Visitor) -> None:
    """Too early is refused (P047); then it is a paper of the district, and not made twice (P720)."""
    (inspection,) = season.drawn()
    commune = inspection.report.commune
    early = visitor.post("district_inspector", "inspection-minute", commune.pk)
    assert (early.status_code, codes(early)) == (422, ["P047"])
    form = {
        key: value
        for key, value in inspection.submission.answers.items()
        if key not in ("area_type", "region")
    }
    RecordInspection(
        actor=inspection.appointed, inspection=inspection, answers=form, inspected_on=CLOSED
    ).run()
    visitor.post("district_inspector", "inspection-minute", commune.pk)
    paper = Document.objects.get(kind=Kind.INSPECTION)
    (data,) = paper.data["items"]
    assert (paper.unit.level, data["commune"], len(data["villages"])) == ("district", "xã Xã thử 01906", 2)
    assert visitor.get("district_officer", "document", paper.pk).content.startswith(b"%PDF")
    again = visitor.post("district_inspector", "inspection-minute", commune.pk)
    assert (again.status_code, codes(again)) == (422, ["P720"])


def test_a_record_without_a_plan_is_refused(season: Season, visitor: Visitor) -> None:
    """P721 says that the sample comes first."""
    commune = season.reported()
    response = visitor.post("district_inspector", "inspection-minute", commune.pk)
    assert (response.status_code, codes(response)) == (422, ["P721"])


def test_a_finding_goes_from_page_to_page_to_its_end(season: Season, visitor: Visitor, world: World) -> None:
    """Written, ordered, seen by the commune, mended with a file, confirmed by another; then the list is empty."""
    commune, officer = season.reported(), world.people["commune_officer"]
    visitor.post("district_inspector", "finding-raise", commune.pk, kind="papers", text="Thiếu chữ ký")
    finding = Finding.objects.get()
    hidden = visitor.get("commune_officer", "finding", finding.pk).status_code
    visitor.post(
        "district_inspector",
        "finding-order",
        finding.pk,
        order="Bổ sung",
        due_on=CLOSED,
        responsible=officer.pk,
    )
    task = "Khắc phục phát hiện 1 của đoàn kiểm tra"
    assert (hidden, task in visitor.get("commune_officer", "home").content.decode()) == (404, True)
    visitor.post("commune_officer", "finding-mend", finding.pk, reply="Đã bổ sung")
    visitor.post("district_inspector", "finding-close", finding.pk, words="")
    finding.refresh_from_db()
    assert finding.state == "closed"
    assert visitor.get("district_officer", "follow-up").context["rows"] == []
    page = visitor.get("commune_officer", "finding", finding.pk)
    assert [note.step for note in page.context["notes"]] == ["ordered", "mended", "closed"]


def test_refused_steps_stay_on_the_page(season: Season, visitor: Visitor, world: World) -> None:
    """A past day is refused beside its field (P713); what was typed stays."""
    commune = season.reported()
    visitor.post("district_inspector", "finding-raise", commune.pk, kind="papers", text="Thiếu chữ ký")
    finding = Finding.objects.get()
    response = visitor.post(
        "district_inspector", "finding-order", finding.pk, order="Bổ sung",
        due_on=CLOSED - timedelta(days=1), responsible=world.people["commune_officer"].pk,
    )  # fmt: skip
    assert (response.status_code, codes(response)) == (422, ["P713"])
    assert "due_on" in response.context["order_form"].errors


def test_the_late_stand_first_in_the_follow_up(season: Season, visitor: Visitor, world: World) -> None:
    """Three findings: the one overdue comes first and says by how many days."""
    commune = season.reported()
    officer = world.people["commune_officer"]
    for number in range(3):
        visitor.post("district_inspector", "finding-raise", commune.pk, kind="advice", text=f"Việc {number}")
    for finding in Finding.objects.filter(number__gte=2):
        visitor.post(
            "district_inspector", "finding-order", finding.pk, order="Làm", responsible=officer.pk,
            due_on=CLOSED + timedelta(days=finding.number),
        )  # fmt: skip
    world.on(CLOSED + timedelta(days=5))
    rows = visitor.get("district_officer", "follow-up").context["rows"]
    assert [(row.finding.number, row.late) for row in rows] == [(2, 3), (3, 2), (1, 0)]


def test_the_district_is_told_what_keeps_it_from_agreeing(season: Season, visitor: Visitor) -> None:
    """The page shows the first open finding; the agreement is refused (P710)."""
    commune = season.reported()
    visitor.post("district_inspector", "finding-raise", commune.pk, kind="papers", text="Thiếu chữ ký")
    assert "Thiếu chữ ký" in visitor.get("district_officer", "appraisal", commune.pk).content.decode()
    response = visitor.post(
        "district_officer", "opinion-give", commune.pk, outcome="agreed", opinion="", appraised_on=CLOSED
    )
    assert (response.status_code, codes(response)) == (422, ["P710"])


def test_answers_of_an_unscored_form_have_no_points(season: Season) -> None:
    """A form that cannot be scored is compared all the same."""
    first, *_ = inspect_all(season)
    first.answers = {**answers(), "water": None}
    assert {row.now_points for row in compared_answers(first)} == {None}
