"""Phiếu C while it is filled: its draft, its page, and the choice where two people differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import carry_out, language
from rasoat.errors import Refused
from rasoat.law import Form, Question
from rasoat.recognition.features import RecordFeatures, form_of, known_answers, next_version
from rasoat.recognition.features_forms import FeaturesForm, words_of
from rasoat.recognition.models import Features, Recognition
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.survey.drafting import Choosing, Saving
from rasoat.survey.filling import Filling
from rasoat.survey.filling_page import FillingPage, Pages
from rasoat.survey.first_shown import head_of
from rasoat.survey.models import Listing
from rasoat.text_vi import date as written

OWN = ("visited_on", "respondent")


class Line(NamedTuple):
    """One question of Phiếu C with its answer in words."""

    label: str
    answer: str


def lines(paper: Form, answers: Mapping[str, str]) -> list[Line]:
    """Return the answers in words, in the order of the paper."""
    return [
        Line(question.label(language()), words_of(question, answers[question.id]))
        for question in paper.questions
        if question.id in answers
    ]


class FeaturesFilling(Filling):
    """Phiếu C of a recognised household."""

    letter = "C"

    def __init__(self, recognition: Recognition, listing: Listing) -> None:
        super().__init__(listing)
        self.recognition = recognition

    @property
    def key(self) -> int:
        """The recognition."""
        return self.recognition.pk

    @cached_property
    def village(self) -> VillageRound:
        """Where the household lives now."""
        rows = VillageRound.objects.select_related("unit", "round__unit", "commune__unit", "commune__round")
        return rows.get(round=self.recognition.round_id, unit=self.recognition.household.village_id)

    @property
    def row(self) -> CommuneRound:
        """The commune, which has decided."""
        return self.recognition.by_season[0].commune

    @cached_property
    def paper(self) -> Form | None:
        """Phiếu C of the pack."""
        return form_of(self.recognition.round)

    @cached_property
    def asked(self) -> dict[str, Question]:
        """The questions somebody has to ask, by their id."""
        questions = self.paper.questions if self.paper else ()
        return {question.id: question for question in questions if question.id not in self.known}

    @cached_property
    def known(self) -> dict[str, str]:
        """What the review holds already."""
        return known_answers(self.recognition)

    @property
    def several(self) -> Collection[str]:
        """The questions with several choices."""
        return {question.id for question in self.asked.values() if question.type == "choices"}

    def next_version(self) -> int:
        """One more than the forms handed in for the household in the round."""
        return next_version(self.recognition)

    def require_open(self) -> None:
        """The pack has the form (P261); the recognition still counts (P260)."""
        if self.paper is None:
            raise Refused("P261", pack=self.recognition.round.pack)
        if not Recognition.objects.live().filter(pk=self.recognition.pk).exists():
            raise Refused("P260", household=self.listing.household.code)

    def label(self, name: str) -> str:
        """As the pack calls it."""
        own = {"visited_on": _("Ngày thu thập"), "respondent": _("Người trả lời")}
        return self.asked[name].label(language()) if name in self.asked else own.get(name, name)

    def answer(self, name: str, value: object) -> str:
        """In the words of the pack."""
        text = str(value or "")
        return words_of(self.asked[name], text) or "–" if name in self.asked else text or "–"

    def _names(self) -> Collection[str]:
        return {*self.asked, *OWN}

    def _first_shown(self) -> dict[str, str]:
        recognition = self.recognition
        last: Features | None = recognition.features.order_by("version").last()
        day = max(today(recognition.round), recognition.by_season[0].signed_on)
        kept = {name: text for name, text in (last.answers if last else {}).items() if name in self.asked}
        return {**kept, "visited_on": written(day), "respondent": head_of(self.listing)}


class SaveFeaturesDraft(Saving):
    """Save an unfinished Phiếu C."""

    name: ClassVar[str] = "features.draft"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER


class ChooseFeaturesAnswers(Choosing):
    """Choose between answers of Phiếu C."""

    name: ClassVar[str] = "features.choose"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER


class FeaturesSheet(FillingPage):
    """One visit to Phiếu C."""

    pages = Pages(
        gettext_lazy("Phiếu C"),
        "features-record",
        "features-draft",
        "features-choose",
        SaveFeaturesDraft,
        ChooseFeaturesAnswers,
    )
    stamp = "features_id"
    filling: FeaturesFilling

    def make(self, data: QueryDict | None, values: Mapping[str, str]) -> None:
        """One form of everything that is asked."""
        assert self.filling.paper is not None
        self.form = FeaturesForm(self.filling.paper, self.filling.known, data, values)

    @property
    def told(self) -> forms.Form:
        """The form itself."""
        return self.form

    def complete(self) -> bool:
        """Whether every answer can be."""
        return self.form.is_valid()

    def sent_before(self) -> bool:
        """Whether a form of this key was handed in."""
        try:
            return Features.objects.filter(pk=str((self.data or QueryDict()).get(self.stamp, ""))).exists()
        except ValidationError:
            return False

    def submit(self, user: User) -> Features | None:
        """Hand Phiếu C in."""
        recognition = self.filling.recognition
        return carry_out(
            self.form,
            lambda typed: RecordFeatures(
                actor=user,
                commune=self.filling.row,
                recognition=recognition,
                answers=self.form.answers,
                version=self.page["version"],
                visited_on=typed["visited_on"],
                respondent=typed["respondent"],
                features_id=typed["features_id"],
            ),
        )

    def context(self) -> dict[str, Any]:
        """Return everything the template shows."""
        paper = self.form.paper
        return {
            **self.frame(),
            "recognition": self.filling.recognition,
            "household": self.listing.household,
            "paper": paper,
            "known": lines(paper, self.filling.known),
            "form": self.form,
        }
