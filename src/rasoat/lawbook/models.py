"""Editions of a pack, proposals to change or confirm its cells, and the cells of a proposal."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope, ScopedQuerySet
from rasoat.documents.filekinds import FileKind

KEEP = "="
"""The new text of a cell that is only compared with the source: its value stays."""


class Kind(models.TextChoices):
    """What a proposal brings in."""

    OFFICIAL_TABLE = "official_table", _("Bảng điểm chính thức")
    PROVINCIAL_OVERLAY = "provincial_overlay", _("Quy định riêng của tỉnh")
    VALUE = "value", _("Đối chiếu, sửa từng giá trị")


class State(models.TextChoices):
    """Where a proposal stands."""

    OPEN = "open", _("Chờ đối chiếu")
    ADOPTED = "adopted", _("Đã áp dụng")
    WITHDRAWN = "withdrawn", _("Đã rút")


class SourceKind(models.TextChoices):
    """What the attached source is, by its content; the value is the ending of the kept file."""

    PDF = FileKind.PDF.value, FileKind.PDF.label
    PNG = FileKind.PNG.value, FileKind.PNG.label
    JPEG = FileKind.JPEG.value, FileKind.JPEG.label
    XLSX = FileKind.XLSX.value, FileKind.XLSX.label


class ProposalQuerySet(ScopedQuerySet["Proposal"]):
    """Proposals of a province: a person sees those of the province that holds his unit."""

    scope_field = "province__path"

    def seen_from(self, scope: Scope) -> ProposalQuerySet:
        """Those of the provinces that hold one of the scope's units."""
        return self.filter(province__heir_path__in={path.partition("/")[0] + "/" for path in scope.paths})

    def open(self) -> ProposalQuerySet:
        """Those that wait for a verifier."""
        return self.filter(state=State.OPEN)


class Proposal(models.Model):
    """Values brought in by one person from one source; they count when a second person has verified every cell.

    ``base_hash`` is the edition the proposer looked at; ``desk`` the unit for which he proposed. The source is
    kept by its SHA-256.
    """

    pack = models.CharField(max_length=20)
    base_hash = models.CharField(max_length=64)
    province = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateField(help_text="the first day of the values, where a cell does not say otherwise")
    document = models.CharField(max_length=120, help_text="number of the law text or of the decision")
    document_title = models.CharField(max_length=300, blank=True)
    article = models.CharField(max_length=200)
    source = models.CharField(max_length=64, help_text="SHA-256 of the scan")
    source_kind = models.CharField(max_length=4, choices=SourceKind)
    source_name = models.CharField(max_length=200, help_text="the file as its owner called it")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | ~Q(state="open") & Q(closed_at__isnull=False),
                name="proposal_closed_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "adopted", "withdrawn"]), name="proposal_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.pack})"

    def close(self, state: State) -> None:
        """Store that it is adopted or withdrawn."""
        self.state, self.closed_at = state, timezone.now()
        self.save(update_fields=["state", "closed_at"])


class ProposedCell(models.Model):
    """One cell of a proposal: its text before and after (``=``: confirmed as it is), who proposed and who verified it.

    ``dispute`` says why a verifier did not find the value in the source; a disputed cell is not verified.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="cells")
    number = models.PositiveIntegerField(help_text="the order of the pack")
    key = models.CharField(max_length=120)
    since = models.DateField()
    old = models.TextField(blank=True)
    new = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField(null=True, blank=True)
    dispute = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "key", "since"], name="proposed_cell_once"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("proposed_by")),
                name="proposed_cell_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True, verified_on__isnull=True)
                | Q(verified_by__isnull=False, verified_on__isnull=False),
                name="proposed_cell_verified_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(dispute="") | Q(verified_by__isnull=True),
                name="proposed_cell_disputed_is_not_verified",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.since}"

    @property
    def keeps(self) -> bool:
        """Whether the value stays and is only confirmed."""
        return self.new == KEEP

    @property
    def expected(self) -> str:
        """The text a verifier must find in the source."""
        return self.old if self.keeps else self.new

    @property
    def typed(self) -> bool:
        """Whether the verifier types it (a number); anything else he compares and confirms."""
        return self.expected.isdecimal()


class LocalStandard(models.Model):
    """A province's own standard under a name of its own, founded on the edition of a pack that counted there that day.

    ``files`` are those of that edition with the new name and title; only verified proposals add values to them. It
    has no edition, and no round can be opened on it, until a first one is adopted.
    """

    pack = models.CharField(max_length=20, unique=True)
    province = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    base_pack = models.CharField(max_length=20)
    base_hash = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)
    files = models.JSONField()
    founded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    founded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pack"]

    def __str__(self) -> str:
        return self.pack


class Edition(models.Model):
    """The complete files of a pack, kept for good: what a province adopted, or the shipped text a round was opened on.

    ``hash`` names the content (results pin it), ``mark`` the exact files with their verification. A shipped text has
    no province, no proposal and the number 0.
    """

    pack = models.CharField(max_length=20)
    province = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64, db_index=True)
    mark = models.CharField(max_length=64)
    files = models.JSONField()
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, blank=True, related_name="edition")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pack", "province", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "province", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["pack", "hash"],
                condition=Q(province__isnull=True),
                name="edition_shipped_once",
            ),
            models.CheckConstraint(
                condition=Q(province__isnull=True, proposal__isnull=True, number=0)
                | Q(province__isnull=False, proposal__isnull=False, number__gt=0),
                name="edition_has_its_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.number}"
