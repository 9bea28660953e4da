"""The decision of recognition and the certificates, as papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.documents.common import chairman, committee, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import Certificate as CertificatePaper
from rasoat.documents.shapes import CertifiedMember, Confirmation, RecognisedHousehold
from rasoat.documents.shapes import Decision as DecisionPaper
from rasoat.law import Act, Class
from rasoat.recognition.models import Certificate, Decision, Recognition
from rasoat.roster.models import Member, Relation, Sex
from rasoat.rounds.models import CommuneRound, Round
from rasoat.survey.standing import Standing, head_names

K = Recognition.Kind
Row = tuple[Standing, Recognition.Kind]

POOR_KINDS = (K.POOR_FROM_POOR, K.POOR_FROM_NEAR, K.POOR_AGAIN, K.POOR_NEW)
NEAR_KINDS = (K.NEAR_FROM_POOR, K.NEAR_FROM_NEAR, K.NEAR_AGAIN, K.NEAR_NEW)


def issue_decision(commune: CommuneRound, rows: Sequence[Row], signed_on: date, signer: User) -> Document:
    """Number and register the decision with its lists."""
    number = next_number(commune.unit, Kind.DECISION, signed_on.year, practice=commune.round.practice)
    data = decision_of(commune, rows, signed_on, signer, number)
    return issue(
        Kind.DECISION,
        commune.unit,
        title=f"Quyết định {number:02d}/QĐ-UBND công nhận kết quả rà soát năm {commune.round.year}",
        issued_on=signed_on,
        issued_by=signer,
        practice=commune.round.practice,
        number=number,
        items=[data],
    )


def bases_of(round_: Round) -> list[str]:
    """Return the legal bases that a paper of the round names, with their titles from the pack."""
    rules = round_.rules
    return [f"Căn cứ {rules.documents[key]};" for key in rules.bases]


def decision_of(
    commune: CommuneRound, rows: Sequence[Row], signed_on: date, signer: User, number: int
) -> DecisionPaper:
    """Return the data of the decision."""
    unit, round_ = commune.unit, commune.round
    above = unit.parent or unit
    lists = _lists(rows)
    return DecisionPaper(
        practice=round_.practice,
        head=letterhead(unit, signed_on, f"{number:02d}/QĐ-UBND"),
        year=round_.year,
        authority=f"CHỦ TỊCH {committee(unit)}".replace("\n", " "),
        commune=lower(unit),
        bases=[*bases_of(round_), *_opinion(round_, above)],
        poor=lists["poor"],
        near_poor=lists["near_poor"],
        escaped_to_near_poor=lists[K.NEAR_FROM_POOR],
        escaped_above_near_poor=lists[K.ESCAPED_POOR],
        escaped_near_poor=lists[K.ESCAPED_NEAR],
        duties="Ban giảm nghèo xã, các trưởng thôn và các hộ có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
        effect="Quyết định này có hiệu lực kể từ ngày ký.",
        recipients=["Như Điều 2;", f"UBND {lower(above)} (b/c);", "Lưu: VT."],
        signature=chairman(signer.full_name),
    )


def _opinion(round_: Round, above: Unit) -> list[str]:
    """Return the basis on the opinion, of a chain in which somebody gives one."""
    asked = round_.chain.has(Act.OPINION)
    return [f"Căn cứ ý kiến thẩm định của Ủy ban nhân dân {lower(above)};"] if asked else []


def _lists(rows: Sequence[Row]) -> Mapping[str, list[RecognisedHousehold]]:
    heads = head_names(standing.listing.household_id for standing, _ in rows)
    lists: dict[str, list[RecognisedHousehold]] = defaultdict(list)
    for standing, kind in rows:
        listing = standing.listing
        assert listing.answered is not None
        household = RecognisedHousehold(
            head=heads[listing.household_id],
            village=lower(listing.village.unit),
            persons=listing.answered.persons,
            note=in_vietnamese(kind.label),
        )
        lists[kind].append(household)
        if kind in POOR_KINDS:
            lists["poor"].append(household)
        elif kind in NEAR_KINDS:
            lists["near_poor"].append(household)
    return lists


def issue_certificates(
    commune: CommuneRound, certificates: Sequence[Certificate], issuer: User
) -> list[Document]:
    """Register the certificates as one document a village, in the order of their numbers."""
    papers = zip(certificates, certificate_papers(commune, certificates), strict=True)
    by_village = groupby(papers, key=lambda pair: pair[0].recognition.household.village)
    return [_bundle(commune, village, list(pairs), issuer) for village, pairs in by_village]


def _bundle(
    commune: CommuneRound, village: Unit, pairs: Sequence[tuple[Certificate, CertificatePaper]], issuer: User
) -> Document:
    first, last = pairs[0][0], pairs[-1][0]
    return issue(
        Kind.CERTIFICATE,
        village,
        title=f"Giấy chứng nhận năm {commune.round.year}, {lower(village)}: số {first.number:02d} đến {last.number:02d}",
        issued_on=first.issued_on,
        issued_by=issuer,
        practice=commune.round.practice,
        number=None,
        items=[paper for _, paper in pairs],
    )


def certificate_papers(
    commune: CommuneRound, certificates: Iterable[Certificate]
) -> Iterable[CertificatePaper]:
    """Return the data of each certificate."""
    certificates = list(certificates)
    decision = commune.decision
    members: dict[Any, list[Member]] = defaultdict(list)
    for member in (
        Member.objects.present()
        .filter(household__in=[certificate.recognition.household_id for certificate in certificates])
        .order_by("pk")
    ):
        members[member.household_id].append(member)
    bases = bases_of(commune.round)
    for certificate in certificates:
        household = certificate.recognition.household
        yield certificate_of(certificate, commune, decision, household.village, members[household.pk], bases)


def certificate_of(
    certificate: Certificate,
    commune: CommuneRound,
    decision: Decision,
    village: Unit,
    members: Sequence[Member],
    bases: list[str],
) -> CertificatePaper:
    """Return the data of one certificate (PL 2e): one for the period, one line a year."""
    round_, unit = commune.round, commune.unit
    head = next(member for member in members if member.relation == Relation.HEAD)
    poor = Class(certificate.recognition.result).is_poor
    rules = round_.rules
    return CertificatePaper(
        practice=round_.practice,
        head=letterhead(unit, certificate.issued_on, f"{certificate.number:02d}/GCN-HN.HCN"),
        year=round_.year,
        bases=bases,
        household_head=head.full_name,
        ethnic_group=head.ethnic_group,
        residence=f"{lower(village)}, {lower(unit)}, {lower(unit.parent or unit)}",
        first_year=rules.given("certificate_first_year"),
        last_year=rules.given("certificate_last_year"),
        confirmations=[
            Confirmation(
                year=round_.year,
                status="Hộ nghèo" if poor else "Hộ cận nghèo",
                decision=f"{decision.document.number:02d}/QĐ-UBND",
                decided_on=decision.signed_on,
            )
        ],
        members=[_member(member) for member in members],
        notes=[],
        signature=chairman(decision.signed_by.full_name),
    )


def _member(member: Member) -> CertifiedMember:
    layout = {"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}[member.birth_precision]
    return CertifiedMember(
        name=member.full_name,
        birth=member.birth_date.strftime(layout),
        sex=in_vietnamese(Sex(member.sex).label),
        relation=in_vietnamese(Relation(member.relation).label),
        ethnic_group=member.ethnic_group,
    )
