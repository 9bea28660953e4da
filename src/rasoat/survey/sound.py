"""The checks of a form before it is handed in: an error refuses it, a warning wants a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.functional import lazy

from rasoat import scoring
from rasoat.audit.desk import language
from rasoat.errors import Refused
from rasoat.survey.known import Known, known_of
from rasoat.survey.models import Listing
from rasoat.survey.people import Answers, Table

DEPENDANTS_BY_AGE = "dependants_by_age"
"""The key of the reason for fewer dependants than the roster's ages alone give."""
REASON_LIMIT = 500


def speaking(
    listing: Listing, answers: Answers, table: Table, about: Known | None = None
) -> tuple[scoring.Finding, ...]:
    """Return the checks of the round's standard that speak; ``about`` is what is known of the household, if it is."""
    about = about or known_of(listing)
    return scoring.findings(listing.village.round.rules, answers, table, about.earlier)


def require_sound(
    listing: Listing,
    answers: Answers,
    table: Table,
    remarks: Mapping[str, str],
    about: Known,
    found: Iterable[scoring.Finding],
) -> dict[str, str]:
    """Return the reasons to keep; ``found`` are the checks that speak.

    Refused: P100 (a check that no reason makes good), P101 (a warning without reason), P102 (a reason too long), P104
    (fewer dependants than the ages give, and no reason).
    """
    reasons = {key: text.strip() for key, text in remarks.items() if text.strip()}
    for text in reasons.values():
        if len(text) > REASON_LIMIT:
            raise Refused("P102", length=len(text), limit=REASON_LIMIT)
    for finding in found:
        if finding.refuses:
            raise Refused("P100", said=_said(finding.sentence))
        if finding.check.key not in reasons:
            raise Refused("P101", said=_said(finding.sentence))
    if not table:
        _require_dependants(answers, reasons, about.dependants)
    known = {check.key for check in listing.village.round.rules.checks} | {DEPENDANTS_BY_AGE}
    return {key: text for key, text in sorted(reasons.items()) if key in known}


def _said(sentence: Callable[[str], str]) -> Any:
    return lazy(lambda: sentence(language()), str)()


def dependants_by_age(listing: Listing) -> int:
    """Return how many people of the roster are dependants by their age alone."""
    return known_of(listing).dependants


def lacks_dependants(typed: object, by_age: int) -> bool:
    """Whether the form says fewer dependants than the roster's ages alone give."""
    return isinstance(typed, int) and typed < by_age


def _require_dependants(answers: Answers, reasons: Mapping[str, str], by_age: int) -> None:
    typed = answers.get("dependants")
    if lacks_dependants(typed, by_age) and DEPENDANTS_BY_AGE not in reasons:
        raise Refused("P104", typed=typed, by_age=by_age)
