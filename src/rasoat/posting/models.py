"""Public posting of the result, complaints, and re-checks (phúc tra)."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.scope import ScopedQuerySet
from rasoat.audit.receipt import code_of
from rasoat.documents.models import Attachment, Document
from rasoat.rounds.models import Step, VillageRound
from rasoat.survey.models import CLASS_CHOICES, Listing, Submission


def new_token() -> str:
    """Return an unguessable name for a public link (128 bits)."""
    return secrets.token_urlsafe(16)


class PostingQuerySet(ScopedQuerySet["Posting"]):
    """Postings, by area."""

    scope_field = "village__unit__path"


class Posting(models.Model):
    """The lists of one village in public, from a day to a day (both included); a changed list is posted anew."""

    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="postings")
    number = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=30, unique=True, default=new_token)
    opened_on = models.DateField()
    closes_on = models.DateField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["village", "number"]
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="posting_number_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opened_on")), name="posting_span_is_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.opened_on}"


class PostingPlaceQuerySet(ScopedQuerySet["PostingPlace"]):
    """Places of postings, by area."""

    scope_field = "posting__village__unit__path"


class PostingPlace(models.Model):
    """One of the places the circular names, where the lists hang or are read out, with its days (both included)."""

    class Kind(models.TextChoices):
        """Where (TT17 Điều 6, step 4): the commune's office, the village's community house, the loudspeaker."""

        OFFICE = "office", _("Trụ sở Ủy ban nhân dân xã")
        HOUSE = "house", _("Nhà sinh hoạt cộng đồng của thôn")
        LOUDSPEAKER = "loudspeaker", _("Hệ thống loa truyền thanh")

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="places")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = PostingPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["posting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "kind"], name="posting_place_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="posting_place_span_is_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostingProof(models.Model):
    """Who saw the lists at a place, or read them out, and on which day; a photo may hang on it."""

    place = models.ForeignKey(PostingPlace, models.PROTECT, related_name="proofs")
    seen_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    photo = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["seen_on", "pk"]

    def __str__(self) -> str:
        return f"{self.place} {self.seen_on}"


class PostingEntry(models.Model):
    """One household as posted: in which of the four lists, and with which class."""

    class Part(models.TextChoices):
        """The lists that are posted."""

        NEW_POOR = "new_poor", _("Hộ nghèo phát sinh mới")
        NEW_NEAR_POOR = "new_near_poor", _("Hộ cận nghèo phát sinh mới")
        ESCAPED_POOR = "escaped_poor", _("Hộ thoát nghèo")
        ESCAPED_NEAR_POOR = "escaped_near_poor", _("Hộ thoát cận nghèo")
        REMAINS = "remains", _("Hộ tiếp tục là hộ nghèo, hộ cận nghèo")

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="entries")
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="posting_entries")
    part = models.CharField(max_length=20, choices=Part)
    result = models.CharField(max_length=16, choices=CLASS_CHOICES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "listing", "part"], name="posting_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.part}"


class ComplaintQuerySet(ScopedQuerySet["Complaint"]):
    """Complaints, by area."""

    scope_field = "village__unit__path"

    def open(self) -> ComplaintQuerySet:
        """Those not yet answered."""
        return self.filter(outcome="")


class Complaint(models.Model):
    """A complaint about a posted list; ``late`` marks one that came after the window and is taken in all the same."""

    class Kind(models.TextChoices):
        """What is objected to."""

        SHOULD_BE_ON = "should_be_on", _("Đáng được vào danh sách")
        SHOULD_NOT_BE_ON = "should_not_be_on", _("Không đáng ở trong danh sách")
        WRONG_DATA = "wrong_data", _("Thông tin sai")
        PROCEDURE = "procedure", _("Làm không đúng quy trình")

    class Channel(models.TextChoices):
        """How it came."""

        PERSON = "person", _("Trực tiếp")
        PHONE = "phone", _("Điện thoại")
        PAPER = "paper", _("Đơn thư")
        WEB = "web", _("Trang công khai")

    class DueBy(models.TextChoices):
        """Where the last day for the answer comes from."""

        LAW = "law", _("theo quy định của đợt rà soát")
        COMMUNE = "commune", _("do xã đặt, văn bản không thấy quy định")

    class Outcome(models.TextChoices):
        """How it was decided."""

        UPHELD = "upheld", _("Đúng, kết quả thay đổi")
        DISMISSED = "dismissed", _("Giữ nguyên kết quả")

    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="complaints")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="complaints")
    listing = models.ForeignKey(Listing, models.PROTECT, null=True, blank=True, related_name="complaints")
    receipt = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    channel = models.CharField(max_length=10, choices=Channel)
    complainant = models.CharField(max_length=120)
    text = models.TextField()
    received_on = models.DateField()
    late = models.BooleanField()
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    contact = models.CharField(max_length=60, blank=True, help_text="where the complainant can be reached")
    about = models.CharField(
        max_length=120, blank=True, help_text="whose household, as the complainant named it"
    )
    fingerprint = models.CharField(max_length=64, help_text="of the household and the folded text")
    due_on = models.DateField(null=True, blank=True)
    due_by = models.CharField(max_length=8, choices=DueBy, blank=True)
    rechecker = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recheck = models.OneToOneField(
        Submission, models.PROTECT, null=True, blank=True, related_name="answers_complaint"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(outcome="") & Q(decided_by__isnull=False, decided_on__isnull=False) & ~Q(answer=""),
                name="complaint_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(rechecker__isnull=True)
                | ~Q(decided_by=F("rechecker")),
                name="complaint_decided_by_another",
            ),
            models.UniqueConstraint(fields=["posting", "fingerprint"], name="complaint_once_a_posting"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_by="") | Q(due_on__isnull=False) & ~Q(due_by=""),
                name="complaint_due_has_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def code(self) -> str:
        """The secret code that opens the receipt; it stands on the complainant's slip and is stored nowhere."""
        return code_of(self.receipt)


class ComplaintFile(models.Model):
    """A picture or paper that came with a complaint."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="files")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.complaint} {self.attachment}"


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    """Texts for the people, by area."""

    scope_field = "village__unit__path"


class Notice(models.Model):
    """A text that tells a village about one step, in one language; each saving is a new version.

    Texts in Tày, Dao or Mông are written by people who speak them; the programme drafts Vietnamese only.
    """

    class Language(models.TextChoices):
        """The languages of the villages."""

        VIETNAMESE = "vi", _("Tiếng Việt")
        TAY = "tyz", _("Tiếng Tày")
        DAO = "ium", _("Tiếng Dao")
        HMONG = "hmn", _("Tiếng Mông")

    village = models.ForeignKey(VillageRound, models.PROTECT, related_name="notices")
    step = models.CharField(max_length=10, choices=Step)
    language = models.CharField(max_length=3, choices=Language, default=Language.VIETNAMESE)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["village", "step", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "step", "language", "version"], name="notice_version_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="notice_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.step} {self.language} {self.version}"


class Reading(models.Model):
    """When and where a text was read out or hung up."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="readings")
    read_on = models.DateField()
    place = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["read_on", "pk"]

    def __str__(self) -> str:
        return f"{self.notice} {self.read_on}"
