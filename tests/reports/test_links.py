"""Every number on a screen opens its households: each report and each chart table, at every level, decided or not."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client

from rasoat.reports.dashboards.topics import TOPICS
from rasoat.reports.definitions import of_round
from rasoat.reports.tally import wanted
from tests.reports.test_behind import told
from tests.routes.played import play
from tests.world import World

ROW = re.compile(r'<tr data-unit="([^"]*)" data-measure="([^"]*)"(.*?)</tr>', re.S)
CELL = re.compile(r'<td data-column="([^"]+)">(?:<a href="([^"]+)">)?([^<]*)')
LINKED = re.compile(r'<a href="(/bao-cao/[^"]+/ho/[^"]+)">([\d.]+)(?: \([^<]*)?</a>')


@pytest.fixture(params=[play, told], ids=["played by actions", "decided"])
def world(request: Any, db: None) -> World:
    """A world of each kind."""
    found: World = request.param()
    return found


def client_of(world: World, who: str = "province_officer") -> Client:
    """A browser of somebody who may open every household."""
    client = Client()
    client.force_login(world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def figure(text: str) -> int | None:
    """A whole number as pages print it; None for a rate, a text or an unknown."""
    plain = text.strip().replace(".", "")
    return int(plain) if plain.isdigit() else None


def test_every_number_of_every_report_page_is_a_link(world: World) -> None:
    """For village, commune, district and province: whatever is more than 0 leads to its households."""
    client, bare, seen = client_of(world), [], 0
    for key, form in of_round(world.round).items():
        if form.people:
            continue
        for unit in (world.villages[0], world.communes[0], world.district, world.province):
            page = client.get(f"/bao-cao/{world.round.pk}/{unit.code}/{key}/?cap=tree").content.decode()
            for code, measure, cells in ROW.findall(page):
                for column, link, text in CELL.findall(cells):
                    number = figure(text)
                    if number and not link:
                        bare.append((key, unit.code, code, measure, column, text))
                    seen += bool(number)
    assert bare == []
    assert seen > 200


def test_the_list_behind_a_number_of_the_total_has_as_many_rows(world: World) -> None:
    """The page behind each figure of the district's total row says exactly that many households or persons."""
    client, wrong, seen = client_of(world), [], 0
    for key, form in of_round(world.round).items():
        if form.people:
            continue
        place = f"/bao-cao/{world.round.pk}/{world.district.code}/{key}/"
        page = client.get(place).content.decode()
        for code, measure, cells in ROW.findall(page):
            if code != world.district.code:
                continue
            for column, link, text in CELL.findall(cells):
                number, count = figure(text), wanted(form.line(measure), form.column(column))
                if not number or count is None or count.what not in ("households", "persons"):
                    continue
                behind = client.get(urljoin(place, link.replace("&amp;", "&"))).context["all"]
                counted = behind.persons if count.what == "persons" else behind.households
                seen += 1
                if counted != number:
                    wrong.append((key, measure, column, number, counted))
    assert wrong == []
    assert seen > 30


def test_the_numbers_by_area_open_as_many_households(world: World) -> None:
    """Where a report is read by urban and rural areas, a number of an area opens the households of that area only."""
    client, wrong, seen = client_of(world), [], 0
    for key, form in of_round(world.round).items():
        if form.people or not form.blocks:
            continue
        place = f"/bao-cao/{world.round.pk}/{world.district.code}/{key}/"
        page = client.get(f"{place}?cap=blocks").content.decode()
        for _code, measure, cells in ROW.findall(page):
            for column, link, text in CELL.findall(cells):
                number, count = figure(text), wanted(form.line(measure), form.column(column))
                if not number or count is None or count.what not in ("households", "persons"):
                    continue
                behind = client.get(urljoin(place, link.replace("&amp;", "&"))).context["all"]
                counted = behind.persons if count.what == "persons" else behind.households
                seen += "khu-vuc" in link
                if counted != number:
                    wrong.append((key, measure, column, link, number, counted))
    assert wrong == []
    assert seen > 20


def test_the_numbers_of_the_charts_tables_open_as_many_households(world: World) -> None:
    """Each table under a chart: a figure that leads to a list of households leads to that many of them."""
    client, wrong, links = client_of(world), [], {}
    for unit in (world.communes[0], world.district):
        for topic in TOPICS:
            page = client.get(f"/bieu-do/{world.round.pk}/{unit.code}/{topic.slug}/").content.decode()
            links |= dict(LINKED.findall(page))
    for link, text in links.items():
        behind = client.get(link.replace("&amp;", "&")).context["all"]
        if figure(text) not in (behind.households, behind.persons):
            wrong.append((link, text, behind.households, behind.persons))
    assert wrong == []
    assert len(links) > 10
