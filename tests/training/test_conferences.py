"""Conferences: who is invited, who came, and what is refused."""

from __future__ import annotations

import io
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from rasoat.documents import store
from rasoat.errors import NotAllowed, Refused
from rasoat.jobs.models import Job
from rasoat.jobs.tasks import SHELF
from rasoat.training.conferences import AddGuest, Item, MarkOne, MarkPresent
from rasoat.training.models import Conference, Invitee
from tests.process_pages.conftest import Visitor
from tests.training.conftest import calling
from tests.world import DAY, World


@pytest.fixture
def called(world: World) -> Conference:
    """A conference with five invited by role and one guest."""
    return calling(world).run()


@pytest.fixture
def visitor(client: Client, world: World) -> Visitor:
    """A visitor of the world."""
    return Visitor(client, world)


def head_of(world: World, called: Conference) -> Invitee:
    """The invitation of the first village's head."""
    return called.invitees.get(user=world.people["village_head"])


def test_everybody_with_the_role_is_invited_once_with_a_code_of_his_own(called: Conference) -> None:
    """Three heads, two officers, one guest; six codes of 22 letters."""
    codes = set(called.invitees.values_list("code", flat=True))
    assert (called.invitees.count(), len(codes), {len(code) for code in codes}) == (6, 6, {22})


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("P450", {"agenda": []}),
        ("P451", {"held_on": date(2017, 10, 9)}),
        ("P452", {"agenda": [Item(time(9), "A"), Item(time(8, 30), "B")]}),
        ("P452", {"agenda": [Item(time(7), "Trước giờ khai mạc")]}),
        ("P453", {"groups": [], "guests": []}),
    ],
)
def test_a_conference_that_cannot_be_is_refused(world: World, code: str, changes: dict[str, Any]) -> None:
    """And nothing is stored."""
    with pytest.raises(Refused, match=code):
        calling(world, **changes).run()
    assert not Conference.objects.exists()


def test_a_village_holds_no_conference(world: World) -> None:
    """P461: only the round's unit and its communes."""
    with pytest.raises(Refused, match="P461"):
        calling(world, at=world.villages[0]).run()


def test_an_officer_of_another_commune_marks_nobody_here(world: World, called: Conference) -> None:
    """A001."""
    with pytest.raises(NotAllowed):
        MarkOne(actor=world.people["other_officer"], invitee=head_of(world, called)).run()


def test_nobody_is_marked_before_the_day(world: World) -> None:
    """P456."""
    called = calling(world, held_on=DAY + timedelta(days=1)).run()
    with pytest.raises(Refused, match="P456"):
        MarkOne(actor=world.people["commune_officer"], invitee=head_of(world, called)).run()


def test_who_was_not_invited_is_refused(world: World, called: Conference) -> None:
    """P454 for a stranger among the ticks, and then nobody is marked."""
    elsewhere = called.invitees.get(user=world.people["village_head_2"])
    with pytest.raises(Refused, match="P454"):
        MarkPresent(
            actor=world.people["commune_officer"],
            conference=called,
            at=world.communes[0],
            present=[head_of(world, called).pk, elsewhere.pk],
        ).run()
    assert not Invitee.objects.filter(present_at__isnull=False).exists()


def test_the_refusal_by_name_says_what_to_do_and_the_guest_is_then_marked(
    visitor: Visitor, world: World, called: Conference
) -> None:
    """P454 with its sentence; added as a guest; marked."""
    name = {"person": "Lò Thị Lạ"}
    refused = visitor.post("commune_officer", "attendance-name", called.pk, **name)
    page = refused.content.decode()
    assert (refused.status_code, "P454" in page, "làm khách mời" in page) == (422, True, True)
    visitor.post(
        "commune_officer", "conference-guest", called.pk, at=str(world.communes[0].pk), full_name="Lò Thị Lạ"
    )
    visitor.post("commune_officer", "attendance-name", called.pk, person="lò thị lạ")
    assert Invitee.objects.get(full_name="Lò Thị Lạ").present_at is not None


def test_a_guest_twice_is_refused(world: World, called: Conference) -> None:
    """P458."""
    with pytest.raises(Refused, match="P458"):
        AddGuest(
            actor=world.people["district_officer"],
            conference=called,
            at=world.district,
            full_name="ông khách mời",
        ).run()


