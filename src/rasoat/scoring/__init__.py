"""Scoring: points, classes and their explanation, from answers and the rules of one day.

A name brings in its module when it is first asked for, so that a command does not wait for what it never calls.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasoat.law import Class
    from rasoat.scoring.answers import Answers, answers_hash
    from rasoat.scoring.checks import Earlier, Finding, findings
    from rasoat.scoring.explaining import explain
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

_HOMES = {
    "Answers": "rasoat.scoring.answers",
    "Class": "rasoat.law",
    "Earlier": "rasoat.scoring.checks",
    "Explanation": "rasoat.scoring.explanation",
    "Finding": "rasoat.scoring.checks",
    "ItemPoints": "rasoat.scoring.results",
    "Judged": "rasoat.scoring.members",
    "MembersError": "rasoat.scoring.members",
    "PersonFinding": "rasoat.scoring.members",
    "Reason": "rasoat.scoring.results",
    "Refused": "rasoat.scoring.results",
    "Scored": "rasoat.scoring.results",
    "ScreenOutcome": "rasoat.scoring.screen",
    "Screened": "rasoat.scoring.screen",
    "answers_hash": "rasoat.scoring.answers",
    "apply_members": "rasoat.scoring.members",
    "as_text": "rasoat.scoring.telling",
    "explain": "rasoat.scoring.explaining",
    "findings": "rasoat.scoring.checks",
    "from_members": "rasoat.scoring.members",
    "has_quick_screen": "rasoat.scoring.screen",
    "judge": "rasoat.scoring.members",
    "quick_screen": "rasoat.scoring.screen",
    "score": "rasoat.scoring.row",
    "score_with_members": "rasoat.scoring.members",
}


def __getattr__(name: str) -> Any:
    """Return a name of ``__all__`` from the module it is defined in."""
    if name not in _HOMES:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found
