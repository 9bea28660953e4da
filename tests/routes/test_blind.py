"""An inspector sees nothing of a household's first form on any route until he has recorded his own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.accounts.roles import PERMITS, Role
from rasoat.appraisal.findings import RaiseFinding
from rasoat.appraisal.inspecting import RecordInspection
from rasoat.appraisal.models import Inspection
from rasoat.areas.models import Unit
from rasoat.documents.models import Document, Kind
from rasoat.survey.models import Evidence
from rasoat.web.blind import PAPERS, SHOWS, SHOWS_NOTHING
from tests.process.inspected import second_inspector
from tests.routes.played import AFTER, play
from tests.routes.test_matrix import ADDRESSES, ROUTES, address, signed_in
from tests.world import World

INSPECTS = Role.DISTRICT_INSPECTOR
OPENS = [pattern for pattern in ROUTES if pattern.callback.permission in PERMITS[INSPECTS]]
CERTIFICATES = {"certificate", "certificate-record", "features"}
"""Routes whose subject stands in the second commune, in which nobody waits."""
TOLD = {"home", "appraisal", "inspections", "inspection"}
"""Pages that name a waiting household, for it must be found: no answer, score, class or reviewer stands there."""


@pytest.fixture(scope="module")
def played(module_rows: None) -> Iterator[World]:
    """A world in which the inspector is appointed to every household of the first commune."""
    yield play(blind=True)
    ADDRESSES.clear()


@pytest.fixture
def world(played: World, db: None) -> World:
    """That world."""
    return played


def heads(world: World) -> set[str]:
    """The names of the heads of the households that wait."""
    rows = Inspection.objects.select_related("listing__household")
    return {row.listing.household.members.get(relation="head").full_name for row in rows}


def test_a_commune_whose_code_was_used_before_is_closed_as_well(world: World) -> None:
    """Its place in the tree carries the day it began; the list behind a figure names nobody who waits."""
    commune = world.communes[0]
    again = commune.path.removesuffix("/") + "@20180101/"
    for unit in Unit.objects.under(commune):
        unit.path = unit.heir_path = again + unit.path.removeprefix(commune.path)
        unit.save()
    words = {"round_id": world.round.pk, "code": commune.code, "key": "results", "column": "c1"}
    response = signed_in(world, INSPECTS).get(reverse("report-households", kwargs=words))
    assert (response.status_code, "P705" in response.content.decode()) == (403, True)


def test_no_open_page_tells_anything_of_a_waiting_household(world: World) -> None:
    """Every route the inspector may open is refused with P705, or does not name the household, or only names it."""
    client, names = signed_in(world, INSPECTS), heads(world)
    refused, telling = set(), {}
    for pattern in OPENS:
        response = client.get(address(pattern, world, 0))
        text = (
            b"".join(response).decode(errors="replace")
            if response.streaming
            else response.content.decode(errors="replace")
        )
        if response.status_code == 403:
            assert "P705" in text, pattern.name
            refused.add(pattern.name)
            continue
        named = sorted(name for name in names if name in text)
        if pattern.name in TOLD:
            named = ["Người reviewer"] if "Người reviewer" in text else []
        if named:
            telling[pattern.name] = named
    assert telling == {}
    expected = (
        {p.name for p in OPENS if p.name in SHOWS}
        - CERTIFICATES
        - {"case", "finding", "report", "report-file", "own-form-report", "job-file"}
    )
    assert expected - refused <= {"document", "attachment"}
    assert {
        "household",
        "household-sheet",
        "village",
        "village-list",
        "answers-versions",
        "meeting",
    } <= refused


def test_the_sentence_says_what_to_do(world: World) -> None:
    """How many wait, the first of them, and that the inspection comes first."""
    page = signed_in(world, INSPECTS).get(f"/ho/{world.households['01'].pk}/").content.decode()
    assert "P705" in page
    assert "01, Thôn Nà Thử" in page


@pytest.mark.parametrize("kind", [Kind.MINUTES, Kind.POSTING])
def test_papers_of_the_village_stay_closed(world: World, kind: str) -> None:
    """Minutes and posted lists name the household's result."""
    paper = Document.objects.filter(kind=kind, unit__path__startswith=world.villages[0].path).first()
    assert kind in PAPERS
    assert paper is not None
    assert signed_in(world, INSPECTS).get(reverse("document", args=[paper.pk])).status_code == 403


