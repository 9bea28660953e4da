"""The page of Phiếu B: its forms filled from what was sent or from the draft, and everything it shows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from rasoat.documents.attachments import Upload
from rasoat.rounds.crumbs import village_trail
from rasoat.survey.drafting import draft_of, open_clashes, values_of
from rasoat.survey.first_shown import VISIT_FIELDS, field_names, head_of, next_version
from rasoat.survey.forms import AnswerForm, PlainForm, VisitForm
from rasoat.survey.live import live
from rasoat.survey.models import Draft, Listing
from rasoat.survey.people_form import PeopleForm
from rasoat.survey.queries import first_answers, running
from rasoat.survey.remarks import Remark, reasons_of, remarks_of
from rasoat.survey.returning import return_of


class DraftForm(forms.Form):
    """Which form a page is for, which revision of the draft it shows, and its own name among the pages at work."""

    version = forms.IntegerField(min_value=1, max_value=30_000, widget=forms.HiddenInput)
    base = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    editor = forms.CharField(max_length=40, widget=forms.HiddenInput)


@dataclass
class Sheet:
    """One visit to Phiếu B: ``data`` is what was sent, else the draft or the form's first answers are shown."""

    listing: Listing
    data: QueryDict | None = None
    files: Any = None

    def __post_init__(self) -> None:
        self.draft: Draft | None = draft_of(self.listing)
        self.bind(self.data)
        self.base = self._first_base()

    def _first_base(self) -> int:
        """Return the revision the page shows: of what was sent, no more than its page knew of the same form."""
        if self.data is None:
            return self.draft.revision if self.draft else 0
        return self.page["base"] if self.page["version"] == next_version(self.listing) else 0

    def bind(self, data: QueryDict | None) -> None:
        """Make the forms anew, from ``data`` or from what stands."""
        self.data = data
        listing, rules = self.listing, self.listing.village.round.rules
        values: Mapping[str, str] = self.values if data is None else {}
        self.people = PeopleForm(listing, data, values)
        asked = {
            name: value for name, value in values.items() if "-" not in name and name not in VISIT_FIELDS
        }
        unit = listing.village.unit
        self.form = AnswerForm(rules, data, asked, unit=unit, notes=self._notes, people=self.people)
        visit = {name: values.get(name, "") for name in VISIT_FIELDS} | {"submission_id": uuid.uuid4()}
        self.visit = VisitForm(data, None if data is None else self.files, initial=visit)
        self.plain = PlainForm(data)

    def photo(self) -> Upload | None:
        """Return the photo that was sent, looked through; a refused one stands at its field."""
        found: Upload | None = None if "photo" in self.visit.errors else self.visit.cleaned_data.get("photo")
        return found

    def show_unjudged(self) -> None:
        """Show what was sent without judging it: only why it could not be saved stands on the page."""
        sent, told = self.data, self.plain
        self.values.update(self.typed)
        self.bind(None)
        self.data, self.plain = sent, told

    def complete(self) -> bool:
        """Whether the answers and the visit are sound; both are asked, so that every fault shows at once."""
        return self.form.is_valid() & self.visit.is_valid()

    @cached_property
    def values(self) -> dict[str, str]:
        """Every field of the unfinished form as it stands."""
        return values_of(self.draft, self.listing)

    @cached_property
    def _notes(self) -> dict[str, str]:
        round_ = self.listing.village.round
        return first_answers(round_.rules, self.listing.household, round_.reference_date)[1]

    @property
    def typed(self) -> dict[str, str]:
        """The fields of the form that were sent."""
        return typed_of(self.listing, self.data or QueryDict())

    @cached_property
    def page(self) -> dict[str, Any]:
        """What the page sent about itself; a page without it is one for the form that comes next, and knows nothing."""
        sent = DraftForm(self.data)
        if sent.is_valid():
            return sent.cleaned_data
        editor = str((self.data or QueryDict()).get("submission_id", ""))[:40]
        return {"version": next_version(self.listing), "base": 0, "editor": editor}

    def context(self) -> dict[str, Any]:
        """Return everything the template shows."""
        listing, form = self.listing, self.form
        answers, _against = form.followed()
        totals = running(form.rules, answers, len(form.questions))
        head = head_of(listing)
        return {
            "people": self.people,
            "told": list(self.people.told()),
            "remarks": self.remarks() if self.data is not None or self._has_reasons() else [],
            "round": listing.village.round,
            "listing": listing,
            "village": listing.village,
            "head": head,
            "form": form,
            "visit": self.visit,
            "plain": self.plain,
            "version": next_version(listing),
            "base": self.base,
            "editor": self.page["editor"] if self.data is not None else uuid.uuid4().hex,
            "draft": self.draft,
            "clashes": len(open_clashes(self.draft)) if self.draft else 0,
            "returned": return_of(listing),
            "running": totals,
            "contradictions": [form.said(reason) for reason in totals.contradictions],
            "live": live(listing, form, self.reasons()),
            "draft_words": draft_words(),
            "crumbs": village_trail(listing.village, _("Phiếu B")),
        }

    def remarks(self) -> list[Remark]:
        """Return the checks that speak, each with the reason typed for it."""
        return remarks_of(self.listing, self.form, self.reasons())

    def reasons(self) -> dict[str, str]:
        """Return the reasons typed, by the key of their check."""
        return reasons_of(self.data if self.data is not None else self.values)

    def _has_reasons(self) -> bool:
        return any(self.reasons().values())


def typed_of(listing: Listing, sent: QueryDict) -> dict[str, str]:
    """Return what was sent of the form's own fields."""
    return {name: str(sent[name]) for name in field_names(listing) if name in sent}


def draft_words() -> dict[str, str]:
    """Return the words of ``survey/draft.js``."""
    return {
        "saving": _("Đang lưu …"),
        "saved": _("Đã lưu lúc %(at)s"),
        "kept": _("Chưa gửi được, đang giữ trên máy này"),
        "signIn": _("Đã hết phiên làm việc: câu trả lời đang giữ trên máy này, hãy đăng nhập lại"),
        "others": _("%(who)s vừa ghi thêm %(n)s câu"),
        "clash": _("Còn %(n)s câu hai người ghi khác nhau: chọn"),
    }
