"""The certificates of PL 2e as papers: what is certified at issue, and the same with every line since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.documents.common import chairman, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue
from rasoat.documents.shapes import Certificate as Paper
from rasoat.documents.shapes import CertifiedMember, Confirmation
from rasoat.law import Class
from rasoat.recognition.models import Certificate, CertificateEntry
from rasoat.recognition.papers import bases_of
from rasoat.roster.models import Member, Relation, Sex
from rasoat.text_vi import date as print_date

Drafts = Sequence[tuple[Certificate, Sequence[CertificateEntry]]]
"""Certificates that are not yet stored, each with the entries that make its lines."""


def issue_papers(drafts: Drafts, issuer: User, signers: Mapping[int, str]) -> None:
    """Register the papers of drafts of one commune, one document a village, and tell each draft its place.

    ``signers`` names who signs by document of the decision that a line rests on.
    """
    members = _members([draft.household_id for draft, _ in drafts])
    for village, held in groupby(drafts, key=lambda each: each[0].household.village):
        some = list(held)
        items = [
            certificate_of(draft, entries, members[draft.household_id], signers) for draft, entries in some
        ]
        document = _register(village, [draft for draft, _ in some], items, issuer)
        for place, (draft, _) in enumerate(some):
            draft.document, draft.place = document, place


def _members(households: Iterable[Any]) -> Mapping[Any, list[Member]]:
    found: dict[Any, list[Member]] = defaultdict(list)
    for member in Member.objects.present().filter(household__in=list(households)).order_by("pk"):
        found[member.household_id].append(member)
    return found


def _register(village: Unit, drafts: Sequence[Certificate], items: Sequence[Paper], issuer: User) -> Document:
    first, last = drafts[0], drafts[-1]
    numbers = f"số {first.number:02d} đến {last.number:02d}" if len(drafts) > 1 else f"số {first.number:02d}"
    return issue(
        Kind.CERTIFICATE,
        village,
        title=f"Giấy chứng nhận năm {first.year}, {lower(village)}: {numbers}",
        issued_on=first.issued_on,
        issued_by=issuer,
        practice=first.practice,
        number=None,
        items=items,
    )


def certificate_of(
    draft: Certificate,
    entries: Iterable[CertificateEntry],
    members: Sequence[Member],
    signers: Mapping[int, str],
) -> Paper:
    """Return the data of one certificate as it is issued: one for the period, one line a year."""
    round_, unit, village = draft.commune.round, draft.unit, draft.household.village
    head = next(member for member in members if member.relation == Relation.HEAD)
    entries = list(entries)
    paper = Paper(
        practice=draft.practice,
        head=letterhead(unit, draft.issued_on, str(draft)),
        year=draft.year,
        bases=bases_of(round_),
        household_head=head.full_name,
        ethnic_group=head.ethnic_group,
        residence=f"{lower(village)}, {lower(unit)}, {lower(unit.parent or unit)}",
        first_year=draft.first_year,
        last_year=draft.last_year,
        confirmations=lines_of(entries),
        members=[_member(member) for member in members],
        notes=[],
        signature=chairman(signers.get(entries[-1].decision_id or 0, "") if entries else ""),
    )
    if draft.replaces is not None:
        paper["mark"] = f"Thay giấy số {draft.replaces} cấp ngày {print_date(draft.replaces.issued_on)}"
    if link := verify_link(draft):
        paper["link"] = link
    return paper


def lines_of(entries: Iterable[CertificateEntry]) -> list[Confirmation]:
    """Return the lines that entries make, one a year: a later one of the same year takes the place of the earlier."""
    lines: dict[int, Confirmation] = {}
    for entry in entries:
        if entry.year is None or entry.recognition is None or entry.decision is None:
            continue
        lines[entry.year] = Confirmation(
            year=entry.year,
            status="Hộ nghèo" if Class(entry.recognition.result).is_poor else "Hộ cận nghèo",
            decision=f"{entry.decision.number:02d}/QĐ-UBND",
            decided_on=entry.decision.issued_on,
        )
    return [lines[year] for year in sorted(lines)]


def verify_link(certificate: Certificate) -> str:
    """Return the whole address that says whether it is valid, or an empty text where the site knows none of its own."""
    base = str(settings.SITE_ADDRESS).rstrip("/")
    return f"{base}{reverse('verify', args=[certificate.token])}" if base else ""


def papers_now(certificates: Sequence[Certificate]) -> Iterator[Paper]:
    """Yield the certificates as they were issued, with every line confirmed since and the mark of a copy."""
    prefetch_related_objects(
        list(certificates), "document", "entries__recognition", "entries__decision", "replaces"
    )
    for certificate in certificates:
        paper: Paper = dict(certificate.document.data["items"][certificate.place])  # type: ignore[assignment]
        paper["confirmations"] = lines_of(all_entries(certificate))
        if mark := _mark(certificate, paper.get("mark", "")):
            paper["mark"] = mark
        yield paper


def all_entries(certificate: Certificate) -> list[CertificateEntry]:
    """Return its entries behind those of the certificates it replaced."""
    own = list(certificate.entries.all())
    return [*all_entries(certificate.replaces), *own] if certificate.replaces is not None else own


def _mark(certificate: Certificate, at_issue: str) -> str:
    copies = [entry for entry in certificate.entries.all() if entry.kind == CertificateEntry.Kind.DUPLICATED]
    copied = f"Cấp lại lần {len(copies)}, ngày {print_date(copies[-1].on)}" if copies else ""
    return "; ".join(filter(None, (at_issue, copied)))


def _member(member: Member) -> CertifiedMember:
    layout = {"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}[member.birth_precision]
    return CertifiedMember(
        name=member.full_name,
        birth=member.birth_date.strftime(layout),
        sex=in_vietnamese(Sex(member.sex).label),
        relation=in_vietnamese(Relation(member.relation).label),
        ethnic_group=member.ethnic_group,
    )
