"""Scoring: points, classes and their explanation, from answers and the rules of one day."""

from __future__ import annotations

from rasoat.law import Class
from rasoat.scoring.answers import Answers, answers_hash
from rasoat.scoring.checks import Earlier, Finding, findings
from rasoat.scoring.explain import explain
from rasoat.scoring.explanation import Explanation
from rasoat.scoring.members import (
    Judged,
    MembersError,
    PersonFinding,
    apply_members,
    from_members,
    judge,
    score_with_members,
)
from rasoat.scoring.results import ItemPoints, Reason, Refused, Scored
from rasoat.scoring.row import score
from rasoat.scoring.screen import Screened, ScreenOutcome, has_quick_screen, quick_screen
from rasoat.scoring.telling import as_text

__all__ = [
    "Answers",
    "Class",
    "Earlier",
    "Explanation",
    "Finding",
    "ItemPoints",
    "Judged",
    "MembersError",
    "PersonFinding",
    "Reason",
    "Refused",
    "Scored",
    "ScreenOutcome",
    "Screened",
    "answers_hash",
    "apply_members",
    "as_text",
    "explain",
    "findings",
    "from_members",
    "has_quick_screen",
    "judge",
    "quick_screen",
    "score",
    "score_with_members",
]
