"""The country: provinces' approved results of one year added up, the missing ones said and why, one's own sight kept."""

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
from rasoat.reports.actions import CorrectDistrict
from rasoat.reports.country import COUNTRY, country, parts_of
from rasoat.reports.models import ProvinceResult
from rasoat.reports.province_actions import ApproveProvince, ConsolidateProvince
from rasoat.reports.set_actions import FreezeReports, SignOffReports
from rasoat.reports.tables import build
from rasoat.reports.xlsx import to_xlsx
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound
from tests.reports.season import SIGNED, Season, Story
from tests.reports.test_upward import official, onward, worsen
from tests.reports.test_whole_set import TOLD
from tests.world import ELSEWHERE, World, make_world


@pytest.fixture
def two(made_world: World, db: None) -> list[Season]:
    """A district in each of two provinces, both results approved by the chairman; a third province without anything."""
    seasons = [Season(deepcopy(made_world)), Season(make_world(ELSEWHERE))]
    for season, stories in zip(seasons, (TOLD, (TOLD[0], *TOLD[4:])), strict=True):
        season.tell(stories)
        season.decide()
        approved(season)
    Unit.objects.create(
        code="99", level="province", kind="Tỉnh", name="Vắng", path="99/", valid_from=date(2000, 1, 1)
    )
    return seasons


def received(season: Season) -> None:
    """The district's official result, approved, sent and received by the province."""
    CommuneRound.objects.filter(round=season.world.round).update(state="certified")
    season.world.on(SIGNED)
    official(season)


def approved(season: Season) -> ProvinceResult:
    """The result of the province, added up and approved by its chairman."""
    received(season)
    result = summed(season).run()
    chairman = season.world.people["province_chairman"]
    return ApproveProvince(actor=chairman, result=result, approved_on=SIGNED).run()


def summed(season: Season) -> ConsolidateProvince:
    """The official sum of the province, not yet run."""
    world = season.world
    return ConsolidateProvince(
        actor=world.people["province_officer"], province=world.province, year=2018, practice=True, official=True,
        prepared_on=SIGNED,
    )  # fmt: skip


def why(year: int = 2018) -> dict[str, str]:
    """What the page says of each province that is missing."""
    return {each.province.name: each.why[0] for each in parts_of(year, practice=True)[1]}


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
    assert [each.province.name for each in found.missing] == ["Vắng"]
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(results))).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "Năm 2018 – cả nước" in texts
    assert "Chưa có 1 tỉnh: Vắng (chưa có số liệu chính thức)" in texts
    basis = next(
        text for text in texts if text.startswith("Cộng từ kết quả chính thức đã phê duyệt của 2 tỉnh: ")
    )
    first = two[0].world
    assert (
        f"{first.province.name} (kết quả số 1, phê duyệt ngày 01/12/2018; bộ số liệu số: {first.district.name} 1)"
        in basis
    )
    assert not any("ỦY BAN NHÂN DÂN" in text for text in texts)


def test_ethnic_columns_that_differ_are_left_out_and_practice_is_not_mixed_in(two: list[Season]) -> None:
    """Columns set by each province cannot be added up (T024); without official rounds there is no country (T053)."""
    found = country(2018, practice=True)
    left = {fault.where["report"] for fault in found.left_out}
    assert ("ethnic_groups" in found.tables) == (not any("dân tộc" in title for title in left))
    with pytest.raises(InputError) as nothing:
        country(2018)
    assert nothing.value.code == "T053"


def test_a_province_counts_only_when_its_chairman_has_approved(season: Season) -> None:
    """Each step short of the approval is said by name: nothing, signed, received, added up; then the province counts."""
    season.tell(TOLD)
    season.decide()
    world = season.world
    name = world.province.name
    assert why()[name] == "chưa có số liệu chính thức"
    kept = FreezeReports(
        actor=world.people["district_officer"], round=world.round, at=world.district, official=True
    ).run()
    assert why()[name] == "chưa có số liệu chính thức"
    SignOffReports(actor=world.people["district_chairman"], set=kept, on=today(world.round)).run()
    assert why()[name] == "1 bộ số liệu đã ký, chưa đến tỉnh"
    with pytest.raises(InputError):
        country(2018, practice=True)
    received(season)
    assert why()[name] == "đã nhận 1 bộ số liệu, chưa tổng hợp"
    result = summed(season).run()
    assert why()[name] == "bản tổng hợp số 1 chưa được phê duyệt"
    with pytest.raises(InputError):
        country(2018, practice=True)
    chairman = world.people["province_chairman"]
    ApproveProvince(actor=chairman, result=result, approved_on=SIGNED).run()
    assert (name in why(), country(2018, practice=True).parts[0].result) == (False, result)


def test_a_correction_counts_from_its_approval_on(season: Season) -> None:
    """While the corrected sum waits, the approved one stays in the country, and the paper says so."""
    season.tell(
        [
            Story("01", opening="poor_income", closing="poor_income"),
            Story("02", opening="near_poor", closing="near_poor", village=1),
            Story("03", opening="poor_income", closing="average", village=2),
        ]
    )
    season.decide()
    first = approved(season)
    poor = country(2018, practice=True).tables["results"].total["c3"]
    worsen(season)
    CorrectDistrict(
        actor=season.world.people["district_chairman"], round=season.world.round, approved_on=SIGNED,
        prepared_by=season.world.people["district_officer"],
    ).run()  # fmt: skip
    onward(season)
    again = summed(season).run()
    found = country(2018, practice=True)
    assert (found.parts[0].result, found.parts[0].waiting) == (first, again)
    assert found.tables["results"].total["c3"] == poor
    assert any("số 2 chưa được phê duyệt" in vi for vi, _en in found.tables["results"].notes)
    ApproveProvince(actor=season.world.people["province_chairman"], result=again, approved_on=SIGNED).run()
    found = country(2018, practice=True)
    assert (found.parts[0].waiting, found.tables["results"].total["c3"]) == (None, poor + 1)


def test_the_command_and_the_page_tell_the_same(two: list[Season], tmp_path: Path) -> None:
    """The csv of the whole; the page shows a visitor only what he may see, and names the others as missing."""
    out = tmp_path / "o.csv"
    words = ["report", "results", "--country=2018", "--practice", "--format=csv", f"--out={out}"]
    assert CliRunner().invoke(main, words).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert (rows[-1]["unit_code"], rows[-1]["unit_name"], rows[-1]["c1"]) == ("VN", str(COUNTRY), "9")
    assert "Chưa có 1 tỉnh: Vắng (" in rows[-1]["note"]
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
