"""Every error a user can meet: a stable code and a sentence that says where, what, and how to mend it.

RasoatError
├── LawError         a rule pack cannot be loaded or used
├── AnswersError     answers cannot be read or scored
├── InputError       a file cannot be read or imported
├── Refused          an action may not be carried out in this state, by this person, or on this day
└── NotAllowed       the person holds no role that permits this here (HTTP 403)
"""

from __future__ import annotations

from typing import Any

from rasoat.errors.catalogue import CATALOGUE, Entry

__all__ = [
    "CATALOGUE",
    "AnswersError",
    "Entry",
    "InputError",
    "LawError",
    "NotAllowed",
    "RasoatError",
    "Refused",
    "sentence",
]


def sentence(code: str, language: str = "vi", /, **where: Any) -> str:
    """Return the catalogue's sentence for ``code`` with its places filled in.

    Raises ``KeyError`` for an unknown code or a missing place.
    """
    entry = CATALOGUE[code]
    return (entry.vi if language == "vi" else entry.en).format(**where)


class RasoatError(Exception):
    """An error whose code and sentence stand in the catalogue."""

    def __init__(self, code: str, /, **where: Any) -> None:
        self.code = code
        self.where = where
        super().__init__(f"{code} {self.sentence()}")

    def sentence(self, language: str = "vi") -> str:
        """Return the sentence in ``language`` (``vi`` or ``en``)."""
        return sentence(self.code, language, **self.where)


class LawError(RasoatError):
    """A rule pack cannot be loaded or used."""


class AnswersError(RasoatError):
    """Answers cannot be read or scored."""


class InputError(RasoatError):
    """A file cannot be read or imported."""


class Refused(RasoatError):
    """An action may not be carried out in this state, by this person, or on this day."""


class NotAllowed(RasoatError):
    """The person holds no role that permits this here."""
