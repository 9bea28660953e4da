"""The register of certificates, one certificate with its history, the print of all, and the signed copies."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from rasoat.documents import sets, store
from rasoat.jobs.models import Job
from rasoat.jobs.tasks import SHELF
from rasoat.jobs.tasks import run as do
from rasoat.recognition.models import Certificate, Decision
from tests.process_pages.conftest import CLOSED, Season, Visitor, codes
from tests.world import SCAN, World


@pytest.fixture
def certified(season: Season) -> int:
    """The commune of four certificates; its key in the round."""
    return season.certified().pk


def test_the_register_is_narrowed_and_leaves_as_a_file(certified: int, visitor: Visitor) -> None:
    """By words and state; the files hold what the page shows, and say that it is practice."""
    page = visitor.get("commune_officer", "certificates", certified, tim="a1")
    assert [line.certificate.household.code for line in page.context["lines"]] == ["A1"]
    book = visitor.get("commune_officer", "certificates-file", certified, "xlsx", tim="a1")
    sheet = load_workbook(BytesIO(book.content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("01/GCN-HN.HCN" in cell for cell in cells)
    assert any("THỰC HÀNH" in cell for cell in cells)
    text = visitor.get("commune_officer", "certificates-file", certified, "csv").content.decode("utf-8-sig")
    assert len(text.splitlines()) == 5
    assert visitor.get("other_officer", "certificates", certified).status_code == 404


def test_a_certificate_is_copied_replaced_and_withdrawn_on_its_page(certified: int, visitor: Visitor) -> None:
    """Each with its reason, refused without; the history tells all, and who only reads is offered nothing."""
    first = Certificate.objects.get(number=1)
    step = ("certificate-step", first.pk)
    response = visitor.post("commune_officer", *step, "thay", on=CLOSED, reason="")
    assert (response.status_code, codes(response)) == (422, ["H001"])
    visitor.post("commune_officer", *step, "cap-lai", on=CLOSED, reason="Rách")
    visitor.post("commune_officer", *step, "thay", on=CLOSED, reason="Mất")
    late = visitor.post("commune_officer", *step, "thu-hoi", on=CLOSED, reason="Nhầm")
    assert (late.status_code, codes(late)) == (422, ["P001"])
    new = Certificate.objects.get(replaces=first)
    history = visitor.get("commune_officer", "certificate-record", first.pk).context
    assert [entry.kind for entry in history["entries"]] == ["issued", "duplicated", "replaced"]
    assert (history["replaced_by"], history["may_step"]) == (new, False)
    assert not visitor.get("village_head", "certificate-record", new.pk).context["may_step"]
    assert visitor.post("commune_officer", "certificate-step", new.pk, "xoa", on=CLOSED).status_code == 404


def test_all_certificates_are_one_pdf_in_the_background(
    certified: int, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sheets each, in order of number, joined from parts; a withdrawn one is left out."""
    monkeypatch.setattr(sets, "PART", 2)
    last = Certificate.objects.get(number=4)
    visitor.post("commune_officer", "certificate-step", last.pk, "thu-hoi", on=CLOSED, reason="Nhầm")
    visitor.post("commune_officer", "certificates-print", certified)
    job = Job.objects.get(kind="recognition.certificates")
    if job.finished_at is None:
        do.call(job.pk)
        job.refresh_from_db()
    assert (job.error, job.told, job.done, job.total) == ("", "3 giấy chứng nhận", 3, 3)
    pdf = store.read(job.file, job.ending, SHELF)
    assert pdf is not None
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) == 6
    assert [f"0{n}/GCN-HN.HCN" in pages[2 * (n - 1)] for n in (1, 2, 3)] == [True] * 3


def test_the_signed_decision_is_sent_shown_and_withdrawn(
    certified: int, visitor: Visitor, world: World
) -> None:
    """The page keeps it under its hash; a page sent by mistake is withdrawn with the reason; the village sees nothing of it."""
    document = Decision.objects.get(commune=certified).document
    address = reverse("signed-copy", args=[document.pk])
    visitor.get("commune_officer", "signed-copy", document.pk)
    sent = visitor.client.post(address, {"pages": SimpleUploadedFile("qd.pdf", SCAN)})
    assert sent.status_code == 302
    page = document.scans.get()
    shown = visitor.get("commune_officer", "signed-copy", document.pk)
    assert page.attachment.sha256 in shown.content.decode()
    assert visitor.get("commune_officer", "attachment", page.attachment_id).content == SCAN
    assert visitor.get("village_head", "signed-copy", document.pk).status_code == 404
    bare = visitor.post("commune_officer", "signed-copy-withdraw", page.pk, reason="")
    assert (bare.status_code, codes(bare)) == (422, ["H023"])
    visitor.post("commune_officer", "signed-copy-withdraw", page.pk, reason="Nhầm tệp")
    page.refresh_from_db()
    assert page.withdrawn_why == "Nhầm tệp"
    assert visitor.get("commune_chairman", "signed-copy", document.pk).context["standing"] == []


def test_a_page_of_signed_minutes_is_withdrawn_on_its_page(
    season: Season, visitor: Visitor, world: World
) -> None:
    """By the village head or the officer, with the reason."""
    season.reported()
    meeting: Any = world.village_round().meetings.get()
    page = meeting.signed_pages.get()
    bare = visitor.post("village_head", "minutes-withdraw", page.pk, reason="")
    assert (bare.status_code, codes(bare)) == (422, ["H023"])
    visitor.post("village_head", "minutes-withdraw", page.pk, reason="Nhầm cuộc họp")
    shown = visitor.get("commune_officer", "minutes", meeting.pk).context
    assert ([row.withdrawn_why for row in shown["withdrawn"]], shown["signed"]) == (["Nhầm cuộc họp"], [])


def test_the_dossier_page_returns_item_by_item_and_shows_it_to_the_commune(
    season: Season, visitor: Visitor, world: World
) -> None:
    """The reason stands beside its check; the sample stays unknown to the commune; the dossier prints."""
    commune = season.reported().pk
    secret = {
        each.line.check.key: each.hidden
        for each in visitor.get("commune_officer", "dossier", commune).context["lines"]
    }
    assert secret["inspected"]
    bare = visitor.post("district_officer", "dossier-return", commune, appraised_on=CLOSED)
    assert (bare.status_code, codes(bare)) == (422, ["P046"])
    visitor.post("district_officer", "dossier-return", commune, appraised_on=CLOSED, signed="Mờ chữ ký")
    shown = visitor.get("commune_officer", "dossier", commune).context
    assert [each.returned for each in shown["lines"] if each.returned] == ["Mờ chữ ký"]
    paper = visitor.get("commune_officer", "dossier-paper", commune)
    assert paper.content[:4] == b"%PDF"
    assert visitor.get("other_officer", "dossier", commune).status_code == 404
