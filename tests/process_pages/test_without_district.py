"""A round whose chain of approval has no district: every page that a link leads to, read by everybody, names none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.reports.actions import ConcludeCommune
from rasoat.rounds.models import CommuneRound, Round
from tests.twotier import make_two_tier, play_to_the_report
from tests.world import DAY, World

SIGNED = DAY + timedelta(days=7)
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
APART = ("/quy-dinh/", "/thay-doi-don-vi/", "/cong-khai/", "/cong-dan/")
"""Law and orders that change units name districts where there were some; the citizens' door is one for every area."""
MANY = 400


@pytest.fixture(scope="module")
def reported(module_rows: None) -> World:
    """The commune has reported and nothing is decided."""
    world = make_two_tier("commune")
    play_to_the_report(world)
    return world


@pytest.fixture
def world(reported: World, db: None) -> World:
    """A copy of the reported world."""
    return deepcopy(reported)


def conclude(world: World) -> None:
    """Decide, certify and conclude."""
    people = world.people
    SignDecision(actor=people["commune_chairman"], commune=world.commune_round(), signed_on=SIGNED).run()
    IssueCertificates(actor=people["commune_officer"], commune=world.commune_round(), issued_on=SIGNED).run()
    round_ = Round.objects.get(pk=world.round.pk)
    ConcludeCommune(
        actor=people["commune_chairman"], round=round_, approved_on=SIGNED, prepared_by=people["commune_officer"]
    ).run()  # fmt: skip


def reached(client: Client) -> Iterator[tuple[str, str]]:
    """Yield address and text of every page that links lead to from the first."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        content = response.content.decode()
        yield address, " ".join(MARKUP.sub(" ", content).split())
        for link in LINK.findall(content):
            found = link.replace("&amp;", "&")
            if found not in seen and len(seen) < MANY and not found.startswith(APART):
                seen.add(found)
                waiting.append(found)


def said(text: str) -> list[str]:
    """The places where a text speaks of a district."""
    return [
        text[max(0, at.start() - 40) : at.end() + 40] for at in re.finditer(r"\bhuyện", text, re.IGNORECASE)
    ]


CASES = [
    ("collecting", "village_head"),
    ("collecting", "commune_officer"),
    ("reported", "commune_chairman"),
    ("approved", "province_officer"),
]


@pytest.mark.parametrize(("stage", "role"), CASES)
def test_no_page_speaks_of_a_district(world: World, client: Client, role: str, stage: str) -> None:
    """From the first page on, in Vietnamese, while the villages work, after the report, and after the approval."""
    if stage == "collecting":
        CommuneRound.objects.update(state=stage)
    if stage == "approved":
        conclude(world)
    client.force_login(world.people[role])
    pages = dict(reached(client))
    assert len(pages) > 5
    assert [f"{address}: {spot}" for address, text in pages.items() for spot in said(text)] == []


def test_the_next_step_has_the_name_of_who_takes_it(world: World, client: Client) -> None:
    """Without a district the report goes to the commune's chairman: the task and the button say so."""
    CommuneRound.objects.update(state="collecting")
    client.force_login(world.people["commune_officer"])
    assert "trình Chủ tịch xã quyết định" in client.get("/").content.decode()
    dossier = client.get(reverse("decision", args=[world.commune_round().pk])).content.decode()
    assert "Trình Chủ tịch xã</button>" in dossier
