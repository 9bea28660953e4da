"""Published figures are rebuilt exactly, their rounding is named, and defective published tables are caught row by row.

Sources. Bắc Kạn 2018: QĐ 219/QĐ-UBND of 12/02/2019 (giamngheo.backan.gov.vn). Ninh Bình 2017: QĐ 76/QĐ-UBND of
17/01/2018. Thái Nguyên 2016: QĐ 165/QĐ-UBND of 20/01/2017. Country 2017: QĐ 862/QĐ-LĐTBXH as amended by QĐ 1617/QĐ-LĐTBXH
of 13/11/2018. Cư Jút and Đăk Glong: sample reports of the public repository CaoAnhNato/RAG_PoorHousehold.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rasoat import law
from rasoat.errors import RasoatError
from rasoat.reports.definitions import lay_out
from rasoat.reports.flows import SIGNS
from rasoat.reports.models import Published
from rasoat.reports.published import RecordPublished, comparisons
from rasoat.reports.rounding import Rule, read_figure, recognised
from rasoat.reports.sources import Source
from rasoat.reports.tables import build
from rasoat.reports.tally import Group, tally
from rasoat.rounds.clock import today
from tests.reports.season import Season
from tests.reports.test_whole_set import TOLD

RULES = law.load("vn-2016").on(date(2018, 12, 31))
FORMS = {form.key: lay_out(form, RULES, "06") for form in RULES.report_forms}
BAC_KAN = {
    "Dao": 5793,
    "Tày": 5320,
    "Mông": 3572,
    "Nùng": 1766,
    "Kinh": 788,
    "Sán Chí": 134,
    "Hoa": 49,
    "": 13,
}
CU_JUT = (93, 94, 37, 52, 62, 13, 51, 107, 4, 128, 53, 22)
CU_JUT_POOR = 204


@pytest.mark.parametrize(
    ("printed", "numerator", "denominator", "rule"),
    [
        ("21,88", 17_435, 79_677, Rule.HALF_UP),
        ("11,82", 9_415, 79_677, Rule.HALF_UP),
        ("11,21", 35_683, 318_323, Rule.HALF_UP),
        ("8,76", 27_893, 318_323, Rule.HALF_UP),
        ("4,52", 13_455, 297_899, Rule.HALF_UP),
        ("6,10", 18_160, 297_899, Rule.HALF_UP),
        ("24,40", 72_895, 297_899, Rule.OTHER),
        ("21,9", 17_435, 79_677, Rule.HALF_UP),
        ("11,81", 9_415, 79_677, Rule.CUT),
        ("21,89", 17_435, 79_677, Rule.BENT),
        ("12,5", 1, 8, Rule.EXACT),
        ("0,12", 1, 800, Rule.CUT),
        ("0,38", 3, 800, Rule.HALF_UP),
    ],
)
def test_the_rule_of_a_print_is_named(printed: str, numerator: int, denominator: int, rule: Rule) -> None:
    """Published percentages follow from their counts; Ninh Bình's 24,40 % (72.895 of 297.899 is 24,47 %) does not."""
    figure = read_figure(printed)
    assert figure is not None
    assert recognised(figure, numerator, denominator) is rule


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_cut_and_a_rounded_print_are_always_recognised(
    numerator: int, denominator: int, places: int
) -> None:
    """Whatever the counts: a print made by cutting is never called another figure."""
    scaled = Fraction(numerator * 100 * 10**places, denominator)
    cut = Decimal(int(scaled)).scaleb(-places)
    assert recognised(cut, numerator, denominator) is not Rule.OTHER


@pytest.mark.parametrize(
    ("text", "figure"),
    [("17.435", "17435"), ("21,88 %", "21.88"), (" 5 ", "5"), ("1.642.489", "1642489")],
)
def test_a_printed_figure_is_read_as_it_is_meant(text: str, figure: str) -> None:
    """The point divides thousands, the comma begins the decimals."""
    assert read_figure(text) == Decimal(figure)


@pytest.mark.parametrize("text", ["", "1.43", "12,", "-3", "1,5e3", "=1", "hai mươi", "1.000.00"])
def test_anything_else_is_no_figure(text: str) -> None:
    """A foreign decimal point or a sign is not read as something else."""
    assert read_figure(text) is None


# ---- rebuilt by the report's own engine --------------------------------------------------------------------


