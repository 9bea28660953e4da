"""Decisions, the recognitions they make, and certificates."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.appraisal.models import CommuneReport
from rasoat.areas.models import Unit
from rasoat.areas.scope import ScopedQuerySet
from rasoat.documents.models import Document, ScannedPage
from rasoat.roster.models import Household, Placed, PlacedQuerySet
from rasoat.rounds.models import CommuneRound, Round
from rasoat.rounds.states import CertificateState
from rasoat.survey.models import CLASS_CHOICES, Submission


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    """Decisions, by area."""

    scope_field = "commune__unit__path"


class Decision(models.Model):
    """The commune chairman's decision that recognises poor, near-poor and escaped households (TT17 Art. 2, 6).

    ``appraised_by`` is empty where the chain of approval asks nobody for an opinion.
    """

    commune = models.OneToOneField(CommuneRound, models.PROTECT, related_name="decision")
    report = models.OneToOneField(CommuneReport, models.PROTECT, related_name="decision")
    signed_on = models.DateField()
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    appraised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(prepared_by=F("appraised_by"))
                & ~Q(prepared_by=F("signed_by"))
                & ~Q(appraised_by=F("signed_by")),
                name="decision_three_hands",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class RecognitionQuerySet(PlacedQuerySet["Recognition"]):
    """Recognitions, by area."""

    scope_field = "household__village__path"

    def live(self) -> RecognitionQuerySet:
        """Those that count: no later one has taken their place."""
        return self.filter(superseded_by__isnull=True)


class Recognition(Placed):
    """What a household is by a signed decision, from the day it was signed: never from a score alone.

    ``kind`` says how it came there: the codes 1–6 of Phiếu C for the poor and near-poor, and the kinds of escape. One
    made on a request in the year has its own day instead of the season's decision and form.
    """

    class Kind(models.TextChoices):
        """How the household came to its class."""

        POOR_FROM_POOR = "poor_from_poor", _("Hộ nghèo cũ")
        POOR_FROM_NEAR = "poor_from_near", _("Cận nghèo thành nghèo")
        POOR_AGAIN = "poor_again", _("Tái nghèo")
        POOR_NEW = "poor_new", _("Hộ nghèo mới")
        NEAR_FROM_POOR = "near_from_poor", _("Thoát nghèo, trở thành cận nghèo")
        NEAR_FROM_NEAR = "near_from_near", _("Hộ cận nghèo cũ")
        NEAR_AGAIN = "near_again", _("Tái cận nghèo")
        NEAR_NEW = "near_new", _("Hộ cận nghèo mới")
        ESCAPED_POOR = "escaped_poor", _("Thoát nghèo, vượt chuẩn cận nghèo")
        ESCAPED_NEAR = "escaped_near", _("Thoát cận nghèo")
        AVERAGE = "average", _("Hộ có mức sống trung bình")
        NONE = "none", _("Không thuộc diện")

    round = models.ForeignKey(Round, models.PROTECT, related_name="recognitions")
    household = models.ForeignKey(Household, models.PROTECT, related_name="recognitions")
    village = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="recognitions")
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="recognitions"
    )
    recognised_on = models.DateField(
        null=True, blank=True, help_text="of a decision in the year about one household"
    )
    result = models.CharField(max_length=16, choices=CLASS_CHOICES)
    kind = models.CharField(max_length=16, choices=Kind)
    persons = models.PositiveSmallIntegerField()
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "household"],
                condition=Q(superseded_by__isnull=True),
                name="recognition_one_live_a_household",
            ),
            models.CheckConstraint(condition=Q(persons__gte=1), name="recognition_has_persons"),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, submission__isnull=False, recognised_on__isnull=True)
                | Q(decision__isnull=True, submission__isnull=True, recognised_on__isnull=False),
                name="recognition_by_season_or_in_the_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.kind}"

    @property
    def by_season(self) -> tuple[Decision, Submission]:
        """The season's decision and form; only of a recognition that is not of a request in the year."""
        assert self.decision is not None
        assert self.submission is not None
        return self.decision, self.submission


