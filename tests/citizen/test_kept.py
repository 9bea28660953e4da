"""Kept public pages: the same bytes for everybody, and another page as soon as something has happened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rasoat.posting.actions import OpenPosting
from rasoat.posting.models import Posting
from tests.world import DAY, World, answers, make_world


@pytest.fixture
def met(db: None) -> World:
    """A village that has met and posts next."""
    world = make_world()
    world.household("01", "near_poor")
    world.surveyed(**{"01": answers()})
    world.met()
    return world


def pages_of(world: World) -> list[str]:
    """The public pages without a form."""
    commune, village = world.commune_round().pk, world.village_round().pk
    return [
        "/cong-dan/",
        "/cong-dan/ra-soat/",
        f"/cong-dan/ra-soat/{commune}/",
        f"/cong-dan/thon/{village}/",
        f"/cong-dan/cham-diem/{world.round.pk}/NT2/",
        "/cong-dan/de-nghi/",
        f"/cong-dan/de-nghi/{commune}/",
    ]


def test_pages_without_a_form_are_the_same_for_everybody(met: World, client: Client) -> None:
    """No token and no cookie; a minute in any cache, told apart by the cookie of the language."""
    for path in pages_of(met):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=60")
        assert ("csrfmiddlewaretoken" in answer.content.decode(), dict(answer.cookies)) == (False, {})
        assert "Cookie" in answer.headers["Vary"]
        assert Client().get(path).content == answer.content


def test_a_second_reader_costs_only_the_look_whether_it_still_holds(met: World, client: Client) -> None:
    """Two short queries, the same headers, and the safety rules of the page go with it."""
    path = pages_of(met)[3]
    first = client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        second = client.get(path)
    assert len(asked) == 2
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))
    assert "Content-Security-Policy" in second.headers


def test_who_has_the_page_gets_304(met: World, client: Client) -> None:
    """The tag of the page is enough, and another tag is not."""
    path = pages_of(met)[3]
    tag = client.get(path).headers["ETag"]
    same, other = (client.get(path, headers={"If-None-Match": each}) for each in (tag, '"x"'))
    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)


def test_an_action_makes_the_page_anew(met: World, client: Client) -> None:
    """The state of the village is told at once, and so is another day of a practice round."""
    path = pages_of(met)[3]
    before = client.get(path).content.decode()
    OpenPosting(actor=met.people["commune_officer"], village=met.village_round(), opened_on=DAY).run()
    after = client.get(path).content.decode()
    assert ("Gửi được khi danh sách đã niêm yết." in before, "ai cũng gửi được." in after) == (True, True)


def test_the_language_is_a_link(met: World, client: Client) -> None:
    """The link sets the cookie and leads back to the same page, searching included."""
    path = pages_of(met)[3]
    vietnamese = client.get(path).content
    answer = client.get(path, {"ngon_ngu": "en", "tim": "nà"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "?tim=n%C3%A0")
    english = client.get(path).content
    assert (b'lang="en"' in english[:60], english != vietnamese) == (True, True)
    client.get(path, {"ngon_ngu": "vi"})
    assert client.get(path).content == vietnamese
    assert client.get(path, {"ngon_ngu": "xx"}).status_code == 200


def test_nothing_of_a_household_is_kept(met: World, client: Client) -> None:
    """The posting, the forms and the look-up go into no cache, and the posting ends with its window."""
    OpenPosting(actor=met.people["commune_officer"], village=met.village_round(), opened_on=DAY).run()
    village, posting = met.village_round().pk, f"/cong-khai/{Posting.objects.get().token}/"
    paths = [posting, f"/cong-dan/thon/{village}/y-kien/", "/cong-dan/bien-nhan/"]
    kept: list[Any] = [client.get(path).headers["Cache-Control"] for path in paths]
    assert ["no-store" in each and "public" not in each for each in kept] == [True, True, True]
    met.on(DAY + timedelta(days=30))
    gone = client.get(posting)
    assert (gone.status_code, gone.headers["Cache-Control"]) == (410, "no-store")