def rebuilt(key: str, groups: list[Group]) -> Mapping[str, int]:
    """Return the figures of the report's first line that groups of households in one village make."""
    form = FORMS[key]
    sums = tally(form, groups)
    return {
        name: n for (path, line, name), n in sums.cells.items() if path == "06/" and line == form.lines[0].key
    }


def test_bac_kan_2018_by_ethnic_group() -> None:
    """The eight published rows make 17.435, of whom 788 are Kinh and 16.647 are not; 21,88 % of 79.677."""
    groups = []
    for name, households in BAC_KAN.items():
        kinh = name == "Kinh"
        tags = (
            {"poor", "listed", "kinh"}
            if kinh
            else {"poor", "listed", "minority", f"ethnic:{name}" if name else "other_ethnic"}
        )
        groups.append(Group("06/", frozenset(tags), frozenset(), {"households": households}))
    form, cells = FORMS["ethnic_groups"], rebuilt("ethnic_groups", groups)
    assert (cells["c1"], cells["c2"], cells["c3"]) == (17_435, 16_647, 788)
    named = [cells.get(name, 0) for name in (*form.names["poor_groups"], *form.names["poor_other"])]
    assert named == [5320, 1766, 5793, 3572, 134, 49, 13]
    assert sum(named) + cells["c3"] == 17_435


