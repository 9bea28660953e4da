"""Frozen sets: closed or not frozen, never changed, signed by another, printed again the same, compared by household."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from rasoat.areas.models import Unit
from rasoat.errors import NotAllowed, RasoatError, Refused
from rasoat.reports.differences import compare
from rasoat.reports.files import FORMATS
from rasoat.reports.models import FrozenTable, ReportSet
from rasoat.reports.pdf import to_pdf_set
from rasoat.reports.set_actions import FreezeReports, SignOffReports
from rasoat.reports.sets import frozen_tables, intact
from rasoat.reports.tables import build_all
from rasoat.reports.xlsx import to_workbook
from rasoat.roster.models import Event, Household, Member, OpeningEntry
from rasoat.rounds.clock import today
from tests.reports.season import MARCH, Season, Story
from tests.reports.test_whole_set import TOLD


@pytest.fixture
def told(season: Season) -> Season:
    """Six decided households."""
    season.tell(TOLD)
    season.decide()
    return season


def frozen(
    season: Season, *, official: bool = True, who: str = "district_officer", at: Unit | None = None
) -> ReportSet:
    """Freeze the set of the district."""
    world = season.world
    return FreezeReports(
        actor=world.people[who], round=world.round, at=at or world.district, official=official
    ).run()


def code_of(season: Season, *, official: bool = True) -> str:
    """Return the code with which freezing is refused."""
    with pytest.raises(RasoatError) as refused, transaction.atomic():
        frozen(season, official=official)
    assert ReportSet.objects.count() == 0
    return refused.value.code


def test_a_set_reads_back_as_the_tables_were(told: Season) -> None:
    """Every table, at every unit and depth, comes back with the figures of the moment, though the roster moves on."""
    world = told.world
    wanted = {
        (unit.pk, depth): build_all(world.round, unit, depth=depth)
        for unit in (world.district, world.communes[0])
        for depth in ("self", "children", "tree")
    }
    kept = frozen(told)
    told.roster("R9", 3)
    for (pk, depth), tables in wanted.items():
        unit = Unit.objects.get(pk=pk)
        again = frozen_tables(kept, unit, depth)
        assert list(again) == list(tables)
        for key, table in tables.items():
            names = [column.name for column in table.columns]
            was = [[row["unit_code"], row["measure"], *(row[name] for name in names)] for row in table.rows]
            now = [
                [row["unit_code"], row["measure"], *(row[name] for name in names)] for row in again[key].rows
            ]
            assert now == was
            assert again[key].definition.layout() == table.definition.layout()


def test_a_reprint_has_the_same_bytes_in_every_format(told: Season) -> None:
    """After births, a new name of the commune and a new hash seed, each file is the same to the byte."""
    kept = frozen(told)
    first = {
        (key, name): form.write(table)
        for key, table in frozen_tables(kept).items()
        for name, form in FORMATS.items()
    }
    whole = (to_workbook([*frozen_tables(kept).values()]), to_pdf_set([*frozen_tables(kept).values()]))
    Unit.objects.filter(pk=told.world.communes[0].pk).update(name="Tên mới")
    Member.objects.filter(household__code="H1").update(ethnic_group="Nùng")
    kept = ReportSet.objects.get(pk=kept.pk)
    for (key, name), content in first.items():
        assert FORMATS[name].write(frozen_tables(kept, keys=[key])[key]) == content
    assert whole == (
        to_workbook([*frozen_tables(kept).values()]),
        to_pdf_set([*frozen_tables(kept).values()]),
    )


def test_sets_are_numbered_and_the_same_figures_have_the_same_mark(told: Season) -> None:
    """1 and 2 with one mark; another household gives another."""
    first, second = frozen(told), frozen(told)
    assert [(kept.number, kept.sha256) for kept in (first, second)] == [(1, first.sha256), (2, first.sha256)]
    told.roster("R9", 3)
    assert frozen(told).sha256 != first.sha256


@pytest.mark.parametrize("table", ["reports_reportset", "reports_frozentable", "reports_frozenhousehold"])
def test_the_database_refuses_to_change_a_frozen_row(told: Season, table: str) -> None:
    """No UPDATE of a figure, no DELETE: not even past the application."""
    frozen(told)
    column = {
        "reports_reportset": "sha256",
        "reports_frozentable": "key",
        "reports_frozenhousehold": "result",
    }[table]
    for sql in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_maker_and_checker_are_two_people(told: Season) -> None:
    """The maker is refused by the action (T017) and by the database; another signs once (T018), not before the day."""
    world = told.world
    kept = frozen(told)
    day = today(world.round)
    with pytest.raises(RasoatError):
        SignOffReports(actor=world.people["district_officer"], set=kept, on=day).run()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportSet.objects.filter(pk=kept.pk).update(checked_by=kept.made_by, checked_on=day)
    chairman = world.people["district_chairman"]
    with pytest.raises(Refused) as early:
        SignOffReports(actor=chairman, set=kept, on=date(2018, 1, 1)).run()
    SignOffReports(actor=chairman, set=kept, on=day).run()
    with pytest.raises(Refused) as twice:
        SignOffReports(actor=chairman, set=ReportSet.objects.get(pk=kept.pk), on=day).run()
    assert (early.value.code, twice.value.code) == ("P004", "T018")
    assert frozen_tables(kept)["results"].frozen.checker == chairman.full_name


def test_a_province_officer_may_do_either_but_not_both(told: Season) -> None:
    """One person with both permissions is refused as checker of his own set (T017)."""
    officer = told.world.people["province_officer"]
    kept = frozen(told, who="province_officer")
    with pytest.raises(Refused) as own:
        SignOffReports(actor=officer, set=kept, on=today(told.world.round)).run()
    assert own.value.code == "T017"


def test_who_may_not_freeze_is_refused(told: Season) -> None:
    """A village head may not; a commune officer may for his commune only."""
    with pytest.raises(NotAllowed):
        frozen(told, who="village_head")
    with pytest.raises(NotAllowed):
        frozen(told, who="commune_officer")
    assert frozen(told, who="commune_officer", at=told.world.communes[0]).number == 1


def test_a_set_that_does_not_close_is_not_frozen_and_names_the_household(season: Season) -> None:
    """A person too many (T001) with the household's code; nothing is written."""
    season.tell([Story("H9", "poor_income", 4, closing="poor_income", closed_with=5)])
    season.tell([Story("K1", closing="average", village=1), Story("L1", closing="average", village=2)])
    season.decide()
    with pytest.raises(Refused) as refused:
        frozen(season)
    assert (refused.value.code, refused.value.where["households"]) == ("T001", "H9")
    assert ReportSet.objects.count() == 0


