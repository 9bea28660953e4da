"""A database that held certificates before they were of a whole period: nothing is lost when it is brought up to date."""

from __future__ import annotations

from pathlib import Path

from tests.process.test_two_processes import lines, start

BEFORE = """
from datetime import date
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.migrate([("recognition", "0007_without_opinion"), ("documents", "0006_planning")])
executor = MigrationExecutor(connection)
old = executor.loader.project_state(list(executor.loader.applied_migrations)).apps
DAY = date(2018, 11, 30)

def make(label, **fields):
    return old.get_model(label).objects.create(**fields)

def unit(code, level, parent, **area):
    path = f"{parent.path if parent else ''}{code}/"
    return make("areas.Unit", code=code, valid_from=date(2004, 1, 1), level=level, kind="x", name=code, path=path,
                parent=parent, **area)

people = [make("accounts.User", username=name, full_name=name, password="x") for name in ("a", "b", "c", "d")]
rural = {"area_type": "rural", "region": "NT1"}
province = unit("06", "province", None)
district = unit("061", "district", province)
round_ = make("rounds.Round", code="2018", name="2018", kind="practice", practice_day=DAY, year=2018, pack="vn-2016",
              pack_hash="0" * 64, reference_date=DAY, opening_as_of=DAY, opened_on=DAY, opened_by=people[0], unit=district)
for place, homes in (("01906", 2), ("01909", 1)):
    commune = unit(place, "commune", district, **rural)
    village = unit(f"{place}-01", "village", commune, **rural)
    at = make("rounds.CommuneRound", round=round_, unit=commune)
    there = make("rounds.VillageRound", round=round_, unit=village, commune=at)
    counts = dict.fromkeys(("households", "persons", "reviewed", "poor", "near_poor", "average"), 1)
    report = make("appraisal.CommuneReport", commune=at, number=1, submitted_on=DAY, submitted_by=people[0], opinion="",
                  **counts)
    paper = {"kind": "decision", "unit": commune, "year": 2018, "number": 1, "title": "QD", "issued_on": DAY,
             "issued_by": people[2], "practice": True}
    decision = make("recognition.Decision", commune=at, report=report, signed_on=DAY, prepared_by=people[0],
                    appraised_by=people[1], signed_by=people[2], document=make("documents.Document", data={}, **paper))
    items = [{"head": {"number": f"{n:02d}/GCN-HN.HCN"}, "first_year": 2016, "last_year": 2020} for n in range(1, homes + 1)]
    make("documents.Document", data={"items": items},
         **paper | {"kind": "certificate", "unit": village, "number": None, "title": "GCN"})
    for number in range(1, homes + 1):
        home = make("roster.Household", village=village, code=f"{number:02d}", registered_on=DAY)
        listing = make("survey.Listing", village=there, household=home, group="current", inclusion="included",
                       added_by=people[0])
        form = make("survey.Submission", listing=listing, version=1, origin="survey", answers={}, answers_hash="0" * 64,
                    form_version="x", persons=3, visited_on=DAY, respondent="x", reviewer=people[3])
        recognition = make("recognition.Recognition", round=round_, household=home, decision=decision, submission=form,
                           result="poor_income", kind="poor_new", persons=3)
        make("recognition.Certificate", number=number, issued_on=DAY, commune=at, issued_by=people[0],
             recognition=recognition)
"""

AFTER = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from rasoat.recognition.models import Certificate
for each in Certificate.objects.order_by("unit__code", "number"):
    entry = each.entries.get()
    print(each.unit.code, each.number, each.year, each.practice, each.household.code, each.first_year, each.last_year,
          each.state, each.place, each.document.data["items"][each.place]["head"]["number"], entry.kind, entry.year,
          entry.recognition_id == each.recognition_id, entry.decision.kind, len(each.token) > 20)
print(len(set(Certificate.objects.values_list("token", flat=True))))
"""


def test_certificates_of_before_say_what_they_said_and_have_their_first_entry(tmp_path: Path) -> None:
    """Number, household, period and paper of each stay; each gets a token of its own and the entry of its issue."""
    lines(start(tmp_path, BEFORE))
    told = "2018 True {code} 2016 2020 valid {place} {code}/GCN-HN.HCN issued 2018 True decision True"
    assert lines(start(tmp_path, AFTER)) == [
        f"01906 1 {told.format(code='01', place=0)}",
        f"01906 2 {told.format(code='02', place=1)}",
        f"01909 1 {told.format(code='01', place=0)}",
        "3",
    ]
