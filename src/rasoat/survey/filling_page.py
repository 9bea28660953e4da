"""The page of a form while it is filled: what was sent or the draft, and what every such page shows."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from rasoat.accounts.models import User
from rasoat.documents.attachments import Upload
from rasoat.rounds.crumbs import village_trail
from rasoat.survey.drafting import Choosing, Saving, draft_of, open_clashes, values_of
from rasoat.survey.filling import SEVERAL, Filling
from rasoat.survey.first_shown import head_of
from rasoat.survey.forms import PlainForm
from rasoat.survey.models import Draft

TICKS = "ticks"
"""Names the ticks a page shows: one that is not sent beside it was taken off."""


class DraftForm(forms.Form):
    """Which form a page is for, which revision of the draft it shows, and its own name among the pages at work."""

    version = forms.IntegerField(min_value=1, max_value=30_000, widget=forms.HiddenInput)
    base = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    editor = forms.CharField(max_length=40, widget=forms.HiddenInput)


class Pages(NamedTuple):
    """What the pages of one form are called, the names of their addresses, and the actions behind them."""

    title: Any
    fill: str
    save: str
    choose: str
    saving: type[Saving]
    choosing: type[Choosing]


class FillingPage(ABC):
    """One visit to a form: ``data`` is what was sent, else the draft or the form's first answers are shown."""

    pages: ClassVar[Pages]
    stamp: ClassVar[str] = ""
    """The field with the key under which the form is handed in, where it has one."""

    def __init__(self, filling: Filling, data: QueryDict | None = None, files: Any = None) -> None:
        self.filling, self.files = filling, files
        self.listing = filling.listing
        self.version = filling.next_version()
        self.draft: Draft | None = draft_of(filling, self.version)
        self.bind(data)
        self.base = self._first_base()

    def _first_base(self) -> int:
        """Return the revision the page shows: of what was sent, no more than its page knew of the same form."""
        if self.data is None:
            return self.draft.revision if self.draft else 0
        return int(self.page["base"]) if self.page["version"] == self.version else 0

    def bind(self, data: QueryDict | None) -> None:
        """Make the forms anew, from ``data`` or from what stands."""
        self.data = data
        self.make(data, self.values if data is None else {})
        self.plain = PlainForm(data)

    @abstractmethod
    def make(self, data: QueryDict | None, values: Mapping[str, str]) -> None:
        """Make the forms of the page."""

    @property
    @abstractmethod
    def told(self) -> forms.Form:
        """The form on which it is told why nothing could be handed in."""

    @abstractmethod
    def complete(self) -> bool:
        """Whether everything is sound; every part is asked, so that every fault shows at once."""

    @abstractmethod
    def submit(self, user: User) -> Any:
        """Hand the form in; None where that is refused, and then a form of the page says why."""

    def sent_before(self) -> bool:
        """Whether the very form was handed in already."""
        return False

    def photo(self) -> Upload | None:
        """Return the photo that was sent, looked through."""
        return None

    def show_unjudged(self) -> None:
        """Show what was sent without judging it: only why it could not be saved stands on the page."""
        sent, told = self.data, self.plain
        self.values.update(self.typed)
        self.bind(None)
        self.data, self.plain = sent, told

    @cached_property
    def values(self) -> dict[str, str]:
        """Every field of the unfinished form as it stands."""
        return values_of(self.draft, self.filling)

    @property
    def typed(self) -> dict[str, str]:
        """The fields of the form that were sent."""
        return typed_of(self.filling, self.data or QueryDict())

    @cached_property
    def page(self) -> dict[str, Any]:
        """What the page sent about itself; a page without it is one for the form that comes next, and knows nothing."""
        sent = DraftForm(self.data)
        if sent.is_valid():
            return sent.cleaned_data
        editor = str((self.data or QueryDict()).get(self.stamp, ""))[:40]
        return {"version": self.version, "base": 0, "editor": editor or uuid.uuid4().hex}

    def frame(self) -> dict[str, Any]:
        """Return what every page of a form shows."""
        village, key = self.filling.village, self.filling.key
        version = self.filling.next_version()
        return {
            "round": village.round,
            "listing": self.listing,
            "village": village,
            "head": head_of(self.listing),
            "plain": self.plain,
            "version": version,
            "base": self.base,
            "editor": self.page["editor"] if self.data is not None else uuid.uuid4().hex,
            "draft": self.draft,
            "clashes": len(open_clashes(self.draft)) if self.draft else 0,
            "pages": self.pages,
            "key": key,
            "draft_key": f"{self.filling.letter.lower()}:{key}:{version}",
            "draft_words": draft_words(),
            "ticks": sorted(self.filling.ticks),
            "crumbs": village_trail(village, self.pages.title),
        }

    def context(self) -> dict[str, Any]:
        """Return everything the template shows."""
        return self.frame()


def typed_of(filling: Filling, sent: QueryDict) -> dict[str, str]:
    """Return what was sent of the form's own fields; a tick that the page shows and does not send is off."""
    there = filling.names & {*sent, *sent.getlist(TICKS)}
    several = filling.several
    return {
        name: SEVERAL.join(sent.getlist(name)) if name in several else str(sent.get(name, ""))
        for name in there
    }


def put(filling: Filling, data: QueryDict, name: str, value: str) -> None:
    """Put the value of a field into what was sent, as its page would have sent it."""
    if name in filling.several:
        data.setlist(name, value.split(SEVERAL) if value else [])
    else:
        data[name] = value


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
