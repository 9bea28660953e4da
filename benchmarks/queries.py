"""The point tables of a pack as a query somebody would write by hand, and as tables somebody would type into a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rasoat.law import Indicator, Item, Option, Rules


def sql(rules: Rules, table: str) -> str:
    """Return the query: a searched CASE for each item, the area as a small number, the last option as ELSE."""
    areas = list(rules.area_columns)
    regions = " ".join(
        f"WHEN '{area.key}' THEN {n}" for n, area in enumerate(rules.areas) if area.area_type == "rural"
    )
    urban = next(n for n, area in enumerate(rules.areas) if area.area_type == "urban")
    b1 = "\n  + ".join(_item(rules, areas, item) for item in rules.items)
    signs = [(indicator, _deprived(indicator)) for indicator in rules.indicators]
    b2 = " + ".join(f"CASE WHEN {sign} THEN {i.points.value} ELSE 0 END" for i, sign in signs)
    numbers = ", ".join(f"CASE WHEN {sign} THEN '{i.number}' END" for i, sign in signs)
    return (
        f"WITH answers AS (SELECT *, CASE region {regions} ELSE {urban} END AS area FROM {table}),\n"
        f"points AS (SELECT household_id, area_type,\n  {b1} AS b1,\n  {b2} AS b2,\n"
        f"  CONCAT_WS(';', {numbers}) AS deprivations FROM answers),\n"
        f"scores AS (SELECT *, {_classes(rules)} AS class FROM points)\n"
        "SELECT household_id, CASE WHEN class IS NULL THEN 'refused' ELSE 'scored' END AS status, b1, b2, class, deprivations,\n"
        "  CAST(NULL AS VARCHAR) AS reasons FROM scores"
    )


def _item(rules: Rules, areas: Sequence[str], item: Item) -> str:
    *options, last = item.options
    points = {
        o.key: _points([rules.points(item.key, o.key, area).value for area in areas]) for o in item.options
    }
    whens = " ".join(f"WHEN {_falls_under(item, option)} THEN {points[option.key]}" for option in options)
    case = f"CASE {whens} ELSE {points[last.key]} END"
    return f"CASE WHEN {item.waiver.value} = 1 THEN 0 ELSE {case} END" if item.waiver else case


def _points(points: Sequence[int]) -> str:
    """The points of one option by area; those of most areas are the ELSE."""
    (most, _count), *others = Counter(points).most_common()
    whens = [
        f"WHEN {' OR '.join(f'area = {n}' for n, each in enumerate(points) if each == value)} THEN {value}"
        for value, _count in others
    ]
    return f"CASE {' '.join(whens)} ELSE {most} END" if whens else str(most)


def _falls_under(item: Item, option: Option) -> str:
    if item.kind == "choice":
        return f"\"{item.column}\" = '{option.key}'"
    if item.kind == "yes_no":
        return f"{item.column} = {int(option.key == 'yes')}"
    return f"{item.column} < {option.below}{f' * {item.per}' if item.per else ''}"


def _deprived(indicator: Indicator) -> str:
    if indicator.derived is None:
        return f"{indicator.column} = 1"
    (part,) = indicator.derived.parts
    if part.options:
        return " OR ".join(f"{part.question} = '{option}'" for option in part.options)
    return f"{part.question} < {part.below} * {part.per}"


def _classes(rules: Rules) -> str:
    whens = []
    for rule in rules.class_rules:
        low, high, at_least, less = rule.bounds
        bounds = [("b1 >", low), ("b1 <=", high), ("b2 >=", at_least), ("b2 <", less)]
        conditions = [
            f"area_type = '{rule.area_type}'",
            *(f"{name} {n}" for name, n in bounds if n is not None),
        ]
        whens.append(f"WHEN {' AND '.join(conditions)} THEN '{rule.cls}'")
    return f"CASE {' '.join(whens)} END"


def plain_law(rules: Rules) -> dict[str, Any]:
    """Return the tables as somebody would type them into a script."""
    far = 10**9
    classes = [(str(r.cls), r.area_type, *_or(r.bounds, (-1, far, -1, far))) for r in rules.class_rules]
    return {
        "areas": rules.area_columns,
        "urban": next(n for n, area in enumerate(rules.areas) if area.area_type == "urban"),
        "items": [_plain_item(rules, item) for item in rules.items],
        "indicators": [
            (i.number, _deprived(i).replace(" = ", " == "), i.points.value) for i in rules.indicators
        ],
        "classes": classes,
    }


def _or(found: Sequence[int | None], otherwise: Sequence[int]) -> list[int]:
    return [other if value is None else value for value, other in zip(found, otherwise, strict=True)]


def _plain_item(rules: Rules, item: Item) -> dict[str, Any]:
    points = [
        [rules.points(item.key, o.key, area).value for area in rules.area_columns] for o in item.options
    ]
    found = {
        "column": item.column,
        "per": item.per,
        "waiver": item.waiver and item.waiver.value,
        "points": points,
    }
    if item.kind == "yes_no":
        return {**found, "keys": [int(option.key == "yes") for option in item.options]}
    if item.kind == "choice":
        return {**found, "keys": [option.key for option in item.options]}
    return {**found, "limits": [option.below for option in item.options[:-1]]}
