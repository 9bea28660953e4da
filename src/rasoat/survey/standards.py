"""The questions of a round's standards, where the survey asks for them."""

from rasoat.rounds.standards import member_questions, questions, standards

__all__ = ["member_questions", "questions", "standards"]
