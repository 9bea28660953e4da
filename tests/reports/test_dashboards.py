"""The charts say what the reports say, draw without a browser, and keep within their area."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from rasoat.law import Class
from rasoat.reports.dashboards import look
from rasoat.reports.dashboards.drawing import prune, svg
from rasoat.reports.dashboards.heat import deprivations, parts_of
from rasoat.reports.dashboards.sankey import OUT, WAITING, blocks_of, flows_of, ribbons_of
from rasoat.reports.dashboards.scores import band_of, cuts_of, read_scores
from rasoat.reports.dashboards.sources import Sources
from rasoat.reports.dashboards.topics import TOPICS
from rasoat.reports.dashboards.units import by_unit
from rasoat.reports.dashboards.years import points_of, years
from rasoat.reports.tables import build
from rasoat.rounds.models import Round
from tests.reports.test_behind import told
from tests.routes.played import play
from tests.world import World

STATIC = Path(look.__file__).parents[1] / "static" / "rasoat"
WEB = Path(look.__file__).parents[2] / "web" / "static" / "rasoat"


@pytest.fixture(params=[play, told], ids=["played by actions", "decided"])
def world(request: Any, db: None) -> World:
    """A world of each kind."""
    found: World = request.param()
    return found


def sources(world: World) -> Sources:
    """The charts of the district for somebody who may open households."""
    return Sources(world.round, world.district, linked=True)


def test_every_chart_has_the_figures_of_the_reports(world: World) -> None:
    """Bars, flows, scores, deprivations and years are the columns of results and flows, unit by unit."""
    build_ = {
        key: build(key, world.round, world.district, preliminary=None)
        for key in ("results", "poor_flows", "near_poor_flows")
    }
    results, poor, near = (build_[key] for key in build_)
    found = sources(world)

    shown = ("c1", "c3", "c4", "c5", "c6")
    wanted = {
        row["unit_name"]: ["–" if row[column] is None else str(row[column]) for column in shown]
        for row in results.rows
    }
    assert {row[0].text: [cell.bare for cell in row[1:]] for row in by_unit(found).rows} == wanted

    flows = flows_of(found)
    for group, table in (("poor", poor), ("near", near)):
        assert sum(f.households for f in flows if f.source == group) == table.total["c1"]
        assert sum(f.households for f in flows if f.target == group) == table.total["c9"]
        assert sum(f.households for f in flows if (f.source, f.target) == (OUT, group)) == sum(
            table.total[c] for c in ("c6", "c7", "c8")
        )
    assert all(flow.households > 0 for flow in flows)

    by_class: Counter[tuple[int, str]] = sum(read_scores(found).values(), start=Counter())
    counted = {
        column: sum(n for (_b1, result), n in by_class.items() if Class(result) in classes)
        for column, classes in (
            ("c3", {Class.poor_income, Class.poor_deprivation}),
            ("c5", {Class.near_poor}),
            ("c7", {Class.average}),
        )
    }
    assert counted == {column: results.total[column] for column in counted}

    heat = deprivations(found).rows
    lacking = build("poor_deprivations", world.round, world.district, preliminary=None)
    parts = [part.column for part in parts_of(lacking.definition)]
    assert [[cell.bare for cell in row[1:]] for row in heat] == [
        [str(row[column]) for column in ("total", *parts)] for row in lacking.rows
    ]
    assert [row["total"] for row in lacking.rows] == [row["c3"] for row in results.rows]
    assert len(parts) == 10
    last = points_of(found)[-1]
    assert (last.households, last.poor, last.near_poor) == tuple(
        results.total[column] for column in ("c1", "c3", "c5")
    )


def test_who_has_no_result_yet_is_a_group_of_its_own(db: None) -> None:
    """In the middle of a season the flows do not pretend that the unscored stayed or left (F2)."""
    world = play()
    world.household("9", "poor_income", village=0)
    waiting = [flow for flow in flows_of(sources(world)) if flow.target == WAITING]
    assert [flow.households for flow in waiting] == [1]


def test_ribbons_stay_inside_their_blocks(world: World) -> None:
    """Each ribbon begins and ends inside the block it leaves and reaches; nothing overlaps."""
    flows = flows_of(sources(world))
    blocks = {(block.side, block.group): block for block in blocks_of(flows)}
    for flow, left, right, thick in ribbons_of(flows, list(blocks.values())):
        for side, group, top in (("left", flow.source, left), ("right", flow.target, right)):
            block = blocks[side, group]
            assert block.top - 1e-9 <= top <= top + thick <= block.bottom + 1e-9


def test_a_threshold_lies_between_two_bars(world: World) -> None:
    """A household at a threshold stands in the bar below it, as in the class below it."""
    for cut in cuts_of(sources(world), "rural"):
        assert (band_of(cut), band_of(cut + 1)) == (cut, cut + 10)
    assert band_of(0) == band_of(1) == 10


def test_drawings_are_whole_and_foreign_to_nobody(db: None) -> None:
    """Every chart draws for desk and phone in the size its page says: no link, no style, no script, no address elsewhere."""
    found = sources(told())
    for topic in TOPICS:
        for chart in topic.draw(found):
            for spec in () if chart.empty else (chart.wide, chart.narrow):
                drawn = svg(spec)
                assert drawn.startswith("<svg")
                assert f'width="{spec["width"]}" height="{spec["height"]}"' in drawn
                assert "<a" not in drawn
                assert "style=" not in drawn
                assert "<script" not in drawn
                assert "http" not in drawn.replace("http://www.w3.org/", "")


def test_a_name_is_never_markup(db: None) -> None:
    """What somebody types as the name of a unit is text in a drawing."""
    world = told()
    world.communes[0].name = '<script>alert("1")</script>'
    world.communes[0].save()
    drawn = svg(by_unit(sources(world)).wide)
    assert "<script" not in drawn
    assert "&lt;script" in drawn


def test_every_colour_has_its_night() -> None:
    """Each colour of the drawings has a value by night: in a picture, and the same by the tokens of the page."""
    css = (STATIC / "charts.css").read_text()
    colours = {
        value
        for name, value in vars(look).items()
        if name.isupper() and re.fullmatch(r"#[0-9a-f]{6}", str(value))
    } | {step for ramp in look.RAMPS.values() for step in ramp}
    assert {
        colour for colour in colours if f'fill="{colour}"' not in css and f'stroke="{colour}"' not in css
    } == set()
    tokens: dict[str, str] = {}
    for sheet in ((WEB / "app.css").read_text(), css):
        night = sheet.partition("(prefers-color-scheme: dark)")[2].partition("\n}\n")[0]
        tokens |= re.findall(r"--([\w-]+): (#[0-9a-f]{6});", night)
    rules = dict(re.findall(r'\[(?:fill|stroke)="(#\w+)"\] { (?:fill|stroke): var\(--([\w-]+)\)', css))
    assert {day: tokens[token] for day, token in rules.items()} == look.NIGHT


def test_the_years_that_are_missing_are_said_with_the_reason(db: None) -> None:
    """Nothing before; then a year without a round, and one whose round is still open."""
    world = told()
    assert "Chưa có đợt rà soát nào trước năm 2018" in years(sources(world)).note
    for year, state in ((2015, "approved"), (2017, "open")):
        earlier = Round.objects.get(pk=world.round.pk)
        earlier.pk, earlier.code, earlier.year, earlier.state = None, f"cu-{year}", year, state
        earlier.save()
    note = years(sources(world)).note
    assert "Thiếu năm 2016: không có đợt rà soát trong hệ thống." in note
    assert "Thiếu năm 2017: đợt rà soát chưa được phê duyệt." in note
    assert "2015" not in note


def test_old_drawings_are_thrown_away(tmp_path: Path) -> None:
    """The folder of drawings does not grow for ever; the newest stay."""
    for number in range(10):
        path = tmp_path / f"{number}.svg"
        path.write_text("x")
        os.utime(path, (number, number))
    prune(tmp_path, 8)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.svg" for n in range(5, 10)]


def visit(world: World, who: str, rest: str = "", code: str = "061") -> Any:
    """What a person gets."""
    client = Client()
    client.force_login(world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/bieu-do/{world.round.pk}/{code}/{rest}")


def test_pages_show_charts_tables_and_links(db: None) -> None:
    """Each page has its drawings, the same figures as a table, links to the households, and files."""
    world = told()
    html = visit(world, "district_officer").content.decode()
    assert html.count('<figure class="card chart"') == 2
    assert f'href="/bao-cao/{world.round.pk}/061/results/ho/c3/"' in html
    text = visit(world, "district_officer", "tinh-hinh/theo-don-vi.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows[1:]] == [str(unit) for unit in (*world.communes, world.district)]
    for extension, begins in (("svg", b"<svg"), ("png", b"\x89PNG"), ("json", b"{")):
        file = visit(world, "district_officer", f"tinh-hinh/theo-don-vi.{extension}")
        assert file.content.startswith(begins)
    for rest in ("tinh-hinh/theo-don-vi.docx", "tinh-hinh/khong-co.svg", "khong-co/"):
        assert visit(world, "district_officer", rest).status_code == 404


@pytest.mark.parametrize("topic", [topic.slug for topic in TOPICS])
def test_a_page_takes_at_most_fifteen_queries(
    db: None, topic: str, django_assert_max_num_queries: Any
) -> None:
    """A page takes at most fifteen queries; the first time after an action, when its tables are built, 25."""
    world = play()
    client = Client()
    client.force_login(world.people["district_officer"], backend="django.contrib.auth.backends.ModelBackend")
    client.get(f"/bao-cao/{world.round.pk}/061/")
    for most in (25, 15):
        with django_assert_max_num_queries(most):
            assert client.get(f"/bieu-do/{world.round.pk}/061/{topic}/").status_code == 200


def test_nobody_sees_charts_of_another_area(db: None) -> None:
    """The neighbouring commune and the district are closed to a commune's officer."""
    world = told()
    codes = (world.communes[0].code, world.communes[1].code, "061")
    assert [visit(world, "commune_officer", "", code).status_code for code in codes] == [200, 404, 404]


def test_the_season_is_one_page_of_paper(db: None) -> None:
    """The PDF has one page with the headline figures, the titles of its charts and the practice words."""
    world = told()
    response = visit(world, "district_officer", "tinh-hinh.pdf")
    pages = PdfReader(io.BytesIO(response.content)).pages
    text = pages[0].extract_text()
    assert (len(pages), response["Content-Type"]) == (1, "application/pdf")
    total = build("results", world.round, world.district, preliminary=None).total
    for said in (
        "TÌNH HÌNH MÙA RÀ SOÁT",
        "THỰC HÀNH",
        "Tiến độ",
        "Diễn biến",
        str(total["c3"]),
        str(total["c1"]),
    ):
        assert said in text
