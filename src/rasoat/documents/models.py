"""Documents as issued: the PDF's bytes never change, and a number is used once."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.filekinds import FileKind


class DocumentQuerySet(ScopedQuerySet["Document"]):
    """Documents, by area."""

    scope_field = "unit__path"


class Kind(models.TextChoices):
    """What kind of document it is."""

    INVITATION = "invitation", _("Giấy mời họp thôn")
    MINUTES = "minutes", _("Biên bản họp thôn")
    POSTING = "posting", _("Danh sách niêm yết")
    INSPECTION = "inspection", _("Biên bản kiểm tra")
    OPINION = "opinion", _("Ý kiến thẩm định")
    DECISION = "decision", _("Quyết định công nhận")
    CORRECTION = "correction", _("Quyết định đính chính")
    PROVINCE = "province", _("Quyết định phê duyệt của tỉnh")
    CERTIFICATE = "certificate", _("Giấy chứng nhận")
    REPORT_UP = "report_up", _("Báo cáo kết quả")
    LETTER = "letter", _("Văn bản trả lời")
    PLAN = "plan", _("Kế hoạch rà soát")
    CHARGES = "charges", _("Bảng phân công")
    DISPATCH = "dispatch", _("Công văn đôn đốc")


class Document(models.Model):
    """An official document as issued. ``data["items"]`` is what is printed: the same data is always the same PDF.

    ``number`` counts from 1 per unit, kind and year; practice documents have a register of their own.
    """

    kind = models.CharField(max_length=12, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    practice = models.BooleanField()
    data = models.JSONField(encoder=DjangoJSONEncoder)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "practice", "number"],
                condition=Q(number__isnull=False),
                name="document_number_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Print(models.Model):
    """The PDF of a document: made once, kept under its SHA-256, never changed."""

    document = models.OneToOneField(Document, models.PROTECT, primary_key=True, related_name="print")
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.sha256


class AttachmentQuerySet(ScopedQuerySet["Attachment"]):
    """Attachments, by area."""

    scope_field = "unit__path"


class Attachment(models.Model):
    """An uploaded file, as it was kept: known by its SHA-256, never changed, shown to those who see its unit.

    ``size`` is in bytes; ``name`` is what its owner called it, in NFC, and is only shown. A citizen's file has no
    ``uploaded_by``.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=4, choices=FileKind)
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(size__gte=1), name="attachment_is_not_empty")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it."""
        return self.kind not in (FileKind.PDF, FileKind.XLSX)

    @property
    def served_name(self) -> str:
        """The name under which it is saved: it always ends as what the file is."""
        ending = self.name.rpartition(".")[2].lower()
        same = ending == self.kind or (ending, self.kind) == ("jpeg", FileKind.JPEG)
        return self.name if same else f"{self.name}.{self.kind}"


class Withdrawable(models.Model):
    """A page that was sent by mistake is withdrawn with the reason; its file stays, and it stands no more."""

    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
                name="%(app_label)s_%(class)s_withdrawn_whole",
            )
        ]


class ScannedPageQuerySet(ScopedQuerySet["ScannedPage"]):
    """Pages of signed copies, by area."""

    scope_field = "document__unit__path"

    def standing(self) -> ScannedPageQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class ScannedPage(Withdrawable):
    """A page of the signed copy of an issued document as it was scanned back in; the hash stands with the file."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="scans")
    number = models.PositiveSmallIntegerField()
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")

    objects = ScannedPageQuerySet.as_manager()

    class Meta(Withdrawable.Meta):
        ordering = ["document", "number"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(fields=["document", "number"], name="scanned_page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"
