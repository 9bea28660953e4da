"""Signed certificates scanned in many at once: the number in the file name finds the certificate, nothing half done."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rasoat.audit.models import Entry
from rasoat.documents.models import ScannedPage
from rasoat.recognition import certificate_scans
from rasoat.recognition.models import Certificate, CertificateScan
from tests.process_pages.conftest import Season, Visitor, codes
from tests.world import SCAN


@pytest.fixture
def certified(season: Season) -> int:
    """The commune of four certificates; its key in the round."""
    return season.certified().pk


def scan(mark: str) -> bytes:
    """Return a scan unlike any other."""
    return SCAN.replace(b"%%EOF", f"%{mark}\n%%EOF".encode())


def send(visitor: Visitor, commune: int, *files: tuple[str, bytes]) -> Any:
    """Send files as the officer, and return what the page answers."""
    visitor.get("commune_officer", "certificate-scans", commune)
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return visitor.client.post(reverse("certificate-scans", args=[commune]), {"scans": chosen}, follow=True)


def told(page: Any) -> dict[str, str]:
    """Return the files that found no certificate, with the code of why."""
    return {each.name: each.why.code for each in page.context["unmatched"]}


def test_each_file_finds_its_certificate_and_is_kept_after_a_look(certified: int, visitor: Visitor) -> None:
    """Number alone, number with year, two pages of one: shown first, kept under its hash when confirmed, once."""
    files = [("GCN 02-2018.pdf", scan("b")), ("01.pdf", scan("a1")), ("01_trang 2.pdf", scan("a2"))]
    page = send(visitor, certified, *files)
    shown = [(each.name, each.certificate.number) for each in page.context["matched"]]
    assert shown == [("01.pdf", 1), ("01_trang 2.pdf", 1), ("GCN 02-2018.pdf", 2)]
    assert not ScannedPage.objects.filter(document__kind="certificate").exists()
    visitor.post("commune_officer", "certificate-scans-keep", certified)
    first = Certificate.objects.get(number=1)
    assert [row.page.attachment.name for row in first.scans.all()] == ["01.pdf", "01_trang 2.pdf"]
    assert Entry.objects.filter(action="certificate.scans").count() == 1
    record = visitor.get("commune_officer", "certificate-record", first.pk)
    assert all(row.page.attachment.sha256 in record.content.decode() for row in first.scans.all())
    late = visitor.post("commune_officer", "certificate-scans-keep", certified)
    assert late.status_code == 302
    assert CertificateScan.objects.count() == 3


def test_what_finds_no_certificate_is_told_and_not_kept(certified: int, visitor: Visitor) -> None:
    """No number, a number nobody has, no scan at all, a page twice; the others are kept all the same."""
    twice = scan("x")
    page = send(
        visitor, certified, ("anh.pdf", scan("1")), ("99.pdf", scan("2")), ("03.pdf", b"chu"), ("04.pdf", twice),
        ("4 lan nua.pdf", twice),
    )  # fmt: skip
    assert told(page) == {"anh.pdf": "H024", "99.pdf": "H025", "03.pdf": "H030", "4 lan nua.pdf": "H021"}
    visitor.post("commune_officer", "certificate-scans-keep", certified)
    assert [row.certificate.number for row in CertificateScan.objects.all()] == [4]
    assert told(send(visitor, certified, ("04.pdf", twice))) == {"04.pdf": "H021"}
    nothing = visitor.post("commune_officer", "certificate-scans-keep", certified)
    assert (nothing.status_code, codes(nothing)) == (422, ["H029"])


def test_a_zip_file_is_a_folder_of_scans(
    certified: int, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in it is matched by name; a broken one and one too large when unpacked are refused whole."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("quet/02.pdf", scan("b"))
        folder.writestr("__MACOSX/._02.pdf", b"x")
    page = send(visitor, certified, ("quet.zip", packed.getvalue()))
    assert [(each.name, each.certificate.number) for each in page.context["matched"]] == [("02.pdf", 2)]
    assert page.context["unmatched"] == []
    assert codes(send(visitor, certified, ("quet.zip", b"PK"))) == ["H028"]
    monkeypatch.setattr(certificate_scans, "MOST", 10)
    assert codes(send(visitor, certified, ("quet.zip", packed.getvalue()))) == ["H027"]
    assert visitor.get("village_head", "certificate-scans", certified).status_code in (403, 404)
