"""Why a household got its class: every item, the threshold that decided, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasoat.law import Bounds, Indicator, Item, Rules
from rasoat.law.model import Kind
from rasoat.scoring.answers import Answers
from rasoat.scoring.because import because
from rasoat.scoring.changes import Case, Trial
from rasoat.scoring.distances import along_b1, along_b2
from rasoat.scoring.explanation import Change, DeprivationLine, Explanation, ItemLine
from rasoat.scoring.gaps import gaps
from rasoat.scoring.members import (
    Member,
    Person,
    PersonFinding,
    apply_members,
    judge_people,
    person,
    score_with_members,
)
from rasoat.scoring.results import ItemPoints, Refused, Scored
from rasoat.scoring.row import Reading, chosen, is_deprived, read, score
from rasoat.scoring.wording import quantity, square_metres, who_is

GAPS = "S016"


def explain(
    rules: Rules,
    answers: Answers,
    language: str = "vi",
    members: Sequence[Member] | None = None,
    names: Sequence[str] = (),
) -> Explanation:
    """Return why the household has its class (TT17 Art. 6.2, TT14 Art. 1.5), or why it has none.

    ``members`` as for ``members.judge``, on ``rules.on``: the answers that follow from them are filled in, and what they
    cause is told by ``names``, which stand in the same order. Without members (None) each such answer is taken as given.
    """
    if members is None:
        result = score(rules, answers)
    else:
        result = score_with_members(rules, answers, members, rules.on)
        answers, _ = apply_members(rules, answers, members, rules.on)
    people = [person(rules, member, rules.on) for member in members or ()]
    findings = judge_people(rules, people).findings if people else ()
    told = _Told(rules, read(rules, answers), findings, names, language)
    return told.refused(result) if isinstance(result, Refused) else told.scored(result, people)


class _Told:
    """One household on its way into words."""

    def __init__(
        self,
        rules: Rules,
        reading: Reading,
        findings: Sequence[PersonFinding],
        names: Sequence[str],
        language: str,
    ) -> None:
        self.rules, self.reading, self.language = rules, reading, language
        self.findings, self.names = findings, names

    def scored(self, result: Scored, people: Sequence[Person]) -> Explanation:
        case = Case(self.rules, self.reading, result, people, self.names, self.language)
        trials = list(case.trials())
        return Explanation(
            language=self.language,
            pack=self.rules.pack_id,
            area=self._area(),
            items=tuple(self._item(each) for each in result.points),
            b1=result.b1,
            deprivations=tuple(self._deprivation(each, result, trials) for each in self.rules.indicators),
            b2=result.b2,
            cls=result.cls,
            class_label=result.cls.label(self.language),
            threshold=threshold_text(result.rule.bounds, self.language),
            threshold_ref=str(result.rule.cell.ref),
            distances=(
                *along_b1(self.rules, result, self.language),
                *along_b2(self.rules, result, self.language),
            ),
            changes=tuple(self._change(each) for each in trials if each.scored.cls is not result.cls),
            verified=not self.rules.unverified({self.reading.area}),
        )

    def refused(self, refused: Refused) -> Explanation:
        """Only the pack is at fault where the single reason is a gap: what the answers give is told all the same."""
        sound = {reason.code for reason in refused.reasons} == {GAPS}
        known = [each for each in self.rules.indicators if each.rule.known] if sound else []
        lines = tuple(self._deprivation(each) for each in known)
        points = [line.points for line in lines if line.points is not None]
        return Explanation(
            language=self.language,
            pack=self.rules.pack_id,
            refusals=tuple(reason.sentence(self.language) for reason in refused.reasons),
            reasons=refused.reasons,
            gaps=gaps(self.rules, self.reading.area, self.language) if self.reading.area else (),
            area=self._area(),
            deprivations=lines,
            b2=sum(points) if sound and len(points) == len(self.rules.indicators) else None,
            verified=False,
        )

    def _area(self) -> str:
        found = (area.label(self.language) for area in self.rules.areas if area.key == self.reading.area)
        return next(found, "")

    def _item(self, each: ItemPoints) -> ItemLine:
        source = each.waived or each.cell
        return ItemLine(
            key=each.item.key,
            label=each.item.label(self.language),
            answer=self._answer(each.item),
            option=each.option.label(self.language),
            points=each.points,
            ref=str(source.ref),
            provenance=source.provenance,
            waived=each.waived is not None,
        )

    def _answer(self, item: Item) -> str:
        if item.kind in (Kind.choice, Kind.yes_no):
            return chosen(item, self.reading).label(self.language)
        value = self.reading.number(item.column)
        if item.kind is Kind.per_person:
            heads = quantity(self.reading.number(item.per or ""), "person", self.language)
            return f"{square_metres(value, self.language)} / {heads}"
        return quantity(value, item.unit, self.language)

    def _deprivation(
        self, indicator: Indicator, result: Scored | None = None, trials: Sequence[Trial] = ()
    ) -> DeprivationLine:
        deprived = indicator.number in result.deprivations if result else is_deprived(self.reading, indicator)
        return DeprivationLine(
            number=indicator.number,
            key=indicator.key,
            label=indicator.label(self.language),
            dimension=indicator.dimension(self.language),
            deprived=deprived,
            rule=indicator.rule_text(self.language),
            points=indicator.points.value if deprived else 0,
            ref=str(indicator.rule.ref),
            provenance=indicator.rule.provenance,
            because=self._because(indicator) if deprived else (),
            ends_if=tuple(self._ends(indicator, trials)) if deprived else (),
        )

    def _because(self, indicator: Indicator) -> tuple[str, ...]:
        return because(self.rules, indicator, self.reading, self.findings, self.names, self.language)

    def _ends(self, indicator: Indicator, trials: Sequence[Trial]) -> Iterator[str]:
        for each in trials:
            if each.member is not None and indicator.number not in each.scored.deprivations:
                yield who_is(each.label, each.option, self.language)

    def _change(self, each: Trial) -> Change:
        return Change(
            column=each.column,
            label=each.label,
            option=each.option,
            b1=each.scored.b1,
            b2=each.scored.b2,
            cls=each.scored.cls,
            class_label=each.scored.cls.label(self.language),
            member=each.member,
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
