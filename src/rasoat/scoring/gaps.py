"""What a pack lacks before it can score a household, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rasoat.law import Cell, Class, Rules
from rasoat.scoring.explanation import Gap

_WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "b1.points": "Bảng điểm B1",
        "b1.points.": "Điểm B1 của mục «{name}»",
        "b2.points": "Điểm B2 của các chỉ số",
        "b2.points.": "Điểm B2 của chỉ số «{name}»",
        "b2.rule": "Cách xác định thiếu hụt của các chỉ số",
        "b2.rule.": "Cách xác định thiếu hụt của chỉ số «{name}»",
        "class.": "Ngưỡng điểm của loại «{name}»",
    },
    "en": {
        "b1.points": "The B1 point table",
        "b1.points.": "B1 points of the item “{name}”",
        "b2.points": "B2 points of the indicators",
        "b2.points.": "B2 points of the indicator “{name}”",
        "b2.rule": "When the indicators count as deprived",
        "b2.rule.": "When the indicator “{name}” counts as deprived",
        "class.": "The B1 and B2 lines of the class “{name}”",
    },
}


def gaps(rules: Rules, area: str, language: str) -> tuple[Gap, ...]:
    """Return what the pack lacks to score a household of one area, alike values counted together."""
    missing = rules.gaps((area,))
    whole = _wholly_missing(rules, [_place(cell) for cell in missing])
    counted = Counter((_name(rules, cell, whole, language), str(cell.ref)) for cell in missing)
    return tuple(Gap(what, count, ref) for (what, ref), count in counted.items())


def _place(cell: Cell[object]) -> tuple[str, str]:
    """Return the table a cell stands in, and its item, indicator or class; of a whole table that is empty."""
    first, second, *rest = cell.key.split(".")
    return ("class", second) if first == "class" else (f"{first}.{second}", rest[0] if rest else "")


def _wholly_missing(rules: Rules, places: list[tuple[str, str]]) -> set[str]:
    """Return the tables of which no item, or no indicator, is complete."""
    indicators = (
        {("b2.points", each.key) for each in rules.indicators},
        {("b2.rule", each.key) for each in rules.indicators},
    )
    tables = [{("b1.points", item.key) for item in rules.items}, *indicators]
    return {table for entries in tables if entries <= set(places) for table, _ in entries}


def _name(rules: Rules, cell: Cell[object], whole: set[str], language: str) -> str:
    (table, key), words = _place(cell), _WORDS[language]
    if not key or table in whole:
        return words[table]
    labelled = (
        Class(key) if table == "class" else rules.item(key) if table == "b1.points" else rules.indicator(key)
    )
    return words[f"{table}."].format(name=labelled.label(language))
