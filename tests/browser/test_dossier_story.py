"""One commune's dossier in the browser: checked, sent, inspected, returned, agreed, decided, certified, verified, approved.

Commune officer, inspector, district officer, commune chairman and district chairman each do their own part.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit
from tests.browser.test_story import fill_in

WORLD = """
import json
from datetime import timedelta
from django.contrib.auth.hashers import make_password
from rasoat.accounts.models import User
from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.demo.facts import PASSWORD
from rasoat.posting.actions import ClosePosting, OpenPosting
from rasoat.posting.models import PostingPlace
from rasoat.posting.proof import RecordProof
from rasoat.recognition.actions import IssueCertificates, SignDecision
from tests.world import DAY, RICH, Place, answers, make_world
world = make_world(Place("09", "091", ("09101", "09102"), "-hs"))
User.objects.filter(username__endswith="-hs").update(password=make_password(PASSWORD))
closed = DAY + timedelta(days=7)
for village, (code, opening, form) in enumerate((
    ("H1", "poor_income", answers()), ("H2", "near_poor", answers()), ("H3", "poor_income", answers(**RICH)))):
    world.household(code, opening, village=village)
    world.surveyed(village, **{code: form})
    world.met(village)
    officer = world.people["commune_officer" if village < 2 else "other_officer"]
    OpenPosting(actor=officer, village=world.village_round(village), opened_on=DAY).run()
    for place in PostingPlace.objects.filter(posting__village__unit=world.villages[village]):
        RecordProof(actor=officer, place=place, seen_on=DAY).run()
world.on(closed)
for village in range(3):
    officer = world.people["commune_officer" if village < 2 else "other_officer"]
    ClosePosting(actor=officer, village=world.village_round(village)).run()
world.papers(1)
other = {"commune": world.commune_round(1)}
officer = world.people["other_officer"]
SubmitReport(actor=officer, submitted_on=closed, **other).run()
GiveOpinion(actor=world.people["district_officer"], outcome="agreed", opinion="", appraised_on=closed, **other).run()
SignDecision(actor=world.people["other_chairman"], signed_on=closed, **other).run()
IssueCertificates(actor=officer, issued_on=closed, **other).run()
print(json.dumps({"commune": world.commune_round().pk, "round": world.round.pk,
    "preparer": world.people["district_officer"].pk,
    "minutes": [village.meetings.get().pk for village in world.commune_round().villages.order_by("unit__path")]}))
