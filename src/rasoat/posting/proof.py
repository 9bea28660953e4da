"""Record that the lists hang where they should, or were read out (bằng chứng niêm yết)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.documents.attachments import Upload, attach
from rasoat.errors import Refused
from rasoat.posting.models import PostingPlace, PostingProof
from rasoat.rounds.clock import today
from rasoat.rounds.step import require_not_after


@dataclass(kw_only=True)
class RecordProof(Action[PostingProof]):
    """Say who saw the lists at a place, or read them out, and on which day of the window."""

    name: ClassVar[str] = "posting.prove"
    permission: ClassVar[Permission] = Permission.COMPLAINT_RECEIVE

    place: PostingPlace
    seen_on: date
    note: str = ""
    photo: Upload | None = None

    def unit(self) -> Unit:
        """The village of the posting."""
        return self.place.posting.village.unit

    def check(self) -> None:
        """Within the days of the place (K003), not in the future (P003)."""
        starts, ends = self.place.starts_on, self.place.ends_on
        if not starts <= self.seen_on <= ends:
            raise Refused(
                "K003", day=f"{self.seen_on:%d/%m/%Y}", place=self.place.name,
                starts=f"{starts:%d/%m/%Y}", ends=f"{ends:%d/%m/%Y}",
            )  # fmt: skip
        require_not_after(self.seen_on, today(self.place.posting.village.round), _("Ngày xác nhận niêm yết"))

    def execute(self) -> PostingProof:
        """Keep it; a proof is never changed, only followed by another."""
        photo = attach(self.photo, self.unit(), self.actor) if self.photo is not None else None
        return PostingProof.objects.create(
            place=self.place,
            seen_on=self.seen_on,
            note=self.note.strip(),
            recorded_by=self.actor,
            photo=photo,
        )

    def facts(self, result: PostingProof) -> Mapping[str, Any]:
        """The kind of place and the day."""
        return {"kind": self.place.kind, "day": str(result.seen_on)}