@pytest.mark.parametrize("key", ["poor_list", "near_poor_list"])
def test_reports_that_name_households_stay_closed_and_figures_open(world: World, key: str) -> None:
    """The list of the commune, on the page and as a file; its figures are no secret."""
    client, place = signed_in(world, INSPECTS), [world.round.pk, world.communes[0].code]
    statuses = [
        client.get(reverse("report", args=[*place, key])).status_code,
        client.get(reverse("report-file", args=[*place, key, "csv"])).status_code,
        client.get(reverse("report", args=[world.round.pk, world.district.code, key])).status_code,
        client.get(reverse("report", args=[world.round.pk, world.communes[1].code, key])).status_code,
        client.get(reverse("report", args=[*place, "results"])).status_code,
    ]
    assert statuses == [403, 403, 403, 200, 200]


def test_a_photo_of_the_visit_stays_closed(world: World) -> None:
    """The house may be looked at, when the inspector stands before it."""
    from rasoat.documents.attachments import attach, checked

    inspection = Inspection.objects.first()
    photo = attach(checked(b"%PDF-1.7\n%%EOF", "nha.pdf"), world.communes[0], world.people["reviewer"])
    Evidence.objects.create(submission=inspection.submission, photo=photo)
    client = signed_in(world, INSPECTS)
    assert client.get(reverse("attachment", args=[photo.pk])).status_code == 403


def test_the_village_next_door_and_colleagues_are_not_blinded(world: World) -> None:
    """Another commune is open to him; all is open to a colleague who is not appointed."""
    mine, colleague = signed_in(world, INSPECTS), Client()
    colleague.force_login(second_inspector(world), backend="django.contrib.auth.backends.ModelBackend")
    other = f"/ho/{world.households['21'].pk}/"
    own = f"/ho/{world.households['01'].pk}/"
    assert [mine.get(other).status_code, colleague.get(own).status_code] == [200, 200]


def test_a_finding_about_a_waiting_household_stays_closed(world: World) -> None:
    """A colleague's finding may say what the household is: neither its page nor a line of a list is shown to him."""
    about = world.listing("02")
    finding = RaiseFinding(
        actor=second_inspector(world),
        commune=world.commune_round(),
        kind="class",
        text="Không còn nghèo",
        listing=about,
    ).run()
    client = signed_in(world, INSPECTS)
    listed = [
        client.get(reverse("findings", args=[world.commune_round().pk])),
        client.get(reverse("follow-up")),
    ]
    assert client.get(reverse("finding", args=[finding.pk])).status_code == 403
    assert ["Không còn nghèo" in page.content.decode() for page in listed] == [False, False]


def test_what_he_recorded_opens_and_is_compared(world: World) -> None:
    """One household done: its page opens, the village stays closed for those that wait."""
    client = signed_in(world, INSPECTS)
    row = Inspection.objects.get(listing=world.listing("01"))
    form = {key: value for key, value in row.submission.answers.items() if key not in ("area_type", "region")}
    RecordInspection(actor=row.appointed, inspection=row, answers=form, inspected_on=AFTER).run()
    statuses = [
        client.get(reverse(name, args=[key])).status_code
        for name, key in (
            ("household", world.households["01"].pk),
            ("inspection-result", row.pk),
            ("household", world.households["02"].pk),
            ("village", world.village_round().pk),
        )
    ]
    assert statuses == [200, 200, 403, 403]


def test_an_answered_report_opens_everything(world: World) -> None:
    """When the district has sent the report back, nobody waits for these inspections any more."""
    row = Inspection.objects.first()
    officer: Any = world.people["district_officer"]
    type(row.report).objects.filter(pk=row.report_id).update(
        outcome="returned", opinion="Thiếu", appraised_by=officer, appraised_on=AFTER
    )
    assert signed_in(world, INSPECTS).get(f"/ho/{world.households['01'].pk}/").status_code == 200


def test_every_route_that_is_named_here_exists() -> None:
    """No rule stands for a route that is gone; routes not named are closed while somebody waits."""
    names = {pattern.name for pattern in ROUTES}
    assert (set(SHOWS) | SHOWS_NOTHING) - names == set()
