"""The life of a certificate: certified and confirmed by decisions, copied, replaced, withdrawn (giấy chứng nhận, PL 2e)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, ResultT
from rasoat.documents.models import Document
from rasoat.errors import Refused
from rasoat.law import Class
from rasoat.recognition.certificate_papers import all_entries, issue_papers
from rasoat.recognition.models import Certificate, CertificateEntry, Recognition
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.states import CertificateState
from rasoat.rounds.step import move, require, require_not_after, require_not_before

CERTIFIED = (Class.poor.value, Class.poor_income.value, Class.poor_deprivation.value, Class.near_poor.value)
Kind = CertificateEntry.Kind


class ToCertify(NamedTuple):
    """A recognition that a certificate says, for which year, and the paper of its decision."""

    recognition: Recognition
    year: int
    decision: Document


class Certified(NamedTuple):
    """What certifying came to: new certificates, and those that got one more line."""

    issued: list[Certificate]
    confirmed: list[Certificate]


def certify(commune: CommuneRound, rows: Sequence[ToCertify], on: date, actor: User) -> Certified:
    """Confirm the year on the certificate a household holds for the period; issue one to a household that holds none."""
    held = _held(commune, rows)
    new = [row for row in rows if row.recognition.household_id not in held]
    confirmed = [
        (held[row.recognition.household_id], row) for row in rows if row.recognition.household_id in held
    ]
    CertificateEntry.objects.bulk_create(
        _line(certificate, Kind.CONFIRMED, row, on, actor) for certificate, row in confirmed
    )
    return Certified(_issue(commune, new, on, actor), [certificate for certificate, _row in confirmed])


def _held(commune: CommuneRound, rows: Sequence[ToCertify]) -> dict[Any, Certificate]:
    first, _last = _period(commune)
    found = Certificate.objects.valid().filter(
        household__in=[row.recognition.household_id for row in rows], first_year=first
    )
    return {each.household_id: each for each in found}


def _period(commune: CommuneRound) -> tuple[int, int]:
    rules = commune.round.rules
    return rules.given("certificate_first_year"), rules.given("certificate_last_year")


def _issue(commune: CommuneRound, rows: Sequence[ToCertify], on: date, actor: User) -> list[Certificate]:
    if not rows:
        return []
    number = next_certificate(commune.unit, on.year, practice=commune.round.practice)
    drafts = []
    for at, row in enumerate(rows, start=number):
        draft = _draft(commune, row.recognition, at, on, actor)
        drafts.append((draft, [_line(draft, Kind.ISSUED, row, on, actor)]))
    _store(drafts, actor, {row.decision.pk: row.decision.issued_by.full_name for row in rows})
    return [draft for draft, _lines in drafts]


def next_certificate(unit: Unit, year: int, *, practice: bool) -> int:
    """Return the next number of a commune's certificates of a year; the database refuses a number used twice."""
    Unit.objects.select_for_update().get(pk=unit.pk)  # two who issue at once wait for one another
    issued = Certificate.objects.filter(unit=unit, year=year, practice=practice)
    return (issued.aggregate(last=Max("number"))["last"] or 0) + 1


def _draft(
    commune: CommuneRound, recognition: Recognition, number: int, on: date, actor: User
) -> Certificate:
    first, last = _period(commune)
    return Certificate(
        household=recognition.household,
        recognition=recognition,
        commune=commune,
        unit=commune.unit,
        year=on.year,
        practice=commune.round.practice,
        number=number,
        first_year=first,
        last_year=last,
        issued_on=on,
        issued_by=actor,
    )


def _line(certificate: Certificate, kind: str, row: ToCertify, on: date, actor: User) -> CertificateEntry:
    return CertificateEntry(
        certificate=certificate,
        kind=kind,
        on=on,
        by=actor,
        year=row.year,
        recognition=row.recognition,
        decision=row.decision,
    )


def _store(
    drafts: list[tuple[Certificate, list[CertificateEntry]]], actor: User, signers: Mapping[int, str]
) -> None:
    """Issue the papers, then keep certificates and entries."""
    issue_papers(drafts, actor, signers)
    Certificate.objects.bulk_create(draft for draft, _lines in drafts)
    entries = [line for _draft, lines in drafts for line in lines]
    for draft, lines in drafts:
        for line in lines:
            line.certificate = draft
    CertificateEntry.objects.bulk_create(entries)


