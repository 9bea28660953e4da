"""Import answers: each row of a file is handed in as one Phiếu B, under the same rules as on the page."""

from rasoat.survey.importing.action import ImportAnswers

__all__ = ["ImportAnswers"]
