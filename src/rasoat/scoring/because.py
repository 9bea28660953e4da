"""Why an indicator is deprived: the members or the answers that make it so, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasoat.law import FromAnswers, Indicator, Part, Rules
from rasoat.scoring.members import PersonFinding
from rasoat.scoring.row import Reading, sign
from rasoat.scoring.wording import area_a_head, quantity, square_metres, unit_word, who

_WORDS = {
    "vi": {
        "ticked": "Đã đánh dấu thiếu hụt trên Phiếu B",
        "age": "{who}, {age} tuổi",
        "share": "{some} trong {all} người, quá {percent} %",
        "a_head": "{area} cho {heads} {a_head}/{one}, dưới {below} m²",
    },
    "en": {
        "ticked": "Ticked as deprived on Phiếu B",
        "age": "{who}, aged {age}",
        "share": "{some} of {all} persons, more than {percent} %",
        "a_head": "{area} for {heads} {a_head} a {one}, less than {below} m²",
    },
}


def because(
    rules: Rules,
    indicator: Indicator,
    reading: Reading,
    findings: Sequence[PersonFinding],
    names: Sequence[str],
    language: str,
) -> tuple[str, ...]:
    """Return the lines that say why ``indicator`` is deprived; one from members whose list is not known has none.

    ``findings`` are those of ``members.judge``, ``names`` the names of the same members in the same order.
    """
    if indicator.derived is not None:
        return _from_answers(rules, indicator.derived, reading, language)
    if indicator.of_members is None:
        return (_WORDS[language]["ticked"],)
    people = [each for each in findings if each.indicator == indicator.key]
    lines = tuple(_of_person(each, names, language) for each in people)
    percent = indicator.of_members.percent
    return (*lines, *_share(len(people), reading, percent, language)) if percent and people else lines


def _of_person(found: PersonFinding, names: Sequence[str], language: str) -> str:
    aged = _WORDS[language]["age"].format(who=who(names, found.index, language), age=found.age)
    said = found.said(language)
    return f"{aged}, {said}" if said else aged


def _share(some: int, reading: Reading, percent: int, language: str) -> tuple[str, ...]:
    size = reading.values.get("household_size")
    words = _WORDS[language]["share"]
    return (words.format(some=some, all=size, percent=percent),) if size else ()


def _from_answers(rules: Rules, how: FromAnswers, reading: Reading, language: str) -> tuple[str, ...]:
    signs = [part for part in how.parts if sign(reading, part)]
    return tuple(_answered(rules, part, reading, language) for part in signs)


def _answered(rules: Rules, part: Part, reading: Reading, language: str) -> str:
    questions = {question.id: question for question in rules.questions}
    question, value = questions[part.question], reading.values[part.question]
    if part.options:
        choice = next(each for each in question.choices if each.key == value)
        return f"{question.label(language)}: {choice.label(language)}"
    return _a_head(int(value), reading.number(part.per), questions[part.per].unit, part.below, language)


def _a_head(cm2: int, heads: int, unit: str | None, below: int, language: str) -> str:
    words: Mapping[str, str] = _WORDS[language]
    return words["a_head"].format(
        area=square_metres(cm2, language),
        heads=quantity(heads, unit, language),
        a_head=area_a_head(cm2, heads, language),
        one=unit_word(unit, language),
        below=below,
    )
