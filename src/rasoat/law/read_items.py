"""Reading the items of Phiếu B1, the indicators of Phiếu B2, and the point table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from rasoat.errors import LawError
from rasoat.law.cells import (
    VERIFICATION,
    Calendar,
    Cell,
    Dated,
    Ref,
    at,
    check_days,
    provenance,
    read_cell,
    read_dated,
    whole_number,
)
from rasoat.law.model import Area, How, Indicator, Item, Kind, Option, PointKey, PointTable, RuleText
from rasoat.law.read_classes import one_of
from rasoat.law.read_tests import TestReader

if TYPE_CHECKING:
    from rasoat.law.nodes import Map

POINT_COLUMNS = (
    *("item", "option", "area", "from", "to", "points"),
    *("document", "article", "provenance", "verified_by", "verified_on", "note"),
)


def read_items(root: Map, calendar: Calendar) -> tuple[Item, ...]:
    """Return the items of b1-items.yaml, whose bands neither gap nor overlap."""
    items: dict[str, Item] = {}
    for entry in root.listed("items"):
        item = _item(entry, calendar)
        if item.key in items:
            raise entry.error("L006", "key", key=item.key)
        for name in filter(None, (item.per, item.at_most)):
            if name not in items:
                raise entry.error("L020", name=name, where_from="b1-items.yaml")
        items[item.key] = item
    return tuple(items.values())


def _item(entry: Map, calendar: Calendar) -> Item:
    key, kind = entry.text("key"), Kind(one_of(entry, "kind", tuple(Kind)))
    label_vi, label_en = entry.text("label_vi"), entry.text("label_en")
    return Item(
        key=key,
        column=entry.text("column"),
        kind=kind,
        label_vi=label_vi,
        label_en=label_en,
        question_vi=entry.maybe_text("question_vi") or label_vi,
        question_en=entry.maybe_text("question_en") or label_en,
        options=_options(entry, key, kind),
        unit=entry.maybe_text("unit"),
        per=entry.text("per") if kind is Kind.per_person else None,
        at_most=entry.maybe_text("at_most"),
        from_members=entry.flag("from_members"),
        waiver=_waiver(entry, key, calendar),
        cell=read_cell(entry, f"b1.item.{key}", calendar, lambda _entry: None),
    )


def _waiver(entry: Map, key: str, calendar: Calendar) -> Cell[str] | None:
    if not entry.has("waiver"):
        return None
    cells = entry.maps("waiver")
    return read_cell(cells[0], f"b1.waiver.{key}", calendar, lambda value: value.text("when"))


def _options(entry: Map, key: str, kind: Kind) -> tuple[Option, ...]:
    entries = entry.maps("options")
    options: dict[str, Option] = {}
    for each in entries:
        option = Option(
            each.text("key"),
            each.text("label_vi"),
            each.text("label_en"),
            each.maybe_whole("low"),
            each.maybe_whole("below"),
        )
        if option.key in options:
            raise each.error("L006", "key", key=f"{key}.{option.key}")
        options[option.key] = option
    if kind in (Kind.bands, Kind.per_person):
        _check_bands(key, entries, tuple(options.values()))
    if kind is Kind.yes_no and set(options) != {"yes", "no"}:
        raise entry.error("L005", "options", key="options", expected="yes, no")
    return tuple(options.values())


def _check_bands(key: str, entries: Sequence[Map], options: Sequence[Option]) -> None:
    expected: int | None = options[0].low
    for entry, option in zip(entries, options, strict=True):
        if option.low is None:
            raise entry.error("L004", key="low")
        if expected is None or option.low < expected:
            raise entry.error("L008", key=key, low=option.low)
        if option.low > expected:
            raise entry.error("L007", key=key, low=option.low)
        if option.below is not None and option.below <= option.low:
            raise entry.error("L008", key=key, low=option.below)
        expected = option.below
    if expected is not None:
        raise entries[-1].error("L007", key=key, low="∞")


@dataclass(frozen=True)
class DatedIndicator:
    """An indicator over time."""

    shape: Mapping[str, Any]
    points: Dated[int]
    rule: Dated[RuleText | None]
    how: Dated[How]

    def on(self, day: dt.date) -> Indicator:
        """Return the indicator as it is on ``day``."""
        return Indicator(
            **self.shape, points=at(self.points, day), rule=at(self.rule, day), how=at(self.how, day)
        )


def read_indicators(root: Map, tests: TestReader, calendar: Calendar) -> tuple[DatedIndicator, ...]:
    """Return the indicators of b2-indicators.yaml, numbered 1, 2, 3 … in order."""
    indicators: dict[str, DatedIndicator] = {}
    for number, entry in enumerate(root.maps("indicators"), start=1):
        key = entry.text("key")
        if key in indicators:
            raise entry.error("L006", "key", key=key)
        if entry.whole("number") != number:
            raise entry.error("L005", "number", key="number", expected=str(number))
        shape = {
            "number": number,
            "key": key,
            **{name: entry.text(name) for name in ("dimension_vi", "dimension_en", "label_vi", "label_en")},
            "cell": read_cell(entry, f"b2.indicator.{key}", calendar, lambda _entry: None),
        }
        rules = entry.maps("rule")
        indicators[key] = DatedIndicator(
            shape,
            points=read_dated(
                entry.maps("points"),
                f"b2.points.{key}",
                calendar,
                _indicator_points,
                parse=whole_number,
            ),
            rule=read_dated(rules, f"b2.rule.{key}", calendar, _rule_text),
            how=read_dated(rules, f"b2.how.{key}", calendar, tests.how),
        )
    return tuple(indicators.values())


def _indicator_points(entry: Map) -> int:
    return cast(int, None) if entry.missing("value") else entry.whole("value")


def _rule_text(entry: Map) -> RuleText | None:
    return None if entry.missing("rule_vi") else RuleText(entry.text("rule_vi"), entry.text("rule_en"))


class Row:
    """One row of b1-points.csv with its line."""

    def __init__(self, line: int, cells: Mapping[str, str]) -> None:
        self.line = line
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def plain(self) -> dict[str, str]:
        """Return the content without verification marks, for the hash."""
        return {name: text for name, text in self.cells.items() if name not in VERIFICATION}


def read_rows(text: str, name: str) -> list[Row]:
    """Return the rows of the point table; raise L025 when it cannot be read as one."""
    reader = csv.reader(io.StringIO(unicodedata.normalize("NFC", text.removeprefix("\ufeff"))))
    if tuple(next(reader, [])) != POINT_COLUMNS:
        raise LawError("L025", file=name, line=1, expected=",".join(POINT_COLUMNS))
    return list(_rows(reader, name))


def _rows(reader: Any, name: str) -> Iterator[Row]:
    for cells in reader:
        line = reader.line_num
        if len(cells) != len(POINT_COLUMNS):
            raise LawError("L025", file=name, line=line, expected=",".join(POINT_COLUMNS))
        yield Row(line, dict(zip(POINT_COLUMNS, (cell.strip() for cell in cells), strict=True)))


def read_points(
    rows: Sequence[Row],
    name: str,
    items: Sequence[Item],
    areas: Sequence[Area],
    calendar: Calendar,
    empty: Cell[None] | None = None,
) -> PointTable:
    """Return the points of every item, option and area.

    None may be missing, unless the pack says with ``empty`` that its table was not found: then the cells of a row
    that is not there have no value.
    """
    known = [(item.key, option.key, area.key) for item in items for option in item.options for area in areas]
    among, table = set(known), dict[PointKey, Dated[int]]()
    for row in rows:
        key = (row["item"], row["option"], row["area"])
        if key not in among:
            _refuse_unknown(row, name, items, areas)
        table[key] = (*table.get(key, ()), _point_cell(row, name, calendar))
    for key in known:
        if key not in table:
            table[key] = _no_points(key, name, len(rows) + 1, empty)
        check_days(table[key], calendar)
    return {key: calendar.amended(table[key], whole_number) for key in known}


def _no_points(key: PointKey, name: str, line: int, empty: Cell[None] | None) -> Dated[int]:
    if empty is None:
        item, option, area = key
        raise LawError("L014", file=name, line=line, item=item, option=option, area=area)
    return (replace(cast("Cell[int]", empty), key=point_key(key), areas=(key[2],)),)


def point_key(key: PointKey) -> str:
    """Return the key of the cell with the points of an item's option in an area."""
    return "b1.points." + ".".join(key)


