"""The pages of changes of units: faults shown, two people, the list after it, and the household's history."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rasoat.accounts.models import User
from rasoat.roster.models import Household, OpeningEntry
from rasoat.unitchanges.models import ChangeOrder
from tests.unitchanges.conftest import Land, now
from tests.unitchanges.test_openings import next_round

MERGE = "Mã cũ,Mã mới,Tên mới,Loại mới\n01906,01906,Xã Lớn,Xã\n01909,01906,Xã Lớn,Xã\n"


@pytest.fixture(autouse=True)
def _static_files_where_they_lie(settings: object) -> None:
    """Static files are not collected for a test: they are served from where they lie."""
    settings.WHITENOISE_AUTOREFRESH = True  # type: ignore[attr-defined]


def signed_in(user: User) -> Client:
    """Return a browser of the person."""
    client = Client()
    client.force_login(user)
    return client


def sent(client: Client, content: str, **changes: str) -> object:
    """Send a proposal."""
    given = {
        "decision": "Nghị quyết số 1",
        "signed_on": "10/01/2020",
        "effective_on": "01/02/2020",
        **changes,
    }
    file = SimpleUploadedFile("doi.csv", content.encode())
    return client.post(reverse("unit-change-propose"), {**given, "file": file})


def test_propose_look_confirm_by_another(land: Land) -> None:
    """The province proposes and cannot confirm; the administrator sees what will happen, and confirms."""
    land.home("01", "poor_income", "poor_new")
    people = land.world.people
    province, administrator = signed_in(people["province_officer"]), signed_in(people["administrator"])
    answer = sent(province, MERGE)
    order = ChangeOrder.objects.get()
    address = reverse("unit-change", args=[order.pk])
    assert answer.headers["Location"] == address  # type: ignore[attr-defined]
    assert "order-confirm" not in province.get(address).content.decode()
    refused = province.post(reverse("unit-change-confirm", args=[order.pk]))
    assert "U024" in refused.content.decode()
    shown = administrator.get(address).content.decode()
    assert "order-confirm" in shown
    assert "Xã Lớn" in shown
    assert administrator.post(reverse("unit-change-confirm", args=[order.pk])).status_code == 302
    assert now("01906").name == "Xã Lớn"
    assert "Xã thử 01909" in administrator.get(address).content.decode()


def test_faults_are_shown_with_row_and_code(land: Land) -> None:
    """A faulty file is not taken; the page names every fault."""
    client = signed_in(land.world.people["province_officer"])
    answer = sent(client, "Mã cũ,Mã mới\n01909,\n09999,01906\n")
    shown = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert 'data-code="U004"' in shown
    assert 'data-code="U001"' in shown
    assert not ChangeOrder.objects.exists()


def test_the_household_page_tells_where_it_belonged(land: Land) -> None:
    """Old and new village with their days, and the village of each list."""
    home = land.world.household("01", "poor_income", village=2)
    land.change(("01906", "01906", "Xã Lớn"), ("01909", "01906", "Xã Lớn"))
    client = signed_in(land.world.people["province_officer"])
    shown = client.get(reverse("household", args=[home.pk])).content.decode()
    assert "Xã thử 01909" in shown
    assert "31/01/2020" in shown
    assert "từ 01/02/2020" in shown


def test_the_button_makes_the_opening_list(land: Land) -> None:
    """On the page of the import, once; a second time it says why not."""
    land.home("01", "poor_income", "poor_new")
    land.change(("01906", "01906", "Xã Lớn"), ("01909", "01906", "Xã Lớn"))
    round_ = next_round(land, now("061"))
    client = signed_in(land.world.people["province_officer"])
    page = reverse("roster-import", args=[round_.pk])
    assert "opening-build" in client.get(page).content.decode()
    client.post(reverse("opening-build", args=[round_.pk]))
    assert OpeningEntry.objects.get(round=round_).household == Household.objects.get()
    assert "opening-build" not in client.get(page).content.decode()
    again = client.post(reverse("opening-build", args=[round_.pk]), follow=True)
    assert "U032" in again.content.decode()
