"""Scoring one household in plain Python over the tables of the pack."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from rasoat.law import Indicator, Item, Option, Part, Question, Rules
from rasoat.law.model import CM2_PER_M2, Kind
from rasoat.scoring.answers import Answer, Answers, Value, read_area, read_question, text
from rasoat.scoring.results import ItemPoints, Reason, Refused, Scored


def score(rules: Rules, answers: Answers) -> Scored | Refused:
    """Return the score and class of a household, or every reason why it has none.

    ``answers`` maps the columns of the answers file to a number, a text or None; floor area is m² of the
    whole dwelling. The points and the class rules are those of ``rules`` (TT17 Art. 6.2, TT14 Art. 1.5).
    """
    reading = read(rules, answers)
    return Refused(tuple(reading.reasons)) if reading.reasons else _score(rules, reading)


@dataclass
class Reading:
    """Answers read: area, one value a column (floor area in cm²), and the reasons against a score."""

    area_type: str = ""
    area: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)

    def number(self, column: str) -> int:
        """Return the whole number in ``column``."""
        return int(self.values[column])


def read(rules: Rules, answers: Answers) -> Reading:
    """Read the answers, column by column in the order of Phiếu B."""
    reading = Reading()
    found = read_area(rules, answers)
    if isinstance(found[0], str) and isinstance(found[1], str):
        reading.area_type, reading.area = found
        if rules.gaps((reading.area,)):
            reading.reasons.append(Reason("S016", "area_type", reading.area))
    else:
        reading.reasons += [reason for reason in found if isinstance(reason, Reason)]
        reading.area_type = text(answers.get("area_type")) or ""
    for question in rules.questions:
        _read_one(reading, question, answers.get(question.id))
    for indicator in rules.derived_indicators:
        _check_derived(reading, indicator, answers.get(indicator.column))
    return reading


def _read_one(reading: Reading, question: Question, answer: Answer) -> None:
    if question.relevant and text(answer) is None and reading.area_type != question.relevant.answer:
        reading.values[question.id] = 0
        return
    value = read_question(question, answer)
    if not isinstance(value, Reason):
        reading.values[question.id] = value
        value = _impossible(reading, question, value) or value
    if isinstance(value, Reason):
        reading.reasons.append(value)


def _impossible(reading: Reading, question: Question, value: Value) -> Reason | None:
    """Return why a well-formed value cannot stand beside the others."""
    limit = reading.values.get(question.at_most) if question.at_most else None
    if limit is not None and int(value) > int(limit):
        return Reason("S006", question.id, str(value))
    if question.relevant and reading.area_type == "urban" and value != 0:
        return Reason("S009", question.id, str(value))
    return None


def _check_derived(reading: Reading, indicator: Indicator, answer: Answer) -> None:
    found = text(answer)
    if found is None:
        return
    if found not in ("0", "1"):
        reading.reasons.append(Reason("S002", indicator.column, found))
        return
    deprived = derived_deprivation(reading, indicator)
    if deprived is not None and deprived != (found == "1"):
        reading.reasons.append(Reason("S010", indicator.column, found))


def derived_deprivation(reading: Reading, indicator: Indicator) -> bool | None:
    """Tell whether an indicator that follows from answers is deprived; None when that is not known."""
    if indicator.derived is None:
        return None
    signs = [sign(reading, part) for part in indicator.derived.parts]
    if None in signs:
        return None
    return signs.count(True) >= indicator.derived.at_least


def sign(reading: Reading, part: Part) -> bool | None:
    """Tell whether the answers show one sign of an indicator; None when that is not known."""
    value, size = reading.values.get(part.question), reading.values.get(part.per) if part.per else 1
    if value is None or not size:
        return None
    if part.options:
        return value in part.options
    return int(value) < part.below * CM2_PER_M2 * int(size)


def _score(rules: Rules, reading: Reading) -> Scored:
    return _sum(rules, reading, tuple(_item_points(rules, reading, item) for item in rules.items))


def rescore(rules: Rules, reading: Reading, result: Scored, changes: Mapping[str, Value]) -> Scored | None:
    """Return the score when some answers of a scored household change; None when they cannot stand beside the others.

    ``reading`` and ``result`` are what ``read`` and ``score`` gave; ``changes`` holds values as ``read`` keeps them (floor
    area in cm²). Only what reads a changed answer is looked up again.
    """
    trial = Reading(reading.area_type, reading.area, {**reading.values, **changes})
    touched = (q for q in rules.questions if q.id in changes or q.at_most in changes)
    if any(_impossible(trial, question, trial.values[question.id]) for question in touched):
        return None
    points = (
        _item_points(rules, trial, each.item) if _reads(each.item, changes) else each
        for each in result.points
    )
    return _sum(rules, trial, tuple(points))


def _reads(item: Item, columns: Collection[str]) -> bool:
    return item.column in columns or item.per in columns or bool(item.waiver and item.waiver.value in columns)


def _sum(rules: Rules, reading: Reading, points: tuple[ItemPoints, ...]) -> Scored:
    deprived = [indicator for indicator in rules.indicators if is_deprived(reading, indicator)]
    b1 = sum(each.points for each in points)
    b2 = sum(indicator.points.value for indicator in deprived)
    rule = rules.classify(reading.area_type, b1, b2)
    return Scored(b1, b2, rule.cls, tuple(i.number for i in deprived), points, rule)


def is_deprived(reading: Reading, indicator: Indicator) -> bool:
    """Tell whether an indicator is deprived, by its tick or by the answers it follows from; unknown is not."""
    derived = derived_deprivation(reading, indicator)
    return reading.values.get(indicator.column) == 1 if derived is None else derived


def _item_points(rules: Rules, reading: Reading, item: Item) -> ItemPoints:
    option = chosen(item, reading)
    waived = item.waiver if item.waiver and reading.values[item.waiver.value] == 1 else None
    return ItemPoints(item, option, rules.points(item.key, option.key, reading.area), waived)


def chosen(item: Item, reading: Reading) -> Option:
    """Return the option a household's answer falls under."""
    value = reading.values[item.column]
    if item.kind is Kind.per_person:
        return item.band(int(value), CM2_PER_M2 * reading.number(item.per or ""))
    if item.kind is Kind.bands:
        return item.band(int(value))
    key = str(value) if item.kind is Kind.choice else ("yes" if value == 1 else "no")
    return next(option for option in item.options if option.key == key)
