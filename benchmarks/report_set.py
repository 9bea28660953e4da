"""Seconds to build, freeze and write the whole set of a district: ``python -m benchmarks.report_set [HOUSEHOLDS]``.

Made households in 206 villages of 16 communes, a third of them decided as poor or near-poor. The aims for 12,000
households are 5 s for the set and 10 s for its workbook.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

SET_SECONDS, WORKBOOK_SECONDS = 5, 10
GROUPS = ("Tày", "Nùng", "Dao", "Mông", "Kinh")


def main() -> int:
    """Make the district in a database of its own and say what each step took; 1 when an aim is missed."""
    os.environ["RASOAT_DATA"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "rasoat.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    season = _district(int(sys.argv[1]) if len(sys.argv) > 1 else 12_000)
    from rasoat.reports.sets import freeze, frozen_tables
    from rasoat.reports.sources import Source
    from rasoat.reports.tables import build_set
    from rasoat.reports.xlsx import to_workbook

    world = season.world
    spent = {}
    begun = time.perf_counter()
    build_set(Source.of(world.round, world.district, preliminary=False))
    spent["set"] = time.perf_counter() - begun
    begun = time.perf_counter()
    kept = freeze(world.round, world.district, official=True, maker=world.people["district_officer"])
    spent["freeze"] = time.perf_counter() - begun
    begun = time.perf_counter()
    to_workbook(list(frozen_tables(kept).values()))
    spent["workbook"] = time.perf_counter() - begun
    for step, seconds in spent.items():
        print(f"{seconds:8.2f} s  {step}")
    return int(spent["set"] > SET_SECONDS or spent["workbook"] > WORKBOOK_SECONDS)


def _district(households: int) -> Any:
    """Return a season with its households written in bulk."""
    from rasoat.areas.models import Unit
    from rasoat.recognition.models import Recognition
    from rasoat.roster.models import Household, Member, OpeningEntry
    from rasoat.rounds.models import CommuneRound, VillageRound
    from rasoat.survey.models import Listing, Score, Submission
    from tests.reports.season import Season
    from tests.world import DAY, START, make_world, unit

    world, rng = make_world(), Random(1)
    for n in range(14):
        commune = unit(f"02{n:03}", "commune", f"Xã {n}", world.district)
        world.communes.append(commune)
        row = CommuneRound.objects.create(round=world.round, unit=commune)
        for m in range(14):
            village = unit(f"02{n:03}-{m:02}", "village", f"Thôn {m}", commune)
            world.villages.append(village)
            VillageRound.objects.create(round=world.round, commune=row, unit=village)
    season = Season(world)
    season.decide()
    assert Unit.objects.filter(level="village").count() > 190
    places = [(n % len(world.villages)) for n in range(households)]
    homes = [
        Household(id=UUID(int=n), village=world.villages[place], code=f"H{n}", registered_on=START)
        for n, place in enumerate(places)
    ]
    Household.objects.bulk_create(homes)
    people = []
    for home in homes:
        group = rng.choice(GROUPS)
        for k in range(4):
            people.append(
                Member(
                    household=home, full_name=f"Người {k}", relation="child" if k else "head", sex="male",
                    birth_date=date(1980 + 10 * k, 1, 1), ethnic_group=group, joined_on=START,
                ).prepare()
            )  # fmt: skip
    Member.objects.bulk_create(people, batch_size=5000)
    decided = [
        (home, season.villages[place])
        for home, place in zip(homes, places, strict=True)
        if rng.random() < 0.35
    ]
    listings = Listing.objects.bulk_create(
        Listing(village=village, household=home, group="current", inclusion="included", added_by=season.user)
        for home, village in decided
    )
    forms = Submission.objects.bulk_create(
        Submission(
            id=UUID(int=n), listing=listing, version=1, origin="survey", answers={"all_dependent": 0}, answers_hash="0" * 64,
            form_version="x", persons=4, visited_on=DAY, respondent="x", reviewer=season.user,
        )
        for n, listing in enumerate(listings)
    )  # fmt: skip
    results = [rng.choice(("poor_income", "poor_deprivation", "near_poor", "average")) for _ in forms]
    Score.objects.bulk_create(
        Score(
            submission=form, b1=100, b2=20, result=result, deprivations="1;7", pack="vn-2016", pack_hash="0" * 64,
            reference_date=world.round.reference_date, code_version="x",
        )
        for form, result in zip(forms, results, strict=True)
    )  # fmt: skip
    OpeningEntry.objects.bulk_create(
        OpeningEntry(
            round=world.round, household=home, kind=rng.choice(("poor_income", "near_poor")), persons=4
        )
        for home, _village in decided
    )
    Recognition.objects.bulk_create(
        Recognition(
            round=world.round, household=home, decision=season.decisions[village.commune_id], submission=form,
            result=result, kind="none", persons=4,
        )
        for (home, village), form, result in zip(decided, forms, results, strict=True)
    )  # fmt: skip
    return season


if __name__ == "__main__":
    sys.exit(main())
