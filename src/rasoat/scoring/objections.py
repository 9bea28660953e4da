"""What stands against a score, as data-frame expressions: the twin of ``read`` in ``row.py``."""

from __future__ import annotations

from rasoat.law import Indicator, Part, Question
from rasoat.scoring.answers import NEGATIVE, TOO_LONG
from rasoat.scoring.compiler import MEMBERS_REASONS, Compiler
from rasoat.scoring.reading import MOST
from rasoat.scoring.words import Expr

Check = tuple[Expr, str]
"""A condition, and the code that stands against the column where it holds."""


class Objections(Compiler):
    """The reasons against a score, one for each column at fault, and whether there is none."""

    def reasons(self) -> Expr:
        """The reasons ``CODE:column`` joined by ``;`` in the order of the columns, null when there is none.

        The answers must be texts or whole numbers. That a household stands on several rows is not seen here.
        """
        found = [
            self.words.codes("household_id", [(self.col("household_id").is_null(), "S001")]),
            *self._area_reasons(),
            *(self._question_reason(question) for question in self.rules.questions),
            *(self._given_reason(indicator) for indicator in self.given),
        ]
        return self.words.joined([*found, *([self.col(MEMBERS_REASONS)] if self.with_members else [])])

    def sound(self) -> Expr:
        """Whether nothing stands against a score that has a B1 and a B2 (columns ``b1`` and ``b2``).

        Where it is null or false the answers must be read as texts.
        """
        checks = [check for question in self.rules.questions for check in self._impossible(question)]
        asked = [self._blank(question) for question in self.rules.questions if question.relevant]
        return self.words.every(
            [
                self.col("household_id") != "",
                *(~self.col(column).is_null() for column in ("b1", "b2")),
                self.stands_in(self._areas_without_gaps),
                *(~condition for condition, _code in (*checks, *asked)),
                *(self._well_formed(question) for question in self.rules.questions if self._unread(question)),
                *(self._agrees(indicator) for indicator in self.given),
                *([self.col(MEMBERS_REASONS).is_null()] if self.with_members else []),
            ]
        )

    @property
    def _areas_without_gaps(self) -> list[str]:
        return [area for area in self.rules.area_columns if not self.rules.gaps((area,))]

    def _unread(self, question: Question) -> bool:
        """Whether neither B1 nor B2 is null where the answer to a question is not possible."""
        read = {item.column for item in self.rules.items}
        read |= {item.waiver.value for item in self.rules.items if item.waiver}
        read |= {indicator.column for indicator in self.rules.indicators if indicator.derived is None}
        return question.id not in read

    def _area_reasons(self) -> list[Expr]:
        area_type, region = self.col("area_type"), self.col("region")
        urban, rural = area_type == "urban", area_type == "rural"
        gaps = set(self.rules.area_columns) - set(self._areas_without_gaps)
        lacking = self.stands_in(sorted(gaps))
        of_type = [(area_type.is_null(), "S001"), (~(urban | rural), "S002"), (lacking, "S016")]
        of_region = [
            (urban & ~region.is_null(), "S008"),
            (rural & region.is_null(), "S001"),
            (rural & ~region.is_in(self.rules.regions), "S002"),
        ]
        return [self.words.codes("area_type", of_type), self.words.codes("region", of_region)]

    def _question_reason(self, question: Question) -> Expr:
        checks = [self._blank(question), *self._malformed(question), *self._impossible(question)]
        return self.words.codes(question.id, checks)

    def _blank(self, question: Question) -> Check:
        blank = self.col(question.id).is_null()
        if question.relevant:
            blank = blank & (self.col("area_type") == question.relevant.answer)
        if question.from_members and self.with_members:
            blank = blank & self.col(MEMBERS_REASONS).is_null()
        return blank, "S001"

    def _well_formed(self, question: Question) -> Expr:
        if question.type == "choice":
            return self.col(question.id).is_in([choice.key for choice in question.choices])
        return ~self.value(question.id).is_null()

    def _malformed(self, question: Question) -> list[Check]:
        answer, well_formed = self.col(question.id), self._well_formed(question)
        if question.type == "choice":
            return [(~well_formed, "S002")]
        if question.type == "integer" and self.is_whole(question):
            return [(answer < 0, "S004"), (answer > MOST, "S007")]
        wrong = self.when(~well_formed).then(answer)
        if question.type == "yes_no":
            return [(~wrong.is_null(), "S002")]
        negative = (wrong.str.contains(NEGATIVE), "S004")
        if question.type == "decimal":
            return [negative, (~wrong.is_null(), "S005")]
        return [negative, (wrong.str.contains(TOO_LONG), "S007"), (~wrong.is_null(), "S003")]

    def _impossible(self, question: Question) -> list[Check]:
        value, found = self.value(question.id), list[Check]()
        if question.minimum:
            found.append((value < question.minimum, "S004"))
        if question.at_most:
            found.append((value > self._possible(question.at_most), "S006"))
        if question.relevant:
            something = value if question.type == "yes_no" else value != 0
            found.append(((self.col("area_type") == "urban") & something, "S009"))
        return found

    def _possible(self, column: str) -> Expr:
        least = self.rules.form("B").question(column).minimum or 0
        return self.when(self.value(column) >= least).then(self.value(column))

    def _given_reason(self, indicator: Indicator) -> Expr:
        answer, deprived = self.col(indicator.column), self._known_deprivation(indicator)
        contradiction = ((answer == "1") & ~deprived) | ((answer == "0") & deprived)
        unknown = ~answer.is_null() & ~answer.is_in(["0", "1"])
        return self.words.codes(indicator.column, [(unknown, "S002"), (contradiction, "S010")])

    def _agrees(self, indicator: Indicator) -> Expr:
        answer, deprived = self.col(indicator.column), self.deprived(indicator)
        return answer.is_null() | ((answer == "1") & deprived) | ((answer == "0") & ~deprived)

    def _known_deprivation(self, indicator: Indicator) -> Expr:
        """Whether the indicator is deprived; null when the answer it follows from is not possible."""
        parts = indicator.derived.parts if indicator.derived else ()
        return self.when(self.words.every([self._known(part) for part in parts])).then(
            self.deprived(indicator)
        )

    def _known(self, part: Part) -> Expr:
        if part.options:
            return self._well_formed(self.rules.form("B").question(part.question))
        return self._possible(part.per) > 0
