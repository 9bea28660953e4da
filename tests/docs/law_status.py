"""The part of docs/law-packs.md that says what is not verified and what was not found, made from the packs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rasoat import law
from rasoat.law import Cell, Pack, Provenance

PROVENANCES = tuple(str(each) for each in Provenance)


def law_status() -> str:
    """Return a table of the packs by provenance, and what each did not find."""
    packs = [law.load(name) for name in law.packs()]
    head = ["pack", "values", *PROVENANCES, "verified by two", "checked on a day"]
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *map(_counts, packs)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return table + "\n\n" + "\n\n".join(_not_found(pack) for pack in packs)


def _counts(pack: Pack) -> list[str]:
    cells = pack.cells()
    sources = [sum(cell.provenance == each for cell in cells) for each in PROVENANCES]
    checked = sum(cell.last_checked is not None for cell in cells)
    numbers = [len(cells), *sources, sum(cell.verified for cell in cells), checked]
    return [f"`{pack.id}`", *map(str, numbers)]


def _not_found(pack: Pack) -> str:
    lines = [f"Not found, `{pack.id}`:", ""]
    for (ref, family), cells in groupby(_gaps(pack), key=lambda cell: (str(cell.ref), _family(cell))):
        lines.append(f"- {_names(family, list(cells))} ({ref})")
    return "\n".join(lines)


def _gaps(pack: Pack) -> Iterator[Cell[object]]:
    missing = [cell for cell in pack.cells() if not cell.known]
    yield from sorted(missing, key=lambda cell: (_family(cell), str(cell.ref)))


def _family(cell: Cell[object]) -> str:
    return ".".join(cell.key.split(".")[:2]) if cell.key.startswith(("b1", "b2")) else cell.key.split(".")[0]


def _names(family: str, cells: list[Cell[object]]) -> str:
    if len(cells) > 8:
        return f"`{family}.*`: {len(cells)} values"
    return ", ".join(f"`{key}`" for key in dict.fromkeys(cell.key for cell in cells))
