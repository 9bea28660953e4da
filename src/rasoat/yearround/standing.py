"""What a household is now by its last decision: the opening list, or a later recognition in the year."""

from __future__ import annotations

from typing import Any, cast

from rasoat.law import Class
from rasoat.recognition.actions import kind_of
from rasoat.recognition.models import Recognition
from rasoat.roster.models import Household, OpeningEntry
from rasoat.rounds.models import Round
from rasoat.survey.standing import POOR, WAS_NEAR_POOR, WAS_POOR, Standing

_OPENING = {True: OpeningEntry.Kind.POOR.value, False: OpeningEntry.Kind.NEAR_POOR.value}


def live(round_: Round, household: Household) -> Recognition | None:
    """Return the household's recognition of this round that counts, or None."""
    return Recognition.objects.live().filter(round=round_, household=household).first()


def current(round_: Round, household: Household) -> str:
    """Return what the household is now, as a kind of opening entry; an empty text when it is on no list."""
    recognised = live(round_, household)
    if recognised is None:
        opening = OpeningEntry.objects.filter(round=round_, household=household).first()
        return opening.kind if opening else ""
    cls = Class(recognised.result)
    return _OPENING[cls in POOR] if cls in POOR or cls == Class.near_poor else ""


def on_a_list(kind: str) -> bool:
    """Whether a household of this opening kind is poor or near-poor now."""
    return kind in WAS_POOR or kind in WAS_NEAR_POOR


def grants(form: str, was: str, now: Class) -> bool:
    """Whether the score bears the request out: 1a, that it is poor or near-poor; 1b, that it has left its list."""
    poor, near = now in POOR, now == Class.near_poor
    if form == "1a":
        return poor or near
    return not poor if was in WAS_POOR else not (poor or near)


def became(was: str, now: Class) -> Recognition.Kind:
    """How the household came to its class, by the rule of the season."""
    return kind_of(Standing(cast(Any, None), was, now))
