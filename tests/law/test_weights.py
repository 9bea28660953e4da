"""F4: whatever number of a pack is edited, the score of a household it concerns moves with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import ChainMap
from collections.abc import Iterator
from functools import cache

import pytest

from rasoat import law
from rasoat.law import AnyOf, Area, Bounds, Clause, FromAnswers, FromMembers, Indicator, Item, Option, Rules
from rasoat.law.model import PointKey
from rasoat.scoring import Scored, judge, score
from tests.law.invented import amended, points

DAYS = {"vn-2016": dt.date(2018, 12, 1), "vn-2022": dt.date(2023, 11, 10)}
PACKS = pytest.mark.parametrize("pack_id", DAYS)


@cache
def rules_of(pack_id: str) -> Rules:
    """The rules of a pack with all its points, invented where none were found, and no item for rural people only."""
    known = law.load(pack_id).on(DAYS[pack_id]).gaps() == ()
    table = (
        {} if known else {f"b1.points.{'.'.join(key)}": str(value) for key, value in points(pack_id).items()}
    )
    return amended(pack_id, {**table, "b1.rural_only": "-"}).on(DAYS[pack_id])


def cells(rules: Rules) -> Iterator[tuple[Item, Option, Area]]:
    """Every cell of the point table."""
    yield from ((item, o, area) for item in rules.items for o in item.options for area in rules.areas)


def household(rules: Rules, area: Area, **own: str) -> dict[str, str]:
    """A household of nine in which nothing is deprived, and no choice is made but the last of each."""
    answers = {"area_type": area.area_type, "region": area.key if area.area_type == "rural" else ""}
    for question in rules.questions:
        answers[question.id] = question.choices[0].key if question.choices else "0"
    return {**answers, "household_size": "9", "floor_area_m2": "90", **own}


def at_option(rules: Rules, item: Item, option: Option, area: Area) -> dict[str, str]:
    """A household whose answer to ``item`` is ``option``."""
    value = option.key if option.low is None else str(option.low * (9 if item.per else 1))
    return household(rules, area, **{item.column: {"yes": "1", "no": "0"}.get(value, value)})


def b1(rules: Rules, answers: dict[str, str]) -> int:
    """B1 of a household that has one."""
    found = score(rules, answers)
    assert isinstance(found, Scored), found
    return found.b1


@PACKS
def test_every_point_cell_moves_the_score(pack_id: str) -> None:
    """One more point in any of the 574 cells is one more point of the household it belongs to, and of no other cell's."""
    rules, moved = rules_of(pack_id), 0
    for item, option, area in cells(rules):
        key: PointKey = (item.key, option.key, area.key)
        cell = rules.points(*key)
        edited = dataclasses.replace(
            rules,
            _points=ChainMap({key: dataclasses.replace(cell, value=cell.value + 1)}, dict(rules._points)),
        )
        answers = at_option(rules, item, option, area)
        assert b1(edited, answers) == b1(rules, answers) + 1, key
        moved += 1
    assert moved == 574


SAMPLE = range(0, 574, 41)


@PACKS
@pytest.mark.parametrize("number", SAMPLE)
def test_a_cell_edited_in_the_files_moves_the_score(pack_id: str, number: int) -> None:
    """The same by way of the files of the pack, for every 41st cell."""
    rules = rules_of(pack_id)
    item, option, area = list(cells(rules))[number]
    key, old = f"b1.points.{item.key}.{option.key}.{area.key}", rules.points(item.key, option.key, area.key)
    table = {c.key: str(c.value) for c in rules.cells() if c.key.startswith("b1.points.")}
    edited = amended(pack_id, {**table, "b1.rural_only": "-", key: str(old.value + 7)}).on(DAYS[pack_id])
    answers = at_option(rules, item, option, area)
    assert b1(edited, answers) == b1(rules, answers) + 7


def bounds_text(bounds: Bounds) -> str:
    """Bounds as an amendment writes them."""
    return ";".join(f"{name}={value}" for name, value in bounds._asdict().items() if value is not None)


