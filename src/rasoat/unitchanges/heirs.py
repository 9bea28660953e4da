"""Who holds the area of a unit that ended: the smallest unit in force that holds all it became.

Where nothing holds all of it, as when a province is divided, its own papers stay with what keeps its code, else with the
first of what it became: somebody answers for them. What lay below it goes its own way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rasoat.areas.models import Succession, Unit


def common(paths: Iterable[str]) -> str:
    """Return the path of the smallest unit above (or at) all of ``paths``; empty when nothing holds them all."""
    split = [path.split("/")[:-1] for path in paths]
    shared: list[str] = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "".join(f"{part}/" for part in shared)


def hand_over() -> None:
    """Write down the heir of every unit that has ended, the latest first: by its successors, else by what it held."""
    successors: defaultdict[int, list[int]] = defaultdict(list)
    for old, new in Succession.objects.values_list("predecessor", "successor"):
        successors[old].append(new)
    units = {unit.pk: unit for unit in Unit.objects.only("path", "code", "heir_path", "valid_to", "parent")}
    held: defaultdict[int, list[int]] = defaultdict(list)
    for unit in units.values():
        if unit.valid_to is not None and unit.parent_id is not None:
            held[unit.parent_id].append(unit.pk)
    found: dict[int, str] = {}

    def heir(pk: int) -> str:
        if pk not in found:
            unit = units[pk]
            after = successors[pk] or held[pk]
            found[pk] = unit.path if unit.valid_to is None or not after else heir_of(unit, after)
        return found[pk]

    def heir_of(unit: Unit, after: list[int]) -> str:
        first = min(after, key=lambda pk: (units[pk].code != unit.code, units[pk].path))
        return common(map(heir, after)) or heir(first)

    changed = [
        unit for unit in units.values() if unit.valid_to is not None and heir(unit.pk) != unit.heir_path
    ]
    for unit in changed:
        unit.heir_path = found[unit.pk]
    Unit.objects.bulk_update(changed, ["heir_path"], batch_size=500)
