"""The season played to its end through the actions: what it leaves agrees with the database counted another way."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import connection, transaction

from rasoat import law, scoring
from rasoat.audit.log import broken_entries
from rasoat.audit.models import Entry
from rasoat.corrections.models import Correction
from rasoat.demo.leave import leave
from rasoat.demo.season import Season, play
from rasoat.demo.signins import sign_ins
from rasoat.demo.summary import summary
from rasoat.recognition.models import Certificate, Features, Recognition
from rasoat.reports.definitions import of_round
from rasoat.reports.models import DistrictApproval, Preliminary, ProvinceResult, ReportSet
from rasoat.reports.tables import KEYS, build, build_all, require_closed
from rasoat.reports.whole import files_of
from rasoat.roster.models import OpeningEntry, RosterImport
from rasoat.rounds.states import CommuneState, RoundState, VillageState
from rasoat.survey.models import Listing, Submission
from tests.demo.small import small_world
from tests.reports.office import converted, needs_office


@pytest.fixture(scope="module")
def season(django_db_setup: None, django_db_blocker: Any) -> Iterator[Season]:
    """The small season, played once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield play(small_world())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def left(season: Season, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """What the season leaves in its folder."""
    folder = tmp_path_factory.mktemp("season")
    return leave(season, folder), folder


def sql(query: str) -> Any:
    """Return the one value of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def test_the_province_has_received_the_result(season: Season) -> None:
    """Every commune is certified and every village posted through."""
    season.round.refresh_from_db()
    assert season.round.state == RoundState.RECEIVED
    assert {commune.state for commune in season.round.communes.all()} == {CommuneState.CERTIFIED}
    assert {village.state for village in season.round.villages.all()} == {VillageState.POSTED}


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("households", "SELECT count(*) FROM roster_household WHERE ended_on IS NULL"),
        ("persons", "SELECT count(*) FROM roster_member m JOIN roster_household h ON h.id = m.household_id"
                    " WHERE m.left_on IS NULL AND h.ended_on IS NULL"),
        ("listed", "SELECT count(*) FROM survey_listing WHERE inclusion = 'included'"),
        ("surveyed", "SELECT count(DISTINCT listing_id) FROM survey_submission"),
        ("meetings", "SELECT count(*) FROM documents_document WHERE kind = 'minutes'"),
        ("postings", "SELECT count(*) FROM documents_document WHERE kind = 'posting'"),
        ("complaints", "SELECT count(*) FROM posting_complaint"),
        ("inspected", "SELECT count(*) FROM appraisal_inspection WHERE result <> ''"),
        ("decisions", "SELECT count(*) FROM audit_entry WHERE action = 'decision.sign'"),
        ("certificates", "SELECT count(*) FROM recognition_recognition"
                         " WHERE result IN ('poor_income', 'poor_deprivation', 'near_poor')"),
    ],
)  # fmt: skip
def test_the_summary_is_what_the_tables_hold(
    left: tuple[dict[str, Any], Path], name: str, query: str
) -> None:
    """Counted with SQL, and where there is a second record, from that one."""
    assert left[0][name] == sql(query)


def test_the_classes_of_the_summary_are_those_of_the_recognitions(left: tuple[dict[str, Any], Path]) -> None:
    """Class by class."""
    counted = {
        name: sql(
            f"SELECT count(*) FROM recognition_recognition WHERE result = '{name}' AND superseded_by_id IS NULL"
        )
        for name in left[0]["classes"]
    }
    assert left[0]["classes"] == counted


def test_every_table_closes(season: Season, left: tuple[dict[str, Any], Path]) -> None:
    """For the district, with every commune and village on it."""
    for key in KEYS:
        require_closed(build(key, season.round, season.round.unit, depth="tree"))
    assert left[0]["closed"] is True


@pytest.mark.usefixtures("season")
def test_every_recognition_has_the_class_of_its_answers() -> None:
    """Scored anew from the stored answers."""
    rules = law.load("vn-2016").on(date(2018, 10, 10))
    recognitions = Recognition.objects.select_related("submission")
    assert recognitions.count() > 0
    for recognition in recognitions:
        scored = scoring.score(rules, recognition.submission.answers)
        assert isinstance(scored, scoring.Scored)
        assert recognition.result == scored.cls.value


@pytest.mark.usefixtures("season")
def test_nobody_on_the_opening_list_is_forgotten() -> None:
    """Each poor or near-poor household is recognised, or it ended in the year and says when."""
    on_the_list = OpeningEntry.objects.filter(kind__in=("poor_income", "poor_deprivation", "near_poor"))
    living = on_the_list.filter(household__ended_on__isnull=True)
    assert on_the_list.count() > 0
    assert living.filter(household__recognitions__isnull=True).count() == 0


@pytest.mark.usefixtures("season")
def test_the_log_is_whole_and_names_every_step() -> None:
    """The chain holds, and each kind of step of the review stands in it."""
    taken = set(Entry.objects.values_list("action", flat=True))
    assert broken_entries() == []
    assert {
        "round.open", "roster.import", "list.build", "list.close", "survey.answer", "survey.finish", "meeting.hold",
        "posting.open", "posting.close", "report.submit", "inspection.draw", "inspection.record", "appraisal.give",
        "decision.sign", "certificate.issue", "district.approve", "result.send", "result.receive", "reports.freeze",
        "reports.sign-off", "preliminary.send", "preliminary.receive", "province.prepare", "province.sign", "province.approve",
        "province.report", "correction.request", "correction.check", "correction.decide", "district.correct",
    } <= taken  # fmt: skip


@pytest.mark.usefixtures("season")
def test_dirty_rows_were_repaired_or_refused_and_came_again() -> None:
    """The first file of a commune has both kinds, the second brings the refused households in."""
    first = RosterImport.objects.exclude(file_name__contains="-sua")
    assert first.count() == 2
    assert all(each.repaired > 0 and each.refused > 0 for each in first)
    again = RosterImport.objects.filter(file_name__contains="-sua")
    assert [each.refused for each in again] == [0, 0]


@pytest.mark.usefixtures("season")
def test_one_report_was_returned_and_agreed_the_second_time(season: Season) -> None:
    """The district sends one commune's report back."""
    outcomes = [list(c.reports.values_list("outcome", flat=True)) for c in season.round.communes.all()]
    assert outcomes == [["agreed"], ["returned", "agreed"]]


@pytest.mark.usefixtures("season")
def test_nobody_filled_a_form_for_somebody_elses_village() -> None:
    """First forms are by the village's own reviewer, re-checks and corrections by another."""
    for submission in Submission.objects.select_related("reviewer", "listing__village__unit"):
        own = f"ra-soat-{submission.listing.village.unit.code}"
        assert (submission.reviewer.username == own) == (submission.origin not in ("recheck", "correction"))


def test_the_reports_are_written_as_csv_and_xlsx(left: tuple[dict[str, Any], Path]) -> None:
    """Three reports in two formats, named in the summary."""
    found, folder = left
    assert found["reports"] == sorted(path.name for path in (folder / "reports").iterdir())
    assert len(found["reports"]) == 2 * len(KEYS)


def test_every_document_is_listed_and_opens(left: tuple[dict[str, Any], Path]) -> None:
    """``index.csv`` names each PDF; the file is there and is a PDF."""
    with (left[1] / "documents" / "index.csv").open(encoding="utf-8-sig", newline="") as content:
        rows = list(csv.DictReader(content))
    assert len(rows) == sql("SELECT count(*) FROM documents_document")
    for row in rows:
        assert (left[1] / "documents" / row["file"]).read_bytes().startswith(b"%PDF")


def test_the_summary_file_is_what_was_returned(left: tuple[dict[str, Any], Path]) -> None:
    """With the keys of the contract, and no others."""
    import json

    assert json.loads((left[1] / "summary.json").read_text(encoding="utf-8")) == left[0]
    assert list(left[0]) == [
        "round", "pack", "units", "households", "persons", "listed", "surveyed", "meetings", "postings", "complaints",
        "inspected", "decisions", "certificates", "classes", "opening", "reports", "closed", "seconds",
    ]  # fmt: skip


def counts(seed: int, until: date | None = None) -> dict[str, Any]:
    """Play a season on an empty database, take it back, and return its summary without the seconds."""
    with transaction.atomic():
        played = play(small_world(seed), until=until)
        found = summary(played.round, reports=[], seconds={})
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_season_and_another_another() -> None:
    """Everything counted is the same, twice; with another seed it is not."""
    one, two, other = counts(5), counts(5), counts(6)
    assert one == two
    assert one != other


@pytest.mark.django_db
def test_a_season_stopped_in_the_middle_has_work_left() -> None:
    """The practice day is the day it stopped at; nothing is approved, and the summary says so."""
    with transaction.atomic():
        played = play(small_world(), until=date(2018, 10, 25))
        assert played.round.practice_day == date(2018, 10, 25)
        assert played.round.state == RoundState.OPEN
        assert Listing.objects.filter(answered__isnull=True).exists()
        assert summary(played.round, reports=[], seconds={})["closed"] is False
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_role_finds_a_sign_in() -> None:
    """The table of sign-ins names each role once at least, with people who exist."""
    played = play(small_world(), until=date(2018, 10, 25))
    found = sign_ins(played.round)
    assert len({row.role for row in found}) == 13
    assert all(played.people[row.username].check_password("thuc-hanh-ba-be-2018") for row in found[:2])


def test_the_figures_went_up_in_time_and_by_many_hands(season: Season) -> None:
    """Preliminary before 15/11, official before 15/12, each to the ministry; the official ones are a set of their own."""
    sent = Preliminary.objects.get(round=season.round)
    first = DistrictApproval.objects.get(round=season.round, number=1)
    assert sent.received_on is not None
    assert (sent.received_on < date(2018, 11, 15), sent.report_set.official) == (True, False)
    assert first.received_on is not None
    assert first.received_on < date(2018, 12, 15)
    preliminary, official, _again = ProvinceResult.objects.order_by("official", "number")
    assert {each.state for each in (preliminary, official)} == {"reported"}
    assert preliminary.reported_on is not None
    assert preliminary.reported_on < date(2018, 11, 15)
    assert official.reported_on is not None
    assert official.reported_on < date(2018, 12, 15)
    assert official.approved_by == season.people["tinh-chu-tich"]


def test_one_correction_was_refused_and_one_went_up_to_the_ministry(season: Season) -> None:
    """A household is near-poor by the corrected form: it gets its certificate, and every level a set that names the old."""
    refused, made = Correction.objects.order_by("pk")
    assert (refused.state, made.state) == ("refused", "decided")
    assert made.made is not None
    assert (made.recognition.result, made.made.result) == ("average", "near_poor")
    assert len({made.requested_by, made.checked_by, made.decided_by}) == 3
    certificate = Certificate.objects.get(household=made.recognition.household)
    assert (certificate.state, certificate.issued_on) == ("valid", made.decided_on)
    again = ReportSet.objects.filter(corrects__isnull=False).order_by("unit__path")
    assert [each.unit.level for each in again] == ["district", "commune"]
    first, second = DistrictApproval.objects.filter(round=season.round).order_by("number")
    assert (second.poor - first.poor, second.near_poor - first.near_poor) == (0, 1)
    assert second.received_on is not None
    before, after = ProvinceResult.objects.filter(official=True).order_by("number")
    assert (after.corrects, after.state, after.near_poor) == (before, "reported", second.near_poor)


@pytest.mark.exhaustive
@pytest.mark.django_db
def test_the_district_ends_near_its_shares() -> None:
    """About 22 % poor and 12 % near-poor at the end of the season, from 24.5 % and 12.5 %."""
    from rasoat.demo.households import build_world

    found = summary(play(build_world(2018, 20)).round, reports=[], seconds={})
    poor = found["classes"]["poor_income"] + found["classes"]["poor_deprivation"]
    assert 21 < 100 * poor / found["households"] < 23
    assert 11 < 100 * found["classes"]["near_poor"] / found["households"] < 13


def test_a_second_program_opens_and_prints_every_report_of_the_season(season: Season, tmp_path: Path) -> None:
    """LibreOffice turns each workbook into pages: all of them, with title and stamp, no error and nothing cut to ####."""
    needs_office()
    tables = build_all(season.round, season.round.unit, depth="blocks", lists=True)
    assert set(tables) == set(of_round(season.round))
    for name, content in files_of(tables.values(), ["xlsx"]).items():
        (tmp_path / name).write_bytes(content)
    out = tmp_path / "pdf"
    out.mkdir()
    printed = converted(sorted(tmp_path.glob("*.xlsx")), "pdf", out)
    by_key = {table.key: table for table in tables.values()}
    for path in printed:
        table = by_key[path.name.partition("-")[0]]
        document = pypdfium2.PdfDocument(path)
        texts = [page.get_textpage().get_text_range() for page in document]
        first, whole = " ".join(texts[0].split()), "\n".join(texts)
        assert (path.name, table.definition.title_vi.upper() in first) == (path.name, True)
        assert all("THỰC HÀNH" in text for text in texts)
        assert not any(wrong in whole for wrong in ("###", "#DIV/0!", "#REF!", "#NAME?", "Err:"))
        rows = len({row["unit"].pk for row in table.rows}) if not table.definition.people else len(table.rows)
        assert 1 <= len(texts) <= 2 + rows // 10


def test_some_households_have_their_phieu_c(season: Season) -> None:
    """Not all of them: the work is on its way, and the reports on causes have something to tell."""
    filled = list(Features.objects.filter(recognition__round=season.round).select_related("recognition"))
    certified = Certificate.objects.filter(commune__round=season.round).count()
    assert (0 < len(filled) < certified, all(form.answers["causes"] for form in filled)) == (True, True)
    assert {form.recognition.result for form in filled} <= {"poor_income", "poor_deprivation", "near_poor"}