def withdraw_ended(recognitions: Iterable[Recognition], decision: Document, on: date, actor: User) -> int:
    """Withdraw the certificates of households that a decision no longer finds poor or near-poor; return how many."""
    ended = [row.household_id for row in recognitions if row.result not in CERTIFIED]
    held = list(Certificate.objects.valid().filter(household__in=ended))
    Certificate.objects.filter(pk__in=[each.pk for each in held]).update(state=CertificateState.WITHDRAWN)
    reason = f"Không còn là hộ nghèo, hộ cận nghèo theo Quyết định {decision.number:02d}/QĐ-UBND"
    CertificateEntry.objects.bulk_create(
        CertificateEntry(
            certificate=each, kind=Kind.WITHDRAWN, on=on, by=actor, decision=decision, reason=reason
        )
        for each in held
    )
    return len(held)


@dataclass(kw_only=True)
class CertificateStep(Action[ResultT]):
    """A step on one certificate, with its reason, at any time after its issue."""

    permission: ClassVar[Permission] = Permission.CERTIFICATE_ISSUE
    kind: ClassVar[str]

    certificate: Certificate
    on: date
    reason: str

    def unit(self) -> Unit:
        """The commune that issued it."""
        return self.certificate.unit

    def check(self) -> None:
        """In a state that allows it (P001), with a reason (H001), not before the last entry and not in the future."""
        require(self.certificate, self.name)
        if not self.reason.strip():
            raise Refused("H001")
        last = max(self.certificate.entries.values_list("on", flat=True), default=self.certificate.issued_on)
        require_not_before(self.on, last, _("Ngày ghi sổ"))
        require_not_after(self.on, today(self.certificate.commune.round), _("Ngày ghi sổ"))

    def _enter(self) -> CertificateEntry:
        return CertificateEntry.objects.create(
            certificate=self.certificate,
            kind=self.kind,
            on=self.on,
            by=self.actor,
            reason=self.reason.strip(),
        )

    def facts(self, result: ResultT) -> Mapping[str, Any]:
        """The number."""
        return {"number": self.certificate.number, "year": self.certificate.year}


@dataclass(kw_only=True)
class DuplicateCertificate(CertificateStep[Certificate]):
    """Give a household its certificate again under the same number: the paper says that it is a further copy."""

    name: ClassVar[str] = "certificate.duplicate"
    kind: ClassVar[str] = Kind.DUPLICATED

    def execute(self) -> Certificate:
        """Enter the copy."""
        self._enter()
        return self.certificate


@dataclass(kw_only=True)
class WithdrawCertificate(CertificateStep[Certificate]):
    """Withdraw a certificate (thu hồi): it certifies nothing any more."""

    name: ClassVar[str] = "certificate.withdraw"
    kind: ClassVar[str] = Kind.WITHDRAWN

    def execute(self) -> Certificate:
        """Enter it and change the state."""
        self._enter()
        move(self.certificate, self.name)
        return self.certificate


@dataclass(kw_only=True)
class ReplaceCertificate(CertificateStep[Certificate]):
    """Give a household a certificate of a new number with its members of today; the earlier one is void."""

    name: ClassVar[str] = "certificate.replace"
    kind: ClassVar[str] = Kind.REPLACED

    def check(self) -> None:
        """The household still lives here (H002)."""
        super().check()
        household = self.certificate.household
        if household.ended_on is not None:
            raise Refused("H002", household=household.code, day=f"{household.ended_on:%d/%m/%Y}")

    def execute(self) -> Certificate:
        """Void the earlier one and issue the new one, signed by who is chairman on the day."""
        earlier = self.certificate
        self._enter()
        move(earlier, self.name)
        number = next_certificate(earlier.unit, self.on.year, practice=earlier.practice)
        draft = _draft(earlier.commune, earlier.recognition, number, self.on, self.actor)
        draft.first_year, draft.last_year, draft.replaces = earlier.first_year, earlier.last_year, earlier
        entry = CertificateEntry(certificate=draft, kind=Kind.ISSUED, on=self.on, by=self.actor)
        lines = [line for line in all_entries(earlier) if line.year is not None]
        signer = _chairman(earlier.unit, self.on)
        issue_papers(
            [(draft, lines)], self.actor, {line.decision_id: signer for line in lines if line.decision_id}
        )
        draft.save(force_insert=True)
        entry.certificate = draft
        entry.save()
        return draft


def _chairman(unit: Unit, on: date) -> str:
    """Return the name of who is the commune's chairman on a day; empty, to be written by hand, where nobody is."""
    held = Assignment.objects.in_force(on).filter(unit=unit, role=Role.COMMUNE_CHAIRMAN)
    return held.values_list("user__full_name", flat=True).first() or ""
