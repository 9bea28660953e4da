"""Scoring: points, classes and their explanation, from answers and the rules of one day."""

from __future__ import annotations

from rasoat.law import Class
from rasoat.scoring.answers import Answers, answers_hash
from rasoat.scoring.explain import Explanation, explain, explain_refused
from rasoat.scoring.members import MembersError, apply_members, from_members, score_with_members
from rasoat.scoring.results import ItemPoints, Reason, Refused, Scored
from rasoat.scoring.row import score
from rasoat.scoring.screen import Screened, ScreenOutcome, quick_screen

__all__ = [
    "Answers",
    "Class",
    "Explanation",
    "ItemPoints",
    "MembersError",
    "Reason",
    "Refused",
    "Scored",
    "ScreenOutcome",
    "Screened",
    "answers_hash",
    "apply_members",
    "explain",
    "explain_refused",
    "from_members",
    "quick_screen",
    "score",
    "score_with_members",
]
