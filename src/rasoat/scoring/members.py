"""Answers that follow from the members of a household: size, dependants, and four indicators.

Ages are completed years on the round's reference date; no source read says which day the law means
(``age_reference`` in the pack is not-found). A birth date that is known only in part is taken as the first
day of the month, or 1 January (``partial_birth_date`` in the pack, illustrative).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rasoat.errors import AnswersError
from rasoat.law import Rules
from rasoat.scoring.answers import WHOLE, Answer, Answers, text
from rasoat.scoring.results import Reason, Refused, Scored
from rasoat.scoring.row import score

Member = Mapping[str, Answer | dt.date]
FLAGS = ("in_school", "finished_lower_secondary", "health_insurance", "sick_no_care", "able_to_work")
MEMBER_COLUMNS = ("household_id", "birth_date", *FLAGS)
FACTS = (
    "household_size",
    "dependants",
    "all_dependent",
    "d_health_access",
    "d_health_insurance",
    "d_adult_education",
    "d_child_schooling",
)
BIRTH_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
OLDEST = 130
"""An age in years nobody has reached: an earlier birth date is a slip of the pen."""


class MembersError(AnswersError):
    """The members of a household do not give its answers; ``reasons`` says why."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        first = reasons[0]
        super().__init__(first.code, column=first.column, value=first.value or "")
        self.reasons = tuple(reasons)


def from_members(rules: Rules, members: Sequence[Member], on: dt.date) -> dict[str, int]:
    """Return the seven answers that follow from ``members`` on the reference date ``on``.

    Each member holds ``birth_date`` (a date, yyyy-mm-dd, yyyy-mm or yyyy) and the 0/1 answers ``in_school``,
    ``finished_lower_secondary``, ``health_insurance``, ``sick_no_care``, ``able_to_work``; an answer may be
    blank where the rule does not ask for it. Raises ``MembersError`` naming every column at fault.
    """
    if not members:
        raise MembersError([Reason("S012", "household_id")])
    people = [_person(rules, member, on) for member in members]
    reasons = _worst([reason for person in people for reason in person.reasons])
    if reasons:
        raise MembersError(reasons)
    dependants = sum(person.dependant for person in people)
    return {
        "household_size": len(people),
        "dependants": dependants,
        "all_dependent": int(dependants == len(people)),
        "d_health_access": int(any(person.sick_no_care for person in people)),
        "d_health_insurance": int(any(person.uninsured for person in people)),
        "d_adult_education": int(any(person.adult_deprived for person in people)),
        "d_child_schooling": int(any(person.child_deprived for person in people)),
    }


@dataclass(frozen=True)
class _Person:
    dependant: bool = False
    sick_no_care: bool = False
    uninsured: bool = False
    adult_deprived: bool = False
    child_deprived: bool = False
    reasons: tuple[Reason, ...] = ()


def _person(rules: Rules, member: Member, on: dt.date) -> _Person:
    born = birth_day(member.get("birth_date"), on)
    flags = {name: _flag(name, member.get(name)) for name in FLAGS}
    bad = [flag for flag in flags.values() if isinstance(flag, Reason)]
    if isinstance(born, Reason):
        return _Person(reasons=(born, *bad))
    age = years(born, on)
    of_age_to_work = rules.dependant_child_below <= age <= rules.dependant_elder_above
    adult = age >= rules.adult_from_age and born.year >= rules.adult_born_from
    child = rules.school_from_age <= age < rules.school_below_age
    insured_age = age >= rules.insurance_from_age
    studying_counts = child or (adult and flags["finished_lower_secondary"] == 0)
    asked = {
        "in_school": studying_counts,
        "finished_lower_secondary": adult,
        "health_insurance": insured_age,
        "sick_no_care": True,
        "able_to_work": of_age_to_work,
    }
    missing = [Reason("S001", f"members.{name}") for name in FLAGS if asked[name] and flags[name] is None]
    return _Person(
        dependant=not of_age_to_work or flags["able_to_work"] == 0,
        sick_no_care=flags["sick_no_care"] == 1,
        uninsured=insured_age and flags["health_insurance"] == 0,
        adult_deprived=adult and flags["finished_lower_secondary"] == 0 and flags["in_school"] == 0,
        child_deprived=child and flags["in_school"] == 0,
        reasons=(*bad, *missing),
    )


def _flag(name: str, answer: Answer | dt.date) -> int | Reason | None:
    found = None if isinstance(answer, dt.date) else text(answer)
    if found is None or found in ("0", "1"):
        return None if found is None else int(found)
    return Reason("S002", f"members.{name}", found)


def birth_day(answer: Answer | dt.date, on: dt.date) -> dt.date | Reason:
    """Return the first day a birth date can mean, or the reason why it is none."""
    found = answer.isoformat() if isinstance(answer, dt.date) else text(answer)
    if found is None:
        return Reason("S001", "members.birth_date")
    if not re.search(BIRTH_DATE, found):
        return Reason("S014", "members.birth_date", found)
    try:
        born = dt.date.fromisoformat((found + "-01-01")[:10])
    except ValueError:
        return Reason("S014", "members.birth_date", found)
    if born > on:
        return Reason("S015", "members.birth_date", found)
    return born if years(born, on) <= OLDEST else Reason("S014", "members.birth_date", found)


def years(born: dt.date, on: dt.date) -> int:
    """Return the completed years of age on ``on``."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _worst(reasons: Sequence[Reason]) -> list[Reason]:
    """Return one reason a column, the lowest code first met, in the order of the members file."""
    by_column: dict[str, Reason] = {}
    for reason in sorted(reasons, key=lambda reason: reason.code):
        by_column.setdefault(reason.column, reason)
    order = ("members.birth_date", *(f"members.{name}" for name in FLAGS))
    return [by_column[column] for column in order if column in by_column]


def score_with_members(
    rules: Rules, answers: Answers, members: Sequence[Member], on: dt.date
) -> Scored | Refused:
    """Score a household whose size, dependants and four indicators come from its members.

    A filled answer that contradicts the members refuses the household; a blank one does not.
    """
    filled, reasons = apply_members(rules, answers, members, on)
    result = score(rules, filled)
    if not reasons:
        return result
    own = result.reasons if isinstance(result, Refused) else ()
    unknown = () if set(FACTS) <= filled.keys() else FACTS
    return Refused((*(reason for reason in own if reason.column not in unknown), *reasons))


def apply_members(
    rules: Rules, answers: Answers, members: Sequence[Member], on: dt.date
) -> tuple[dict[str, Answer], list[Reason]]:
    """Return the answers with the facts of the members, and the reasons found on the way."""
    others = {column: answer for column, answer in answers.items() if column not in FACTS}
    try:
        facts = from_members(rules, members, on)
    except MembersError as error:
        household = text(answers.get("household_id"))
        named = [Reason(r.code, r.column, household) if r.code == "S012" else r for r in error.reasons]
        return others, named
    reasons = [
        Reason("S011", column, found)
        for column in FACTS
        if (found := text(answers.get(column))) is not None and not _same(found, facts[column])
    ]
    return {**others, **facts}, reasons


def _same(found: str, fact: int) -> bool:
    return bool(re.search(WHOLE, found)) and int(found) == fact
