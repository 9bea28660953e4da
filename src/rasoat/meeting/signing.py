"""After the meeting: the signed minutes, scanned back in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.documents.attachments import Upload, attach
from rasoat.documents.signed import require_withdrawable, withdraw
from rasoat.documents.store import sha256_of
from rasoat.errors import Refused
from rasoat.meeting.models import Meeting, SignedPage


@dataclass(kw_only=True)
class KeepSignedMinutes(Action[Meeting]):
    """Keep pages of the signed copy of a meeting's minutes, behind those that are there; nothing is ever replaced.

    Refused: M007 (the same page is there already). The village head or the commune's officer may send them, at any
    time after the meeting: paper comes late.
    """

    name: ClassVar[str] = "minutes.keep"
    permission: ClassVar[Permission] = Permission.MINUTES_KEEP

    meeting: Meeting
    pages: Sequence[Upload]

    def unit(self) -> Unit:
        """The village."""
        return self.meeting.village.unit

    def check(self) -> None:
        """No page is there twice."""
        Meeting.objects.select_for_update().get(pk=self.meeting.pk)
        kept = set(
            SignedPage.objects.standing()
            .filter(meeting=self.meeting)
            .values_list("attachment__sha256", flat=True)
        )
        for page in self.pages:
            sha256 = sha256_of(page.content)
            if sha256 in kept:
                raise Refused("M007", name=page.name)
            kept.add(sha256)

    def execute(self) -> Meeting:
        """Keep the files and number the pages on."""
        first = self.meeting.signed_pages.count() + 1
        for number, page in enumerate(self.pages, start=first):
            attachment = attach(page, self.unit(), self.actor)
            SignedPage.objects.create(meeting=self.meeting, number=number, attachment=attachment)
        return self.meeting

    def facts(self, result: Meeting) -> Mapping[str, Any]:
        """The hashes of the pages."""
        pages = result.signed_pages.order_by("-number")[: len(self.pages)]
        return {"sha256": [page.attachment.sha256 for page in reversed(pages)]}


@dataclass(kw_only=True)
class WithdrawSignedPage(Action[SignedPage]):
    """Withdraw a page of signed minutes that was sent by mistake: the file stays on record, and stands no more."""

    name: ClassVar[str] = "minutes.withdraw"
    permission: ClassVar[Permission] = Permission.MINUTES_KEEP

    page: SignedPage
    reason: str

    def unit(self) -> Unit:
        """The village."""
        return self.page.meeting.village.unit

    def check(self) -> None:
        """Once (H022), with a reason (H023)."""
        require_withdrawable(self.page, self.reason)

    def execute(self) -> SignedPage:
        """Say who withdrew it, when and why."""
        withdraw(self.page, self.actor, self.reason)
        return self.page

    def facts(self, result: SignedPage) -> Mapping[str, Any]:
        """The hash of the page."""
        return {"sha256": result.attachment.sha256}
