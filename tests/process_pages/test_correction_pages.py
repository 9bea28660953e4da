"""The pages of a correction, and of the province's result, with their forms."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from rasoat.corrections.models import Correction
from tests.process.test_corrections import CLOSED, FORMS, PDF, check, played
from tests.process_pages.conftest import Visitor
from tests.world import World

__all__ = ["played"]


def shown(page: Any) -> str:
    """The text of a page."""
    return str(page.content.decode())


def test_a_correction_from_the_household_to_its_decision(played: World, client: Any, db: None) -> None:
    """The officer asks with a file, the chairman's page shows both results, the household page shows the chain."""
    visitor = Visitor(client, played)
    household = played.households["02"]
    page = visitor.get("commune_officer", "household", household.pk)
    assert "ask-correction" in shown(page)
    without = visitor.post(
        "commune_officer", "correction-request", household.pk, wrong="Sai", reason="Vì", requested_on=CLOSED
    )
    assert without.status_code == 422
    sent = visitor.post(
        "commune_officer", "correction-request", household.pk, wrong="Ghi nhầm", reason="Thôn xác nhận",
        requested_on=CLOSED, evidence=SimpleUploadedFile("xac-nhan.pdf", PDF),
    )  # fmt: skip
    assert sent.status_code == 302
    row = Correction.objects.get()
    assert row.receipt in shown(visitor.get("commune_chairman", "corrections"))
    assert visitor.get("commune_committee", "correction-check", row.pk).status_code == 200
    check(played, row, FORMS["poor"]).run()
    typed = {"grant": "1", "decided_on": CLOSED, "answer": ""}
    assert visitor.post("commune_chairman", "correction-decide", row.pk, **typed).status_code == 302
    assert "Quyết định 02/QĐ-UBND" in shown(visitor.get("commune_officer", "correction", row.pk))
    again = shown(visitor.get("commune_officer", "household", household.pk))
    assert row.receipt in again
    assert "<s>" in again


def test_the_page_of_a_province_says_what_is_missing(played: World, client: Any, db: None) -> None:
    """Nothing received: the district stands as missing, and adding up is refused beside the button (P152)."""
    visitor = Visitor(client, played)
    page = visitor.get("province_officer", "province", played.round.pk)
    assert str(played.district) in shown(page)
    refused = visitor.post("province_officer", "province-consolidate", played.round.pk, official="0")
    assert (refused.status_code, "P152" in shown(refused)) == (422, True)
