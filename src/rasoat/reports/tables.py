"""Build the report tables of any unit of a round, and refuse those that do not close.

>>> table = build("poor_flows", round, unit)     # doctest: +SKIP
>>> require_closed(table)                        # doctest: +SKIP
>>> to_csv(table)                                # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple
from uuid import UUID

from rasoat.areas.models import AreaType, Unit
from rasoat.law import Class, ReportColumn, ReportLine
from rasoat.law.report_forms import Count
from rasoat.reports.checks import require_closed, require_printable
from rasoat.reports.csv_file import to_csv
from rasoat.reports.definitions import KEYS, Definition, definition, of_round
from rasoat.reports.facts import ids_of_classes, living_households, units_of, unscored_listings
from rasoat.reports.flows import CLOSING, NEAR_POOR, POOR, SIGNS, HouseholdYear, shortfalls
from rasoat.reports.listed import listed
from rasoat.reports.sources import ALL, CLASSES, UNSCORED, Source, asked_by, class_tags
from rasoat.reports.table import Gap, Row, Table, place, rate
from rasoat.reports.tally import Group, Tally, amount_of, matches, tally, told, wanted
from rasoat.rounds.models import Round
from rasoat.survey.standing import POOR as POOR_CLASSES

__all__ = [
    "KEYS", "Depth", "Table", "build", "build_all", "build_set", "households_behind", "parts_behind", "require_closed", "require_printable", "to_csv",
]  # fmt: skip

Depth = Literal["self", "children", "tree", "blocks"]
FLOWS = (POOR, NEAR_POOR)
OPENING = frozenset({f"{POOR}.c1", f"{NEAR_POOR}.c1"})


def build(
    key: str, round_: Round, unit: Unit, *, preliminary: bool | None = False, depth: Depth = "children"
) -> Table:
    """Return the report ``key`` of ``unit``: the units directly below it, or all of them, then its own total.

    ``depth`` ``blocks`` puts the units under urban and rural areas, as the forms print them. A commune's closing
    figures come from its chairman's decision; before that they are unknown (``None``), or taken from the scores when
    ``preliminary``. ``preliminary=None`` does so only where a decision is missing.

    Raises ``InputError`` T006 for an unknown report, T009 for a unit outside the round, and T013 for a report by a
    second standard that the round does not have.
    """
    form = definition(key, round_)
    return build_from(Source.of(round_, unit, preliminary, second=form.second), form, depth)


def build_all(
    round_: Round,
    unit: Unit,
    *,
    preliminary: bool | None = False,
    depth: Depth = "children",
    lists: bool = False,
) -> dict[str, Table]:
    """Return every table of figures of the round for ``unit``, read from one and the same facts; ``lists`` too."""
    source = Source.of(round_, unit, preliminary, second=False)
    forms = [form for form in of_round(round_).values() if lists or not form.people]
    by_second = [form for form in forms if form.second]
    other = replace(source, second=True, _known={}) if by_second else source
    return {form.key: build_from(other if form.second else source, form, depth) for form in forms}


def build_set(source: Source) -> dict[str, Table]:
    """Return every table of figures with all rows that any print of it needs: the tree, and the blocks before it."""
    forms = [form for form in of_round(source.round).values() if not form.people]
    other = replace(source, second=True, _known={})
    return {form.key: _whole_table(other if form.second else source, form) for form in forms}


def _whole_table(source: Source, form: Definition) -> Table:
    tree = build_from(source, form, "tree")
    if not form.blocks:
        return tree
    blocks = build_from(source, form, "blocks")
    return replace(tree, rows=[*(row for row in blocks.rows if row["block"]), *tree.rows])


def build_from(source: Source, form: Definition, depth: Depth) -> Table:
    """Return one report from facts already read."""
    table = Table(form, source.round, source.unit, source.preliminary, undecided=source.undecided)
    if form.people:
        return replace(table, rows=listed(source, form))
    needs_all = ALL in asked_by(form).tags
    table = replace(table, unlisted=tuple(source.counts.unlisted) if needs_all else ())
    units = units_of(source.round, source.unit)
    table = replace(table, rows=[*_rows(table, source, units, depth)])
    broken = list(_broken(source)) if form.key in FLOWS else []
    gaps = (*_flow_gaps(table, broken), *_other_gaps(table))
    return replace(table, gaps=gaps, mirror=_mirror(source, table))


# ---- rows -----------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    unit: Unit
    block: str


class _Asked(NamedTuple):
    """What a cell asks for: its column, whether the standard does not tell it, and on what it depends."""

    column: str
    hidden: bool
    of_all: bool
    closing: bool


def _asked_of(form: Definition, hidden: frozenset[str]) -> dict[str, list[_Asked]]:
    """Return what the cells of each line ask for; the same for every unit."""
    asked: dict[str, list[_Asked]] = {line.key: [] for line in form.lines}
    for line in form.lines:
        for column in form.columns:
            count = wanted(line, column)
            if count is not None:
                tags = set(count.of)
                closing = bool(tags & CLASSES) or any(
                    tag.startswith(FLOWS) and tag not in OPENING for tag in tags
                )
                asked[line.key].append(_Asked(column.name, bool(hidden & tags), ALL in tags, closing))
    return asked


def _rows(table: Table, source: Source, units: list[Unit], depth: Depth) -> Iterator[Row]:
    asked = _asked_of(table.definition, _not_told(source))
    sums = {"": source.tallied(table.definition)}
    if depth == "blocks":
        sums |= _by_block(table.definition, source.groups(table.definition), units)
    for where in _shown(units, depth):
        for line in table.definition.lines:
            yield _row(table, line, where, sums[where.block], asked[line.key])


def _by_block(form: Definition, groups: list[Group], units: list[Unit]) -> dict[str, Tally]:
    kinds = {unit.path: unit.area_type for unit in units}
    return {
        block: tally(form, (group for group in groups if kinds.get(group.path) == block))
        for block in AreaType.values
    }


def _shown(units: list[Unit], depth: Depth) -> list[_Place]:
    """Return the units of the rows, the unit asked for last; in blocks each under its kind of area."""
    asked, *below = units
    if depth == "self":
        return [_Place(asked, "")]
    if depth != "tree":
        children = [unit for unit in below if unit.parent_id == asked.pk]
    if depth == "children":
        return [*(_Place(unit, "") for unit in children), _Place(asked, "")]
    if depth == "tree":
        return [*(_Place(unit, "") for unit in below), _Place(asked, "")]
    blocks: list[_Place] = []
    for block in (AreaType.URBAN.value, AreaType.RURAL.value):
        inside = [unit for unit in children if _in_block(unit, block, below)]
        blocks += [_Place(asked, block), *(_Place(unit, block) for unit in inside)]
    return [*blocks, _Place(asked, "")]


def _in_block(unit: Unit, block: str, units: list[Unit]) -> bool:
    if unit.area_type:
        return unit.area_type == block
    return any(each.area_type == block and each.path.startswith(unit.path) for each in units)


def _row(table: Table, line: ReportLine, where: _Place, sums: Tally, asked: list[_Asked]) -> Row:
    row = place(where.unit, line.key, where.block)
    undecided = _touches(where.unit, table.undecided)
    # Without every village's roster the total is unknown, and no rate is better than a wrong one.
    unlisted = any(village.path.startswith(where.unit.path) for village in table.unlisted)
    for name, hidden, of_all, closing in asked:
        cell = (where.unit.path, line.key, name)
        untold = hidden or (unlisted and of_all) or (undecided and closing)
        row[name] = None if untold or sums.unknown.get(cell) else sums.cells.get(cell, 0)
    for column in table.columns:
        if column.over is not None:
            numerator, denominator = column.over
            row[column.name] = rate(row[numerator], row[denominator])
        elif column.per is not None:
            row[column.name] = rate(row[column.name], row[column.per])
        elif column.count is None:
            row[column.name] = _summed(row, column)
    return row


def _summed(row: Row, column: ReportColumn) -> int | None:
    parts = [(row[name], sign) for name, sign in (column.sums or {}).items()]
    return None if any(part is None for part, _ in parts) else sum(part * sign for part, sign in parts)


def _not_told(source: Source) -> frozenset[str]:
    """Return the classes that the standard does not tell by points; unknown is not zero."""
    rules = source.round.second_rules if source.second else source.round.rules
    told = {str(rule.cls) for rule in rules.class_rules} if rules else set()
    tags = told | ({"poor", "listed"} if told & {str(each) for each in POOR_CLASSES} else set())
    return CLASSES - tags


def _touches(unit: Unit, others: Iterable[Unit]) -> bool:
    return any(unit.path.startswith(other.path) or other.path.startswith(unit.path) for other in others)


# ---- what does not close ----------------------------------------------------------------------------------


def _broken(source: Source) -> Iterator[tuple[HouseholdYear, dict[tuple[str, str], int]]]:
    found = [(year, gaps) for year, own in source.moves if (gaps := shortfalls(own))]
    yield from sorted(found, key=lambda pair: in_order(pair[0]))


def in_order(year: HouseholdYear) -> tuple[str, str]:
    """Sort households by village and code."""
    return year.path, year.code


def _flow_gaps(table: Table, broken: list[tuple[HouseholdYear, dict[tuple[str, str], int]]]) -> Iterator[Gap]:
    for row in table.rows if broken else ():
        unit, measure = row["unit"], row["measure"]
        behind = tuple(
            (year.id, year.code)
            for year, gaps in broken
            if (table.key, measure) in gaps and year.path.startswith(unit.path)
        )
        if behind and row[CLOSING] is not None and not row["block"]:
            computed = sum(sign * row[column] for column, sign in SIGNS.items())
            yield Gap(unit, measure, row[CLOSING], computed, behind)


def _other_gaps(table: Table) -> Iterator[Gap]:
    """Yield the rows on which a formula of the form does not give what was counted."""
    formulas = [column for column in table.columns if column.sums and column.count is not None]
    for row in table.rows if table.key not in FLOWS else ():
        for column in formulas:
            computed = _summed(row, column)
            if computed is not None and row[column.name] not in (None, computed):
                yield Gap(row["unit"], row["measure"], row[column.name], computed, (), column.name)


def _mirror(source: Source, table: Table) -> Mapping[tuple[int, str], Mapping[str, int | None]] | None:
    if table.key not in FLOWS:
        return None
    other = of_round(source.round)[NEAR_POOR if table.key == POOR else POOR]
    sums = source.tallied(other)
    empty, asked = replace(table, definition=other), _asked_of(other, frozenset())
    return {
        (row["unit"].pk, line.key): _row(empty, line, _Place(row["unit"], ""), sums, asked[line.key])
        for row in table.rows
        for line in other.lines
        if not row["block"]
    }


# ---- the households behind a figure ------------------------------------------------------------------------


class Part(NamedTuple):
    """What one household adds to a figure; ``persons`` is None where the figure does not say."""

    id: UUID
    households: int
    persons: int | None


def households_behind(
    key: str,
    round_: Round,
    unit: Unit,
    column: str,
    *,
    measure: str | None = None,
    preliminary: bool | None = False,
) -> list[UUID]:
    """Return the ids of the households that a figure counts, in order of village and household code.

    ``measure`` narrows a table with several lines to one; ``preliminary`` is as for ``build``.
    Raises ``InputError`` T006, T009, T010.
    """
    return [
        part.id for part in parts_behind(key, round_, unit, column, measure=measure, preliminary=preliminary)
    ]


def parts_behind(
    key: str,
    round_: Round,
    unit: Unit,
    column: str,
    *,
    measure: str | None = None,
    preliminary: bool | None = False,
) -> list[Part]:
    """Return what each household adds to a figure, as ``households_behind``."""
    form = definition(key, round_)
    asked = form.column(column)
    if asked.over:
        asked = form.column(asked.over[0])
    source = Source.of(round_, unit, preliminary, second=form.second)
    lines = [form.line(measure)] if measure else list(form.lines)
    counts = [count for line in lines if (count := wanted(line, asked)) is not None]
    whole = _whole(source, form, counts)
    if whole is not None:
        return [Part(id_, 1, None) for id_ in whole]
    return _parts(source, form, counts)


def _whole(source: Source, form: Definition, counts: list[Count]) -> list[UUID] | None:
    """Return the households of a figure that needs no year of any household; None for any other."""
    if not counts:
        return []
    if form.second and set(counts[0].of) <= CLASSES:
        return _by_second(source, counts)
    if any(UNSCORED in count.of for count in counts):
        return _unscored(source)
    if any(count.of == (ALL,) for count in counts):
        living = living_households(source.round, source.path).order_by("place", "code")
        return list(living.values_list("pk", flat=True))
    return source.living_with(counts[0]) if any(ALL in count.of for count in counts) else None


def _parts(source: Source, form: Definition, counts: list[Count]) -> list[Part]:
    found: dict[tuple[str, str, str], list[int]] = {}
    for item in source.items(asked_by(form), form.children_below):
        if any(_adds(count, item.group) for count in counts):
            sums = found.setdefault((item.group.path, item.code, item.key), [0, 0])
            sums[0] += item.group.amounts["households"]
            sums[1] += item.group.amounts["persons"]
    return [Part(UUID(where[2]), *sums) for where, sums in sorted(found.items())]


def _by_second(source: Source, counts: list[Count]) -> list[UUID]:
    classes = frozenset(str(each) for each in Class for count in counts if set(count.of) <= class_tags(each))
    return ids_of_classes(
        source.round, source.unit, source.communes, classes, preliminary=source.preliminary, second=True
    )


def _adds(count: Count, group: Group) -> bool:
    return matches(count, group) is True and told(group.amounts, amount_of(count)) != 0


def _unscored(source: Source) -> list[UUID]:
    waiting = unscored_listings(source.round, source.path, second=source.second)
    ordered = waiting.order_by("village__unit__path", "household__code")
    return list(ordered.values_list("household", flat=True))
