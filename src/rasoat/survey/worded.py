"""The fields of Phiếu B in words: what each is called, and what an answer to it says."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext as _

from rasoat.audit.desk import language
from rasoat.law import Question
from rasoat.rounds.standards import member_questions, questions
from rasoat.survey.models import Listing
from rasoat.survey.sound import DEPENDANTS_BY_AGE


class Words:
    """What the fields of a household's form are called, in the language of the page."""

    def __init__(self, listing: Listing) -> None:
        self.listing, self.round = listing, listing.village.round

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions of the form by their id."""
        return {question.id: question for question in questions(self.round)}

    @cached_property
    def _people(self) -> dict[str, str]:
        """Everybody who was ever of the household: an earlier form may name one who has left since."""
        return {str(pk): name for pk, name in self.listing.household.members.values_list("pk", "full_name")}

    @cached_property
    def _asked(self) -> dict[str, str]:
        return {question.id: question.label(language()) for question in member_questions(self.round)}

    def label(self, name: str) -> str:
        """Return what a field is called."""
        if name in self.questions:
            return self.questions[name].label(language())
        if name.startswith("m-"):
            member, _dash, question = name.removeprefix("m-").partition("-")
            return f"{self._people.get(member, '?')} – {self._asked.get(question, question)}"
        if name.startswith("remark-"):
            return _("Lý do: %(check)s") % {"check": self.check(name.removeprefix("remark-"))}
        return {"visited_on": _("Ngày khảo sát"), "respondent": _("Người trả lời")}.get(name, name)

    def check(self, key: str) -> str:
        """Return what a check says."""
        if key == DEPENDANTS_BY_AGE:
            return _("số người phụ thuộc ít hơn tính theo tuổi")
        found = (each for each in self.round.rules.checks if each.key == key)
        return next((each.label(language()) for each in found), key)

    def answer(self, name: str, value: object) -> str:
        """Return an answer as people say it; an open one is a dash."""
        text = "" if value is None else str(value)
        question = self.questions.get(name)
        if not text:
            return "–"
        if question is not None and question.type == "choice":
            return next((c.label(language()) for c in question.choices if c.key == text), text)
        if name.startswith("m-") or (question is not None and question.type == "yes_no"):
            return {"1": _("Có"), "0": _("Không")}.get(text, text)
        return text
