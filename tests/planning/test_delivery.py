"""Reminders leave the house by e-mail and to a webhook only where they are set up; both name no person."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from rasoat.config import mail, webhook
from rasoat.jobs.models import Job, State
from rasoat.planning.reminders import SendReminders, SetContact
from tests.planning.conftest import approved, days
from tests.planning.test_board import AFTER
from tests.world import World


class Ear(BaseHTTPRequestHandler):
    """Keeps what it is told."""

    heard: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        """Take one message."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.headers["X-Rasoat-Signature"], body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def ear() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A webhook of our own: its address, and what it heard."""
    Ear.heard = []
    with HTTPServer(("127.0.0.1", 0), Ear) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/nghe", Ear.heard
        server.shutdown()


@pytest.fixture
def late(world: World) -> World:
    """Both villages of the first commune are late."""
    approved(world, days=days(AFTER.replace(day=20)))
    world.on(AFTER)
    return world


def remind(world: World) -> None:
    """Remind the first village."""
    SendReminders(
        actor=world.people["district_officer"],
        round=world.round,
        sender=world.district,
        to=[world.villages[0].pk],
        words="Làm ngay.",
    ).run()


def test_without_a_channel_nothing_leaves_the_house(late: World, mailoutbox: list[Any]) -> None:
    """No job, no e-mail."""
    remind(late)
    assert (Job.objects.count(), mailoutbox) == (0, [])


def test_an_office_gets_its_reminder_by_mail(late: World, settings: Any, mailoutbox: list[Any]) -> None:
    """To the address of the unit, with what was asked."""
    settings.EMAIL_HOST = "mail.invalid"
    SetContact(actor=late.people["district_officer"], at=late.villages[0], email="thon@example.vn").run()
    remind(late)
    (message,) = mailoutbox
    assert (message.to, "Làm ngay." in message.body, Job.objects.get().told) == (
        ["thon@example.vn"],
        True,
        "1/1 thư điện tử",
    )


def test_the_webhook_is_told_under_a_signature(
    late: World, settings: Any, ear: tuple[str, list[tuple[str, bytes]]]
) -> None:
    """Unit, step, day and counts; signed with the shared secret."""
    settings.REMINDER_WEBHOOK, heard = ear
    settings.REMINDER_WEBHOOK_SECRET = "bi-mat"
    remind(late)
    ((signature, body),) = heard
    expected = hmac.new(b"bi-mat", body, hashlib.sha256).hexdigest()
    told = json.loads(body)["reminders"]
    assert (signature, [(each["unit"], each["step"]) for each in told]) == (
        f"sha256={expected}",
        [(late.villages[0].code, "list")],
    )


def test_a_webhook_that_is_away_fails_the_job_and_not_the_reminder(late: World, settings: Any) -> None:
    """P434 on the job; the reminder stands."""
    settings.REMINDER_WEBHOOK = "http://127.0.0.1:9/"
    remind(late)
    job = Job.objects.get()
    assert (job.state, job.error, late.round.reminders.count()) == (State.FAILED, "P434", 1)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x"])
def test_a_webhook_is_http(url: str) -> None:
    """Anything else stops the start with a sentence."""
    with pytest.raises(ValueError, match="RASOAT_WEBHOOK"):
        webhook(url)


def test_mail_is_read_from_one_address() -> None:
    """A password only ever travels over TLS."""
    found = mail("smtp://an:b%40c@mail.example:587", "rasoat@example.vn")
    assert (
        found["EMAIL_HOST"],
        found["EMAIL_PORT"],
        found["EMAIL_HOST_PASSWORD"],
        found["EMAIL_USE_TLS"],
    ) == (
        "mail.example",
        587,
        "b@c",
        True,
    )


def test_mail_without_a_sender_is_refused() -> None:
    """Both settings, or none."""
    with pytest.raises(ValueError, match="RASOAT_MAIL_FROM"):
        mail("smtp://mail.example", "")
