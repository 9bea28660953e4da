"""The answers that follow from members, in bulk: the twin of ``members.py`` as data-frame expressions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from rasoat.errors import AnswersError
from rasoat.law import AnyOf, Clause, Rules
from rasoat.scoring.compiler import MEMBERS_REASONS
from rasoat.scoring.members import BIRTH_DATE, OLDEST
from rasoat.scoring.words import Expr, Words, native_of, speak

PEOPLE = "people in the household"
_BIRTH = "members.birth_date"


def compile_members(rules: Rules, on: dt.date, file: str = "") -> Callable[[Any, Any], Any]:
    """Return a function from frames of answers and of members to answers filled from the members.

    The answers ``rules.member_columns`` are those of the members on the reference date ``on``; a column
    ``members.reasons`` says what stands against a score. The order of the households is not kept. Raises
    ``AnswersError`` S104, which names ``file``, when the members lack a column.
    """

    def fill(native_answers: Any, native_members: Any) -> Any:
        words, answers = speak(native_answers)
        _words, members = speak(native_members)
        schema = members.collect_schema()
        columns = ("household_id", "birth_date", *(question.id for question in rules.member_questions))
        missing = [column for column in columns if column not in schema]
        if missing:
            raise AnswersError("S104", file=file, columns=", ".join(missing))
        texts = members.select(*(words.as_text(column, schema[column]) for column in columns))
        return native_of(_join(rules, words, answers, _facts(rules, words, texts, on)))

    return fill


def _facts(rules: Rules, words: Words, members: Any, on: dt.date) -> Any:
    """Return one row a household: the facts of its members and the reasons against them."""
    tests, birth = _Tests(rules, words), _Birth(words, on)
    flags = [question.id for question in rules.member_questions]
    dated = members.filter(~words.col("household_id").is_null()).with_columns(*birth.parts())
    aged = dated.with_columns(birth.code().alias("birth_date.code"), *(_flag(words, name) for name in flags))
    known = words.when(words.col("birth_date.code").is_null()).then(birth.age())
    people = aged.with_columns(known.alias("age")).with_columns(*tests.passes()).with_columns(*tests.codes())
    blamed = ("birth_date", *flags)
    households = people.group_by("household_id").agg(
        words.words.len().alias(PEOPLE),
        *(words.col(name).sum().alias(name) for name in tests.names),
        *(words.col(f"{name}.code").min().alias(f"{name}.code") for name in blamed),
    )
    own = words.joined([words.col(f"{name}.code") for name in blamed])
    clean, whole = words.when(words.col("own").is_null()), words.words.Int64
    facts = [clean.then(fact.cast(whole)).alias(f"{name}.fact") for name, fact in tests.facts()]
    return households.with_columns(own.alias("own")).select("household_id", "own", *facts)


class _Tests:
    """The tests of the pack as expressions on one person; ``names`` are the columns of who passes."""

    def __init__(self, rules: Rules, words: Words) -> None:
        self._rules, self._words, self._col = rules, words, words.col
        self._facts = {fact.column: fact for fact in rules.member_facts}
        self._members = {each.column: each.of_members for each in rules.indicators if each.of_members}
        self._tests: dict[str, AnyOf] = {
            **{name: fact.tests for name, fact in self._facts.items() if fact.tests is not None},
            **{name: how.tests for name, how in self._members.items()},
        }
        self.names = tuple(f"{name}.passes" for name in self._tests)

    def passes(self) -> list[Expr]:
        """One column of 0 and 1 for each answer: whether the person passes one of its tests."""
        number = self._words.number
        return [number(self._any(tests)).alias(f"{name}.passes") for name, tests in self._tests.items()]

    def codes(self) -> list[Expr]:
        """The code against each 0/1 answer: not 0 or 1, or blank where a test asks for it."""
        asked: dict[str, list[Expr]] = {question.id: [] for question in self._rules.member_questions}
        for tests in self._tests.values():
            self._collect_asked(tests, asked)
        return [self._code(name, found).alias(f"{name}.code") for name, found in asked.items()]

    def facts(self) -> list[tuple[str, Expr]]:
        """Each answer of a household from how many of its people pass."""
        return [(name, self._fact(name)) for name in self._rules.member_columns]

    def _fact(self, name: str) -> Expr:
        people, passing = self._col(PEOPLE), self._col(f"{name}.passes")
        if name in self._facts:
            fact = self._facts[name]
            passing = people if fact.tests is None else passing
            return passing if fact.counts else self._words.number(passing == people)
        percent = self._members[name].percent
        return self._words.number(passing > 0 if percent is None else passing * 100 > people * percent)

    def _clause(self, clause: Clause) -> Expr:
        if clause.question:
            return self._col(f"{clause.question}.value") == clause.value
        measured = self._col("year" if clause.what == "born_from" else "age")
        if clause.what == "age_below":
            return measured < clause.value
        return measured > clause.value if clause.what == "age_above" else measured >= clause.value

    def _all(self, clauses: Sequence[Clause]) -> Expr:
        """Whether every condition holds; none is true. Of unknown age nothing holds."""
        return self._words.every([~self._col("age").is_null(), *(self._clause(each) for each in clauses)])

    def _any(self, tests: AnyOf) -> Expr:
        return self._words.total([self._words.number(self._all(test)) for test in tests]) > 0

    def _collect_asked(self, tests: AnyOf, asked: dict[str, list[Expr]]) -> None:
        """Add to each question who is asked it: whom the conditions before it fit, and no test before its own."""
        for index, test in enumerate(tests):
            for place, clause in enumerate(test):
                if clause.question:
                    reached, before = self._all(test[:place]), tests[:index]
                    asked[clause.question].append(reached & ~self._any(before) if before else reached)

    def _code(self, name: str, asked: Sequence[Expr]) -> Expr:
        answer = self._col(name)
        wrong = (self._col(f"{name}.value").is_null() & ~answer.is_null(), "S002")
        missing = [(answer.is_null() & each, "S001") for each in asked]
        return self._words.codes(f"members.{name}", [wrong, *missing])


class _Birth:
    """The date of birth of one person on the reference date ``on``."""

    def __init__(self, words: Words, on: dt.date) -> None:
        self._words, self._on = words, on
        self._year, self._month, self._day = (words.col(name) for name in ("year", "month", "day"))

    def parts(self) -> list[Expr]:
        """Year, month and day; a part that is not known is the first."""
        text, whole = self._words.col("birth_date"), self._words.words.Int64
        shaped = self._words.when(text.str.contains(BIRTH_DATE)).then(self._words.chained(text, "-01-01"))
        return [
            shaped.str.slice(0, 4).cast(whole).alias("year"),
            shaped.str.slice(5, 2).cast(whole).alias("month"),
            shaped.str.slice(8, 2).cast(whole).alias("day"),
        ]

    def code(self) -> Expr:
        """The code against the date, or null."""
        year, on = self._year, self._on
        after = year * 10_000 + self._in_year() > on.year * 10_000 + on.month * 100 + on.day
        checks = [
            (self._words.col("birth_date").is_null(), "S001"),
            (self._unreal(), "S014"),
            (after, "S015"),
            (self.age() > OLDEST, "S014"),
        ]
        return self._words.codes(_BIRTH, checks)

    def _unreal(self) -> Expr:
        year, month, day = self._year, self._month, self._day
        leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
        last = self._words.cases(
            [(month.is_in([4, 6, 9, 11]), 30), ((month == 2) & leap, 29), (month == 2, 28)], 31
        )
        return year.is_null() | (year < 1) | (month < 1) | (month > 12) | (day < 1) | (day > last)

    def _in_year(self) -> Expr:
        return self._month * 100 + self._day

    def age(self) -> Expr:
        """Completed years on the reference date."""
        later = self._in_year() > self._on.month * 100 + self._on.day
        return self._on.year - self._year - self._words.number(later)


def _flag(words: Words, name: str) -> Expr:
    answer = words.col(name)
    return words.cases([(answer == "1", 1), (answer == "0", 0)]).alias(f"{name}.value")


def _join(rules: Rules, words: Words, answers: Any, facts: Any) -> Any:
    """Return the answers with the facts in place of their columns, and the reasons column."""
    schema, columns = answers.collect_schema(), rules.member_columns
    given = [name for name in columns if name in schema]
    as_texts = [words.as_text(name, schema[name]) for name in ("household_id", *given)]
    both = answers.with_columns(*as_texts).join(facts, on="household_id", how="left")
    lonely = words.col(f"{columns[0]}.fact").is_null() & words.col("own").is_null()
    without = words.when(lonely & ~words.col("household_id").is_null()).then(words.lit("S012:household_id"))
    against = [words.when(_contradicts(words, name)).then(words.lit(f"S011:{name}")) for name in given]
    reasons = words.joined([words.col("own"), without, *against])
    return both.with_columns(reasons.alias(MEMBERS_REASONS)).with_columns(
        *(words.col(f"{name}.fact").cast(words.words.String).alias(name) for name in columns)
    )


def _contradicts(words: Words, name: str) -> Expr:
    answer, fact = words.col(name), words.col(f"{name}.fact")
    value = words.whole(answer)
    return ~answer.is_null() & ~fact.is_null() & (value.is_null() | (value != fact))