class FeaturesQuerySet(ScopedQuerySet["Features"]):
    """Filled forms C, by area."""

    scope_field = "recognition__household__village__path"


class Features(models.Model):
    """One filled Phiếu C of a recognised poor or near-poor household: immutable; a corrected one is a new version.

    ``answers`` holds what was asked and what was already known, by question; several choices are joined by ``;``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="features")
    version = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    answers_hash = models.CharField(max_length=64)
    form_version = models.CharField(max_length=40)
    visited_on = models.DateField()
    respondent = models.CharField(max_length=120)
    filled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    objects = FeaturesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recognition", "version"], name="features_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.recognition} C{self.version}"


class CertificateQuerySet(ScopedQuerySet["Certificate"]):
    """Certificates, by area."""

    scope_field = "household__village__path"

    def valid(self) -> CertificateQuerySet:
        """Those neither replaced nor withdrawn."""
        return self.filter(state=CertificateState.VALID)


def new_token() -> str:
    """Return an unguessable name for the page that a certificate's QR code opens (128 bits)."""
    return secrets.token_urlsafe(16)


class Certificate(models.Model):
    """A certificate (PL 2e, giấy chứng nhận hộ nghèo, hộ cận nghèo) of one household for the whole period of the standard.

    ``number`` counts from 1 per commune (``unit``) and year of issue; practice has a register of its own. What was
    certified stands in ``document`` at ``place``, as issued; what happened since stands in its entries.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="certificates")
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="certificates")
    commune = models.ForeignKey(CommuneRound, models.PROTECT, related_name="certificates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField()
    practice = models.BooleanField()
    number = models.PositiveIntegerField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="certificates")
    place = models.PositiveSmallIntegerField(help_text="in the items of the document")
    token = models.CharField(max_length=30, unique=True, default=new_token)
    state = models.CharField(max_length=10, choices=CertificateState, default=CertificateState.VALID)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = CertificateQuerySet.as_manager()
    table = "certificate"

    class Meta:
        ordering = ["unit", "year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "practice", "number"], name="certificate_number_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["household", "first_year"],
                condition=Q(state="valid"),
                name="certificate_one_valid_a_household",
            ),
            models.UniqueConstraint(fields=["document", "place"], name="certificate_place_once"),
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")), name="certificate_period_is_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/GCN-HN.HCN"


class CertificateEntryQuerySet(ScopedQuerySet["CertificateEntry"]):
    """Entries of certificates, by area."""

    scope_field = "certificate__household__village__path"


class CertificateEntry(models.Model):
    """What happened to a certificate: it was issued, confirmed for a year, copied, replaced or withdrawn; never changed.

    ``year`` and ``recognition`` make the certificate's line of that year; ``decision`` is the paper it rests on.
    """

    class Kind(models.TextChoices):
        """What happened."""

        ISSUED = "issued", _("Cấp giấy")
        CONFIRMED = "confirmed", _("Xác nhận năm")
        DUPLICATED = "duplicated", _("Cấp lại cùng số")
        REPLACED = "replaced", _("Thay bằng giấy mới")
        WITHDRAWN = "withdrawn", _("Thu hồi")

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    recognition = models.OneToOneField(
        Recognition, models.PROTECT, null=True, blank=True, related_name="certified"
    )
    decision = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    objects = CertificateEntryQuerySet.as_manager()

    class Meta:
        ordering = ["certificate", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["issued", "confirmed"]) | ~Q(reason=""),
                name="certificate_entry_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="confirmed")
                | Q(year__isnull=False, recognition__isnull=False, decision__isnull=False),
                name="certificate_line_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.kind}"


class CertificateScanQuerySet(ScopedQuerySet["CertificateScan"]):
    """Pages of signed certificates, by area."""

    scope_field = "certificate__household__village__path"


class CertificateScan(models.Model):
    """Says whose signed certificate a scanned page of its village's document is."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="scans")
    page = models.OneToOneField(ScannedPage, models.PROTECT, related_name="of_certificate")

    objects = CertificateScanQuerySet.as_manager()

    class Meta:
        ordering = ["certificate", "page__number"]

    def __str__(self) -> str:
        return f"{self.certificate} {self.page.number}"
