"""How a meeting agrees: by the share of hands that the pack asks for, or by agreement that is only recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rasoat.errors import LawError, Refused
from rasoat.law import Rules
from rasoat.survey.models import Listing


class Attendance(NamedTuple):
    """Who was there, by group."""

    party_cell: int
    organisations: int
    reviewers: int
    households: int
    front: int = 0
    officials: int = 0


class Opinion(NamedTuple):
    """What was said of one household: an objection, the class the room asks for instead, and the hands in favour."""

    objection: str = ""
    proposed: str = ""
    in_favour: int | None = None


def vote_percent(rules: Rules) -> int | None:
    """Return the share of all present that must agree; None where no source gives one, and no quorum is invented."""
    try:
        found: int | None = rules.given("meeting_vote_percent")
    except LawError:
        return None
    return found


def check(
    listings: Sequence[Listing],
    opinions: Mapping[int, Opinion],
    send_back: Mapping[int, str],
    percent: int | None,
    present: int,
) -> None:
    """Raise ``Refused`` unless every household's opinion fits the rule of the pack.

    M001 more hands than people, M002 no hands counted although a share is asked for, M003 hands counted although none
    is, M004 another class than the score's without going back, M005 agreed below the share.
    """
    for listing in listings:
        opinion = opinions.get(listing.pk, Opinion())
        household = listing.household.code
        if opinion.proposed and listing.pk not in send_back:
            raise Refused("M004", household=household)
        _check_hands(household, opinion.in_favour, percent, present, back=listing.pk in send_back)


def _check_hands(household: str, hands: int | None, percent: int | None, present: int, *, back: bool) -> None:
    if percent is None:
        if hands is not None:
            raise Refused("M003", household=household)
        return
    if hands is None:
        raise Refused("M002", household=household, percent=percent)
    if not 0 <= hands <= present:
        raise Refused("M001", household=household, hands=hands, present=present)
    if not back and hands * 100 < percent * present:
        raise Refused("M005", household=household, hands=hands, present=present, percent=percent)
