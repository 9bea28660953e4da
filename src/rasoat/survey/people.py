"""The member table of Phiếu B: the roster's people, what is asked about each, and the answers that follow."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rasoat import scoring
from rasoat.errors import Refused
from rasoat.law import Rules
from rasoat.roster.models import Member, Precision
from rasoat.rounds.standards import member_questions, standards
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.models import Listing

Answers = Mapping[str, int | str | None]
Table = list[dict[str, Any]]
"""One person a row: ``member`` (the roster's key), ``birth_date`` as it is judged, and the 0/1 answers."""
_KNOWN = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def present(listing: Listing) -> list[Member]:
    """Return the people of the household, in the order of the roster."""
    everybody = listing.household.members.all()  # a page has read them already
    return sorted((each for each in everybody if each.left_on is None), key=lambda each: each.pk)


def birth_text(member: Member, on: date) -> str:
    """Return the birth date as it is judged: yyyy-mm-dd, yyyy-mm or yyyy, and of a newborn the reference date.

    The roster holds a child born after the reference date, too: it is one of the household and counts as aged 0.
    """
    if member.birth_date > on:
        return on.isoformat()
    return member.birth_date.isoformat()[: _KNOWN[Precision(member.birth_precision)]]


def member_table(listing: Listing, given: Sequence[Mapping[str, Any]]) -> Table:
    """Return the table as it is kept, or nothing when nothing was answered about anybody.

    ``given`` holds ``member`` and the answers by question. Refused: P103 (a person of another household, or twice).
    """
    if not given:
        return []
    asked = [question.id for question in member_questions(listing.village.round)]
    answered = {str(each["member"]): each for each in given}
    people = present(listing)
    if len(answered) != len(given) or not answered.keys() <= {str(person.pk) for person in people}:
        raise Refused("P103", household=listing.household.code)
    if not any(each.get(question) not in (None, "") for each in given for question in asked):
        return []
    return [
        {
            "member": person.pk,
            "birth_date": birth_text(person, listing.village.round.reference_date),
            **_filled(answered.get(str(person.pk), {}), asked),
        }
        for person in people
    ]


def same_table(kept: Table, given: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether ``given`` is the table that was kept, whatever the roster says by now."""
    told = {str(each["member"]): _answers_of(each) for each in given}
    same = all(told.pop(str(row["member"]), {}) == _answers_of(row) for row in kept)
    return same and not any(told.values())


def _answers_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return _filled(row, [name for name in row if name not in ("member", "birth_date")])


def _filled(answers: Mapping[str, Any], asked: Sequence[str]) -> dict[str, Any]:
    return {question: answers[question] for question in asked if answers.get(question) not in (None, "")}


def follow(
    rules: Sequence[Rules], answers: Answers, table: Table
) -> tuple[dict[str, Any], list[scoring.Reason]]:
    """Return the answers with what follows from the table by every standard, and the reasons against it.

    An answer that contradicts the table is a reason (S011), and so is a question left open (S001).
    """
    filled: dict[str, Any] = dict(answers)
    reasons: list[scoring.Reason] = []
    for each in rules if table else ():
        filled, found = scoring.apply_members(each, filled, table, each.on)
        reasons += [reason for reason in found if reason not in reasons]
    return filled, reasons


def follow_or_refuse(listing: Listing, answers: Answers, table: Table) -> dict[str, Any]:
    """Return the answers with what follows from the table; raises ``IncompleteAnswers`` (P020)."""
    filled, reasons = follow(standards(listing.village.round), answers, table)
    if reasons:
        raise IncompleteAnswers("P020", scoring.Refused(tuple(reasons)))
    return filled


def form_hash(answers: Answers, members: Table, remarks: Mapping[str, str]) -> str:
    """Return the SHA-256 (hex) of a form; without a member table and remarks it is that of the answers alone."""
    return whole_hash(scoring.answers_hash(answers), members, remarks)


def whole_hash(own: str, members: Table, remarks: Mapping[str, str]) -> str:
    """Return the SHA-256 (hex) of a form whose answers have the hash ``own``."""
    if not members and not remarks:
        return own
    text = json.dumps(
        [own, members, dict(remarks)], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
