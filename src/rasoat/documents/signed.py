"""The signed copy of an issued document: its pages scanned in, and a page sent by mistake withdrawn with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.documents.attachments import Upload, attach
from rasoat.documents.models import Document, Kind, ScannedPage, Withdrawable
from rasoat.documents.store import sha256_of
from rasoat.errors import Refused

SIGNED_KINDS = (Kind.DECISION, Kind.CERTIFICATE, Kind.OPINION, Kind.PLAN, Kind.REPORT_UP)
"""What is printed, signed by hand and scanned; minutes have a page of their own."""


@dataclass(kw_only=True)
class KeepScan(Action[Document]):
    """Keep pages of the signed copy of a document, behind those that are there; nothing is ever replaced."""

    name: ClassVar[str] = "scan.keep"
    permission: ClassVar[Permission] = Permission.SCAN_KEEP

    document: Document
    pages: Sequence[Upload]

    def unit(self) -> Unit:
        """The unit that issued it."""
        return self.document.unit

    def check(self) -> None:
        """A document that is signed by hand (H020); no page is there twice (H021)."""
        if self.document.kind not in SIGNED_KINDS:
            raise Refused("H020", title=self.document.title)
        require_new(self.document, self.pages)

    def execute(self) -> Document:
        """Keep the files and number the pages on."""
        keep_pages(self.document, self.pages, self.actor)
        return self.document

    def facts(self, result: Document) -> Mapping[str, Any]:
        """The hashes of the pages."""
        return {"sha256": [sha256_of(page.content) for page in self.pages]}


def require_new(document: Document, pages: Sequence[Upload]) -> None:
    """Lock the document; raise ``Refused`` H021 for a page that stands in its signed copy already, or twice in ``pages``."""
    Document.objects.select_for_update().get(pk=document.pk)
    standing = ScannedPage.objects.standing().filter(document=document)
    kept = set(standing.values_list("attachment__sha256", flat=True))
    for page in pages:
        sha256 = sha256_of(page.content)
        if sha256 in kept:
            raise Refused("H021", name=page.name)
        kept.add(sha256)


def keep_pages(document: Document, pages: Sequence[Upload], by: User) -> list[ScannedPage]:
    """Keep the files and number the pages on, behind those that are there."""
    first = document.scans.count() + 1
    return [
        ScannedPage.objects.create(
            document=document, number=number, attachment=attach(page, document.unit, by)
        )
        for number, page in enumerate(pages, start=first)
    ]


@dataclass(kw_only=True)
class WithdrawScan(Action[ScannedPage]):
    """Withdraw a page of a signed copy that was sent by mistake: the file stays on record, and stands no more."""

    name: ClassVar[str] = "scan.withdraw"
    permission: ClassVar[Permission] = Permission.SCAN_KEEP

    page: ScannedPage
    reason: str

    def unit(self) -> Unit:
        """The unit that issued the document."""
        return self.page.document.unit

    def check(self) -> None:
        """Once (H022), with a reason (H023)."""
        require_withdrawable(self.page, self.reason)

    def execute(self) -> ScannedPage:
        """Say who withdrew it, when and why."""
        withdraw(self.page, self.actor, self.reason)
        return self.page

    def facts(self, result: ScannedPage) -> Mapping[str, Any]:
        """The hash of the page."""
        return {"sha256": result.attachment.sha256}


def require_withdrawable(page: Withdrawable, reason: str) -> None:
    """Raise ``Refused`` H022 for a page that is withdrawn already, H023 without a reason."""
    page = type(page)._default_manager.select_for_update().get(pk=page.pk)
    if page.withdrawn_at is not None:
        raise Refused("H022")
    if not reason.strip():
        raise Refused("H023")


def withdraw(page: Withdrawable, by: User, reason: str) -> None:
    """Store that a page stands no more."""
    page.withdrawn_at, page.withdrawn_by, page.withdrawn_why = timezone.now(), by, reason.strip()
    page.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
