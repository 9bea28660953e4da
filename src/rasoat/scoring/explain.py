"""Why a household got its class: every item, the threshold that decided, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rasoat.law import Bounds, Class, Item, Option, Rules
from rasoat.law.model import CM2_PER_M2, Kind
from rasoat.scoring.answers import Answer, Answers, text
from rasoat.scoring.results import Reason, Refused, Scored
from rasoat.scoring.row import Reading, chosen, read, score


@dataclass(frozen=True)
class ItemLine:
    """One B1 item: what was answered, the option it falls under, its points and their reference."""

    key: str
    label: str
    answer: str
    option: str
    points: int
    ref: str
    provenance: str
    waived: bool


@dataclass(frozen=True)
class DeprivationLine:
    """One B2 indicator, deprived or not, with the rule in words."""

    number: int
    label: str
    dimension: str
    deprived: bool
    rule: str
    points: int
    ref: str
    provenance: str


@dataclass(frozen=True)
class Distance:
    """The nearest other class along B1: how many points away it lies (negative: below)."""

    points: int
    label: str
    cls: Class


@dataclass(frozen=True)
class Change:
    """One single answer that, changed to ``option``, would change the class."""

    column: str
    label: str
    option: str
    b1: int
    b2: int
    cls: Class
    class_label: str


@dataclass(frozen=True)
class Explanation:
    """The explanation of one household, in one language; without class it holds only ``refusals``."""

    language: str
    refusals: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    area: str = ""
    items: tuple[ItemLine, ...] = ()
    b1: int | None = None
    deprivations: tuple[DeprivationLine, ...] = ()
    b2: int | None = None
    cls: Class | None = None
    class_label: str = ""
    threshold: str = ""
    threshold_ref: str = ""
    distances: tuple[Distance, ...] = ()
    changes: tuple[Change, ...] = ()
    verified: bool = False

    def text(self) -> str:
        """Return the explanation for a terminal."""
        return "\n".join(_lines(self))


def explain(rules: Rules, answers: Answers, language: str = "vi") -> Explanation:
    """Return why the household has its class (TT17 Art. 6.2, TT14 Art. 1.5), or why it has none."""
    result = score(rules, answers)
    if isinstance(result, Refused):
        return explain_refused(result, language)
    reading = read(rules, answers)
    area = next(area for area in rules.areas if area.key == reading.area)
    return Explanation(
        language=language,
        area=area.label(language),
        items=tuple(_item_line(each.item, reading, result, answers, language) for each in result.points),
        b1=result.b1,
        deprivations=_deprivation_lines(rules, result, language),
        b2=result.b2,
        cls=result.cls,
        class_label=result.cls.label(language),
        threshold=threshold_text(result.rule.bounds, language),
        threshold_ref=str(result.rule.cell.ref),
        distances=_distances(rules, result, language),
        changes=_changes(rules, answers, result, language),
        verified=not rules.unverified({reading.area}),
    )


def explain_refused(refused: Refused, language: str = "vi") -> Explanation:
    """Return the explanation of a household that has no class."""
    sentences = tuple(reason.sentence(language) for reason in refused.reasons)
    return Explanation(language=language, refusals=sentences, reasons=refused.reasons)


def _item_line(item: Item, reading: Reading, result: Scored, answers: Answers, language: str) -> ItemLine:
    each = next(points for points in result.points if points.item is item)
    source = each.waived or each.cell
    return ItemLine(
        key=item.key,
        label=item.label(language),
        answer=_answer_text(item, reading, answers, language),
        option=chosen(item, reading).label(language),
        points=each.points,
        ref=str(source.ref),
        provenance=source.provenance,
        waived=each.waived is not None,
    )


def _answer_text(item: Item, reading: Reading, answers: Answers, language: str) -> str:
    if item.kind in (Kind.choice, Kind.yes_no):
        return chosen(item, reading).label(language)
    found = (text(answers.get(item.column)) or "0").replace(",", ".")
    if item.kind is Kind.per_person:
        return f"{_decimal(found, language)} m² / {reading.number(item.per or '')}"
    return _decimal(found, language)


def _decimal(found: str, language: str) -> str:
    return found.replace(".", ",") if language == "vi" else found


def _deprivation_lines(rules: Rules, result: Scored, language: str) -> tuple[DeprivationLine, ...]:
    return tuple(
        DeprivationLine(
            number=indicator.number,
            label=indicator.label(language),
            dimension=indicator.dimension(language),
            deprived=indicator.number in result.deprivations,
            rule=indicator.rule_text(language),
            points=indicator.points.value if indicator.number in result.deprivations else 0,
            ref=str(indicator.rule.ref),
            provenance=indicator.rule.provenance,
        )
        for indicator in rules.indicators
    )


def threshold_text(bounds: Bounds, language: str) -> str:
    """Return the bounds of a class in the words of the table, such as «120 < B1 ≤ 150 và B2 ≥ 30»."""
    b1 = "B1"
    if bounds.b1_above is not None:
        b1 = f"{bounds.b1_above} < B1" if bounds.b1_to is not None else f"B1 > {bounds.b1_above}"
    if bounds.b1_to is not None:
        b1 += f" ≤ {bounds.b1_to}"
    parts = [b1]
    if bounds.b2_from is not None:
        parts.append(f"B2 ≥ {bounds.b2_from}")
    if bounds.b2_below is not None:
        parts.append(f"B2 < {bounds.b2_below}")
    return (" và " if language == "vi" else " and ").join(parts)


def _distances(rules: Rules, result: Scored, language: str) -> tuple[Distance, ...]:
    """Return the next class below and above along B1, B2 staying as it is."""
    bounds, area_type = result.rule.bounds, result.rule.area_type
    targets = [bounds.b1_above, None if bounds.b1_to is None else bounds.b1_to + 1]
    return tuple(
        Distance(target - result.b1, rule.cls.label(language), rule.cls)
        for target in targets
        if target is not None
        for rule in [rules.classify(area_type, target, result.b2)]
    )


def _changes(rules: Rules, answers: Answers, result: Scored, language: str) -> tuple[Change, ...]:
    """Return every single answer that would change the class, in the order of Phiếu B."""
    never_ticked = {indicator.column for indicator in rules.derived_indicators}
    ticked = {column: answer for column, answer in answers.items() if column not in never_ticked}
    changes = []
    for column, label, option, trial in _trials(rules, answers, result, language):
        other = score(rules, {**ticked, column: trial})
        if isinstance(other, Scored) and other.cls is not result.cls:
            changes.append(
                Change(column, label, option, other.b1, other.b2, other.cls, other.cls.label(language))
            )
    return tuple(changes)


def _trials(
    rules: Rules, answers: Answers, result: Scored, language: str
) -> Iterator[tuple[str, str, str, Answer]]:
    """Yield column, label, option and answer of every other option of every item and tick."""
    for each in result.points:
        for option in each.item.options:
            if option is not each.option:
                answer = _trial(each.item, each.option, option, answers)
                yield each.item.column, each.item.label(language), option.label(language), answer
    for indicator in rules.indicators:
        if not indicator.derived:
            flipped = int(indicator.number not in result.deprivations)
            yield indicator.column, indicator.label(language), _WORDS[language][_TICKS[flipped]], flipped


def _trial(item: Item, now: Option, option: Option, answers: Answers) -> Answer:
    """Return the answer under ``option`` that lies nearest to the present one."""
    if item.kind is Kind.choice:
        return option.key
    if item.kind is Kind.yes_no:
        return int(option.key == "yes")
    higher = (option.low or 0) > (now.low or 0)
    if item.kind is Kind.bands:
        return option.low if higher or option.below is None else option.below - 1
    size = int(text(answers.get(item.per or "")) or 1)
    cm2 = (option.low or 0) if higher or option.below is None else option.below
    step = 0 if higher else 1
    return Decimal(cm2 * CM2_PER_M2 * size - step) / CM2_PER_M2


_TICKS = ("not_deprived", "deprived")
_WORDS = {
    "vi": {
        "deprived": "thiếu hụt",
        "not_deprived": "không thiếu hụt",
        "refused": "Chưa chấm được điểm, chưa có loại hộ:",
        "area": "Vùng",
        "points": "điểm",
        "waived": "không tính điểm",
        "sum": "Tổng điểm",
        "none": "Không thiếu hụt chỉ số nào",
        "class": "Kết quả",
        "because": "vì",
        "under": "theo",
        "distance": "Cách loại hộ khác",
        "to": "điểm B1 thì thành",
        "changes": "Một câu trả lời khác đi sẽ đổi loại hộ",
        "no_change": "Không có câu trả lời nào, một mình nó, làm đổi loại hộ",
        "practice": "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ: bộ quy tắc chưa được kiểm tra đủ",
    },
    "en": {
        "deprived": "deprived",
        "not_deprived": "not deprived",
        "refused": "Not scored, no class:",
        "area": "Area",
        "points": "points",
        "waived": "gives no points",
        "sum": "Sum",
        "none": "Deprived in no indicator",
        "class": "Result",
        "because": "because",
        "under": "under",
        "distance": "Distance to other classes",
        "to": "B1 points make it",
        "changes": "One different answer would change the class",
        "no_change": "No single answer would change the class",
        "practice": "PRACTICE – NO LEGAL VALUE: the rule pack is not fully verified",
    },
}


def _lines(found: Explanation) -> list[str]:
    words = _WORDS[found.language]
    if found.cls is None:
        return [
            words["refused"],
            *(f"  {r.code} {s}" for r, s in zip(found.reasons, found.refusals, strict=True)),
        ]
    return [
        *([] if found.verified else [words["practice"], ""]),
        f"{words['area']}: {found.area}",
        "",
        "B1",
        *(_item_text(line, words) for line in found.items),
        f"  {words['sum']} B1 = {found.b1}",
        "",
        "B2",
        *_deprivation_texts(found, words),
        f"  {words['sum']} B2 = {found.b2}",
        "",
        f"{words['class']}: {found.class_label} ({found.cls})",
        f"  {words['because']} {found.threshold}, {words['under']} {found.threshold_ref}",
        f"{words['distance']}:",
        *(f"  {distance.points:+d} {words['to']} {distance.label}" for distance in found.distances),
        f"{words['changes'] if found.changes else words['no_change']}{':' if found.changes else '.'}",
        *(f"  {change.label} → {change.option}: {change.class_label}" for change in found.changes),
    ]


def _item_text(line: ItemLine, words: Mapping[str, str]) -> str:
    option = "" if line.option == line.answer else f" → {line.option}"
    waived = f", {words['waived']}" if line.waived else ""
    source = f"[{line.ref}; {line.provenance}]"
    return f"  {line.points:>3} {words['points']}  {line.label}: {line.answer}{option}{waived}  {source}"


def _deprivation_texts(found: Explanation, words: Mapping[str, str]) -> list[str]:
    lines = [
        f"  {line.points:>3} {words['points']}  {line.number}. {line.label}: {line.rule}"
        f"  [{line.ref}; {line.provenance}]"
        for line in found.deprivations
        if line.deprived
    ]
    return lines or [f"  {words['none']}"]
