"""The answers that follow from members, in bulk: the twin of ``members.py`` as one data-frame expression."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import narwhals as nw

from rasoat.errors import AnswersError
from rasoat.law import Rules
from rasoat.scoring.answers import WHOLE
from rasoat.scoring.batch import MEMBERS_REASONS, Expr, as_text, cases, chained, joined
from rasoat.scoring.members import BIRTH_DATE, FACTS, FLAGS, MEMBER_COLUMNS, OLDEST

_BLAMED = ("birth_date", *FLAGS)
_DERIVED = ("dependant", "uninsured", "adult_deprived", "child_deprived")


def compile_members(rules: Rules, on: dt.date, file: str = "") -> Callable[[Any, Any], Any]:
    """Return a function from frames of answers and of members to answers filled from the members.

    The seven answers of ``members.FACTS`` are those of the members on the reference date ``on``; a column
    ``members.reasons`` says what stands against a score. The order of the households is not kept. Raises
    ``AnswersError`` S104, which names ``file``, when the members lack a column.
    """

    def fill(native_answers: Any, native_members: Any) -> Any:
        answers, members = nw.from_native(native_answers), nw.from_native(native_members)
        schema = members.collect_schema()
        missing = [column for column in MEMBER_COLUMNS if column not in schema]
        if missing:
            raise AnswersError("S104", file=file, columns=", ".join(missing))
        texts = members.select(*(as_text(column, schema[column]) for column in MEMBER_COLUMNS))
        return _join(answers, _facts(rules, texts, on)).to_native()

    return fill


def _facts(rules: Rules, members: Any, on: dt.date) -> Any:
    """Return one row a household: the seven facts and the reasons against them."""
    dated = members.filter(~nw.col("household_id").is_null()).with_columns(*_birth_parts())
    aged = dated.with_columns(_birth_code(on).alias("birth_date.code"), *(_flag(name) for name in FLAGS))
    known = nw.when(nw.col("birth_date.code").is_null()).then(_age(on))
    people = (
        aged.with_columns(known.alias("age")).with_columns(*_judgements(rules)).with_columns(*_codes(rules))
    )
    households = people.group_by("household_id").agg(
        nw.len().alias("household_size"),
        nw.col("dependant").sum().alias("dependants"),
        nw.col("sick_no_care.value").max().alias("d_health_access"),
        nw.col("uninsured").max().alias("d_health_insurance"),
        nw.col("adult_deprived").max().alias("d_adult_education"),
        nw.col("child_deprived").max().alias("d_child_schooling"),
        *(nw.col(f"{name}.code").min().alias(f"{name}.code") for name in _BLAMED),
    )
    all_dependent = _as_number(nw.col("dependants") == nw.col("household_size"))
    reasons = joined([nw.col(f"{name}.code") for name in _BLAMED])
    facts = households.with_columns(all_dependent.alias("all_dependent"), reasons.alias("own"))
    clean = nw.col("own").is_null()
    return facts.select(
        "household_id",
        "own",
        *(nw.when(clean).then(nw.col(name).cast(nw.Int64)).alias(f"{name}.fact") for name in FACTS),
    )


def _birth_parts() -> list[Expr]:
    text = nw.col("birth_date")
    shaped = nw.when(text.str.contains(BIRTH_DATE)).then(chained(text, "-01-01"))
    return [
        shaped.str.slice(0, 4).cast(nw.Int64).alias("year"),
        shaped.str.slice(5, 2).cast(nw.Int64).alias("month"),
        shaped.str.slice(8, 2).cast(nw.Int64).alias("day"),
    ]


def _birth_code(on: dt.date) -> Expr:
    text, year, month, day = (nw.col(name) for name in ("birth_date", "year", "month", "day"))
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    last = cases([(month.is_in([4, 6, 9, 11]), 30), ((month == 2) & leap, 29), (month == 2, 28)], 31)
    unreal = year.is_null() | (year < 1) | (month < 1) | (month > 12) | (day < 1) | (day > last)
    after = year * 10_000 + month * 100 + day > on.year * 10_000 + on.month * 100 + on.day
    column = ":members.birth_date"
    return cases(
        [
            (text.is_null(), nw.lit("S001" + column)),
            (unreal, nw.lit("S014" + column)),
            (after, nw.lit("S015" + column)),
            (_age(on) > OLDEST, nw.lit("S014" + column)),
        ]
    )


def _age(on: dt.date) -> Expr:
    """Completed years on the reference date."""
    later_in_year = nw.col("month") * 100 + nw.col("day") > on.month * 100 + on.day
    return on.year - nw.col("year") - _as_number(later_in_year)


def _flag(name: str) -> Expr:
    answer = nw.col(name)
    return cases([(answer == "1", 1), (answer == "0", 0)]).alias(f"{name}.value")


def _value(name: str) -> Expr:
    return nw.col(f"{name}.value")


def _as_number(condition: Expr) -> Expr:
    return nw.when(condition).then(1).otherwise(0)


def _of_age_to_work(rules: Rules) -> Expr:
    age = nw.col("age")
    return (age >= rules.dependant_child_below) & (age <= rules.dependant_elder_above)


def _adult(rules: Rules) -> Expr:
    return (nw.col("age") >= rules.adult_from_age) & (nw.col("year") >= rules.adult_born_from)


def _child(rules: Rules) -> Expr:
    return (nw.col("age") >= rules.school_from_age) & (nw.col("age") < rules.school_below_age)


def _judgements(rules: Rules) -> list[Expr]:
    """Whether each person is a dependant, uninsured, an adult or a child deprived of schooling."""
    adult, out_of_school = _adult(rules), _value("in_school") == 0
    uninsured = (nw.col("age") >= rules.insurance_from_age) & (_value("health_insurance") == 0)
    judgements = (
        ~_of_age_to_work(rules) | (_value("able_to_work") == 0),
        uninsured,
        adult & (_value("finished_lower_secondary") == 0) & out_of_school,
        _child(rules) & out_of_school,
    )
    return [_as_number(found).alias(name) for name, found in zip(_DERIVED, judgements, strict=True)]


def _codes(rules: Rules) -> list[Expr]:
    """The code against each 0/1 answer: not 0 or 1, or blank where the rule asks for it."""
    age = nw.col("age")
    asked = {
        "in_school": _child(rules) | (_adult(rules) & (_value("finished_lower_secondary") == 0)),
        "finished_lower_secondary": _adult(rules),
        "health_insurance": age >= rules.insurance_from_age,
        "sick_no_care": ~age.is_null(),
        "able_to_work": _of_age_to_work(rules),
    }
    return [
        cases(
            [
                (_value(name).is_null() & ~nw.col(name).is_null(), nw.lit(f"S002:members.{name}")),
                (nw.col(name).is_null() & asked[name], nw.lit(f"S001:members.{name}")),
            ]
        ).alias(f"{name}.code")
        for name in FLAGS
    ]


def _join(answers: Any, facts: Any) -> Any:
    """Return the answers with the facts in place of the seven columns, and the reasons column."""
    schema = answers.collect_schema()
    given = [name for name in FACTS if name in schema]
    read = answers.with_columns(
        as_text("household_id", schema["household_id"]), *(as_text(name, schema[name]) for name in given)
    )
    both = read.join(facts, on="household_id", how="left")
    lonely = nw.col("household_size.fact").is_null() & nw.col("own").is_null()
    without = nw.when(lonely & ~nw.col("household_id").is_null()).then(nw.lit("S012:household_id"))
    contradictions = [
        nw.when(_contradicts(name)).then(nw.lit(f"S011:{name}")) for name in FACTS if name in given
    ]
    reasons = joined([nw.col("own"), without, *contradictions])
    return both.with_columns(reasons.alias(MEMBERS_REASONS)).with_columns(
        *(nw.col(f"{name}.fact").cast(nw.String).alias(name) for name in FACTS)
    )


def _contradicts(name: str) -> Expr:
    answer, fact = nw.col(name), nw.col(f"{name}.fact")
    value = nw.when(answer.str.contains(WHOLE)).then(answer).cast(nw.Int64)
    return ~answer.is_null() & ~fact.is_null() & (value.is_null() | (value != fact))
