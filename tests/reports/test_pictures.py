"""The drawings of a page: at addresses of their own, kept by their figures, drawn once, by another process, in turn."""

from __future__ import annotations

import gzip
import os
import re
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rasoat.jobs.models import Job
from rasoat.reports.dashboards import ahead, drawing, pages, pictures
from rasoat.reports.dashboards.drawer import Drawer
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.topics import FIRST, TOPICS
from rasoat.reports.set_actions import FreezeReports
from tests.reports.test_behind import told
from tests.routes.played import play
from tests.world import World

SMALL = '{"data":{"values":[{"a":1}]},"mark":"point","encoding":{"x":{"field":"a","type":"quantitative"}}}'
ADDRESS = re.compile(r'(?:src|srcset)="([^"]+\.svg\?v=[0-9a-f]{40})" width="(\d+)" height="(\d+)"')


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    """Each test draws in a folder of its own."""
    settings.DATA = tmp_path


@pytest.fixture
def drawn(monkeypatch: Any) -> list[str]:
    """What the drawer is asked for; it answers with a small drawing at once."""
    asked: list[str] = []

    def draw(_self: Drawer, what: str, text: str) -> bytes:
        asked.append(text)
        return f'<svg width="1" height="1"><text font-weight="600">{what}</text></svg>'.encode()

    monkeypatch.setattr(Drawer, "draw", draw)
    return asked