def thresholds() -> list[tuple[str, str, str, int]]:
    """Pack, area type, B1 or B2, and each number the class table compares with."""
    found = set()
    for pack_id, day in DAYS.items():
        for rule in law.load(pack_id).on(day).class_rules:
            for name, value in rule.bounds._asdict().items():
                if value is not None:
                    found.add((pack_id, rule.area_type, name[:2], value))
    return sorted(found)


@pytest.mark.parametrize(("pack_id", "area_type", "form", "bound"), thresholds())
def test_every_class_bound_moves_the_class(pack_id: str, area_type: str, form: str, bound: int) -> None:
    """A bound that is one higher takes the household on the bound, or just above it, into another class."""
    rules, values = law.load(pack_id).on(DAYS[pack_id]), {}
    for rule in rules.class_rules:
        changed = {n: v + 1 for n, v in rule.bounds._asdict().items() if n[:2] == form and v == bound}
        if rule.area_type == area_type and changed:
            values[f"class.{rule.cls}.{area_type}"] = bounds_text(rule.bounds._replace(**changed))
    edited = amended(pack_id, values).on(DAYS[pack_id])
    near = [bound + step for step in (-1, 0, 1, 2)]
    pairs = [(b, b2) for b in (*range(0, 301, 10), *near) for b2 in (*range(0, 121, 10), *near)]
    moved = {p for p in pairs if rules.classify(area_type, *p).cls != edited.classify(area_type, *p).cls}
    if form == "b1":
        assert {b for b, _ in moved} == {bound + 1}
    else:
        assert {b2 for _, b2 in moved} == {bound}


@PACKS
def test_every_indicator_weight_moves_b2(pack_id: str) -> None:
    """With a power of two for each indicator, B2 tells exactly which of them were counted."""
    rules = rules_of(pack_id)
    table = {c.key: str(c.value) for c in rules.cells() if c.key.startswith("b1.points.")}
    weights = {each: 2 ** (each.number - 1) for each in rules.indicators}
    values = {f"b2.points.{each.key}": str(weight) for each, weight in weights.items()}
    edited = amended(pack_id, {**table, **values}).on(DAYS[pack_id])
    for indicator, weight in weights.items():
        found = score(edited, household(rules, rules.areas[0], **lacking(rules, indicator)))
        assert isinstance(found, Scored)
        assert (found.b2, found.deprivations) == (weight, (indicator.number,))


def lacking(rules: Rules, indicator: Indicator) -> dict[str, str]:
    """Answers by which an indicator is deprived, and no other."""
    if indicator.derived is None:
        return {indicator.column: "1"}
    return {
        part.question: part.options[0] if part.options else str(9 * part.below - 1)
        for part in indicator.derived.parts[: indicator.derived.at_least]
    }


def derived() -> list[tuple[str, str]]:
    """Pack and key of the indicators that follow from answers."""
    return [(p, i.key) for p, day in DAYS.items() for i in law.load(p).on(day).derived_indicators]


@pytest.mark.parametrize(("pack_id", "key"), derived())
def test_every_number_of_a_derived_indicator_counts(pack_id: str, key: str) -> None:
    """One sign more to be asked for, a limit one higher, an option that no longer counts: the indicator follows."""
    rules = rules_of(pack_id)
    indicator = rules.indicator(key)
    how = indicator.derived
    assert how is not None
    poor = household(rules, rules.areas[0], **lacking(rules, indicator))
    assert deprived(rules, poor, key)
    assert not deprived(with_how(rules, indicator, FromAnswers(how.at_least + 1, how.parts)), poor, key)
    for index, part in enumerate(how.parts[: how.at_least]):
        if part.options:
            changed = part._replace(options=("no such material",))
        else:
            changed = part._replace(below=part.below - 1)
            poor = {**poor, part.question: str(9 * part.below - 9)}
        parts = (*how.parts[:index], changed, *how.parts[index + 1 :])
        assert not deprived(with_how(rules, indicator, FromAnswers(how.at_least, parts)), poor, key)


