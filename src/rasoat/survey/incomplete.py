"""Answers that give no score."""

from __future__ import annotations

from rasoat import scoring
from rasoat.errors import AnswersError


class IncompleteAnswers(AnswersError):
    """Answers are missing or impossible: there is no score and no class; ``reasons`` says which."""

    def __init__(self, code: str, refused: scoring.Refused) -> None:
        self.reasons = refused.reasons
        super().__init__(code, columns=", ".join(reason.column for reason in refused.reasons))
