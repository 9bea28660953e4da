"""What the pages of the law show: provinces, packs, cells by state, and the cells of a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.http import Http404

from rasoat import law
from rasoat.accounts.doors import Visit, scope
from rasoat.areas.models import Level, Unit
from rasoat.areas.scope import Scope
from rasoat.audit.action import today
from rasoat.audit.desk import language
from rasoat.errors import sentence
from rasoat.law.read_forms import NO_SUCH_RULE
from rasoat.lawbook import editions
from rasoat.lawbook.drafting import ETHNIC, Line, text_of
from rasoat.lawbook.local import locals_of
from rasoat.lawbook.models import Edition, LocalStandard, Proposal, ProposalQuerySet, ProposedCell
from rasoat.lawbook.naming import area_of, group_of, name_of
from rasoat.lawbook.wording import readable, shown
from rasoat.text_vi import fold


def provinces(within: Scope) -> list[Unit]:
    """Return the provinces that hold the units of a scope, as they exist today."""
    tops = {path.partition("/")[0] + "/" for path in within.paths}
    return list(Unit.objects.in_force(today()).filter(level=Level.PROVINCE, path__in=tops))


def find_province(request: Visit, code: str) -> Unit:
    """Return a province whose law the visitor may see; any other does not exist for him (404, A003)."""
    found = [unit for unit in provinces(scope(request)) if unit.code == code]
    if not found:
        raise Http404(f"A003 {sentence('A003')}")
    return found[0]


def find_proposal(request: Visit, pk: int) -> Proposal:
    """Return a proposal of a province of the visitor (404, A003)."""
    rows = Proposal.objects.select_related("province", "desk", "proposed_by")
    found = rows.seen_from(scope(request)).filter(pk=pk).first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


@dataclass(frozen=True)
class Book:
    """A pack as it stands in a province."""

    province: Unit
    pack: law.Pack
    edition: Edition | None
    local: LocalStandard | None = None

    @cached_property
    def cells(self) -> tuple[law.Cell[Any], ...]:
        """Every cell, of every date."""
        return tuple(self.pack.cells())

    @property
    def verified(self) -> int:
        """How many cells two people have verified."""
        return sum(cell.verified for cell in self.cells)

    @property
    def missing(self) -> int:
        """How many cells have no value."""
        return sum(not cell.known for cell in self.cells)

    @property
    def complete(self) -> bool:
        """Whether every cell is verified."""
        return self.verified == len(self.cells)

    @property
    def title(self) -> str:
        """The title of the pack in the language of the page."""
        return self.pack.title(language())

    @property
    def number(self) -> int:
        """The number of the edition; 0 for the shipped pack."""
        return self.edition.number if self.edition else 0

    @property
    def last_day(self) -> date:
        """The day of the newest text."""
        return self.pack.versions[-1].since

    def rules_of(self, cell: law.Cell[Any]) -> law.Rules:
        """Return the rules on the first day of a cell."""
        return self.pack.on(cell.since)


def book(pack_id: str, province: Unit) -> Book:
    """Return a pack as it stands in a province, or a standard of the province; 404 for a pack there is not."""
    own = None if pack_id in law.packs() else _own(pack_id, province)
    edition = editions.latest(pack_id, province)
    return Book(province, editions.current(pack_id, province), edition, own)


def _own(pack_id: str, province: Unit) -> LocalStandard:
    found = LocalStandard.objects.filter(pack=pack_id, province=province).defer("files").first()
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


def books(province: Unit) -> list[Book]:
    """Return every pack as it stands in a province, then the province's own standards."""
    own = [row.pack for row in locals_of(province)]
    return [book(pack_id, province) for pack_id in (*law.packs(), *own)]


class Status(NamedTuple):
    """One row of the status table: cells of a provenance, how many verified, when last checked."""

    provenance: law.Provenance
    cells: int
    verified: int
    last_checked: date | None

    @property
    def open(self) -> int:
        """How many are not verified."""
        return self.cells - self.verified


def statuses(cells: Iterable[law.Cell[Any]]) -> list[Status]:
    """Count cells by provenance, in the order from law text to not found."""
    by: dict[law.Provenance, list[law.Cell[Any]]] = {}
    for cell in cells:
        by.setdefault(cell.provenance, []).append(cell)
    return [
        Status(
            each,
            len(by[each]),
            sum(cell.verified for cell in by[each]),
            max((cell.last_checked for cell in by[each] if cell.last_checked), default=None),
        )
        for each in law.Provenance
        if each in by
    ]


_TYPED = ("b1.points.", "b2.points.", "class.", "income.", "process.", ETHNIC)
STATES = ("open", "verified", "missing")


class Wish(NamedTuple):
    """What the visitor looks for among the cells."""

    group: str = ""
    area: str = ""
    state: str = ""
    provenance: str = ""
    text: str = ""


class CellRow(NamedTuple):
    """A cell as a row of the table."""

    cell: law.Cell[Any]
    name: str
    value: str

    @property
    def area(self) -> str:
        """The column of the point table; empty for any other cell."""
        return area_of(self.cell.key)

    @property
    def mark(self) -> str:
        """What names the cell of this date on the page."""
        return f"{self.cell.key}@{self.cell.since}"

    @property
    def provenance(self) -> str:
        """Where the value was taken from, in words."""
        return self.cell.provenance.label(language())

    @property
    def text(self) -> str:
        """The value as it is typed."""
        return text_of(self.cell)

    @property
    def bounds(self) -> bool:
        """Whether the value is the bounds of a class, which may be typed as they are printed."""
        return self.cell.key.startswith("class.")

    @property
    def changeable(self) -> bool:
        """Whether the value can be typed; the others are confirmed as they are."""
        return self.cell.key == "b1.rural_only" or self.cell.key.startswith(_TYPED)

    @property
    def confirmable(self) -> bool:
        """Whether it can be confirmed as it is, or said that the text sets none."""
        return not self.cell.verified and (self.cell.known or self.cell.key.startswith("process."))