def client_of(world: World, who: str = "district_officer") -> Client:
    """A browser of a person who is signed in."""
    client = Client()
    client.force_login(world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def addresses(html: str) -> list[str]:
    """The addresses of the pictures on a page."""
    return [found[0] for found in ADDRESS.findall(html)]


def test_a_page_draws_nothing_and_its_pictures_are_drawn_once(db: None, drawn: list[str]) -> None:
    """The page has two pictures a chart with their sizes; each is drawn when asked for, once, and may be kept for ever."""
    world = told()
    client = client_of(world)
    html = client.get(f"/bieu-do/{world.round.pk}/061/").content.decode()
    found = addresses(html)
    assert (len(found), len(drawn)) == (4, 0)
    assert (html.count('loading="eager"'), html.count('loading="lazy"')) == (1, 1)
    answers = [client.get(address) for address in found]
    again = [client.get(address) for address in found]
    assert len(drawn) == 4
    assert [each.content for each in again] == [each.content for each in answers]
    for address, each in zip(found, answers, strict=True):
        assert each["Cache-Control"] == "private, max-age=31536000, immutable"
        assert each["ETag"] == f'"{address[-40:]}"'
        assert each["Content-Type"] == "image/svg+xml"
    known = client.get(found[0], headers={"If-None-Match": answers[0]["ETag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_an_address_without_a_name_or_with_an_old_one_gives_the_picture_of_now(
    db: None, drawn: list[str]
) -> None:
    """A name that is no more is answered with the present picture, which is not to be kept under it."""
    world = told()
    client = client_of(world)
    place = f"/bieu-do/{world.round.pk}/061/tinh-hinh/theo-don-vi/rong.svg"
    for address in (place, f"{place}?v={'0' * 40}", f"{place}?v=../../{'0' * 40}"):
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert len(drawn) == 1
    for wrong in ("theo-don-vi/khac.svg", "khong-co/rong.svg"):
        assert client.get(f"/bieu-do/{world.round.pk}/061/tinh-hinh/{wrong}").status_code == 404


def test_a_name_does_not_open_the_picture_of_another_unit(db: None, drawn: list[str]) -> None:
    """Who knows the name of the neighbour's picture gets his own figures under his own unit, and nothing under theirs."""
    world = told()
    own, other = (unit.code for unit in world.communes[:2])
    html = client_of(world).get(f"/bieu-do/{world.round.pk}/{other}/").content.decode()
    theirs = next(each for each in addresses(html) if "theo-don-vi/rong" in each)
    client_of(world).get(theirs)
    client = client_of(world, "commune_officer")
    assert client.get(theirs).status_code == 404
    answer = client.get(theirs.replace(f"/{other}/", f"/{own}/"))
    assert answer["ETag"] != f'"{theirs[-40:]}"'
    assert "0611" not in drawn[-1] or other not in drawn[-1]


def test_when_too_many_wait_the_next_is_told_to_come_back(
    db: None, drawn: list[str], monkeypatch: Any
) -> None:
    """A picture that is not drawn is answered 202 without a body while the places are taken; one that is drawn needs no place."""
    world = told()
    client = client_of(world)
    first, second, *_rest = addresses(client.get(f"/bieu-do/{world.round.pk}/061/").content.decode())
    assert client.get(first).status_code == 200
    monkeypatch.setattr(pictures, "_places", threading.BoundedSemaphore(1))
    with pictures._places:
        busy = client.get(second)
        assert (busy.status_code, busy["Retry-After"], busy["Cache-Control"]) == (202, "1", "no-store")
        assert busy.content == b""
        assert client.get(first).status_code == 200
    assert client.get(second).status_code == 200


def test_a_picture_has_its_letters_and_its_night(db: None, drawn: list[str]) -> None:
    """It carries the typeface, the heavy one only where it is used, and the colours of the night; no address elsewhere."""
    svg = gzip.decompress(drawing.image(SMALL)).decode()
    assert svg.count("@font-face") == 2
    assert "prefers-color-scheme:dark" in svg
    assert "http" not in svg
    assert drawing.dressed("<svg><text>x</text></svg>").count("@font-face") == 1


def test_what_is_asked_for_by_many_at_once_is_made_once(db: None) -> None:
    """Whoever asks while it is made waits for it and takes it."""
    made: list[int] = []
    begun, go = threading.Event(), threading.Event()

    def make() -> bytes:
        made.append(1)
        begun.set()
        assert go.wait(10)
        return b"made"

    got: list[bytes] = []
    threads = [threading.Thread(target=lambda: got.append(drawing.kept("one.page", make))) for _n in range(8)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    go.set()
    for thread in threads:
        thread.join(10)
    assert (got, len(made)) == ([b"made"] * 8, 1)


def test_a_page_is_computed_once_for_all_processes(db: None, monkeypatch: Any) -> None:
    """Another process reads what the first has computed: word for word the same page."""
    world = play()
    sources = Sources(world.round, world.district, linked=True)
    computed = [pages.current_page(sources, topic) for topic in TOPICS]
    pages._kept.cache_clear()  # as in another process

    def never(*_any: Any) -> None:
        raise AssertionError("computed twice")

    monkeypatch.setattr(pages, "_made", never)
    assert [pages.current_page(sources, topic) for topic in TOPICS] == computed
    whole = [page for page in computed if page.charts]
    assert whole


def test_the_drawer_draws_the_same_again_and_says_what_it_cannot_draw() -> None:
    """It is another process; killed, the next one takes its place; what cannot be drawn is an error, and it goes on."""
    drawer = Drawer(str(drawing.FONTS))
    try:
        first = drawer.draw("svg", SMALL)
        assert first.startswith(b"<svg")
        with pytest.raises(ValueError, match=r"\w"):
            drawer.draw("svg", '{"mark": {"type": 7}, "data": 3}')
        assert drawer._process is not None
        assert drawer._process.pid != os.getpid()
        os.kill(drawer._process.pid, signal.SIGKILL)
        assert drawer.draw("svg", SMALL) == first
        assert drawer.draw("png", SMALL).startswith(b"\x89PNG")
    finally:
        drawer.end()


def test_after_a_step_the_charts_are_drawn_by_the_worker(
    db: None, drawn: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    """Freezing a set starts one job that no list shows; it draws every page of the unit, and then nobody waits."""
    world = play()
    officer = world.people["district_officer"]
    with django_capture_on_commit_callbacks(execute=True):
        FreezeReports(actor=officer, round=world.round, at=world.district, official=False).run()
    job = Job.objects.get(kind=ahead.DRAW)
    assert (job.state, job.error, job.unit) == ("done", "", world.district)
    assert str(job) not in client_of(world).get("/viec/").content.decode()
    count = len(drawn)
    assert count >= 2 * len(TOPICS)
    client = client_of(world)
    for topic in TOPICS:
        html = client.get(f"/bieu-do/{world.round.pk}/061/{topic.slug}/").content.decode()
        assert {client.get(address).status_code for address in addresses(html)} <= {200}
    assert len(drawn) == count


def test_a_job_that_waits_is_not_asked_for_twice(db: None, settings: Any) -> None:
    """Steps taken while the worker is busy leave one waiting job for a unit."""
    world = play()
    action = FreezeReports(
        actor=world.people["district_officer"], round=world.round, at=world.district, official=False
    )
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for _n in range(3):
        ahead.ask(action)
    assert Job.objects.filter(kind=ahead.DRAW).count() == 1


def test_the_pages_of_the_line_upwards_are_drawn(db: None, drawn: list[str]) -> None:
    """A commune's decision changes the commune and the district, which is where the round ends."""
    world = play()
    assert list(ahead.places(world.round, world.communes[0])) == [world.communes[0], world.district]
    ahead.draw(world.round, world.communes[0])
    sources = Sources(world.round, world.communes[0], linked=False)
    assert all(
        pages.is_drawn(world.round, world.communes[0], each.name)
        for each in pages.pictures_of(sources, FIRST)
    )