def test_attendance_is_ticked_by_commune_and_taken_back(
    visitor: Visitor, world: World, called: Conference
) -> None:
    """Two present, then one: the officer of the commune sees only his own people."""
    rows = list(called.invitees.filter(unit__path__startswith=world.communes[0].path))
    every = [str(each.pk) for each in rows]
    where = ("commune_officer", "attendance", called.pk, world.communes[0].code)
    visitor.post(*where, present=every[:2], shown=every)
    visitor.post(*where, present=every[:1], shown=every)
    assert called.invitees.filter(present_at__isnull=False).count() == 1
    page = visitor.get("commune_officer", "conference", called.pk).content.decode()
    assert (
        f'data-unit="{world.communes[0].code}"' in page,
        f'data-unit="{world.communes[1].code}"' in page,
    ) == (
        True,
        False,
    )


def test_a_scanned_code_marks_its_owner_once(visitor: Visitor, world: World, called: Conference) -> None:
    """Looking at the page changes nothing; the button marks; pressed again nothing is added to the log."""
    head = head_of(world, called)
    visitor.get("commune_officer", "attendance-code", head.code)
    head.refresh_from_db()
    assert head.present_at is None
    visitor.post("commune_officer", "attendance-code", head.code)
    head.refresh_from_db()
    first = head.present_at
    visitor.post("commune_officer", "attendance-code", head.code)
    head.refresh_from_db()
    assert (first is not None, head.present_at, head.way) == (True, first, "code")


def test_a_code_nobody_has_is_named(visitor: Visitor, called: Conference) -> None:
    """404 with P455; so is that of another commune."""
    other = called.invitees.get(user=visitor.world.people["village_head_2"])
    for code in ("x" * 22, other.code):
        assert visitor.get("commune_officer", "attendance-code", code).status_code == 404


def test_the_head_sees_the_code_of_his_own_invitation(
    visitor: Visitor, world: World, called: Conference
) -> None:
    """And nobody else's attendance."""
    page = visitor.get("village_head", "conference", called.pk).content.decode()
    assert ('class="qr"' in page, "data-unit=" in page) == (True, False)


def printed(visitor: Visitor, route: str, called: Conference) -> PdfReader:
    """The file that a print button makes in the background."""
    visitor.post("district_officer", route, called.pk)
    job = Job.objects.latest("pk")
    content = store.read(job.file, job.ending, SHELF)
    assert content is not None, job.error_code
    return PdfReader(io.BytesIO(content))


def test_the_papers_hold_who_they_are_for(visitor: Visitor, world: World, called: Conference) -> None:
    """Six invitations, a list for each commune and the guests, a certificate for the one who came; all practice."""
    head = head_of(world, called)
    MarkOne(actor=world.people["district_officer"], invitee=head).run()
    letters = printed(visitor, "conference-letters", called)
    sheets = printed(visitor, "conference-sheets", called)
    certificates = printed(visitor, "conference-certificates", called)
    assert (len(letters.pages), len(certificates.pages)) == (6, 1)
    text = " ".join(page.extract_text() for page in sheets.pages)
    assert all(str(unit) in text for unit in world.communes)
    assert head.full_name in certificates.pages[0].extract_text()
    for read in (letters, sheets, certificates):
        assert "THỰC HÀNH" in read.pages[0].extract_text()


def test_without_anybody_present_there_is_no_certificate(visitor: Visitor, called: Conference) -> None:
    """P457 is what the job says."""
    visitor.post("district_officer", "conference-certificates", called.pk)
    assert "P457" in str(Job.objects.latest("pk").__dict__)


def test_a_conference_is_called_on_its_page(visitor: Visitor, world: World) -> None:
    """The usual agenda stands there already; a guest is named by a line."""
    page = visitor.get("district_officer", "conference-call", world.round.pk).content.decode()
    assert "Quy trình rà soát" in page
    typed = {
        "at": str(world.district.pk), "title": "Hội nghị", "held_on": "20/10/2018", "begins_at": "08:00",
        "place": "Hội trường", "host": "UBND huyện", "groups": ["village_heads"], "guests": "Ma Thị Khách – Báo tỉnh",
        "time_0": "08:00", "item_0": "Quy trình", "topic_0": "quy-trinh",
    }  # fmt: skip
    visitor.post("district_officer", "conference-call", world.round.pk, **typed)
    assert Conference.objects.get().invitees.count() == 4
    assert reverse("conference", args=[Conference.objects.get().pk])
