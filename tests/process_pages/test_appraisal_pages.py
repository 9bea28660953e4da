"""The commune's report, the sample, blind inspection, and the district's opinion."""

from __future__ import annotations

from typing import Any

from rasoat.appraisal.comparing import compared_people
from rasoat.appraisal.models import CommuneReport, Inspection
from tests.process_pages.conftest import CLOSED, Season, Visitor, codes
from tests.world import ELSEWHERE, World, answers, make_world


def test_checklist_names_what_is_missing(season: Season, visitor: Visitor, world: World) -> None:
    """Before the report the page lists each village not posted through, and the complaints not answered."""
    season.posted_open()
    complaint = season.complaint()
    context = visitor.get("commune_officer", "decision", world.commune_round().pk).context
    spots = {each.line.check.key: each.line.spots for each in context["lines"]}
    assert [(spot.label, spot.page) for spot in spots["postings"]] == [
        ("Thôn Nà Thử", "posting"), ("Thôn Bản Thử", "village"),
    ]  # fmt: skip
    assert [spot.label for spot in spots["complaints"]] == [complaint.receipt]
    assert not context["ready_to_send"]


def test_report_too_early_is_refused_and_keeps_its_day(
    season: Season, visitor: Visitor, world: World
) -> None:
    """The action decides (P040); the day typed stays."""
    season.posted_open()
    response = visitor.post("commune_officer", "report-submit", world.commune_round().pk, day="20/10/2018")
    assert (response.status_code, codes(response)) == (422, ["P040"])
    assert response.context["report_form"]["day"].value() == "20/10/2018"


def test_report_goes_to_the_district(season: Season, visitor: Visitor, world: World) -> None:
    """When everything is posted through, the report is sent with the counts of the day."""
    commune = season.posted()
    assert visitor.get("commune_officer", "decision", commune.pk).context["ready_to_send"]
    visitor.post("commune_officer", "report-submit", commune.pk, day=CLOSED)
    report = CommuneReport.objects.get()
    assert (report.households, report.reviewed, report.poor, report.near_poor) == (5, 5, 3, 1)
    assert world.commune_round().state == "reported"


def test_district_sees_who_waits_first(season: Season, visitor: Visitor) -> None:
    """Communes that have reported stand before the others."""
    season.reported()
    response = visitor.get("district_officer", "appraisals")
    assert [commune.state for commune in response.context["communes"]] == ["reported", "collecting"]
    assert response.context["waiting"] == 1


def test_sample_is_drawn_with_its_seed_on_record(season: Season, visitor: Visitor) -> None:
    """The seed typed is the seed kept, and the page shows it."""
    commune = season.reported()
    response = visitor.post(
        "district_inspector", "inspection-draw", commune.pk, confidence=95, margin=10, size=2, seed=4711
    )
    assert response.status_code == 302
    assert {row.seed for row in Inspection.objects.all()} == {4711}
    assert Inspection.objects.count() == 2
    assert b"4711" in visitor.get("district_officer", "inspections", commune.pk).content


def test_second_draw_is_refused(season: Season, visitor: Visitor) -> None:
    """Nobody draws until he likes the sample (P041)."""
    season.drawn()
    commune = Inspection.objects.get().report.commune
    response = visitor.post(
        "district_inspector", "inspection-draw", commune.pk, confidence=95, margin=10, size=3, seed=99
    )
    assert (response.status_code, codes(response)) == (422, ["P041"])


def test_sample_is_hidden_from_the_commune_until_the_opinion(season: Season, visitor: Visitor) -> None:
    """Those who are inspected do not learn which households were drawn."""
    inspection = season.inspected()
    commune = inspection.report.commune
    sees = [
        visitor.get(who, "appraisal", commune.pk).context["sample"] != []
        for who in ("commune_officer", "district_officer")
    ]
    results = [
        visitor.get(who, "inspection-result", inspection.pk).status_code
        for who in ("village_head", "commune_officer")
    ]
    assert (sees, results) == ([False, True], [404, 404])


def test_inspection_form_is_blind(season: Season, visitor: Visitor) -> None:
    """The inspector's form holds what the roster knows and not a word of the first form."""
    (inspection,) = season.drawn()
    response = visitor.get("district_inspector", "inspection", inspection.pk)
    page = response.content.decode()
    assert response.context["form"].initial == {"household_size": "4"}
    assert "Người reviewer" not in page
    assert inspection.submission.score.get_result_display() not in page


def _sheet(**changes: Any) -> dict[str, Any]:
    return {**answers(), "inspected_on": CLOSED, "finding": "", **changes}


