"""The frame: signing in, language, health, what is refused, what is not there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from rasoat.accounts.models import User
from rasoat.rounds.models import Round
from rasoat.web.templatetags.vi import vi_date
from tests.web.conftest import SignIn
from tests.world import World

BANNER = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


def test_health_is_ok_while_the_database_can_be_written(client: Client, db: None) -> None:
    """The health page answers without a sign-in."""
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_health_is_503_when_the_database_cannot_be_written(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that refuses a write is told with 503."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("rasoat.web.views.Session.objects.create", refuse)
    assert client.get("/healthz").status_code == 503


def test_signing_in_opens_the_task_list(client: Client, world: World, settings: object) -> None:
    """The right password leads to the tasks, signing out leads back."""
    user = world.people["village_head"]
    user.set_password("mot-mat-khau-dai")
    user.save()
    typed = {"username": user.username, "password": "mot-mat-khau-dai"}
    assert client.post(reverse("sign-in"), typed).headers["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert client.post(reverse("sign-out")).headers["Location"] == reverse("sign-in")
    assert client.get(reverse("home")).status_code == 302


def test_a_wrong_password_keeps_the_user_name(client: Client, world: World) -> None:
    """The page says what to do and keeps the name that was typed."""
    response = client.post(reverse("sign-in"), {"username": "village_head", "password": "sai"})
    assert 'value="village_head"' in response.content.decode()
    assert 'id="errors"' in response.content.decode()


def test_too_many_wrong_passwords_lock_the_door(client: Client, world: World, settings: object) -> None:
    """After the limit even a right password meets the page of the lock."""
    settings.AXES_ENABLED = True  # type: ignore[attr-defined]
    settings.AXES_FAILURE_LIMIT = 2  # type: ignore[attr-defined]
    for _ in range(2):
        response = client.post(reverse("sign-in"), {"username": "village_head", "password": "sai"})
    assert response.status_code == 429
    assert "web/locked_out.html" in [template.name for template in response.templates]


def test_pages_are_vietnamese_whatever_the_browser_asks_for(client: Client, db: None) -> None:
    """An English browser in Việt Nam gets Vietnamese until its owner chooses."""
    response = client.get(reverse("sign-in"), headers={"accept-language": "en-US"})
    assert '<html lang="vi">' in response.content.decode()


def test_the_language_switch_holds(client: Client, db: None) -> None:
    """A chosen language stays, and the way back stays on this site."""
    typed = {"language": "en", "next": "https://example.org/"}
    assert client.post(reverse("set-language"), typed).headers["Location"] == "/"
    assert '<html lang="en">' in client.get(reverse("sign-in")).content.decode()


def test_a_page_outside_ones_role_says_what_is_not_permitted(sign_in: SignIn, world: World) -> None:
    """The administrator sees no household data (A002)."""
    response = sign_in("administrator").get(reverse("village", args=[world.village_round().pk]))
    assert response.status_code == 403
    assert "A002" in response.content.decode()


def test_a_page_outside_ones_area_does_not_exist(sign_in: SignIn, world: World) -> None:
    """Another village, its households and its commune are 404 with A003."""
    client = sign_in("village_head_2")
    pages = [
        reverse("village", args=[world.village_round().pk]),
        reverse("commune", args=[world.commune_round().pk]),
        reverse("household", args=[world.households["H1"].pk]),
        reverse("event", args=[world.households["H1"].pk, "sinh"]),
        reverse("list-propose", args=[world.village_round().pk]),
    ]
    answered = [client.get(page) for page in pages]
    assert [response.status_code for response in answered] == [404] * len(pages)
    assert all("A003" in response.content.decode() for response in answered)


def test_a_round_of_another_district_does_not_exist(sign_in: SignIn, world: World) -> None:
    """Only rounds that hold, or lie in, one's units are seen."""
    assert sign_in("village_head").get(reverse("progress", args=[world.round.pk])).status_code == 200
    stranger = User.objects.create(username="la", full_name="Người lạ")
    client = Client()
    client.force_login(stranger)
    assert client.get(reverse("progress", args=[world.round.pk])).status_code == 403


@pytest.mark.parametrize(
    "role", ["village_head", "commune_officer", "district_officer", "auditor", "administrator"]
)
def test_every_page_of_a_practice_round_says_so(role: str, sign_in: SignIn, world: World) -> None:
    """The banner stands on the task list of every role."""
    assert BANNER in sign_in(role).get(reverse("home")).content.decode()


def test_an_official_round_carries_no_banner(sign_in: SignIn, world: World) -> None:
    """Only practice is marked as practice."""
    Round.objects.filter(pk=world.round.pk).update(kind="official", practice_day=None)
    assert BANNER not in sign_in("village_head").get(reverse("home")).content.decode()


def test_a_page_carries_no_inline_script_or_style(sign_in: SignIn, surveyed: World) -> None:
    """The policy «default-src 'self'» would refuse them."""
    page = sign_in("village_head").get(reverse("household", args=[surveyed.households["H1"].pk]))
    text = page.content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert "<script>" not in text
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_form_from_a_page_that_is_too_old_says_so(world: World) -> None:
    """Without its token a form changes nothing, and the page tells how to go on."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["village_head"])
    response = client.post(reverse("list-build", args=[world.village_round().pk]))
    assert response.status_code == 403
    assert "Trang này đã mở quá lâu" in response.content.decode()
    assert not world.village_round().listings.exists()


def test_the_page_of_a_failure_needs_nothing(db: None) -> None:
    """The page for 500 renders without request, database or frame."""
    assert "Máy chủ gặp lỗi" in render_to_string("500.html")


def test_a_moment_is_shown_as_its_day_in_viet_nam() -> None:
    """Half past one in the morning of the 21st is still the 20th in Greenwich; a plain date stays what it is."""
    night = datetime(2018, 10, 20, 18, 30, tzinfo=UTC)
    assert (vi_date(night), vi_date(night.date()), vi_date(None)) == ("21/10/2018", "20/10/2018", "–")
