"""Scoring one household in plain Python over the tables of the pack."""

from __future__ import annotations

from dataclasses import dataclass, field

from rasoat.law import Indicator, Item, Option, Question, Rules
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
    else:
        reading.reasons += [reason for reason in found if isinstance(reason, Reason)]
        reading.area_type = text(answers.get("area_type")) or ""
    for question in rules.questions:
        _read_one(reading, question, answers.get(question.id))
    for indicator in rules.derived_indicators:
        _check_derived(rules, reading, indicator, answers.get(indicator.column))
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


def _check_derived(rules: Rules, reading: Reading, indicator: Indicator, answer: Answer) -> None:
    found = text(answer)
    if found is None:
        return
    if found not in ("0", "1"):
        reading.reasons.append(Reason("S002", indicator.column, found))
        return
    deprived = derived_deprivation(rules, reading, indicator)
    if deprived is not None and deprived != (found == "1"):
        reading.reasons.append(Reason("S010", indicator.column, found))


def derived_deprivation(rules: Rules, reading: Reading, indicator: Indicator) -> bool | None:
    """Tell whether an indicator that follows from an answer is deprived; None when that is not known."""
    if indicator.derived is None:
        return None
    item = rules.item(indicator.derived.item)
    value, size = reading.values.get(item.column), reading.values.get(item.per) if item.per else 1
    if value is None or size is None or size == 0:
        return None
    if indicator.derived.below is not None:
        return int(value) < indicator.derived.below * CM2_PER_M2 * int(size)
    return value in indicator.derived.options


def _score(rules: Rules, reading: Reading) -> Scored:
    points = tuple(_item_points(rules, reading, item) for item in rules.items)
    deprived = [indicator for indicator in rules.indicators if _deprived(rules, reading, indicator)]
    b1 = sum(each.points for each in points)
    b2 = sum(indicator.points.value for indicator in deprived)
    rule = rules.classify(reading.area_type, b1, b2)
    return Scored(b1, b2, rule.cls, tuple(i.number for i in deprived), points, rule)


def _deprived(rules: Rules, reading: Reading, indicator: Indicator) -> bool:
    derived = derived_deprivation(rules, reading, indicator)
    return reading.values[indicator.column] == 1 if derived is None else derived


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
