"""One form of a household while somebody fills it: what drafting, merging and choosing have to know of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from rasoat.audit.desk import language
from rasoat.errors import Refused
from rasoat.law import Question
from rasoat.rounds.clock import today
from rasoat.rounds.models import VillageRound
from rasoat.rounds.step import Stateful
from rasoat.survey.answers import require_to_be_surveyed
from rasoat.survey.first_shown import field_names, first_shown, next_version
from rasoat.survey.models import Inclusion, Listing
from rasoat.survey.worded import Words
from rasoat.text_vi import date as written

SEVERAL = ";"
"""Joins the choices of a question that takes several."""


class Filling(ABC):
    """One form of a household on the list; ``letter`` says which, as the circular names it."""

    letter: ClassVar[str]

    def __init__(self, listing: Listing) -> None:
        self.listing = listing

    @property
    def key(self) -> int:
        """What its pages are found by."""
        return self.listing.pk

    @property
    def village(self) -> VillageRound:
        """The household's village in the round."""
        return self.listing.village

    @property
    def row(self) -> Stateful:
        """Whose state allows it to be filled: the village, or the commune."""
        return self.village

    @abstractmethod
    def next_version(self) -> int:
        """Return the number the next form of the household will have; asked of the database each time."""

    @abstractmethod
    def require_open(self) -> None:
        """Raise ``Refused`` unless the household is one that has this form now."""

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of every field the form may send."""
        return frozenset(self._names())

    @cached_property
    def first_shown(self) -> dict[str, str]:
        """The form by field as it is shown before anybody has typed."""
        return self._first_shown()

    @property
    def several(self) -> Collection[str]:
        """The fields that take several choices."""
        return ()

    @property
    def ticks(self) -> Collection[str]:
        """The fields that are ticked: a page that shows one and does not send it has it off."""
        return self.several

    @abstractmethod
    def label(self, name: str) -> str:
        """Return what a field is called."""

    @abstractmethod
    def answer(self, name: str, value: object) -> str:
        """Return an answer as people say it; an open one is a dash."""

    @abstractmethod
    def _names(self) -> Collection[str]: ...

    @abstractmethod
    def _first_shown(self) -> dict[str, str]: ...


class SurveyFilling(Filling):
    """Phiếu B."""

    letter = "B"

    @property
    def ticks(self) -> Collection[str]:
        """The consent to the place."""
        return ("place_consent",)

    def next_version(self) -> int:
        """One more than the forms handed in."""
        return next_version(self.listing)

    def require_open(self) -> None:
        """On the list (P019), and still living there (P011)."""
        require_to_be_surveyed(self.listing, self.village)

    def label(self, name: str) -> str:
        """As the pack and the roster call it."""
        return self._words.label(name)

    def answer(self, name: str, value: object) -> str:
        """In the words of the pack."""
        return self._words.answer(name, value)

    @cached_property
    def _words(self) -> Words:
        return Words(self.listing)

    def _names(self) -> Collection[str]:
        return field_names(self.listing)

    def _first_shown(self) -> dict[str, str]:
        return first_shown(self.listing)


class ScreenFilling(Filling):
    """Phiếu A, of a household of group 2 that waits for it; there is one only."""

    letter = "A"

    @cached_property
    def questions(self) -> Sequence[Question]:
        """The questions of the pack."""
        return self.village.round.rules.form("A").questions

    def next_version(self) -> int:
        """1 while it waits."""
        return 2 if hasattr(Listing.objects.select_related("screen").get(pk=self.listing.pk), "screen") else 1

    def require_open(self) -> None:
        """It waits for Phiếu A (P016)."""
        if self.listing.inclusion != Inclusion.PENDING:
            raise Refused("P016", household=self.listing.household.code)

    def label(self, name: str) -> str:
        """As the pack calls it."""
        asked = {question.id: question.label(language()) for question in self.questions}
        own = {"filled_on": _("Ngày lập phiếu"), "include_reason": _("Đề nghị Ban vẫn đưa vào khảo sát vì")}
        return {**own, **asked}.get(name, name)

    def answer(self, name: str, value: object) -> str:
        """Yes, no, or what was typed."""
        text = str(value or "") if value != 0 else "0"
        if name in {question.id for question in self.questions}:
            text = {"1": _("Có"), "0": _("Không")}.get(text, text)
        return text or "–"

    def _names(self) -> Collection[str]:
        return {*(question.id for question in self.questions), "filled_on", "include_reason"}

    def _first_shown(self) -> dict[str, str]:
        return {"filled_on": written(today(self.village.round))}
