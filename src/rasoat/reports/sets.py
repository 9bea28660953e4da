"""Frozen sets: the whole set of reports at one moment, written down once and read back as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max

from rasoat import __version__
from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.law import Provenance
from rasoat.law.report_forms import Count, ReportColumn, ReportHeading, ReportLine
from rasoat.reports.closing import set_faults
from rasoat.reports.definitions import Definition
from rasoat.reports.facts import live_recognitions
from rasoat.reports.models import FrozenHousehold, FrozenTable, ReportSet
from rasoat.reports.sources import Source
from rasoat.reports.table import FrozenAs, Row, Table, place
from rasoat.reports.tables import Depth, build_set
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round

_UNIT = ("code", "kind", "name", "level", "area_type", "region", "path", "parent_id")


class _Made(NamedTuple):
    """A set before it is written down."""

    units: dict[str, Any]
    contents: dict[str, dict[str, Any]]
    people: list[FrozenHousehold]
    mark: str


def _make(source: Source, tables: Mapping[str, Table]) -> _Made:
    units = _units(source.unit, tables.values())
    contents = {key: _content(table) for key, table in tables.items()}
    people = list(_households(source))
    lines = [_line(each) for each in people]
    return _Made(units, contents, people, _mark([not source.preliminary, units, contents, lines]))


def freeze(
    round_: Round, unit: Unit, *, official: bool, maker: User, corrects: ReportSet | None = None
) -> ReportSet:
    """Write down the whole set of ``unit`` as it is now; raises the first of ``set_faults`` when it does not close.

    ``corrects`` is the set before a correction, that this one stands beside from now on.
    """
    source = Source.of(round_, unit, not official)
    tables = build_set(source)
    for fault in set_faults(source, tables):
        raise fault
    made = _make(source, tables)
    last = ReportSet.objects.filter(round=round_, unit=unit).aggregate(last=Max("number"))["last"] or 0
    frozen = ReportSet.objects.create(
        round=round_,
        unit=unit,
        number=last + 1,
        official=official,
        as_of=today(round_),
        units=made.units,
        sha256=made.mark,
        code_version=__version__,
        made_by=maker,
        corrects=corrects,
    )
    FrozenTable.objects.bulk_create(
        FrozenTable(set=frozen, position=n, key=key, content=content, sha256=_mark(content))
        for n, (key, content) in enumerate(made.contents.items(), start=1)
    )
    for each in made.people:
        each.set = frozen
    FrozenHousehold.objects.bulk_create(made.people, batch_size=2000)
    return frozen


def _units(unit: Unit, tables: Iterable[Table]) -> dict[str, Any]:
    """Return the units of the rows as they are called now, and those above the unit."""
    found = {row["unit"].pk: row["unit"] for table in tables for row in table.rows}
    above: Unit | None = unit
    while above is not None:
        found[above.pk] = above
        above = above.parent
    return {str(pk): {name: getattr(each, name) for name in _UNIT} for pk, each in sorted(found.items())}


def _content(table: Table) -> dict[str, Any]:
    names = [column.name for column in table.columns]
    rows = [
        [row["unit"].pk, row["block"], row["measure"], *(_plain(row[name]) for name in names)]
        for row in table.rows
    ]
    return {"definition": definition_json(table.definition), "rows": rows}


def _plain(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _mark(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _households(source: Source) -> Iterator[FrozenHousehold]:
    """Yield every household on the opening list or with a closing figure, by village and code."""
    villages = dict(
        Unit.objects.filter(path__startswith=source.path, level="village").values_list("path", "pk")
    )
    forms = dict(live_recognitions(source.round, source.path).values_list("household", "submission"))
    forms |= source.waiting_forms()
    for year in sorted(source.years, key=lambda year: (year.path, year.code)):
        yield FrozenHousehold(
            household_id=year.id,
            village_id=villages[year.path],
            code=year.code,
            opening=year.opening,
            opening_persons=year.opening_persons,
            result=year.closing,
            persons=year.closing_persons,
            submission_id=forms.get(year.id) if year.closing else None,
        )


def _line(each: FrozenHousehold) -> list[Any]:
    form = str(each.submission_id) if each.submission_id else None
    return [str(each.household_id), each.opening, each.opening_persons, each.result, each.persons, form]


# ---- definitions as they were -------------------------------------------------------------------------------


def definition_json(form: Definition) -> dict[str, Any]:
    """Return a definition as plain values."""
    return {
        "key": form.key,
        "number": form.number,
        "title_vi": form.title_vi,
        "title_en": form.title_en,
        "ref": form.ref,
        "provenance": form.provenance,
        "kind": form.kind,
        "blocks": form.blocks,
        "lines": [[line.key, line.label_vi, line.label_en, _count_json(line.count)] for line in form.lines],
        "headings": [_heading_json(heading) for heading in form.headings],
    }


def _count_json(count: Count | None) -> Any:
    return None if count is None else [list(count.of), count.what, [list(pair) for pair in count.said]]


def _heading_json(heading: ReportHeading) -> dict[str, Any]:
    column = heading.column
    return {
        "vi": heading.label_vi,
        "en": heading.label_en,
        "parts": [_heading_json(part) for part in heading.parts],
        "column": column
        and {
            "name": column.name,
            "number": column.number,
            "count": _count_json(column.count),
            "over": column.over and list(column.over),
            "per": column.per,
            "sums": column.sums and [[name, sign] for name, sign in column.sums.items()],
        },
    }


def definition_of_json(kept: Mapping[str, Any]) -> Definition:
    """Return the definition that ``definition_json`` wrote down."""
    return Definition(
        key=kept["key"],
        number=kept["number"],
        title_vi=kept["title_vi"],
        title_en=kept["title_en"],
        ref=kept["ref"],
        provenance=Provenance(kept["provenance"]),
        kind=kept["kind"],
        lines=tuple(ReportLine(key, vi, en, _count_of(count)) for key, vi, en, count in kept["lines"]),
        headings=tuple(_heading_of(heading) for heading in kept["headings"]),
        names={},
        blocks=kept["blocks"],
    )


def _count_of(kept: Any) -> Any:
    return kept and Count(tuple(kept[0]), kept[1], tuple((name, answer) for name, answer in kept[2]))


def _heading_of(kept: Mapping[str, Any]) -> ReportHeading:
    column = kept["column"]
    return ReportHeading(
        kept["vi"],
        kept["en"],
        tuple(_heading_of(part) for part in kept["parts"]),
        column
        and ReportColumn(
            name=column["name"],
            number=column["number"],
            count=_count_of(column["count"]),
            over=column["over"] and (column["over"][0], column["over"][1]),
            per=column["per"],
            sums=column["sums"] and dict(column["sums"]),
        ),
    )


# ---- read back ----------------------------------------------------------------------------------------------


def frozen_as(kept: ReportSet) -> FrozenAs:
    """Return what papers of the set say about it."""
    return FrozenAs(
        number=kept.number,
        official=kept.official,
        as_of=kept.as_of,
        sha256=kept.sha256,
        maker=kept.made_by.full_name,
        checker=kept.checked_by.full_name if kept.checked_by else "",
        checked_on=kept.checked_on,
    )


def frozen_tables(
    kept: ReportSet, unit: Unit | None = None, depth: Depth = "children", keys: Sequence[str] = ()
) -> dict[str, Table]:
    """Return the tables of a set for the unit itself or one below it, exactly as they were frozen."""
    rows = kept.tables.order_by("position")
    chosen = rows.filter(key__in=keys) if keys else rows
    units = units_of(kept)
    asked = units[(unit or kept.unit).pk]
    return {
        each.key: Table(
            definition=definition_of_json(each.content["definition"]),
            round=kept.round,
            unit=asked,
            preliminary=not kept.official,
            rows=list(_rows(each.content, units, asked, depth)),
            frozen=frozen_as(kept),
        )
        for each in chosen
    }


def units_of(kept: ReportSet) -> dict[int, Unit]:
    """Return the units of a set as they were called, by key, each with the unit above it."""
    return _units_of(kept.pk, json.dumps(kept.units, sort_keys=True))


@lru_cache(maxsize=16)
def _units_of(_pk: int, text: str) -> dict[int, Unit]:
    units = {int(pk): Unit(pk=int(pk), **values) for pk, values in json.loads(text).items()}
    for unit in units.values():
        if unit.parent_id in units:
            unit.parent = units[unit.parent_id]
    return units


def _rows(content: Mapping[str, Any], units: Mapping[int, Unit], asked: Unit, depth: Depth) -> Iterator[Row]:
    columns = definition_of_json(content["definition"]).columns
    own: list[Row] = []
    for pk, block, measure, *figures in content["rows"]:
        unit = units[pk]
        if not _is_shown(unit, block, asked, depth):
            continue
        row = place(unit, measure, block)
        row |= {
            column.name: Decimal(figure) if isinstance(figure, str) else figure
            for column, figure in zip(columns, figures, strict=True)
        }
        if unit.pk == asked.pk and not block:
            own.append(row)
        else:
            yield row
    yield from own


def _is_shown(unit: Unit, block: str, asked: Unit, depth: Depth) -> bool:
    if unit.pk == asked.pk and not block:
        return True
    if depth == "blocks":
        return bool(block)
    if block or depth == "self":
        return False
    below = unit.path.startswith(asked.path)
    return below and unit.pk != asked.pk and (depth == "tree" or unit.parent_id == asked.pk)


def households_of(kept: ReportSet) -> dict[UUID, FrozenHousehold]:
    """Return the households of a set by id."""
    rows = kept.households.select_related("village__parent").order_by("village__path", "code")
    return {each.household_id: each for each in rows}


def intact(kept: ReportSet) -> bool:
    """Tell whether the figures and households still give the set's mark."""
    contents = {each.key: each.content for each in kept.tables.all()}
    if any(_mark(each.content) != each.sha256 for each in kept.tables.all()):
        return False
    people = [_line(each) for each in households_of(kept).values()]
    return _mark([kept.official, kept.units, contents, people]) == kept.sha256
