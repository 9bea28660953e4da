"""What a proposal would change: each cell before and after, tried on the edition that counts now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rasoat import law
from rasoat.errors import Refused
from rasoat.law import amendments
from rasoat.law.amendments import Amendment
from rasoat.law.model import MonthDay
from rasoat.law.read_forms import NO_SUCH_RULE
from rasoat.lawbook.models import KEEP
from rasoat.lawbook.typed import canonical
from rasoat.text_vi import clean_cell

POINTS = "b1.points."


class Wanted(NamedTuple):
    """What somebody wants a cell to be from a day on; ``=`` leaves the value and only has it verified."""

    key: str
    since: date
    new: str


class Basis(NamedTuple):
    """The text a proposal rests on: number, title and article of the law or of the province's decision."""

    kind: str
    since: date
    document: str
    document_title: str
    article: str


class Line(NamedTuple):
    """A cell before and after; the texts are written as amendments write them."""

    key: str
    since: date
    old: str
    new: str

    @property
    def same(self) -> bool:
        """Whether the value itself stays."""
        return self.new in (KEEP, self.old)


ETHNIC = "report_ethnic."
"""Before the code of a province: the ethnic groups that have a column there, with commas between them."""


def draft(pack: law.Pack, files: Mapping[str, str], basis: Basis, wanted: Iterable[Wanted]) -> list[Line]:
    """Return the lines of a proposal in the order of the pack.

    Refused: P120 (nothing changes), P122 (an area would be left with gaps), P123 (no such cell), P133 (document or
    article missing), P134 (a value is confirmed though there is none), P136 (a cell twice).
    ``LawError``: a value the pack does not accept.
    """
    _check_basis(pack, basis)
    cells = _cells(pack, [each._replace(new=canonical(each.key, clean_cell(each.new))) for each in wanted])
    if not cells:
        raise Refused("P120")
    tried = amended(pack.id, files, [_row(pack, basis, each) for each, _cell in cells])
    lines = [_line(tried, each, cell) for each, cell in cells]
    changes = [line for line, (_, cell) in zip(lines, cells, strict=True) if not _settled(line, cell)]
    if not changes:
        raise Refused("P120")
    _check_gaps(tried, lines)
    order = {cell.key: number for number, cell in enumerate(pack.cells())}
    return sorted(changes, key=lambda line: (order[line.key], line.since))


def _check_basis(pack: law.Pack, basis: Basis) -> None:
    known = basis.document in pack.documents
    if not basis.document or not basis.article or not (known or basis.document_title):
        raise Refused("P133")


def _cells(pack: law.Pack, wanted: Sequence[Wanted]) -> list[tuple[Wanted, law.Cell[Any]]]:
    found: dict[tuple[str, date], tuple[Wanted, law.Cell[Any]]] = {}
    for each in wanted:
        cell = cell_of(pack, each.key, each.since)
        since = cell.since if each.new == KEEP else each.since
        if (each.key, since) in found:
            raise Refused("P136", key=each.key, day=f"{since:%d/%m/%Y}")
        found[each.key, since] = (each._replace(since=since), cell)
    return list(found.values())


def cell_of(pack: law.Pack, key: str, on: date) -> law.Cell[Any]:
    """Return a cell; raises ``Refused`` P123 when the pack has none of that name, ``LawError`` L016 for the day."""
    try:
        return pack.cell(key, on)
    except KeyError:
        raise Refused("P123", key=key[:120], pack=pack.id) from None


def _row(pack: law.Pack, basis: Basis, wanted: Wanted) -> Amendment:
    if wanted.new == KEEP:
        return Amendment(key=wanted.key, since=wanted.since, value=KEEP)
    return Amendment(
        key=wanted.key,
        since=wanted.since,
        value=wanted.new,
        document=basis.document,
        document_title="" if basis.document in pack.documents else basis.document_title,
        article=basis.article,
        provenance=law.Provenance.LAW_TEXT,
    )


def amended(pack_id: str, files: Mapping[str, str], rows: Iterable[Amendment]) -> law.Pack:
    """Return the pack that ``files`` make with more amendments; raises ``LawError`` when it is not sound."""
    return law.from_files(pack_id, with_amendments(files, rows))


def with_amendments(files: Mapping[str, str], rows: Iterable[Amendment]) -> dict[str, str]:
    """Return ``files`` with rows added to their amendments."""
    earlier = amendments.read(files[amendments.FILE]) if amendments.FILE in files else ()
    return {**files, amendments.FILE: amendments.write([*earlier, *rows])}


def _line(tried: law.Pack, wanted: Wanted, cell: law.Cell[Any]) -> Line:
    if wanted.new != KEEP:
        after = tried.cell(wanted.key, wanted.since)
        return Line(wanted.key, wanted.since, text_of(cell), text_of(after))
    if not cell.known:
        raise Refused("P134", key=wanted.key)
    return Line(wanted.key, wanted.since, text_of(cell), KEEP)


def _settled(line: Line, cell: law.Cell[Any]) -> bool:
    """Whether a line says nothing new: two people have found this very value in the law already."""
    return cell.verified and (line.new == KEEP or (line.same and cell.provenance is law.Provenance.LAW_TEXT))


def _check_gaps(tried: law.Pack, lines: Iterable[Line]) -> None:
    """An area whose table is brought in is brought in whole."""
    touched = {(line.since, line.key.rpartition(".")[2]) for line in lines if _brings_points(line)}
    for day, area in sorted(touched):
        gaps = [cell for cell in tried.on(day).gaps([area]) if cell.key.startswith(POINTS)]
        if gaps:
            raise Refused("P122", area=area, count=len(gaps), first=gaps[0].key)


def _brings_points(line: Line) -> bool:
    return line.key.startswith(POINTS) and line.new != KEEP


def text_of(cell: law.Cell[Any]) -> str:
    """Return a value as amendments write it; a value that is not known, or has no such text (a form), is empty."""
    if cell.value is None and cell.known and cell.key.startswith("process."):
        return NO_SUCH_RULE
    if cell.key.startswith(ETHNIC) and cell.value is not None:
        return ", ".join(cell.value)
    return _text(cell.value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, MonthDay):
        return f"{value.month:02d}-{value.day:02d}"
    if isinstance(value, law.Bounds):
        return ";".join(f"{name}={number}" for name, number in value._asdict().items() if number is not None)
    if isinstance(value, frozenset):
        return " ".join(sorted(value)) or "-"
    return value if isinstance(value, str) else ""