def test_inspection_is_recorded_and_compared(season: Season, visitor: Visitor) -> None:
    """After the record both forms stand beside one another, the differing answers marked."""
    (inspection,) = season.drawn()
    sheet = _sheet(poultry=30, finding="Đếm lại gia cầm")
    response = visitor.post("district_inspector", "inspection", inspection.pk, **sheet)
    assert response.url == f"/kiem-tra/{inspection.pk}/ket-qua/"
    compared = visitor.get("district_officer", "inspection-result", inspection.pk).context
    first = inspection.submission.answers
    expected = {key for key, value in {**answers(), "poultry": 30}.items() if first[key] != value}
    assert len(compared["differing"]) == len(expected) > 0
    assert len(compared["same"]) == len(first.keys() & answers().keys()) - len(expected)


def test_people_are_compared_where_both_forms_ask_about_them(season: Season, visitor: Visitor) -> None:
    """What differs about a person stands with the person's name."""
    inspection = season.inspected()
    person = inspection.listing.household.members.order_by("pk").first()
    assert person is not None
    inspection.submission.members = [{"member": person.pk, "health_insurance": 1, "in_school": 0}]
    inspection.members = [{"member": person.pk, "health_insurance": 0, "in_school": 0}]
    rows = list(compared_people(inspection))
    assert [(row.first, row.now) for row in rows if row.differs] == [("Có", "Không")]
    assert all(row.label.startswith(person.full_name) for row in rows)
    assert len(rows) == 2


def test_finding_is_asked_for_where_the_class_differs(season: Season, visitor: Visitor) -> None:
    """A class that differs needs its finding (P044); the answers typed stay."""
    (inspection,) = season.drawn()
    poor = inspection.submission.score.result.startswith("poor")
    form = (
        {"car": 1, "fridge": 1, "aircon": 1, "motorbike": 1, "toilet": "septic", "water": "tap"}
        if poor
        else {}
    )
    response = visitor.post(
        "district_inspector",
        "inspection",
        inspection.pk,
        **_sheet(**form, electricity_kwh=203 if poor else 20),
    )
    assert (response.status_code, codes(response)) == (422, ["P044"])
    assert f'value="{203 if poor else 20}"' in response.content.decode()


def test_inspection_of_another_district_is_not_there(season: Season, visitor: Visitor, world: World) -> None:
    """An inspector of another district finds neither the form nor the result."""
    inspection = season.inspected()
    visitor.client.force_login(make_world(ELSEWHERE).people["district_inspector"])
    addresses = [f"/kiem-tra/{inspection.pk}/", f"/kiem-tra/{inspection.pk}/ket-qua/"]
    assert [visitor.client.get(address).status_code for address in addresses] == [404, 404]


def test_a_done_inspection_opens_its_result(season: Season, visitor: Visitor) -> None:
    """The form of a done inspection leads to the comparison."""
    inspection = season.inspected()
    response = visitor.get("district_inspector", "inspection", inspection.pk)
    assert (response.status_code, response.url) == (302, f"/kiem-tra/{inspection.pk}/ket-qua/")


def test_agreement(season: Season, visitor: Visitor, world: World) -> None:
    """The district agrees by the form, and the letter can be read."""
    commune = season.reported()
    visitor.post(
        "district_officer",
        "opinion-give",
        commune.pk,
        outcome="agreed",
        opinion="Hồ sơ đầy đủ.",
        appraised_on=CLOSED,
    )
    report = CommuneReport.objects.get()
    assert (report.outcome, world.commune_round().state) == ("agreed", "appraised")
    assert visitor.get("commune_chairman", "opinion-letter", report.pk).content.startswith(b"%PDF")
    assert visitor.get("other_officer", "opinion-letter", report.pk).status_code == 404


def test_return_without_reason_is_refused(season: Season, visitor: Visitor) -> None:
    """A report is returned with a reason (P046); the choice stays."""
    commune = season.reported()
    response = visitor.post(
        "district_officer", "opinion-give", commune.pk, outcome="returned", opinion=" ", appraised_on=CLOSED
    )
    assert (response.status_code, codes(response)) == (422, ["P046"])
    assert response.context["opinion_form"]["outcome"].value() == "returned"


def test_agreement_waits_for_the_inspections(season: Season, visitor: Visitor) -> None:
    """With a drawn household not inspected there is no agreement (P047)."""
    season.drawn()
    commune = Inspection.objects.get().report.commune
    response = visitor.post(
        "district_officer", "opinion-give", commune.pk, outcome="agreed", opinion="Được", appraised_on=CLOSED
    )
    assert (response.status_code, codes(response)) == (422, ["P047"])


def test_returned_report_shows_its_reason_to_the_commune(season: Season, visitor: Visitor) -> None:
    """The commune reads why, on its own page."""
    commune = season.reported()
    visitor.post(
        "district_officer",
        "opinion-give",
        commune.pk,
        outcome="returned",
        opinion="Thiếu thôn.",
        appraised_on=CLOSED,
    )
    response = visitor.get("commune_officer", "decision", commune.pk)
    assert "Thiếu thôn." in response.content.decode()
    assert response.context["may_submit"]
