"""Write a text for the people, and record when and where it was read out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.posting.models import Notice, Reading
from rasoat.rounds.clock import today
from rasoat.rounds.models import VillageRound
from rasoat.rounds.step import require_not_after, require_open


@dataclass(kw_only=True)
class WriteNotice(Action[Notice]):
    """Keep a text for one step of a village as a new version; the earlier ones stay."""

    name: ClassVar[str] = "notice.write"
    permission: ClassVar[Permission] = Permission.COMPLAINT_RECEIVE

    village: VillageRound
    step: str
    text: str
    language: str = Notice.Language.VIETNAMESE

    def unit(self) -> Unit:
        """The village."""
        return self.village.unit

    def check(self) -> None:
        """In an open round, with words (K005)."""
        require_open(self.village.round)
        if not self.text.strip():
            raise Refused("K005")

    def execute(self) -> Notice:
        """Store the next version; the village is locked, so that two writers wait for one another."""
        VillageRound.objects.select_for_update().get(pk=self.village.pk)
        same = Notice.objects.filter(village=self.village, step=self.step, language=self.language)
        last = same.aggregate(last=Max("version"))["last"] or 0
        return Notice.objects.create(
            village=self.village, step=self.step, language=self.language, version=last + 1,
            text=self.text.strip(), made_by=self.actor,
        )  # fmt: skip

    def facts(self, result: Notice) -> Mapping[str, Any]:
        """Which version."""
        return {"version": result.version}


@dataclass(kw_only=True)
class RecordReading(Action[Reading]):
    """Say when and where a text was read out or hung up."""

    name: ClassVar[str] = "notice.read"
    permission: ClassVar[Permission] = Permission.COMPLAINT_RECEIVE

    notice: Notice
    read_on: date
    place: str

    def unit(self) -> Unit:
        """The village."""
        return self.notice.village.unit

    def check(self) -> None:
        """At a place (K006), not in the future."""
        if not self.place.strip():
            raise Refused("K006")
        require_not_after(self.read_on, today(self.notice.village.round), _("Ngày đọc"))

    def execute(self) -> Reading:
        """Keep it."""
        return Reading.objects.create(
            notice=self.notice, read_on=self.read_on, place=self.place.strip(), recorded_by=self.actor
        )

    def facts(self, result: Reading) -> Mapping[str, Any]:
        """The day."""
        return {"day": str(result.read_on)}