def test_an_official_set_waits_for_every_decision(season: Season) -> None:
    """T003 while a commune has none; a preliminary set may be frozen."""
    season.tell([*TOLD[:4], Story("K1", closing="average", village=1)])
    listing = season.listing(season.roster("L1", 2, 2), 2)
    season.score(listing, "near_poor", 2)
    assert code_of(season) == "T003"
    kept = frozen(season, official=False)
    assert frozen_tables(kept)["results"].total["c5"] == 2
    assert frozen_tables(kept)["results"].preliminary


def test_a_unit_without_its_total_is_not_frozen(season: Season) -> None:
    """A village without a roster: T004."""
    season.tell([Story("H1", "poor_income", 4, closing="poor_income")])
    season.decide()
    assert code_of(season) == "T004"


def test_a_round_without_an_opening_list_is_not_frozen(told: Season) -> None:
    """T014: without the list nothing can have changed."""
    OpeningEntry.objects.all().delete()
    assert code_of(told) == "T014"


@pytest.mark.parametrize(
    "events",
    [
        [("moved_in", date(2018, 3, 1)), ("moved_in", date(2018, 4, 1))],
        [("birth", date(2018, 2, 1)), ("moved_in", MARCH)],
        [("moved_out", MARCH)],
    ],
    ids=["moved in twice", "born before moving in", "moved out and yet decided"],
)
def test_events_that_contradict_keep_the_set_open(told: Season, events: list[tuple[str, date]]) -> None:
    """T015 names the household."""
    home = Household.objects.get(code="H3")
    for kind, on in events:
        Event.objects.create(household=home, kind=kind, persons=1, on=on, recorded_by=told.user)
    with pytest.raises(Refused) as refused:
        frozen(told)
    assert (refused.value.code, refused.value.where["households"]) == ("T015", "H3")


