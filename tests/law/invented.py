"""An invented point table for a pack that has none: every cell a number of its own, brought in as amendments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from rasoat import law
from rasoat.law import Pack
from rasoat.law.amendments import Amendment, write
from rasoat.law.model import PointKey
from tests.law.casebook import INVENTED


def points(pack_id: str) -> dict[PointKey, int]:
    """Return invented points: of every item, option and area, 0 to 40, no two neighbours alike."""
    pack = law.load(pack_id)
    keys = [(i.key, o.key, a.key) for i in pack.items for o in i.options for a in pack.areas]
    return {key: number * 17 % 41 for number, key in enumerate(keys)}


@cache
def numbered(pack_id: str) -> Pack:
    """Return the pack with the invented table of ``points``."""
    values = {f"b1.points.{'.'.join(key)}": str(value) for key, value in points(pack_id).items()}
    return amended(pack_id, values)


def amended(pack_id: str, values: Mapping[str, str]) -> Pack:
    """Return the shipped pack in which an invented document gives the cells of ``values`` others, on all their days."""
    return law.from_files(pack_id, amended_files(pack_id, values))


def amended_files(pack_id: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return the files of that pack."""
    days = defaultdict(list)
    for cell in law.load(pack_id).cells():
        days[cell.key].append(cell.since)
    rows = [
        Amendment(
            key=key,
            since=since,
            value=value,
            document=INVENTED,
            document_title="Bịa ra để thử",
            article="bịa",
            provenance="illustrative",
        )
        for key, value in values.items()
        for since in days[key]
    ]
    return {**law.shipped_files(pack_id), "amendments.csv": write(rows)}
