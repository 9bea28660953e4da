"""Seconds for the whole set of a province: ``python -m benchmarks.province_set [DISTRICTS]`` (33 make 400,000 households).

Makes one district of 12,000 households as ``benchmarks.report_set`` does, copies it in SQL into the others, and builds
every table of the province, all rows from village to province and by urban and rural areas. The aim for 400,000
households is 60 s. Processor seconds stand beside, for a machine that does other work too.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from typing import Any

SECONDS, HOUSEHOLDS, ALL = 60, 12_000, 33
# Table, columns whose value is another row's of the copy (column → its table).
COPIED: tuple[tuple[str, dict[str, str]], ...] = (
    ("roster_household", {"village_id": "areas_unit"}),
    ("roster_member", {"household_id": "roster_household"}),
    ("survey_listing", {"household_id": "roster_household", "village_id": "rounds_villageround", "answered_id": ""}),
    ("survey_submission", {"listing_id": "survey_listing"}),
    ("survey_score", {"submission_id": "survey_submission"}),
    ("roster_openingentry", {"household_id": "roster_household"}),
    ("recognition_recognition", {
        "household_id": "roster_household", "submission_id": "survey_submission", "decision_id": "recognition_decision",
    }),
)  # fmt: skip


def main() -> int:
    """Make the province and say what each step took; 1 when the aim is missed by a province of full size."""
    os.environ["RASOAT_DATA"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "rasoat.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    districts = int(sys.argv[1]) if len(sys.argv) > 1 else ALL
    begun = time.perf_counter()
    season = _province(districts)
    print(f"{time.perf_counter() - begun:8.1f} s  filling {districts} districts of {HOUSEHOLDS} households")
    from rasoat.reports.sources import Source
    from rasoat.reports.tables import build_set

    world = season.world
    begun, worked = time.perf_counter(), time.process_time()
    tables = build_set(Source.of(world.round, world.province, preliminary=False))
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    total = tables["results"].total
    print(
        f"{seconds:8.1f} s  ({processor:.1f} s of a processor)  {len(tables)} tables, {total['c1']} households"
    )
    assert total["c1"] == districts * HOUSEHOLDS
    return int(districts >= ALL and seconds > SECONDS)


def _province(districts: int) -> Any:
    from django.db import connection, transaction

    from benchmarks.report_set import _district
    from rasoat.rounds.models import Round

    season = _district(HOUSEHOLDS)
    world = season.world
    Round.objects.filter(pk=world.round.pk).update(unit=world.province)
    world.round.refresh_from_db()
    with transaction.atomic(), connection.cursor() as cursor:
        for number in range(1, districts):
            maps = _places(season, number)
            for table, others in COPIED:
                _copy(cursor, table, others, maps, number)
            cursor.execute(_ANSWERED, [f"{number:02x}%"])
    return season


_ANSWERED = """UPDATE survey_listing SET answered_id = (
    SELECT id FROM survey_submission WHERE listing_id = survey_listing.id) WHERE household_id LIKE %s"""


def _places(season: Any, number: int) -> dict[str, dict[int, int]]:
    """Copy units, the communes and villages of the round and their decisions; return where each row went."""
    from rasoat.areas.models import Unit
    from rasoat.recognition.models import Decision
    from rasoat.rounds.models import CommuneRound, VillageRound
    from tests.world import unit

    world = season.world
    district = unit(f"5{number:02}", "district", f"Huyện {number}", world.province)
    maps: dict[str, dict[int, int]] = {
        name: {} for name in ("areas_unit", "rounds_villageround", "recognition_decision")
    }
    for commune in world.communes:
        old = CommuneRound.objects.get(round=world.round, unit=commune)
        made = unit(f"{number}{commune.code}"[-20:], "commune", commune.name, district)
        new = CommuneRound.objects.create(round=world.round, unit=made)
        decision = Decision.objects.filter(commune=old).first()
        for village in Unit.objects.filter(parent=commune):
            copied = unit(f"{number}{village.code}"[-20:], "village", village.name, made)
            place = VillageRound.objects.get(round=world.round, unit=village)
            row = VillageRound.objects.create(round=world.round, commune=new, unit=copied)
            maps["areas_unit"][village.pk], maps["rounds_villageround"][place.pk] = copied.pk, row.pk
        if decision is not None:
            season.decisions.pop(new.pk, None)
            maps["recognition_decision"][decision.pk] = season._decision(new.pk, made).pk
    return maps


def _copy(
    cursor: Any, table: str, others: dict[str, str], maps: dict[str, dict[int, int]], number: int
) -> None:
    """Copy the rows of the first district: text keys get the number in front, others the place of the copied row."""
    cursor.execute(f"SELECT name FROM pragma_table_info('{table}')")
    columns = [name for (name,) in cursor.fetchall()]
    marked = {"household_id", "submission_id", "sent_as"}
    if table in ("roster_household", "survey_submission"):
        marked = marked | {"id"}
    taken = [name for name in columns if name in marked or name != "id"]
    values = [_value(name, others, maps, number, marked) for name in taken]
    first = next(name for name in ("household_id", "submission_id", "id") if name in taken)
    if table == "survey_submission":
        first = "id"
    quoted = ", ".join(f'"{name}"' for name in taken)
    cursor.execute(
        f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} FROM {table} WHERE substr({first}, 1, 2) = '00'"
    )


def _value(
    name: str, others: dict[str, str], maps: dict[str, dict[int, int]], number: int, marked: set[str]
) -> str:
    if name == "answered_id":
        return "NULL"
    if name in marked:
        return f"'{number:02x}' || substr(\"{name}\", 3)"
    if name == "listing_id":
        return (
            f"(SELECT l.id FROM survey_listing l WHERE l.household_id = '{number:02x}' || substr((SELECT household_id "
            f"FROM survey_listing o WHERE o.id = survey_submission.listing_id), 3))"
        )
    known = maps.get(others.get(name, ""))
    if known is None:
        return f'"{name}"'
    whens = " ".join(f"WHEN {old} THEN {new}" for old, new in known.items())
    return f'CASE "{name}" {whens} END'


if __name__ == "__main__":
    sys.exit(main())
