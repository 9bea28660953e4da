"""The page behind a certificate's QR code: valid or not, number, commune, year, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.citizen import verify_views
from rasoat.recognition.certificate_papers import papers_now, verify_link
from rasoat.recognition.certificates import WithdrawCertificate
from rasoat.recognition.models import Certificate
from tests.process.test_certificates import CLOSED, certified
from tests.world import DAY, World, answers


@pytest.fixture
def certificate(made_world: World, db: None, settings: Any) -> Certificate:
    """A household's certificate, issued by a site that knows its own address."""
    settings.SITE_ADDRESS = "https://rasoat.example.vn/"
    world = deepcopy(made_world)
    world.household("01", "poor_income")
    certified(world, {"01": answers()}, DAY, CLOSED)
    return Certificate.objects.select_related("unit", "commune__round", "household").get()


def page(client: Client, token: str) -> Any:
    """Open the page."""
    return client.get(reverse("verify", args=[token]))


def test_the_paper_carries_the_whole_address(certificate: Certificate) -> None:
    """It stands in what was issued, and the token cannot be guessed from the number."""
    (paper,) = papers_now([certificate])
    assert paper["link"] == verify_link(certificate)
    assert paper["link"] == f"https://rasoat.example.vn/xac-minh/{certificate.token}/"
    assert len(certificate.token) >= 22


def test_valid_shows_number_commune_and_year_and_nobody(client: Client, certificate: Certificate) -> None:
    """No name, no household code, no village, no class, no identity number; not indexed, not referred, not kept."""
    response = page(client, certificate.token)
    text = response.content.decode()
    assert (response.status_code, "Còn giá trị" in text, str(certificate) in text) == (200, True, True)
    assert str(certificate.unit) in text
    assert "2018" in text
    people = [member.full_name for member in certificate.household.members.all()]
    private = [
        *people,
        "Hộ nghèo",
        "cận nghèo",
        str(certificate.household.village.name),
        str(certificate.household_id),
    ]
    assert [said for said in private if said in text] == []
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "THỰC HÀNH" in text


def test_withdrawn_is_invalid(client: Client, certificate: Certificate, made_world: World) -> None:
    """The reason stays inside."""
    WithdrawCertificate(
        actor=made_world.people["commune_officer"], certificate=certificate, on=CLOSED, reason="Khai man"
    ).run()
    text = page(client, certificate.token).content.decode()
    assert ("Không còn giá trị" in text, "Khai man" in text) == (True, False)


def test_over_with_its_period(client: Client, certificate: Certificate) -> None:
    """In the year after the last one it certifies nothing."""
    type(certificate.commune.round).objects.update(practice_day=date(2021, 1, 1))
    assert "Không còn giá trị" in page(client, certificate.token).content.decode()


def test_every_unknown_code_gets_one_and_the_same_page(client: Client, certificate: Certificate) -> None:
    """A guess learns nothing, however near it is."""
    near = certificate.token[:-1] + ("A" if certificate.token[-1] != "A" else "B")
    answers_ = [page(client, token) for token in (near, "x", "1", "đoán-thử")]
    assert {response.status_code for response in answers_} == {404}
    tokens = (near, "x", "1", "%C4%91o%C3%A1n-th%E1%BB%AD")
    bodies = {
        response.content.decode().replace(f"/xac-minh/{token}/", "")
        for response, token in zip(answers_, tokens, strict=True)
    }
    assert len(bodies) == 1


def test_guessing_is_counted(
    client: Client, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the hour's number an address sees no page, not even of a true code (N001, 429)."""
    from rasoat.citizen import door

    monkeypatch.setattr(door, "knock", lambda request, name, times: _knock(request, name, 3))
    statuses = [page(client, f"doan{n}").status_code for n in range(3)]
    statuses.append(page(client, certificate.token).status_code)
    assert statuses == [404, 404, 404, 429]
    assert verify_views.READS_AN_HOUR >= 60


def _knock(request: Any, name: str, times: int) -> None:
    from rasoat.citizen.limits import knock

    knock(request, name, times)