def rows_of(found: Book, wish: Wish) -> list[CellRow]:
    """Return the cells that fit, named and in words."""
    cells = [cell for cell in found.cells if _fits(cell, wish)]
    rows = [CellRow(cell, name_of(found.rules_of(cell), cell.key, language()), "") for cell in cells]
    wanted = fold(wish.text)
    return [row for row in rows if not wanted or wanted in fold(f"{row.name} {row.cell.key} {row.cell.ref}")]


def in_words(found: Book, rows: Iterable[CellRow]) -> list[CellRow]:
    """Return the rows of one page with their values in words."""
    return [row._replace(value=shown(found.rules_of(row.cell), row.cell, language())) for row in rows]


def _fits(cell: law.Cell[Any], wish: Wish) -> bool:
    states = {"open": not cell.verified, "verified": cell.verified, "missing": not cell.known}
    return (
        (not wish.group or group_of(cell.key) == wish.group)
        and (not wish.area or not cell.areas or wish.area in cell.areas)
        and states.get(wish.state, True)
        and (not wish.provenance or cell.provenance == wish.provenance)
    )


def counted(rows: ProposalQuerySet) -> list[Any]:
    """Return proposals with how many cells they have, how many are verified and how many disputed."""
    found = rows.select_related("province", "proposed_by").annotate(
        total=Count("cells"),
        verified=Count("cells", filter=Q(cells__verified_by__isnull=False)),
        disputed=Count("cells", filter=~Q(cells__dispute="")),
    )
    return list(found.order_by("-pk"))


class CellLine(NamedTuple):
    """A cell of a proposal as a line of the page; ``unset``: the text is said to set no value; ``read``: what was typed."""

    cell: ProposedCell
    name: str
    old: str
    new: str
    unset: bool
    read: str


@dataclass(frozen=True)
class Part:
    """The cells of one area, or the others, with how far they are."""

    key: str
    total: int
    done: int
    disputed: int


def parts(cells: Iterable[ProposedCell]) -> list[Part]:
    """Return the parts of a proposal: an area each, then everything else."""
    total: Counter[str] = Counter()
    done: Counter[str] = Counter()
    disputed: Counter[str] = Counter()
    for cell in cells:
        area = area_of(cell.key)
        total[area] += 1
        done[area] += cell.verified_by_id is not None
        disputed[area] += bool(cell.dispute)
    return [Part(key, total[key], done[key], disputed[key]) for key in total]


def lines(pack: law.Pack, cells: Iterable[ProposedCell], read: Mapping[int, str]) -> list[CellLine]:
    """Name the cells of a proposal and put their texts into words."""
    return [_line(pack, cell, read.get(cell.pk, "")) for cell in cells]


def _line(pack: law.Pack, cell: ProposedCell, read: str) -> CellLine:
    rules = pack.on(cell.since)
    name = name_of(rules, cell.key, language())
    old = readable(rules, cell.key, cell.old, language())
    if cell.keeps:
        old = new = shown(rules, rules.cell(cell.key), language())
    else:
        new = readable(rules, cell.key, cell.new, language())
    return CellLine(cell, name, old, new, unset=cell.expected == NO_SUCH_RULE, read=read)


class Difference(NamedTuple):
    """A line of a draft in words, before it is sent."""

    line: Line
    name: str
    area: str
    old: str
    new: str


def differences(pack: law.Pack, drafted: Iterable[Line]) -> list[Difference]:
    """Name the lines of a draft and put their texts into words."""
    return [_difference(pack, line) for line in drafted]


def _difference(pack: law.Pack, line: Line) -> Difference:
    rules = pack.on(line.since)
    old = shown(rules, rules.cell(line.key), language())
    new = old if line.same else readable(rules, line.key, line.new, language())
    return Difference(line, name_of(rules, line.key, language()), area_of(line.key), old, new)


class OptionRow(NamedTuple):
    """An option of an item with its cells in every area, to be confirmed together."""

    name: str
    cells: tuple[ProposedCell | None, ...]

    @property
    def open(self) -> list[ProposedCell]:
        """The cells not verified yet; a disputed one is read by itself."""
        return [cell for cell in self.cells if cell and cell.verified_by_id is None and not cell.dispute]

    @property
    def ids(self) -> str:
        """The numbers of the open cells, as the page sends them."""
        return ",".join(str(cell.pk) for cell in self.open)


def option_rows(pack: law.Pack, cells: Sequence[ProposedCell], areas: Sequence[str]) -> list[OptionRow]:
    """Return the points of a proposal, a row for each option with all its areas."""
    by: dict[str, dict[str, ProposedCell]] = {}
    for cell in cells:
        if area_of(cell.key):
            by.setdefault(f"{cell.key.rpartition('.')[0]} {cell.since}", {})[area_of(cell.key)] = cell
    return [
        OptionRow(_option_name(pack, next(iter(row.values()))), tuple(row.get(area) for area in areas))
        for row in by.values()
    ]


def _option_name(pack: law.Pack, cell: ProposedCell) -> str:
    return name_of(pack.on(cell.since), cell.key, language())
