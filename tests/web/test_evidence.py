"""A photo and a rough place beside Phiếu B: voluntary, looked through, and the place only with consent."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from rasoat.documents.attachments import read
from rasoat.survey.drafting import draft_of
from rasoat.survey.filling import SurveyFilling
from rasoat.survey.models import Evidence
from tests.web.conftest import SignIn
from tests.web.test_draft_pages import page_of
from tests.web.test_sheet import sheet, typed
from tests.world import World


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    """Uploads of a test stay with it."""
    settings.MEDIA_ROOT = tmp_path / "documents"


def photo(name: str = "Ảnh nhà.jpg") -> SimpleUploadedFile:
    """A photo that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    exif.get_ifd(0x8825)[1] = "N"
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def test_a_photo_is_kept_with_the_form_and_tells_nothing_of_its_place(
    sign_in: SignIn, surveyed: World
) -> None:
    """It is written anew; the form that is handed in leads to it."""
    client = sign_in("reviewer")
    sent = {**typed(), **page_of(client, surveyed), "photo": photo()}
    assert client.post(sheet(surveyed), sent).status_code == 302
    kept = surveyed.listing("H2").answered.evidence.photo
    with Image.open(io.BytesIO(read(kept))) as picture:
        assert (picture.size, dict(picture.getexif()), kept.name) == ((40, 30), {}, "Ảnh nhà.jpg")


def test_a_photo_outlives_a_refused_form(sign_in: SignIn, surveyed: World) -> None:
    """Browsers forget chosen files: the draft keeps it, and the corrected form has it."""
    client = sign_in("reviewer")
    page = page_of(client, surveyed)
    refused = client.post(sheet(surveyed), {**typed(wall=""), **page, "photo": photo()})
    assert (refused.status_code, draft_of(SurveyFilling(surveyed.listing("H2"))).photo is not None) == (
        422,
        True,
    )
    again = {**typed(), **page, "base": refused.context["base"]}
    assert client.post(sheet(surveyed), again).status_code == 302
    assert surveyed.listing("H2").answered.evidence.photo is not None


def test_what_is_no_picture_is_refused_at_its_field_and_nothing_else_is_lost(
    sign_in: SignIn, surveyed: World
) -> None:
    """D072, with every answer still on the page."""
    client = sign_in("reviewer")
    evil = SimpleUploadedFile("anh.jpg", b"<script>alert(1)</script>", "image/jpeg")
    response = client.post(sheet(surveyed), {**typed(), **page_of(client, surveyed), "photo": evil})
    errors = [error.code for error in response.context["visit"].errors.as_data()["photo"]]
    assert (response.status_code, errors, response.context["form"]["tv"].value()) == (422, ["D072"], "0")


def test_a_place_is_rounded_and_needs_consent(sign_in: SignIn, surveyed: World) -> None:
    """Two decimals whatever the device says."""
    client = sign_in("reviewer")
    place = {"place_consent": "on", "latitude": "22.412345", "longitude": "105,728"}
    assert client.post(sheet(surveyed), {**typed(), **page_of(client, surveyed), **place}).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.latitude, evidence.longitude, evidence.consent) == (
        Decimal("22.41"),
        Decimal("105.73"),
        True,
    )


@pytest.mark.parametrize(
    ("place", "field", "code"),
    [
        ({"latitude": "22.41", "longitude": "105.72"}, "place_consent", "P265"),
        ({"place_consent": "on", "latitude": "22.41"}, "longitude", "P266"),
        ({"place_consent": "on", "latitude": "bắc", "longitude": "105.72"}, "latitude", "P266"),
        ({"place_consent": "on", "latitude": "91", "longitude": "105.72"}, "latitude", "P266"),
    ],
)
def test_a_place_that_cannot_be_kept(
    sign_in: SignIn, surveyed: World, place: dict[str, str], field: str, code: str
) -> None:
    """Each with its code at its field."""
    client = sign_in("reviewer")
    response = client.post(sheet(surveyed), {**typed(), **page_of(client, surveyed), **place})
    errors = [error.code for error in response.context["visit"].errors.as_data()[field]]
    assert (response.status_code, errors, Evidence.objects.count()) == (422, [code], 0)


def test_a_consent_may_be_taken_back(sign_in: SignIn, surveyed: World) -> None:
    """Without JavaScript: a page that shows the tick and does not send it has it off, for whoever opens it next."""
    client = sign_in("reviewer")
    kept = {**page_of(client, surveyed), "place_consent": "on", "ticks": "place_consent", "luu": "1"}
    client.post(sheet(surveyed), kept)
    shown = client.get(sheet(surveyed))
    assert shown.context["visit"]["place_consent"].value() == "on"
    assert '<input type="hidden" name="ticks" value="place_consent">' in shown.content.decode()
    client.post(sheet(surveyed), {**page_of(client, surveyed), "ticks": "place_consent", "luu": "1"})
    assert not client.get(sheet(surveyed)).context["visit"]["place_consent"].value()


def test_single_answers_leave_the_consent_alone(sign_in: SignIn, surveyed: World) -> None:
    """What the script sends names no ticks: the consent stays as it was."""
    client = sign_in("reviewer")
    kept = {**page_of(client, surveyed), "place_consent": "on", "ticks": "place_consent", "luu": "1"}
    client.post(sheet(surveyed), kept)
    address = reverse("answers-draft", args=[surveyed.listing("H2").pk])
    assert client.post(address, {**page_of(client, surveyed), "cattle": "1"}).status_code == 200
    assert client.get(sheet(surveyed)).context["visit"]["place_consent"].value() == "on"


def test_without_either_nothing_is_kept(sign_in: SignIn, surveyed: World) -> None:
    """Both are voluntary."""
    client = sign_in("reviewer")
    assert client.post(sheet(surveyed), typed()).status_code == 302
    assert Evidence.objects.count() == 0


def test_the_database_wants_consent(surveyed: World) -> None:
    """No place without it, whatever the code does."""
    form = surveyed.listing("H1").answered
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(submission=form, latitude=Decimal("22.41"), longitude=Decimal("105.72"))