def test_cu_juts_twelve_deprivations_sum_and_have_their_shares() -> None:
    """716 deprivations of 204 poor households; the shares to two places, as the printed sheet of shares gives them."""
    groups = [
        Group(
            "06/", frozenset({"poor"}), frozenset(), {"households": CU_JUT_POOR, "deprivations": sum(CU_JUT)}
        )
    ]
    assert rebuilt("poor_deprivations", groups) == {"total": 204, "deprivations": 716}
    shares = [Decimal(n * 20_000 + CU_JUT_POOR) // (2 * CU_JUT_POOR) for n in CU_JUT]
    assert [str(share.scaleb(-2)) for share in shares] == [
        "45.59", "46.08", "18.14", "25.49", "30.39", "6.37", "25.00", "52.45", "1.96", "62.75", "25.98", "10.78",
    ]  # fmt: skip
    assert all(
        recognised(share.scaleb(-2), n, 204) is not Rule.OTHER
        for share, n in zip(shares, CU_JUT, strict=True)
    )


def test_the_country_2017_is_parted_into_poor_by_income_and_by_deprivation() -> None:
    """1.429.280 + 213.209 = 1.642.489, as the report of groups adds them and the pack checks them."""
    groups = [
        Group("06/", frozenset({"poor", "listed", tag}), frozenset(), {"households": n, "persons": n})
        for tag, n in (("poor_income", 1_429_280), ("poor_deprivation", 213_209))
    ]
    form, cells = FORMS["groups"], rebuilt("groups", groups)
    parts = [cells[form.names[name][0]] for name in ("by_income", "by_deprivation", "poor_total")]
    assert parts == [1_429_280, 213_209, 1_642_489]
    checks = {check.key for check in RULES.report_checks}
    assert "poor_partition" in checks


# Unit, measure, columns 1 to 9 as printed (4 and 8 blank), and what is left over: 24 of the 48 rows.
DEFECTIVE = """
poor Đăk Glong hộ 1369 374 128 39 0 28 923 -11
poor Đăk Glong khẩu 7723 2269 727 244 0 126 5056 -41
poor Đắk Ha hộ 256 25 2 5 0 5 237 -2
poor Đắk Ha khẩu 1158 124 8 19 0 31 1067 -9
poor Đắk Plao hộ 149 17 24 1 0 1 109 -1
poor Đắk Plao khẩu 749 77 97 5 0 4 580 -4
poor Đắk RMăng hộ 423 128 84 22 0 10 236 -7
poor Đắk RMăng khẩu 2725 776 558 162 0 38 1566 -25
poor Quảng Hoà hộ 371 183 0 6 0 12 205 -1
poor Quảng Hoà khẩu 2434 1196 0 38 0 53 1326 -3
near_poor Cư Jút hộ 276 45 5 63 0 18 305 -2
near_poor Cư Jút khẩu 1253 194 26 301 0 62 1389 -7
near_poor Tâm Thắng hộ 116 0 2 25 0 4 141 -2
near_poor Tâm Thắng khẩu 547 0 13 132 0 11 670 -7
near_poor Đăk Glong hộ 1099 661 40 360 5 29 783 -9
near_poor Đăk Glong khẩu 5749 3461 258 2202 25 145 4356 -46
near_poor Đắk Ha hộ 71 0 6 16 0 11 90 -2
near_poor Đắk Ha khẩu 292 0 33 84 0 48 383 -8
near_poor Đắk Plao hộ 71 27 1 17 1 1 61 -1
near_poor Đắk Plao khẩu 293 112 5 77 4 2 257 -2
near_poor Đắk RMăng hộ 416 340 22 123 1 5 186 3
near_poor Đắk RMăng khẩu 2538 2081 162 749 5 27 1092 16
near_poor Quảng Hoà hộ 173 0 6 183 0 12 353 -9
near_poor Quảng Hoà khẩu 1045 0 38 1196 0 68 2219 -52
""".strip().splitlines()


@pytest.mark.parametrize("row", DEFECTIVE)
def test_a_defective_published_row_is_caught(row: str) -> None:
    """The formula of the form, as the pack writes it, gives another end than was printed, by the known gap."""
    table, *_rest = row.split()
    *figures, gap = map(int, row.split()[-8:])
    start, down, above, near, again, new, end = figures
    printed = {
        "c1": start,
        "c2": down,
        "c3": above,
        "c4": 0,
        "c5": near,
        "c6": again,
        "c7": new,
        "c8": 0,
        "c9": end,
    }
    closing = FORMS[f"{table}_flows"].column("c9")
    assert closing.sums == dict(SIGNS)
    computed = sum(sign * printed[name] for name, sign in closing.sums.items())
    assert end - computed == gap != 0


# ---- beside ours ------------------------------------------------------------------------------------------


def publish(season: Season, column: str, printed: str, **more: str) -> Published:
    """Record a published figure of the district."""
    world = season.world
    said = {"report": "results", "decision": "1/QĐ-UBND", **more}
    return RecordPublished(
        actor=world.people["district_officer"], round=world.round, at=world.district,
        decided_on=today(world.round), column=column, printed=printed, **said,
    ).run()  # fmt: skip


def test_published_figures_stand_beside_ours_with_the_rule(season: Season) -> None:
    """3 of 6 households is 50,00 %; 1 of 6 printed 16,66 is cut; another count is another figure by 1."""
    season.tell(TOLD)
    season.decide()
    for column, printed in (("c3", "3"), ("c4", "50,00"), ("c6", "16,66"), ("c5", "2")):
        publish(season, column, printed)
    found = comparisons(Published.objects.order_by("pk"))
    assert [(each.rule, each.difference_text) for each in found] == [
        (Rule.EXACT, "+0"), (Rule.EXACT, "+0,00"), (Rule.CUT, "-0,01"), (Rule.OTHER, "+1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "printed", "code"), [("c3", "1.43", "T021"), ("c99", "3", "T010"), ("c3", "3", "T022")]
)
def test_what_is_no_figure_or_has_no_place_is_refused(
    season: Season, column: str, printed: str, code: str
) -> None:
    """Not a figure (T021), no such column (T010), the same figure twice (T022)."""
    season.tell(TOLD)
    season.decide()
    publish(season, "c3", "3")
    with pytest.raises(RasoatError) as refused:
        publish(season, column, printed)
    assert refused.value.code == code
    assert Published.objects.count() == 1


def test_the_page_records_and_compares(season: Season) -> None:
    """An officer types a figure and sees it beside ours; a wrong one stays in the form with its sentence."""
    season.tell(TOLD)
    season.decide()
    client = Client()
    client.force_login(
        season.world.people["district_officer"], backend="django.contrib.auth.backends.ModelBackend"
    )
    address = f"/da-cong-bo/{season.world.round.pk}/061/"
    typed = {
        "decision": "1/QĐ",
        "decided_on": "10/10/2018",
        "place": "results.households.c4",
        "printed": "50,0",
    }
    assert client.post(f"{address}ghi/", typed).status_code == 302
    assert 'data-rule="exact"' in client.get(address).content.decode()
    wrong = client.post(f"{address}ghi/", {**typed, "printed": "50.0"})
    assert (wrong.status_code, "T021" in wrong.content.decode()) == (422, True)


def test_the_tables_are_built_from_one_source(season: Season) -> None:
    """A source asked twice reads its facts once."""
    season.tell(TOLD)
    season.decide()
    source = Source.of(season.world.round, season.world.district, preliminary=False)
    assert source.years is source.years
    assert build("results", season.world.round, season.world.district).total["c3"] == 3
