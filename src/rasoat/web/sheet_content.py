"""What stands on the explanation sheet of a household."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rasoat.documents.common import commune_of, in_full, letterhead
from rasoat.documents.shapes import Explanation as Sheet
from rasoat.documents.shapes import SheetFact, SheetRow, SheetSection, SheetTable
from rasoat.law import Class
from rasoat.posting.lists import complain_to
from rasoat.posting.models import Posting
from rasoat.rounds.clock import today
from rasoat.scoring import Explanation
from rasoat.scoring.explanation import Change, DeprivationLine, Distance, ItemLine
from rasoat.scoring.wording import who_is
from rasoat.survey.models import Listing
from rasoat.survey.standing import head_names
from rasoat.text_vi import date
from rasoat.web.explained import Result
from rasoat.web.sheet_words import MARKS, SHEET

NAMED = 4
"""How many members one indicator names on paper, so that the sheet of a large household stays one sheet."""


def sheet_of(listing: Listing, results: Sequence[Result], result: Result, told: Explanation) -> Sheet:
    """Return the data of the sheet for one of the ``results`` of a form, in the language of ``told``."""
    return _Writer(listing, results, result, told).sheet()


@dataclass(frozen=True)
class _Writer:
    listing: Listing
    results: Sequence[Result]
    result: Result
    told: Explanation

    def _say(self, key: str, **values: object) -> str:
        return SHEET[self.told.language][key].format(**values)

    def sheet(self) -> Sheet:
        round_ = self.listing.village.round
        head = head_names([self.listing.household_id]).get(
            self.listing.household_id, self.listing.household.code
        )
        about = self._say("subtitle", year=round_.year, head=head)
        return Sheet(
            # What is not the verified law may not look like it, whatever the round.
            practice=round_.practice or not self.told.verified,
            head=letterhead(commune_of(self.listing.village.unit), today(round_)),
            year=round_.year,
            title=self._say("title"),
            subtitle=about if self.result.number == 1 else f"{about}\n({self._say('second')})",
            facts=list(self._facts(head)),
            result=self.told.class_label,
            reasons=list(self._reasons()),
            sections=[self._b1(), self._b2(), self._near(), self._if_wrong()],
            legend=list(self._legend()),
        )

    def _facts(self, head: str) -> Iterator[SheetFact]:
        form, round_ = self.listing.answered, self.listing.village.round
        assert form is not None
        law = self._say("reference", title=self.result.title, day=date(round_.reference_date))
        for key, value in (
            ("head", head),
            ("place", in_full(self.listing.village.unit)),
            ("code", self.listing.household.code),
            ("persons", str(form.persons)),
            ("visited", date(form.visited_on)),
            ("law", law),
        ):
            yield SheetFact(label=self._say(key), value=value)

    def _reasons(self) -> Iterator[str]:
        told = self.told
        yield self._say("scores", b1=told.b1, b2=told.b2, area=told.area)
        yield self._say("because", threshold=told.threshold, ref=told.threshold_ref)
        for other in self.results:
            if other.number != self.result.number:
                label = Class(other.score.result).label(told.language)
                key = "other_first" if other.number == 1 else "other_second"
                yield self._say(key, title=other.title, result=label, b1=other.score.b1, b2=other.score.b2)
        yield self._say("no_recognition")

    def _b1(self) -> SheetSection:
        shown = [line for line in self.told.items if line.points or line.waived]
        zero = [line for line in self.told.items if line not in shown]
        table = SheetTable(
            heads=[self._say(key) for key in ("item", "answer", "points", "source")],
            rows=[self._item(line) for line in shown],
            total=[self._say("sum", name="B1"), str(self.told.b1)],
        )
        section = SheetSection(
            title=self._say("b1", b1=self.told.b1),
            paragraphs=[self._say("b1_means")],
            after=[self._say("zero", items=_in_a_line(zero))] if zero else [],
        )
        return {**section, "table": table} if shown else section

    def _item(self, line: ItemLine) -> SheetRow:
        answer = line.answer if line.option == line.answer else f"{line.answer} → {line.option}"
        answer += f" ({self._say('waived')})" if line.waived else ""
        return SheetRow(cells=[line.label, answer, str(line.points), _source(line)], notes=[])

    def _b2(self) -> SheetSection:
        deprived = [line for line in self.told.deprivations if line.deprived]
        others = [line.label for line in self.told.deprivations if not line.deprived]
        weights = {indicator.points.value for indicator in self.result.rules.indicators}
        each = [self._say("b2_each", points=weights.pop())] if len(weights) == 1 else []
        table = SheetTable(
            heads=[self._say(key) for key in ("indicator", "points", "source")],
            rows=[self._deprivation(line) for line in deprived],
            total=[self._say("sum", name="B2"), str(self.told.b2)],
        )
        section = SheetSection(
            title=self._say("b2", b2=self.told.b2),
            paragraphs=[" ".join([self._say("b2_means"), *each]), *([] if deprived else [self._say("none")])],
            after=[self._say("not_deprived", indicators="; ".join(others))] if others and deprived else [],
        )
        return {**section, "table": table} if deprived else section

    def _deprivation(self, line: DeprivationLine) -> SheetRow:
        ways = [self._say("ends_if", answers="; ".join(line.ends_if))] if line.ends_if else []
        named, more = line.because, len(line.because) - NAMED
        if more > 1:
            named = (*named[:NAMED], self._say("more", n=more))
        cells = [f"{line.number}. {line.label}: {line.rule}", str(line.points), _source(line)]
        return SheetRow(cells=cells, notes=[*named, *ways])

    def _near(self) -> SheetSection:
        far = [self._distance(each) for each in self.told.distances]
        changes = list(self._changes()) or [self._say("no_change")]
        return SheetSection(title=self._say("near"), paragraphs=[*far, *changes], after=[])

    def _distance(self, each: Distance) -> str:
        way = "up" if each.points > 0 else "down"
        return self._say(
            f"{each.axis}_{way}", points=abs(each.points), count=each.indicators, label=each.label
        )

    def _changes(self) -> Iterator[str]:
        """Yield one line a class: the answers that would lead to it, those to one question together."""
        for cls in dict.fromkeys(change.cls for change in self.told.changes):
            found = [change for change in self.told.changes if change.cls is cls]
            asked = dict.fromkeys((change.column, change.member) for change in found)
            answers = (
                self._answers([change for change in found if (change.column, change.member) == key])
                for key in asked
            )
            yield self._say("changes", label=found[0].class_label, answers="; ".join(answers))

    def _answers(self, changes: Sequence[Change]) -> str:
        label, options = changes[0].label, self._say("or").join(change.option for change in changes)
        return (
            f"{label}: {options}" if changes[0].member is None else who_is(label, options, self.told.language)
        )

    def _if_wrong(self) -> SheetSection:
        return SheetSection(
            title=self._say("wrong"), paragraphs=[self._say("wrong_answer"), self._complain()], after=[]
        )

    def _complain(self) -> str:
        village = self.listing.village
        to = self._say("to", to=complain_to(village.unit))
        posting = Posting.objects.filter(village=village).order_by("number").last()
        if posting is None:
            return self._say("later", to=to, days=self._days())
        key = "open" if today(village.round) <= posting.closes_on else "closed"
        return self._say(key, to=to, day=date(posting.closes_on))

    def _days(self) -> str:
        rules = self.listing.village.round.rules
        if rules.posting_days is None:
            return ""
        return self._say("working_days" if rules.posting_in_working_days else "days", n=rules.posting_days)

    def _legend(self) -> Iterator[str]:
        lines: list[ItemLine | DeprivationLine] = [*self.told.items]
        lines += (line for line in self.told.deprivations if line.deprived)
        met = [each for each in MARKS if any(line.provenance == each for line in lines)]
        marks = [f"{MARKS[each]} {each.label(self.told.language)}" for each in met]
        if marks:
            yield "; ".join(marks) + "."
        cited = [line.ref for line in lines] + [self.told.threshold_ref]
        for key, title in self.result.rules.documents.items():
            if any(ref.startswith(f"{key}, ") for ref in cited):
                yield f"{key}: {title}."
        if not self.told.verified:
            yield self._say("practice")


def _in_a_line(lines: Sequence[ItemLine]) -> str:
    """Return the answers one after the other, each run of one source followed by it."""
    runs = ((source, [_answered(line) for line in run]) for source, run in groupby(lines, _source))
    return "; ".join(f"{'; '.join(answers)} [{source}]" for source, answers in runs)


def _answered(line: ItemLine) -> str:
    """Return item and answer; the answer alone where it repeats the item, as in «Không có ti vi màu»."""
    return line.answer if line.label.casefold() in line.answer.casefold() else f"{line.label}: {line.answer}"


def _source(line: ItemLine | DeprivationLine) -> str:
    return f"{line.ref} {MARKS.get(line.provenance, '')}".rstrip()
