"""What was issued before a change of units is named and printed as it was; and who answers for it then."""

from __future__ import annotations

from datetime import date

import pytest

from rasoat.accounts.access import Access
from rasoat.accounts.roles import Permission
from rasoat.appraisal.differences import changes
from rasoat.appraisal.models import CommuneReport, ReportedHousehold
from rasoat.audit.action import today
from rasoat.documents.models import Document, Kind
from rasoat.documents.printer import print_out
from rasoat.documents.render import render_many
from rasoat.recognition.certificate_papers import papers_now
from rasoat.recognition.models import Certificate
from rasoat.recognition.register import register, to_csv
from rasoat.roster.models import Household
from tests.process.test_certificates import CLOSED, certified
from tests.unitchanges.conftest import Land, now
from tests.world import DAY, NEAR, answers, make_world, person, unit

MERGED = (("01906", "01906", "Xã Lớn", "Xã"), ("01909", "01906", "Xã Lớn", "Xã"))
VILLAGES = (("01906-01", "01906-01", "Thôn Lớn"), ("01906-02", "01906-01", "Thôn Lớn"))


@pytest.fixture
def issued(db: None) -> Land:
    """A commune with decision, minutes and two certificates, in two villages with one household code in both."""
    world = make_world()
    world.household("01", "poor_income")
    world.household("02", "poor_income")
    certified(world, {"01": answers(), "02": answers(**NEAR)}, DAY, CLOSED)
    Household.objects.create(village=world.villages[0], code="03", registered_on=date(2018, 1, 1))
    land = Land(world)
    land.finish()
    return land


@pytest.mark.parametrize("order", [MERGED, VILLAGES], ids=["communes", "villages"])
def test_papers_are_printed_again_the_same_bytes(issued: Land, order: tuple[tuple[str, ...], ...]) -> None:
    """Minutes, lists, opinion, decision and certificates do not change when their commune or village does."""
    documents = list(Document.objects.order_by("pk"))
    assert {Kind.MINUTES, Kind.DECISION, Kind.CERTIFICATE} <= {document.kind for document in documents}
    before = {document.pk: print_out(document) for document in documents}
    certificates = render_many("certificate", papers_now(list(Certificate.objects.order_by("pk"))))
    issued.change(*order)
    assert {document.pk: print_out(document) for document in Document.objects.order_by("pk")} == before
    assert render_many("certificate", papers_now(list(Certificate.objects.order_by("pk")))) == certificates


def test_the_register_names_the_villages_and_codes_of_then(issued: Land) -> None:
    """A certificate stands in the register in the village that issued it, though the village has another name now."""
    commune = issued.world.communes[0]
    before = to_csv(register(commune, practice=True), practice=True)
    issued.change(*VILLAGES)
    assert now("01906-01").name == "Thôn Lớn"
    assert to_csv(register(commune, practice=True), practice=True) == before
    assert [line.village for line in register(commune, practice=True)] == [str(issued.world.villages[0])] * 2


def test_a_report_sent_again_names_the_villages_of_then(issued: Land) -> None:
    """What a report changed is told with the villages of the round, also after they became another."""
    first = CommuneReport.objects.get()
    again = {
        field.name: getattr(first, field.name)
        for field in CommuneReport._meta.fields
        if not field.primary_key
    }
    second = CommuneReport.objects.create(**again | {"number": 2, "letter": None})
    home = Household.objects.get(code="01")
    ReportedHousehold.objects.create(report=second, household=home, result="near_poor")
    before = changes(second)
    assert before is not None
    assert {change.village for change in before.households} == {str(issued.world.villages[0])}
    issued.change(*VILLAGES)
    after = changes(CommuneReport.objects.get(pk=second.pk))
    assert after is not None
    assert after.households == before.households


def test_the_papers_of_a_divided_province_stay_with_its_code(issued: Land) -> None:
    """The half that keeps the code reads what the province issued; each district's papers go with the district."""
    world = issued.world
    far = unit("060", "district", "Chợ Thử", world.province)
    issued.change(
        ("06", "06"),
        ("06", "07", "Tỉnh Hai", "Tỉnh"),
        ("061", "061", "", "", "06"),
        ("060", "060", "", "", "07"),
    )
    seen = {}
    for code in ("06", "07"):
        access = Access(person(f"moi-{code}", "province_officer", now(code)), today())
        seen[code] = [
            access.may(Permission.REPORT_VIEW, type(old).objects.get(pk=old.pk))
            for old in (world.province, world.district, far)
        ]
    assert seen == {"06": [True, True, False], "07": [False, False, True]}