def test_a_set_that_was_tampered_with_is_found(told: Season) -> None:
    """With the trigger out of the way a changed figure no longer fits the mark."""
    kept = frozen(told)
    assert intact(kept)
    other = FrozenTable(key="results", set=kept, position=1, content={"rows": []}, sha256="0" * 64)
    assert intact(ReportSet.objects.get(pk=kept.pk))
    kept.official = False
    assert not intact(kept)
    assert other.sha256 != kept.sha256


def test_the_difference_is_explained_household_by_household(season: Season) -> None:
    """Preliminary against official: a re-check, a household that moved away, one decided otherwise; the sums agree."""
    season.tell(
        [Story("H1", "poor_income", 4, closing="poor_income"), Story("K1", closing="average", village=1)]
    )
    listings = {}
    for code, result in (("L1", "poor_income"), ("L2", "near_poor"), ("L3", "average")):
        listings[code] = season.listing(season.roster(code, 3, 2), 2)
        season.score(listings[code], result, 3)
    first = frozen(season, official=False)
    Household.objects.filter(code="L2").update(ended_on=date(2018, 11, 2))
    Event.objects.create(
        household=listings["L2"].household,
        kind="moved_out",
        persons=3,
        on=date(2018, 11, 2),
        recorded_by=season.user,
    )
    season.recognise_scored(listings["L1"], "near_poor")
    season.recognise_scored(listings["L3"], "average")
    season.decide()
    second = frozen(season)

    found = compare(first, second)
    assert [(change.code, change.before, change.after, change.kind) for change in found.changes] == [
        ("L1", "poor_income", "near_poor", "decided"),
        ("L2", "near_poor", "", "ended"),
    ]
    assert [(side.of, side.difference, side.explained, side.closed) for side in found.sides] == [
        ("poor", -1, -1, True), ("near_poor", 0, 0, True), ("average", 0, 0, True),
    ]  # fmt: skip


def visitor(season: Season, who: str) -> Client:
    """Sign in."""
    client = Client()
    client.force_login(season.world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_pages_freeze_sign_compare_and_deliver(told: Season) -> None:
    """From the list of sets to the signed set, its files and the comparison of two."""
    round_ = told.world.round
    officer, chairman = visitor(told, "district_officer"), visitor(told, "district_chairman")
    made = officer.post(f"/bo-so-lieu/dot/{round_.pk}/061/chot/", {"official": "1"}, follow=True)
    kept = ReportSet.objects.get()
    assert kept.sha256 in made.content.decode()
    assert "sign-form" not in made.content.decode()
    assert chairman.post(f"/bo-so-lieu/{kept.pk}/ky-xac-nhan/", {"day": "01/01/2018"}).status_code == 422
    day = f"{today(round_):%d/%m/%Y}"
    assert chairman.post(f"/bo-so-lieu/{kept.pk}/ky-xac-nhan/", {"day": day}).status_code == 302
    for name in ("results.csv", "results.parquet", "ca-bo.xlsx", "ca-bo.pdf"):
        assert officer.get(f"/bo-so-lieu/{kept.pk}/tep/{name}").status_code == 200
    for name in ("ca-bo.csv", "nothing.csv", "results.docx"):
        assert officer.get(f"/bo-so-lieu/{kept.pk}/tep/{name}").status_code == 404
    officer.post(f"/bo-so-lieu/dot/{round_.pk}/061/chot/", {"official": "0"})
    other = ReportSet.objects.get(number=2)
    page = officer.get(f"/bo-so-lieu/{kept.pk}/so-voi/{other.pk}/")
    assert "Hai bộ không khác nhau" in page.content.decode()
    assert officer.get(f"/bo-so-lieu/{kept.pk}/so-voi/{other.pk}/khac-biet.xlsx").content.startswith(b"PK")
    assert officer.get(f"/bo-so-lieu/{kept.pk}/so-voi/{other.pk}/khac-biet.docx").status_code == 404
    assert visitor(told, "commune_officer").get(f"/bo-so-lieu/{kept.pk}/").status_code == 404


def test_a_refused_freezing_says_why_on_the_page(season: Season) -> None:
    """422 with the sentence; nothing is frozen."""
    season.tell([Story("H1", "poor_income", 4, closing="poor_income")])
    season.decide()
    page = visitor(season, "district_officer").post(
        f"/bo-so-lieu/dot/{season.world.round.pk}/061/chot/", {"official": "1"}
    )
    assert page.status_code == 422
    assert "T004" in page.content.decode()
