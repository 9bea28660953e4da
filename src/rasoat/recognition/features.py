"""Step 7: Phiếu C – the features of a recognised poor or near-poor household (TT17 Phụ lục 3c)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from rasoat import scoring
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.errors import Refused
from rasoat.law import Form, Question
from rasoat.recognition.certificates import CERTIFIED
from rasoat.recognition.models import Features, Recognition, RecognitionQuerySet
from rasoat.rounds.models import Round
from rasoat.rounds.step import CommuneStep, require_not_after, require_not_before
from rasoat.scoring.answers import read_question
from rasoat.survey.standing import head_names
from rasoat.text_vi import clean_cell

K = Recognition.Kind
TEXT_LIMIT = 200
CODE_OF_KIND: Mapping[str, str] = {
    K.POOR_FROM_POOR: "1",
    K.POOR_FROM_NEAR: "2",
    K.POOR_AGAIN: "3",
    K.POOR_NEW: "3",
    K.NEAR_FROM_POOR: "4",
    K.NEAR_FROM_NEAR: "5",
    K.NEAR_AGAIN: "6",
    K.NEAR_NEW: "6",
}
"""The code of Phiếu C item 5.1 by how the household came to its class."""


class Fault(NamedTuple):
    """Why an answer cannot be kept: the question, the code, and what its sentence names beside the question."""

    question: Question
    code: str
    where: Mapping[str, Any]


def form_of(round_: Round) -> Form | None:
    """Return Phiếu C of the round's pack; None where the pack has none."""
    form = round_.rules.forms.get("C")
    return form if form is not None and form.questions else None


def next_version(recognition: Recognition) -> int:
    """Return the number the next Phiếu C of the household will have in the round."""
    handed_in = Features.objects.filter(
        recognition__household=recognition.household_id, recognition__round=recognition.round_id
    )
    return handed_in.count() + 1


def recognised_in(round_: Round) -> RecognitionQuerySet:
    """Return the households that have a Phiếu C in a round: recognised as poor or near-poor by its decisions."""
    by_season = Recognition.objects.live().filter(round=round_, decision__isnull=False)
    return by_season.filter(result__in=CERTIFIED)


def features_filled(round_: Round, within: Scope) -> dict[int, tuple[int, int]]:
    """Return, by village, how many of its recognised households have a Phiếu C, and how many there are."""
    if form_of(round_) is None:
        return {}
    filled = Exists(Features.objects.filter(recognition=OuterRef("pk")))
    rows = recognised_in(round_).within(within).annotate(filled=filled).order_by()
    counted = rows.values("village").annotate(of=Count("pk"), done=Count("pk", filter=Q(filled=True)))
    return {row["village"]: (row["done"], row["of"]) for row in counted}


def known_answers(recognition: Recognition) -> dict[str, str]:
    """Return what Phiếu C asks and the review already holds: nobody types it again."""
    household, score = recognition.household, recognition.by_season[1].score
    names = head_names([household.pk])
    return {
        "head_name": names.get(household.pk, household.code).upper(),
        "persons": str(recognition.persons),
        "score_b1": str(score.b1),
        "score_b2": str(score.b2),
        "result_national": CODE_OF_KIND[recognition.kind],
    }


def read_features(form: Form, typed: Mapping[str, str]) -> tuple[dict[str, str], list[Fault]]:
    """Return the answers as they are kept, blanks left out, and what is wrong with them."""
    answers: dict[str, str] = {}
    faults: list[Fault] = []
    for question in form.questions:
        answer = clean_cell(typed.get(question.id, ""))
        if not answer:
            faults += [Fault(question, "S001", {})] if question.required else []
            continue
        faults += _faults(question, answer, answers)
        answers[question.id] = answer
    return answers, faults


def _faults(question: Question, answer: str, before: Mapping[str, str]) -> list[Fault]:
    relevant = question.relevant
    if relevant is not None and relevant.answer not in before.get(relevant.question, "").split(";"):
        return [Fault(question, "P264", {})]
    if question.type == "choices":
        known = {choice.key for choice in question.choices}
        wrong = next((each for each in answer.split(";") if each not in known), None)
        return [] if wrong is None else [Fault(question, "S002", {"value": wrong})]
    if question.type in ("text", "date", "birth_date"):
        return [Fault(question, "P263", {"limit": TEXT_LIMIT})] if len(answer) > TEXT_LIMIT else []
    found = read_question(question, answer)
    return [Fault(question, found.code, {"value": answer})] if isinstance(found, scoring.Reason) else []


@dataclass(kw_only=True)
class RecordFeatures(CommuneStep[Features]):
    """Hand in Phiếu C of a recognised household; what the review already knows is filled in, not asked again.

    The same ``features_id`` with the same answers is accepted again without effect; with others it is refused (P021).
    ``version`` is the one the page was opened for, where there was a page: another that came first is not overwritten
    unseen (P250).
    """

    name: ClassVar[str] = "features.record"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER

    recognition: Recognition
    answers: Mapping[str, str]
    visited_on: date
    respondent: str
    features_id: uuid.UUID = field(default_factory=uuid.uuid4)
    version: int | None = None

    def unit(self) -> Unit:
        """The village of the household."""
        return self.recognition.village

    def check(self) -> None:
        """The household is recognised as poor or near-poor, the visit lies after the decision, the answers can be."""
        super().check()
        recognition = self.recognition
        if recognition.superseded_by_id is not None or recognition.result not in CERTIFIED:
            raise Refused("P260", household=recognition.household.code)
        form = form_of(recognition.round)
        if form is None:
            raise Refused("P261", pack=recognition.round.pack)
        require_not_before(self.visited_on, recognition.by_season[0].signed_on, _("Ngày thu thập"))
        require_not_after(self.visited_on, self.day, _("Ngày thu thập"))
        self._answers, faults = read_features(form, {**self.answers, **known_answers(recognition)})
        if faults:
            raise Refused("P262", columns=", ".join(fault.question.id for fault in faults))
        self._hash = scoring.answers_hash(self._answers)
        self._repeated = Features.objects.filter(pk=self.features_id).first()
        same = self._repeated and (self._repeated.recognition_id, self._repeated.answers_hash)
        if same and same != (recognition.pk, self._hash):
            raise Refused("P021", submission=str(self.features_id))
        if self._repeated is None and self.version not in (None, next_version(recognition)):
            raise Refused("P250", version=self.version, household=recognition.household.code)

    def execute(self) -> Features:
        """Keep the form as the version that counts now."""
        if self._repeated is not None:
            return self._repeated
        round_ = self.recognition.round
        return Features.objects.create(
            id=self.features_id,
            recognition=self.recognition,
            version=self.recognition.features.count() + 1,
            answers=self._answers,
            answers_hash=self._hash,
            form_version=f"{round_.pack}@{round_.pack_hash[:12]}",
            visited_on=self.visited_on,
            respondent=self.respondent,
            filled_by=self.actor,
        )

    def facts(self, result: Features) -> Mapping[str, Any]:
        """Version and hash of the answers; not the answers."""
        return {
            "version": result.version,
            "answers": result.answers_hash,
            "repeated": self._repeated is not None,
        }
