"""What Phiếu B shows before anybody has typed: the roster's facts, the answers of the earlier version, the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasoat.roster.models import Relation
from rasoat.rounds.clock import today
from rasoat.rounds.standards import member_questions, questions
from rasoat.survey.models import Listing
from rasoat.survey.people import present
from rasoat.survey.queries import first_answers
from rasoat.survey.sound import DEPENDANTS_BY_AGE
from rasoat.text_vi import date as written

VISIT_FIELDS = ("visited_on", "respondent", "place_consent", "latitude", "longitude")


def head_of(listing: Listing) -> str:
    """Return the name of the household's head, or its code when the roster has none."""
    heads = (person.full_name for person in present(listing) if person.relation == Relation.HEAD)
    return next(heads, listing.household.code)


def next_version(listing: Listing) -> int:
    """Return the number the next form of the household will have."""
    return listing.submissions.count() + 1


def first_shown(listing: Listing) -> dict[str, str]:
    """Return the form by field as it is shown at first, each value as it stands in its field."""
    round_ = listing.village.round
    facts, _notes = first_answers(round_.rules, listing.household, round_.reference_date)
    earlier = listing.answered
    shown: dict[str, Any] = {**_of(earlier.answers if earlier else {}, listing), **facts}
    shown |= {
        f"m-{row['member']}-{key}": value
        for row in (earlier.members if earlier else ())
        for key, value in row.items()
    }
    shown |= {f"remark-{key}": text for key, text in (earlier.remarks if earlier else {}).items()}
    shown |= {"visited_on": written(today(round_)), "respondent": head_of(listing)}
    known = field_names(listing)
    return {name: str(value) for name, value in shown.items() if value is not None and name in known}


def _of(answers: Mapping[str, Any], listing: Listing) -> dict[str, Any]:
    return {q.id: answers[q.id] for q in questions(listing.village.round) if answers.get(q.id) is not None}


def field_names(listing: Listing) -> set[str]:
    """Return the names of every field the form may send: questions, people, reasons and the visit."""
    round_ = listing.village.round
    asked = [question.id for question in member_questions(round_)]
    people = {f"m-{person.pk}-{question}" for person in present(listing) for question in asked}
    remarks = {f"remark-{check.key}" for check in round_.rules.checks} | {f"remark-{DEPENDANTS_BY_AGE}"}
    return {question.id for question in questions(round_)} | people | remarks | set(VISIT_FIELDS)
