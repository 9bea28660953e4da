"""The pages of Phiếu B and Phiếu A: their forms, and everything they show."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.audit.desk import carry_out
from rasoat.documents.attachments import Upload
from rasoat.survey.answers import SubmitAnswers
from rasoat.survey.drafting import ChooseAnswers, ChooseScreenAnswers, SaveDraft, SaveScreenDraft
from rasoat.survey.filling import ScreenFilling, SurveyFilling
from rasoat.survey.filling_page import FillingPage, Pages
from rasoat.survey.first_shown import VISIT_FIELDS
from rasoat.survey.forms import AnswerForm, ScreenForm, VisitForm
from rasoat.survey.live import live
from rasoat.survey.models import Listing, QuickScreen, Submission
from rasoat.survey.people_form import PeopleForm
from rasoat.survey.queries import first_answers, running
from rasoat.survey.remarks import Remark, reasons_of, remarks_of
from rasoat.survey.returning import return_of
from rasoat.survey.screening import ScreenHousehold


class Sheet(FillingPage):
    """One visit to Phiếu B."""

    pages = Pages(_("Phiếu B"), "answers", "answers-draft", "answers-choose", SaveDraft, ChooseAnswers)
    stamp = "submission_id"

    @classmethod
    def of(cls, listing: Listing, data: QueryDict | None = None, files: Any = None) -> Sheet:
        """Return the page of a household."""
        return cls(SurveyFilling(listing), data, files)

    def make(self, data: QueryDict | None, values: Mapping[str, str]) -> None:
        """The people, the questions, the visit."""
        listing, rules = self.listing, self.listing.village.round.rules
        self.people = PeopleForm(listing, data, values)
        asked = {
            name: value for name, value in values.items() if "-" not in name and name not in VISIT_FIELDS
        }
        unit = listing.village.unit
        self.form = AnswerForm(rules, data, asked, unit=unit, notes=self._notes, people=self.people)
        visit = {name: values.get(name, "") for name in VISIT_FIELDS} | {"submission_id": uuid.uuid4()}
        self.visit = VisitForm(data, None if data is None else self.files, initial=visit)

    @property
    def told(self) -> forms.Form:
        """The visit."""
        return self.visit

    def photo(self) -> Upload | None:
        """Return the photo that was sent, looked through; a refused one stands at its field."""
        found: Upload | None = None if "photo" in self.visit.errors else self.visit.cleaned_data.get("photo")
        return found

    def complete(self) -> bool:
        """Whether the answers and the visit are sound."""
        return self.form.is_valid() & self.visit.is_valid()

    def sent_before(self) -> bool:
        """Whether a form of this key was handed in."""
        try:
            return Submission.objects.filter(pk=str((self.data or QueryDict()).get(self.stamp, ""))).exists()
        except ValidationError:
            return False

    def submit(self, user: User) -> Submission | None:
        """Hand Phiếu B in."""
        submission = carry_out(
            self.visit,
            lambda typed: SubmitAnswers(
                actor=user,
                village=self.listing.village,
                listing=self.listing,
                answers=self.form.answers,
                members=self.people.table,
                remarks=self.reasons(),
                version=self.page["version"],
                photo=self.draft.photo if self.draft else None,
                place=self.visit.place,
                visited_on=typed["visited_on"],
                respondent=typed["respondent"],
                submission_id=typed["submission_id"],
            ),
        )
        self._move_size_error()
        return submission

    def _move_size_error(self) -> None:
        """The household size is asked in the answers: its refusal (P074) belongs there."""
        refusals = self.visit.non_field_errors().as_data()
        if any(error.code == "P074" for error in refusals):
            self.form.add_error("household_size", self.visit.errors.pop(NON_FIELD_ERRORS).as_data())

    @cached_property
    def _notes(self) -> dict[str, str]:
        round_ = self.listing.village.round
        return first_answers(round_.rules, self.listing.household, round_.reference_date)[1]

    def context(self) -> dict[str, Any]:
        """Return everything the template shows."""
        listing, form = self.listing, self.form
        answers, _against = form.followed()
        totals = running(form.rules, answers, len(form.questions))
        return {
            **self.frame(),
            "people": self.people,
            "told": list(self.people.told()),
            "remarks": self.remarks() if self.data is not None or self._has_reasons() else [],
            "form": form,
            "visit": self.visit,
            "returned": return_of(listing),
            "running": totals,
            "contradictions": [form.said(reason) for reason in totals.contradictions],
            "live": live(listing, form, self.reasons()),
        }

    def remarks(self) -> list[Remark]:
        """Return the checks that speak, each with the reason typed for it."""
        return remarks_of(self.listing, self.form, self.reasons())

    def reasons(self) -> dict[str, str]:
        """Return the reasons typed, by the key of their check."""
        return reasons_of(self.data if self.data is not None else self.values)

    def _has_reasons(self) -> bool:
        return any(self.reasons().values())


class ScreenSheet(FillingPage):
    """One visit to Phiếu A."""

    pages = Pages(
        _("Phiếu A"), "screen", "screen-draft", "screen-choose", SaveScreenDraft, ChooseScreenAnswers
    )

    @classmethod
    def of(cls, listing: Listing, data: QueryDict | None = None) -> ScreenSheet:
        """Return the page of a household."""
        return cls(ScreenFilling(listing), data)

    def make(self, data: QueryDict | None, values: Mapping[str, str]) -> None:
        """The questions; the day and what the village asks of the committee."""
        rules, unit = self.listing.village.round.rules, self.listing.village.unit
        own = {name: values.get(name, "") for name in ("filled_on", "include_reason")}
        asked = {name: value for name, value in values.items() if name not in own}
        self.form = AnswerForm(rules, data, asked, unit=unit, key="A")
        self.extra = ScreenForm(data, initial=own)

    @property
    def told(self) -> forms.Form:
        """The form of the day."""
        return self.extra

    def complete(self) -> bool:
        """Whether every item is answered and the day is one."""
        return self.form.is_valid() & self.extra.is_valid()

    def submit(self, user: User) -> QuickScreen | None:
        """Hand Phiếu A in."""
        return carry_out(
            self.extra,
            lambda typed: ScreenHousehold(
                actor=user,
                village=self.listing.village,
                listing=self.listing,
                answers=self.form.answers,
                **typed,
            ),
        )

    def context(self) -> dict[str, Any]:
        """Return everything the template shows."""
        limit = self.listing.village.round.rules.quick_screen_excludes_from
        return {**self.frame(), "form": self.form, "extra": self.extra, "limit": limit}
