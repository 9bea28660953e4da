"""Times saving single answers while many people fill forms: ``python benchmarks/drafts.py [HEADS] [SECONDS] [PAUSE]``.

Plays a small district to the middle of its season in a folder of its own (SQLite), serves it as ``rasoat serve`` does,
and lets HEADS people (50) each fill a form of his own for SECONDS (30), one answer every PAUSE seconds (2) or so; with
PAUSE 0 each sends the next as soon as the last is saved. Prints milliseconds (median, p95, worst) beside those of two
other pages, asked by the same people in the same run: the preview, which reads the same and writes nothing, and the page
that only writes one row (``/healthz``). Last comes what became of the answers: each is read again from the database.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path
from typing import NamedTuple

HEADS, SECONDS, PAUSE = 50, 30.0, 2.0
ANSWERS = {"cattle": 9, "poultry": 99, "pigs_goats": 9, "electricity_kwh": 300, "garden_m2": 900}


class Form(NamedTuple):
    """A form to fill: its key on the list, the version it will be, and the cookie of somebody who may."""

    listing: int
    version: int
    session: str


def main(heads: int, seconds: float, pause: float) -> None:
    """Prepare, serve, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        os.environ.update(RASOAT_DATA=folder, DJANGO_SETTINGS_MODULE="rasoat.settings")
        os.environ.pop("RASOAT_DATABASE", None)
        forms = prepare(heads)
        port = free_port()
        command = [sys.executable, "-m", "rasoat.cli", "serve", "--data", str(data), "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait(port)
            run = Run(port, seconds, pause)
            run.play(forms)
            report(run)
        finally:
            server.terminate()
            server.wait(timeout=30)
        print(f"{lost(run)} answers lost")


def prepare(heads: int) -> list[Form]:
    """Play the season to its middle; return one form a person, each with its own signed-in session."""
    import django

    django.setup()
    from rasoat.cli import data_folder
    from rasoat.demo.facts import COMMUNES, MIDDLE
    from rasoat.demo.households import build_world
    from rasoat.demo.season import play
    from rasoat.survey.first_shown import next_version
    from rasoat.survey.models import Listing

    data_folder.migrate()
    play(build_world(2018, 40, [commune._replace(villages=2) for commune in COMMUNES]), until=MIDDLE)
    rows = Listing.objects.filter(
        village__state="surveying", inclusion="included", household__ended_on=None
    ).select_related("village__unit")
    forms = [Form(row.pk, next_version(row), signed_in(row)) for row in rows.order_by("pk")[:heads]]
    assert len(forms) == heads, f"only {len(forms)} forms wait; ask for fewer people"
    data_folder.release_database()
    return forms


def signed_in(row: object) -> str:
    """Return the key of a new session of the village's reviewer."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from rasoat.accounts.models import User
    from rasoat.demo import stage

    user = User.objects.get(username=stage.reviewer_of(row.village.unit.code))  # type: ignore[attr-defined]
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


class Run:
    """The people at work, and what they measured (seconds)."""

    def __init__(self, port: int, seconds: float, pause: float) -> None:
        self.port, self.seconds, self.pause = port, seconds, pause
        self.saved: list[float] = []
        self.preview: list[float] = []
        self.plain: list[float] = []
        self.stands: dict[int, dict[str, str]] = {}
        self.failed: list[str] = []

    def play(self, forms: list[Form]) -> None:
        """Let everybody fill his form at once."""
        people = [
            threading.Thread(target=self._fill, args=(form, number)) for number, form in enumerate(forms)
        ]
        for each in people:
            each.start()
        for each in people:
            each.join()

    def _fill(self, form: Form, number: int) -> None:
        chance = random.Random(number)  # which answer, not a secret
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        until, base = time.monotonic() + self.seconds, 0
        while time.monotonic() < until:
            time.sleep(chance.uniform(0.5, 1.5) * self.pause)
            drawn = chance.random()
            if drawn < 0.1:
                begun = time.perf_counter()
                self._ask(door, "GET", "/healthz", "", {})
                self.plain.append(time.perf_counter() - begun)
                continue
            name = chance.choice(list(ANSWERS))
            fields = {
                "version": form.version,
                "base": base,
                "editor": f"bench-{number}",
                name: chance.randint(0, ANSWERS[name]),
            }
            cookie = f"sessionid={form.session}; csrftoken={'a' * 32}"
            headers = {
                "Cookie": cookie,
                "X-CSRFToken": "a" * 32,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            sent, begun = urllib.parse.urlencode(fields), time.perf_counter()
            if drawn < 0.2:
                self._ask(door, "POST", f"/phieu-b/{form.listing}/tinh/", sent, headers)
                self.preview.append(time.perf_counter() - begun)
                continue
            status, body = self._ask(door, "POST", f"/phieu-b/{form.listing}/luu/", sent, headers)
            self.saved.append(time.perf_counter() - begun)
            if status == 200:
                base = json.loads(body)["revision"]
                self.stands.setdefault(form.listing, {})[name] = str(fields[name])
            else:
                self.failed.append(f"{status} {body[:120]!r}")

    @staticmethod
    def _ask(
        door: http.client.HTTPConnection, method: str, path: str, body: str, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        door.request(method, path, body, headers)
        answer = door.getresponse()
        return answer.status, answer.read()


def report(run: Run) -> None:
    """Print the figures."""
    print(f"{'':<14}{'requests':>9}{'median ms':>11}{'p95 ms':>9}{'worst ms':>10}")
    for name, times in (
        ("save an answer", run.saved),
        ("preview", run.preview),
        ("healthz", run.plain),
    ):
        found = sorted(1000 * each for each in times)
        p95 = found[max(int(len(found) * 0.95) - 1, 0)]
        if not found:
            continue
        print(f"{name:<14}{len(found):>9}{statistics.median(found):>11.1f}{p95:>9.1f}{found[-1]:>10.1f}")
    print(
        f"{len(run.saved) / run.seconds:.0f} answers a second, {len(run.failed)} not saved", *run.failed[:3]
    )


def lost(run: Run) -> int:
    """Return how many of the answers that were told to be saved do not stand in the database."""
    from rasoat.survey.drafting import draft_of, values_of
    from rasoat.survey.filling import SurveyFilling
    from rasoat.survey.models import Listing

    count = 0
    for listing in Listing.objects.filter(pk__in=run.stands):
        filling = SurveyFilling(listing)
        values = values_of(draft_of(filling), filling)
        count += sum(values.get(name) != value for name, value in run.stands[listing.pk].items())
    return count


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(port: int) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else HEADS,
        float(given[1]) if len(given) > 1 else SECONDS,
        float(given[2]) if len(given) > 2 else PAUSE,
    )
