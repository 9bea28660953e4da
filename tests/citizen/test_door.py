"""The citizens' door: open to all, in no search engine, counted, and the same answer to every wrong receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.audit import receipt as codes
from rasoat.audit.action import PublicAction
from rasoat.audit.models import Entry
from rasoat.citizen import receipts
from rasoat.citizen.models import Knock
from rasoat.citizen.receipts import Progress
from rasoat.citizen.views import LOOK_UPS_AN_HOUR
from tests.world import unit

DOOR, RECEIPT = "/cong-dan/", "/cong-dan/bien-nhan/"
NUMBER = "DN-2018-000001"
CODE = codes.code_of(NUMBER)


@pytest.fixture
def finder(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Progress | None]:
    """One receipt that can be found."""

    def find(number: str) -> Progress | None:
        progress = Progress(NUMBER, "Giấy đề nghị", date(2018, 10, 20), "Đang chờ xã tiếp nhận")
        return progress if number == NUMBER else None

    monkeypatch.setattr(receipts, "FINDERS", (find,))
    return find


@pytest.mark.parametrize("path", [DOOR, RECEIPT])
def test_pages_are_open_and_in_no_search_engine(db: None, client: Client, path: str) -> None:
    """Nobody signs in, no engine lists the page, no cache keeps a form, and it calls nothing from elsewhere."""
    answer = client.get(path)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert ("no-store" in answer.headers["Cache-Control"]) == (path == RECEIPT)
    assert 'name="robots" content="noindex, nofollow"' in html
    assert "http://" not in html.replace("http://testserver", "")
    assert "https://" not in html


def test_a_receipt_is_found_however_its_code_is_written(db: None, client: Client, finder: object) -> None:
    """Small letters and missing hyphens do not matter."""
    answer = client.post(RECEIPT, {"number": NUMBER, "code": CODE.lower().replace("-", " ")})
    assert (answer.status_code, "Đang chờ xã tiếp nhận" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("number", "code"), [(NUMBER, "AAAA-AAAA-AAAA"), ("DN-2018-999999", CODE), ("x", "x"), (NUMBER, "ử")]
)
def test_every_wrong_receipt_gets_the_same_answer(
    db: None, client: Client, finder: object, number: str, code: str
) -> None:
    """A number that exists looks like one that does not (N002)."""
    html = client.post(RECEIPT, {"number": number, "code": code}).content.decode()
    assert "N002: Không có biên nhận nào khớp với số và mã này." in html
    assert "Đang chờ" not in html


def test_posts_of_one_address_are_counted(db: None, client: Client) -> None:
    """Beyond the number an hour the page says when to come back (N001, 429); another address goes on."""
    tries = [
        client.post(RECEIPT, {"number": "x", "code": "y"}).status_code for _ in range(LOOK_UPS_AN_HOUR + 1)
    ]
    other = client.post(RECEIPT, {"number": "x", "code": "y"}, REMOTE_ADDR="192.0.2.7").status_code
    assert (set(tries[:-1]), tries[-1], other) == ({422}, 429, 422)


def test_reading_is_not_counted(db: None, client: Client) -> None:
    """Only what is sent counts."""
    client.get(RECEIPT)
    assert Knock.objects.count() == 0


def test_no_address_is_kept(db: None, client: Client) -> None:
    """The row holds a keyed hash, and rows of earlier days go."""
    Knock.objects.create(door="receipt", address="f" * 64, hour=timezone.now() - timedelta(days=2), times=3)
    client.post(RECEIPT, {"number": "x", "code": "y"}, REMOTE_ADDR="192.0.2.8")
    (row,) = Knock.objects.all()
    assert (len(row.address), "192.0.2.8" in row.address, row.times) == (64, False, 1)


@pytest.mark.parametrize(
    ("behind_proxy", "expected"), [(False, {422, 429}), (True, {422})], ids=["direct", "behind our proxy"]
)
def test_a_forwarded_address_counts_only_behind_our_proxy(
    db: None, client: Client, settings: Any, behind_proxy: bool, expected: set[int]
) -> None:
    """Whoever comes directly cannot name another address for himself."""
    settings.SECURE_HTTPS = behind_proxy
    answers = {
        client.post(
            RECEIPT, {"number": "x", "code": "y"}, headers={"X-Forwarded-For": f"192.0.2.{n % 50}"}
        ).status_code
        for n in range(LOOK_UPS_AN_HOUR + 1)
    }
    assert answers == expected


def test_codes_cannot_be_guessed_and_are_read_without_doubt() -> None:
    """Twelve letters and digits in three groups, no two alike, none that looks like another."""
    made = {codes.code_of(f"DN-2018-{number:06d}") for number in range(200)}
    letters = set("".join(made)) - {"-"}
    assert (len(made), {len(code) for code in made}, letters & set("01ILOU")) == (200, {14}, set())


def test_a_public_step_is_logged_for_the_public(db: None) -> None:
    """The log names the account of the public, as which nobody can sign in."""
    place = unit("06", "province", "Tỉnh thử", None)

    class Knocked(PublicAction[Unit]):
        name = "test.knocked"

        def unit(self) -> Unit:
            return place

        def execute(self) -> Unit:
            return place

    Knocked().run()
    Knocked().run()
    entry = Entry.objects.latest("number")
    public = User.objects.get()
    assert (entry.role, entry.actor, public.is_active, public.has_usable_password()) == (
        "public",
        public,
        False,
        False,
    )