def _refuse_unknown(row: Row, name: str, items: Sequence[Item], areas: Sequence[Area]) -> None:
    if row["area"] not in {area.key for area in areas}:
        column = "area"
    elif row["item"] not in {item.key for item in items}:
        column = "item"
    else:
        column = "option"
    raise LawError("L015", file=name, line=row.line, name=row[column], column=column)


def _point_cell(row: Row, name: str, calendar: Calendar) -> Cell[int]:
    key = point_key((row["item"], row["option"], row["area"]))

    def error(code: str, **where: Any) -> LawError:
        return LawError(code, file=name, line=row.line, **where)

    if not row["points"].isascii() or not row["points"].isdigit():
        raise error("L005", key="points", expected="integer")
    if not (row["document"] and row["article"]):
        raise error("L011", key=key)
    if row["document"] not in calendar.documents:
        raise error("L012", document=row["document"])
    if bool(row["verified_by"]) != bool(row["verified_on"]):
        raise error("L023", key=key)
    since = _day(row, "from", error)
    if since not in calendar.starts:
        raise error("L017", key=key, day=row["from"])
    return Cell(
        key=key,
        value=int(row["points"]),
        file=name,
        line=row.line,
        ref=Ref(row["document"], row["article"]),
        provenance=provenance(row["provenance"], error),
        since=since or calendar.starts[0],
        until=_day(row, "to", error),
        verified_by=tuple(part.strip() for part in row["verified_by"].split(";") if part.strip()),
        verified_on=_day(row, "verified_on", error),
        note=row["note"] or None,
        areas=(row["area"],),
    )


def _day(row: Row, column: str, error: Any) -> dt.date | None:
    if not row[column]:
        return None
    try:
        return dt.date.fromisoformat(row[column])
    except ValueError:
        raise error("L005", key=column, expected="date yyyy-mm-dd") from None