"""
LEFT = """
import json
from rasoat.appraisal.models import Inspection
rows = Inspection.objects.filter(report__commune={commune}, inspector__isnull=True).order_by("pk")
print(json.dumps([row.pk for row in rows]))
"""
STOOD = """
import json
from rasoat.recognition.models import Certificate, Decision
from rasoat.rounds.models import CommuneRound, Round
commune = CommuneRound.objects.get(pk={commune})
decision = Decision.objects.filter(commune=commune).first()
print(json.dumps({{
    "state": commune.state, "round": commune.round.state,
    "outcomes": list(commune.reports.values_list("outcome", flat=True)),
    "reasons": list(commune.reports.get(number=1).reasons.values_list("text", flat=True)),
    "scans": decision.document.scans.count() if decision else 0,
    "certificates": list(Certificate.objects.filter(commune=commune).values_list("pk", flat=True)),
}}))
"""


class Dossier:
    """The commune, and the five people who take its dossier further."""

    def __init__(self, site: Site, visit: Visit, folder: Path) -> None:
        self.site, self.visit = site, visit
        found = json.loads(site.run(WORLD).splitlines()[-1])
        self.commune, self.round, self.minutes = found["commune"], found["round"], found["minutes"]
        self.preparer = str(found["preparer"])
        self.scan = folder / "ban-ky.pdf"
        self.scan.write_bytes(b"%PDF-1.7\n%%EOF")

    def open(self, who: str, path: str, width: int = 1280) -> Page:
        """Open a page as one of the people; nothing is wider than the screen."""
        page: Page = self.visit(f"{who}-hs", path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        return page

    def press(self, page: Page, button: str) -> None:
        """Press a button that leads on, and find no fault there."""
        with page.expect_navigation():
            page.locator(button).click()
        expect(page.locator("#errors")).to_have_count(0)

    def stood(self) -> dict[str, Any]:
        """How things stand in the database."""
        found: dict[str, Any] = json.loads(self.site.run(STOOD.format(commune=self.commune)).splitlines()[-1])
        return found

    @property
    def page(self) -> str:
        """The address of the dossier."""
        return f"/tham-dinh/{self.commune}/ho-so/"


@pytest.fixture
def dossier(site: Site, visit: Visit, tmp_path: Path) -> Dossier:
    """A commune posted through, whose signed minutes are not scanned in; the other commune of the round is certified."""
    return Dossier(site, visit, tmp_path)


def test_from_the_checks_to_the_approval(dossier: Dossier) -> None:
    """Returned once, then agreed; decided, certified, verified by its code, and approved by the district."""
    complete(dossier)
    send(dossier)
    give_back(dossier)
    mend_and_agree(dossier)
    decide(dossier)
    certify_and_verify(dossier)
    approve(dossier)


def complete(dossier: Dossier) -> None:
    """The officer sees what is missing, goes there by its link and scans the signed minutes in."""
    page = dossier.open("commune_officer", dossier.page, width=390)
    expect(page.locator("#check-signed")).to_contain_text("2")
    expect(page.locator("#check-postings .done-mark")).to_be_visible()
    for _ in dossier.minutes:
        page = dossier.open("commune_officer", dossier.page)
        with page.expect_navigation():
            page.locator("#check-signed td a").first.click()
        page.set_input_files("[name=pages]", dossier.scan)
        dossier.press(page, "#signed-save")
    page = dossier.open("commune_officer", dossier.page)
    expect(page.locator("#check-signed .done-mark")).to_be_visible()


def send(dossier: Dossier) -> None:
    """The officer sends the report."""
    page = dossier.open("commune_officer", f"/xa/{dossier.commune}/ho-so/")
    dossier.press(page, "#report-submit")
    assert dossier.stood()["state"] == "reported"


def give_back(dossier: Dossier) -> None:
    """The district officer returns the dossier with a reason beside one item."""
    page = dossier.open("district_officer", dossier.page)
    page.locator("#return").click()
    page.fill("#return-form [name=signed]", "Bản quét mờ, không đọc được chữ ký")
    dossier.press(page, "#return-save")
    found = dossier.stood()
    assert (found["state"], found["reasons"]) == ("collecting", ["Bản quét mờ, không đọc được chữ ký"])


def mend_and_agree(dossier: Dossier) -> None:
    """The officer reads why and reports again; the inspector inspects; the district sees what changed and agrees."""
    page = dossier.open("commune_officer", dossier.page)
    expect(page.locator("#check-signed")).to_contain_text("Bản quét mờ")
    send(dossier)
    page = dossier.open("district_officer", dossier.page)
    expect(page.locator("#changes")).to_contain_text("1")
    inspect(dossier)
    page = dossier.open("district_officer", f"/tham-dinh/{dossier.commune}/")
    page.locator("#opinion-form [value=agreed]").check()
    dossier.press(page, "#give-opinion")
    found = dossier.stood()
    assert (found["state"], found["outcomes"]) == ("appraised", ["returned", "agreed"])


def inspect(dossier: Dossier) -> None:
    """The inspector draws one household and fills its form again, without seeing the first."""
    page = dossier.open("district_inspector", f"/tham-dinh/{dossier.commune}/kiem-tra/")
    page.fill("#draw-form [name=size]", "1")
    with page.expect_navigation():
        page.locator("#draw").click()
    (drawn,) = json.loads(dossier.site.run(LEFT.format(commune=dossier.commune)).splitlines()[-1])
    page = dossier.open("district_inspector", f"/kiem-tra/{drawn}/")
    fill_in(page)
    page.fill("[name=finding]", "Hỏi lại từ đầu, khác ở vài câu")
    with page.expect_navigation():
        page.locator("#inspection-save").click()
    assert json.loads(dossier.site.run(LEFT.format(commune=dossier.commune)).splitlines()[-1]) == []


def decide(dossier: Dossier) -> None:
    """The commune chairman signs; the officer scans the signed decision in."""
    page = dossier.open("commune_chairman", f"/xa/{dossier.commune}/ho-so/")
    dossier.press(page, "#decision-sign")
    page = dossier.open("commune_officer", f"/xa/{dossier.commune}/ho-so/")
    with page.expect_navigation():
        page.locator("#decision-signed").click()
    page.set_input_files("[name=pages]", dossier.scan)
    dossier.press(page, "#scan-save")
    found = dossier.stood()
    assert (found["state"], found["scans"]) == ("decided", 1)


def certify_and_verify(dossier: Dossier) -> None:
    """The officer issues the certificates; whoever scans the code of one sees that it is valid, and later that it is not."""
    page = dossier.open("commune_officer", f"/xa/{dossier.commune}/ho-so/")
    dossier.press(page, "#certificates-issue")
    with page.expect_navigation():
        page.locator("#register").click()
    expect(page.locator("table tbody tr")).to_have_count(2)
    with page.expect_navigation():
        page.locator("table tbody a").first.click()
    code = urlsplit(str(page.get_by_role("link", name="Trang xác minh").get_attribute("href"))).path
    verify(dossier, code, "Còn giá trị")
    page.locator("#thu-hoi").click()
    page.fill("#thu-hoi-form [name=reason]", "Cấp nhầm tên")
    dossier.press(page, "#thu-hoi-save")
    verify(dossier, code, "Không còn giá trị")


def verify(dossier: Dossier, code: str, said: str) -> None:
    """Without sign-in, on a phone: the verdict, and nobody's name."""
    page = dossier.visit(path=code, width=390)
    expect(page.locator("#verdict-title")).to_have_text(said)
    assert "Triệu Văn" not in page.locator("main").inner_text()


def approve(dossier: Dossier) -> None:
    """The district chairman approves the whole of the district, with both communes certified."""
    assert len(dossier.stood()["certificates"]) == 2
    page = dossier.open("district_chairman", f"/phe-duyet/{dossier.round}/")
    page.select_option("#approve-form [name=prepared_by]", dossier.preparer)
    dossier.press(page, "#approve")
    assert dossier.stood()["round"] == "approved"
