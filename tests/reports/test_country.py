"""The country: provinces' signed sets of one year added up, the missing ones said, one's own sight kept."""

from __future__ import annotations

import csv
import io
from copy import deepcopy
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from django.test import Client

from rasoat.areas.models import Unit
from rasoat.cli import main
from rasoat.errors import InputError
from rasoat.reports.country import COUNTRY, country
from rasoat.reports.set_actions import FreezeReports, SignOffReports
from rasoat.reports.tables import build
from rasoat.reports.xlsx import to_xlsx
from rasoat.rounds.clock import today
from tests.reports.season import Season
from tests.reports.test_whole_set import TOLD
from tests.world import ELSEWHERE, World, make_world


@pytest.fixture
def two(made_world: World, db: None) -> list[Season]:
    """A district in each of two provinces, both frozen and signed; a third province without anything."""
    seasons = [Season(deepcopy(made_world)), Season(make_world(ELSEWHERE))]
    for season, stories in zip(seasons, (TOLD, (TOLD[0], *TOLD[4:])), strict=True):
        season.tell(stories)
        season.decide()
        signed(season)
    Unit.objects.create(
        code="99", level="province", kind="Tỉnh", name="Vắng", path="99/", valid_from=date(2000, 1, 1)
    )
    return seasons


def signed(season: Season) -> None:
    """Freeze the district's official set, signed by the chairman."""
    world = season.world
    kept = FreezeReports(
        actor=world.people["district_officer"], round=world.round, at=world.district, official=True
    ).run()
    SignOffReports(actor=world.people["district_chairman"], set=kept, on=today(world.round)).run()


def test_the_country_is_the_sum_of_its_provinces(two: list[Season]) -> None:
    """Counts add up, rates are made anew, each province has a row; who is missing is said on the paper."""
    found = country(2018, practice=True)
    own = [build("results", each.world.round, each.world.district).total for each in two]
    results = found.tables["results"]
    assert [row["unit"].name for row in results.rows] == [*(each.world.province.name for each in two), "nước"]
    assert [results.total[name] for name in ("c1", "c2", "c3")] == [
        sum(each[name] for each in own) for name in ("c1", "c2", "c3")
    ]
    assert str(results.total["c4"]) == "44.44"
    assert [unit.name for unit in found.missing] == ["Vắng"]
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(results))).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "Năm 2018 – cả nước" in texts
    assert "Chưa có 1 tỉnh: Vắng" in texts
    assert not any("ỦY BAN NHÂN DÂN" in text for text in texts)


def test_ethnic_columns_that_differ_are_left_out_and_practice_is_not_mixed_in(two: list[Season]) -> None:
    """Columns set by each province cannot be added up (T024); without official rounds there is no country (T023)."""
    found = country(2018, practice=True)
    left = {fault.where["report"] for fault in found.left_out}
    assert ("ethnic_groups" in found.tables) == (not any("dân tộc" in title for title in left))
    with pytest.raises(InputError) as nothing:
        country(2018)
    assert nothing.value.code == "T023"


def test_a_set_that_nobody_signed_does_not_count(season: Season) -> None:
    """Frozen alone is not enough."""
    season.tell(TOLD)
    season.decide()
    world = season.world
    FreezeReports(
        actor=world.people["district_officer"], round=world.round, at=world.district, official=True
    ).run()
    with pytest.raises(InputError):
        country(2018, practice=True)


def test_the_command_and_the_page_tell_the_same(two: list[Season], tmp_path: Path) -> None:
    """The csv of the whole; the page shows a visitor only what he may see, and names the others as missing."""
    out = tmp_path / "o.csv"
    words = ["report", "results", "--country=2018", "--practice", "--format=csv", f"--out={out}"]
    assert CliRunner().invoke(main, words).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert (rows[-1]["unit_code"], rows[-1]["unit_name"], rows[-1]["c1"]) == ("VN", str(COUNTRY), "9")
    assert "Chưa có 1 tỉnh: Vắng" in rows[-1]["note"]
    assert CliRunner().invoke(main, [*words[:1], *words[3:]]).exit_code == 2
    client = Client()
    client.force_login(
        two[0].world.people["province_officer"], backend="django.contrib.auth.backends.ModelBackend"
    )
    page = client.get("/bao-cao/ca-nuoc/").content.decode()
    assert ("<b>6</b>" in page, two[1].world.province.name in page.partition('id="missing"')[2]) == (
        True,
        True,
    )
    place = "/bao-cao/ca-nuoc/tep/?nam=2018&thuc-hanh=1"
    for name in ("csv", "xlsx", "pdf", "parquet"):
        assert client.get(f"{place}&bieu=results&dang={name}").status_code == 200
    for more in ("&bieu=results&dang=doc", "&bieu=không&dang=csv"):
        assert client.get(place + more).status_code == 404
