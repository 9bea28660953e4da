"""The report pages: what they show, where figures lead, who sees what."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from django.test import Client

from rasoat.accounts.roles import Role
from rasoat.roster.models import Household
from tests.reports.season import Season, Story
from tests.reports.test_results import complete
from tests.world import person

KEYS = ("results", "poor_flows", "near_poor_flows")


def visitor(season: Season, who: str) -> Client:
    """Sign in as one of the people of the world."""
    client = Client()
    client.force_login(season.world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def base(season: Season, code: str = "061") -> str:
    """The address of a unit's reports."""
    return f"/bao-cao/{season.world.round.pk}/{code}/"


def test_the_way_in_leads_to_the_own_unit(season: Season) -> None:
    """The bar's link leads a village head to his village and the district officer to the district."""
    complete(season)
    for who, unit in (
        ("village_head", season.world.villages[0]),
        ("district_officer", season.world.district),
    ):
        response = visitor(season, who).get("/bao-cao/", follow=True)
        assert response.redirect_chain == [(base(season, unit.code), 302)]
        assert f"Báo cáo: {unit}" in response.content.decode()


@pytest.mark.parametrize("key", KEYS)
def test_a_report_page_shows_the_form_and_every_figure_leads_to_its_households(
    season: Season, key: str
) -> None:
    """Each non-zero figure is a link, and a households figure leads to exactly as many households."""
    complete(season)
    client = visitor(season, "district_officer")
    page = client.get(f"{base(season)}{key}/")
    html = page.content.decode()

    assert page.status_code == 200
    assert "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in html
    links = re.findall(r'href="(\.\./\.\./[^"]+/ho/[^"]+)">([\d.,]+)</a>', html)
    assert len(links) > 5
    for address, figure in links:
        target = client.get(urljoin(f"{base(season)}{key}/", address))
        assert target.status_code == 200
        behind = int(target.context["page"].paginator.count)
        counts_households = "," not in figure and ("dong=households" in address or "/c3/" in address)
        assert behind == int(figure.replace(".", "")) if counts_households else behind > 0


def test_files_are_offered_and_delivered(season: Season) -> None:
    """CSV, xlsx and PDF come with their type and name; another extension does not exist."""
    complete(season)
    client = visitor(season, "district_officer")
    code = season.world.round.code
    for extension, begins in (("csv", b"unit_code"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        response = client.get(f"{base(season)}results.{extension}")
        assert response.content.startswith(begins)
        assert response["Content-Disposition"] == f'attachment; filename="results-061-{code}.{extension}"'
    assert client.get(f"{base(season)}results.docx").status_code == 404


def test_an_open_table_is_shown_with_its_households_and_not_delivered(season: Season) -> None:
    """A page of a table that does not close names the households and offers no file; the file's address says 409."""
    season.tell([Story("H9", "poor_income", 4, closing="poor_income", closed_with=5)])
    season.decide()
    client = visitor(season, "district_officer")

    html = client.get(f"{base(season)}poor_flows/").content.decode()
    assert ('data-code="T001"' in html, f"/ho/{Household.objects.get().pk}/" in html) == (True, True)
    assert "poor_flows.xlsx" not in html
    refused = client.get(f"{base(season)}poor_flows.xlsx")
    assert (refused.status_code, 'data-code="T001"' in refused.content.decode()) == (409, True)


def test_before_the_decisions_the_page_says_preliminary(season: Season) -> None:
    """While a commune has no decision the figures are preliminary, on the page and in the name of the file."""
    row = season.roster("H1", 4)
    season.score(season.listing(row, 0), "poor_income", 4)
    client = visitor(season, "village_head")
    code = season.world.villages[0].code

    assert "Số liệu sơ bộ" in client.get(f"{base(season, code)}results/").content.decode()
    response = client.get(f"{base(season, code)}results.csv")
    assert "-so-bo.csv" in response["Content-Disposition"]


def test_nobody_sees_another_area(season: Season) -> None:
    """A village head finds neither the commune above nor a village elsewhere, in any of the addresses."""
    complete(season)
    client = visitor(season, "village_head")
    for code in (season.world.communes[0].code, season.world.villages[2].code, "061", "99999"):
        for rest in ("", "results/", "results.csv", "results/ho/c1/"):
            assert client.get(base(season, code) + rest).status_code == 404
    own = base(season, season.world.villages[0].code)
    assert [client.get(own + rest).status_code for rest in ("", "results/", "results.csv", "results/ho/c1/")] == [
        200, 200, 200, 200,
    ]  # fmt: skip


def test_the_administrator_sees_no_report(season: Season) -> None:
    """Whoever administers the system has no reports and no households."""
    complete(season)
    client = visitor(season, "administrator")
    assert client.get(f"{base(season)}results/").status_code == 403


def test_unknown_reports_and_columns_do_not_exist(season: Season) -> None:
    """An unknown report or column is 404, not a failure."""
    complete(season)
    client = visitor(season, "district_officer")
    for rest in ("nothing/", "nothing.csv", "results/ho/c99/", "nothing/ho/c1/"):
        assert client.get(base(season) + rest).status_code == 404


def test_without_a_round_the_page_says_so(season: Season) -> None:
    """A person whose area has no round gets a page that says so."""
    other = season.world.province.__class__.objects.create(
        code="04",
        valid_from=season.world.province.valid_from,
        level="province",
        kind="Tỉnh",
        name="Thử khác",
        path="04/",
    )
    season.world.people["stranger"] = person("stranger", Role.PROVINCE_OFFICER, other)
    response = visitor(season, "stranger").get("/bao-cao/")
    assert (response.status_code, "Chưa có đợt rà soát" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("rest", ["", "results/", "poor_flows/", "poor_flows/ho/c9/", "results/ho/c1/"])
def test_a_page_takes_at_most_sixteen_queries(
    season: Season, rest: str, django_assert_max_num_queries: object
) -> None:
    """Whether decided or preliminary, a page stays within sixteen queries."""
    season.tell(
        [Story("H1", "poor_income", 4, closing="poor_income"), Story("H2", "near_poor", 4, village=2)]
    )
    season.roster("H1", 2, village=1)
    client = visitor(season, "district_officer")
    client.get(base(season))
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert client.get(base(season) + rest).status_code == 200


def test_the_page_speaks_english_when_asked(season: Season) -> None:
    """Titles and headings follow the language of the page; the numbers stay as they are."""
    complete(season)
    client = visitor(season, "district_officer")
    client.cookies["django_language"] = "en"
    html = client.get(f"{base(season)}poor_flows/").content.decode()
    assert "Changes of poor households in the year" in html