def deprived(rules: Rules, answers: dict[str, str], key: str) -> bool:
    """Whether the household is deprived in the indicator."""
    found = score(rules, answers)
    assert isinstance(found, Scored), found
    return rules.indicator(key).number in found.deprivations


def with_how(rules: Rules, indicator: Indicator, how: FromAnswers | FromMembers) -> Rules:
    """The rules with an indicator that follows otherwise."""
    other = dataclasses.replace(indicator, how=dataclasses.replace(indicator.how, value=how))
    return dataclasses.replace(
        rules, indicators=tuple(other if each is indicator else each for each in rules.indicators)
    )


def people_tests(rules: Rules) -> dict[str, AnyOf]:
    """The tests of people by the answer that follows from them."""
    found = {fact.column: fact.tests for fact in rules.member_facts if fact.tests is not None}
    return found | {i.column: i.of_members.tests for i in rules.indicators if i.of_members is not None}


def clauses() -> list[tuple[str, str, int, int]]:
    """Pack, answer, number of the test and of the condition in it."""
    return [
        (pack_id, column, t, c)
        for pack_id, day in DAYS.items()
        for column, tests in people_tests(law.load(pack_id).on(day)).items()
        for t, test in enumerate(tests)
        for c in range(len(test))
    ]


@pytest.mark.parametrize(("pack_id", "column", "test", "clause"), clauses())
def test_every_condition_on_people_counts(pack_id: str, column: str, test: int, clause: int) -> None:
    """An age one year higher, or the other answer, changes what follows for some person."""
    rules = rules_of(pack_id)
    tests = people_tests(rules)[column]
    old = tests[test][clause]
    new = old._replace(value=1 - old.value if old.question else old.value + 1)
    changed = (*tests[test][:clause], new, *tests[test][clause + 1 :])
    edited = with_tests(rules, column, (*tests[:test], changed, *tests[test + 1 :]))
    assert any(
        fact(rules, column, one) != fact(edited, column, one) for one in people(rules, tests[test], old)
    )


def people(rules: Rules, test: tuple[Clause, ...], clause: Clause) -> Iterator[dict[str, str]]:
    """People of every age who answer as the test asks, but for one condition as well the other way round."""
    asked = {each.question: str(each.value) for each in test if each.question}
    for other in "01":
        answers = {**{question.id: other for question in rules.member_questions}, **asked}
        turned = {clause.question: str(1 - clause.value)} if clause.question else {}
        for own in (answers, {**answers, **turned}):
            yield from ({"birth_date": f"{rules.on.year - age}-01-01", **own} for age in range(101))


def with_tests(rules: Rules, column: str, tests: AnyOf) -> Rules:
    """The rules with other tests behind an answer."""
    facts = tuple(
        dataclasses.replace(each, tests=tests) if each.column == column else each
        for each in rules.member_facts
    )
    found = dataclasses.replace(rules, member_facts=facts)
    for indicator in found.indicators:
        if indicator.column == column and indicator.of_members is not None:
            return with_how(found, indicator, dataclasses.replace(indicator.of_members, tests=tests))
    return found


def fact(rules: Rules, column: str, person: dict[str, str]) -> int:
    """What follows for a household of this person alone."""
    judged = judge(rules, [person], rules.on)
    assert judged.reasons == ()
    return judged.facts[column]


def test_the_share_of_dependants_counts() -> None:
    """Two of four are 50 %, not more; with a limit of 49 % they are more."""
    rules = rules_of("vn-2022")
    indicator = rules.indicator("d_dependants")
    how = indicator.of_members
    assert how is not None
    answers = {question.id: "0" for question in rules.member_questions}
    family = [{"birth_date": year, **answers} for year in ("1980", "1984", "2012", "2015")]
    other = with_how(rules, indicator, dataclasses.replace(how, percent=49))
    found = [judge(each, family, rules.on).facts[indicator.column] for each in (rules, other)]
    assert found == [0, 1]
