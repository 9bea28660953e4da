"""How errors name places of a workbook: ``D5:D9, D12``, of many the first and how many more."""

from __future__ import annotations

from collections.abc import Iterable

from rasoat.lawbook.workbook_parts import Place, letters

_SHOWN = 12


def cells(places: Iterable[Place]) -> str:
    """Return cells by name, runs down a column as one."""
    columns: dict[int, list[int]] = {}
    for place in sorted(set(places)):
        columns.setdefault(place.column, []).append(place.row)
    return listed(
        span(f"{letters(column)}{first + 1}", f"{letters(column)}{last + 1}", ":")
        for column, rows in columns.items()
        for first, last in runs(rows)
    )


def rows(numbers: Iterable[int]) -> str:
    """Return rows counted from 0 as the sheet numbers them: ``5–9, 12``."""
    return listed(span(str(first + 1), str(last + 1), "–") for first, last in runs(sorted(numbers)))


def span(first: str, last: str, sign: str) -> str:
    """Return one name, or the first and the last."""
    return first if first == last else f"{first}{sign}{last}"


def listed(names: Iterable[str]) -> str:
    """Return names joined by commas."""
    every = list(names)
    more = [f"… (+{len(every) - _SHOWN})"] if len(every) > _SHOWN else []
    return ", ".join(every[:_SHOWN] + more)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of ascending ``numbers`` without a hole."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
