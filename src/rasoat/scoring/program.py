"""The rules of one day compiled for the browser: plain data that ``survey/score.js`` reads, and nothing to run.

Shape 1, a JSON object (a key without value is left out)::

    shape, pack, hash, on     number of this shape, pack id, pack hash, reference date (yyyy-mm-dd)
    languages                 the languages of every label: ["vi", "en"]; a label is {"vi": …, "en": …}
    reading                   the patterns by which answers are read, and ``oldest``, the greatest age in years
    areas                     [{key, area_type, label, gaps}]; gaps: how many needed values were not found there
    questions                 [{id, type, label, choices: [{key, label}], minimum, at_most, relevant: [question, answer]}]
    items                     [{key, column, kind, per, waiver, options: [{key, below, points: {area: number}}]}]
    indicators                [{number, key, label, points}] and, when not ticked, one of
                              at_least, parts: [{question, options} or {question, per, below}]
                              tests, percent (percent only where a share of the members decides)
    classes                   [{class, label, area_type, b1_above, b1_to, b2_from, b2_below}]
    member_questions          [{id, label, said: [label of 0, label of 1]}]
    member_facts              [{column, counts, tests}]; without tests everybody counts
    checks                    [{key, level, label, conditions: [{kind, columns, least, most, options, tests}]}]
    sentences                 {code: label} of every reason; {column} and {value} are to be filled in

``tests`` are alternatives, each a list of ``[what, value]`` from left to right; ``what`` is one of the ages of
``members.yaml`` or a question about a member. Lengths are m², points and ages whole numbers.
"""

from __future__ import annotations

import json
from typing import Any

from rasoat.errors import CATALOGUE
from rasoat.law import (
    AnyOf,
    Area,
    Check,
    ClassRule,
    Condition,
    Indicator,
    Item,
    MemberFact,
    MemberQuestion,
    Part,
    Question,
    Rules,
)
from rasoat.law.model import Labelled
from rasoat.scoring.answers import AREA, BLANKS, NEGATIVE, TOO_LONG, WHOLE
from rasoat.scoring.members import BIRTH_DATE, OLDEST

SHAPE = 1
LANGUAGES = ("vi", "en")
REASONS = (
    "S001", "S002", "S003", "S004", "S005", "S006", "S007", "S008", "S009", "S010",
    "S011", "S012", "S014", "S015", "S016",
)  # fmt: skip
"""The reasons the script can give."""

Program = dict[str, Any]


def program(rules: Rules) -> Program:
    """Return what the script needs to score a household under ``rules``; its shape stands at the top of this file."""
    return {
        "shape": SHAPE,
        "pack": rules.pack_id,
        "hash": rules.pack_hash,
        "on": rules.on.isoformat(),
        "languages": list(LANGUAGES),
        "reading": _reading(),
        "areas": [_area(rules, area) for area in rules.areas],
        "questions": [_question(question) for question in rules.questions],
        "items": [_item(rules, item) for item in rules.items],
        "indicators": [_indicator(indicator) for indicator in rules.indicators],
        "classes": [_class_rule(rule) for rule in rules.class_rules if rule.cell.known],
        "member_questions": [_member_question(question) for question in rules.member_questions],
        "member_facts": [_member_fact(fact) for fact in rules.member_facts],
        "checks": [_check(check) for check in rules.checks],
        "sentences": {code: {"vi": CATALOGUE[code].vi, "en": CATALOGUE[code].en} for code in REASONS},
    }


def compiled(rules: Rules) -> bytes:
    """Return the program as JSON (UTF-8); the same rules give the same bytes."""
    text = json.dumps(program(rules), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _filled(**values: Any) -> dict[str, Any]:
    """Keep what is there: neither None nor an empty list or text; zero and false are values."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _label(labelled: Labelled) -> dict[str, str]:
    return {language: labelled.label(language) for language in LANGUAGES}


def _reading() -> dict[str, Any]:
    blanks = f"^[{BLANKS}]+|[{BLANKS}]+$"
    patterns = {"whole": WHOLE, "too_long": TOO_LONG, "negative": NEGATIVE, "area": AREA}
    return {**patterns, "blanks": blanks, "birth_date": BIRTH_DATE, "oldest": OLDEST}


def _area(rules: Rules, area: Area) -> dict[str, Any]:
    gaps = len(rules.gaps((area.key,)))
    return {"key": area.key, "area_type": area.area_type, "label": _label(area), "gaps": gaps}


def _question(question: Question) -> dict[str, Any]:
    return _filled(
        id=question.id,
        type=question.type,
        label=_label(question),
        choices=[{"key": choice.key, "label": _label(choice)} for choice in question.choices],
        minimum=question.minimum,
        at_most=question.at_most,
        relevant=list(question.relevant or ()),
    )


def _item(rules: Rules, item: Item) -> dict[str, Any]:
    options = [
        _filled(key=option.key, below=option.below, points=_points(rules, item.key, option.key))
        for option in item.options
    ]
    waiver = item.waiver.value if item.waiver else None
    return _filled(
        key=item.key, column=item.column, kind=item.kind.value, per=item.per, waiver=waiver, options=options
    )


def _points(rules: Rules, item: str, option: str) -> dict[str, int]:
    """Return the points by area; what was not found is left out."""
    return _filled(**{area: rules.points(item, option, area).value for area in rules.area_columns})


def _indicator(indicator: Indicator) -> dict[str, Any]:
    how: dict[str, Any] = {}
    if indicator.derived:
        how = {
            "at_least": indicator.derived.at_least,
            "parts": [_part(part) for part in indicator.derived.parts],
        }
    elif indicator.of_members:
        how = _filled(tests=_tests(indicator.of_members.tests), percent=indicator.of_members.percent)
    return {
        **_filled(number=indicator.number, key=indicator.column, points=indicator.points.value),
        "label": _label(indicator),
        **how,
    }


def _part(part: Part) -> dict[str, Any]:
    if part.options:
        return {"question": part.question, "options": list(part.options)}
    return {"question": part.question, "per": part.per, "below": part.below}


def _class_rule(rule: ClassRule) -> dict[str, Any]:
    name = {language: rule.cls.label(language) for language in LANGUAGES}
    return {
        "class": rule.cls.value,
        "area_type": rule.area_type,
        "label": name,
        **_filled(**rule.bounds._asdict()),
    }


def _member_question(question: MemberQuestion) -> dict[str, Any]:
    said = [dict(zip(LANGUAGES, words, strict=True)) for words in question.said]
    return {"id": question.id, "label": _label(question), "said": said}


def _member_fact(fact: MemberFact) -> dict[str, Any]:
    found: dict[str, Any] = {"column": fact.column, "counts": fact.counts}
    return found if fact.tests is None else {**found, "tests": _tests(fact.tests)}


def _tests(tests: AnyOf) -> list[list[list[Any]]]:
    return [[[clause.question or clause.what, clause.value] for clause in test] for test in tests]


def _check(check: Check) -> dict[str, Any]:
    conditions = [_condition(condition) for condition in check.conditions]
    return {"key": check.key, "level": check.level, "label": _label(check), "conditions": conditions}


def _condition(condition: Condition) -> dict[str, Any]:
    return _filled(
        kind=condition.kind,
        columns=list(condition.columns),
        least=condition.least,
        most=condition.most,
        options=list(condition.options),
        tests=_tests(condition.tests),
    )
