"""The second standard of a round: the same form scored by other rules, side by side with the first."""

from __future__ import annotations

import rasoat
from rasoat import scoring
from rasoat.rounds.models import Round
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.models import SecondScore, Submission


def require_scored(round_: Round, answers: scoring.Answers) -> None:
    """Raise ``IncompleteAnswers`` (P020) when the second standard misses an answer; without one nothing is asked."""
    rules = round_.second_rules
    if rules is not None:
        outcome = scoring.score(rules, answers)
        if isinstance(outcome, scoring.Refused):
            raise IncompleteAnswers("P020", outcome)


def keep(submission: Submission) -> SecondScore | None:
    """Score a stored form by the second standard of its round and keep the result; None without one."""
    row = draft(submission.listing.village.round, submission)
    if row is not None:
        row.save(force_insert=True)
    return row


def draft(round_: Round, submission: Submission) -> SecondScore | None:
    """Return the second score of a form, not saved, or None when the round has one standard; raises P020."""
    rules = round_.second_rules
    if rules is None:
        return None
    outcome = scoring.score(rules, submission.answers)
    if isinstance(outcome, scoring.Refused):
        raise IncompleteAnswers("P020", outcome)
    return SecondScore(
        submission=submission,
        b1=outcome.b1,
        b2=outcome.b2,
        result=outcome.cls.value,
        deprivations=";".join(str(number) for number in outcome.deprivations),
        pack=round_.second_pack,
        pack_hash=round_.second_pack_hash,
        reference_date=round_.reference_date,
        code_version=rasoat.__version__,
    )
