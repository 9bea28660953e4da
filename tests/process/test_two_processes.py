"""Two processes at once: numbers are used once, a step is taken once, the log has no fork (F20, F29)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.template import migrated_folder

ROOT = Path(__file__).parents[2]

PREPARE = """
from tests.world import make_world
make_world()
"""

ISSUE = """
from datetime import date
from django.db import transaction
from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.audit import log
from rasoat.documents.models import Kind
from rasoat.documents.register import issue, next_number
from tests.documents.samples import opinion
paper = opinion(1)
unit, user = Unit.objects.get(level="district"), User.objects.get(username="district_officer")
for turn in range(15):
    with transaction.atomic():
        number = next_number(unit, Kind.OPINION, 2018, practice=True)
        issue(Kind.OPINION, unit, title="thử", issued_on=date(2018, 11, 1), issued_by=user, practice=True,
              number=number, items=[paper])
        log.record(actor=user, role="x", action="test", unit_path=unit.path, subject="x:1", facts={})
    print(number)
"""

STEP = """
from rasoat.accounts.models import User
from rasoat.errors import RasoatError
from rasoat.rounds.models import VillageRound
from rasoat.survey.listing import CloseList
village = VillageRound.objects.get(unit__code="01906-01")
head = User.objects.get(username="village_head")
try:
    CloseList(actor=head, village=village).run()
    print("done")
except RasoatError as error:
    print(error.code)
"""

CHECK = """
from rasoat.audit.log import broken_entries
from rasoat.audit.models import Entry
print(broken_entries(), Entry.objects.filter(action="list.close").count())
"""


def start(data: Path, script: str, **pipes: Any) -> subprocess.Popen[str]:
    """Start a Python process on the database in ``data``."""
    setup = "import django; django.setup()\n"
    environment = {**os.environ, "RASOAT_DATA": str(data), "DJANGO_SETTINGS_MODULE": "rasoat.settings"}
    environment.pop("RASOAT_DATABASE", None)
    return subprocess.Popen(
        [sys.executable, "-c", setup + script],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        **pipes,
    )


def lines(process: subprocess.Popen[str]) -> list[str]:
    """Wait for the process and return what it printed."""
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return out.split("\n")[:-1]


def let_go(processes: list[subprocess.Popen[str]]) -> None:
    """Wait until every process is ready, then let all of them go on."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small world, on disk."""
    folder = migrated_folder(tmp_path_factory.mktemp("two"))
    lines(start(folder, PREPARE))
    return folder


def test_a_number_is_used_once(data: Path) -> None:
    """Two issuers get thirty different numbers without a gap."""
    both = [start(data, ISSUE) for _ in range(2)]
    numbers = sorted(int(number) for process in both for number in lines(process))
    assert numbers == list(range(1, 31))


def test_a_step_is_taken_once_and_the_log_has_no_fork(data: Path) -> None:
    """Of two people who close the same list one is told that it is done."""
    both = [start(data, STEP) for _ in range(2)]
    outcomes = Counter(line for process in both for line in lines(process))
    assert outcomes == {"done": 1, "P001": 1}
    assert lines(start(data, CHECK)) == ["[] 1"]


SURVEY = """
from tests.world import answers, make_world
world = make_world()
world.household("01", "poor_income")
world.surveyed()
"""

HAND_IN = """
import sys
from datetime import date
from rasoat.accounts.models import User
from rasoat.errors import RasoatError
from rasoat.survey.answers import SubmitAnswers
from rasoat.survey.drafting import SaveDraft
from rasoat.survey.filling import SurveyFilling
from rasoat.survey.models import Listing
from tests.world import DAY, answers
who, cattle = {who!r}, {cattle}
listing = Listing.objects.select_related("village__unit", "village__round", "household", "answered").get()
actor = User.objects.get(username=who)
page = {{"filling": SurveyFilling(listing), "editor": who, "base": 0}}
print("ready", flush=True)
sys.stdin.readline()
try:
    form = SubmitAnswers(actor=actor, village=listing.village, listing=listing, answers=answers(cattle=cattle),
                         visited_on=DAY, respondent="Chủ hộ", version=1).run()
    print("handed in", form.answers["cattle"])
except RasoatError as error:
    typed = {{"cattle": str(cattle)}}
    kept = SaveDraft(actor=actor, typed=typed, version=2, **page).run()
    print(error.code, kept.draft.answers["cattle"][-1][1])
"""

KEPT = """
from rasoat.survey.drafting import draft_of, values_of
from rasoat.survey.filling import SurveyFilling
from rasoat.survey.models import Listing
listing = Listing.objects.select_related("village__unit", "village__round", "household", "answered").get()
filling = SurveyFilling(listing)
forms = list(listing.submissions.values_list("version", "answers__cattle"))
print(forms, listing.answered.answers["cattle"], values_of(draft_of(filling), filling)["cattle"])
"""


def test_of_two_forms_at_once_one_wins_and_nothing_is_lost(tmp_path: Path) -> None:
    """The other gets P250, and what it held is the draft of the next version: each answer stands somewhere."""
    folder = migrated_folder(tmp_path)
    lines(start(folder, SURVEY))
    both = [
        start(folder, HAND_IN.format(who=who, cattle=cattle), stdin=subprocess.PIPE)
        for who, cattle in (("reviewer", 3), ("village_head", 5))
    ]
    let_go(both)
    outcomes = [line for process in both for line in lines(process)]
    (won,) = (int(line.split()[-1]) for line in outcomes if line.startswith("handed in"))
    lost = 8 - won
    assert sorted(outcomes) == [f"P250 {lost}", f"handed in {won}"]
    assert lines(start(folder, KEPT)) == [f"[(1, {won})] {won} {lost}"]


CERTIFY = """
from tests.process.test_certificates import CLOSED, certified
from tests.world import DAY, answers, make_world
world = make_world()
codes = ["01", "02", "03", "04", "05", "06"]
for code in codes:
    world.household(code, "poor_income")
certified(world, {code: answers() for code in codes}, DAY, CLOSED)
"""

REPLACE = """
import sys
from rasoat.accounts.models import User
from rasoat.recognition.certificates import ReplaceCertificate
from rasoat.recognition.models import Certificate
from tests.process.test_certificates import CLOSED
officer = User.objects.get(username="commune_officer")
print("ready", flush=True)
sys.stdin.readline()
for number in {numbers}:
    held = Certificate.objects.get(number=number)
    new = ReplaceCertificate(actor=officer, certificate=held, on=CLOSED, reason="Giấy mất").run()
    print(new.number)
"""


def test_certificates_numbered_at_once_have_no_number_twice_and_no_gap(tmp_path: Path) -> None:
    """Two officers replace three certificates each at the same time: seven to twelve, each once."""
    folder = migrated_folder(tmp_path)
    lines(start(folder, CERTIFY))
    both = [
        start(folder, REPLACE.format(numbers=numbers), stdin=subprocess.PIPE)
        for numbers in ([1, 2, 3], [4, 5, 6])
    ]
    let_go(both)
    assert sorted(int(number) for process in both for number in lines(process)) == list(range(7, 13))
